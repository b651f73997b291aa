"""What comes back to which agenda, as plain facts."""

from datetime import date

import pytest

from forum.choices import ReturningKind
from forum.rules.returning import ReturningFacts, comes_back, is_overdue, may_release

MARCH, MAY, JULY, OCTOBER = (date(2026, month, 12) for month in (3, 5, 7, 10))
MEETINGS = (MARCH, MAY, JULY, OCTOBER)


def comes(kind, due_on, meeting_on, meetings=MEETINGS):
    return comes_back(ReturningFacts(kind, due_on), meeting_on=meeting_on, meetings=meetings)


@pytest.mark.parametrize(
    ("meeting_on", "is_shown"),
    [
        pytest.param(MARCH, False, id="two more meetings are left after this one"),
        pytest.param(MAY, True, id="one meeting is left: the reminder is a meeting ahead"),
        pytest.param(JULY, True, id="the last one before the end"),
        pytest.param(OCTOBER, True, id="the first one after the end"),
        pytest.param(date(2026, 12, 1), False, id="the second one after it"),
    ],
)
def test_authority_comes_back_at_the_last_two_meetings_before_its_end_and_once_after(
    meeting_on, is_shown
):
    ends = date(2026, 7, 31)

    assert comes(ReturningKind.EXPIRING_AUTHORITY, ends, meeting_on) is is_shown


@pytest.mark.parametrize(
    ("ends", "is_shown"), [(date(2026, 9, 11), True), (date(2026, 9, 12), False)]
)
def test_authority_that_ends_in_more_than_half_a_year_waits_where_no_meeting_is_planned(
    ends, is_shown
):
    assert comes(ReturningKind.EXPIRING_AUTHORITY, ends, MARCH, (MARCH,)) is is_shown


def test_authority_comes_back_at_a_meeting_on_its_last_day():
    assert comes(ReturningKind.EXPIRING_AUTHORITY, JULY, JULY)
    assert not comes(ReturningKind.EXPIRING_AUTHORITY, None, JULY)


@pytest.mark.parametrize("kind", [ReturningKind.ACTION, ReturningKind.PROMISED_REPORT])
@pytest.mark.parametrize(
    ("due_on", "is_shown"), [(MAY, True), (date(2026, 5, 13), False), (MARCH, True), (None, True)]
)
def test_action_and_report_come_back_from_the_day_they_are_due(kind, due_on, is_shown):
    assert comes(kind, due_on, MAY) is is_shown


@pytest.mark.parametrize(
    "kind",
    [
        ReturningKind.DEFERRAL,
        ReturningKind.UNSETTLED_SOURCE,
        ReturningKind.OUTSIDE_DECISION,
    ],
)
def test_what_the_forum_must_deal_with_stands_before_every_agenda(kind):
    assert comes(kind, OCTOBER, MARCH)


@pytest.mark.parametrize(
    ("due_on", "overdue"), [(MAY, False), (date(2026, 5, 11), True), (None, False)]
)
def test_business_is_overdue_from_the_day_after(due_on, overdue):
    facts = ReturningFacts(ReturningKind.ACTION, due_on)

    assert is_overdue(facts, meeting_on=MAY) is overdue


@pytest.mark.parametrize(
    ("kind", "is_settled", "because", "codes"),
    [
        (ReturningKind.EXPIRING_AUTHORITY, False, "It ends with the year", set()),
        (ReturningKind.PROMISED_REPORT, False, "Sent by e-mail", set()),
        (ReturningKind.ACTION, False, " ", {"release-reason-missing"}),
        (ReturningKind.ACTION, True, "Done", {"returned-already"}),
        (ReturningKind.DEFERRAL, False, "Not wanted", {"ends-by-a-decision"}),
        (ReturningKind.UNSETTLED_SOURCE, False, "Not wanted", {"ends-by-a-decision"}),
        (ReturningKind.OUTSIDE_DECISION, False, "Not wanted", {"ends-by-a-decision"}),
    ],
)
def test_business_is_taken_off_by_a_person_with_a_reason_only(kind, is_settled, because, codes):
    assert may_release(kind, is_settled=is_settled, because=because).codes == codes
