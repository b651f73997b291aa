"""Who stands on the register of a ballot, and the votes cast: rows that are written once."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from decisions.choices import VoteCast
from decisions.rules.numbers import plain
from forum.choices import Group
from forum.constraints import one_of
from forum.models import (
    AddOnly,
    AddOnlyQuerySet,
    Appointment,
    ForumRecord,
    Person,
    Seat,
    Substitution,
)

CASTING = [(VoteCast.FOR, VoteCast.FOR.label), (VoteCast.AGAINST, VoteCast.AGAINST.label)]
"""What the chair may cast on a tie."""


class RegisterQuerySet(AddOnlyQuerySet):
    def of(self, person: Person) -> RegisterQuerySet:
        """The lines on which the person votes: for their own seat, or as a substitute."""
        own = Q(substitution__isnull=True, appointment__person=person)
        return self.filter(own | Q(substitution__person=person))


class RegisterEntry(AddOnly, ForumRecord):
    """A seat in the register of a ballot: who holds it, whether they may vote, and why."""

    ballot = models.ForeignKey("decisions.Ballot", models.PROTECT, related_name="register")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    substitution = models.ForeignKey(Substitution, models.PROTECT, null=True, related_name="+")
    """Who votes for the holder of the seat, where a substitute does."""
    overridden = models.BooleanField(default=False)
    """Whether the clerk ruled on it; the reason says how and why."""
    position = models.PositiveSmallIntegerField()
    seat_name = models.CharField(max_length=120)
    holder_name = models.CharField(max_length=120, blank=True)
    """As they stood at opening; empty for a vacancy."""
    group = models.CharField(max_length=30, choices=Group.choices)
    is_eligible = models.BooleanField()
    code = models.CharField(max_length=60)
    reason = models.TextField()

    objects: ClassVar = RegisterQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "register entries"
        indexes = [
            # The few of which a review has something to say.
            models.Index(
                fields=["forum"],
                condition=Q(substitution__isnull=False) | Q(overridden=True),
                name="decisions_registerentry_noted",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "seat"], name="decisions_registerentry_once_per_seat"
            ),
            one_of("group", Group),
            models.CheckConstraint(
                condition=Q(is_eligible=False) | Q(appointment__isnull=False),
                name="decisions_registerentry_voter_is_appointed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_name}: {self.reason}"


class Vote(AddOnly, ForumRecord):
    """One seat's vote in one ballot; final."""

    entry = models.OneToOneField(
        RegisterEntry,
        models.PROTECT,
        related_name="vote",
        error_messages={"unique": "This seat has voted already."},
    )
    ballot = models.ForeignKey("decisions.Ballot", models.PROTECT, related_name="votes")
    choice = models.CharField(max_length=10, choices=VoteCast.choices)
    option_letter = models.CharField(max_length=2, blank=True)
    """Which funding option the voter prefers, where several stand."""
    number = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    """The number given with a vote for, where the ballot asks for one."""
    cast_at = models.DateTimeField()
    cast_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["entry__position"]
        constraints = [one_of("choice", VoteCast)]

    def __str__(self) -> str:
        return f"{self.entry.seat_name}: {self.get_choice_display()}"

    @property
    def preference(self) -> str:
        """The option and the number that went with a vote for: ", option B, 0.5"."""
        option = f", option {self.option_letter}" if self.option_letter else ""
        return option + (f", {plain(self.number)}" if self.number is not None else "")


class OptionCount(AddOnly, ForumRecord):
    """How many hands were raised for one funding option, or for one candidate."""

    ballot = models.ForeignKey("decisions.Ballot", models.PROTECT, related_name="option_counts")
    letter = models.CharField(max_length=2)
    votes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["letter"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "letter"], name="decisions_optioncount_once")
        ]

    def __str__(self) -> str:
        return f"Option {self.letter}: {self.votes}"


class NumberCount(AddOnly, ForumRecord):
    """How many of those in favour gave one number, in a show of hands."""

    ballot = models.ForeignKey("decisions.Ballot", models.PROTECT, related_name="number_counts")
    number = models.DecimalField(max_digits=14, decimal_places=4)
    votes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "number"], name="decisions_numbercount_once")
        ]

    def __str__(self) -> str:
        return f"{self.number.normalize():f}: {self.votes}"


class Candidate(AddOnly, ForumRecord):
    """A member who stands in an election."""

    ballot = models.ForeignKey("decisions.Ballot", models.PROTECT, related_name="candidates")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    letter = models.CharField(max_length=2)
    """As the hands raised for each candidate are counted: A, B, C."""

    class Meta:
        ordering = ["letter"]
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "appointment"], name="decisions_candidate_stands_once"
            ),
            models.UniqueConstraint(
                fields=["ballot", "letter"], name="decisions_candidate_letter_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.appointment.person)
