"""The clerk's rulings on who may vote, and what the clerk has typed but not sent yet."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from decisions.choices import Procedure
from forum.constraints import both_or_neither, one_of
from forum.models import AddOnly, AgendaItem, ForumRecord, Seat
from papers.models import Question


class RegisterOverride(AddOnly, ForumRecord):
    """The clerk rules that a member may, or may not, vote; the last ruling counts."""

    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="overrides")
    question = models.ForeignKey(Question, models.PROTECT, null=True, related_name="overrides")
    procedure = models.CharField(max_length=20, choices=Procedure.choices, blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    may_vote = models.BooleanField()
    reason = models.CharField(max_length=300)
    by_the_rules = models.TextField()
    """What the rules said of this member when the clerk ruled."""
    ruled_at = models.DateTimeField()
    ruled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["ruled_at"]
        constraints = [
            both_or_neither("ruled_at", "ruled_by"),
            one_of("procedure", Procedure, or_empty=True),
            models.CheckConstraint(
                condition=Q(question__isnull=False, procedure="")
                | (Q(question__isnull=True) & ~Q(procedure="")),
                name="decisions_registeroverride_on_a_question_or_on_procedure",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="decisions_registeroverride_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.reason}"


class TypedSoFar(ForumRecord):
    """What somebody typed into a form of the running meeting and has not sent yet."""

    about = models.UUIDField()
    """The question, item or ballot that the form is about."""
    form = models.CharField(max_length=30)
    typed = models.JSONField(default=dict)
    typed_at = models.DateTimeField()
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["about", "form"], name="decisions_typedsofar_once"),
            both_or_neither("typed_at", "typed_by"),
        ]

    def __str__(self) -> str:
        return f"{self.form}, typed at {self.typed_at:%H:%M}"
