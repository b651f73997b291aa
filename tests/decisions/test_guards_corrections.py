"""What is added to minutes is only ever added, to what it names, by a later meeting."""

from datetime import date

import pytest

from decisions.models import MinuteItem
from tests.factories import a_meeting, an_item
from tests.guarded import (
    a_correction,
    a_note,
    agree,
    an_award,
    an_outcome,
    settle,
    some_minutes,
    tabled,
)
from tests.raw import change, copy, remove, try_both

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return tabled()


@pytest.fixture
def minutes(asked):
    """Agreed at a later meeting, with one settled outcome."""
    outcome = an_outcome(asked)
    an_award(asked, outcome)
    settle(outcome)
    minutes = some_minutes(asked)
    agree(minutes, asked)
    return minutes


@pytest.fixture
def correction(minutes, asked):
    return a_correction(minutes, asked)


def test_correction_stays_as_it_was_made(correction):
    try_both(lambda: change(correction, reads="Something else"), "add_only")
    try_both(lambda: remove(correction), "add_only")


def test_note_stays_as_it_was_made(minutes, asked):
    note = a_note(minutes, asked)

    try_both(lambda: change(note, text="Something else"), "add_only")
    try_both(lambda: remove(note), "add_only")


def test_correction_corrects_the_decision_of_its_meeting(correction, asked):
    assert copy(correction, outcome_id=asked.question.outcome.pk) == 1


def test_minutes_that_are_not_agreed_are_not_corrected(correction, asked):
    another = a_meeting(asked.forum, date(2026, 2, 1))

    try_both(
        lambda: copy(correction, meeting_id=another, agenda_item_id=None), "to_agreed_minutes"
    )


def test_historic_meeting_is_corrected_without_minutes_of_ours(correction, asked):
    another = a_meeting(asked.forum, date(2019, 1, 16), is_historic=True)

    assert copy(correction, meeting_id=another, agenda_item_id=None) == 1


def test_correction_is_made_at_a_later_meeting(correction, asked):
    earlier = a_meeting(asked.forum, date(2026, 1, 1))

    try_both(lambda: copy(correction, made_at_meeting_id=earlier), "to_agreed_minutes")


def test_correction_is_to_an_item_and_a_decision_of_its_meeting(correction, asked):
    another = a_meeting(asked.forum, date(2019, 1, 16), is_historic=True)
    item = an_item(another)

    try_both(lambda: copy(correction, agenda_item_id=item), "to_agreed_minutes")
    try_both(
        lambda: copy(
            correction,
            meeting_id=another,
            agenda_item_id=None,
            outcome_id=asked.question.outcome.pk,
        ),
        "to_agreed_minutes",
    )


def test_note_is_under_an_item_of_its_meeting(minutes, asked):
    note = a_note(minutes, asked)
    item = an_item(a_meeting(asked.forum, date(2026, 2, 1)))

    try_both(lambda: copy(note, agenda_item_id=item), "of_its_meeting")


def test_what_is_exempt_and_what_was_said_is_fixed_with_the_minutes(minutes):
    item = MinuteItem.objects.get(minutes=minutes)

    try_both(lambda: change(item, is_exempt=True, exempt_reason="Late"), "agreed_is_fixed")
    try_both(lambda: change(minutes, said="{}"), "agreed_is_fixed")
