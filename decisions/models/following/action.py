"""Actions: who does what by when."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from decisions.choices import ActionOrigin
from decisions.models.minuting.minutes import public_minutes
from decisions.models.outcomes.outcome import Outcome
from forum.constraints import both_or_neither, one_of
from forum.models import AddOnly, AgendaItem, Evidenced, ForumRecord, Meeting
from papers.models import Matter


class ActionQuerySet(models.QuerySet["Action"]):
    def open(self) -> ActionQuerySet:
        return self.filter(closed_at__isnull=True)

    def public(self) -> ActionQuerySet:
        """Actions set at meetings whose minutes are published, as a draft or as agreed."""
        decided = "outcome__question__placement__meeting"
        return self.filter(public_minutes("meeting") | public_minutes(decided))

    def overdue(self, day: date) -> ActionQuerySet:
        """Open, and due before the day (or at a meeting before it)."""
        return self.open().filter(
            Q(due_on__lt=day) | Q(due_on__isnull=True, due_meeting__held_on__lt=day)
        )


class Action(Evidenced, ForumRecord):
    """Something that one named person in a post does by a meeting or a date."""

    reference = models.CharField(max_length=20)
    origin = models.CharField(
        max_length=10, choices=ActionOrigin.choices, default=ActionOrigin.MEETING
    )
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="actions")
    """The meeting whose minutes record it; none for what is set between meetings."""
    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="actions")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="actions")
    settles = models.ForeignKey(
        Outcome, models.PROTECT, null=True, related_name="settling_actions"
    )
    """The outcome whose funding source this action is to settle."""
    outcome = models.ForeignKey(Outcome, models.PROTECT, null=True, related_name="actions")
    """The decision that it was born from."""
    text = models.TextField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="actions"
    )
    owner_post = models.CharField(max_length=160, blank=True)
    due_on = models.DateField(null=True)
    due_meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="actions_due")
    brings_report = models.BooleanField(default=False)
    """Whether it promises the forum a report: then that comes to an agenda by itself."""
    set_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_on = models.DateField(null=True)
    evidence = models.TextField(blank=True)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="supersedes")
    """The action that stands in its place; it is closed with that."""
    reminded_on = models.DateField(null=True)
    """The day on which its owner was reminded last."""

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["set_on", "reference"]
        constraints = [
            *Evidenced.Meta.constraints,
            models.UniqueConstraint(
                fields=["forum", "reference"], name="decisions_action_reference_once"
            ),
            both_or_neither("closed_at", "closed_by"),
            both_or_neither("closed_at", "closed_on"),
            one_of("origin", ActionOrigin),
            models.CheckConstraint(
                condition=~Q(origin=ActionOrigin.MEETING) | Q(meeting__isnull=False),
                name="decisions_action_of_a_meeting_names_it",
            ),
            models.CheckConstraint(
                condition=~Q(origin=ActionOrigin.DECISION)
                | Q(outcome__isnull=False)
                | Q(settles__isnull=False),
                name="decisions_action_of_a_decision_names_it",
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True)
                | (Q(closed_at__isnull=False) & ~Q(superseded_by=models.F("id"))),
                name="decisions_action_superseded_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(settles__isnull=True)
                | (
                    Q(owner__isnull=False)
                    & (Q(due_on__isnull=False) | Q(due_meeting__isnull=False))
                ),
                name="decisions_action_that_settles_is_owned_and_dated",
                violation_error_message="Name who settles the source, and by when.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.text}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def due_day(self) -> date | None:
        """The day it is due: its date, or that of its meeting."""
        return self.due_on or (self.due_meeting.held_on if self.due_meeting else None)

    @property
    def due_words(self) -> str:
        """When it is due, as minutes and logs say it."""
        if self.due_on:
            return f"{self.due_on:%-d %B %Y}"
        meeting = self.due_meeting
        return f"meeting of {meeting.held_on:%-d %B %Y}" if meeting else "not stated"

    @property
    def owner_words(self) -> str:
        """Who does it, in which post; "nobody named" where the record names none."""
        if self.owner is None:
            return self.owner_post or "nobody named"
        return f"{self.owner.name}, {self.owner_post}" if self.owner_post else self.owner.name

    def is_overdue(self, day: date) -> bool:
        return self.is_open and self.due_day is not None and self.due_day < day


class ActionNote(AddOnly, ForumRecord):
    """Progress on an action."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="notes")
    text = models.TextField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_on = models.DateField()

    class Meta:
        ordering = ["noted_at"]

    def __str__(self) -> str:
        return self.text
