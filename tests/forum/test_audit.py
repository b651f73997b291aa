import json
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import transaction

from forum import audit
from forum.audit.checks import guards_check, trail_checks
from forum.choices import DocumentKind
from forum.models import START, AuditEntry, PublishedDocument, TrailHead
from forum.rules.checkpoints import read_checkpoints
from forum.rules.trail import canonical, entry_hash
from forum.workflow.documents import Publication, publish_document
from tests.factories import MEETING_DAY, a_forum
from tests.raw import change, remove, run, unguarded

pytestmark = pytest.mark.django_db
BYTES = b"%PDF-1.7 as published"


@pytest.fixture
def trail(forum):
    """Five entries; the fourth publishes a document."""
    for number in (1, 2, 3):
        _write(forum, number)
    _publish(forum)
    _write(forum, 5)
    return list(AuditEntry.objects.filter(forum=forum).order_by("seq"))


def _write(forum, number):
    audit.record("event", f"Entry {number}", forum=forum, by=None, on=MEETING_DAY, number=number)


def _publish(forum):
    def then(document):
        audit.record(
            "published", "Log", forum=forum, by=None, on=MEETING_DAY, sha256=document.sha256
        )

    return publish_document(
        Publication(forum, DocumentKind.DECISION_LOG, forum.pk, "Decision log"),
        render=lambda trail_line: BYTES,
        then=then,
        by=_anybody(forum),
        on=MEETING_DAY,
    )


def _anybody(forum):
    return forum.rolegrant_set.first().person


@pytest.fixture(autouse=True)
def somebody(clerk):
    return clerk


def failed(forum, *checkpoints):
    return {check.number for check in trail_checks(forum, checkpoints) if not check.passed}


def rechain(entries, **changes):
    """Write these entries anew, the first with changed facts, as somebody with the code could."""
    prev = entries[0].prev
    for entry in entries:
        body = {**json.loads(entry.body), "prev": prev, **changes}
        text = canonical(body)
        sentence, hash_ = body["sentence"], entry_hash(text)
        change(entry, body=text, hash=hash_, prev=prev, sentence=sentence)
        prev, changes = hash_, {}
    run("UPDATE forum_trailhead SET hash = %s WHERE forum_id = %s", prev, entries[0].forum)


def test_untouched_trail_passes_every_check(trail, forum):
    checks = trail_checks(forum)

    assert failed(forum) == set()
    assert [check.number for check in checks] == [2, 3, 4, 5, 6, 7, 9, 8, 10, 12]
    assert {check.looked_at for check in checks[:7]} == {5}


def test_guards_stand_as_declared():
    check = guards_check()

    assert check.passed
    assert check.looked_at > 100


def test_guards_taken_down_are_reported():
    with unguarded():
        check = guards_check()

    assert not check.passed
    assert "is missing" in str(check.problems[0])


