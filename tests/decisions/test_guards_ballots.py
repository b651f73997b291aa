from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.utils import timezone

from decisions.choices import BallotStatus, Method, VoteCast
from decisions.models import OptionCount
from tests import raw
from tests.factories import an_item
from tests.guarded import (
    a_ballot,
    a_vote,
    agree,
    an_entry,
    an_outcome,
    close,
    drafted,
    move,
    some_minutes,
    tabled,
)
from tests.raw import change, columns, copy, remove, sqlite_only, try_both

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def asked():
    return tabled()


@pytest.fixture
def prepared(asked):
    """A ballot with two voters and somebody who may not vote on its register."""
    ballot = a_ballot(asked)
    return SimpleNamespace(
        asked=asked,
        ballot=ballot,
        first=an_entry(asked, ballot),
        second=an_entry(asked, ballot),
        barred=an_entry(asked, ballot, is_eligible=False),
    )


@pytest.fixture
def opened(prepared):
    """An open ballot in which one of two has voted."""
    move(prepared.ballot, BallotStatus.OPEN)
    prepared.vote = a_vote(prepared.asked, prepared.first)
    return prepared


@pytest.fixture
def closed(opened):
    close(opened.ballot, opened.asked.clerk, (1, 0, 0))
    return opened


@pytest.fixture
def shown(asked):
    """An open show of hands."""
    ballot = a_ballot(asked, Method.SHOW_OF_HANDS)
    move(ballot, BallotStatus.OPEN)
    return ballot


def closing(ballot, clerk, **counts):
    counts = {"votes_for": 1, "votes_against": 0, "abstentions": 0} | counts
    return change(ballot, status="closed", closed_at=NOW, closed_by_id=clerk, **counts)


def voiding(ballot, clerk):
    return change(
        ballot, status="void", voided_at=NOW, voided_by_id=clerk, void_reason="Wrong group."
    )


def cast(at, entry, **changes):
    return copy(at.vote, entry_id=entry, **changes)


# Opening


def test_ballot_is_taken_on_what_is_tabled():
    draft = drafted()

    def write():
        return raw.run(
            "UPDATE decisions_ballot SET question_id = %s, procedure = '' WHERE id = %s",
            draft.question,
            procedural,
        )

    procedural = a_ballot(draft, question=None, procedure="elect_chair")

    try_both(write, "stays_what_it_is")
    try_both(lambda: copy(procedural, question_id=draft.question, procedure=""), "prepared")


def test_ballot_is_taken_under_the_item_of_its_question(asked):
    elsewhere = an_item(asked.meeting, "6")
    procedural = a_ballot(asked, question=None, procedure="elect_chair")

    try_both(
        lambda: copy(
            procedural, question_id=asked.question, procedure="", agenda_item_id=elsewhere
        ),
        "prepared",
    )


@pytest.mark.parametrize(
    "result",
    [
        {"status": "open"},
        {"votes_for": 3},
        {"status": "closed", "votes_for": 3, "votes_against": 0, "abstentions": 0},
        {"status": "void", "voided_at": NOW, "void_reason": "W"},
    ],
    ids=["open", "counted", "closed", "void"],
)
def test_ballot_begins_in_preparation(asked, result):
    procedural = a_ballot(asked, question=None, procedure="elect_chair")
    who = {"closed_at": "closed_by_id", "voided_at": "voided_by_id"}
    if result.get("status") == "closed":
        result = result | {"closed_at": NOW}
    result = result | {who[at]: asked.clerk for at in who if at in result}

    try_both(lambda: copy(procedural, **result), "prepared")


def test_ballot_is_not_opened_once_the_minutes_are_agreed(asked):
    an_outcome(asked, settlement="not_applicable", result="noted")
    procedural = a_ballot(asked, question=None, procedure="elect_chair")
    voiding(procedural, asked.clerk)
    agree(some_minutes(asked), asked)
    empty = {"voided_at": None, "voided_by_id": None, "void_reason": ""}

    try_both(lambda: copy(procedural, status="preparing", **empty), "prepared")


# Stages

