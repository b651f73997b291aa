"""What bears on a matter and was no decision: an event, a statement, spending, a slip."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from decisions.choices import HappeningKind
from decisions.models.outcomes.outcome import Outcome
from forum.constraints import not_before, not_negative, one_of
from forum.models import AddOnly, Evidenced, ForumRecord, Meeting
from forum.money import PenceField
from papers.models import Matter


class Happening(AddOnly, Evidenced, ForumRecord):
    """Something that bears on a matter and was no decision of the forum; written once."""

    kind = models.CharField(max_length=12, choices=HappeningKind.choices)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="happenings")
    outcome = models.ForeignKey(Outcome, models.PROTECT, null=True, related_name="happenings")
    """The decision that it speaks of, or falls under."""
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="happenings")
    happened_on = models.DateField(null=True)
    """None where the record does not say."""
    day_words = models.CharField(max_length=120, blank=True)
    """The day as the record has it, where that is less than a day: "September 2018"."""
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    """The period that money was spent for."""
    amount = PenceField(null=True)
    text = models.TextField()
    who = models.CharField(max_length=160, blank=True)
    """The post or body that did or said it."""
    source_words = models.CharField(max_length=200, blank=True)
    """The funding source as it names it: "from the DSG", "the authority, pending"."""
    as_printed = models.CharField(max_length=300, blank=True)
    reads_as = models.CharField(max_length=300, blank=True)
    """Of a slip: the words as printed, which stay, and what they should read."""

    class Meta:
        ordering = ["happened_on", "recorded_at"]
        constraints = [
            *Evidenced.Meta.constraints,
            one_of("kind", HappeningKind),
            not_before("until_on", "from_on"),
            not_negative("amount"),
            models.CheckConstraint(
                condition=~Q(text=""), name="decisions_happening_says_what_happened"
            ),
            models.CheckConstraint(
                condition=~Q(kind=HappeningKind.SLIP) | (~Q(as_printed="") & ~Q(reads_as="")),
                name="decisions_happening_slip_says_what_it_should_read",
                violation_error_message="Give the words as printed, and what they should read.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def day_printed(self) -> str:
        """The day as pages print it."""
        if self.day_words:
            return self.day_words
        return f"{self.happened_on:%-d %B %Y}" if self.happened_on else "day not stated"
