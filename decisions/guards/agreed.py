"""What several guards ask: the meeting of an outcome, and whether its minutes are agreed."""

from __future__ import annotations

from forum.guards import SHARE, Lock


def agreed(meeting: str) -> str:
    """The minutes of the meeting are agreed."""
    return (
        "EXISTS (SELECT 1 FROM decisions_minutes m "
        f"WHERE m.meeting_id = {meeting} AND m.agreed_at IS NOT NULL)"
    )


def meeting_of_question(question: str) -> str:
    """The meeting that a question is put to."""
    return (
        "(SELECT p.meeting_id FROM papers_question q "
        f"JOIN papers_placement p ON p.id = q.placement_id WHERE q.id = {question})"
    )


def meeting_of_outcome(outcome: str) -> str:
    """The meeting that an outcome was reached at."""
    return (
        "(SELECT p.meeting_id FROM decisions_outcome u "
        "JOIN papers_question q ON q.id = u.question_id "
        f"JOIN papers_placement p ON p.id = q.placement_id WHERE u.id = {outcome})"
    )


def share_of(meeting: str) -> Lock:
    """Held by whatever the minutes rest on; agreeing takes the whole row."""
    return Lock("forum_meeting", meeting, SHARE)


def historic(meeting: str) -> str:
    """The meeting was entered from evidence; nothing was run here."""
    return f"EXISTS (SELECT 1 FROM forum_meeting m WHERE m.id = {meeting} AND m.is_historic)"
