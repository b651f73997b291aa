"""What is added to minutes once agreed: corrections and notes, beside what they are to."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from decisions.choices import CorrectionKind
from decisions.models.minuting.minutes import public_minutes
from decisions.models.outcomes.outcome import Outcome
from forum.constraints import both_or_neither, not_negative, one_of
from forum.models import AddOnly, AddOnlyQuerySet, AgendaItem, Evidenced, ForumRecord, Meeting
from forum.money import PenceField, pounds


class BesideMinutesQuerySet(AddOnlyQuerySet):
    def public(self) -> BesideMinutesQuerySet:
        """Those to the minutes of meetings that everybody may read."""
        return self.filter(public_minutes("meeting"))


class Correction(Evidenced, AddOnly, ForumRecord):
    """A later meeting corrects agreed minutes; they stay as they are, and this stands beside."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="corrections")
    """The meeting whose minutes are corrected; they may be a historic meeting's, not kept here."""
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, related_name="corrections"
    )
    """None where it is about the minutes as a whole, as about who was there."""
    outcome = models.ForeignKey(Outcome, models.PROTECT, null=True, related_name="corrections")
    made_at_meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="corrections_made")
    corrected_on = models.DateField()
    kind = models.CharField(max_length=20, choices=CorrectionKind.choices)
    was = models.TextField()
    reads = models.TextField()
    amount_was = PenceField(null=True)
    amount_reads = PenceField(null=True)
    reason = models.TextField()
    asked_twice = models.BooleanField(default=False)
    """So great a change that the clerk was asked a second time, and said yes."""

    objects: ClassVar = BesideMinutesQuerySet.as_manager()

    class Meta:
        ordering = ["corrected_on", "recorded_at"]
        constraints = [
            *Evidenced.Meta.constraints,
            one_of("kind", CorrectionKind),
            not_negative("amount_was"),
            not_negative("amount_reads"),
            both_or_neither("amount_was", "amount_reads"),
            models.CheckConstraint(
                condition=~Q(was=F("reads")) | Q(amount_was__isnull=False),
                name="decisions_correction_changes_something",
                violation_error_message="The corrected words are the same as before.",
            ),
            models.CheckConstraint(
                condition=~Q(made_at_meeting=F("meeting")),
                name="decisions_correction_made_at_another_meeting",
                violation_error_message="Minutes are corrected at a later meeting.",
            ),
        ]

    def __str__(self) -> str:
        return f"Correction of {self.corrected_on:%-d %B %Y}"

    @property
    def made(self) -> str:
        """Which meeting made it."""
        return f"Corrected at the meeting of {self.made_at_meeting.day_printed}"

    @property
    def about(self) -> str:
        return self.get_kind_display()

    @property
    def amounts(self) -> str:
        """Both amounts in words; empty where no amount is corrected."""
        if self.amount_was is None:
            return ""
        return f"{pounds(self.amount_was)} should read {pounds(self.amount_reads)}"


class PostMinuteNote(AddOnly, ForumRecord):
    """A fact that was checked after the meeting; it was not said there, and says so."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="post_minute_notes")
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, related_name="post_minute_notes"
    )
    text = models.TextField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_on = models.DateField()

    objects: ClassVar = BesideMinutesQuerySet.as_manager()

    class Meta:
        ordering = ["noted_at"]
        constraints = [both_or_neither("noted_at", "noted_by")]

    def __str__(self) -> str:
        return f"Post-minute note of {self.noted_on:%-d %B %Y}"
