"""What an auditor leaves beside the record: notes on findings, and reviews signed off."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from decisions.choices import ScopeKind
from forum.constraints import both_or_neither, one_of
from forum.models import AddOnly, ForumRecord
from papers.choices import Source
from papers.models import BudgetLine, Matter


class Scoped(models.Model):
    """A record about what was reviewed: one matter, line, source or year, or the whole forum."""

    scope = models.CharField(max_length=10, choices=ScopeKind.choices)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")
    budget_line = models.ForeignKey(BudgetLine, models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=20, choices=Source.choices, blank=True)
    financial_year = models.CharField(max_length=7, blank=True)

    class Meta:
        abstract = True


def _of_its_kind() -> models.CheckConstraint:
    """What is reviewed is named as its kind asks, and nothing besides."""
    nothing = {
        "matter__isnull": True,
        "budget_line__isnull": True,
        "source": "",
        "financial_year": "",
    }
    named = {
        ScopeKind.MATTER: nothing | {"matter__isnull": False},
        ScopeKind.LINE: nothing | {"budget_line__isnull": False},
        ScopeKind.FORUM: nothing,
    }
    condition = Q()
    for kind, values in named.items():
        condition |= Q(scope=kind, **values)
    for kind, field in {ScopeKind.SOURCE: "source", ScopeKind.YEAR: "financial_year"}.items():
        others = {name: value for name, value in nothing.items() if name != field}
        condition |= Q(scope=kind, **others) & ~Q(**{field: ""})
    return models.CheckConstraint(
        condition=condition, name="%(app_label)s_%(class)s_of_what_was_reviewed"
    )


class FindingNote(Scoped, AddOnly, ForumRecord):
    """What an auditor says of one finding, or of a review as a whole."""

    finding = models.CharField(max_length=40, blank=True)
    """The rule that found it; empty for a note on the review."""
    finding_key = models.CharField(max_length=16, blank=True)
    """Which of its findings: the same wherever the finding is shown."""
    sentence = models.TextField(blank=True)
    """The finding as it read when the note was made."""
    text = models.TextField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_on = models.DateField()

    class Meta:
        ordering = ["noted_at"]
        constraints = [
            one_of("scope", ScopeKind),
            one_of("source", Source, or_empty=True),
            both_or_neither("noted_at", "noted_by"),
            _of_its_kind(),
            models.CheckConstraint(
                condition=Q(finding="", finding_key="") | ~(Q(finding="") | Q(finding_key="")),
                name="decisions_findingnote_names_its_finding",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="decisions_findingnote_says_something",
                violation_error_message="Write the note.",
            ),
        ]
        indexes = [models.Index(fields=["forum", "finding_key"])]

    def __str__(self) -> str:
        return self.text


class ReviewSignOff(Scoped, AddOnly, ForumRecord):
    """An auditor has reviewed the record as it stood, up to one entry of the trail."""

    as_of_on = models.DateField()
    """The day that the review looked at."""
    head_seq = models.PositiveBigIntegerField()
    head_hash = models.CharField(max_length=64)
    """The last entry of the trail that the reviewer could see."""
    seen = models.JSONField(default=list)
    """The key of every finding that stood in the review; with a "+" those put right."""
    fingerprint = models.CharField(max_length=64)
    """SHA-256 over the keys seen."""
    words = models.TextField(blank=True)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_on = models.DateField()

    class Meta:
        ordering = ["signed_at"]
        constraints = [
            one_of("scope", ScopeKind),
            one_of("source", Source, or_empty=True),
            both_or_neither("signed_at", "signed_by"),
            _of_its_kind(),
            models.CheckConstraint(
                condition=~Q(fingerprint=""), name="decisions_reviewsignoff_saw_the_findings"
            ),
        ]

    def __str__(self) -> str:
        return f"Signed off on {self.signed_on:%-d %B %Y}"
