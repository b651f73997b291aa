from datetime import UTC, datetime

import pytest

from forum.rules.presence import Interval
from forum.rules.quorum import Quorum, fraction, quorum, quorum_at


def at(hour, minute=0):
    return datetime(2026, 1, 15, hour, minute, tzinfo=UTC)


def seats(count, from_at=None, until_at=None):
    return [Interval(f"seat {n}", from_at or at(10), until_at) for n in range(count)]


@pytest.mark.parametrize(
    ("members", "present", "met"),
    [
        (100, 39, False),
        (100, 40, True),
        (100, 41, True),
        (14, 5, False),
        (14, 6, True),
        (15, 5, False),
        (15, 6, True),
        (16, 6, False),
        (16, 7, True),
        (1, 0, False),
        (1, 1, True),
        (0, 0, False),
    ],
)
def test_two_fifths_of_the_members_make_a_quorum(members, present, met):
    assert quorum(members=members, present=present).met is met


@pytest.mark.parametrize(
    ("percent", "needed"), [(39, 39), (40, 40), (41, 41), (1, 1), (50, 50), (100, 100)]
)
def test_constitution_may_ask_for_another_fraction(percent, needed):
    short = quorum(members=100, present=needed - 1, percent=percent)

    assert (short.needed, short.met) == (needed, False)
    assert quorum(members=100, present=needed, percent=percent).met


@pytest.mark.parametrize(
    ("members", "percent", "needed"), [(14, 39, 6), (14, 41, 6), (15, 40, 6), (15, 41, 7)]
)
def test_fraction_of_a_member_is_rounded_up(members, percent, needed):
    assert quorum(members=members, present=0, percent=percent).needed == needed


@pytest.mark.parametrize(("present", "margin"), [(5, -1), (6, 0), (8, 2)])
def test_margin_is_how_many_may_leave(present, margin):
    assert Quorum(needed=6, present=present).margin == margin


def test_one_person_in_two_seats_is_present_once():
    pat, sam = "Pat", "Sam"
    here = [
        Interval("seat 1", at(10), None, person=pat),
        Interval("seat 2", at(10), None, person=pat),
        Interval("seat 3", at(10), None, is_substitute=True, person=sam),
        Interval("seat 4", at(10), None),
    ]

    assert quorum_at(members=5, intervals=here, at=None).present == 3


def test_seat_where_both_sit_counts_for_the_member():
    here = [
        Interval("seat 1", at(10), None, person="Pat"),
        Interval("seat 1", at(10), None, is_substitute=True, person="Sam"),
        Interval("seat 2", at(10), None, is_substitute=True, person="Sam"),
    ]

    assert quorum_at(members=5, intervals=here, at=None).present == 2


def test_quorum_is_lost_and_found_again_between_items():
    stay = seats(5)
    goes_and_returns = [
        Interval("seat 5", at(10), at(10, 30)),
        Interval("seat 5", at(11), None),
    ]

    met = [
        quorum_at(members=14, intervals=stay + goes_and_returns, at=at(*when)).met
        for when in ((10, 29), (10, 30), (10, 59), (11, 0))
    ]

    assert met == [True, False, False, True]


@pytest.mark.parametrize(
    ("here", "out", "met"), [(40, [], True), (41, ["seat 0"], True), (40, ["seat 0"], False)]
)
def test_member_who_left_for_an_interest_does_not_count(here, out, met):
    assert quorum_at(members=100, intervals=seats(here), out=out, at=None).met is met


def test_seat_out_of_the_room_that_was_never_here_takes_nobody_away():
    assert quorum_at(members=10, intervals=seats(4), out=["seat 9"], at=at(10)) == Quorum(4, 4)


def test_substitute_and_member_both_present_count_once():
    both = [*seats(3), Interval("seat 0", at(10), None, is_substitute=True)]

    assert quorum_at(members=10, intervals=both, at=at(10)) == Quorum(needed=4, present=3)


def test_substitute_counts_while_the_member_is_away():
    handed_over = [
        *seats(3),
        Interval("seat 3", at(10), at(11)),
        Interval("seat 3", at(11), None, is_substitute=True),
    ]

    assert quorum_at(members=10, intervals=handed_over, at=at(10, 59)).met
    assert quorum_at(members=10, intervals=handed_over, at=at(11)).met


def test_remote_member_counts_as_present():
    remote = [*seats(3), Interval("seat 3", at(10), None, is_remote=True)]

    assert quorum_at(members=10, intervals=remote, at=at(10)).met


@pytest.mark.parametrize(("percent", "needed"), [(39, 4), (40, 4), (41, 5)])
def test_quorum_of_an_item_keeps_the_fraction_of_the_constitution(percent, needed):
    found = quorum_at(members=10, intervals=seats(4), at=None, percent=percent)

    assert (found.needed, found.met) == (needed, needed <= 4)


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        (40, "two fifths"),
        (20, "one fifth"),
        (25, "one quarter"),
        (75, "three quarters"),
        (30, "three tenths"),
        (50, "half"),
        (100, "all"),
        (33, "33%"),
        (41, "41%"),
    ],
)
def test_fraction_is_said_in_the_words_of_the_law(percent, words):
    assert fraction(percent) == words
