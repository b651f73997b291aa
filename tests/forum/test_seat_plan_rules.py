import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.choices import Group
from forum.rules.seat_plan import PROPORTIONATE, seat_plan, share_out

PRIMARY, SECONDARY, ACADEMIES = PROPORTIONATE


@pytest.mark.parametrize(
    ("seats", "pupils", "expected"),
    [
        (10, (500, 300, 200), (5, 3, 2)),
        (12, (10_000, 100, 100), (10, 1, 1)),
        (3, (1, 1, 1), (1, 1, 1)),
        (5, (600, 0, 400), (3, 0, 2)),
        (12, (0, 0, 0), (0, 0, 0)),
        (1, (500, 300, 200), (1, 1, 1)),
    ],
)
def test_seats_are_shared_out_in_proportion_to_pupils(seats, pupils, expected):
    shared = share_out(seats, dict(zip(PROPORTIONATE, pupils, strict=True)))

    assert tuple(shared[group] for group in PROPORTIONATE) == expected


@given(st.integers(3, 60), st.tuples(*[st.integers(0, 200_000)] * 3))
def test_every_seat_is_given_and_nobody_with_pupils_is_left_out(seats, pupils):
    shared = share_out(seats, dict(zip(PROPORTIONATE, pupils, strict=True)))

    assert sum(shared.values()) == (seats if any(pupils) else 0)
    assert [bool(each) for each in shared.values()] == [bool(each) for each in pupils]


def test_plan_gives_each_other_kind_of_school_a_seat_where_there_is_one():
    plan = seat_plan(
        proportionate=12,
        schools={Group.MAINTAINED_SPECIAL: 2, Group.MAINTAINED_PRU: 0},
        pupils={PRIMARY: 9_000, SECONDARY: 0, ACADEMIES: 3_000},
    )
    seats = {planned.group: planned.seats for planned in plan}

    assert (seats[PRIMARY], seats[ACADEMIES]) == (9, 3)
    assert (seats[Group.MAINTAINED_SPECIAL], seats[Group.MAINTAINED_PRU]) == (1, 0)
    assert (seats[Group.EARLY_YEARS], seats[Group.POST_16]) == (1, 1)
    assert set(seats) == set(Group)
    assert all(planned.source for planned in plan)
