"""Replies: what a member says beforehand about coming, and until when they may say it.

Schools Forums (England) Regulations 2012, reg 8(8): substitutes attend in a member's place; who
that is has to be known before the meeting, so that the register of votes is right.
"""

from __future__ import annotations

from collections.abc import Iterator

from forum.choices import Answer, MeetingStage
from forum.rules.ruling import Reason, Ruling

CLERK = "the clerk"
MEMBER = "the member, or the clerk"
GUIDANCE = "Schools forum guidance: decisions outside a meeting, in which all can take part"
LAW = "Schools Forums (England) Regulations 2012, regulation 8(8)"


def may_reply(
    stage: MeetingStage,
    *,
    answer: Answer | str,
    is_outside: bool = False,
    has_substitute: bool = False,
) -> Ruling:
    """A member answers until the meeting is over; who sends a substitute says whom.

    Outside a meeting there is nowhere to come to. A member who may not vote on what is asked
    says that they have read it: taking part, they make the quorum with those who vote.
    """
    how = _outside(answer) if is_outside else _inside(answer)
    return Ruling.of([*_whether(stage), *how, *_whom(answer, has_substitute)])


def _whether(stage: MeetingStage) -> Iterator[Reason]:
    if stage == MeetingStage.CANCELLED:
        yield Reason("meeting-cancelled", "The meeting is cancelled; call another.", CLERK)
    elif stage == MeetingStage.HELD:
        yield Reason("meeting-held", "The meeting is over; who was there is in its minutes.")


def _outside(answer: Answer | str) -> Iterator[Reason]:
    if answer != Answer.READ:
        yield Reason(
            "nobody-meets",
            "Nobody meets for a decision outside a meeting: vote on it, or say that you have "
            "read it.",
            MEMBER,
            GUIDANCE,
        )


def _inside(answer: Answer | str) -> Iterator[Reason]:
    if answer == Answer.READ:
        yield Reason("say-whether-coming", "Say whether you are coming to the meeting.", MEMBER)


def _whom(answer: Answer | str, has_substitute: bool) -> Iterator[Reason]:
    if answer == Answer.SUBSTITUTE and not has_substitute:
        yield Reason("no-substitute", "Enter who comes in the member's place.", MEMBER, LAW)
