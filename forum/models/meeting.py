"""Meetings and their agendas."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from forum.choices import ItemKind, MeetingKind, MeetingStage, Presence, QuorumBase
from forum.constraints import both_or_neither, one_of
from forum.models.base import ForumRecord
from forum.models.membership import Appointment, Seat
from forum.rules.quorum import Quorum, quorum


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def public(self) -> MeetingQuerySet:
        """Meetings whose agenda was published."""
        return self.filter(agenda_published_at__isnull=False)

    def held(self) -> MeetingQuerySet:
        return self.filter(closed_at__isnull=False)


class Meeting(ForumRecord):
    """One sitting of a forum."""

    kind = models.CharField(
        max_length=20, choices=MeetingKind.choices, default=MeetingKind.ORDINARY
    )
    held_on = models.DateField()
    starts_at_time = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
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

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "held_on"],
                name="forum_meeting_one_a_day",
                violation_error_message="There is already a meeting on this day.",
            ),
            one_of("kind", MeetingKind),
            both_or_neither("agenda_published_at", "agenda_published_by"),
            both_or_neither("opened_at", "opened_by"),
            both_or_neither("closed_at", "closed_by"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False),
                name="forum_meeting_opened_before_closed",
            ),
            models.CheckConstraint(
                condition=Q(agenda_published_at__isnull=True)
                | Q(agenda_published_on__isnull=False),
                name="forum_meeting_published_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.held_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("papers:meeting_detail", args=[self.forum.slug, self.pk])

    @property
    def stage(self) -> MeetingStage:
        if self.closed_at:
            return MeetingStage.HELD
        if self.opened_at:
            return MeetingStage.OPEN
        return MeetingStage.PUBLISHED if self.agenda_published_at else MeetingStage.PLANNED

    @property
    def is_public(self) -> bool:
        return self.agenda_published_at is not None

    def quorum(self) -> Quorum:
        """How many members the constitution of the day asks for, and how many are present."""
        rules = self.forum.constitution_on(self.held_on)
        seats = Seat.objects.in_being(self.held_on).filter(forum=self.forum_id)
        if rules.quorum_base == QuorumBase.FILLED_SEATS:
            filled = Appointment.objects.current(self.held_on).filter(forum=self.forum_id)
            seats = seats.filter(pk__in=filled.values("seat"))
        present = self.attendances.filter(presence=Presence.PRESENT).count()
        return quorum(members=seats.count(), present=present, percent=rules.quorum_percent)


class AgendaItem(ForumRecord):
    """One item of business; its printed number stays put once the agenda is published."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=8)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=ItemKind.choices, default=ItemKind.REPORT)
    presenter = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="forum_agendaitem_number_once",
                violation_error_message="Another item already has this number.",
            ),
            one_of("kind", ItemKind),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Attendance(ForumRecord):
    """Whether the holder of a seat was at a meeting."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="attendances")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="attendances")
    presence = models.CharField(max_length=20, choices=Presence.choices)
    is_remote = models.BooleanField(default=False)

    class Meta:
        ordering = ["seat__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "seat"], name="forum_attendance_once_per_seat"
            ),
            one_of("presence", Presence),
        ]

    def __str__(self) -> str:
        return f"{self.appointment}: {self.get_presence_display()}"
