"""An auditor notes what they see in a review, and signs it off; they write nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from decisions.choices import DecisionEvent
from decisions.models import FindingNote, ReviewSignOff
from decisions.models.auditing.scope import Scope
from decisions.models.auditing.scope_review import ScopeReview, scope_review
from decisions.rules.reviewing import (
    SignOffFacts,
    fingerprint,
    may_note,
    may_sign_off,
    seen_keys,
)
from forum import audit
from forum.choices import Role
from forum.models import START, AuditEntry, Person
from forum.permissions import require


@dataclass(frozen=True)
class Read:
    """What stood on the page that was read: as of which day, which findings, up to which entry."""

    as_of: date
    fingerprint: str
    head_seq: int
    head_hash: str


@transaction.atomic
def note_finding(
    read: ScopeReview, *, finding: str, text: str, by: Person, on: date
) -> FindingNote:
    """Say something of one finding of a review, by its key, or of the review as a whole."""
    scope = read.scope
    require(by, scope.forum, Role.AUDITOR)
    found = {each.key: each for each in read.findings}
    may_note(finding=finding, found=found).insist()
    about = found.get(finding)
    note = FindingNote(
        forum=scope.forum,
        **scope.named,
        finding=about.rule if about else "",
        finding_key=finding,
        sentence=about.sentence if about else "",
        text=text.strip(),
        noted_at=timezone.now(),
        noted_by=by,
        noted_on=on,
    ).keep()
    audit.record(
        DecisionEvent.FINDING_NOTED,
        f"Auditor's note on {f'“{about.title}” in ' if about else ''}the review of {scope.title}: "
        f"{note.text}",
        forum=scope.forum,
        by=by,
        on=on,
        about=note,
        matter=scope.matter,
        finding=note.finding,
        finding_key=finding,
        finding_read=note.sentence,
        text=note.text,
    )
    return note


@transaction.atomic
def sign_off_review(
    scope: Scope, read: Read, *, words: str, by: Person, on: date
) -> ReviewSignOff:
    """Sign a review off as it was read, so that the next one shows what came since."""
    require(by, scope.forum, Role.AUDITOR)
    seen = seen_keys(scope_review(scope, on=read.as_of).findings)
    may_sign_off(_facts(scope, read, seen, on)).insist()
    signed = ReviewSignOff(
        forum=scope.forum,
        **scope.named,
        as_of_on=read.as_of,
        head_seq=read.head_seq,
        head_hash=read.head_hash,
        seen=seen,
        fingerprint=read.fingerprint,
        words=words.strip(),
        signed_at=timezone.now(),
        signed_by=by,
        signed_on=on,
    ).keep()
    audit.record(
        DecisionEvent.REVIEW_SIGNED,
        f"Review of {scope.title} signed off as it stood on {read.as_of:%-d %B %Y}, with "
        f"{len(seen)} {'finding' if len(seen) == 1 else 'findings'}, up to entry {read.head_seq}",
        forum=scope.forum,
        by=by,
        on=on,
        about=signed,
        matter=scope.matter,
        scope=scope.kind,
        as_of_on=read.as_of,
        head_seq=read.head_seq,
        head_hash=read.head_hash,
        fingerprint=read.fingerprint,
        words=signed.words,
    )
    return signed


def _facts(scope: Scope, read: Read, seen: list[str], on: date) -> SignOffFacts:
    head = {"seq": read.head_seq, "hash": read.head_hash}
    is_empty = head == {"seq": 0, "hash": START}
    return SignOffFacts(
        as_of=read.as_of,
        today=on,
        seen=read.fingerprint,
        stands=fingerprint(seen),
        head_is_known=is_empty or AuditEntry.objects.filter(forum=scope.forum, **head).exists(),
    )
