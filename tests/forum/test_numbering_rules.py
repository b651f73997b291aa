import pytest

from forum.rules.numbering import next_number, place_of_late


@pytest.mark.parametrize(
    ("taken", "number"),
    [
        ([], "1"),
        (["1", "2"], "3"),
        (["1", "9"], "10"),
        (["5", "6(6)"], "7"),
        (["7", "7A"], "8"),
        (["A1"], "1"),
    ],
    ids=["first", "in order", "gap", "part", "late item", "lettered"],
)
def test_next_number_is_one_more_than_the_highest(taken, number):
    assert next_number(taken) == number


@pytest.mark.parametrize(
    ("numbers", "after", "place"),
    [
        (["7", "8"], "7", 1),
        (["7", "7A", "8"], "7", 2),
        (["7", "7A", "7B", "8"], "7A", 3),
        (["6(6)", "6(6)A", "7"], "6(6)", 2),
        (["7", "8"], "8", 2),
        (["1", "11"], "1", 1),
    ],
    ids=["next", "behind 7A", "behind 7B", "part", "last", "not of 11"],
)
def test_late_item_goes_behind_the_item_it_follows_and_its_late_items(numbers, after, place):
    assert place_of_late(numbers, after) == place
