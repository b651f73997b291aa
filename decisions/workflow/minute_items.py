"""Single items of minutes: drafted from the record, and left out of the public version."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from decisions.choices import DecisionEvent
from decisions.models import MinuteItem, Minutes
from decisions.models.minuting.minute_drafts import drafts_of
from decisions.rules.minute_items import may_draft, may_exempt
from decisions.rules.minutes import may_edit_minutes
from decisions.search import keep_items, keep_minutes
from decisions.workflow.minuting import record_on
from forum.choices import Role
from forum.locks import lock_row
from forum.models import Person
from forum.permissions import require


@transaction.atomic
def draft_items(minutes: Minutes, *, by: Person, on: date) -> list[str]:
    """Write into each item that says nothing yet what the record has for it; which ones."""
    require(by, minutes.forum, Role.CLERK)
    lock_row(minutes)
    may_draft(minutes.stage, minutes.meeting.stage).insist()
    drafted = drafts_of(minutes)
    for item, words in drafted:
        item.text, item.version = words, item.version + 1
        item.save(update_fields=["text", "version"])
    keep_minutes(minutes)
    numbers = [item.agenda_item.number for item, _ in drafted]
    if numbers:
        what = "item" if len(numbers) == 1 else "items"
        verb = f"{what} {', '.join(numbers)} drafted from the record"
        record_on(DecisionEvent.MINUTES_DRAFTED, verb, minutes, by=by, on=on, items=numbers)
    return numbers


@transaction.atomic
def exempt_item(item: MinuteItem, *, reason: str, by: Person, on: date) -> MinuteItem:
    """Leave what the minutes say about an item out of the public version."""
    require(by, item.forum, Role.CLERK)
    lock_row(item)
    may_exempt(item.minutes.stage, reason=reason).insist()
    item.is_exempt, item.exempt_reason = True, reason.strip()
    item.validate_constraints()
    item.save(update_fields=["is_exempt", "exempt_reason"])
    keep_items(MinuteItem.objects.filter(pk=item.pk))
    verb = f"item {item.agenda_item.number} made exempt from publication"
    event = DecisionEvent.MINUTE_EXEMPTED
    record_on(event, verb, item.minutes, by=by, on=on, reason=item.exempt_reason)
    return item


@transaction.atomic
def make_item_public(item: MinuteItem, *, by: Person, on: date) -> MinuteItem:
    """Let the public read an item again, from when the minutes are published next."""
    require(by, item.forum, Role.CLERK)
    lock_row(item)
    may_edit_minutes(item.minutes.stage).insist()
    item.is_exempt, item.exempt_reason, item.published_text = False, "", ""
    item.save(update_fields=["is_exempt", "exempt_reason", "published_text"])
    keep_items(MinuteItem.objects.filter(pk=item.pk))
    verb = f"item {item.agenda_item.number} no longer exempt from publication"
    record_on(DecisionEvent.MINUTE_EXEMPTED, verb, item.minutes, by=by, on=on)
    return item
