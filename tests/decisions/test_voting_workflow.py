"""Ballots: opened, voted in, closed, made void."""

import pytest
from django.core.exceptions import PermissionDenied

from decisions.choices import BallotStatus, DecisionEvent, Method, Procedure, VoteCast
from decisions.models import Ballot, Vote
from decisions.workflow.casting import cast_vote, entry_of
from decisions.workflow.voting import (
    Counts,
    close_ballot,
    open_ballot,
    open_procedural_ballot,
    void_ballot,
)
from forum.choices import ItemKind, Presence
from forum.models import AuditEntry
from forum.rules.ruling import Refused
from forum.workflow.attendance import take_attendance
from tests.factories import MEETING_DAY, an_item, is_present

pytestmark = pytest.mark.django_db


@pytest.fixture
def ballot(question, clerk):
    return open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)


@pytest.fixture
def hands(question, clerk):
    return open_ballot(question, Method.SHOW_OF_HANDS, by=clerk, on=MEETING_DAY)


def codes(refused):
    return refused.value.ruling.codes


def entry(event):
    return AuditEntry.objects.get(event=event)


def test_clerk_opens_a_ballot_and_the_register_is_frozen_with_its_reasons(ballot):
    assert ballot.status == BallotStatus.OPEN
    assert (ballot.quorum_present, ballot.quorum_needed) == (3, 2)
    assert {line.code for line in ballot.register.all()} == {"may-vote"}
    assert entry(DecisionEvent.BALLOT_OPENED).sentence == (
        "Ballot opened: Recommendation 1, All who may vote. 3 on the register may vote; "
        "3 members present, 2 needed for a quorum."
    )


def test_register_stays_when_somebody_leaves_after_opening(ballot, meeting, members, clerk):
    leaving = members[0].appointments.get()

    take_attendance(meeting, {leaving: Presence.ABSENT}, by=clerk, on=MEETING_DAY)

    assert ballot.register.filter(is_eligible=True).count() == 3


def test_ballot_is_refused_while_another_one_stands(ballot, question, clerk):
    with pytest.raises(Refused) as refused:
        open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)

    assert codes(refused) == {"ballot-stands"}
    assert Ballot.objects.count() == 1


def test_ballot_is_refused_when_nobody_who_may_vote_is_there(question, meeting, members, clerk):
    for member in members:
        is_present(meeting, member, Presence.APOLOGIES)

    with pytest.raises(Refused) as refused:
        open_ballot(question, Method.SHOW_OF_HANDS, by=clerk, on=MEETING_DAY)

    assert codes(refused) == {"no-eligible-voter"}


def test_officer_does_not_open_a_ballot(question, officer):
    with pytest.raises(PermissionDenied):
        open_ballot(question, Method.ELECTRONIC, by=officer, on=MEETING_DAY)

    assert not Ballot.objects.exists()


def test_procedure_is_put_to_all_members(question, meeting, clerk):
    item = an_item(meeting, "3", "Minutes of the last meeting", kind=ItemKind.MINUTES)

    ballot = open_procedural_ballot(
        item, Procedure.AGREE_MINUTES, Method.NOT_COUNTED, by=clerk, on=MEETING_DAY
    )

    assert (ballot.question, str(ballot)) == (None, "Agree the minutes")
    assert "reg 8(9)" in ballot.register.first().reason
    assert entry(DecisionEvent.BALLOT_OPENED).sentence.startswith("Ballot opened: Agree the min")


def test_election_says_by_which_law_members_elect(question, meeting, primary_head, clerk):
    item = an_item(meeting, "4", "Election of the chair", kind=ItemKind.ELECTION)

    ballot = open_procedural_ballot(
        item,
        Procedure.ELECT_CHAIR,
        Method.SHOW_OF_HANDS,
        candidates=[primary_head.appointments.get()],
        by=clerk,
        on=MEETING_DAY,
    )

    assert "reg 8(5)" in ballot.register.first().reason


def test_procedure_is_refused_while_a_ballot_on_it_is_open(question, meeting, clerk):
    item = an_item(meeting, "3", "Minutes", kind=ItemKind.MINUTES)
    put = (item, Procedure.AGREE_MINUTES, Method.SHOW_OF_HANDS)
    open_procedural_ballot(*put, by=clerk, on=MEETING_DAY)

    with pytest.raises(Refused) as refused:
        open_procedural_ballot(*put, by=clerk, on=MEETING_DAY)

    assert codes(refused) == {"ballot-stands"}


def test_officer_does_not_put_procedure_to_the_vote(question, meeting, officer):
    with pytest.raises(PermissionDenied):
        open_procedural_ballot(
            meeting.items.first(),
            Procedure.ADOPT_PROCEDURE,
            Method.SHOW_OF_HANDS,
            by=officer,
            on=MEETING_DAY,
        )