MOVES = {
    ("preparing", "closed"),
    ("open", "preparing"),
    ("closed", "open"),
    ("closed", "preparing"),
    ("void", "open"),
    ("void", "preparing"),
    ("void", "closed"),
}


@pytest.mark.parametrize(("old", "new"), sorted(MOVES))
def test_ballot_never_goes_back(asked, old, new):
    ballot = a_ballot(asked, Method.SHOW_OF_HANDS)
    if old in ("open", "closed"):
        change(ballot, status="open")
    if old == "closed":
        closing(ballot, asked.clerk)
    if old == "void":
        voiding(ballot, asked.clerk)
    write = {"closed": lambda: closing(ballot, asked.clerk)}

    try_both(write.get(new, lambda: change(ballot, status=new)), "moves_on|result_stays")


@pytest.mark.parametrize("stage", ["preparing", "open", "closed"])
def test_ballot_may_be_void_from_every_stage(asked, stage):
    ballot = a_ballot(asked, Method.SHOW_OF_HANDS)
    if stage != "preparing":
        change(ballot, status="open")
    if stage == "closed":
        closing(ballot, asked.clerk)

    assert voiding(ballot, asked.clerk) == 1
    assert a_ballot(asked)


def test_ballot_with_an_outcome_is_not_void(closed):
    an_outcome(closed.asked, ballot=closed.ballot)

    try_both(lambda: voiding(closed.ballot, closed.asked.clerk), "with_an_outcome_stands")


ABOUT = {
    "method": "show_of_hands",
    "quorum_needed": 0,
    "quorum_present": 9,
    "opened_on": "2026-01-01",
    "opened_at": NOW,
}


@pytest.mark.parametrize(("column", "value"), ABOUT.items(), ids=ABOUT)
def test_ballot_stays_what_it_is(opened, column, value):
    try_both(lambda: change(opened.ballot, **{column: value}), "stays_what_it_is")


def test_counts_are_written_at_closing_alone(opened):
    try_both(lambda: change(opened.ballot, votes_for=1), "result_stays")


@pytest.mark.parametrize(
    "result",
    [{"votes_for": 2}, {"votes_against": 1}, {"abstentions": 1}, {"stated_carried": True}],
)
def test_counts_of_a_closed_ballot_stay(closed, result):
    try_both(lambda: change(closed.ballot, **result), "result_stays")


def test_reason_of_a_void_ballot_stays(closed):
    voiding(closed.ballot, closed.asked.clerk)

    try_both(lambda: change(closed.ballot, void_reason="Other."), "void_stays")
    try_both(lambda: change(closed.ballot, votes_for=5), "result_stays")


def test_ballot_is_never_taken_away(asked):
    ballot = a_ballot(asked)

    raw.assert_refused(lambda: copy(ballot), "prepared")
    try_both(lambda: remove(ballot), "stays")


@sqlite_only
def test_ballot_is_not_written_over(closed):
    again = columns(closed.ballot)

    try_both(lambda: raw.replace(closed.ballot, votes_for=9), "guard_decisions_ballot")
    try_both(lambda: copy(closed.ballot, verb="REPLACE", **_fresh(again)), "already stands")


def _fresh(values):
    return {
        name: None for name in values if name.startswith(("closed", "votes", "abst", "stated"))
    } | {"status": "preparing"}


# Register and votes


def test_register_is_frozen_at_opening(opened):
    seat = opened.asked.member.appointments.get().seat

    try_both(lambda: change(opened.barred, is_eligible=True), "add_only")
    try_both(lambda: remove(opened.barred), "add_only")
    try_both(lambda: copy(opened.first, seat_id=seat), "before_opening")


def test_seat_does_not_vote_twice(opened):
    again = columns(opened.vote) | {"id": uuid4(), "choice": "against"}

    raw.assert_refused(lambda: raw.insert("decisions_vote", **again), "guard_decisions_vote")
    try_both(lambda: remove(opened.vote) + raw.insert("decisions_vote", **again), "add_only")


