"""The minutes of a meeting: who was there, what was said, what was resolved, who does what."""

from __future__ import annotations

from datetime import date

from decisions.models import MinuteItem, Minutes
from decisions.models.minuting.beside_minutes import added_to, with_what_was_added
from decisions.models.threads.log import meeting_log
from decisions.pdfs.minutes_record import Item, Record, minutes_record
from forum import pdf
from forum.models import Meeting
from papers.pdfs.document import DRAFT, document

NOT_AGREED = "Draft: not yet agreed"
CORRECTED = "With corrections made since"
FULL = "Full version: not public"
FULL_DRAFT = "Draft, full: not public"


def minutes_pdf(
    minutes: Minutes,
    *,
    trail_line: str = "",
    on: date,
    agreed_at_meeting: Meeting | None = None,
    record: Record | None = None,
    full: bool = False,
) -> bytes:
    """The minutes as a document; until a meeting has agreed them every page says draft."""
    context = minutes_context(
        minutes,
        trail_line=trail_line,
        on=on,
        agreed_at_meeting=agreed_at_meeting,
        record=record,
        full=full,
    )
    return pdf.render("pdf/minutes.html", context)


def minutes_context(
    minutes: Minutes,
    *,
    trail_line: str = "",
    on: date | None = None,
    agreed_at_meeting: Meeting | None = None,
    record: Record | None = None,
    full: bool = False,
) -> dict[str, object]:
    """What the minutes say: the clerk's text, the facts of the record, what was added since.

    What is exempt from publication stands in the full version only.
    """
    meeting = minutes.meeting
    agreed_at = agreed_at_meeting or minutes.agreed_at_meeting
    log, kept = meeting_log(meeting), list(MinuteItem.objects.filter(minutes=minutes))
    hidden = set() if full else {each.agenda_item_id for each in kept if each.is_exempt}
    added = added_to(minutes).without(hidden)
    record = with_what_was_added(record or minutes_record(meeting, log), added)
    noun = noun_of(record)
    return {
        **record,
        "items": _with_texts(record, kept, full=full),
        "document": document(
            minutes.forum,
            f"{noun} of the meeting of {meeting.held_on:%-d %B %Y}",
            reference=f"{meeting.held_on:%Y-%m-%d}/minutes",
            warning=_warning(record, is_agreed=agreed_at is not None, full=full),
            trail_line=trail_line,
            on=on,
        ),
        "noun": noun,
        "meeting": meeting,
        "agreed_at": agreed_at,
        "executive": log.executive,
        "totals": log.totals,
        "unsettled": log.totals.in_principle,
    }


def noun_of(record: Record) -> str:
    """What a quorate meeting leaves, and what an inquorate one does."""
    return "Briefing notes" if record["is_briefing"] else "Minutes"


def _with_texts(record: Record, kept: list[MinuteItem], *, full: bool) -> list[Item]:
    """The items with what the clerk wrote; of what is exempt the public reads why it is."""
    of = {str(each.agenda_item_id): each for each in kept}
    return [item | _text(of.get(item["pk"]), full=full) for item in record["items"]]


def _text(minute: MinuteItem | None, *, full: bool) -> Item:
    if minute is None:
        return {"text": "", "exempt": ""}
    is_left_out = minute.is_exempt and not full
    return {"text": "" if is_left_out else minute.text, "exempt": minute.exempt_reason}


def _warning(record: Record, *, is_agreed: bool, full: bool) -> tuple[str, str]:
    """How unfinished the document is, and what the head of each page says of it."""
    if full:
        return ("", FULL) if is_agreed else (DRAFT, FULL_DRAFT)
    if not is_agreed:
        return DRAFT, NOT_AGREED
    return "", CORRECTED if record["corrected"] else ""
