"""What is new for everybody: agendas, minutes and decisions, as feeds tell of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from decisions.models.looking.register import newest_first, readable
from decisions.models.minuting.minutes import Minutes
from decisions.models.outcomes.executive import executive_decisions
from decisions.models.threads.log_row import LogRow
from forum.choices import DocumentKind
from forum.models import Forum, Meeting, PublishedDocument

LATEST = 30
OF_MINUTES = (DocumentKind.DRAFT_MINUTES, DocumentKind.MINUTES, DocumentKind.CORRECTED_MINUTES)
_MEETING = "question__placement__meeting"


@dataclass(frozen=True)
class News:
    """Something that was published, with the vital fact first."""

    pk: UUID
    title: str
    text: str
    url: str
    at: datetime


@dataclass(frozen=True)
class Feed:
    """One kind of news that people can follow."""

    name: str
    title: str
    about: str
    read: Callable[[Forum], list[News]]


def _agendas(forum: Forum) -> list[News]:
    """Agendas as they were published, and meetings that were cancelled since."""
    meetings = forum.meeting_set.public().filter(is_historic=False).select_related("forum")
    return [_agenda(meeting) for meeting in meetings.order_by("-agenda_published_at")[:LATEST]]


def _agenda(meeting: Meeting) -> News:
    cancelled, published = meeting.cancelled_at, meeting.agenda_published_at
    where = ", ".join(
        filter(
            None,
            (
                f"{meeting.starts_at_time:%H:%M}" if meeting.starts_at_time else "",
                meeting.place,
                meeting.online_link,
            ),
        )
    )
    what = "Cancelled" if cancelled else "Agenda"
    text = meeting.cancelled_because if cancelled else where
    at = cancelled or published or meeting.recorded_at
    return News(meeting.pk, f"{what}: {meeting}", text, meeting.get_absolute_url(), at)


def _minutes(forum: Forum) -> list[News]:
    """Minutes, first as a draft and then as agreed."""
    documents = PublishedDocument.objects.for_everybody().defer("content")
    found = documents.filter(forum=forum, kind__in=OF_MINUTES).order_by("-published_at")
    return [
        News(
            each.pk,
            f"{each.get_kind_display()}: {each.title}",
            "Read them as a page; the PDF is linked there.",
            reverse("decisions:minutes_detail", args=[forum.slug, each.about]),
            each.published_at,
        )
        for each in found[:LATEST]
    ]


def _decisions(forum: Forum) -> list[News]:
    """What each group resolved, once its minutes are published, and decisions by post-holders.

    What was entered long after is no news.
    """
    outcomes = readable(forum, inside=False).filter(**{f"{_MEETING}__is_historic": False})
    rows = [LogRow(each) for each in newest_first(outcomes, inside=False)[:LATEST]]
    known = _published_at({row.meeting.pk for row in rows})
    told = [_decision(row, known.get(row.meeting.pk)) for row in rows]
    told += [
        News(
            each.pk,
            f"{each.title}: decided by the {each.decided_by_post}",
            each.text,
            each.get_absolute_url(),
            each.recorded_at,
        )
        for each in executive_decisions(forum, inside=False)
        if not each.evidence_grade
    ]
    return sorted(told, key=lambda news: news.at, reverse=True)[:LATEST]


def _published_at(meetings: set[UUID]) -> dict[UUID, datetime | None]:
    """When the minutes of each meeting came out first."""
    out = Minutes.objects.filter(meeting__in=meetings)
    rows = out.values_list("meeting", "draft_published_at", "agreed_at")
    return {meeting: drafted or agreed for meeting, drafted, agreed in rows}


def _decision(row: LogRow, published_at: datetime | None) -> News:
    money = f" {row.agreed} agreed." if row.agreed else ""
    source = f" {row.sources}: {row.lines}." if row.agreed and row.sources else ""
    unsettled = " Its funding source is not settled." if row.is_unsettled else ""
    return News(
        row.outcome.pk,
        f"{row.result}: {row.matter}, recommendation {row.recommendation.label}, {row.group}",
        f"{row.text_resolved}{money}{source}{unsettled}",
        row.outcome.get_absolute_url(),
        published_at or row.outcome.recorded_at,
    )


FEEDS = {
    each.name: each
    for each in (
        Feed(
            "agendas", "Agendas", "Each agenda when it is published, and cancellations", _agendas
        ),
        Feed("minutes", "Minutes", "As a draft, and as agreed", _minutes),
        Feed("decisions", "Decisions", "What was decided, and from which money", _decisions),
    )
}
"""Each feed by the name in its address, which never changes."""
