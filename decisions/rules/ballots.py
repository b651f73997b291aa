"""Opening, closing and voiding a ballot.

Schools Forums (England) Regulations 2012, reg 8(9)-(10): all members vote on what is put to a
vote, but for questions kept for some groups. Who may is frozen in the register at opening.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from decisions.choices import BallotStatus, Method
from decisions.rules.law import QUORUM, VOTERS
from decisions.rules.stages import NEXT_BALLOT
from forum.choices import MeetingStage
from forum.rules.quorum import Quorum
from forum.rules.ruling import Reason, Ruling
from papers.choices import ForumRole

CLERK = "the clerk"


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


@dataclass(frozen=True)
class ClosingFacts:
    """A ballot about to be closed, with the counts that the clerk typed."""

    where: str
    status: BallotStatus
    method: Method
    eligible_voters: int
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    option_counts: Mapping[str, int] = field(default_factory=dict)
    option_letters: tuple[str, ...] = ()
    stated_carried: bool | None = None
    """Where counts were not taken: what the chair declared."""

    @property
    def counts(self) -> tuple[int | None, ...]:
        return (self.votes_for, self.votes_against, self.abstentions)


def may_open_ballot(facts: OpeningFacts) -> Ruling:
    """A ballot opens on a tabled question, in the meeting, when somebody there may vote on it."""
    return Ruling.of(_opening(facts), _opening_warnings(facts))


def may_close_ballot(facts: ClosingFacts) -> Ruling:
    """An open ballot closes with counts that its register can bear."""
    return Ruling.of(_closing(facts))


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


def _opening_warnings(facts: OpeningFacts) -> Iterator[Reason]:
    if not facts.quorum.met:
        yield Reason(
            "inquorate",
            f"The forum is not quorate: {facts.quorum.present} present, {facts.quorum.needed} "
            "needed. The vote can only show a view.",
            "the chair",
            QUORUM,
            facts.where,
        )
    if facts.meeting_stage == MeetingStage.HELD and facts.method != Method.ELECTRONIC:
        yield Reason(
            "entered-after-the-meeting",
            "The meeting is over: enter only a vote that was taken there.",
            CLERK,
            where=facts.where,
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


def _closing(facts: ClosingFacts) -> Iterator[Reason]:
    if BallotStatus.CLOSED not in NEXT_BALLOT[facts.status]:
        yield Reason(
            "ballot-not-open", f"The ballot is {facts.status.label.lower()}.", where=facts.where
        )
    if facts.method == Method.SHOW_OF_HANDS:
        yield from _counted(facts)
        yield from _options_counted(facts)
    if facts.method == Method.NOT_COUNTED:
        yield from _not_counted(facts)


def _counted(facts: ClosingFacts) -> Iterator[Reason]:
    known = [count for count in facts.counts if count is not None]
    if len(known) < len(facts.counts):
        yield Reason(
            "counts-missing",
            "Enter how many voted for, how many against and how many abstained; enter 0 for none.",
            CLERK,
            where=facts.where,
        )
    if any(count < 0 for count in (*known, *facts.option_counts.values())):
        yield Reason("count-negative", "Enter counts of 0 or more.", CLERK, where=facts.where)
    if sum(known) > facts.eligible_voters:
        yield Reason(
            "counts-exceed-register",
            f"The counts come to {sum(known)}, but the register has {facts.eligible_voters} who "
            "may vote. Count again, or void the ballot if the register is wrong.",
            CLERK,
            VOTERS,
            facts.where,
        )


def _options_counted(facts: ClosingFacts) -> Iterator[Reason]:
    preferences = sum(facts.option_counts.values())
    if facts.votes_for is not None and preferences > facts.votes_for:
        yield Reason(
            "option-counts-exceed-votes-for",
            f"{preferences} preferred an option, but only {facts.votes_for} voted for. Only "
            "members in favour prefer an option.",
            CLERK,
            where=facts.where,
        )
    unknown = sorted(set(facts.option_counts) - set(facts.option_letters))
    if unknown:
        yield Reason(
            "option-unknown", f"There is no option {unknown[0]}.", CLERK, where=facts.where
        )


def _not_counted(facts: ClosingFacts) -> Iterator[Reason]:
    if facts.stated_carried is None:
        yield Reason(
            "declaration-missing",
            "Counts were not taken: say whether the chair declared it carried.",
            CLERK,
            where=facts.where,
        )
    if any(count is not None for count in facts.counts):
        yield Reason(
            "counts-not-taken",
            "Either enter the counts of a show of hands, or state that counts were not taken.",
            CLERK,
            where=facts.where,
        )


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
