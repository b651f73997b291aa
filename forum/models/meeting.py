"""Meetings and their agendas."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from forum.choices import (
    Business,
    DayBasis,
    ItemKind,
    MeetingKind,
    MeetingStage,
    PresidingAs,
)
from forum.constraints import both_or_neither, one_of
from forum.models.base import ForumRecord
from forum.models.person import Person


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def public(self) -> MeetingQuerySet:
        """Meetings whose agenda was published."""
        return self.filter(agenda_published_at__isnull=False)

    def going_ahead(self) -> MeetingQuerySet:
        return self.filter(cancelled_at__isnull=True)

    def to_come(self, day: date) -> MeetingQuerySet:
        """Meetings in a room that go ahead after the day."""
        in_a_room = self.going_ahead().exclude(kind=MeetingKind.OUTSIDE)
        return in_a_room.filter(held_on__gt=day)

    def held(self) -> MeetingQuerySet:
        return self.filter(Q(closed_at__isnull=False) | Q(is_historic=True))


class Meeting(ForumRecord):
    """One sitting of a forum."""

    kind = models.CharField(
        max_length=20, choices=MeetingKind.choices, default=MeetingKind.ORDINARY
    )
    held_on = models.DateField()
    starts_at_time = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    online_link = models.CharField(max_length=300, blank=True)
    """Where the public can follow it, and members join it, online."""
    how_to_attend = models.TextField(max_length=1000, blank=True)
    """How the public attends this one; empty: as the forum says for all of them."""
    called_because = models.CharField(max_length=300, blank=True)
    """Why an extraordinary meeting, or a decision outside a meeting, is needed."""
    presiding = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    presiding_as = models.CharField(max_length=20, choices=PresidingAs.choices, blank=True)
    current_item = models.ForeignKey(
        "forum.AgendaItem", models.PROTECT, null=True, related_name="+"
    )
    """What the meeting is on; none before its first item and after its last."""
    agenda_published_at = models.DateTimeField(null=True)
    agenda_published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    agenda_published_on = models.DateField(null=True)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    cancelled_because = models.CharField(max_length=300, blank=True)
    is_historic = models.BooleanField(default=False)
    """Entered from evidence long after: never opened here, so without ballots and minutes of ours.

    What it took is entered as it was, also where no source was named: the findings say so.
    """
    day_basis = models.CharField(max_length=20, choices=DayBasis.choices, default=DayBasis.STATED)
    day_words = models.CharField(max_length=120, blank=True)
    """The day as the record has it, where that is less than a day: "autumn 2019"."""

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "held_on"],
                condition=Q(cancelled_at__isnull=True),
                name="forum_meeting_one_a_day",
                violation_error_message="There is already a meeting on this day.",
            ),
            one_of("kind", MeetingKind),
            both_or_neither("agenda_published_at", "agenda_published_by"),
            both_or_neither("opened_at", "opened_by"),
            both_or_neither("closed_at", "closed_by"),
            both_or_neither("cancelled_at", "cancelled_by"),
            one_of("presiding_as", PresidingAs, or_empty=True),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True)
                | (Q(opened_at__isnull=True) & ~Q(cancelled_because="")),
                name="forum_meeting_cancelled_before_it_opens_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(presiding__isnull=True, presiding_as="")
                | (Q(presiding__isnull=False) & ~Q(presiding_as="")),
                name="forum_meeting_presided_over_in_some_capacity",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False),
                name="forum_meeting_opened_before_closed",
            ),
            models.CheckConstraint(
                condition=Q(agenda_published_at__isnull=True)
                | Q(agenda_published_on__isnull=False),
                name="forum_meeting_published_on_a_day",
            ),
            one_of("day_basis", DayBasis),
            models.CheckConstraint(
                condition=Q(is_historic=False)
                | Q(opened_at__isnull=True, cancelled_at__isnull=True),
                name="forum_meeting_historic_is_never_run",
            ),
            models.CheckConstraint(
                condition=Q(day_basis=DayBasis.STATED) | Q(is_historic=True),
                name="forum_meeting_day_is_known_unless_historic",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.day_printed}"

    def get_absolute_url(self) -> str:
        return reverse("papers:meeting_detail", args=[self.forum.slug, self.pk])

    @property
    def stage(self) -> MeetingStage:
        if self.cancelled_at:
            return MeetingStage.CANCELLED
        if self.closed_at or self.is_historic:
            return MeetingStage.HELD
        if self.opened_at:
            return MeetingStage.OPEN
        return MeetingStage.PUBLISHED if self.agenda_published_at else MeetingStage.PLANNED

    @property
    def day_printed(self) -> str:
        """The day as pages print it, with how far the record states it."""
        if self.day_basis == DayBasis.STATED:
            return f"{self.held_on:%-d %B %Y}"
        if self.day_basis == DayBasis.MONTH:
            return f"{self.held_on:%B %Y} (day not stated)"
        words = self.day_words or f"{self.held_on:%B %Y}"
        return f"{words} ({self.get_day_basis_display().lower()})"

    @property
    def is_public(self) -> bool:
        return self.agenda_published_at is not None

    @property
    def attending(self) -> str:
        """How the public attends, in the clerk's words."""
        return self.how_to_attend or self.forum.how_to_attend

    @property
    def is_outside(self) -> bool:
        """Whether nobody meets: every member is asked, and answers from where they are."""
        return self.kind == MeetingKind.OUTSIDE


class AgendaItem(ForumRecord):
    """One item of business; its printed number stays put once the agenda is published."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=8)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=ItemKind.choices, default=ItemKind.REPORT)
    presenter = models.CharField(max_length=160, blank=True)
    business = models.CharField(max_length=20, choices=Business.choices, blank=True)
    """Which business of the year it is, so that the year plan knows it is taken."""
    taken = models.DateTimeField(null=True)
    """When the meeting came to it first."""

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="forum_agendaitem_number_once",
                violation_error_message="Another item already has this number.",
            ),
            one_of("kind", ItemKind),
            one_of("business", Business, or_empty=True),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
