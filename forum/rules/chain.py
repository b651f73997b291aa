"""Checking a trail again: every entry, its links, its hashes, and that nothing is gone.

Numbered checks over the entries of one forum, in the order of their numbers. They need no database
and no clock, so that whoever holds a copy of the entries can repeat them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from forum.rules.trail import canonical, entry_hash, timestamp

NAMES = {
    1: "The guards stand as declared",
    2: "Entries are numbered without a gap",
    3: "Every entry belongs to this forum",
    4: "Every entry names the hash of the one before",
    5: "Every hash is that of its entry",
    6: "Every entry is written in the one way there is",
    7: "What is shown is what was hashed",
    8: "The head is the last entry",
    9: "Time never goes back",
    10: "Published documents are the bytes that were published",
    11: "Votes, outcomes, awards and actions are those of the trail",
    12: "Checkpoints kept outside agree",
}
CHAIN = (2, 3, 4, 5, 6, 7, 9)
START = "0" * 64
MOST_SHOWN = 5
"""Problems of one check that are kept; how many there are is always counted."""


@dataclass(frozen=True)
class Problem:
    """What is wrong, where it was found, and the two values that should be one."""

    sentence: str
    seq: int | None = None
    expected: str = ""
    found: str = ""

    def __str__(self) -> str:
        where = f"entry {self.seq}: " if self.seq is not None else ""
        values = f" (expected {self.expected}, found {self.found})" if self.expected else ""
        return f"{where}{self.sentence}{values}"


@dataclass
class Check:
    """One numbered check of a trail."""

    number: int
    looked_at: int = 0
    failed: int = 0
    problems: list[Problem] = field(default_factory=list)
    """The first few; those of the earliest entries come first."""

    @property
    def name(self) -> str:
        return NAMES[self.number]

    @property
    def passed(self) -> bool:
        return self.failed == 0

    def note(self, problems: Iterable[Problem]) -> None:
        """Count these problems against the check."""
        for problem in problems:
            self.failed += 1
            if len(self.problems) < MOST_SHOWN:
                self.problems.append(problem)


@dataclass(frozen=True)
class StoredEntry:
    """An entry as the database holds it: the bytes that were hashed, and what repeats them."""

    seq: int
    prev: str
    body: str
    hash: str
    idem_key: str
    event: str
    sentence: str
    recorded_at: datetime
    happened_on: date
    actor: UUID | None
    about: UUID | None
    matter: UUID | None

    def read(self) -> Mapping[str, object]:
        """The body as facts; empty where it cannot be read (check 6 says so)."""
        try:
            read = json.loads(self.body)
        except ValueError:
            return {}
        return read if isinstance(read, dict) else {}


@dataclass
class Chain:
    """The checks of a chain as they go along it, and the entry that was read last."""

    forum: str
    checks: dict[int, Check] = field(default_factory=lambda: {n: Check(n) for n in CHAIN})
    seq: int = 0
    hash: str = START
    recorded_at: str = ""

    def take(self, entry: StoredEntry) -> Mapping[str, object]:
        """Check the next entry; answers with its body, for those who check more."""
        body = entry.read()
        found = {
            2: self._numbered(entry),
            3: _same(entry, "forum", self.forum, body.get("forum")),
            4: self._linked(entry, body),
            5: _same(entry, "hash", entry_hash(entry.body), entry.hash),
            6: _canonical(entry, body),
            7: _projections(entry, body),
            9: self._later(entry, body),
        }
        for number, problems in found.items():
            self.checks[number].looked_at += 1
            self.checks[number].note(problems)
        self.seq, self.hash = entry.seq, entry.hash
        self.recorded_at = str(body.get("recorded_at", ""))
        return body

    def _numbered(self, entry: StoredEntry) -> Iterator[Problem]:
        if entry.seq != self.seq + 1:
            yield Problem(
                "a number is missing or there twice", entry.seq, str(self.seq + 1), str(entry.seq)
            )

    def _linked(self, entry: StoredEntry, body: Mapping[str, object]) -> Iterator[Problem]:
        yield from _same(entry, "prev", self.hash, entry.prev)
        yield from _same(entry, "prev in the body", self.hash, body.get("prev"))

    def _later(self, entry: StoredEntry, body: Mapping[str, object]) -> Iterator[Problem]:
        recorded = str(body.get("recorded_at", ""))
        if recorded < self.recorded_at:
            yield Problem(
                "recorded before the entry before it", entry.seq, self.recorded_at, recorded
            )


def head_problems(chain: Chain, *, seq: int | None, hash_: str | None) -> Iterator[Problem]:
    """The head row is the last entry that was read."""
    if (seq, hash_) != (chain.seq, chain.hash):
        yield Problem(
            "the head is not the last entry",
            seq,
            f"{chain.seq} {chain.hash}",
            f"{seq} {hash_}",
        )


def _same(entry: StoredEntry, what: str, expected: object, found: object) -> Iterator[Problem]:
    if expected != found:
        yield Problem(f"{what} differs", entry.seq, str(expected), str(found))


def _canonical(entry: StoredEntry, body: Mapping[str, object]) -> Iterator[Problem]:
    try:
        again = canonical(dict(body))
    except TypeError:
        again = ""
    if again != entry.body:
        yield Problem(
            "the body is not canonical JSON", entry.seq, _short(again), _short(entry.body)
        )


def _projections(entry: StoredEntry, body: Mapping[str, object]) -> Iterator[Problem]:
    shown = {
        "seq": entry.seq,
        "idem_key": entry.idem_key,
        "event": entry.event,
        "sentence": entry.sentence,
        "recorded_at": timestamp(entry.recorded_at),
        "happened_on": entry.happened_on.isoformat(),
        "actor": str(entry.actor) if entry.actor else None,
        "about": str(entry.about) if entry.about else None,
        "matter": str(entry.matter) if entry.matter else None,
    }
    for name, value in shown.items():
        yield from _same(entry, name, body.get(name), value)


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:80]}…"
