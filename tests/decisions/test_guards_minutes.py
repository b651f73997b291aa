from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import timezone

from decisions.choices import LinkKind
from decisions.models import DecisionLink
from papers.models import Placement, Question, Recommendation
from tests import raw
from tests.factories import a_meeting, an_item, an_option
from tests.guarded import (
    AMOUNT,
    a_ballot,
    a_document,
    agree,
    an_action,
    an_award,
    an_outcome,
    settle,
    some_minutes,
    table,
    tabled,
)
from tests.raw import change, copy, remove, sqlite_only, try_both

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def asked():
    return tabled()


@pytest.fixture
def written(asked):
    """Minutes ready to be agreed, at a later meeting, with their document."""
    return SimpleNamespace(
        asked=asked,
        minutes=some_minutes(asked),
        document=a_document(asked),
        later=a_meeting(asked.forum, date(2026, 3, 15)),
    )


def agreeing(written, **more):
    """Agree the minutes in raw SQL."""
    return change(
        written.minutes,
        agreed_at=NOW,
        agreed_by_id=written.asked.clerk,
        agreed_at_meeting_id=written.later,
        agreed_document_id=written.document,
        **more,
    )


def settled(asked):
    outcome = an_outcome(asked)
    an_award(asked, outcome)
    settle(outcome)
    return outcome


# The gate


def test_minutes_are_not_agreed_without_an_outcome(written):
    try_both(lambda: agreeing(written), "agreed_complete")


def test_minutes_with_a_settled_outcome_are_agreed(written):
    settled(written.asked)

    assert agreeing(written) == 1


@pytest.mark.parametrize("settlement", ["unsettled", "not_applicable"])
@pytest.mark.parametrize("result", ["carried", "carried_as_amended", "ratified"])
def test_minutes_are_not_agreed_with_a_source_that_nobody_settles(written, result, settlement):
    an_outcome(written.asked, result=result, settlement=settlement)

    try_both(lambda: agreeing(written), "agreed_complete")


@pytest.mark.parametrize("result", ["not_carried", "noted", "view_recorded", "withdrawn"])
def test_minutes_are_agreed_where_no_money_was_decided(written, result):
    an_outcome(written.asked, result=result, settlement="not_applicable")

    assert agreeing(written) == 1


def test_minutes_are_agreed_with_an_owned_and_dated_action(written):
    outcome = an_outcome(written.asked)
    an_action(written.asked, settles=outcome)

    assert agreeing(written) == 1


def test_action_that_settles_another_outcome_does_not_help(written):
    an_outcome(written.asked)
    an_action(written.asked)

    try_both(lambda: agreeing(written), "agreed_complete")


def test_minutes_are_agreed_once_a_later_decision_settled_the_source(written):
    asked = written.asked
    outcome = an_outcome(asked)
    action = an_action(asked, settles=outcome)
    later = settled(tabled_again(asked, written.later))
    DecisionLink.objects.create(
        forum=asked.forum, later=later, earlier=outcome, kind=LinkKind.SETTLES_SOURCE
    )
    change(action, closed_at=NOW, closed_by_id=asked.clerk, closed_on="2026-03-15")

    assert agreeing(written) == 1


def tabled_again(asked, meeting):
    """The same recommendation before another meeting."""
    placement = Placement.objects.create(
        forum=asked.forum,
        recommendation=asked.recommendation,
        meeting=meeting,
        agenda_item=an_item(meeting),
    )
    question = Question.objects.create(forum=asked.forum, placement=placement, group="forum")
    table(placement, asked.clerk)
    return SimpleNamespace(**{**vars(asked), "question": question})


@pytest.mark.parametrize(
    "gap", [{"owner": None}, {"due_on": None}], ids=["without owner", "without day"]
)
def test_minutes_are_not_agreed_with_an_action_nobody_owns(written, gap):
    settled(written.asked)
    an_action(written.asked, **gap)

    try_both(lambda: agreeing(written), "agreed_complete")


def test_minutes_are_agreed_with_an_action_due_at_a_meeting(written):
    settled(written.asked)
    an_action(written.asked, due_on=None, due_meeting=written.later)

    assert agreeing(written) == 1


def test_minutes_are_not_agreed_while_a_ballot_is_open(written):
    settled(written.asked)
    a_ballot(written.asked, question=None, procedure="elect_chair")

    try_both(lambda: agreeing(written), "agreed_complete")


def test_minutes_are_not_agreed_with_awards_that_do_not_add_up(written):
    def write():
        return agreeing(written)

    asked = written.asked
    outcome = an_outcome(asked)
    an_award(asked, outcome, AMOUNT - 1)
    with raw.unguarded():
        change(outcome, settlement="settled")
        raw.guard_again()
        raw.assert_refused(write, "agreed_complete")


