"""What was left undone where a server stopped between two documents of one act."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from decisions.models import MinuteItem, Minutes
from decisions.workflow.minuting import publish_meeting_log, publish_version
from forum.choices import DocumentKind, Role
from forum.models import Forum, Person, PublishedDocument
from forum.models.document import FULL


def complete_documents(forum: Forum, *, on: date) -> int:
    """Publish the full version and the decision log that agreed minutes still lack."""
    clerks = Person.objects.filter(role_grants__forum=forum, role_grants__role=Role.CLERK)
    clerk = clerks.filter(is_active=True).first()
    if clerk is None:
        return 0
    agreed = Minutes.objects.filter(
        forum=forum, agreed_at__isnull=False, agreed_document__isnull=False
    )
    exempt = MinuteItem.objects.filter(minutes=OuterRef("pk"), is_exempt=True)
    in_part = list(_lacking(agreed.filter(Exists(exempt)), DocumentKind.MINUTES, FULL))
    for minutes in in_part:
        publish_version(minutes, DocumentKind.MINUTES, by=clerk, on=on, period=FULL)
    unlogged = list(_lacking(agreed, DocumentKind.DECISION_LOG))
    for minutes in unlogged:
        publish_meeting_log(minutes.meeting, by=clerk, on=on)
    return len(in_part) + len(unlogged)


def _lacking(agreed: QuerySet[Minutes], kind: DocumentKind, period: str = "") -> QuerySet[Minutes]:
    """Those of which no such document was published."""
    published = PublishedDocument.objects.filter(
        kind=kind, period=period, about=OuterRef("meeting")
    )
    found = agreed.filter(~Exists(published)).select_related("forum", "meeting__forum")
    return found.order_by("meeting__held_on")
