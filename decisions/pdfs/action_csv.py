"""The action log as CSV: one line for each action."""

from __future__ import annotations

from collections.abc import Iterable

from decisions.models.following.actions import ActionRow
from forum.sheets import csv_text

HEADINGS = (
    "reference",
    "action",
    "state",
    "origin",
    "set_on",
    "owner",
    "owner_post",
    "post_held_now_by",
    "due",
    "due_on",
    "matter",
    "brings_report",
    "closed_on",
    "evidence",
    "superseded_by",
    "evidence_grade",
    "evidence_shown",
)


def action_csv(rows: Iterable[ActionRow]) -> str:
    """Every action, with how it ended."""
    return csv_text([HEADINGS, *(_line(row) for row in rows)])


def _line(row: ActionRow) -> list[object]:
    action = row.action
    return [
        action.reference,
        action.text,
        row.state,
        action.get_origin_display(),
        action.set_on,
        action.owner.name if action.owner else None,
        action.owner_post,
        ", ".join(each.name for each in row.holding.holders),
        action.due_words,
        action.due_day,
        action.matter.title if action.matter else None,
        "yes" if action.brings_report else "no",
        action.closed_on,
        action.evidence,
        action.superseded_by.reference if action.superseded_by else None,
        action.get_evidence_grade_display(),
        action.evidence_shown,
    ]
