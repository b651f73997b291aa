"""The matters of a forum: which there are, and how much was decided in each."""

from __future__ import annotations

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from decisions.models.outcomes.outcome import Outcome
from forum.models import Forum
from papers.models import Matter, Paper

_OF_MATTER = {"question__placement__recommendation__matter": OuterRef("pk")}


def matters_with_counts(
    forum: Forum, matters: QuerySet[Matter], *, inside: bool
) -> QuerySet[Matter]:
    """Each with its number of decisions, the day of the last, and whether a source is open."""
    outcome = "recommendations__placements__questions__outcome"
    known, outcomes = Q(**{f"{outcome}__isnull": False}), Outcome.objects.all()
    if not inside:
        known &= ~Q(**{f"{outcome}__in": outcomes.withheld_in(forum)})
        outcomes = outcomes.public_of(forum)
    unsettled = outcomes.unsettled(public_of=None if inside else forum)
    return matters.annotate(
        decisions=Count(outcome, filter=known),
        last_on=Max(f"{outcome}__decided_on", filter=known),
        is_unsettled=Exists(unsettled.filter(**_OF_MATTER)),
    ).order_by("title")


def public_matters(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """Matters of which a paper or a decision is published."""
    papers = Paper.objects.public().filter(matter=OuterRef("pk"))
    outcomes = Outcome.objects.public().filter(**_OF_MATTER)
    return matters.filter(Exists(papers) | Exists(outcomes))


def is_public_matter(matter: Matter) -> bool:
    """Whether anything of the matter is published."""
    return public_matters(Matter.objects.filter(pk=matter.pk)).exists()


def sought_matters(matters: QuerySet[Matter], words: str) -> QuerySet[Matter]:
    """Matters whose title or summary holds the words."""
    return matters.filter(Q(title__icontains=words) | Q(summary__icontains=words))
