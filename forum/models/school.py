"""Schools of the authority: a group with no schools has nobody to ask."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from forum.choices import DEEMED, Establishment, Group, Phase
from forum.constraints import not_before, one_of
from forum.models.base import ForumRecord

MAINTAINED = {
    Phase.PRIMARY: Group.MAINTAINED_PRIMARY,
    Phase.SECONDARY: Group.MAINTAINED_SECONDARY,
    Phase.SPECIAL: Group.MAINTAINED_SPECIAL,
    Phase.NURSERY: Group.MAINTAINED_NURSERY,
    Phase.PRU: Group.MAINTAINED_PRU,
}
ACADEMY = {
    Phase.SPECIAL: Group.ACADEMY_SPECIAL,
    Phase.PRU: Group.ACADEMY_AP,
}


class SchoolQuerySet(models.QuerySet["School"]):
    def open_on(self, day: date) -> SchoolQuerySet:
        """Schools that were open on the day."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day)).filter(
            Q(opened_on__isnull=True) | Q(opened_on__lte=day)
        )


class School(ForumRecord):
    """A school, maintained by the authority until the day it becomes an academy."""

    name = models.CharField(max_length=200)
    phase = models.CharField(max_length=20, choices=Phase.choices)
    deemed_phase = models.CharField(
        max_length=20,
        choices=[(phase, phase.label) for phase in (Phase.PRIMARY, Phase.SECONDARY)],
        blank=True,
    )
    """What a middle or an all-through school counts as."""
    establishment = models.CharField(
        max_length=20, choices=Establishment.choices, default=Establishment.MAINTAINED
    )
    opened_on = models.DateField(null=True, blank=True)
    converted_on = models.DateField(null=True, blank=True)
    """The day a maintained school became an academy."""
    closed_on = models.DateField(null=True, blank=True)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "name"], name="forum_school_name_once"),
            one_of("phase", Phase),
            one_of("establishment", Establishment),
            models.CheckConstraint(
                condition=Q(phase__in=DEEMED, deemed_phase__in=[Phase.PRIMARY, Phase.SECONDARY])
                | (~Q(phase__in=DEEMED) & Q(deemed_phase="")),
                name="forum_school_deemed_one_of_two_phases",
                violation_error_message="Say whether the school counts as primary or secondary.",
            ),
            not_before("closed_on", "opened_on"),
        ]

    def __str__(self) -> str:
        return self.name

    def is_academy_on(self, day: date) -> bool:
        return self.establishment == Establishment.ACADEMY or (
            self.converted_on is not None and self.converted_on <= day
        )

    def group_on(self, day: date) -> Group:
        """The group that represents the school on the day."""
        phase = Phase(self.deemed_phase or self.phase)
        if self.is_academy_on(day):
            return ACADEMY.get(phase, Group.ACADEMY_MAINSTREAM)
        return MAINTAINED[phase]


class PupilCount(ForumRecord):
    """The registered pupils of a school in one financial year, as counted in its census."""

    school = models.ForeignKey(School, models.PROTECT, related_name="pupil_counts")
    financial_year = models.CharField(max_length=7)
    pupils = models.PositiveIntegerField()
    is_estimate = models.BooleanField(default=False)
    """True until the October census replaces it."""

    class Meta:
        ordering = ["school", "-financial_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "financial_year"], name="forum_pupilcount_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.financial_year}: {self.pupils}"
