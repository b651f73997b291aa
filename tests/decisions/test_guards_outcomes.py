from decimal import Decimal
from types import SimpleNamespace

import pytest

from decisions.choices import BallotStatus, LinkKind
from decisions.models import Action, ActionNote, Condition, DecisionLink
from papers.models import Question
from tests import raw
from tests.factories import a_matter, a_meeting, a_paper, a_recommendation, an_item, an_option
from tests.guarded import (
    AMOUNT,
    a_ballot,
    agree,
    an_action,
    an_award,
    an_outcome,
    close,
    drafted,
    move,
    settle,
    some_minutes,
    table,
    tabled,
)
from tests.raw import change, copy, insert, remove, sqlite_only, try_both

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return tabled()


@pytest.fixture
def unsettled(asked):
    """Agreed in principle, with an award of part of the amount."""
    outcome = an_outcome(asked)
    return SimpleNamespace(
        asked=asked,
        outcome=outcome,
        award=an_award(asked, outcome, AMOUNT - 1, option=asked.first),
    )


@pytest.fixture
def settled(unsettled):
    unsettled.rest = an_award(unsettled.asked, unsettled.outcome, Decimal(1))
    settle(unsettled.outcome)
    return unsettled


@pytest.fixture
def agreed(settled):
    """A settled outcome with a condition, in agreed minutes."""
    settled.condition = Condition.objects.create(
        forum=settled.asked.forum, outcome=settled.outcome, text="Report back."
    )
    settled.minutes = some_minutes(settled.asked)
    agree(settled.minutes, settled.asked)
    return settled


def another(asked, on=None):
    """A second recommendation of the forum, tabled at the same meeting or the one given."""
    item = an_item(on or asked.meeting, "9")
    recommendation = a_recommendation(
        a_paper(a_matter(asked.forum, "Other"), item), amount=AMOUNT, seeks_resources=True
    )
    option = an_option(recommendation, asked.line)
    placement = recommendation.placements.get()
    question = Question.objects.create(forum=asked.forum, placement=placement, group="forum")
    table(placement, asked.clerk)
    return SimpleNamespace(question=question, option=option, item=item)


# Recording


def test_outcome_is_of_what_is_tabled(asked):
    draft = another(asked)
    outcome = an_outcome(asked)
    bare = drafted("felpersham")
    values = raw.columns(outcome) | {"id": bare.forum.pk, "forum_id": bare.forum}

    try_both(
        lambda: insert("decisions_outcome", **values | {"question_id": bare.question}),
        "of_what_is_tabled",
    )
    assert copy(outcome, question_id=draft.question) == 1


@pytest.mark.parametrize("status", ["preparing", "open", "void"])
def test_outcome_rests_on_a_closed_ballot(asked, status):
    outcome = an_outcome(asked, question=another(asked).question)
    ballot = a_ballot(asked)
    if status == "void":
        ballot.voided_at, ballot.voided_by, ballot.void_reason = ballot.opened_at, asked.clerk, "W"
    if status != "preparing":
        move(ballot, status)

    try_both(
        lambda: copy(outcome, question_id=asked.question, ballot_id=ballot), "of_what_is_tabled"
    )


def test_outcome_rests_on_a_ballot_on_its_question(asked):
    outcome = an_outcome(asked)
    ballot = a_ballot(asked)
    move(ballot, BallotStatus.OPEN)
    close(ballot, asked.clerk, (0, 0, 0))

    try_both(
        lambda: copy(outcome, question_id=another(asked).question, ballot_id=ballot),
        "of_what_is_tabled",
    )


def test_outcome_is_not_recorded_as_settled(asked):
    outcome = an_outcome(asked)

    try_both(
        lambda: copy(outcome, question_id=another(asked).question, settlement="settled"),
        "of_what_is_tabled",
    )


# Settling


@pytest.mark.parametrize(
    "amount", [None, Decimal("0.01"), Decimal(2)], ids=["nothing", "less", "more"]
)
def test_outcome_is_settled_by_awards_that_add_up(unsettled, amount):
    if amount:
        an_award(unsettled.asked, unsettled.outcome, amount)

    try_both(lambda: change(unsettled.outcome, settlement="settled"), "awards_add_up")


