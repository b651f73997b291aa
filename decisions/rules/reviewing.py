"""What an auditor may note and sign off, and what a review that was signed off had seen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from decisions.rules.findings import Finding
from decisions.rules.law import GOOD_PRACTICE
from forum.rules.ruling import Reason, Ruling

AUDITOR = "the auditor"
PUT_RIGHT = "+"
"""Ends the key of a finding that was put right when it was seen."""


@dataclass(frozen=True)
class SignOffFacts:
    """A review about to be signed off."""

    as_of: date
    today: date
    seen: str
    """The fingerprint of the findings on the page that was read."""
    stands: str
    """That of the findings as the rules find them now."""
    head_is_known: bool
    """Whether the trail has the entry that the page named as its last."""


@dataclass(frozen=True)
class Since:
    """What the rules find now beside what a signed review had seen."""

    new: frozenset[str] = frozenset()
    put_right: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    """Keys of findings that stood then and are found no more."""

    @property
    def is_nothing(self) -> bool:
        return not (self.new or self.put_right or self.gone)


def may_note(*, finding: str, found: Collection[str]) -> Ruling:
    """A note is on a finding that the rules find, or on the review as a whole."""
    if not finding or finding in found:
        return Ruling()
    return Ruling.no(
        "finding-gone",
        "The record has changed, and this finding is no longer there. Read the review again, and "
        "make your note on the review as a whole.",
        who=AUDITOR,
    )


def may_sign_off(facts: SignOffFacts) -> Ruling:
    """A review is signed off by who has read it as it stands."""
    return Ruling.of(_obstacles(facts))


def _obstacles(facts: SignOffFacts) -> Iterator[Reason]:
    if facts.as_of > facts.today:
        yield Reason(
            "review-of-the-future",
            "Sign off the record as it stood today or on an earlier day.",
            who=AUDITOR,
            source=GOOD_PRACTICE,
        )
    if facts.seen != facts.stands:
        yield Reason(
            "findings-changed",
            "The findings changed after you opened the review. Read it again before you sign.",
            who=AUDITOR,
        )
    if not facts.head_is_known:
        yield Reason(
            "head-unknown",
            "The audit trail has no entry like the one that your page named. Open the review "
            "again; if it says so once more, have the trail verified.",
            who="the clerk",
        )


def seen_keys(findings: Iterable[Finding]) -> list[str]:
    """What a sign-off keeps of the findings that it saw, in order."""
    keys = {each.key + (PUT_RIGHT if each.is_resolved else "") for each in findings}
    return sorted(keys)


def fingerprint(keys: Iterable[str]) -> str:
    """Names one set of findings."""
    return sha256("\n".join(sorted(keys)).encode()).hexdigest()


def since(seen: Collection[str], findings: Iterable[Finding]) -> Since:
    """What changed since these findings were seen."""
    found = list(findings)
    before = {key.removesuffix(PUT_RIGHT) for key in seen}
    open_before = {key for key in seen if not key.endswith(PUT_RIGHT)}
    return Since(
        new=frozenset(each.key for each in found if each.key not in before),
        put_right=frozenset(
            each.key for each in found if each.is_resolved and each.key in open_before
        ),
        gone=frozenset(before - {each.key for each in found}),
    )
