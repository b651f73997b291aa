from decimal import Decimal

import pytest

from papers.rules.schedules.schedule_facts import SchoolFacts
from papers.rules.schedules.school_effect import effects, spread
from tests.schedule_facts import PRIMARY, SPECIAL, a_factor, a_line, a_schedule, schools


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (["518", "2394", "5639"], (3, 518, 2394, 5639, "2850.33")),
        (["1", "2", "3", "10"], (4, 1, "2.50", 10, "4.00")),
        (["7"], (1, 7, 7, 7, 7)),
    ],
)
def test_the_range_tells_median_and_mean_apart(amounts, expected):
    found = spread([Decimal(each) for each in amounts])

    number, *figures = expected
    assert found.schools == number
    assert [found.lowest, found.median, found.highest, found.mean] == [
        Decimal(each) for each in figures
    ]


def test_no_school_has_no_range():
    assert spread([]) is None


def test_a_school_hands_back_its_own_units_times_the_rate():
    line = a_line(a_factor("EAL 3", "38.00", units=None))
    facts = a_schedule(line, schools=schools("13.63", 63, "148.4", factor="EAL 3"))

    (effect,) = effects(facts)

    (found,) = effect.ranges
    assert (found.lowest, found.median, found.highest) == (
        Decimal("517.94"), Decimal("2394.00"), Decimal("5639.20"),
    )  # fmt: skip
    assert [share.total for share in effect.schools] == [
        Decimal("517.94"), Decimal("2394.00"), Decimal("5639.20"),
    ]  # fmt: skip


def test_a_school_without_units_of_a_factor_hands_back_nothing_for_it():
    line = a_line(a_factor("EAL 3", "38.00", units=None))
    plain = SchoolFacts("Plain", PRIMARY, {"AWPU": Decimal(200)})

    (effect,) = effects(a_schedule(line, schools=(*schools(10, factor="EAL 3"), plain)))

    assert [share.amounts for share in effect.schools] == [(380,), (0,)]
    assert effect.schools[1].per_pupil == 0


def test_a_line_whose_units_nobody_entered_is_named_and_not_guessed():
    known = a_line(a_factor(units=None), label="1")
    unknown = a_line(a_factor("EAL 3", units=None), label="2", name="EAL service")

    (effect,) = effects(a_schedule(known, unknown, schools=schools(100, 300)))

    assert effect.without_units == ("2 EAL service, maintained primary",)
    assert [share.amounts for share in effect.schools] == [(2000, None), (6000, None)]
    assert effect.by_line[1][1] is None
    assert effect.whole.median == 4000


def test_each_pupil_or_place_of_a_school_is_worked_out():
    pupils = a_line(a_factor(rate="21.00", units=None))
    places = a_line(a_factor("Place", "45.00", units=None), group=SPECIAL, code="STATUTORY_DUTIES")
    of = (*schools(200), *schools(50, factor="Place", group=SPECIAL))

    primary, special = effects(a_schedule(pupils, places, schools=of))

    assert primary.schools[0].per_pupil == 21
    assert special.schools[0].per_pupil == 45


def test_a_school_that_leaves_is_not_among_the_effects():
    leaving = SchoolFacts("Leaving", PRIMARY, {"AWPU": Decimal(50)}, leaves=True)
    facts = a_schedule(a_line(a_factor(units=None)), schools=(*schools(100), leaving))

    (effect,) = effects(facts)

    assert [share.school.name for share in effect.schools] == ["School 1"]


def test_without_schools_there_is_no_effect():
    (effect,) = effects(a_schedule(a_line(a_factor(units=None))))

    assert (effect.whole, effect.schools, effect.ranges) == (None, (), (None,))


def test_a_school_without_any_units_is_not_taken_for_one_that_hands_back_nothing():
    empty = SchoolFacts("Empty", PRIMARY)
    facts = a_schedule(a_line(a_factor(units=None)), schools=(*schools(100, 200), empty))

    (effect,) = effects(facts)

    assert effect.schools[2].amounts == (None,)
    assert (effect.whole.schools, effect.whole.lowest) == (2, 2000)
