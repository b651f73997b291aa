"""Check 11 on the facts of voting: what somebody with the database in hand changes is found."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from decisions.audit import record_check
from decisions.choices import Method, Procedure, VoteCast
from decisions.models import RegisterOverride
from decisions.models.ballots.ballot import Ballot
from decisions.workflow.casting import cast_vote, give_casting_vote
from decisions.workflow.overriding import override_register
from decisions.workflow.voting import (
    Counts,
    close_ballot,
    open_ballot,
    open_procedural_ballot,
    void_ballot,
)
from forum.choices import ItemKind, Presence, PresidingAs
from forum.workflow.attendance import preside, take_attendance
from tests.decisions.forecasts import permanent_substitute
from tests.factories import BEFORE, MEETING_DAY, a_constitution, a_line, a_member, an_item
from tests.middlesbrough import ask, offer
from tests.raw import change, run, unguarded

pytestmark = pytest.mark.django_db


@dataclass
class Voted:
    """A tie broken by the chair, a substitute's vote, a number, an election, a ruling, a void."""

    forum: object
    tie: Ballot
    election: Ballot
    void: Ballot
    ruling: RegisterOverride


@pytest.fixture
def recommendation(paper, forum, officer):
    """Asked and offered by steps, so that the trail tells of it."""
    wanted = ask(paper, "Agree to fund four posts.", "2025-26", officer, BEFORE)
    offer(wanted, "A", a_line(forum), officer, BEFORE)
    return wanted


@pytest.fixture
def voted(forum, question, meeting, members, clerk):
    a_constitution(forum, chair_casting_vote=True)
    away = a_member(forum, name="Abel Away")
    substitute = permanent_substitute(away, forum)
    holder = away.appointments.get()
    stand_in = holder.seat.substitutions.get()
    take_attendance(
        meeting, {holder: Presence.SUBSTITUTE}, substitutes={holder: stand_in},
        by=clerk, on=MEETING_DAY,
    )  # fmt: skip
    preside(meeting, members[0], PresidingAs.CHAIR, by=clerk, on=MEETING_DAY)
    ruling = override_register(
        RegisterOverride(
            forum=forum, agenda_item=question.placement.agenda_item, question=question,
            seat=members[2].appointments.get().seat, may_vote=False, reason="The seat is disputed",
        ),
        by=clerk, on=MEETING_DAY,
    )  # fmt: skip
    tie = open_ballot(
        question, Method.ELECTRONIC, number_asked="Per cent", by=clerk, on=MEETING_DAY
    )
    void = void_ballot(tie, reason="Wrong room.", by=clerk, on=MEETING_DAY)
    tie = open_ballot(
        question, Method.ELECTRONIC, number_asked="Per cent", by=clerk, on=MEETING_DAY
    )
    cast_vote(tie, choice=VoteCast.FOR, number=Decimal("0.5"), by=substitute)
    cast_vote(tie, choice=VoteCast.AGAINST, by=members[1])
    close_ballot(tie, by=clerk, on=MEETING_DAY)
    give_casting_vote(tie, VoteCast.FOR, by=members[0], on=MEETING_DAY)
    election = elect(meeting, members, clerk)
    return Voted(forum, tie, election, void, ruling)


def elect(meeting, members, clerk):
    """A chair, by hands raised for each of two candidates."""
    standing = [each.appointments.get() for each in members[:2]]
    item = an_item(meeting, "2", "Chair", kind=ItemKind.ELECTION)
    ballot = open_procedural_ballot(
        item, Procedure.ELECT_CHAIR, Method.SECRET, candidates=standing, by=clerk, on=MEETING_DAY
    )
    return close_ballot(ballot, Counts(elected=standing[0]), by=clerk, on=MEETING_DAY)


def another(voted):
    """The other candidate, as whoever alters the record enters them."""
    return voted.election.candidates.last().appointment_id


TAMPERED = {
    "casting vote turned": (lambda v: change(v.tie, casting_vote="against"), "the casting vote"),
    "casting vote removed": (
        lambda v: change(v.tie, casting_vote="", casting_at=None, casting_by_id=None),
        "the casting vote",
    ),
    "another elected": (lambda v: change(v.election, elected_id=another(v)), "who was elected"),
    "number changed": (
        lambda v: run("UPDATE decisions_vote SET number = 5 WHERE number IS NOT NULL"),
        "the votes",
    ),
    "substitute made to vanish": (
        lambda v: run("UPDATE decisions_registerentry SET substitution_id = NULL"),
        "the register",
    ),
    "ruling taken off the register": (
        lambda v: run("UPDATE decisions_registerentry SET overridden = %s", False),
        "the register",
    ),
    "majority changed": (lambda v: change(v.tie, majority="two_thirds"), "what it needs"),
    "quorum changed": (lambda v: change(v.tie, quorum_needed=1), "what it needs"),
    "number asked changed": (lambda v: change(v.tie, number_asked="Pounds"), "what was put"),
    "reason for the void changed": (
        lambda v: change(v.void, void_reason="None"),
        "why it is void",
    ),
    "reason for the ruling changed": (lambda v: change(v.ruling, reason="None"), "rulings"),
    "ruling turned": (lambda v: change(v.ruling, may_vote=True), "rulings"),
    "candidate removed": (lambda v: run("DELETE FROM decisions_candidate"), "what was put"),
}


def test_votes_as_the_steps_left_them_pass(voted):
    check = record_check(voted.forum)

    assert check.passed, check.problems


@pytest.mark.parametrize("name", TAMPERED)
def test_tampering_with_a_vote_is_found(name, voted):
    tamper, sentence = TAMPERED[name]

    with unguarded():
        tamper(voted)
        check = record_check(voted.forum)

    assert any(sentence in problem.sentence for problem in check.problems), check.problems
