"""What auditors left beside the record, beside the trail: notes on findings, and sign-offs."""

from __future__ import annotations

from collections.abc import Iterator

from decisions.audit.told import Told, differs, gone, last_told, words
from decisions.choices import DecisionEvent
from decisions.models import FindingNote, ReviewSignOff
from decisions.rules.reviewing import fingerprint
from forum.models import Forum
from forum.rules.chain import Problem
from forum.rules.trail import as_written

EVENTS = (DecisionEvent.FINDING_NOTED, DecisionEvent.REVIEW_SIGNED)


def reviewed_problems(forum: Forum, told: Told) -> Iterator[Problem]:
    """Where what an auditor wrote is not as the trail tells."""
    yield from _notes(forum, told)
    yield from _sign_offs(forum, told)


def _notes(forum: Forum, told: Told) -> Iterator[Problem]:
    last = last_told(told, [DecisionEvent.FINDING_NOTED])
    found = set()
    for each in FindingNote.objects.filter(forum=forum).iterator(chunk_size=500):
        found.add(str(each.pk))
        seq, facts = last.get(str(each.pk), (None, {}))
        names = ("finding", "finding_key", "finding_read", "text")
        then = words(*(facts.get(name) for name in names))
        now = words(each.finding, each.finding_key, as_written(each.sentence))
        yield from differs(f"note {each.pk}", seq, then, (*now, as_written(each.text)))
    yield from gone("note", last, found)


def _sign_offs(forum: Forum, told: Told) -> Iterator[Problem]:
    last = last_told(told, [DecisionEvent.REVIEW_SIGNED])
    found = set()
    for each in ReviewSignOff.objects.filter(forum=forum).iterator(chunk_size=500):
        found.add(str(each.pk))
        seq, facts = last.get(str(each.pk), (None, {}))
        names = ("scope", "as_of_on", "head_seq", "head_hash", "fingerprint", "words")
        then = words(*(facts.get(name) for name in names))
        now = words(each.scope, each.as_of_on, each.head_seq, each.head_hash, each.fingerprint)
        yield from differs(f"sign-off {each.pk}", seq, then, (*now, as_written(each.words)))
        seen = fingerprint(each.seen)
        yield from differs(f"sign-off {each.pk}: what was seen", seq, each.fingerprint, seen)
    yield from gone("sign-off", last, found)
