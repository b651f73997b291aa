"""Whether a forum keeps to its duties, counted in working days."""

from datetime import date

import pytest

from decisions.rules.compliance import (
    ForumFacts,
    MeetingFacts,
    compliance,
    kept,
    working_days_late,
)
from forum.rules.composition import State
from forum.rules.notice import ClockFacts, clock

YEAR = "2025-26"
THURSDAY = date(2026, 1, 15)
LAST_DAY = date(2026, 1, 6)
"""A Tuesday: six clear working days before the meeting."""


def a_meeting(held_on=THURSDAY, *, out=LAST_DAY, drafted=date(2026, 1, 20), on=None, **more):
    facts = ClockFacts(held_on, on or date(2026, 3, 1), 6, 7, out, drafted)
    agenda, minutes = clock(facts)
    values = {"is_held": True, "notice": 6, "published_on": out} | more
    return MeetingFacts(held_on, agenda=agenda, minutes=minutes, **values)


def a_year(*meetings, on=date(2026, 3, 1), **more):
    values = {"seats": 10, "filled": 10, "terms_ended": 0, "unsettled": 0} | more
    return ForumFacts(YEAR, on, meetings, **values)


def finding(code, facts):
    return next(each for each in compliance(facts) if each.code == code)


def test_every_duty_has_its_source():
    found = compliance(a_year())

    assert [each.code for each in found] == [
        "agendas", "papers", "minutes", "meetings", "seats", "terms", "sources"
    ]  # fmt: skip
    assert all(each.source for each in found)


@pytest.mark.parametrize(
    ("out", "given", "state"),
    [(LAST_DAY, 6, State.MET), (date(2026, 1, 7), 5, State.NOT_MET)],
)
def test_agenda_is_in_time_to_the_working_day(out, given, state):
    meeting = a_meeting(out=out)

    assert kept(meeting).given == given
    assert kept(meeting).by == LAST_DAY
    assert finding("agendas", a_year(meeting)).state == state


def test_agenda_not_due_yet_is_no_breach():
    meeting = a_meeting(out=None, drafted=None, on=LAST_DAY, is_held=False)

    told = finding("agendas", a_year(meeting, on=LAST_DAY))

    assert (told.text, told.state) == ("Agendas: none was due yet.", State.MET)


@pytest.mark.parametrize(
    ("day", "late"),
    [
        (date(2026, 1, 7), 1),
        (date(2026, 1, 9), 3),
        (date(2026, 1, 11), 3),
        (date(2026, 1, 15), 7),
    ],
    ids=["next day", "Friday", "Sunday", "handed round"],
)
def test_late_paper_is_late_by_working_days(day, late):
    assert working_days_late(LAST_DAY, day) == late


def test_late_papers_are_counted_with_the_worst():
    meeting = a_meeting(papers=(LAST_DAY, date(2026, 1, 7), date(2026, 1, 9)))

    told = finding("papers", a_year(meeting))

    assert told.state == State.NOT_MET
    assert told.text == (
        "Papers: 1 of 3 papers published in time. The latest came 3 working days late."
    )


def test_papers_in_time_are_met():
    told = finding("papers", a_year(a_meeting(papers=(LAST_DAY,))))

    assert (told.text, told.state) == ("Papers: 1 of 1 paper published in time.", State.MET)


@pytest.mark.parametrize(
    ("drafted", "state"),
    [(date(2026, 1, 22), State.MET), (date(2026, 1, 23), State.NOT_MET), (None, State.NOT_MET)],
    ids=["seven days", "eight days", "never"],
)
def test_draft_minutes_are_in_time_to_the_day(drafted, state):
    assert finding("minutes", a_year(a_meeting(drafted=drafted))).state == state


@pytest.mark.parametrize(
    ("held", "on", "state"),
    [
        (4, date(2026, 3, 31), State.MET),
        (3, date(2026, 3, 31), State.TO_LOOK_AT),
        (3, date(2026, 4, 1), State.NOT_MET),
    ],
    ids=["four", "three, year runs", "three, year over"],
)
def test_four_meetings_a_year_are_needed(held, on, state):
    meetings = [a_meeting() for _ in range(held)]

    assert finding("meetings", a_year(*meetings, on=on)).state == state


def test_cancelled_meeting_counts_for_nothing():
    cancelled = MeetingFacts(THURSDAY, is_held=False, is_cancelled=True, notice=6)

    told = finding("meetings", a_year(cancelled))

    assert told.text.startswith("Meetings: 0 held and 0 published to come in 2025-26")
    assert finding("agendas", a_year(cancelled)).state == State.MET


def test_forum_without_seats_has_not_met_what_is_asked_of_them():
    told = finding("seats", a_year(seats=0, filled=0))

    assert (told.text, told.state) == ("Seats: none is entered.", State.NOT_MET)


def test_vacancies_and_ended_terms_and_sources_are_told():
    since = date(2025, 6, 15)
    facts = a_year(filled=8, terms_ended=1, unsettled=2, unsettled_since=since)

    told = {each.code: each for each in compliance(facts)}

    assert told["seats"].text == "Seats: 8 of 10 seats filled, 2 vacant."
    assert told["terms"].text == "Terms of office: 1 seat vacant since a term ended."
    assert told["sources"].text == (
        "Funding sources: 2 decisions without a settled source, the oldest since 15 June 2025."
    )
    assert told["sources"].state == told["terms"].state == State.NOT_MET
    assert told["seats"].state == State.TO_LOOK_AT
