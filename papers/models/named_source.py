"""Funding sources as somebody named them, which may be none of the four."""

from __future__ import annotations

from django.db import models

from forum.constraints import one_of
from forum.models import Evidenced, ForumRecord, Meeting
from papers.choices import OptionStatus, Source
from papers.models.paper import Matter, Paper
from papers.models.recommendation import Recommendation


class NamedSource(Evidenced, ForumRecord):
    """A funding source as a paper or a speaker named it, outside the options of a recommendation.

    "Direct school grant", say, in paragraph 13: none of the four, and kept as it was said.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="named_sources")
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, null=True, related_name="named_sources"
    )
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="named_sources")
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="named_sources")
    words = models.CharField(max_length=200)
    """As it was named: "direct school grant"."""
    where = models.CharField(max_length=120, blank=True)
    """Where in the paper: "paragraph 13"."""
    source = models.CharField(max_length=20, choices=Source.choices, blank=True)
    """Which of the four it means; empty: none of them."""
    named_on = models.DateField(null=True)
    status = models.CharField(
        max_length=20, choices=OptionStatus.choices, default=OptionStatus.OFFERED
    )
    status_note = models.CharField(max_length=300, blank=True)
    proposer = models.CharField(max_length=160, blank=True)
    """The post or seat that named it."""

    class Meta:
        ordering = ["named_on", "recorded_at"]
        constraints = [
            *Evidenced.Meta.constraints,
            one_of("source", Source, or_empty=True),
            one_of("status", OptionStatus),
        ]

    def __str__(self) -> str:
        return self.words
