"""The front page of a forum: its next meeting, its latest papers and decisions, its members."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from decisions.models.looking.register import newest_first, readable, rows_of, unsettled
from decisions.models.outcomes.outcome import Outcome
from decisions.models.threads.log_row import LogRow
from forum.calendars import SCHEMA, Facts, event_of, organisation_of
from forum.choices import DocumentKind, Group, MeetingKind
from forum.models import Appointment, Forum, Meeting, PublishedDocument, Seat
from forum.models.calendar import has_place
from papers.models import Paper

LATEST = 5
MEETINGS = 4
LATER = 3
MINUTES = (DocumentKind.DRAFT_MINUTES, DocumentKind.MINUTES)


@dataclass(frozen=True)
class MeetingOnFront:
    """A meeting, and what of it can be read."""

    meeting: Meeting
    has_pack: bool = False
    minutes: str = ""
    """"Draft minutes" or "Agreed minutes"; empty while none are published."""


@dataclass(frozen=True)
class Members:
    """The members of one group."""

    group: Group
    filled: int
    seats: int


@dataclass(frozen=True)
class Front:
    """What somebody who comes to the forum looks for first."""

    next: MeetingOnFront | None
    later: tuple[Meeting, ...] = ()
    past: tuple[MeetingOnFront, ...] = ()
    decisions: tuple[LogRow, ...] = ()
    papers: tuple[Paper, ...] = ()
    unsettled: tuple[Outcome, ...] = ()
    """Agreed in principle with no source, the oldest first: one more than are shown at most."""
    members: tuple[Members, ...] = ()


def front_of(forum: Forum, *, inside: bool, today: date) -> Front:
    """The front page, for those inside or for everybody, in a fixed number of queries."""
    outcomes = readable(forum, inside=inside)
    waiting = unsettled(forum, inside=inside).select_related(
        "forum", "question__placement__recommendation__matter"
    )
    coming, later, past = _meetings(forum, inside, today)
    return Front(
        coming,
        tuple(later),
        tuple(past),
        tuple(rows_of(newest_first(outcomes, inside=inside)[:LATEST])),
        tuple(_papers(forum)),
        tuple(waiting.order_by("decided_on", "pk")[: LATEST + 1]),
        tuple(_members(forum, today)),
    )


def said_to_programs(forum: Forum, front: Front, *, site: str) -> Facts:
    """The next meeting as search engines read it; without one, the forum."""
    coming = front.next.meeting if front.next else None
    if coming and coming.is_public and has_place(coming):
        return event_of(coming, site=site)
    return {"@context": SCHEMA, **organisation_of(forum, site=site)}


def _papers(forum: Forum) -> QuerySet[Paper]:
    """The latest that are published, looked for in the last meetings that have any."""
    put = Paper.objects.filter(agenda_item__meeting=OuterRef("pk"), tabled_at__isnull=False)
    meetings = forum.meeting_set.filter(Exists(put), agenda_published_at__isnull=False)
    latest = meetings.order_by("-held_on").values("pk")[:LATEST]
    papers = Paper.objects.public().filter(forum=forum, agenda_item__meeting__in=latest)
    papers = papers.select_related("forum", "agenda_item__meeting", "matter")
    return papers.order_by("-agenda_item__meeting__held_on", "-tabled_at")[:LATEST]


def _meetings(
    forum: Forum, inside: bool, today: date
) -> tuple[MeetingOnFront | None, list[Meeting], list[MeetingOnFront]]:
    """The next one in a room, those after it, and the last ones with what is published of each."""
    known = forum.meeting_set.all() if inside else forum.meeting_set.public()
    meetings = list(known.going_ahead().exclude(kind=MeetingKind.OUTSIDE).order_by("held_on"))
    for meeting in meetings:
        meeting.forum = forum
    coming = [each for each in meetings if _is_to_come(each, today)]
    past = [each for each in reversed(meetings) if each.closed_at or each.is_historic][:MEETINGS]
    kinds = _documents([*past, *coming[:1]])
    fronts = [_on_front(each, kinds.get(each.pk, set())) for each in [*coming[:1], *past]]
    if not coming:
        return None, [], fronts
    return fronts[0], coming[1 : 1 + LATER], fronts[1:]


def _on_front(meeting: Meeting, kinds: set[str]) -> MeetingOnFront:
    minutes = next((kind.label for kind in reversed(MINUTES) if kind in kinds), "")
    return MeetingOnFront(meeting, DocumentKind.PACK in kinds, minutes)


def _is_to_come(meeting: Meeting, today: date) -> bool:
    """One that is going on is the next one until it is closed."""
    if meeting.closed_at or meeting.is_historic:
        return False
    return meeting.held_on >= today or meeting.opened_at is not None


def _documents(meetings: Iterable[Meeting]) -> dict[UUID, set[str]]:
    """The kinds of document that everybody can read of each meeting."""
    public = PublishedDocument.objects.for_everybody()
    out = public.filter(about__in=[each.pk for each in meetings])
    found: dict[UUID, set[str]] = {}
    for about, kind in out.order_by().values_list("about", "kind"):
        found.setdefault(about, set()).add(kind)
    return found


def _members(forum: Forum, today: date) -> Iterable[Members]:
    """The groups that have seats, in their order, and how many are filled."""
    held = Appointment.objects.current(today).filter(seat=OuterRef("pk"))
    seats = Seat.objects.in_being(today).filter(forum=forum).annotate(is_filled=Exists(held))
    found = list(seats.order_by().values_list("group", "is_filled"))
    many = Counter(group for group, _ in found)
    filled = Counter(group for group, is_filled in found if is_filled)
    return (Members(group, filled[group], many[group]) for group in Group if many[group])
