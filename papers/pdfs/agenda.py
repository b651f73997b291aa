"""The agenda of a meeting: its items, the papers tabled under them, and who may vote on what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from forum import pdf
from forum.models import Meeting
from forum.rules.notice import working_days_between
from papers.choices import Lateness
from papers.models import Recommendation
from papers.models.agenda import ItemLine, MotionLine, PaperLine, agenda, returning
from papers.models.cover import voters
from papers.pdfs.document import DRAFT, document
from papers.rules.regulations import FORUMS

NOT_PUBLISHED = (DRAFT, "Draft: not published")


def agenda_pdf(meeting: Meeting, *, trail_line: str = "", on: date) -> bytes:
    """The agenda as a document."""
    context = agenda_context(meeting, trail_line=trail_line, on=on)
    return pdf.render("pdf/agenda.html", context)


def agenda_context(
    meeting: Meeting, *, trail_line: str = "", on: date | None = None
) -> dict[str, object]:
    """What the agenda says; drafts are not on it."""
    items = agenda(meeting, drafts=False, on=on or meeting.held_on)
    is_final = bool(trail_line) or meeting.is_public
    return {
        "document": document(
            meeting.forum,
            f"Agenda of the meeting of {meeting.held_on:%-d %B %Y}",
            reference=f"{meeting.held_on:%Y-%m-%d}/agenda",
            warning=("", "") if is_final else NOT_PUBLISHED,
            trail_line=trail_line,
            on=on,
        ),
        "meeting": meeting,
        "public": f"The meeting is open to the public ({FORUMS}, reg 8(2)).",
        "quorum": meeting.quorum().needed,
        "notice": _notice(meeting, on if trail_line else None),
        "items": [_item(line) for line in items],
        "returning": returning(meeting),
    }


def _notice(meeting: Meeting, on: date | None) -> str:
    """When it went out, and with how much notice."""
    published = meeting.agenda_published_on or on
    if published is None:
        return "Not published"
    days = working_days_between(published, meeting.held_on)
    counted = "1 clear working day" if days == 1 else f"{days} clear working days"
    return f"Published on {published:%-d %B %Y}, {counted} before the meeting"


def _item(line: ItemLine) -> dict[str, object]:
    return {
        "number": line.item.number,
        "title": line.item.title,
        "presenter": line.item.presenter,
        "papers": [_paper(each) for each in line.papers],
        "motions": [_motion(each) for each in line.motions],
        "to_follow": line.to_follow,
    }


def _paper(line: PaperLine) -> dict[str, object]:
    paper = line.paper
    is_late = paper.lateness != Lateness.IN_TIME
    return {
        "title": paper.title,
        "purpose": paper.get_purpose_display(),
        "author_post": paper.author_post,
        "late": paper.get_lateness_display() if is_late else "",
        "late_reason": paper.late_reason,
        "voters": list(_voters(line.recommendations)),
    }


def _voters(recommendations: Iterable[Recommendation]) -> Iterator[str]:
    """Who votes on which: neighbours that are put to the same members share a sentence."""
    for who, group in groupby(recommendations, key=voters):
        labels = [each.label for each in group]
        some = "Recommendation" if len(labels) == 1 else "Recommendations"
        yield f"{some} {', '.join(labels)}: {who}"


def _motion(line: MotionLine) -> dict[str, object]:
    recommendation = line.placement.recommendation
    paper, origin = recommendation.paper, recommendation.get_origin_display()
    return {
        "origin": f"from “{paper.title}”" if paper else origin.lower(),
        "recommendation": recommendation,
        "voters": voters(recommendation),
    }
