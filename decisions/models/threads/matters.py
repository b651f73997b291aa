"""The matters of a forum: which there are, and how much was decided in each."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from decisions.models.outcomes.outcome import Outcome
from forum.models import Forum
from papers.models import Matter, Paper

_MATTER = "question__placement__recommendation__matter"
_OF_MATTER = {_MATTER: OuterRef("pk")}
BY_TITLE = ("title", "pk")


def with_counts(forum: Forum, matters: Iterable[Matter], *, inside: bool) -> QuerySet[Matter]:
    """Each with its number of decisions, the day of the last, and whether a source is open."""
    outcome = "recommendations__placements__questions__outcome"
    known, outcomes = Q(**{f"{outcome}__isnull": False}), Outcome.objects.all()
    if not inside:
        known &= ~Q(**{f"{outcome}__in": outcomes.withheld_in(forum)})
        outcomes = outcomes.public_of(forum)
    unsettled = outcomes.unsettled(public_of=None if inside else forum)
    those = Matter.objects.filter(pk__in=[each.pk for each in matters])
    return those.annotate(
        decisions=Count(outcome, filter=known),
        last_on=Max(f"{outcome}__decided_on", filter=known),
        is_unsettled=Exists(unsettled.filter(**_OF_MATTER)),
    ).order_by(*BY_TITLE)


def matters_of(forum: Forum, *, inside: bool, words: str = "") -> QuerySet[Matter]:
    """The matters that a reader may see whose title or summary holds the words, by title."""
    matters = Matter.objects.filter(forum=forum) if inside else public_matters(forum)
    speaking = Q(title__icontains=words) | Q(summary__icontains=words) if words else Q()
    return matters.filter(speaking).order_by(*BY_TITLE)


def public_matters(forum: Forum) -> QuerySet[Matter]:
    """Matters of which a paper or a decision is published."""
    papers = Paper.objects.public_of(forum).filter(matter__isnull=False)
    decided = Outcome.objects.public_of(forum).values(_MATTER)
    published = Q(pk__in=papers.order_by().values("matter")) | Q(pk__in=decided.order_by())
    return Matter.objects.filter(published, forum=forum)


def is_public_matter(matter: Matter) -> bool:
    """Whether anything of the matter is published."""
    papers = Paper.objects.public().filter(matter=matter)
    decided = Outcome.objects.public().filter(**{_MATTER: matter})
    return papers.exists() or decided.exists()
