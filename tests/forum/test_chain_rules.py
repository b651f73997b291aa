from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from forum.rules.chain import (
    MOST_SHOWN,
    Chain,
    StoredEntry,
    head_problems,
)
from forum.rules.trail import FORMAT, canonical, entry_hash

FORUM = "11111111-1111-1111-1111-111111111111"
DAY = date(2026, 1, 15)
NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
ACTOR = UUID(int=7)


def written(entry: StoredEntry, forum: str = FORUM) -> StoredEntry:
    """The entry with the body and hash that belong to its values."""
    body = canonical(
        {
            "format": FORMAT,
            "forum": forum,
            "seq": entry.seq,
            "prev": entry.prev,
            "recorded_at": entry.recorded_at,
            "happened_on": entry.happened_on,
            "event": entry.event,
            "sentence": entry.sentence,
            "actor": entry.actor,
            "about": entry.about,
            "matter": entry.matter,
            "idem_key": entry.idem_key,
            "facts": {},
        }
    )
    return replace(entry, body=body, hash=entry_hash(body))


def a_trail(length: int = 3) -> list[StoredEntry]:
    entries, prev = [], "0" * 64
    for seq in range(1, length + 1):
        moment = NOON + timedelta(minutes=seq)
        entry = StoredEntry(
            seq, prev, "", "", f"key{seq}", "event", f"Entry {seq}", moment, DAY, ACTOR, None, None
        )
        entries.append(written(entry))
        prev = entries[-1].hash
    return entries


def failed(entries) -> dict[int, int]:
    """For each check that fails, the number of the first entry that it names."""
    chain = Chain(FORUM)
    for entry in entries:
        chain.take(entry)
    return {n: check.problems[0].seq for n, check in chain.checks.items() if not check.passed}


def with_second(**changes):
    first, second, third = a_trail()
    return [first, replace(second, **changes), third]


def test_trail_as_written_passes():
    assert failed(a_trail()) == {}


def test_missing_entry_breaks_the_numbers_and_the_link():
    first, _, third = a_trail()

    assert failed([first, third]) == {2: 3, 4: 3}


def test_entry_of_another_forum_is_found():
    first, second, _ = a_trail()

    assert failed([first, written(second, forum="2" * 36)]) == {3: 2}


def test_entry_linked_to_another_is_found():
    first, second, _ = a_trail()

    assert failed([first, written(replace(second, prev="f" * 64))]) == {4: 2}


@pytest.mark.parametrize(
    ("changes", "checks"),
    [
        ({"hash": "f" * 64}, {4: 3, 5: 2}),
        ({"sentence": "Nothing happened."}, {7: 2}),
        ({"event": "other"}, {7: 2}),
        ({"actor": None}, {7: 2}),
        ({"about": UUID(int=9)}, {7: 2}),
        ({"matter": UUID(int=9)}, {7: 2}),
        ({"happened_on": date(2026, 1, 16)}, {7: 2}),
        ({"recorded_at": NOON}, {7: 2}),
        ({"idem_key": "other"}, {7: 2}),
    ],
)
def test_column_that_is_not_what_was_hashed_is_found(changes, checks):
    assert failed(with_second(**changes)) == checks


def test_body_with_a_space_is_not_canonical_even_with_its_own_hash():
    body = a_trail()[1].body.replace(",", ", ", 1)

    assert failed(with_second(body=body, hash=entry_hash(body))) == {4: 3, 6: 2}


@pytest.mark.parametrize("body", ["", "[]", "not json", '{"seq":2.0}'])
def test_body_that_cannot_be_read_is_reported_and_does_not_stop_the_checks(body):
    assert {5, 6, 7} <= failed(with_second(body=body)).keys()


def test_time_that_goes_back_is_found():
    first, second, _ = a_trail()
    early = written(replace(second, recorded_at=NOON - timedelta(days=1)))

    assert failed([first, early]) == {9: 2}


def test_problems_are_counted_and_the_first_few_kept():
    chain = Chain(FORUM)
    for entry in a_trail(10):
        chain.take(replace(entry, sentence="No."))

    assert chain.checks[7].failed == 10
    assert len(chain.checks[7].problems) == MOST_SHOWN
    first = "entry 1: sentence differs (expected Entry 1, found No.)"
    assert str(chain.checks[7].problems[0]) == first


@pytest.mark.parametrize(("seq", "is_found"), [(3, False), (2, True), (None, True)])
def test_head_is_the_last_entry(seq, is_found):
    chain = Chain(FORUM)
    entries = a_trail()
    for entry in entries:
        chain.take(entry)

    problems = list(head_problems(chain, seq=seq, hash_=entries[2].hash))

    assert bool(problems) == is_found
