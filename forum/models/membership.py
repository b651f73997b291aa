"""Seats, who sits in them and when, and who is chair."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from forum.choices import (
    ACADEMIES_GROUPS,
    SCHOOLS_GROUPS,
    AuthorityTie,
    Group,
    MemberClass,
    Office,
    Phase,
    SeatKind,
    SubstituteKind,
)
from forum.constraints import not_before, one_of
from forum.models.base import ForumRecord
from forum.models.meeting import Meeting
from forum.models.person import Person
from forum.models.school import School


class SeatQuerySet(models.QuerySet["Seat"]):
    def in_being(self, day: date) -> SeatQuerySet:
        """Seats that the forum has on the day."""
        return self.filter(Q(abolished_on__isnull=True) | Q(abolished_on__gt=day))


class Seat(ForumRecord):
    """A place on the forum that represents one group; vacant when nobody is appointed."""

    name = models.CharField(
        max_length=120, help_text='As printed: "Maintained primary headteacher 1".'
    )
    group = models.CharField(max_length=30, choices=Group.choices)
    kind = models.CharField(max_length=20, choices=SeatKind.choices, default=SeatKind.OTHER)
    phase = models.CharField(max_length=20, choices=Phase.choices, blank=True)
    """The phase of an academies seat, where the constitution parts academies by phase."""
    constituency = models.CharField(max_length=160, blank=True)
    """Who elects or appoints to it, as the authority's record of composition names them."""
    position = models.PositiveSmallIntegerField(default=0)
    abolished_on = models.DateField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "name"], name="forum_seat_name_once"),
            one_of("group", Group),
            one_of("kind", SeatKind),
            one_of("phase", Phase, or_empty=True),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def member_class(self) -> MemberClass:
        if self.group in SCHOOLS_GROUPS:
            return MemberClass.SCHOOLS
        return MemberClass.ACADEMIES if self.group in ACADEMIES_GROUPS else MemberClass.NON_SCHOOLS


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def current(self, day: date) -> AppointmentQuerySet:
        """Appointments whose term covers the day."""
        return self.filter(in_force(day))

    def at(self, meeting: Meeting) -> AppointmentQuerySet:
        """The members of the forum on the day of its meeting."""
        return self.current(meeting.held_on).filter(forum=meeting.forum_id)


class SubstitutionQuerySet(models.QuerySet["Substitution"]):
    def current(self, day: date) -> SubstitutionQuerySet:
        """Substitutes named for the day."""
        return self.filter(in_force(day))


class OfficeHoldingQuerySet(models.QuerySet["OfficeHolding"]):
    def current(self, day: date) -> OfficeHoldingQuerySet:
        """Who is chair and vice-chair on the day."""
        return self.filter(in_force(day))


def in_force(day: date) -> Q:
    """From its first day to its last, or without an end."""
    return Q(from_on__lte=day) & not_over(day)


def not_over(day: date) -> Q:
    """Whatever ends on the day or later, or has no end; begun or not."""
    return Q(until_on__isnull=True) | Q(until_on__gte=day)


class Appointment(ForumRecord):
    """A person in a seat, for a term."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    """The last day of the term; none where the record states none."""
    authority_tie = models.CharField(
        max_length=20, choices=AuthorityTie.choices, default=AuthorityTie.NONE
    )
    ended_because = models.CharField(max_length=160, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["seat__position", "-from_on"]
        constraints = [
            not_before("until_on", "from_on"),
            one_of("authority_tie", AuthorityTie),
            models.UniqueConstraint(
                fields=["seat"],
                condition=Q(until_on__isnull=True),
                name="forum_appointment_one_open_ended_per_seat",
                violation_error_message="Somebody already sits here without an end of term.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.seat}"


class Substitution(ForumRecord):
    """Somebody of the same group who attends and votes for the holder of a seat."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="substitutions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="substitutions")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20, choices=SubstituteKind.choices)
    meeting = models.ForeignKey(
        "forum.Meeting", models.PROTECT, null=True, blank=True, related_name="substitutions"
    )
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = SubstitutionQuerySet.as_manager()

    class Meta:
        ordering = ["seat__position", "-from_on"]
        constraints = [
            one_of("kind", SubstituteKind),
            not_before("until_on", "from_on"),
            models.CheckConstraint(
                condition=Q(kind=SubstituteKind.PERMANENT, meeting__isnull=True)
                | Q(
                    kind=SubstituteKind.FOR_MEETING,
                    meeting__isnull=False,
                    until_on=models.F("from_on"),
                ),
                name="forum_substitution_for_a_meeting_names_it",
            ),
            models.UniqueConstraint(
                fields=["seat", "meeting"], name="forum_substitution_one_for_a_meeting"
            ),
            models.UniqueConstraint(
                fields=["seat"],
                condition=Q(until_on__isnull=True),
                name="forum_substitution_one_open_ended_per_seat",
                violation_error_message="This seat has a permanent substitute already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.seat}"


class OfficeHolding(ForumRecord):
    """A member who is chair or vice-chair for a time."""

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="offices")
    office = models.CharField(max_length=20, choices=Office.choices)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = OfficeHoldingQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on"]
        constraints = [one_of("office", Office), not_before("until_on", "from_on")]

    def __str__(self) -> str:
        return f"{self.get_office_display()}: {self.appointment}"
