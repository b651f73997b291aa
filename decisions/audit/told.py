"""What the trail tells of the record, and how the two are set side by side."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from forum.models import AuditEntry, Forum
from forum.rules.chain import Problem

Told = dict[tuple[str, str], list[tuple[int, dict[str, Any]]]]
"""By event and record: the number of each entry with its facts."""

Last = dict[str, tuple[int, dict[str, Any]]]
"""By record: the number of the last entry about it, with its facts."""


def told_of(forum: Forum, events: Iterable[str]) -> Told:
    """The entries of these events, by event and record."""
    told: Told = {}
    entries = AuditEntry.objects.filter(forum=forum, event__in=events).order_by("seq")
    for seq, event, about, body in entries.values_list("seq", "event", "about", "body"):
        told.setdefault((event, str(about)), []).append((seq, _facts(body)))
    return told


def _facts(body: str) -> dict[str, Any]:
    """The facts of an entry; none where its body cannot be read, which check 6 says."""
    try:
        return json.loads(body)["facts"]
    except (ValueError, KeyError, TypeError):
        return {}


def last_told(told: Told, events: Iterable[str], *, removed: str = "", fact: str = "") -> Last:
    """The last that was told of each record that was not removed since.

    The record is the one that a fact names, or that the entry is about.
    """
    entries = sorted(
        (seq, event, str(facts.get(fact) or about), facts)
        for (event, about), told_entries in told.items()
        if event in {*events, removed}
        for seq, facts in told_entries
    )
    last: Last = {}
    for seq, event, record, facts in entries:
        if event == removed:
            last.pop(record, None)
        else:
            last[record] = (seq, facts)
    return last


def gone(what: str, last: Last, found: set[str]) -> Iterator[Problem]:
    """A problem for each record that was told of and is not there."""
    for record in sorted(last.keys() - found):
        yield Problem(f"{what}: its record is gone", last[record][0], record, "nothing")


def differs(what: str, seq: int | None, expected: object, found: object) -> Iterator[Problem]:
    """A problem, where the record is not as it was told."""
    if expected != found:
        yield Problem(f"{what} differs", seq, str(expected), str(found))


def rows(told: object, *keys: str) -> list[tuple[object, ...]]:
    """The rows of a list on the trail, in an order of their own."""
    found = [row for row in told if isinstance(row, dict)] if isinstance(told, list) else []
    return sorted((tuple(row.get(key) for key in keys) for row in found), key=str)


def amount(told: object) -> Decimal | None:
    """A number that the trail keeps as text."""
    try:
        return Decimal(str(told))
    except InvalidOperation:
        return None


def words(*values: object) -> tuple[str, ...]:
    """As text, so that values of the trail and of the record can be compared and put in order."""
    return tuple(
        f"{value:.2f}" if isinstance(value, Decimal) else "" if value is None else str(value)
        for value in values
    )
