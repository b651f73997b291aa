from datetime import date

import pytest

from forum.choices import Establishment, Phase
from forum.rules.pupils import read_pupils
from forum.rules.schools import SchoolFacts, may_enter_school

SCHOOLS = ("Oak Primary School", "St Wilfrid's School", "Elm, Church Street")
DAY = date(2025, 9, 1)
BEFORE = date(2025, 8, 31)


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({}, set()),
        ({"opened_on": BEFORE, "converted_on": DAY, "closed_on": date(2026, 1, 1)}, set()),
        ({"phase": Phase.MIDDLE}, {"not-deemed"}),
        ({"phase": Phase.ALL_THROUGH}, {"not-deemed"}),
        ({"phase": Phase.MIDDLE, "deemed_phase": Phase.PRIMARY}, set()),
        ({"deemed_phase": Phase.PRIMARY}, {"deemed-needlessly"}),
        (
            {"establishment": Establishment.ACADEMY, "converted_on": DAY},
            {"academy-from-the-start"},
        ),
        ({"opened_on": DAY, "converted_on": DAY}, set()),
        ({"opened_on": DAY, "converted_on": BEFORE}, {"converted-before-opening"}),
        ({"converted_on": BEFORE, "closed_on": DAY}, set()),
        ({"converted_on": DAY, "closed_on": DAY}, {"converted-after-closing"}),
        ({"opened_on": DAY, "closed_on": BEFORE}, {"closed-before-opening"}),
    ],
)
def test_school_has_one_group_on_each_day(facts, codes):
    assert may_enter_school(SchoolFacts(**{"phase": Phase.PRIMARY} | facts)).codes == codes


@pytest.mark.parametrize(
    "text",
    [
        'Oak Primary School,210\nSt Wilfrid\'s School,"1,180"',
        "oak primary school\t210\nST WILFRID’S  SCHOOL\t1,180",
        "School;Pupils\n\nOak Primary School;210\nSt Wilfrid's School;1180\n",
    ],
    ids=["csv", "pasted from a spreadsheet", "semicolons with a heading"],
)
def test_pupils_are_read_whatever_parts_the_columns(text):
    read = read_pupils(text, SCHOOLS)

    assert read.pupils == {"Oak Primary School": 210, "St Wilfrid's School": 1180}
    assert (read.errors, read.left) == ((), ())


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Ash School,210", "Line 1: No school called “Ash School” is open"),
        ("Oak Primary School,abc", "“abc” is no number of pupils"),
        ("Oak Primary School,-5", "“-5” is no number of pupils"),
        ("Oak Primary School,=1+1", "“=1+1” is no number of pupils"),
        ("Oak Primary School,20001", "20,001 pupils are more than any school has"),
        ("Oak Primary School", "Give the name of the school and the number"),
        ("Elm, Church Street,90", "quote a comma"),
        ("Oak Primary School,", "“” is no number of pupils"),
    ],
)
def test_line_that_cannot_be_read_stays_and_says_why(line, says):
    read = read_pupils(f"{line}\nSt Wilfrid's School,10", SCHOOLS)

    assert read.pupils == {"St Wilfrid's School": 10}
    assert says in read.errors[0]
    assert read.left == (line,)


def test_school_that_stands_twice_keeps_its_first_number():
    read = read_pupils("Oak Primary School,1\nOak Primary School,2", SCHOOLS)

    assert read.pupils == {"Oak Primary School": 1}
    assert read.errors == (
        "Line 2: Oak Primary School stands on an earlier line already: keep one of the two.",
    )
