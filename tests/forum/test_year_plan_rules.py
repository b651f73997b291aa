from datetime import date

import pytest

from forum.choices import Business
from forum.rules.year_plan import CYCLE, PlannedMeeting, PlanState, window, year_plan

YEAR = "2025-26"
SUMMER, AUTUMN, WINTER = date(2025, 6, 12), date(2025, 10, 9), date(2026, 1, 15)


def plan(*meetings, on=date(2025, 4, 1), year=YEAR):
    return year_plan(year, meetings, on)


def entry(business, *meetings, on=date(2025, 4, 1)):
    found = plan(*meetings, on=on).businesses
    return next(each for each in found if each.business == business)


def test_cycle_knows_every_business_with_its_source():
    assert set(CYCLE) == set(Business)
    assert [row.business for row in plan().businesses] == list(CYCLE)
    assert all(row.deadline and row.source for row in CYCLE.values())


@pytest.mark.parametrize(
    ("business", "opens", "by"),
    [
        (Business.DE_DELEGATION, date(2025, 9, 1), date(2026, 1, 31)),
        (Business.FORMULA, date(2025, 9, 1), date(2026, 1, 31)),
        (Business.GROWTH, date(2025, 9, 1), date(2026, 1, 31)),
        (Business.CENTRAL, date(2025, 9, 1), date(2026, 3, 31)),
        (Business.EARLY_YEARS, date(2025, 9, 1), date(2026, 2, 28)),
        (Business.OUTTURN, date(2025, 5, 1), date(2025, 9, 30)),
        (Business.COMPOSITION, date(2025, 4, 1), date(2026, 3, 31)),
    ],
)
def test_business_has_its_time_of_the_year(business, opens, by):
    assert window(business, YEAR) == (opens, by)


def test_leap_february_has_its_day():
    assert window(Business.EARLY_YEARS, "2027-28")[1] == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("day", "on", "state"),
    [
        (AUTUMN, date(2025, 4, 1), PlanState.PLANNED),
        (AUTUMN, AUTUMN, PlanState.PLANNED),
        (AUTUMN, date(2025, 10, 10), PlanState.DONE),
        (date(2026, 1, 31), date(2025, 12, 1), PlanState.PLANNED),
        (date(2026, 2, 1), date(2025, 12, 1), PlanState.TOO_LATE),
        (date(2026, 2, 1), date(2026, 3, 1), PlanState.TOO_LATE),
    ],
)
def test_de_delegation_is_taken_before_the_proforma(day, on, state):
    found = entry(Business.DE_DELEGATION, PlannedMeeting(day, (Business.DE_DELEGATION,)), on=on)

    assert (found.state, found.meetings) == (state, (day,))


@pytest.mark.parametrize(
    ("on", "state", "sentence"),
    [
        (date(2026, 1, 31), PlanState.NOT_PLANNED, "On no agenda yet; due by 31 January 2026."),
        (date(2026, 2, 1), PlanState.TOO_LATE, "Not taken by 31 January 2026."),
    ],
)
def test_de_delegation_on_no_agenda_becomes_too_late(on, state, sentence):
    found = entry(Business.DE_DELEGATION, PlannedMeeting(AUTUMN), on=on)

    assert (found.state, found.sentence) == (state, sentence)


@pytest.mark.parametrize("business", [Business.TRANSFER, Business.SCHEME])
def test_business_that_is_not_proposed_is_never_too_late(business):
    found = entry(business, on=date(2026, 3, 31))

    assert found.state == PlanState.NOT_PLANNED
    assert found.sentence == "On no agenda; needed only where it is proposed."


def test_business_is_taken_at_several_meetings():
    both = [PlannedMeeting(day, (Business.CENTRAL,)) for day in (WINTER, AUTUMN)]

    before, between = (entry(Business.CENTRAL, *both, on=on) for on in (SUMMER, WINTER))

    assert before.sentence == "On the agenda of 9 October 2025 and 15 January 2026."
    assert between.state == PlanState.DONE
    assert between.sentence == "On the agendas of 9 October 2025 and 15 January 2026."


def test_business_taken_late_says_so():
    late = PlannedMeeting(date(2026, 2, 5), (Business.FORMULA,))

    assert entry(Business.FORMULA, late).sentence == (
        "On the agenda of 5 February 2026, after 31 January 2026."
    )


def test_business_that_was_taken_names_its_day():
    done = entry(Business.OUTTURN, PlannedMeeting(SUMMER, (Business.OUTTURN,)), on=AUTUMN)

    assert done.sentence == "Taken on 12 June 2025."


def test_deadline_names_the_year_that_is_decided():
    assert "before 2026-27 begins" in entry(Business.DE_DELEGATION).deadline
    assert "outturn of 2024-25" in entry(Business.OUTTURN).deadline


def test_cancelled_meeting_takes_nothing_and_does_not_count():
    off = PlannedMeeting(AUTUMN, (Business.DE_DELEGATION,), is_cancelled=True)

    found = plan(off)

    assert found.meetings == 0
    assert entry(Business.DE_DELEGATION, off).meetings == ()


@pytest.mark.parametrize(
    ("day", "counted"),
    [
        (date(2025, 3, 31), 0),
        (date(2025, 4, 1), 1),
        (date(2026, 3, 31), 1),
        (date(2026, 4, 1), 0),
    ],
)
def test_meeting_counts_in_its_financial_year(day, counted):
    assert plan(PlannedMeeting(day)).meetings == counted


@pytest.mark.parametrize(("count", "enough"), [(3, False), (4, True), (5, True)])
def test_year_has_four_meetings_at_least(count, enough):
    meetings = [PlannedMeeting(date(2025, 5 + n, 1)) for n in range(count)]

    found = plan(*meetings)

    assert (found.meetings, found.has_enough_meetings) == (count, enough)
    assert "regulation 8(1)" in found.source


def test_number_of_meetings_is_said_against_the_law():
    assert plan(PlannedMeeting(AUTUMN)).sentence == (
        "1 meeting is called for 2025-26; the law asks for at least 4."
    )
