"""What must come back: put on an agenda with one press, or said not to be needed any more."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from forum import audit
from forum.choices import ForumEvent, ItemKind, ReturningKind, Role
from forum.locks import lock_row
from forum.models import AgendaItem, Meeting, Person, ReturningBusiness
from forum.permissions import require
from forum.rules.returning import may_release
from forum.workflow.meetings.agenda import add_item
from forum.workflow.meetings.outside import report_outside
from forum.workflow.meetings.recording import record_about


@transaction.atomic
def bring_back(
    business: ReturningBusiness, meeting: Meeting, *, by: Person, on: date
) -> AgendaItem:
    """Put what waits on an agenda; an action comes under matters arising, all else as an item."""
    require(by, meeting.forum, Role.CLERK)
    if business.kind == ReturningKind.OUTSIDE_DECISION:
        return report_outside(business, meeting, by=by, on=on)
    lock_row(business)
    item = (
        _arising(meeting, by, on) if _is_action(business) else _report(business, meeting, by, on)
    )
    placed = business.together()
    placed.update(item=item)
    record_about(
        ForumEvent.ITEM_CHANGED,
        f"item {item.number} takes up {business.subject}",
        meeting,
        by=by,
        on=on,
        item=item.pk,
        business=sorted(placed.values_list("pk", flat=True)),
    )
    return item


@transaction.atomic
def release(business: ReturningBusiness, *, because: str, by: Person, on: date) -> None:
    """Say, with a reason, that something need not come back."""
    require(by, business.forum, Role.CLERK)
    lock_row(business)
    business.refresh_from_db(fields=["settled_at"])
    kind = ReturningKind(business.kind)
    is_settled = business.settled_at is not None
    may_release(kind, is_settled=is_settled, because=because).insist()
    released = business.together()
    pks = sorted(released.values_list("pk", flat=True))
    released.update(settled_at=timezone.now(), settled_by=by, settled_because=because)
    audit.record(
        ForumEvent.RETURNING_RELEASED,
        f"{business.subject or business.sentence}: need not come back. {because}",
        forum=business.forum,
        by=by,
        on=on,
        about=business.about,
        business=pks,
    )


def end_waiting(about: UUID, by: Person | None, *kinds: ReturningKind) -> None:
    """What waits about a record in these ways comes back no more: it is done, or decided."""
    if by is not None:
        waiting = ReturningBusiness.objects.waiting().filter(about=about, kind__in=kinds)
        waiting.update(settled_at=timezone.now(), settled_by=by)


def settle_considered(meeting: Meeting, by: Person) -> None:
    """An authority that stood on the agenda of a meeting that was held has been considered."""
    ReturningBusiness.objects.waiting().filter(
        kind=ReturningKind.EXPIRING_AUTHORITY, item__meeting=meeting
    ).update(settled_at=timezone.now(), settled_by=by)


def _is_action(business: ReturningBusiness) -> bool:
    return business.kind == ReturningKind.ACTION


def _arising(meeting: Meeting, by: Person, on: date) -> AgendaItem:
    """The item for matters arising, which takes all actions: behind the minutes."""
    there = meeting.items.filter(kind=ItemKind.MATTERS_ARISING).first()
    if there is not None:
        return there
    item = AgendaItem(
        forum=meeting.forum,
        meeting=meeting,
        title="Matters arising",
        kind=ItemKind.MATTERS_ARISING,
    )
    after = meeting.items.filter(kind=ItemKind.MINUTES).last()
    return add_item(item, after=after, by=by, on=on)


def _report(business: ReturningBusiness, meeting: Meeting, by: Person, on: date) -> AgendaItem:
    item = AgendaItem(
        forum=meeting.forum,
        meeting=meeting,
        title=business.subject,
        kind=ItemKind.REPORT,
        presenter=business.owner_post,
    )
    return add_item(item, by=by, on=on)
