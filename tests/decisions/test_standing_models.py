from decimal import Decimal

import pytest
from django.urls import reverse

from decisions.choices import ConditionState, ExternalBody, ExternalResult, LinkKind
from decisions.models import Condition, DecisionLink, ExternalStep
from decisions.models.money.spending import money_book
from decisions.models.outcomes.standing import undone_in
from tests.factories import MEETING_DAY, a_member
from tests.middlesbrough import AMOUNT, a_held_meeting
from tests.record import decisions

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(forum, clerk, officer):
    """Two decisions of a meeting, each of £89,604 on a line of its own."""
    a_member(forum)
    meeting = a_held_meeting(forum, clerk, MEETING_DAY)
    return decisions(meeting, 2, clerk=clerk, officer=officer)


def link(later, earlier, kind=LinkKind.REVERSES):
    return DecisionLink(forum=later.forum, later=later, earlier=earlier, kind=kind).keep()


def outside(outcome, result, **more):
    return ExternalStep(
        forum=outcome.forum,
        outcome=outcome,
        body=ExternalBody.COUNCIL_EXECUTIVE,
        asked="To agree it.",
        result=result,
        overtakes=True,
        decided_on=MEETING_DAY,
        **more,
    ).keep()


def decided(forum):
    (row,) = money_book(forum, inside=True).year_rows()
    return row.committed


@pytest.mark.parametrize("kind", [LinkKind.REVERSES, LinkKind.REPLACES])
def test_reversed_or_replaced_award_is_in_no_sum(forum, two, kind):
    link(two[1], two[0], kind)

    (undone,) = undone_in(forum, inside=True)

    assert (undone.award, undone.standing) == (two[0].awards.get().pk, 0)
    assert decided(forum) == AMOUNT


def test_amended_award_still_counts(forum, two):
    link(two[1], two[0], LinkKind.AMENDS)

    assert decided(forum) == 2 * AMOUNT


def test_amount_of_an_outside_body_counts_instead(forum, two):
    outside(two[0], ExternalResult.APPROVED_IN_PART, amount=Decimal(50000), text="Less.")

    assert decided(forum) == AMOUNT + 50000


def test_decision_whose_condition_failed_counts_no_more(forum, two):
    Condition(
        forum=forum,
        outcome=two[0],
        text="A majority buys back.",
        state=ConditionState.FAILED,
        marked_on=MEETING_DAY,
        evidence="Returns of the schools",
    ).keep()

    assert decided(forum) == AMOUNT


def test_public_knows_of_an_undoing_when_it_is_published(forum, two):
    link(two[1], two[0])

    assert undone_in(forum, inside=False)[0].standing == 0


def test_page_says_what_undid_an_award(client, forum, two, clerk, django_assert_max_num_queries):
    link(two[1], two[0])
    outside(two[0], ExternalResult.REFUSED, text="No.")
    client.force_login(clerk)
    address = reverse(
        "decisions:line_detail", args=[forum.slug, two[0].awards.get().budget_line_id]
    )

    with django_assert_max_num_queries(12):
        text = client.get(address).content.decode()

    assert "£0 counts" in text
    assert f"Reversed, {MEETING_DAY:%-d %B %Y}" in text
    assert "Overtaken by an outside body: refused" in text
