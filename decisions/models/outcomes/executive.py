"""A decision by one office-holder: no meeting, register or ballot; and what was done under it."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from decisions.choices import CallIn
from forum.choices import DocumentKind
from forum.constraints import not_negative, one_of
from forum.models import (
    AddOnly,
    Evidenced,
    Forum,
    ForumRecord,
    Meeting,
    PublishedDocument,
)
from forum.money import PenceField
from papers.choices import Precision, Source
from papers.models import BudgetLine, Matter, Paper

LISTED = 50
"""So many stand on the page of the register; all are found in their matters."""


class ExecutiveDecisionQuerySet(models.QuerySet["ExecutiveDecision"]):
    def public(self) -> ExecutiveDecisionQuerySet:
        """Decisions whose notice is published, or that went before a published meeting."""
        notice = PublishedDocument.objects.filter(
            kind=DocumentKind.EXECUTIVE_NOTICE, about=OuterRef("pk")
        )
        return self.filter(Q(reported_to__agenda_published_at__isnull=False) | Exists(notice))


class ExecutiveDecision(Evidenced, ForumRecord):
    """A decision by one office-holder: no meeting, register or ballot."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="executive_decisions")
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    decided_by_name = models.CharField(max_length=160, blank=True)
    """As printed; empty where the record names only the post."""
    decided_by_post = models.CharField(max_length=160)
    decided_on = models.DateField(null=True)
    """None where the record does not say."""
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="executive_decisions")
    """The report that it was decided on."""
    paper_version = models.PositiveIntegerField(null=True)
    text = models.TextField()
    reasons = models.TextField(blank=True)
    alternatives = models.TextField(blank=True)
    """What was considered and not done; "do nothing" among them."""
    interests = models.TextField(blank=True)
    """Interests declared by who decided or was consulted, and any dispensation."""
    key_reasons = models.JSONField(default=list, blank=True)
    classification = models.CharField(max_length=80, blank=True)
    divisions = models.CharField(max_length=200, blank=True)
    past_pathway = models.JSONField(default=list, blank=True)
    future_pathway = models.JSONField(default=list, blank=True)
    delegation = models.TextField(blank=True)
    """What authority is delegated, in the words of the decision."""
    delegate_post = models.CharField(max_length=200, blank=True)
    consulted_post = models.CharField(max_length=200, blank=True)
    """In consultation with whom the delegate acts."""
    amount = PenceField(null=True)
    precision = models.CharField(max_length=20, choices=Precision.choices, default=Precision.EXACT)
    ceiling = PenceField(null=True)
    """The most that there is to have: "up to and including £5m"."""
    source = models.CharField(max_length=20, choices=Source.choices, blank=True)
    budget_line = models.ForeignKey(BudgetLine, models.PROTECT, null=True, related_name="+")
    financial_year = models.CharField(max_length=7, blank=True)
    call_in = models.CharField(max_length=20, choices=CallIn.choices, default=CallIn.NOT_STATED)
    call_in_until_on = models.DateField(null=True)
    reported_to = models.ForeignKey(
        Meeting, models.PROTECT, null=True, related_name="reported_decisions"
    )

    objects = ExecutiveDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["decided_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "reference"],
                name="decisions_executivedecision_reference_once",
                violation_error_message="There is already a decision with this reference.",
            ),
            *Evidenced.Meta.constraints,
            one_of("source", Source, or_empty=True),
            one_of("precision", Precision),
            one_of("call_in", CallIn),
            not_negative("amount"),
            not_negative("ceiling"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:executive_detail", args=[self.forum.slug, self.pk])

    @property
    def is_delegated(self) -> bool:
        return bool(self.delegation or self.delegate_post)


def executive_decisions(forum: Forum, *, inside: bool) -> ExecutiveDecisionQuerySet:
    """The decisions by office-holders that the forum knows of, the latest first."""
    found = ExecutiveDecision.objects.filter(forum=forum)
    shown = found if inside else found.public()
    return shown.select_related("forum").order_by("-decided_on", "-recorded_at")[:LISTED]


class DelegatedAct(AddOnly, ForumRecord):
    """Something that was done under a delegation, by whom, and what it cost."""

    decision = models.ForeignKey(ExecutiveDecision, models.PROTECT, related_name="acts")
    what = models.TextField()
    done_on = models.DateField(null=True)
    """None where the record does not say."""
    by_post = models.CharField(max_length=200)
    consulted_post = models.CharField(max_length=200, blank=True)
    amount = PenceField(null=True)

    class Meta:
        ordering = ["done_on", "recorded_at"]
        constraints = [not_negative("amount")]

    def __str__(self) -> str:
        return f"{self.what} ({self.by_post})"
