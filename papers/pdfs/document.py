"""What every document says of itself, on each of its pages and in the file."""

from __future__ import annotations

from datetime import date

from forum.models import Forum

DRAFT, PREVIEW = "draft", "preview"
Document = dict[str, object]


def document(
    forum: Forum,
    title: str,
    *,
    reference: str = "",
    warning: tuple[str, str] = ("", ""),
    trail_line: str = "",
    on: date | None = None,
) -> Document:
    """The head of a document; a warning is how unfinished it is, and the note that says so.

    A document is published with the head of the trail on it; without, it has no day either.
    """
    status, note = warning
    return {
        "title": title,
        "forum_name": forum.name,
        "colour": forum.colour,
        "reference": reference,
        "status": status,
        "status_note": note,
        "trail_line": trail_line,
        "published_on": on if trail_line else None,
        "language": "en-GB",
    }
