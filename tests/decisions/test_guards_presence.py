from datetime import date

import pytest

from forum.choices import Capacity, InterestAction, InterestKind
from forum.models import Attendance, InAttendance, Interest
from tests.factories import MEETING_DAY, is_present
from tests.guarded import agree, settle, some_minutes, tabled
from tests.guarded import an_award as awarded
from tests.guarded import an_outcome as resolved
from tests.raw import assert_refused, change, copy, remove, try_both

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """A meeting with somebody there, an interest declared and an officer in attendance."""
    asked = tabled()
    is_present(asked.meeting, asked.member)
    holder = asked.member.appointments.get()
    Interest.objects.create(
        forum=asked.forum,
        meeting=asked.meeting,
        appointment=holder,
        kind=InterestKind.GENERAL,
        action=InterestAction.STAYED,
        nature="Governor of a school.",
    )
    InAttendance.objects.create(
        forum=asked.forum, meeting=asked.meeting, name="Ann", capacity=Capacity.OFFICER
    )
    return asked


@pytest.fixture
def agreed(asked):
    outcome = resolved(asked)
    awarded(asked, outcome)
    settle(outcome)
    agree(some_minutes(asked), asked)
    return asked


def test_presence_is_put_right_before_the_minutes_are_agreed(asked):
    assert change(Attendance.objects.get(), presence="absent") == 1
    assert remove(InAttendance.objects.get()) == 1


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        (Attendance, {"presence": "absent"}),
        (Interest, {"nature": "None."}),
        (InAttendance, {"name": "Bob"}),
    ],
    ids=["attendance", "interest", "in attendance"],
)
def test_presence_stays_once_the_minutes_are_agreed(agreed, model, changes):
    row = model.objects.get()

    try_both(lambda: change(row, **changes), "minuted")


def test_interval_stays_once_the_minutes_are_agreed(agreed):
    interval = Attendance.objects.get().intervals.get()

    try_both(lambda: change(interval, is_remote=True), "minuted")
    try_both(lambda: remove(interval), "minuted")


def test_nobody_is_added_to_agreed_minutes(agreed):
    try_both(lambda: copy(InAttendance.objects.get(), name="Bob"), "minuted")


def test_nobody_is_appointed_where_somebody_sits(asked):
    """The unique key sees only two terms without an end."""
    held = asked.member.appointments.get()
    change(held, until_on=date(2026, 8, 31))

    try_both(lambda: copy(held, from_on=MEETING_DAY, until_on=date(2027, 8, 31)), "one_at_a_time")
    later = copy(held, from_on=date(2026, 9, 1), until_on=date(2027, 8, 31))
    assert later == 1
    assert_refused(lambda: change(held, until_on=date(2026, 9, 1)), "one_at_a_time")