def test_minutes_are_not_begun_agreed(written):
    settled(written.asked)
    values = raw.columns(written.minutes) | {
        "id": written.document.pk,
        "meeting_id": written.later,
        "agreed_at": NOW,
        "agreed_by_id": written.asked.clerk,
        "agreed_at_meeting_id": written.later,
        "agreed_document_id": written.document,
    }

    try_both(lambda: raw.insert("decisions_minutes", **values), "agreed_later")


# Agreed minutes stay


@pytest.fixture
def agreed(asked):
    """Agreed minutes of a meeting with a settled outcome, an action, and one more item."""
    settled(asked)
    spare = an_item(asked.meeting, "8")
    action = an_action(asked)
    minutes = some_minutes(asked)
    agree(minutes, asked)
    return SimpleNamespace(
        asked=asked,
        minutes=minutes,
        item=minutes.items.get(),
        spare=spare,
        action=action,
        other=a_meeting(asked.forum, date(2026, 9, 1)),
    )


AGREED = {
    "not agreed after all": lambda a: change(
        a.minutes,
        agreed_at=None,
        agreed_by_id=None,
        agreed_at_meeting_id=None,
        agreed_document_id=None,
    ),
    "agreed at another time": lambda a: change(a.minutes, agreed_at=NOW),
    "agreed at another meeting": lambda a: change(a.minutes, agreed_at_meeting_id=a.other),
    "of another meeting": lambda a: change(a.minutes, meeting_id=a.other),
    "published again": lambda a: change(
        a.minutes, draft_published_at=NOW, draft_published_by_id=a.asked.clerk
    ),
    "minutes removed": lambda a: remove(a.item) + remove(a.minutes),
    "item changed": lambda a: change(a.item, text="Other."),
    "item added": lambda a: copy(a.item, agenda_item_id=a.spare),
    "item removed": lambda a: remove(a.item),
    "action added": lambda a: copy(a.action, reference="X"),
    "action removed": lambda a: remove(a.action),
    "action reworded": lambda a: change(a.action, text="Do less."),
    "action of another meeting": lambda a: change(a.action, meeting_id=a.other),
    "action without owner": lambda a: change(a.action, owner_id=None),
    "action without day": lambda a: change(a.action, due_on=None),
}


@pytest.mark.parametrize("write", AGREED.values(), ids=AGREED)
def test_agreed_minutes_stay(agreed, write):
    try_both(lambda: write(agreed), "guard_decisions_(minutes|minuteitem|action)")


def test_action_of_agreed_minutes_may_be_closed_and_handed_on(agreed):
    clerk = agreed.asked.clerk

    assert change(agreed.action, owner_id=agreed.asked.member, due_on="2026-06-01") == 1
    assert change(agreed.action, due_on=None, due_meeting_id=agreed.other) == 1
    assert change(
        agreed.action, closed_at=NOW, closed_by_id=clerk, closed_on="2026-05-01", evidence="E"
    )


def test_agreed_minutes_are_signed_once(agreed):
    clerk = agreed.asked.clerk

    assert change(agreed.minutes, signed_at=NOW, signed_by_id=clerk, signed_on="2026-03-16") == 1
    try_both(lambda: change(agreed.minutes, signed_on="2026-01-01"), "signed_once")
    try_both(
        lambda: change(agreed.minutes, signed_at=None, signed_by_id=None, signed_on=None),
        "signed_once",
    )


def test_published_draft_is_not_taken_away(written):
    change(
        written.minutes,
        draft_published_at=NOW,
        draft_published_by_id=written.asked.clerk,
        draft_document_id=written.document,
    )

    try_both(
        lambda: remove(written.minutes.items.get()) + remove(written.minutes), "published_stays"
    )


def test_nothing_more_is_tabled_once_the_minutes_are_agreed(agreed):
    asked = agreed.asked
    motion = Recommendation.objects.create(
        forum=asked.forum, matter=asked.paper.matter, origin="floor", label="M", text="Agree."
    )
    an_option(motion)
    other = Placement.objects.create(
        forum=asked.forum,
        recommendation=motion,
        meeting=asked.meeting,
        agenda_item=asked.item,
    )
    Question.objects.create(forum=asked.forum, placement=other, group="forum")

    try_both(
        lambda: change(other, tabled_at=NOW, tabled_by_id=asked.clerk, tabled_on="2026-01-15"),
        "tabled_before_the_minutes",
    )


@sqlite_only
def test_agreed_minutes_are_not_written_over(agreed):
    try_both(lambda: raw.replace(agreed.minutes, agreed_at=NOW))
    try_both(lambda: copy(agreed.minutes, verb="REPLACE"))
    try_both(lambda: raw.replace(agreed.item, text="Other."))
    try_both(lambda: copy(agreed.item, verb="REPLACE", text="Other."))


def test_minutes_may_change_before_they_are_agreed(written):
    item = written.minutes.items.get()

    try_both(lambda: change(written.minutes, meeting_id=written.later), "of_one_meeting")
    assert change(item, text="Discussed.") == 1
    assert remove(item) == 1
    assert remove(written.minutes) == 1
