"""Votes cast from a seat, by its member or the substitute who sits there; and casting votes."""

import pytest
from django.core.exceptions import PermissionDenied

from decisions.choices import BallotStatus, DecisionEvent, Method, Result, VoteCast
from decisions.models import Vote
from decisions.models.ballots.ballot_facts import is_carried
from decisions.workflow.casting import cast_vote, entry_of, give_casting_vote
from decisions.workflow.deciding import OutcomeDraft, record_outcome
from decisions.workflow.voting import open_ballot, void_ballot
from forum.choices import InterestAction, InterestKind, SubstituteKind
from forum.models import AuditEntry, Interest, Substitution
from forum.rules.ruling import Refused
from forum.workflow.attendance import come_in, leave
from tests.factories import MEETING_DAY, a_chair, a_constitution, a_person, at_time

pytestmark = pytest.mark.django_db


@pytest.fixture
def ballot(question, clerk):
    return open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)


@pytest.fixture
def casts(forum):
    """The constitution gives who presides a casting vote."""
    return a_constitution(forum, chair_casting_vote=True)


@pytest.fixture
def tied(casts, forum, question, primary_head, sitting):
    """One for, one against, and the third abstains; the head of the primary school presides."""
    a_chair(forum, primary_head)
    return sitting.vote(question, VoteCast.FOR, VoteCast.AGAINST, VoteCast.ABSTAIN, letter="A")


def substitute_for(member, meeting, clerk):
    """The member leaves at nine and the substitute sits down."""
    holder = member.appointments.get()
    person = a_person("Sue Substitute", "Deputy head")
    substitution = Substitution.objects.create(
        forum=meeting.forum,
        seat=holder.seat,
        person=person,
        kind=SubstituteKind.PERMANENT,
        from_on=holder.from_on,
    )
    nine = {"at": at_time(meeting, 9), "by": clerk, "on": MEETING_DAY}
    leave(meeting, holder, **nine)
    come_in(meeting, holder, substitution=substitution, **nine)
    return person


def codes(refused):
    return refused.value.ruling.codes


def test_substitute_votes_from_the_seat_and_its_member_does_not(
    question, meeting, primary_head, clerk
):
    substitute = substitute_for(primary_head, meeting, clerk)
    ballot = open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)

    vote = cast_vote(ballot, choice=VoteCast.FOR, by=substitute)

    assert (vote.entry.holder_name, vote.entry.code) == (
        "Sue Substitute",
        "may-vote-as-substitute",
    )
    with pytest.raises(PermissionDenied):
        cast_vote(ballot, choice=VoteCast.FOR, by=primary_head)


def test_member_who_comes_back_votes_and_the_substitute_does_not(
    question, meeting, primary_head, clerk
):
    substitute = substitute_for(primary_head, meeting, clerk)
    holder = primary_head.appointments.get()
    come_in(meeting, holder, at=at_time(meeting, 10), by=clerk, on=MEETING_DAY)
    ballot = open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)

    assert cast_vote(ballot, choice=VoteCast.FOR, by=primary_head).entry.substitution is None
    assert entry_of(ballot, substitute) is None


def test_number_is_given_with_a_vote_for(question, primary_head, secondary_head, clerk):
    asked = "Transfer to high needs, per cent"
    ballot = open_ballot(question, Method.ELECTRONIC, number_asked=asked, by=clerk, on=MEETING_DAY)

    with pytest.raises(Refused) as refused:
        cast_vote(ballot, choice=VoteCast.FOR, by=primary_head)
    vote = cast_vote(ballot, choice=VoteCast.AGAINST, by=secondary_head)

    assert codes(refused) == {"number-missing"}
    assert vote.number is None
    assert Vote.objects.count() == 1


def test_chair_breaks_a_tie_where_the_constitution_says_so(tied, clerk):
    assert not is_carried(tied)

    give_casting_vote(tied, VoteCast.FOR, by=clerk, on=MEETING_DAY)

    assert is_carried(tied)
    assert (tied.casting_vote, tied.casting_by) == (VoteCast.FOR, clerk)
    entry = AuditEntry.objects.get(event=DecisionEvent.CASTING_VOTE)
    assert entry.sentence == "Casting vote for: Recommendation 1, All who may vote"


