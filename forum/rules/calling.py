"""Calling a meeting: which kinds need a reason, and what of it may still be changed or removed.

Schools Forums (England) Regulations 2012, reg 8(1): at least four meetings a year. An authority
may call one more when a decision or a formal view cannot wait; guidance wants the reason known.
"""

from __future__ import annotations

from forum.choices import MeetingKind, MeetingStage
from forum.rules.meetings import may_reorder
from forum.rules.ruling import Reason, Ruling

CLERK = "the clerk"
GUIDANCE = "Schools forum guidance: urgent business"


def may_call(kind: MeetingKind | str, *, because: str) -> Ruling:
    """A meeting beside the ordinary ones says why its business cannot wait."""
    if kind == MeetingKind.ORDINARY or because.strip():
        return Ruling()
    return Ruling.no(
        "no-occasion",
        "Say why this cannot wait for an ordinary meeting.",
        who=CLERK,
        source=GUIDANCE,
    )


def may_change_meeting(stage: MeetingStage) -> Ruling:
    """Time, place, link and who presents may be changed until the meeting is over."""
    if stage == MeetingStage.CANCELLED:
        text = "The meeting is cancelled; call another."
        return Ruling.of([Reason("meeting-cancelled", text, CLERK)])
    if stage == MeetingStage.HELD:
        text = "The meeting is over; where and when it was is part of the record."
        return Ruling.of([Reason("meeting-held", text)])
    return Ruling()


def may_remove_item(stage: MeetingStage, *, is_used: bool) -> Ruling:
    """An item goes while the agenda is still a draft and nothing stands under it."""
    ruling = may_reorder(stage)
    if not is_used:
        return ruling
    return ruling + Ruling.no(
        "item-in-use",
        "Something stands under this item: put its papers and recommendations under another item "
        "first.",
        who=CLERK,
    )
