"""Minutes: begun from the agenda, saved as typed, published as a draft, agreed, signed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from decisions.choices import DecisionEvent
from decisions.models import MinuteItem, Minutes
from decisions.models.facts import minutes_facts
from decisions.models.minuting.writers import has_written
from decisions.models.threads.log import published_meetings
from decisions.pdfs.decision_log import meeting_log_pdf, year_log_pdf
from decisions.pdfs.minutes import minutes_pdf, noun_of
from decisions.pdfs.minutes_record import Record, minutes_record
from decisions.rules.logs import may_publish_year_log
from decisions.rules.minutes import may_agree, may_edit_minutes, may_publish_draft
from decisions.rules.running import may_begin_minutes
from decisions.rules.signing import may_sign
from decisions.search import keep_items, keep_minutes
from decisions.workflow.minute_letters import tell_of_agreed, tell_of_draft
from forum import audit
from forum.choices import DocumentKind, Role
from forum.locks import lock_row
from forum.models import Forum, Meeting, Person, PublishedDocument
from forum.models.document import FULL
from forum.permissions import require, require_chair
from forum.rules.ruling import Stale
from forum.workflow.documents import Publication, publish_document

_PUBLISHED = ("draft_published_at", "draft_published_by", "draft_document")
_AGREED = ("agreed_at", "agreed_by", "agreed_at_meeting", "agreed_document")
_TITLES = {
    DocumentKind.DRAFT_MINUTES: "Draft {noun} of {day}",
    DocumentKind.MINUTES: "Agreed {noun} of {day}",
    DocumentKind.CORRECTED_MINUTES: "{title} of {day}, with corrections and notes",
}


@transaction.atomic
def begin_minutes(meeting: Meeting, *, by: Person, on: date) -> Minutes:
    """Begin the minutes, with a place for each item of the agenda."""
    require(by, meeting.forum, Role.CLERK)
    may_begin_minutes(is_historic=meeting.is_historic).insist()
    lock_row(meeting)
    minutes, is_new = Minutes.objects.get_or_create(
        meeting=meeting, defaults={"forum": meeting.forum}
    )
    for item in meeting.items.filter(minute_item__isnull=True):
        MinuteItem(forum=meeting.forum, minutes=minutes, agenda_item=item).keep()
    if is_new:
        record_on(DecisionEvent.MINUTES_BEGUN, "begun", minutes, by=by, on=on)
    return minutes


@transaction.atomic
def save_item(item: MinuteItem, *, text: str, version: int, by: Person, on: date) -> MinuteItem:
    """Save what the minutes say about one item; Stale when somebody saved it in between."""
    require(by, item.forum, Role.CLERK)
    lock_row(item)
    may_edit_minutes(item.minutes.stage).insist()
    if item.version != version:
        raise Stale(field="text", typed=text, saved=item.text, version=item.version)
    item.text, item.version = text, item.version + 1
    item.save(update_fields=["text", "version"])
    keep_items(MinuteItem.objects.filter(pk=item.pk))
    record_on(
        DecisionEvent.MINUTES_SAVED,
        f"item {item.agenda_item.number} saved",
        item.minutes,
        by=by,
        on=on,
        version=item.version,
    )
    return item


def publish_draft(minutes: Minutes, *, by: Person, on: date) -> PublishedDocument:
    """Publish the draft; every page says that the forum has not agreed it yet."""
    require(by, minutes.forum, Role.CLERK)
    may_publish_draft(minutes_facts(minutes)).insist()
    said = minutes_record(minutes.meeting)

    def render(trail_line: str) -> bytes:
        said.update(minutes_record(minutes.meeting))  # Others may have written meanwhile.
        return minutes_pdf(minutes, trail_line=trail_line, on=on, record=said)

    def then(document: PublishedDocument) -> None:
        may_publish_draft(minutes_facts(minutes)).insist()
        minutes.draft_published_at, minutes.draft_published_by = timezone.now(), by
        minutes.draft_document, minutes.said = document, said
        minutes.save(update_fields=[*_PUBLISHED, "said"])
        minutes.items.update(published_text=F("text"))
        keep_minutes(minutes)
        record_on(
            DecisionEvent.MINUTES_PUBLISHED,
            "draft published",
            minutes,
            by=by,
            on=on,
            sha256=document.sha256,
        )
        tell_of_draft(minutes, edition=document.edition)

    kind = DocumentKind.DRAFT_MINUTES
    held = (minutes.meeting, minutes)
    document = publish_document(
        _publication(minutes, kind, said), render=render, then=then, by=by, on=on, hold=held
    )
    _publish_in_full(minutes, kind, by=by, on=on)
    return document


def agree_minutes(
    minutes: Minutes, *, at_meeting: Meeting, by: Person, on: date
) -> PublishedDocument:
    """Record that a later meeting agreed the minutes; from here their bytes are fixed.

    The decision log of the meeting is published with them.
    """
    require(by, minutes.forum, Role.CLERK)
    may_agree(minutes_facts(minutes, at_meeting=at_meeting)).insist()
    said = minutes_record(minutes.meeting)

    def render(trail_line: str) -> bytes:
        said.update(minutes_record(minutes.meeting))
        return minutes_pdf(
            minutes, trail_line=trail_line, on=on, agreed_at_meeting=at_meeting, record=said
        )

    def then(document: PublishedDocument) -> None:
        may_agree(minutes_facts(minutes, at_meeting=at_meeting)).insist()
        minutes.agreed_at, minutes.agreed_by = timezone.now(), by
        minutes.agreed_at_meeting, minutes.agreed_document = at_meeting, document
        minutes.said = said
        minutes.save(update_fields=[*_AGREED, "said"])
        keep_minutes(minutes)
        record_on(
            DecisionEvent.MINUTES_AGREED,
            f"agreed at the meeting of {at_meeting.held_on:%-d %B %Y}",
            minutes,
            by=by,
            on=on,
            sha256=document.sha256,
            at_meeting=at_meeting.pk,
        )
        tell_of_agreed(minutes, at_meeting)

    kind = DocumentKind.MINUTES
    held = (minutes.meeting, minutes)
    document = publish_document(
        _publication(minutes, kind, said), render=render, then=then, by=by, on=on, hold=held
    )
    _publish_in_full(minutes, kind, by=by, on=on)
    publish_meeting_log(minutes.meeting, by=by, on=on)
    return document


def publish_minutes_again(minutes: Minutes, *, by: Person, on: date) -> PublishedDocument:
    """Publish agreed minutes with what was added since; the agreed bytes stay as they are."""
    require(by, minutes.forum, Role.CLERK)
    kind = DocumentKind.CORRECTED_MINUTES
    document = publish_version(minutes, kind, by=by, on=on)
    _publish_in_full(minutes, kind, by=by, on=on)
    return document


@transaction.atomic
def sign_minutes(minutes: Minutes, *, by: Person, on: date) -> Minutes:
    """The chair signs the agreed minutes."""
    require_chair(by, minutes.forum, on)
    lock_row(minutes)
    may_sign(minutes.stage, by_chair=True, wrote_them=has_written(minutes, by)).insist()
    minutes.signed_at, minutes.signed_by, minutes.signed_on = timezone.now(), by, on
    minutes.save(update_fields=["signed_at", "signed_by", "signed_on"])
    record_on(DecisionEvent.MINUTES_SIGNED, "signed by the chair", minutes, by=by, on=on)
    return minutes


def publish_meeting_log(meeting: Meeting, *, by: Person, on: date) -> PublishedDocument:
    """Publish the decision log of one meeting."""
    require(by, meeting.forum, Role.CLERK)

    def then(document: PublishedDocument) -> None:
        audit.record(
            DecisionEvent.LOG_PUBLISHED,
            f"{document.title} published, edition {document.edition}",
            forum=meeting.forum,
            by=by,
            on=on,
            about=meeting,
            sha256=document.sha256,
        )

    return publish_document(
        Publication(
            meeting.forum,
            DocumentKind.DECISION_LOG,
            meeting.pk,
            f"Decision log of {meeting.held_on:%-d %B %Y}",
        ),
        render=lambda trail_line: meeting_log_pdf(meeting, trail_line=trail_line, on=on),
        then=then,
        by=by,
        on=on,
    )


def publish_year_log(forum: Forum, year: str, *, by: Person, on: date) -> PublishedDocument:
    """Publish the decision log of a financial year as its next edition."""
    require(by, forum, Role.CLERK)
    may_publish_year_log(year=year, meetings=published_meetings(forum, year)).insist()

    def then(document: PublishedDocument) -> None:
        audit.record(
            DecisionEvent.LOG_PUBLISHED,
            f"{document.title} published, edition {document.edition}",
            forum=forum,
            by=by,
            on=on,
            about=forum,
            period=year,
            sha256=document.sha256,
        )

    title = f"Decision log of {year}"
    return publish_document(
        Publication(forum, DocumentKind.YEAR_LOG, forum.pk, title, period=year),
        render=lambda trail_line: year_log_pdf(forum, year, trail_line=trail_line, on=on),
        then=then,
        by=by,
        on=on,
    )


def _publish_in_full(minutes: Minutes, kind: DocumentKind, *, by: Person, on: date) -> None:
    """Where something is exempt, publish the full version for those inside as well."""
    if minutes.items.filter(is_exempt=True).exists():
        publish_version(minutes, kind, by=by, on=on, period=FULL)


def publish_version(
    minutes: Minutes, kind: DocumentKind, *, by: Person, on: date, period: str = ""
) -> PublishedDocument:
    """Publish minutes that are published already in another version, for all or in full."""
    require(by, minutes.forum, Role.CLERK)
    said = minutes.said or minutes_record(minutes.meeting)

    def render(trail_line: str) -> bytes:
        return minutes_pdf(minutes, trail_line=trail_line, on=on, record=said, full=period == FULL)

    def then(document: PublishedDocument) -> None:
        record_on(
            DecisionEvent.MINUTES_PUBLISHED,
            f"{document.title} published, edition {document.edition}",
            minutes,
            by=by,
            on=on,
            sha256=document.sha256,
        )

    publication = _publication(minutes, kind, said, period)
    return publish_document(publication, render=render, then=then, by=by, on=on)


def _publication(
    minutes: Minutes, kind: DocumentKind, said: Record, period: str = ""
) -> Publication:
    meeting = minutes.meeting
    day = f"{meeting.held_on:%-d %B %Y}"
    noun = noun_of(said)
    title = _TITLES[kind].format(title=noun, noun=noun.lower(), day=day)
    if period == FULL:
        title += " (full version)"
    return Publication(meeting.forum, kind, meeting.pk, title, period)


def record_on(
    event: str, verb: str, minutes: Minutes, *, by: Person, on: date, **facts: Any
) -> None:
    """Write on the trail what was done to minutes."""
    audit.record(
        event,
        f"{minutes}: {verb}",
        forum=minutes.forum,
        by=by,
        on=on,
        about=minutes.meeting,
        **facts,
    )