def test_outcome_without_awards_is_not_settled(asked):
    outcome = an_outcome(asked, amount_agreed=0)

    try_both(lambda: change(outcome, settlement="settled"), "awards_add_up")


def test_outcome_without_an_amount_is_not_settled(asked):
    outcome = an_outcome(asked, amount_agreed=None)
    an_award(asked, outcome)

    # A check constraint of the model refuses it too, so there is no trying without the guard.
    raw.assert_refused(lambda: change(outcome, settlement="settled"), "awards_add_up")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("settled", "unsettled"),
        ("settled", "not_applicable"),
        ("unsettled", "not_applicable"),
        ("not_applicable", "unsettled"),
        ("not_applicable", "settled"),
    ],
)
def test_outcome_only_becomes_settled(asked, old, new):
    outcome = an_outcome(
        asked, settlement="not_applicable" if old == "not_applicable" else "unsettled"
    )
    if old == "settled":
        an_award(asked, outcome)
        settle(outcome)

    try_both(
        lambda: change(outcome, settlement=new), "settles_only|awards_add_up|settled_is_fixed"
    )


STAYS = {
    "amount changed": lambda s: change(s.outcome, amount_agreed=1),
    "result changed": lambda s: change(s.outcome, result="ratified"),
    "words changed": lambda s: change(s.outcome, resolution="Agreed to more."),
    "award added": lambda s: copy(s.award),
    "award changed": lambda s: change(s.award, amount=1),
    "award from another source": lambda s: change(s.award, source="one_off"),
    "award removed": lambda s: remove(s.award),
    "all awards removed": lambda s: raw.run(
        "DELETE FROM decisions_award WHERE outcome_id = %s", s.outcome
    ),
    "award moved out": lambda s: change(s.rest, outcome_id=s.other),
    "award moved in": lambda s: change(s.spare, outcome_id=s.outcome),
    "outcome removed": lambda s: remove(s.award) + remove(s.rest) + remove(s.outcome),
}


@pytest.mark.parametrize("write", STAYS.values(), ids=STAYS)
def test_settled_outcome_stays(settled, write):
    settled.other = an_outcome(settled.asked, question=another(settled.asked).question)
    settled.spare = an_award(settled.asked, settled.other)

    try_both(lambda: write(settled))


def test_outcome_is_never_taken_away(asked):
    outcome = an_outcome(asked)

    try_both(lambda: remove(outcome), "stays")
    try_both(lambda: change(outcome, question_id=another(asked).question), "stays_on_its_question")


def test_award_takes_up_an_option_of_its_recommendation(unsettled):
    option = another(unsettled.asked).option

    try_both(lambda: change(unsettled.award, option_id=option), "of_its_recommendation")
    try_both(lambda: copy(unsettled.award, option_id=option), "of_its_recommendation")


def test_award_needs_an_outcome_that_is_open(asked, unsettled):
    noted = an_outcome(asked, question=another(asked).question, settlement="not_applicable")

    try_both(lambda: copy(unsettled.award, outcome_id=noted, option_id=None), "settled_is_fixed")


def test_unsettled_outcome_may_change(unsettled):
    assert change(unsettled.outcome, amount_agreed=5, comments="Asked about posts.") == 1
    assert change(unsettled.award, amount=4) == 1
    assert remove(unsettled.award) == 1


@sqlite_only
def test_outcome_and_award_are_not_written_over(settled):
    try_both(lambda: raw.replace(settled.outcome, amount_agreed=1))
    try_both(lambda: copy(settled.outcome, verb="REPLACE", settlement="unsettled"))
    try_both(lambda: raw.replace(settled.award, amount=1))


# In agreed minutes


def test_outcome_of_agreed_minutes_is_fixed(asked):
    outcome = an_outcome(asked, settlement="not_applicable", result="noted")
    agree(some_minutes(asked), asked)

    try_both(lambda: change(outcome, comments="And more."), "agreed_is_fixed")
    try_both(lambda: change(outcome, result="withdrawn"), "agreed_is_fixed")


def test_source_of_agreed_minutes_is_settled_by_a_later_decision_only(asked):
    outcome = an_outcome(asked)
    an_action(asked, settles=outcome)
    agree(some_minutes(asked), asked)

    later = another(asked, a_meeting(asked.forum, "2026-09-01"))
    award = an_award(asked, an_outcome(asked, question=later.question))

    try_both(lambda: copy(award, outcome_id=outcome), "settled_is_fixed")
    try_both(lambda: change(award, outcome_id=outcome), "settled_is_fixed")


