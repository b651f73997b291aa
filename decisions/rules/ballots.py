"""Opening and voiding a ballot, in a meeting or outside one.

Schools Forums (England) Regulations 2012, reg 8(9)-(10): all members vote on what is put to a
vote, but for questions kept for some groups. Who may is frozen in the register at opening.
Outside a meeting the constitution must allow it and every member must be asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from decisions.choices import BallotStatus, Method
from decisions.rules.closing import ClosingFacts, may_close_ballot
from decisions.rules.elections import no_candidate
from decisions.rules.law import (
    CONSTITUTION,
    INQUORATE_ELECTION,
    OUTSIDE_A_MEETING,
    PRESIDING,
    PUBLIC,
    QUORUM,
    VOTERS,
)
from decisions.rules.stages import NEXT_BALLOT
from forum.choices import MeetingStage
from forum.rules.quorum import Quorum
from forum.rules.ruling import Reason, Ruling
from papers.choices import ForumRole

__all__ = ["ClosingFacts", "OpeningFacts", "may_close_ballot", "may_open_ballot", "may_void"]

CLERK = "the clerk"
ONLY_A_VIEW = "The vote can only show a view."
CANNOT_ELECT = "The forum cannot elect: defer the election."


@dataclass(frozen=True)
class OpeningFacts:
    """A question, or a point of procedure, about to be put to one group."""

    where: str
    """Such as "Recommendation 3(i), Maintained special schools"."""
    group_label: str
    method: Method
    meeting_stage: MeetingStage
    forum_role: ForumRole
    eligible_present: int
    quorum: Quorum
    is_tabled: bool = True
    """A point of procedure is not tabled: it stands on the agenda."""
    has_schools: bool = True
    has_outcome: bool = False
    has_standing_ballot: bool = False
    minutes_are_agreed: bool = False
    candidates: int | None = None
    """How many stand in an election; None where nobody is elected."""
    presiding: bool = True
    """Whether the chair, the vice-chair or a member elected for the meeting presides."""
    asks_number: bool = False
    """Whether those in favour are asked for a number."""
    is_outside: bool = False
    """Whether it is decided outside a meeting."""
    in_constitution: bool = False
    """Whether the constitution allows decisions outside a meeting."""
    told: int = 0
    """How many members were asked outside a meeting; all of `members` must be."""
    members: int = 0

    @property
    def is_election(self) -> bool:
        return self.forum_role == ForumRole.ELECTS


def may_open_ballot(facts: OpeningFacts) -> Ruling:
    """A ballot opens on a tabled question, in the meeting, when somebody there may vote on it."""
    return Ruling.of(_opening(facts), _opening_warnings(facts))


def may_void(*, where: str, status: BallotStatus, reason: str, has_outcome: bool) -> Ruling:
    """A ballot is voided with a reason, and only while no outcome rests on it."""
    return Ruling.of(_voiding(where, status, reason, has_outcome))


def _opening(facts: OpeningFacts) -> Iterator[Reason]:
    where = facts.where
    if not facts.is_tabled:
        yield Reason("not-tabled", "It is not tabled for this meeting.", CLERK, where=where)
    if facts.meeting_stage not in _stages_for(facts.method):
        yield Reason("meeting-not-open", _not_open(facts.method), CLERK, where=where)
    if facts.minutes_are_agreed:
        yield Reason(
            "minutes-agreed",
            "The minutes of this meeting are agreed, and they fix its votes.",
            where=where,
        )
    if facts.has_outcome:
        yield Reason("outcome-exists", "Its outcome is recorded already.", where=where)
    if facts.has_standing_ballot:
        yield Reason(
            "ballot-stands",
            "A ballot on it stands already. To vote again, void that one with a reason.",
            CLERK,
            where=where,
        )
    if facts.forum_role == ForumRole.INFORMED:
        yield Reason(
            "informed-only",
            "The forum is informed of this and does not vote on it. Record it as noted.",
            CLERK,
            source=VOTERS,
            where=where,
        )
    yield from _nobody_to_ask(facts)
    yield from _election(facts)
    yield from _number(facts)
    if facts.is_outside:
        yield from _outside(facts)


def _nobody_to_ask(facts: OpeningFacts) -> Iterator[Reason]:
    if not facts.has_schools:
        yield Reason(
            "no-such-schools",
            f"The authority has no such schools ({facts.group_label}), so nobody is asked. "
            "Record “no such schools”.",
            CLERK,
            where=facts.where,
        )
    elif facts.eligible_present < 1:
        yield Reason(
            "no-eligible-voter",
            f"No member who may vote on this is present ({facts.group_label}). "
            "Record “no eligible member present” instead, or defer it.",
            CLERK,
            source=VOTERS,
            where=facts.where,
        )


def _election(facts: OpeningFacts) -> Iterator[Reason]:
    if facts.method == Method.SECRET and not facts.is_election:
        yield Reason(
            "secret-only-for-elections",
            "Only an election is by secret ballot: meetings of the forum are public, and its "
            "record says how each group voted. Choose another way to vote.",
            CLERK,
            PUBLIC,
            facts.where,
        )
    if facts.candidates == 0:
        yield no_candidate(facts.where)
    elif facts.candidates and facts.candidates > 1 and facts.method == Method.ELECTRONIC:
        yield Reason(
            "candidates-not-on-devices",
            "On their devices members vote for or against, not between candidates: count hands, "
            "or hold a secret ballot on paper.",
            CLERK,
            where=facts.where,
        )


def _number(facts: OpeningFacts) -> Iterator[Reason]:
    """Whoever is asked for a number is counted by it."""
    if facts.asks_number and facts.method not in (Method.ELECTRONIC, Method.SHOW_OF_HANDS):
        yield Reason(
            "number-not-counted",
            "A number is asked, and nobody would count the answers: vote on devices or by a show "
            "of hands, or ask no number.",
            CLERK,
            VOTERS,
            facts.where,
        )


def _outside(facts: OpeningFacts) -> Iterator[Reason]:
    """All members can take part, or nothing is decided outside a meeting."""
    if not facts.in_constitution:
        yield Reason(
            "outside-not-in-constitution",
            "The forum's constitution does not allow decisions outside a meeting. Call an "
            "extraordinary meeting.",
            CLERK,
            CONSTITUTION,
            facts.where,
        )
    if facts.told < facts.members:
        yield Reason(
            "members-not-told",
            f"{facts.told} of {facts.members} members were asked. Ask every member first, also "
            "those who may not vote on it.",
            CLERK,
            OUTSIDE_A_MEETING,
            facts.where,
        )
    if facts.method != Method.ELECTRONIC:
        yield Reason(
            "outside-is-electronic",
            "Outside a meeting there are no hands to count: members vote on their own devices.",
            CLERK,
            OUTSIDE_A_MEETING,
            facts.where,
        )


def _opening_warnings(facts: OpeningFacts) -> Iterator[Reason]:
    if not facts.is_outside:
        yield from _room(facts)
    if facts.meeting_stage == MeetingStage.HELD and facts.method != Method.ELECTRONIC:
        yield Reason(
            "entered-after-the-meeting",
            "The meeting is over: enter only a vote that was taken there.",
            CLERK,
            where=facts.where,
        )


def _room(facts: OpeningFacts) -> Iterator[Reason]:
    """What a vote in this room cannot do; outside a meeting the replies are counted at the end."""
    if not facts.quorum.met:
        yield Reason(
            "inquorate",
            f"The forum is not quorate: {facts.quorum.present} present, {facts.quorum.needed} "
            f"needed. {CANNOT_ELECT if facts.is_election else ONLY_A_VIEW}",
            "the chair",
            INQUORATE_ELECTION if facts.is_election else QUORUM,
            facts.where,
        )
    if not facts.presiding and not facts.is_election:
        yield Reason(
            "nobody-presides",
            "Without somebody in the chair the forum decides nothing: elect one for this meeting.",
            "the members",
            PRESIDING,
            facts.where,
        )


def _stages_for(method: Method) -> tuple[MeetingStage, ...]:
    """Devices vote while the meeting is open; hands raised there may be entered afterwards."""
    if method == Method.ELECTRONIC:
        return (MeetingStage.OPEN,)
    return (MeetingStage.OPEN, MeetingStage.HELD)


def _not_open(method: Method) -> str:
    if method == Method.ELECTRONIC:
        return "Members vote on their devices only while the meeting is open."
    return "The meeting has not been opened."


def _voiding(where: str, status: BallotStatus, reason: str, has_outcome: bool) -> Iterator[Reason]:
    if BallotStatus.VOID not in NEXT_BALLOT[status]:
        yield Reason("void-already", "The ballot is void already.", where=where)
    if not reason.strip():
        yield Reason("reason-missing", "Say why the ballot is void.", CLERK, where=where)
    if has_outcome:
        yield Reason(
            "outcome-exists",
            "An outcome rests on this ballot; it cannot be voided any more.",
            where=where,
        )