TAMPERED = {
    "body edited": (lambda t: change(t[1], body=t[1].body.replace("Entry 2", "Entry X")), {5, 7}),
    "body and hash edited": (
        lambda t: change(t[1], body="{}", hash=entry_hash("{}")),
        {3, 4, 7, 9},
    ),
    "sentence edited": (lambda t: change(t[1], sentence="Nothing happened."), {7}),
    "day edited": (lambda t: change(t[1], happened_on="2020-01-01"), {7}),
    "hash edited": (lambda t: change(t[1], hash="e" * 64), {4, 5}),
    "link edited": (lambda t: change(t[1], prev="e" * 64), {4}),
    "entry removed": (lambda t: remove(t[1]), {2, 4}),
    "first entry removed": (lambda t: remove(t[0]), {2, 4}),
    "last entry removed": (lambda t: remove(t[4]), {8}),
    "renumbered": (lambda t: change(t[4], seq=9), {2, 7, 8}),
    "head set back": (
        lambda t: run("UPDATE forum_trailhead SET seq = 4, hash = %s", t[3].hash),
        {8},
    ),
    "rewritten for another forum": (lambda t: rechain(t[4:], forum="0" * 36), {3}),
    "rewritten earlier": (
        lambda t: rechain(t[4:], recorded_at="2020-01-01T00:00:00.000000Z"),
        {7, 9},
    ),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_tampering_with_the_trail_is_found(name, trail, forum):
    tamper, checks = TAMPERED[name]

    with unguarded():
        tamper(trail)
        found = failed(forum)

    assert found == checks


DOCUMENTS = {
    "a byte flipped": lambda d: change(d, content=b"%PDF-1.7 as rewritten"),
    "bytes and hash changed": lambda d: change(
        d, content=b"new", sha256=sha256(b"new").hexdigest()
    ),
    "document removed": remove,
    "printed head changed": lambda d: change(d, trail_hash="e" * 64),
    "said to print an older head": lambda d: change(d, trail_seq=2),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_tampering_with_a_published_document_is_found(name, trail, forum):
    document = PublishedDocument.objects.get()

    with unguarded():
        DOCUMENTS[name](document)
        found = failed(forum)

    assert found == {10}


def test_first_bad_entry_is_named_with_both_values(trail, forum):
    with unguarded():
        change(trail[1], sentence="Nothing happened.")
        check = next(check for check in trail_checks(forum) if not check.passed)

    problem = check.problems[0]
    assert (problem.seq, problem.expected, problem.found) == (2, "Entry 2", "Nothing happened.")


# What only a copy kept outside can show


def kept(forum):
    return read_checkpoints(audit.checkpoint(forum))[0]


def test_checkpoint_holds_as_the_trail_goes_on(trail, forum):
    checkpoint = kept(forum)
    _write(forum, 6)

    assert failed(forum, checkpoint) == set()


def test_tail_cut_off_with_its_head_is_found_by_a_checkpoint_only(trail, forum):
    checkpoint = kept(forum)

    with unguarded():
        remove(trail[4])
        run("UPDATE forum_trailhead SET seq = 4, hash = %s", trail[3].hash)
        assert failed(forum) == set()
        assert failed(forum, checkpoint) == {12}


def test_tail_rewritten_whole_is_found_by_a_checkpoint_only(trail, forum):
    checkpoint = kept(forum)

    with unguarded():
        rechain(trail[4:], sentence="Something else happened.")
        assert failed(forum) == set()
        assert failed(forum, checkpoint) == {12}


def test_rewriting_all_is_found_by_what_a_published_document_prints(trail, forum):
    with unguarded():
        rechain(trail, sentence="Something else happened.")
        found = failed(forum)

    assert found == {10}


def test_checkpoint_of_another_forum_is_left_alone(trail, forum):
    other = a_forum("felpersham")

    assert failed(forum, kept(other)) == set()


# Writing


@pytest.mark.django_db(transaction=True)
def test_entry_is_written_only_in_the_transaction_of_its_change(forum):
    with pytest.raises(RuntimeError, match="in the transaction of its change"):
        _write(forum, 1)


def test_entry_names_the_one_before_and_moves_the_head(forum):
    with transaction.atomic():
        _write(forum, 1)
        _write(forum, 2)

    first, second = AuditEntry.objects.filter(forum=forum).order_by("seq")
    head = TrailHead.objects.get(forum=forum)
    assert (first.seq, first.prev, second.prev) == (1, START, first.hash)
    assert (head.seq, head.hash) == (2, second.hash)


def test_sentence_is_shown_as_it_is_hashed(forum):
    decomposed = "Café"

    entry = audit.record("event", decomposed, forum=forum, by=None, on=MEETING_DAY)

    assert entry.sentence == "Café"
    assert failed(forum) == set()


def test_time_never_goes_back_along_the_chain(forum, time_machine):
    time_machine.move_to("2026-01-15 12:00:00Z", tick=False)
    _write(forum, 1)
    time_machine.move_to("2026-01-15 11:00:00Z", tick=False)
    _write(forum, 2)

    first, second = AuditEntry.objects.filter(forum=forum).order_by("seq")
    assert second.recorded_at - first.recorded_at == timedelta(0)
    assert failed(forum) == set()


def test_trails_of_two_forums_do_not_touch(forum):
    other = a_forum("felpersham")
    _write(forum, 1)
    _write(other, 1)

    assert audit.trail_head(forum).seq == audit.trail_head(other).seq == 1
    assert failed(forum) == failed(other) == set()
