"""The action log of a forum as a document: what is overdue, what is open, what was done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from decisions.models.following.actions import ActionRow
from forum import pdf
from forum.models import Forum
from papers.pdfs.document import document

HEADS = {
    "Overdue": "Actions whose day has passed",
    "Open": "Actions on their way",
    "Done": "Actions closed on what shows that they are done",
    "Superseded": "Actions whose place another one took",
}
ENDED = ("Done", "Superseded")


def action_log_pdf(forum: Forum, rows: Sequence[ActionRow], *, on: date) -> bytes:
    """The log as it stands on the day."""
    return pdf.render("pdf/action_log.html", action_log_context(forum, rows, on=on))


def action_log_context(forum: Forum, rows: Sequence[ActionRow], *, on: date) -> dict[str, object]:
    """What the log says: the actions under how they stand, the one due first on top."""
    tables = [
        {
            "head": f"{head} ({len(found)})",
            "caption": caption,
            "has_ended": head in ENDED,
            "rows": [_row(row) for row in found],
        }
        for head, caption in HEADS.items()
        if (found := [row for row in rows if row.state == head])
    ]
    return {
        "document": document(forum, "Action log", reference=f"{on:%Y-%m-%d}/actions", on=on),
        "on": on,
        "tables": tables,
    }


def _row(row: ActionRow) -> dict[str, object]:
    action = row.action
    return {
        "reference": action.reference,
        "text": action.text,
        "matter": action.matter.title if action.matter else "",
        "owner": action.owner_words,
        "now": row.holding.words,
        "due": action.due_words,
        "ended": f"{action.closed_on:%-d %B %Y}: {action.evidence}" if action.closed_on else "",
    }
