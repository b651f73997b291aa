"""Every page of a forum that everybody may find, for search engines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from decisions.models.looking.register import readable
from decisions.models.minuting.minutes import Minutes, public_minutes
from decisions.models.outcomes.executive import ExecutiveDecision
from decisions.models.threads.matters import public_matters
from forum.models import Forum
from papers.models import Paper

LISTS = (
    "decisions:forum_home",
    "papers:meeting_list",
    "decisions:decision_list",
    "decisions:matter_list",
    "decisions:funding_overview",
    "decisions:action_list",
    "forum:member_list",
    "decisions:compliance",
    "decisions:open_data",
)
Place = tuple[str, date | None]
"""An address, and the day on which what is there was published."""


def public_pages(forum: Forum) -> Iterator[Place]:
    """The addresses of what is published, in a fixed number of queries."""
    for name in LISTS:
        yield reverse(name, args=[forum.slug]), None
    for pk, day in forum.meeting_set.public().values_list("pk", "agenda_published_on"):
        yield reverse("papers:meeting_detail", args=[forum.slug, pk]), day
    papers = Paper.objects.public_of(forum)
    for pk, day in papers.values_list("pk", "tabled_on"):
        yield reverse("papers:paper_detail", args=[forum.slug, pk]), day
    minutes = Minutes.objects.filter(public_minutes(), forum=forum)
    for pk in minutes.values_list("meeting", flat=True):
        yield reverse("decisions:minutes_detail", args=[forum.slug, pk]), None
    yield from _records(forum)


def _records(forum: Forum) -> Iterator[Place]:
    for pk, decided_on in readable(forum, inside=False).values_list("pk", "decided_on"):
        yield reverse("decisions:outcome_detail", args=[forum.slug, pk]), decided_on
    for each in ExecutiveDecision.objects.public().filter(forum=forum).only("decided_on"):
        yield reverse("decisions:executive_detail", args=[forum.slug, each.pk]), each.decided_on
    for pk in public_matters(forum).values_list("pk", flat=True):
        yield reverse("decisions:matter_detail", args=[forum.slug, pk]), None
