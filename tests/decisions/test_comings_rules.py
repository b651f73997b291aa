"""Coming, leaving and the quorum, as minutes say them."""

from datetime import UTC, datetime

import pytest

from decisions.rules.comings import Comings, Taken
from forum.rules.presence import Interval


def at(hour, minute=0, second=0):
    return datetime(2026, 1, 15, hour, minute, second, tzinfo=UTC)


def here(seat, came=None, left=None, **more):
    return Interval(seat, came or at(9), left, **more)


ITEMS = (Taken("a", "1", at(9)), Taken("b", "2", at(10)), Taken("c", "3", at(11)))


def test_who_stays_throughout_needs_no_word():
    assert Comings((here("p"),), ITEMS).words("p") == ""


@pytest.mark.parametrize(
    ("came", "words"),
    [(at(9, 1), ""), (at(9, 1, 1), "came at 9:01am (item 1)"), (at(10), "came at 10am (item 2)")],
)
def test_who_comes_after_the_roll_was_called_came_late(came, words):
    assert Comings((here("p"), here("s", came)), ITEMS).words("s") == words


def test_leaving_and_coming_back_are_in_order_with_their_items():
    stays = (here("p", at(11, 30)), here("p", left=at(10, 20)))

    assert Comings(stays, ITEMS).words("p") == (
        "left at 10:20am (item 2), came back at 11:30am (item 3)"
    )


def test_item_is_not_said_where_none_was_recorded():
    assert Comings((here("p", left=at(10)),)).words("p") == "left at 10am"


def test_substitute_and_member_of_one_seat_are_told_apart():
    stays = (here("p", left=at(10)), here("p", at(10), is_substitute=True))
    seen = Comings(stays, ITEMS)

    assert seen.words("p") == "left at 10am (item 2)"
    assert seen.words("p", substitute=True) == "came at 10am (item 2)"


def test_quorum_is_that_of_the_roll_call_although_members_left_later():
    stays = (here("p"), here("s", left=at(10)), here("t", at(9, 0, 40)))

    assert Comings(stays, ITEMS, members=5).quorum().present == 3


def test_quorum_without_anybody_is_not_met():
    assert not Comings((), members=5).quorum().met


def test_item_says_the_quorum_only_where_it_changed():
    stays = (here("p"), here("s"), here("t", left=at(9, 30)))

    assert Comings(stays, ITEMS, members=5).per_item() == {
        "b": "The forum was quorate: 2 present, 2 needed."
    }


def test_quorum_lost_in_mid_item_is_timed():
    stays = (here("p"), here("s", left=at(9, 30)))

    assert Comings(stays, ITEMS, members=5).per_item() == {
        "a": "From 9:30am the forum was not quorate: 1 present, 2 needed."
    }


@pytest.mark.parametrize(("present", "met"), [(3, False), (4, True), (5, True)])
def test_two_fifths_of_ten_members_are_four(present, met):
    stays = tuple(here(seat, left=None if seat < present else at(9, 30)) for seat in range(10))

    now = Comings(stays, ITEMS, members=10).quorum(at(10))

    assert (now.present, now.met) == (present, met)


def test_who_left_the_room_for_an_item_does_not_count_for_it():
    stays = (here("p"), here("s"))
    seen = Comings(stays, ITEMS, members=5, out={"b": {"s"}})

    assert seen.per_item() == {
        "b": "The forum was not quorate: 1 present, 2 needed.",
        "c": "The forum was quorate: 2 present, 2 needed.",
    }


def test_item_taken_before_the_roll_was_called_states_no_quorum():
    assert Comings((here("p", at(9, 5)),), ITEMS[:1], members=5).per_item() == {}
    assert Comings((), ITEMS, members=5).per_item() == {}


def test_who_comes_and_goes_in_mid_item_without_losing_the_quorum_is_not_stated_there():
    stays = (here("p"), here("s"), here("t", left=at(9, 20)), here("t", at(9, 40)))

    assert Comings(stays, ITEMS, members=5).per_item() == {}