def test_award_of_agreed_minutes_is_fixed_though_not_settled(unsettled):
    asked = unsettled.asked
    an_action(asked, settles=unsettled.outcome)
    agree(some_minutes(asked), asked)

    try_both(lambda: change(unsettled.award, amount=2), "settled_is_fixed")
    try_both(lambda: remove(unsettled.award), "settled_is_fixed")
    try_both(lambda: copy(unsettled.award), "settled_is_fixed")


def test_no_outcome_is_added_to_agreed_minutes(agreed):
    """It could only be of something tabled too late, which other guards refuse."""
    asked = agreed.asked
    with raw.unguarded():
        late = another(asked)
        raw.guard_again()

        raw.assert_refused(
            lambda: copy(agreed.outcome, question_id=late.question, settlement="unsettled"),
            "of_what_is_tabled",
        )


def test_progress_on_an_action_is_only_added_to(asked):
    action = an_action(asked)
    note = ActionNote.objects.create(
        forum=asked.forum,
        action=action,
        text="Begun.",
        noted_at=action.recorded_at,
        noted_by=asked.clerk,
        noted_on=action.set_on,
    )

    try_both(lambda: change(note, text="Done."), "add_only")
    try_both(lambda: remove(note), "add_only")


def test_conditions_of_agreed_minutes_keep_their_words(agreed):
    try_both(lambda: change(agreed.condition, text="Never mind."), "agreed_is_fixed")
    try_both(lambda: copy(agreed.condition), "agreed_is_fixed")
    try_both(lambda: remove(agreed.condition), "agreed_is_fixed")
    assert change(agreed.condition, state="met", evidence="Report of May.") == 1


# Links


@pytest.fixture
def later(unsettled):
    """A later outcome, with the action that is to settle the earlier one."""
    asked = unsettled.asked
    unsettled.later = an_outcome(
        asked, question=another(asked, a_meeting(asked.forum, "2026-05-01")).question
    )
    unsettled.action = an_action(asked, settles=unsettled.outcome)
    unsettled.link = DecisionLink.objects.create(
        forum=asked.forum,
        later=unsettled.later,
        earlier=unsettled.outcome,
        kind=LinkKind.AMENDS,
    )
    return unsettled


def test_links_are_only_added_to(later):
    try_both(lambda: change(later.link, kind="replaces"), "add_only")
    try_both(lambda: remove(later.link), "add_only")


def test_source_is_settled_by_a_settled_decision(later):
    try_both(lambda: copy(later.link, kind="settles_source"), "settles_by_a_settled_one")
    an_award(later.asked, later.later)
    settle(later.later)
    assert copy(later.link, kind="settles_source") == 1


def test_settled_source_is_not_settled_again(later, settled):
    an_award(later.asked, later.later)
    settle(later.later)

    try_both(lambda: copy(later.link, kind="settles_source"), "settles_by_a_settled_one")


def closing(action):
    return change(
        action, closed_at=action.recorded_at, closed_by_id=action.owner_id, closed_on="2026-05-01"
    )


def test_settling_action_stays_until_its_source_is_settled(later):
    try_both(lambda: closing(later.action), "closed_once_settled")
    try_both(lambda: remove(later.action), "settling_stays")
    try_both(lambda: change(later.action, settles_id=None), "keeps_what_it_settles")
    try_both(lambda: change(later.action, settles_id=later.later), "keeps_what_it_settles")
    an_award(later.asked, later.later)
    settle(later.later)
    copy(later.link, kind="settles_source")
    assert closing(later.action) == 1


@pytest.mark.parametrize("kind", ["reverses", "replaces"])
def test_settling_action_may_go_once_what_waited_is_taken_back(later, kind):
    try_both(lambda: closing(later.action), "closed_once_settled")
    copy(later.link, kind=kind)
    assert closing(later.action) == 1


def test_action_is_not_made_settling_and_closed(later):
    action = later.action

    try_both(
        lambda: copy(
            action,
            reference="X",
            closed_at=action.recorded_at,
            closed_by_id=action.owner_id,
            closed_on="2026-05-01",
        ),
        "closed_once_settled",
    )
    assert Action.objects.count() == 1
