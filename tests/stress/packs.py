"""Packs to be made, and what became of them. Imported once Django is set up."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from forum.choices import Role
from forum.models import AuditEntry, PublishedDocument
from papers.models import PackBuild
from papers.workflow.publishing import publish_agenda
from tests.factories import a_forum, a_meeting, a_role
from tests.packs import a_tabled_paper

A_WHILE = timedelta(minutes=10)


def a_pack_to_make(number: int, papers: int) -> PackBuild:
    """The pack of a meeting whose agenda was just published, with as many papers."""
    forum = a_forum(f"felpersham-{number}")
    clerk = a_role(forum, Role.CLERK)
    meeting = a_meeting(forum, date(2026, 1, 15))
    for paper in range(1, papers + 1):
        a_tabled_paper(meeting, str(paper), f"Paper {number}/{paper}", by=clerk)
    publish_agenda(meeting, by=clerk, on=date(2026, 1, 2))
    return PackBuild.objects.get(meeting=meeting)


def leases_run_out() -> None:
    """As if some minutes had gone by since the workers were killed."""
    now = timezone.now()
    PackBuild.objects.unfinished().update(next_try=now)
    DBTaskResult.objects.running().update(started_at=now - A_WHILE)


def is_made_once(build: PackBuild) -> bool:
    """Whether the pack is published, as one document with one entry."""
    build.refresh_from_db()
    documents = PublishedDocument.objects.filter(about=build.meeting_id, kind="pack")
    entries = AuditEntry.objects.filter(forum=build.forum_id, event="pack-published")
    return build.is_made and documents.count() == entries.count() == 1