@sqlite_only
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_vote_is_not_written_over(opened, recursive):
    raw.run(f"PRAGMA recursive_triggers = {recursive}")
    try:
        try_both(lambda: raw.replace(opened.vote, choice="against"))
        try_both(lambda: raw.replace(opened.vote, choice="against", entry_id=opened.second))
        try_both(lambda: copy(opened.vote, verb="REPLACE", choice="against"))
    finally:
        raw.run("PRAGMA recursive_triggers = ON")


VOTES = {
    "choice changed": lambda at: change(at.vote, choice="against"),
    "vote moved to another seat": lambda at: change(at.vote, entry_id=at.second),
    "vote removed": lambda at: remove(at.vote),
    "vote of one who may not": lambda at: cast(at, at.barred),
    "vote in another ballot": lambda at: cast(at, at.second, ballot_id=at.other),
    "vote on another register": lambda at: cast(at, at.elsewhere),
    "vote for no option": lambda at: cast(at, at.second, option_letter="Z"),
    "vote for a withdrawn option": lambda at: (
        change(at.asked.second, status="withdrawn") and cast(at, at.second, option_letter="B")
    ),
    "vote against with an option": lambda at: cast(
        at, at.second, choice="against", option_letter="A"
    ),
}


@pytest.mark.parametrize("write", VOTES.values(), ids=VOTES)
def test_vote_is_final_and_of_its_register(opened, write):
    opened.other = a_ballot(opened.asked, question=None, procedure="elect_chair")
    opened.elsewhere = an_entry(opened.asked, opened.other)
    move(opened.other, BallotStatus.OPEN)

    try_both(lambda: write(opened), "guard_decisions_vote")


def test_vote_is_cast_while_the_ballot_is_open(closed):
    try_both(lambda: cast(closed, closed.second), "while_open")
    voiding(closed.ballot, closed.asked.clerk)
    try_both(lambda: cast(closed, closed.second), "while_open")


def test_vote_for_an_offered_option_is_cast(opened):
    assert cast(opened, opened.second, option_letter="B") == 1


def test_vote_is_not_cast_in_a_show_of_hands(opened, asked):
    voiding(opened.ballot, asked.clerk)
    ballot = a_ballot(asked, Method.SHOW_OF_HANDS)
    entry = an_entry(asked, ballot)
    move(ballot, BallotStatus.OPEN)

    try_both(lambda: cast(opened, entry, ballot_id=ballot), "while_open")


# Closing


@pytest.mark.parametrize(
    "counts",
    [{"votes_for": 2}, {"votes_for": 0}, {"votes_against": 1}, {"abstentions": 1}],
    ids=["one more", "one less", "one against", "one abstained"],
)
def test_ballot_closes_with_the_counts_of_its_votes(opened, counts):
    clerk = opened.asked.clerk

    try_both(lambda: closing(opened.ballot, clerk, **counts), "counts_its_votes")
    assert closing(opened.ballot, clerk) == 1


def test_show_of_hands_closes_with_the_counts_taken(shown, asked):
    assert closing(shown, asked.clerk, votes_for=7, votes_against=2) == 1


def test_hands_for_an_option_are_counted_before_closing(shown, asked):
    count = OptionCount.objects.create(forum=asked.forum, ballot=shown, letter="A", votes=4)

    try_both(lambda: copy(count, letter="Z"), "while_open")
    try_both(lambda: change(count, votes=5), "add_only")
    try_both(lambda: remove(count), "add_only")
    closing(shown, asked.clerk)
    try_both(lambda: copy(count, letter="B"), "while_open")


def test_hands_are_not_counted_for_devices(opened):
    shown = OptionCount(forum=opened.asked.forum, ballot=opened.ballot, letter="A", votes=4)

    raw.assert_refused(lambda: shown.save(), "while_open")


def test_whole_ballot_goes_through(opened):
    a_vote(opened.asked, opened.second, VoteCast.AGAINST)
    close(opened.ballot, opened.asked.clerk, (1, 1, 0))

    assert an_outcome(
        opened.asked, ballot=opened.ballot, result="not_carried", settlement="not_applicable"
    )
