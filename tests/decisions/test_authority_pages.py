"""The authority to spend, read from the record and shown."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from decisions.choices import (
    ConditionState,
    ExternalBody,
    ExternalResult,
    HappeningKind,
    LinkKind,
    Result,
    VoteCast,
)
from decisions.models import Condition, ExternalStep, Happening
from decisions.models.outcomes.authority import authority_of, spending_gaps
from decisions.workflow.deciding import OutcomeDraft, link_decisions, record_outcome
from tests.decisions.conftest import ASKED, LATER, award_of
from tests.factories import MEETING_DAY

pytestmark = pytest.mark.django_db
NOW = "2026-02-02 12:00:00Z"


@pytest.fixture
def carried(sitting, question):
    return sitting.carry(question)


def asked_outside(outcome, result, **more):
    return ExternalStep.objects.create(
        forum=outcome.forum, outcome=outcome, body=ExternalBody.SECRETARY_OF_STATE, result=result,
        asked="To allow it", **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        (ExternalResult.PENDING, "No authority until this is met: Secretary of State agrees"),
        (ExternalResult.APPROVED, "Authority until 31 March 2026"),
        (ExternalResult.NOT_NEEDED, "Authority until 31 March 2026"),
        (
            ExternalResult.REFUSED,
            "Authority ended on 12 March 2026 (condition failed: Secretary of State agrees)",
        ),
        (
            ExternalResult.WITHDRAWN,
            "Authority ended on 12 March 2026 (condition lapsed: Secretary of State agrees)",
        ),
    ],
)
def test_authority_waits_for_the_answer_of_another_body(carried, result, sentence):
    decided = None if result == ExternalResult.PENDING else LATER
    asked_outside(carried, result, decided_on=decided)

    assert authority_of(carried, on=LATER).sentence == sentence


def test_open_condition_gives_no_authority(carried, forum):
    Condition.objects.create(forum=forum, outcome=carried, text="Schools buy back")

    assert authority_of(carried, on=LATER).sentence == (
        "No authority until this is met: Schools buy back"
    )


def test_unsettled_source_names_the_decision_that_settled_it(
    sitting, question, later_meeting, asked_again, clerk
):
    earlier = sitting.agree_in_principle(question, later_meeting)
    assert authority_of(earlier, on=LATER).sentence == "No authority (source not settled)"
    sitting.vote(asked_again, *[VoteCast.FOR] * 3, letter="B")
    option = asked_again.placement.recommendation.options.get(letter="B")
    draft = OutcomeDraft(
        Result.CARRIED, amount_agreed=ASKED, awards=(award_of(option),), settles=(earlier,)
    )

    later = record_outcome(asked_again, draft, by=clerk, on=LATER)

    assert authority_of(earlier, on=LATER).sentence == (
        "No authority (its source was settled by 2026-03-12/5/1)"
    )
    assert authority_of(later, on=LATER).is_in_force


def test_link_by_a_decision_that_was_not_carried_ends_nothing(
    question, asked_again, sitting, clerk
):
    carried = sitting.carry(question)
    sitting.vote(asked_again, *[VoteCast.AGAINST] * 3)
    later = record_outcome(asked_again, OutcomeDraft(Result.NOT_CARRIED), by=clerk, on=LATER)

    link_decisions(later, carried, LinkKind.RATIFIES, by=clerk, on=LATER)

    assert authority_of(carried, on=LATER).is_in_force


def test_spending_is_held_against_the_authority_day_by_day(carried, forum):
    spent = Happening(
        forum=forum, kind=HappeningKind.SPENDING, text="Posts paid",
        from_on=date(2026, 3, 1), until_on=date(2026, 4, 30),
    )  # fmt: skip

    assert [each.sentence for each in spending_gaps(spent, [carried])] == [
        "no current authority from 1 April 2026 to 30 April 2026",
    ]
    assert spending_gaps(Happening(happened_on=MEETING_DAY), [carried]) == ()
    assert spending_gaps(Happening(), [carried]) == ()


def address(forum):
    return reverse("decisions:authority_list", args=[forum.slug])


def test_page_shows_until_when_each_decision_allows_spending(
    client, officer, carried, time_machine
):
    time_machine.move_to(NOW)
    client.force_login(officer)

    page = client.get(address(carried.forum))

    assertContains(page, "Authority to spend, 2025-26")
    assertContains(page, "Authority until 31 March 2026")
    assertContains(page, carried.get_absolute_url())


def test_page_of_a_year_without_money_says_so(client, carried, officer):
    client.force_login(officer)

    page = client.get(address(carried.forum), {"year": "1999-00"})

    assertNotContains(page, "1999-00")
    assertContains(page, "No money was decided for this year")
    assertContains(client.get(address(carried.forum), {"year": "2025-26"}), "£89,604")


def test_unpublished_decisions_are_not_shown_to_the_public(client, carried):
    page = client.get(address(carried.forum), {"year": "2025-26"})

    assertNotContains(page, "£89,604")


@pytest.mark.parametrize("conditions", [1, 3])
def test_page_takes_the_same_queries_whatever_hangs_on_a_decision(
    client, officer, carried, conditions, django_assert_num_queries
):
    for number in range(conditions):
        Condition.objects.create(
            forum=carried.forum, outcome=carried, text=f"{number}", state=ConditionState.MET
        )
    client.force_login(officer)

    with django_assert_num_queries(11):
        client.get(address(carried.forum), {"year": "2025-26"})
