"""The agenda of a meeting: its items, the papers tabled under them, and who may vote on what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from forum import pdf
from forum.choices import ItemKind, Office
from forum.models import Meeting
from forum.models.presiding import offices_on
from forum.models.quorum import quorum_of
from forum.rules.notice import working_days_between
from papers.choices import Lateness
from papers.models import Recommendation
from papers.models.agenda import ItemLine, MotionLine, PaperLine, agenda
from papers.models.cover import voters
from papers.models.electorate import local_rules
from papers.models.returning import returning
from papers.pdfs.document import DRAFT, document
from papers.rules.local import LocalRules
from papers.rules.regulations import FORUMS

PUT_TO_ALL = {
    ItemKind.ELECTION: "All members vote. The members elect one of themselves.",
    ItemKind.MINUTES: "All members vote.",
    ItemKind.PROCEDURE: "All members vote.",
}
"""Items that are voted on without a recommendation."""
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
    local = local_rules(meeting.forum.constitution_on(meeting.held_on))
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
        "quorum": quorum_of(meeting).needed,
        "chair": _chair(meeting),
        "notice": _notice(meeting, on if trail_line else None),
        "items": [_item(line, local) for line in items],
        "returning": [each for each in returning(meeting) if not each.is_action],
    }


def _notice(meeting: Meeting, on: date | None) -> str:
    """When it went out, and with how much notice."""
    published = meeting.agenda_published_on or on
    if published is None:
        return "Not published"
    days = working_days_between(published, meeting.held_on)
    counted = "1 clear working day" if days == 1 else f"{days} clear working days"
    return f"Published on {published:%-d %B %Y}, {counted} before the meeting"


def _chair(meeting: Meeting) -> str:
    """Who is chair of the forum on the day, and for which group."""
    for holding in offices_on(meeting):
        if holding.office == Office.CHAIR:
            seat = holding.appointment.seat
            return f"{holding.appointment.person.name} ({seat.get_group_display()})"
    return "not stated"


def _item(line: ItemLine, local: LocalRules) -> dict[str, object]:
    return {
        "number": line.item.number,
        "title": line.item.title,
        "presenter": line.item.presenter,
        "voters": PUT_TO_ALL.get(ItemKind(line.item.kind), ""),
        "papers": [_paper(each, local) for each in line.papers],
        "motions": [_motion(each, local) for each in line.motions],
        "to_follow": line.to_follow,
    }


def _paper(line: PaperLine, local: LocalRules) -> dict[str, object]:
    paper = line.paper
    is_late = paper.lateness != Lateness.IN_TIME
    return {
        "pk": paper.pk,
        "title": paper.title,
        "purpose": paper.get_purpose_display(),
        "author_post": paper.author_post,
        "late": paper.get_lateness_display() if is_late else "",
        "late_reason": paper.late_reason,
        "voters": list(_voters(line.recommendations, local)),
    }


def _voters(recommendations: Iterable[Recommendation], local: LocalRules) -> Iterator[str]:
    """Who votes on which: neighbours that are put to the same members share a sentence."""
    for who, group in groupby(recommendations, key=lambda each: _who(each, local)):
        labels = [each.label for each in group]
        some = "Recommendation" if len(labels) == 1 else "Recommendations"
        yield f"{some} {', '.join(labels)}: {who}"


def _who(recommendation: Recommendation, local: LocalRules) -> str:
    """Who votes on it, as the constitution of the meeting's day has it."""
    return voters(recommendation, recommendation.kind_under(local))


def _motion(line: MotionLine, local: LocalRules) -> dict[str, object]:
    recommendation = line.placement.recommendation
    paper, origin = recommendation.paper, recommendation.get_origin_display()
    return {
        "origin": f"from “{paper.title}”" if paper else origin.lower(),
        "recommendation": recommendation,
        "voters": _who(recommendation, local),
    }
