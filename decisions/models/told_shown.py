"""The historic meetings of a forum, as the page of its record lists them."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from forum.models import Forum, Meeting


def historic_meetings(forum: Forum) -> QuerySet[Meeting]:
    """Meetings that were entered from evidence, the latest first, each with its decisions."""
    decided = Count(
        "placements__questions__outcome",
        filter=Q(placements__questions__outcome__isnull=False),
        distinct=True,
    )
    meetings = Meeting.objects.filter(forum=forum, is_historic=True).select_related("forum")
    return meetings.annotate(decided=decided).order_by("-held_on")
