from datetime import date

import pytest
from django.utils import timezone

from forum import audit
from forum.choices import DocumentKind
from forum.models import START, AuditEntry, Forum
from tests import raw
from tests.factories import MEETING_DAY, a_meeting, an_item
from tests.guarded import a_document, drafted
from tests.raw import (
    assert_refused,
    change,
    copy,
    insert,
    postgresql_only,
    remove,
    replace,
    sqlite_only,
    try_both,
)
from tests.trail_attacks import NEXT, POSTGRESQL, REPLACED, TRAIL, add, head_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def trail(forum):
    """A trail of three entries."""
    for number in range(3):
        audit.record("event", f"Entry {number}", forum=forum, by=None, on=MEETING_DAY)
    return list(AuditEntry.objects.filter(forum=forum))


@pytest.mark.parametrize(("changes", "sentence"), NEXT.values(), ids=NEXT)
def test_entry_is_the_next_of_its_chain(trail, changes, sentence):
    try_both(lambda: add(trail, **changes), sentence)


@pytest.mark.parametrize("write", TRAIL.values(), ids=TRAIL)
def test_trail_is_only_added_to(trail, write):
    try_both(lambda: write(trail))


def test_entry_follows_the_head(trail):
    add(trail)
    second = {"seq": 5, "prev": "f" * 64, "hash": "a" * 64, "idem_key": "second"}

    try_both(lambda: add(trail, **second), "follows the head")
    change(head_of(trail), seq=4, hash="f" * 64)
    assert add(trail, **second) == 1


def test_head_begins_before_the_first_entry():
    bare = Forum.objects.create(slug="bare", name="Bare", short_name="it", authority="Bare")

    try_both(
        lambda: insert("forum_trailhead", forum_id=bare, seq=3, hash="f" * 64),
        "starts_at_nothing",
    )
    assert insert("forum_trailhead", forum_id=bare, seq=0, hash=START) == 1


@sqlite_only
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("verb", ["REPLACE", "INSERT OR REPLACE"])
@pytest.mark.parametrize("key", REPLACED.values(), ids=REPLACED)
def test_entry_is_not_written_over(trail, key, verb, recursive):
    raw.run(f"PRAGMA recursive_triggers = {recursive}")
    try:
        try_both(lambda: add(trail, verb=verb, **key(trail)))
    finally:
        raw.run("PRAGMA recursive_triggers = ON")


@sqlite_only
def test_head_is_not_written_over(trail):
    def write():
        return insert("forum_trailhead", verb="REPLACE", forum_id=forum, seq=0, hash=START)

    forum = trail[0].forum_id

    try_both(write, "guard_forum_trailhead")


@postgresql_only
@pytest.mark.parametrize("write", POSTGRESQL.values(), ids=POSTGRESQL)
def test_trail_stands_on_postgresql(trail, write):
    try_both(lambda: write(trail))


@sqlite_only
def test_trail_stands_where_an_insert_becomes_an_update(trail):
    def write():
        return raw.run(
            "INSERT INTO forum_auditentry SELECT * FROM forum_auditentry WHERE seq = 3 "
            "ON CONFLICT (id) DO UPDATE SET sentence = 'No.'"
        )

    try_both(write)


@pytest.mark.parametrize(
    "clause", ["OR IGNORE", "OR REPLACE", "OR FAIL", "OR ROLLBACK", "OR ABORT"]
)
@sqlite_only
def test_trail_stands_whatever_a_conflict_should_do(trail, clause):
    assert_refused(lambda: change(trail[1], verb=f"UPDATE {clause}", sentence="No."))
    assert_refused(lambda: add(trail, verb=f"INSERT {clause}", seq=9))


# What was published


def test_published_document_is_never_rewritten():
    document = a_document(drafted())

    try_both(lambda: change(document, content=b"other"), "add_only")
    try_both(lambda: remove(document), "add_only")


@sqlite_only
def test_published_document_is_not_written_over():
    document = a_document(drafted(), DocumentKind.AGENDA)

    try_both(lambda: replace(document, content=b"other"))
    try_both(lambda: copy(document, verb="REPLACE", content=b"other"))


@pytest.fixture
def item(forum):
    return an_item(a_meeting(forum))


def publish(meeting, clerk):
    return change(
        meeting,
        agenda_published_at=NOW,
        agenda_published_by_id=clerk,
        agenda_published_on=date(2026, 1, 7),
    )


def test_published_agenda_stays(item, clerk):
    bare = a_meeting(item.forum, date(2026, 6, 1))
    publish(item.meeting, clerk)
    publish(bare, clerk)

    try_both(lambda: change(item, number="6"), "number_published")
    try_both(lambda: remove(item), "published_stays")
    try_both(lambda: change(item, meeting_id=bare), "stays_in_its_meeting")
    try_both(lambda: remove(bare), "published_stays")
    try_both(
        lambda: change(
            bare,
            agenda_published_at=None,
            agenda_published_by_id=None,
            agenda_published_on=None,
        ),
        "stays_published",
    )


def test_late_item_may_be_added_to_a_published_agenda(item, clerk):
    publish(item.meeting, clerk)

    late = an_item(item.meeting, "7A")
    change(late, title="A better title")

    assert item.meeting.items.count() == 2


def test_agenda_may_change_before_it_is_published(item):
    change(item, number="6")
    remove(item)

    assert remove(item.meeting) == 1
