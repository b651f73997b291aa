"""What guards the auditor's room: what an auditor wrote or signed stays as it is."""

from __future__ import annotations

from forum.guards import Guard, add_only


def reviewing_guards() -> tuple[Guard, ...]:
    """The guards of notes and of reviews signed off."""
    return (
        *add_only("decisions_findingnote", "What an auditor noted stays on record."),
        *add_only("decisions_reviewsignoff", "A review that was signed off stays signed."),
    )
