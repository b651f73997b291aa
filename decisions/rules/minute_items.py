"""What may be done to single items of minutes: draft them, leave them out, add a note to them."""

from __future__ import annotations

from decisions.choices import MinutesStage
from decisions.rules.law import PUBLIC
from decisions.rules.minutes import CLERK, may_edit_minutes
from forum.choices import MeetingStage
from forum.rules.ruling import Reason, Ruling


def may_draft(stage: MinutesStage, meeting_stage: MeetingStage) -> Ruling:
    """Empty items are drafted from the record once the meeting is over."""
    return may_edit_minutes(stage) + may_add_note(meeting_stage)


def may_exempt(stage: MinutesStage, *, reason: str) -> Ruling:
    """An item is left out of the public minutes for a stated reason, until they are agreed.

    Schools Forums (England) Regulations 2012, regulation 8(2): the forum meets in public.
    """
    return may_edit_minutes(stage) + (Ruling() if reason.strip() else _WITHOUT_REASON)


def may_add_note(meeting_stage: MeetingStage) -> Ruling:
    """What was found out later is noted once the meeting is over, before or after agreement."""
    if meeting_stage == MeetingStage.HELD:
        return Ruling()
    return Ruling.no("meeting-not-held", "Close the meeting first.", who=CLERK)


_WITHOUT_REASON = Ruling(
    (
        Reason(
            "exempt-without-reason",
            "Say why this part is exempt from publication: the public reads the reason.",
            CLERK,
            PUBLIC,
        ),
    )
)
