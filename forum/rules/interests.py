"""Interests: what a member declares, and what follows for the vote and the quorum.

The regulations are silent; councils' practice and the forum's constitution say what is done. An
interest may be declared for the whole meeting or for one item, also in the middle of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from forum.choices import InterestAction, InterestKind, MeetingStage
from forum.rules.ruling import Reason, Ruling

CLERK = "the clerk"
MEMBER = "the member"
WITHDRAWING = "Practice of councils: Bracknell Forest, declarations of interest"
TAKEN_AS_READ = "Practice of councils: Devon Education Forum, declarations of interest"
REGISTER = "The register of a ballot is frozen when the ballot opens"
MINUTES = "Practice of councils: what the minutes leave out is corrected at the next meeting"
WHOLE = "Practice of councils: declared for the meeting or for one item"
RECORD = "Practice of councils: an interest is minuted with its nature"


def may_declare(  # noqa: PLR0913 (one declaration is the interest, and where the item stands)
    *,
    nature: str,
    meeting_stage: MeetingStage,
    is_on_agenda_item: bool,
    kind: InterestKind,
    action: InterestAction,
    has_ballot_open: bool,
    has_voted: bool,
) -> Ruling:
    """An interest is declared with its nature until the meeting is over, at any time in it."""
    warnings = [*_strength(kind, action), *_reach(is_on_agenda_item, action)]
    if bears_on(action):
        warnings += _too_late(has_ballot_open, has_voted)
    return Ruling.of(_declaring(nature, meeting_stage), warnings)


def bears_on(action: InterestAction) -> bool:
    """Whether it keeps the member from voting: anybody who stays without a vote, or leaves."""
    return action != InterestAction.STAYED


def counts_for_quorum(action: InterestAction) -> bool:
    """Whether the member is still in the room, and so counts for the quorum of the item."""
    return action != InterestAction.LEFT


def _declaring(nature: str, stage: MeetingStage) -> Iterator[Reason]:
    if not nature.strip():
        yield Reason(
            "no-nature",
            "Say what the interest is, such as “Paid work for the funded body”.",
            MEMBER,
            RECORD,
        )
    if stage == MeetingStage.HELD:
        yield Reason(
            "meeting-over",
            "The meeting is over: put the declaration right by a correction of the minutes.",
            CLERK,
            MINUTES,
        )
    elif stage == MeetingStage.CANCELLED:
        yield Reason(
            "meeting-cancelled", "The meeting is cancelled: declare at the next.", MEMBER, WHOLE
        )


def _strength(kind: InterestKind, action: InterestAction) -> Iterator[Reason]:
    if kind == InterestKind.PECUNIARY and action != InterestAction.LEFT:
        yield Reason(
            "pecuniary-stayed",
            "A disclosable pecuniary interest means withdrawing from the room.",
            MEMBER,
            WITHDRAWING,
        )
    if kind == InterestKind.GENERAL:
        yield Reason(
            "taken-as-read",
            "A general interest as head or governor of a school is taken as read: declare what "
            "goes beyond it.",
            MEMBER,
            TAKEN_AS_READ,
        )


def _reach(is_on_agenda_item: bool, action: InterestAction) -> Iterator[Reason]:
    if not is_on_agenda_item and bears_on(action):
        yield Reason(
            "whole-meeting",
            "Declared for the whole meeting, this keeps the member from every vote: name the "
            "item where it bears on one only.",
            CLERK,
            WHOLE,
        )


def _too_late(has_ballot_open: bool, has_voted: bool) -> Iterator[Reason]:
    if has_ballot_open:
        yield Reason(
            "register-frozen",
            "A ballot is open and its register stays as it is: void the ballot with a reason "
            "and run it again.",
            CLERK,
            REGISTER,
        )
    if has_voted:
        yield Reason(
            "has-voted",
            "The member has voted on this item already, and a vote is final: void the ballot "
            "with a reason and run it again.",
            CLERK,
            REGISTER,
        )
