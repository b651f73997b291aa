from dataclasses import replace
from datetime import date, timedelta

import pytest

from forum.rules.notice import (
    ClockFacts,
    DueState,
    NewMember,
    a_month_after,
    clock,
    due,
    is_working_day,
    last_day_to_publish,
    working_days_between,
)

FACTS = ClockFacts(
    meeting_on=date(2026, 1, 15),
    on=date(2026, 1, 5),
    notice_working_days=6,
    minutes_draft_days=7,
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 1, 15), True),
        (date(2026, 1, 17), False),
        (date(2026, 1, 18), False),
        (date(2026, 4, 2), True),
        (date(2026, 4, 3), False),
        (date(2026, 4, 6), False),
        (date(2026, 4, 7), True),
        (date(2026, 5, 4), False),
        (date(2020, 5, 4), True),
        (date(2020, 5, 8), False),
        (date(2023, 5, 8), False),
        (date(2026, 12, 24), True),
        (date(2026, 12, 28), False),
        (date(2026, 12, 29), True),
        (date(2026, 3, 17), True),
    ],
)
def test_working_day_is_a_weekday_that_is_no_bank_holiday_in_england(day, works):
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("first", "last", "clear"),
    [
        (date(2026, 1, 5), date(2026, 1, 15), 7),
        (date(2026, 1, 6), date(2026, 1, 15), 6),
        (date(2026, 1, 15), date(2026, 1, 15), 0),
        (date(2026, 1, 16), date(2026, 1, 15), 0),
        (date(2026, 4, 2), date(2026, 4, 7), 0),
        (date(2026, 12, 23), date(2027, 1, 5), 5),
    ],
)
def test_notice_is_counted_in_clear_working_days(first, last, clear):
    assert working_days_between(first, last) == clear


@pytest.mark.parametrize(
    ("meeting_on", "working_days", "last_day"),
    [
        (date(2026, 1, 15), 6, date(2026, 1, 6)),
        (date(2026, 1, 15), 5, date(2026, 1, 7)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
        (date(2026, 4, 9), 6, date(2026, 3, 29)),
        (date(2026, 5, 7), 3, date(2026, 4, 30)),
        (date(2020, 5, 11), 1, date(2020, 5, 6)),
        (date(2027, 1, 5), 5, date(2026, 12, 23)),
        (date(2027, 1, 5), 6, date(2026, 12, 22)),
    ],
    ids=[
        "plain",
        "five days",
        "no notice",
        "Easter",
        "early May",
        "early May moved to a Friday",
        "Christmas",
        "Christmas, a day more",
    ],
)
def test_agenda_is_published_by_the_last_day_that_leaves_full_notice(
    meeting_on, working_days, last_day
):
    found = last_day_to_publish(meeting_on, working_days)

    assert found == last_day
    assert working_days_between(found, meeting_on) >= working_days
    if working_days:
        after = found + timedelta(days=1)
        assert working_days_between(after, meeting_on) < working_days


@pytest.mark.parametrize(
    ("on", "published_on", "state"),
    [
        (date(2026, 1, 6), None, DueState.DUE),
        (date(2026, 1, 7), None, DueState.OVERDUE),
        (date(2026, 1, 20), date(2026, 1, 6), DueState.DONE),
        (date(2026, 1, 20), date(2026, 1, 7), DueState.DONE_LATE),
    ],
)
def test_clock_says_whether_the_agenda_is_in_time(on, published_on, state):
    agenda, _minutes = clock(replace(FACTS, on=on, agenda_published_on=published_on))

    assert (agenda.by, agenda.state, agenda.done_on) == (date(2026, 1, 6), state, published_on)
    assert agenda.source == "The forum's constitution: notice of meetings"


@pytest.mark.parametrize(
    ("on", "drafted_on", "state"),
    [
        (date(2026, 1, 22), None, DueState.DUE),
        (date(2026, 1, 23), None, DueState.OVERDUE),
        (date(2026, 2, 1), date(2026, 1, 22), DueState.DONE),
        (date(2026, 2, 1), date(2026, 1, 23), DueState.DONE_LATE),
    ],
)
def test_clock_counts_calendar_days_for_the_draft_minutes(on, drafted_on, state):
    _agenda, minutes = clock(replace(FACTS, on=on, draft_minutes_on=drafted_on))

    assert (minutes.by, minutes.state) == (date(2026, 1, 22), state)


@pytest.mark.parametrize(
    ("on", "published_on", "words"),
    [
        (date(2026, 1, 4), None, "due by 6 January 2026, in 2 days."),
        (date(2026, 1, 5), None, "due by 6 January 2026, in 1 day."),
        (date(2026, 1, 6), None, "due by 6 January 2026, today."),
        (date(2026, 1, 7), None, "was due by 6 January 2026, 1 working day ago."),
        (date(2026, 1, 9), date(2026, 1, 5), "done on 5 January 2026, due by 6 January 2026."),
        (
            date(2026, 1, 9),
            date(2026, 1, 8),
            "done on 8 January 2026, 2 working days after 6 January 2026.",
        ),
        (date(2026, 1, 12), None, "was due by 6 January 2026, 4 working days ago."),
    ],
)
def test_clock_says_it_in_a_sentence(on, published_on, words):
    agenda = clock(replace(FACTS, on=on, agenda_published_on=published_on))[0]

    assert agenda.sentence == f"Agenda and papers published: {words}"
    assert agenda.words.lower() == words.lower()


def test_late_by_a_weekend_only_is_said_in_days():
    found = due(
        "Agenda", date(2026, 1, 9), date(2026, 1, 10), on=date(2026, 2, 1), source="", working=True
    )

    assert found.sentence == "Agenda: done on 10 January 2026, 1 day after 9 January 2026."


def test_late_minutes_are_counted_in_calendar_days():
    minutes = clock(replace(FACTS, on=date(2026, 1, 26)))[1]

    assert minutes.words == "Was due by 22 January 2026, 4 days ago."


def test_clock_of_a_cancelled_meeting_asks_for_nothing():
    assert clock(replace(FACTS, is_cancelled=True)) == ()


@pytest.mark.parametrize(
    ("told_on", "state"),
    [
        (date(2026, 2, 28), DueState.DONE),
        (date(2026, 3, 1), DueState.DONE_LATE),
        (None, DueState.OVERDUE),
    ],
)
def test_governing_bodies_are_told_of_a_non_schools_member_within_a_month(told_on, state):
    member = NewMember("Diocesan representative", date(2026, 1, 31), told_on)

    telling = clock(replace(FACTS, on=date(2026, 3, 2), new_members=(member,)))[-1]

    assert (telling.by, telling.state) == (date(2026, 2, 28), state)
    assert "regulation 7(5)" in telling.source


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (date(2026, 1, 15), date(2026, 2, 15)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2026, 3, 31), date(2026, 4, 30)),
    ],
)
def test_month_ends_on_the_same_day_or_the_last_of_the_next(day, after):
    assert a_month_after(day) == after