def test_who_presides_enters_the_casting_vote_themselves(tied, primary_head):
    give_casting_vote(tied, VoteCast.AGAINST, by=primary_head, on=MEETING_DAY)

    assert not is_carried(tied)


@pytest.mark.parametrize("who", ["secondary_head", "officer"])
def test_nobody_else_gives_the_casting_vote(tied, who, request):
    with pytest.raises(PermissionDenied):
        give_casting_vote(tied, VoteCast.FOR, by=request.getfixturevalue(who), on=MEETING_DAY)

    tied.refresh_from_db()
    assert tied.casting_vote == ""


def test_casting_vote_is_given_once(tied, clerk):
    give_casting_vote(tied, VoteCast.AGAINST, by=clerk, on=MEETING_DAY)

    with pytest.raises(Refused) as refused:
        give_casting_vote(tied, VoteCast.FOR, by=clerk, on=MEETING_DAY)

    assert codes(refused) == {"cast-already"}


def test_without_the_clause_a_tie_is_not_carried(question, sitting, forum, primary_head, clerk):
    a_chair(forum, primary_head)
    ballot = sitting.vote(question, VoteCast.FOR, VoteCast.AGAINST, letter="A")

    with pytest.raises(Refused) as refused:
        give_casting_vote(ballot, VoteCast.FOR, by=clerk, on=MEETING_DAY)

    assert codes(refused) == {"no-casting-vote"}
    assert not is_carried(ballot)


def test_open_ballot_takes_no_casting_vote(casts, forum, primary_head, ballot, clerk):
    a_chair(forum, primary_head)

    with pytest.raises(Refused) as refused:
        give_casting_vote(ballot, VoteCast.FOR, by=clerk, on=MEETING_DAY)

    assert codes(refused) == {"ballot-not-closed", "no-tie"}


@pytest.mark.usefixtures("casts")
def test_chair_who_may_not_vote_on_it_cannot_cast(question, sitting, meeting, primary_head, clerk):
    chair = a_chair(meeting.forum, primary_head).appointments.get()
    Interest.objects.create(
        forum=meeting.forum,
        meeting=meeting,
        appointment=chair,
        kind=InterestKind.PECUNIARY,
        action=InterestAction.DID_NOT_VOTE,
        nature="Paid by the service",
    )
    sitting.members = sitting.members[1:]
    ballot = sitting.vote(question, VoteCast.FOR, VoteCast.AGAINST, letter="A")

    with pytest.raises(Refused) as refused:
        give_casting_vote(ballot, VoteCast.FOR, by=clerk, on=MEETING_DAY)

    assert codes(refused) == {"chair-not-eligible"}


def test_casting_vote_comes_before_the_outcome(tied, question, clerk):
    record_outcome(question, OutcomeDraft(Result.NOT_CARRIED), by=clerk, on=MEETING_DAY)
    tied.refresh_from_db()

    with pytest.raises(Refused) as refused:
        give_casting_vote(tied, VoteCast.FOR, by=clerk, on=MEETING_DAY)

    assert codes(refused) == {"outcome-exists"}


def test_ballot_run_again_leaves_the_void_one_with_its_reason(
    ballot, question, primary_head, clerk
):
    cast_vote(ballot, choice=VoteCast.FOR, by=primary_head)
    void_ballot(ballot, reason="A seat was missing", by=clerk, on=MEETING_DAY)

    again = open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)
    cast_vote(again, choice=VoteCast.AGAINST, by=primary_head)

    first, second = question.ballots.order_by("opened_at")
    assert (first.status, first.void_reason) == (BallotStatus.VOID, "A seat was missing")
    assert [vote.choice for each in (first, second) for vote in each.votes.all()] == [
        VoteCast.FOR,
        VoteCast.AGAINST,
    ]
