"""Who was at a meeting and when, in what capacity, and what interests they declared."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from forum.choices import Answer, Capacity, InterestAction, InterestKind, Presence
from forum.constraints import both_or_neither, one_of
from forum.models.base import ForumRecord
from forum.models.meeting import AgendaItem, Meeting
from forum.models.membership import Appointment, Seat, Substitution
from forum.models.person import Person


class Attendance(ForumRecord):
    """How a seat was filled at a meeting."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="attendances")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="attendances")
    substitution = models.ForeignKey(
        Substitution, models.PROTECT, null=True, related_name="attendances"
    )
    presence = models.CharField(max_length=20, choices=Presence.choices)
    is_remote = models.BooleanField(default=False)

    class Meta:
        ordering = ["seat__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "seat"], name="forum_attendance_once_per_seat"
            ),
            one_of("presence", Presence),
            models.CheckConstraint(
                condition=~Q(presence=Presence.SUBSTITUTE) | Q(substitution__isnull=False),
                name="forum_attendance_substitute_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment}: {self.get_presence_display()}"


class PresenceInterval(ForumRecord):
    """From when until when somebody sat at a meeting for a seat: its holder, or a substitute."""

    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="intervals")
    is_substitute = models.BooleanField(default=False)
    is_remote = models.BooleanField(default=False)
    """Remote members count as present if they can hear and be heard (reg 8(3A))."""
    came = models.DateTimeField()
    left = models.DateTimeField(null=True)
    """None while they are still here, and for who stayed to the end."""

    class Meta:
        ordering = ["came"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left__isnull=True) | Q(left__gt=F("came")),
                name="forum_presenceinterval_left_after_came",
                violation_error_message="Enter a time after they came.",
            ),
            models.UniqueConstraint(
                fields=["attendance", "is_substitute"],
                condition=Q(left__isnull=True),
                name="forum_presenceinterval_here_once",
            ),
        ]

    def __str__(self) -> str:
        until = f" to {self.left:%H:%M}" if self.left else ""
        return f"{self.attendance.seat}: {self.came:%H:%M}{until}"


class InterestQuerySet(models.QuerySet["Interest"]):
    def bearing_at(self, meeting: Meeting) -> InterestQuerySet:
        """Interests declared for the meeting, or for some of its items, and not ended."""
        return self.filter(meeting=meeting, ended__isnull=True).select_related("appointment")


class Interest(ForumRecord):
    """An interest that a member declared, for the meeting, one item or one part of it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="interests")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="interests")
    substitution = models.ForeignKey(
        Substitution, models.PROTECT, null=True, related_name="interests"
    )
    """Who declared it, where a substitute sat for the holder of the seat."""
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="interests"
    )
    about = models.UUIDField(null=True, blank=True)
    """The recommendation that it is about, where it is about one part of the item."""
    about_label = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20, choices=InterestKind.choices)
    action = models.CharField(max_length=20, choices=InterestAction.choices)
    nature = models.CharField(max_length=300)
    said_before = models.CharField(max_length=300, blank=True)
    """What the member had said on the item before the declaration."""
    declared = models.DateTimeField(null=True)
    """When it was declared; none where it was made before the meeting or is not known."""
    ended = models.DateTimeField(null=True)
    """When it ceased to bear, as when the member came back before the item was over."""

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at"]
        constraints = [
            one_of("kind", InterestKind),
            one_of("action", InterestAction),
            models.CheckConstraint(condition=~Q(nature=""), name="forum_interest_says_what_it_is"),
            models.CheckConstraint(
                condition=Q(about__isnull=True) | Q(agenda_item__isnull=False),
                name="forum_interest_part_of_an_item",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment.seat}: {self.nature}"

    def concerns(self, item: AgendaItem, about: object = None) -> bool:
        """Whether it was declared for the whole meeting, the item, or this part of it."""
        if self.agenda_item_id is None:
            return True
        return self.agenda_item_id == item.pk and self.about in {None, about}


class InAttendance(ForumRecord):
    """Somebody at a meeting who is not a member: they never vote and never make the quorum."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="in_attendance")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=160, blank=True)
    capacity = models.CharField(max_length=20, choices=Capacity.choices)
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="in_attendance"
    )
    """What a presenter presents: they may speak on that item only."""
    is_expected = models.BooleanField(default=True)
    """Expected before the meeting; false once the clerk says that they did not come."""

    class Meta:
        ordering = ["recorded_at"]
        verbose_name_plural = "people in attendance"
        constraints = [
            one_of("capacity", Capacity),
            models.UniqueConstraint(
                fields=["meeting", "name", "capacity"],
                name="forum_inattendance_once",
                violation_error_message="They are on the list already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.post}" if self.post else self.name


class Reply(ForumRecord):
    """What the holder of a seat says beforehand about coming to a meeting."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="replies")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="replies")
    answer = models.CharField(max_length=20, choices=Answer.choices)
    note = models.CharField(max_length=200, blank=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["appointment__seat__position"]
        verbose_name_plural = "replies"
        constraints = [
            one_of("answer", Answer),
            both_or_neither("given_at", "given_by"),
            models.UniqueConstraint(
                fields=["meeting", "appointment"], name="forum_reply_one_for_a_meeting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment.seat}: {self.get_answer_display()}"
