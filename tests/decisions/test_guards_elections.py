from decimal import Decimal

import pytest
from django.utils import timezone

from decisions.choices import BallotStatus, Method, Result, Settlement
from decisions.models import Candidate, NumberCount, RegisterEntry, RegisterOverride
from tests.factories import a_member
from tests.guarded import (
    a_ballot,
    a_vote,
    an_entry,
    an_outcome,
    close,
    move,
    tabled,
)
from tests.raw import assert_refused, change, copy, remove, try_both

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def asked():
    return tabled()


@pytest.fixture
def tied(asked):
    """A closed show of hands of two against two, where the chair may cast."""
    ballot = a_ballot(asked, Method.SHOW_OF_HANDS, has_casting_vote=True)
    move(ballot, BallotStatus.OPEN)
    close(ballot, asked.clerk, (2, 2, 0))
    return ballot


@pytest.fixture
def election(asked):
    """An election with one candidate, being prepared."""
    return a_ballot(asked, Method.SECRET, question=None, procedure="elect_chair")


def stands(asked, election, letter="A"):
    member = a_member(asked.forum).appointments.get()
    return Candidate.objects.create(
        forum=asked.forum, ballot=election, appointment=member, letter=letter
    )


def casting(ballot, clerk, choice="for", **more):
    values = {"casting_vote": choice, "casting_at": NOW, "casting_by_id": clerk} | more
    return change(ballot, **values)


# The casting vote


def test_casting_vote_is_given_once(tied, asked):
    assert casting(tied, asked.clerk) == 1

    try_both(lambda: casting(tied, asked.clerk, "against"), "cast_by_the_chair")
    try_both(
        lambda: change(tied, casting_vote="", casting_at=None, casting_by_id=None),
        "cast_by_the_chair",
    )


def test_casting_vote_waits_for_the_ballot_to_close(asked):
    ballot = a_ballot(
        asked, Method.SHOW_OF_HANDS, has_casting_vote=True, votes_for=None, votes_against=None
    )
    move(ballot, BallotStatus.OPEN)

    assert_refused(lambda: casting(ballot, asked.clerk), "cast_by_the_chair")


def test_casting_vote_comes_before_the_outcome(tied, asked):
    an_outcome(asked, ballot=tied, result=Result.NOT_CARRIED, settlement=Settlement.NOT_APPLICABLE)

    try_both(lambda: casting(tied, asked.clerk), "cast_by_the_chair")


@pytest.mark.parametrize("counts", [(3, 2, 0), (2, 3, 0)], ids=["carried already", "lost already"])
def test_casting_vote_breaks_only_a_tie(asked, counts):
    ballot = a_ballot(asked, Method.SHOW_OF_HANDS, has_casting_vote=True)
    move(ballot, BallotStatus.OPEN)
    close(ballot, asked.clerk, counts)

    assert_refused(lambda: casting(ballot, asked.clerk), "casting_vote_breaks_a_tie")


def test_casting_vote_is_given_by_the_constitution(asked):
    ballot = a_ballot(asked, Method.SHOW_OF_HANDS)
    move(ballot, BallotStatus.OPEN)
    close(ballot, asked.clerk, (2, 2, 0))

    assert_refused(lambda: casting(ballot, asked.clerk), "casting_vote_breaks_a_tie")


# Elections


def test_candidates_are_named_before_an_election_opens(asked, election):
    candidate = stands(asked, election)
    other = a_member(asked.forum).appointments.get()
    move(election, BallotStatus.OPEN)

    try_both(lambda: copy(candidate, appointment_id=other, letter="B"), "before_opening")
    try_both(lambda: change(candidate, letter="C"), "add_only")
    try_both(lambda: remove(candidate), "add_only")


def test_only_a_candidate_is_elected(asked, election):
    candidate = stands(asked, election)
    other = a_member(asked.forum).appointments.get()
    move(election, BallotStatus.OPEN)

    def elect(member):
        return change(
            election,
            status="closed",
            closed_at=NOW,
            closed_by_id=asked.clerk,
            elected_id=member,
        )

    try_both(lambda: elect(other), "elects_a_candidate")
    assert elect(candidate.appointment) == 1
    assert_refused(lambda: change(election, elected_id=None), "result_stays")


# Numbers


def test_number_is_given_with_a_vote_for_where_one_is_asked(asked):
    ballot = a_ballot(asked, number_asked="Per cent")
    first, second = an_entry(asked, ballot), an_entry(asked, ballot)
    move(ballot, BallotStatus.OPEN)
    vote = a_vote(asked, first)

    try_both(lambda: copy(vote, entry_id=second, choice="against", number="0.5"), "while_open")
    assert copy(vote, entry_id=second, number="0.5") == 1


def test_number_is_not_given_where_none_is_asked(asked):
    ballot = a_ballot(asked)
    first, second = an_entry(asked, ballot), an_entry(asked, ballot)
    move(ballot, BallotStatus.OPEN)
    vote = a_vote(asked, first)

    try_both(lambda: copy(vote, entry_id=second, number="0.5"), "while_open")


def test_numbers_are_counted_while_a_show_of_hands_is_open(asked):
    ballot = a_ballot(asked, Method.SHOW_OF_HANDS, number_asked="Per cent")
    move(ballot, BallotStatus.OPEN)
    count = NumberCount.objects.create(
        forum=asked.forum, ballot=ballot, number=Decimal("0.5"), votes=3
    )

    try_both(lambda: change(count, votes=4), "add_only")
    try_both(lambda: remove(count), "add_only")
    close(ballot, asked.clerk, (3, 0, 0))
    try_both(lambda: copy(count, number="0.25"), "while_open")


# Who votes


def test_nobody_stands_on_a_register_as_a_voter_twice(asked):
    ballot = a_ballot(asked)
    entry = an_entry(asked, ballot)
    other = a_member(asked.forum).appointments.get().seat

    try_both(lambda: copy(entry, seat_id=other, position=2), "before_opening")
    assert copy(entry, seat_id=other, position=2, is_eligible=False) == 1
    assert RegisterEntry.objects.filter(ballot=ballot, is_eligible=True).count() == 1


def test_ruling_on_who_may_vote_stays(asked):
    ruling = RegisterOverride.objects.create(
        forum=asked.forum,
        agenda_item=asked.item,
        question=asked.question,
        seat=a_member(asked.forum).appointments.get().seat,
        may_vote=False,
        reason="Left the phase yesterday.",
        by_the_rules="May vote.",
        ruled_at=NOW,
        ruled_by=asked.clerk,
    )

    try_both(lambda: change(ruling, may_vote=True), "add_only")
    try_both(lambda: remove(ruling), "add_only")
