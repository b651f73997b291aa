"""Publishing a document: its bytes, their hash, and the head of the trail that it prints."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone

from forum import audit
from forum.choices import DocumentKind
from forum.locks import lock_row
from forum.models import Forum, Person, PublishedDocument, TrailHead
from forum.rules.ruling import Refused, Ruling

ATTEMPTS = 5


@dataclass(frozen=True)
class Publication:
    """What is to be published, and of what."""

    forum: Forum
    kind: DocumentKind
    about: UUID
    title: str
    period: str = ""


def publish_document(
    publication: Publication,
    *,
    render: Callable[[str], bytes],
    then: Callable[[PublishedDocument], None],
    by: Person,
    on: date,
    hold: Iterable[models.Model] = (),
) -> PublishedDocument:
    """Render outside the transaction, then store the bytes and make the change with its entry.

    `render` is given the line that names the head of the trail. When somebody else wrote on the
    trail meanwhile, that line would be stale, so the document is rendered again. What `then`
    changes is held first: everywhere else the head of the trail is the last that is locked.
    """
    for _ in range(ATTEMPTS):
        head = audit.trail_head(publication.forum)
        content = render(audit.head_line(publication.forum))
        with transaction.atomic():
            for row in hold:
                lock_row(row)
            seen = head.seq
            lock_row(head)
            if head.seq == seen:
                document = _store(publication, content, head, by=by, on=on)
                then(document)
                return document
    raise Refused(
        Ruling.no("busy", "Others were writing in the record at the same time. Try again.")
    )


def _store(
    publication: Publication, content: bytes, head: TrailHead, *, by: Person, on: date
) -> PublishedDocument:
    earlier = PublishedDocument.objects.filter(
        kind=publication.kind, about=publication.about, period=publication.period
    ).aggregate(last=Max("edition"))["last"]
    document = PublishedDocument(
        forum=publication.forum,
        kind=publication.kind,
        about=publication.about,
        period=publication.period,
        edition=(earlier or 0) + 1,
        title=publication.title,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        trail_seq=head.seq,
        trail_hash=head.hash,
        published_at=timezone.now(),
        published_by=by,
        published_on=on,
    )
    document.save(force_insert=True)
    return document
