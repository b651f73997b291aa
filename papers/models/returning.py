"""What must come back to a meeting, read from the book of the forum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, Q

from forum.choices import ItemKind, MeetingKind, ReturningKind
from forum.models import AgendaItem, Meeting, ReturningBusiness
from forum.models.returning import ReturningBusinessQuerySet
from forum.rules.returning import BY_A_PERSON, comes_back, is_overdue
from papers.models.paper import Paper
from papers.models.recommendation import Placement, Recommendation


@dataclass(frozen=True)
class Returning:
    """Business that must come back, and the recommendation that it was about."""

    business: ReturningBusiness
    recommendation: Recommendation | None
    others: int = 0
    """How many more authorities of its subject end on the same day."""
    is_overdue: bool = False
    is_taken: bool = False
    """Whether matters arising of this agenda take it up."""

    @property
    def is_outside(self) -> bool:
        """Whether it was decided outside a meeting: then it is reported, not put again."""
        return self.business.kind == ReturningKind.OUTSIDE_DECISION

    @property
    def is_action(self) -> bool:
        """Whether it is taken under matters arising, with the log of actions."""
        return self.business.kind == ReturningKind.ACTION

    @property
    def is_brought(self) -> bool:
        """Whether one press puts it on an agenda as it is."""
        return self.is_outside or self.may_be_released

    @property
    def may_be_released(self) -> bool:
        return self.business.kind in BY_A_PERSON

    @property
    def tag(self) -> str:
        """What it is, as a tag says it: "Action overdue", "Authority to spend ended"."""
        label = self.business.get_kind_display()
        if not self.is_overdue:
            return label
        words = {
            ReturningKind.EXPIRING_AUTHORITY: "Authority to spend ended",
            ReturningKind.PROMISED_REPORT: "Report overdue",
            ReturningKind.ACTION: "Action overdue",
        }
        return words.get(ReturningKind(self.business.kind), label)

    @property
    def colour(self) -> str:
        """The colour of its tag."""
        return "red" if self.is_overdue and self.may_be_released else "grey"

    @property
    def sentence(self) -> str:
        """What waits; several authorities that end together are one."""
        if not self.others:
            return self.business.sentence
        return f"{self.business.subject} ({self.others + 1} decisions)"


def returning(meeting: Meeting) -> tuple[Returning, ...]:
    """What must come back and is not on this agenda yet."""
    return tuple(each for each in coming_back(meeting) if not each.is_taken)


def coming_back(meeting: Meeting) -> tuple[Returning, ...]:
    """What must come back, also what matters arising take up by themselves; but for the placed."""
    waiting = _due_at(meeting)
    if not waiting:
        return ()
    placed = _placed(meeting)
    about = Recommendation.objects.select_related("matter").in_bulk(
        [each.business for each in waiting]
    )
    together = Counter(_together(each) for each in waiting)
    first: dict[tuple[object, ...], ReturningBusiness] = {}
    for each in waiting:
        first.setdefault(_together(each), each)
    return tuple(
        Returning(
            each,
            about.get(each.business),
            others=together[key] - 1,
            is_overdue=is_overdue(each.facts(), meeting_on=meeting.held_on),
            is_taken=each.kind == ReturningKind.ACTION and getattr(each, "has_arising", False),
        )
        for key, each in first.items()
        if each.business not in placed
    )


def _placed(meeting: Meeting) -> set[UUID]:
    """The recommendations on the agenda, and the matters that it takes up."""
    put = Placement.objects.filter(meeting=meeting).order_by()
    papers = Paper.objects.filter(agenda_item__meeting=meeting).order_by()
    found = put.values_list("recommendation", "recommendation__matter").union(
        papers.values_list("matter", "matter")
    )
    return {pk for pair in found for pk in pair}


def _due_at(meeting: Meeting) -> list[ReturningBusiness]:
    """What waits for the meeting and does not stand on its agenda, the longest due first."""
    arising = AgendaItem.objects.filter(meeting=meeting, kind=ItemKind.MATTERS_ARISING)
    found = ReturningBusiness.objects.waiting().near(meeting.held_on)
    found = found.filter(forum=meeting.forum_id).annotate(has_arising=Exists(arising))
    found = found.exclude(~Q(kind=ReturningKind.ACTION), item__meeting=meeting)
    found = found.exclude(kind=ReturningKind.OUTSIDE_DECISION, due_meeting=meeting)
    waiting = list(_before(found, meeting))
    ends = any(each.is_authority for each in waiting)
    days = days_of_meetings(meeting) if ends else ()
    found_due = [each for each in waiting if _comes(each, meeting, days)]
    return sorted(found_due, key=lambda each: each.due_day or meeting.held_on)


def _before(found: ReturningBusinessQuerySet, meeting: Meeting) -> ReturningBusinessQuerySet:
    """What arose before the meeting."""
    arose = Q(arose_at__isnull=True) | Q(arose_at__held_on__lt=meeting.held_on)
    return found.filter(arose).select_related("arose_at", "due_meeting", "owner")


def days_of_meetings(meeting: Meeting) -> tuple[date, ...]:
    """The days of all meetings of the forum that go ahead in a room."""
    others = Meeting.objects.going_ahead().filter(forum=meeting.forum_id)
    others = others.exclude(kind=MeetingKind.OUTSIDE)
    return tuple(others.order_by().values_list("held_on", flat=True))


def _comes(business: ReturningBusiness, meeting: Meeting, days: Collection[date]) -> bool:
    return comes_back(business.facts(), meeting_on=meeting.held_on, meetings=days)


def _together(business: ReturningBusiness) -> tuple[object, ...]:
    """Authorities of one matter that end on one day come back as one."""
    if business.is_authority:
        return (business.kind, business.business, business.due_on)
    return (business.pk,)
