"""In attendance: whoever is at a meeting without being a member, expected before and come or not.

They never vote and never make the quorum; who of them may speak is said by the rules of speaking.
"""

from __future__ import annotations

from forum.choices import MeetingStage
from forum.rules.ruling import Ruling

CLERK = "the clerk"


def may_list(stage: MeetingStage) -> Ruling:
    """People are entered before the meeting and, from the clerk's notes, after it."""
    if stage == MeetingStage.CANCELLED:
        return Ruling.no("meeting-cancelled", "The meeting is cancelled; call another.", who=CLERK)
    return Ruling()


def may_take_off(stage: MeetingStage) -> Ruling:
    """Who was expected stays on the list once the meeting is open: they came, or did not."""
    if stage in (MeetingStage.OPEN, MeetingStage.HELD):
        return Ruling.no(
            "meeting-opened",
            "The meeting has been opened: say that they did not come, so that the record shows "
            "who was expected.",
            who=CLERK,
        )
    return may_list(stage)
