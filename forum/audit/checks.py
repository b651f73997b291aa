"""The numbered checks of a forum's trail (1 to 10, and 12): what `verify_trail` prints."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db import connection

from forum.guards import declared_guards, missing_or_changed
from forum.models import AuditEntry, Forum, PublishedDocument, StoredFile, TrailHead
from forum.rules.chain import (
    Chain,
    Check,
    Problem,
    StoredEntry,
    head_problems,
)
from forum.rules.checkpoints import Checkpoint, checkpoint_problems

_STORED = tuple(StoredEntry.__dataclass_fields__)
_AT_ONCE = 2000


@dataclass
class _Read:
    """What later checks need of the entries, gathered while going along them."""

    hashes: dict[int, str] = field(default_factory=dict)
    """For each number that a document or a checkpoint names, the hash the trail has there."""
    published: dict[str, int] = field(default_factory=dict)
    """For each SHA-256 that an entry names, the number of that entry."""


def guards_check() -> Check:
    """Check 1, of the whole database: every guard stands exactly as it is declared."""
    check = Check(1, looked_at=len(declared_guards()))
    check.note(Problem(sentence) for sentence in missing_or_changed(connection))
    return check


def trail_checks(forum: Forum, checkpoints: Iterable[Checkpoint] = ()) -> list[Check]:
    """Checks 2 to 10 and 12 of one forum, in one pass along its entries."""
    known = [each for each in checkpoints if each.forum == str(forum.pk)]
    documents = PublishedDocument.objects.filter(forum=forum)
    wanted = {each.seq for each in known} | set(documents.values_list("trail_seq", flat=True))
    chain = Chain(str(forum.pk))
    read = _Read()
    for entry in _entries(forum):
        body = chain.take(entry)
        if entry.seq in wanted:
            read.hashes[entry.seq] = entry.hash
        sha256 = _fact(body, "sha256")
        if sha256:
            read.published[sha256] = entry.seq
    return [
        *chain.checks.values(),
        _head_check(forum, chain),
        _documents_check(documents.iterator(chunk_size=1), _files(forum), read),
        _checkpoints_check(known, read.hashes),
    ]


def _entries(forum: Forum) -> Iterator[StoredEntry]:
    rows = AuditEntry.objects.filter(forum=forum).order_by("seq").values_list(*_STORED)
    return (StoredEntry(*row) for row in rows.iterator(chunk_size=_AT_ONCE))


def _head_check(forum: Forum, chain: Chain) -> Check:
    check = Check(8, looked_at=1)
    head = TrailHead.objects.filter(forum=forum).first()
    check.note(
        head_problems(chain, seq=head.seq if head else None, hash_=head.hash if head else None)
    )
    return check


def _files(forum: Forum) -> Iterator[StoredFile]:
    return StoredFile.objects.filter(forum=forum).order_by("pk").iterator(chunk_size=1)


def _documents_check(
    documents: Iterable[PublishedDocument], files: Iterable[StoredFile], read: _Read
) -> Check:
    """The stored bytes hash to what the row and the trail say, and none is gone."""
    check = Check(10)
    stored = set()
    for document in documents:
        check.looked_at += 1
        stored.add(document.sha256)
        check.note(_document_problems(document, read))
    for file in files:
        check.looked_at += 1
        stored.add(file.sha256)
        check.note(_file_problems(file, read))
    gone = sorted(read.published.keys() - stored, key=lambda sha256: read.published[sha256])
    check.note(
        Problem("what it published or stored is gone", read.published[sha256], sha256, "nothing")
        for sha256 in gone
    )
    return check


def _document_problems(document: PublishedDocument, read: _Read) -> Iterator[Problem]:
    name = f"“{document.title}”, edition {document.edition}"
    found = hashlib.sha256(bytes(document.content)).hexdigest()
    if found != document.sha256:
        yield Problem(f"{name}: the bytes are not those published", None, document.sha256, found)
    entry = read.published.get(document.sha256)
    if entry is None or entry <= document.trail_seq:
        yield Problem(f"{name}: no entry publishes it", None, document.sha256, "no entry")
    at = document.trail_seq
    there = read.hashes.get(at, "no entry")
    if at and there != document.trail_hash:
        yield Problem(f"{name}: prints another head of the trail", at, there, document.trail_hash)


def _file_problems(file: StoredFile, read: _Read) -> Iterator[Problem]:
    found = hashlib.sha256(bytes(file.content)).hexdigest()
    if found != file.sha256:
        yield Problem(f"“{file.name}”: not the bytes stored", None, file.sha256, found)
    if file.sha256 not in read.published:
        yield Problem(f"“{file.name}”: no entry tells of it", None, file.sha256, "no entry")


def _checkpoints_check(checkpoints: Iterable[Checkpoint], hashes: Mapping[int, str]) -> Check:
    check = Check(12)
    for checkpoint in checkpoints:
        check.looked_at += 1
        if checkpoint.seq:
            check.note(checkpoint_problems(checkpoint, hashes.get(checkpoint.seq)))
    return check


def _fact(body: Mapping[str, object], name: str) -> str:
    facts = body.get("facts")
    value = facts.get(name) if isinstance(facts, dict) else None
    return value if isinstance(value, str) else ""
