"""What is kept while the trail of a forum stands still."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import caches

from forum import audit
from forum.views.kept import kept
from tests.factories import MEETING_DAY, a_forum

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept():
    caches["near"].clear()


def an_entry(forum):
    audit.record("event", "A step.", forum=forum, by=None, on=MEETING_DAY)


def test_part_is_made_once_for_all_who_read_it(forum):
    an_entry(forum)

    first = kept(forum).of(("years", True), lambda: ["2025-26"])

    assert kept(forum).of(("years", True), lambda: ["never made"]) == first == ["2025-26"]


def test_part_is_made_anew_after_every_step(forum):
    an_entry(forum)
    kept(forum).of("years", lambda: ["2025-26"])

    an_entry(forum)

    assert kept(forum).of("years", lambda: ["2026-27"]) == ["2026-27"]


def test_part_of_another_reader_question_or_forum_is_another(forum):
    other = a_forum("elsewhere")
    an_entry(forum)
    an_entry(other)
    kept(forum).of(("years", True), lambda: "inside")

    assert kept(forum).of(("years", False), lambda: "public") == "public"
    assert kept(other).of(("years", True), lambda: "theirs") == "theirs"


def test_nothing_is_kept_of_a_forum_without_a_trail(forum):
    kept(forum).of("years", lambda: "first")

    assert kept(forum).of("years", lambda: "second") == "second"


def test_nothing_is_kept_past_midnight(forum, time_machine):
    an_entry(forum)
    time_machine.move_to(datetime(2026, 4, 15, 22, tzinfo=UTC), tick=False)
    kept(forum).of("years", lambda: "today")

    time_machine.shift(timedelta(minutes=61))

    assert kept(forum).of("years", lambda: "tomorrow") == "tomorrow"
