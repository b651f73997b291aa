from datetime import UTC, datetime

import pytest

from forum.rules.presence import (
    Interval,
    Sitting,
    clock_time,
    may_come,
    may_leave,
    present_at,
)

HEAD, GOVERNOR = "Primary headteacher 1", "Primary governor 1"


def at(hour, minute=0):
    return datetime(2026, 1, 15, hour, minute, tzinfo=UTC)


def member(from_at, until_at=None, **more):
    return Interval(HEAD, from_at, until_at, **more)


def substitute(from_at, until_at=None):
    return Interval(HEAD, from_at, until_at, is_substitute=True)


@pytest.mark.parametrize(
    ("moment", "here"),
    [
        (at(9, 59), False),
        (at(10), True),
        (at(10, 59), True),
        (at(11), False),
        (None, False),
    ],
    ids=["before", "as they come", "last minute", "as they leave", "as last recorded"],
)
def test_member_is_here_from_coming_until_leaving(moment, here):
    assert (HEAD in present_at([member(at(10), at(11))], moment)) is here


@pytest.mark.parametrize("moment", [at(10), at(23), None])
def test_member_who_has_not_left_is_here(moment):
    assert present_at([member(at(10))], moment) == {
        HEAD: Sitting(member=True, substitute=False, is_remote=False)
    }


def test_member_who_came_back_is_not_here_between():
    intervals = [member(at(10), at(11)), member(at(11, 30))]

    assert [
        HEAD in present_at(intervals, at(*when)) for when in ((10, 30), (11, 15), (11, 30))
    ] == [
        True,
        False,
        True,
    ]


def test_seat_counts_once_while_member_and_substitute_are_both_here():
    intervals = [substitute(at(10)), member(at(11)), Interval(GOVERNOR, at(10), None)]

    sitting = present_at(intervals, at(11))

    assert len(sitting) == 2
    assert sitting[HEAD] == Sitting(member=True, substitute=True, is_remote=False)
    assert not sitting[HEAD].by_substitute
    assert present_at(intervals, at(10))[HEAD].by_substitute


@pytest.mark.parametrize(
    ("intervals", "is_remote"),
    [
        ([member(at(10), is_remote=True)], True),
        ([member(at(10), is_remote=True), substitute(at(10))], True),
        ([member(at(10)), Interval(HEAD, at(10), None, True, True)], False),
        ([Interval(HEAD, at(10), None, True, True)], True),
    ],
    ids=["member online", "member online, substitute here", "substitute online", "only they"],
)
def test_remote_is_who_counts_for_the_seat(intervals, is_remote):
    assert present_at(intervals, None)[HEAD].is_remote is is_remote


def test_member_who_is_not_here_comes():
    for intervals in ([], [member(at(10), at(11))]):
        assert may_come(intervals, at(11), as_substitute=False, substitute_allowed=False).allowed


@pytest.mark.parametrize(
    ("moment", "codes"),
    [
        (at(9), {"came-later"}),
        (at(10), {"here-already"}),
        (at(10, 59), {"here-already"}),
        (at(11), set()),
    ],
)
def test_member_does_not_come_twice(moment, codes):
    ruling = may_come(
        [member(at(10), at(11))], moment, as_substitute=False, substitute_allowed=False
    )

    assert ruling.codes == codes


def test_coming_is_refused_with_the_time_on_record():
    ruling = may_come([member(at(10, 5))], at(9), as_substitute=False, substitute_allowed=False)

    assert [reason.text for reason in ruling.reasons] == [
        "The member is recorded as coming at 10:05am, after 9am: enter a later time."
    ]


@pytest.mark.parametrize(
    ("intervals", "allowed", "codes"),
    [
        ([], True, set()),
        ([], False, {"no-substitute-named"}),
        ([member(at(9))], True, {"member-is-here"}),
        ([member(at(9), at(10))], True, set()),
        ([member(at(9), at(10, 1))], True, {"member-is-here"}),
        ([member(at(9))], False, {"no-substitute-named", "member-is-here"}),
        ([substitute(at(9))], True, {"here-already"}),
    ],
)
def test_substitute_sits_only_for_an_absent_member(intervals, allowed, codes):
    ruling = may_come(intervals, at(10), as_substitute=True, substitute_allowed=allowed)

    assert ruling.codes == codes


def test_member_takes_the_seat_back_with_a_warning():
    ruling = may_come([substitute(at(9))], at(10), as_substitute=False, substitute_allowed=True)

    assert (ruling.allowed, ruling.warning_codes) == (True, {"substitute-is-here"})
    assert "regulation 8(8)" in ruling.warnings[0].source


@pytest.mark.parametrize(
    ("intervals", "moment", "codes"),
    [
        ([member(at(10))], at(10, 1), set()),
        ([member(at(10))], at(10), set()),
        ([member(at(10))], at(9, 59), {"left-before-coming"}),
        ([], at(10), {"not-here"}),
        ([member(at(9), at(10))], at(11), {"not-here"}),
        ([substitute(at(9))], at(10), {"not-here"}),
        ([member(at(8), at(9)), member(at(10))], at(9, 30), {"left-before-coming"}),
    ],
)
def test_member_does_not_leave_before_coming(intervals, moment, codes):
    assert may_leave(intervals, moment, as_substitute=False).codes == codes


def test_substitute_leaves_and_the_member_stays():
    intervals = [substitute(at(9)), member(at(10))]

    assert may_leave(intervals, at(10), as_substitute=True).allowed


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 1, 15, 0, 5, tzinfo=UTC), "12:05am"),
        (datetime(2026, 1, 15, 12, 0, tzinfo=UTC), "12pm"),
        (datetime(2026, 7, 15, 9, 30, tzinfo=UTC), "10:30am"),
    ],
    ids=["midnight", "noon", "summer time"],
)
def test_time_is_said_as_england_reads_it(moment, said):
    assert clock_time(moment) == said