def test_member_votes_once_and_it_leaves_no_entry_of_its_own(ballot, primary_head):
    before = AuditEntry.objects.count()

    vote = cast_vote(ballot, choice=VoteCast.FOR, option_letter="B", by=primary_head)

    assert (vote.choice, vote.option_letter, vote.cast_by) == ("for", "B", primary_head)
    assert vote.entry == entry_of(ballot, primary_head)
    assert AuditEntry.objects.count() == before


def test_second_vote_is_refused_and_the_first_stands(ballot, primary_head):
    cast_vote(ballot, choice=VoteCast.FOR, by=primary_head)

    with pytest.raises(Refused) as refused:
        cast_vote(ballot, choice=VoteCast.AGAINST, by=primary_head)

    assert codes(refused) == {"voted-already"}
    assert Vote.objects.get().choice == VoteCast.FOR


@pytest.mark.parametrize(
    ("choice", "letter", "code"),
    [(VoteCast.FOR, "C", "option-unknown"), (VoteCast.AGAINST, "A", "option-not-in-favour")],
)
def test_option_goes_with_a_vote_for_what_was_put(ballot, primary_head, choice, letter, code):
    with pytest.raises(Refused) as refused:
        cast_vote(ballot, choice=choice, option_letter=letter, by=primary_head)

    assert codes(refused) == {code}
    assert not Vote.objects.exists()


def test_vote_after_closing_is_refused(ballot, primary_head, clerk):
    close_ballot(ballot, by=clerk, on=MEETING_DAY)

    with pytest.raises(Refused) as refused:
        cast_vote(ballot, choice=VoteCast.FOR, by=primary_head)

    assert codes(refused) == {"ballot-not-open"}


def test_clerk_has_no_vote(ballot, clerk):
    with pytest.raises(PermissionDenied):
        cast_vote(ballot, choice=VoteCast.FOR, by=clerk)


def test_inactive_member_is_on_no_register(ballot, primary_head):
    primary_head.is_active = False

    assert entry_of(ballot, primary_head) is None


def test_closing_counts_the_votes_and_writes_each_by_its_seat(ballot, members, clerk):
    cast_vote(ballot, choice=VoteCast.FOR, option_letter="A", by=members[0])
    cast_vote(ballot, choice=VoteCast.ABSTAIN, by=members[1])

    close_ballot(ballot, by=clerk, on=MEETING_DAY)

    assert (ballot.votes_for, ballot.votes_against, ballot.abstentions) == (1, 0, 1)
    closed = entry(DecisionEvent.BALLOT_CLOSED)
    assert closed.sentence == "Ballot closed: Recommendation 1, All who may vote"
    assert closed.body.count('"choice":') == 2


def test_clerk_enters_a_show_of_hands_with_its_options(hands, clerk):
    close_ballot(hands, Counts(2, 1, 0, options={"A": 1, "B": 1}), by=clerk, on=MEETING_DAY)

    assert hands.counts == "For 2, against 1, abstained 0"
    assert {each.letter: each.votes for each in hands.option_counts.all()} == {"A": 1, "B": 1}


def test_counts_beyond_the_register_are_refused(hands, clerk):
    with pytest.raises(Refused) as refused:
        close_ballot(hands, Counts(4, 0, 0), by=clerk, on=MEETING_DAY)

    hands.refresh_from_db()
    assert codes(refused) == {"counts-exceed-register"}
    assert (hands.status, hands.votes_for) == (BallotStatus.OPEN, None)


def test_member_does_not_close_a_ballot(ballot, primary_head):
    with pytest.raises(PermissionDenied):
        close_ballot(ballot, by=primary_head, on=MEETING_DAY)


def test_void_ballot_keeps_its_votes_and_lets_the_question_be_put_again(
    ballot, question, primary_head, clerk
):
    cast_vote(ballot, choice=VoteCast.FOR, by=primary_head)

    void_ballot(ballot, reason="The register was wrong", by=clerk, on=MEETING_DAY)

    assert (ballot.status, ballot.votes.count()) == (BallotStatus.VOID, 1)
    assert entry(DecisionEvent.BALLOT_VOIDED).sentence == (
        "Ballot void: The register was wrong (Recommendation 1, All who may vote)"
    )
    assert open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY).is_open


def test_ballot_is_not_made_void_without_a_reason(ballot, clerk):
    with pytest.raises(Refused) as refused:
        void_ballot(ballot, reason=" ", by=clerk, on=MEETING_DAY)

    ballot.refresh_from_db()
    assert codes(refused) == {"reason-missing"}
    assert ballot.is_open


def test_officer_does_not_make_a_ballot_void(ballot, officer):
    with pytest.raises(PermissionDenied):
        void_ballot(ballot, reason="A slip", by=officer, on=MEETING_DAY)
