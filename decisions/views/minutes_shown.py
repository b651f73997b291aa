"""What the page of minutes shows: to those who write them as the record is now, to all others as
they were published."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from decisions.choices import DecisionEvent
from decisions.models.facts import minutes_facts
from decisions.models.minuting.beside_minutes import added_to, with_what_was_added
from decisions.models.minuting.writers import has_written
from decisions.models.room.typed import typed_about
from decisions.pdfs.minutes import noun_of
from decisions.pdfs.minutes_record import minutes_record
from decisions.rules.minutes import may_edit_minutes, may_publish_draft, still_open
from decisions.rules.signing import may_sign
from decisions.views.documents import OF_MINUTES, published_about
from forum.choices import DocumentKind, MeetingStage, Role
from forum.models import AuditEntry
from forum.rules.notice import MINUTES, due
from forum.rules.ruling import Ruling
from forum.views.doors import is_any_of, is_inside, roles_of

KINDS = (*OF_MINUTES, DocumentKind.DECISION_LOG)
TEXT_ONLY = (
    DecisionEvent.MINUTES_SAVED,
    DecisionEvent.MINUTES_DRAFTED,
    DecisionEvent.MINUTE_EXEMPTED,
    DecisionEvent.POST_MINUTE_NOTE,
)
"""Entries after which the record says about a meeting what it said before."""
NOBODY = "00000000-0000-4000-8000-000000000000"
"""An id that no record has."""
A_WHILE = 15 * 60  # seconds: names of people change without an entry in this forum's trail


def shown(request, minutes, *, sees_drafts):
    """The minutes, each item beside the text that is kept of it, and what was added since."""
    inside = is_inside(request.user, minutes.forum)
    kept = list(minutes.items.order_by())
    facts = _facts(minutes) if sees_drafts and not minutes.agreed_at else None
    record = facts["record"] if facts else minutes.said or minutes_record(minutes.meeting)
    added = added_to(minutes)
    if not inside:
        added = added.without({each.agenda_item_id for each in kept if each.is_exempt})
    record = with_what_was_added(record, added)
    documents = list(published_about(minutes.meeting, *KINDS))
    return {
        "record": record,
        "noun": noun_of(record),
        "inside": inside,
        "items": _beside_texts(record, kept, _version(minutes, inside=inside, drafts=sees_drafts)),
        "documents": [each for each in documents if not each.is_full],
        "full_document": next((each for each in documents if inside and each.is_full), None),
        **(_at_work(request, minutes, kept, facts) if sees_drafts else {}),
        "clock": _clock(minutes, facts["draft_days"], documents) if facts else None,
    }


def _facts(minutes):
    """What the record says about the meeting now; kept while nothing but text is written."""
    place = _place(minutes)
    facts = caches["near"].get(place) if place else None
    if facts is None:
        gate = minutes_facts(minutes)
        rules = minutes.forum.constitution_on(minutes.meeting.held_on)
        facts = {
            "record": minutes_record(minutes.meeting),
            "gate": still_open(gate),
            "publishing": may_publish_draft(gate),
            "draft_days": rules.minutes_draft_days,
        }
        if place:
            caches["near"].set(place, facts, A_WHILE)
    return facts


def _place(minutes):
    entries = AuditEntry.objects.filter(forum=minutes.forum_id).exclude(event__in=TEXT_ONLY)
    newest = entries.order_by("-seq").values_list("hash", flat=True).first()
    if newest is None:
        return None
    return hashlib.sha256(f"minutes {minutes.pk} {newest}".encode()).hexdigest()


def _version(minutes, *, inside, drafts):
    """Which text of an item the reader is shown."""

    def text_of(item):
        if item.is_exempt and not inside:
            return ""
        return item.text if drafts or minutes.agreed_at else item.published_text

    return text_of


def _signing(person, minutes):
    """Whether the chair who looks at agreed minutes may sign them; nobody else is asked."""
    if minutes.signed_at or not roles_of(person, minutes.forum)["is_chair"]:
        return Ruling()
    return may_sign(minutes.stage, by_chair=True, wrote_them=has_written(minutes, person))


def _beside_texts(record, kept, text_of):
    """The items of the record, each with its minute and what is shown of it."""
    for each in kept:
        each.shown = text_of(each)
    of = {str(each.agenda_item_id): each for each in kept}
    return [(item, of.get(item["pk"])) for item in record["items"]]


def _at_work(request, minutes, kept, facts):
    """What those who work on the minutes see besides: the gate, and what they can do now."""
    is_clerk = is_any_of(request.user, minutes.forum, Role.CLERK)
    if facts is None:
        return {
            "may_be_signed": minutes.signed_at is None,
            "signing": _signing(request.user, minutes),
            "may_be_corrected": is_clerk,
        }
    writes = is_clerk and may_edit_minutes(minutes.stage).allowed
    is_over = minutes.meeting.stage == MeetingStage.HELD
    empty = [each for each in kept if not each.text]
    if writes:
        _with_what_was_typed(kept)
        _with_addresses(kept, minutes.forum.slug)
    return {
        "gate": facts["gate"],
        "publishing": facts["publishing"],
        "writes": writes,
        "begins": writes and len(kept) < len(facts["record"]["items"]),
        "empty": len(empty) if writes and is_over else 0,
        "notes_too": writes and is_over,
        "changed_since": _changed_since(minutes, kept),
    }


def _with_what_was_typed(kept):
    """In place of each text what was typed and not saved, with the version it was written from."""
    typed = typed_about(*kept)
    for each in kept:
        so_far = typed.into(each.pk, "minute") or {}
        each.typed_at = typed.at(each.pk, "minute")
        each.typed = so_far.get("text", each.text)
        each.typed_from = so_far.get("version", each.version)


def _with_addresses(kept, slug):
    """Where each item is saved, kept as typed, and made exempt.

    Put together from one of each: an address for every item takes a tenth of the page.
    """
    save_at = reverse("decisions:minute_item_save", args=[slug, NOBODY])
    typed_at = reverse("decisions:typed_save", args=[slug, NOBODY, "minute"])
    exempt_at = reverse("decisions:minute_item_exempt", args=[slug, NOBODY])
    for each in kept:
        pk = str(each.pk)
        each.save_at = save_at.replace(NOBODY, pk)
        each.keep_at = typed_at.replace(NOBODY, pk)
        each.exempt_at = exempt_at.replace(NOBODY, pk)


def _clock(minutes, days, documents):
    """By when the constitution has the draft published, and whether it was."""
    meeting = minutes.meeting
    if meeting.is_outside or meeting.stage != MeetingStage.HELD:
        return None
    drafts = (each for each in documents if each.kind == DocumentKind.DRAFT_MINUTES)
    first = min((each.published_on for each in drafts), default=None)
    by = meeting.held_on + timedelta(days=days)
    return due("Draft published", by, first, on=timezone.localdate(), source=MINUTES)


def _changed_since(minutes, kept):
    """How many items read otherwise now than in the draft that was published."""
    if not minutes.draft_published_at:
        return 0
    return sum(not each.is_exempt and each.text != each.published_text for each in kept)
