"""What members have read: theirs to say, theirs to see, and no entry on the trail (ADR 16)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from forum.models import Forum, Person
from forum.permissions import appointments, require_own
from papers.models import PackBuild, PackOpening, Paper, PaperRead
from papers.models.held import held
from papers.rules.editions import as_stored


@transaction.atomic
def mark_as_read(papers: Sequence[Paper], forum: Forum, *, by: Person) -> None:
    """Note that the member has read these papers as they stand."""
    require_own(by, forum, is_own=_sits_here(by, forum))
    # Read again: somebody may hold them as they were.
    found = Paper.objects.filter(pk__in=[paper.pk for paper in papers])
    now = list(found.select_related("agenda_item"))
    for paper, each in zip(now, held(now), strict=True):
        PaperRead.objects.update_or_create(
            paper=paper,
            read_by=by,
            defaults={"forum": forum, "seen": as_stored(each), "read_at": timezone.now()},
        )


@transaction.atomic
def note_opening(build: PackBuild, *, by: Person) -> None:
    """Count the member among those who opened the pack; once, however often they do."""
    require_own(by, build.forum, is_own=_sits_here(by, build.forum))
    PackOpening.objects.get_or_create(
        document=build.document,
        opened_by=by,
        defaults={"forum": build.forum, "opened_at": timezone.now()},
    )


def _sits_here(person: Person, forum: Forum) -> bool:
    return bool(appointments(person, forum, timezone.localdate()))
