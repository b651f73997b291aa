import sys
import time
from dataclasses import replace
from decimal import Decimal

import pytest

from papers.rules.schedules.rates import Change
from papers.rules.schedules.schedule import (
    line_sum,
    rate_facts,
    replaced,
    rounded,
    summary,
    units_by_group,
)
from papers.rules.schedules.schedule_facts import SchoolFacts
from papers.rules.schedules.school_effect import effects
from tests.schedule_facts import (
    PRIMARY,
    SPECIAL,
    a_factor,
    a_line,
    a_schedule,
    havering_facts,
    schools,
)


def test_havering_comes_to_the_totals_worked_out_for_it():
    found = summary(havering_facts())

    primary, special = found.phases
    assert (primary.group, special.group) == (PRIMARY, SPECIAL)
    assert (primary.de_delegated, primary.education_functions) == (1519580, 422300)
    assert (primary.total, special.total, found.total) == (1941880, 9400, 1951280)
    assert len(found.lines) == 10


def test_havering_rates_for_every_pupil_add_up():
    primary, special = summary(havering_facts()).phases

    assert (primary.flat_rate, primary.pupils) == (Decimal("98.38"), 17284)
    assert primary.per_pupil == Decimal("112.35")
    assert (special.unit, special.flat_rate, special.per_pupil) == (
        "place", Decimal("60.33"), None,
    )  # fmt: skip


def test_havering_agrees_with_what_it_prints_within_half_a_unit_of_its_rounding():
    checks = {
        (line.facts.label, factor.facts.factor): factor.check.agrees
        for line in summary(havering_facts()).lines
        for factor in line.factors
    }

    stated = [agrees for agrees in checks.values() if agrees is not None]
    assert stated == [True] * 7
    assert checks["2(ii)", "FSM eligible"] is True
    assert checks["2(iv)", "EAL 3"] is None


def test_a_total_that_is_not_printed_keeps_the_precision_of_its_line():
    exact = a_line(a_factor(rate="21.00", units=17284))

    assert line_sum(exact, {}).total == Decimal("362964.00")
    assert line_sum(replace(exact, precision=100), {}).total == 363000
    assert line_sum(replace(exact, precision=1000), {}).total == 363000


@pytest.mark.parametrize(
    ("amount", "precision", "printed"),
    [("30352.505", 1, "30352.51"), ("499", 1000, "0"), ("500", 1000, "1000"), ("249", 100, "200")],
)
def test_a_total_is_rounded_half_up(amount, precision, printed):
    assert rounded(Decimal(amount), precision) == Decimal(printed)


def test_units_of_the_schools_stand_in_for_units_that_are_not_stated():
    line = a_line(a_factor(units=None), a_factor("FSM", "9.50", units=10))
    counted = units_by_group(schools("63.5", "36.5"))[PRIMARY]

    found = line_sum(line, counted)

    assert [(each.units, each.are_stated) for each in found.factors] == [(100, False), (10, True)]
    assert found.total == Decimal("2095.00")


def test_without_units_or_a_total_nothing_is_worked_out():
    found = line_sum(a_line(a_factor(units=None)), {})

    assert (found.computed, found.total, found.change) == (None, None, None)


def test_one_factor_without_units_has_the_total_of_its_line():
    line = a_line(a_factor("EAL 3", "38.00", units=None), printed_total=Decimal(107000))

    (factor,) = line_sum(line, {}).factors

    assert factor.total == 107000
    assert round(factor.check.implied, 1) == Decimal("2815.8")


def test_several_factors_without_units_do_not_share_a_total():
    line = a_line(a_factor(units=None), a_factor("FSM", units=None), printed_total=Decimal(500))

    found = line_sum(line, {})

    assert (found.computed, found.total) == (None, 500)


def test_price_and_volume_are_told_apart():
    line = a_line(
        a_factor(rate="21.00", units=17284, prior_rate="20.00"),
        printed_total=Decimal(363000),
        last_year_total=Decimal(344000),
    )

    assert line_sum(line, {}).change == Change(
        total=Decimal(19000), by_price=Decimal("17284.00"), by_volume=Decimal("1716.00")
    )


def test_last_year_is_worked_out_where_its_units_are_stated():
    line = a_line(a_factor(rate="9.50", units=3195, prior_rate="9.50", prior_units="3000"))

    change = line_sum(line, {}).change

    assert (change.by_price, change.by_volume) == (0, Decimal("1852.50"))


def test_a_phase_has_a_change_only_when_every_line_has():
    known = a_line(
        a_factor(prior_rate="19.00"), last_year_total=Decimal(1900), label="1", name="One"
    )
    unknown = a_line(label="2", name="Two")

    (whole,) = summary(a_schedule(known)).phases
    (part,) = summary(a_schedule(known, unknown)).phases

    assert (whole.last_year, whole.change.by_price) == (1900, 100)
    assert (part.last_year, part.change) == (None, None)


def test_the_census_is_shown_beside_the_estimate_it_replaces():
    line = a_line(a_factor(units=None))
    facts = a_schedule(line, schools=schools(60, 40), final_schools=schools(62, 41))

    (found,) = replaced(facts)

    assert (found.estimate, found.final, found.difference) == (2000, 2060, 60)
    assert replaced(replace(facts, final_schools=())) == ()
    assert replaced(replace(facts, schools=())) == ()


def test_a_school_that_leaves_before_the_year_counts_nothing():
    leaving = SchoolFacts("Leaving", PRIMARY, {"AWPU": Decimal(50)}, leaves=True)

    assert units_by_group([*schools(100), leaving]) == {PRIMARY: {"AWPU": 100}}


def test_a_total_reaches_the_gate_to_the_penny():
    (factor,) = line_sum(a_line(a_factor(rate="0.333333", units="7.5")), {}).factors

    assert rate_facts(factor).printed_total == Decimal("2.50")


def test_150_schools_and_12_services_are_recalculated_in_under_a_second(capsys):
    lines = [
        a_line(
            *(a_factor(f"Factor {n}", "7.71", units=None) for n in range(8)),
            name=f"Service {place}",
            label=str(place),
        )
        for place in range(12)
    ]
    units = {f"Factor {n}": Decimal("63.57") for n in range(8)}
    many = tuple(SchoolFacts(f"School {place}", PRIMARY, units) for place in range(150))
    facts = a_schedule(*lines, schools=many, final_schools=many)

    began = time.perf_counter()
    total, (effect,) = summary(facts).total, effects(facts)
    changes = replaced(facts)
    took = time.perf_counter() - began

    with capsys.disabled():
        sys.stdout.write(f"\nschedule: 150 schools x 12 services in {took:.3f} s\n")
    assert took < 1
    assert (len(effect.schools), len(changes)) == (150, 12)
    assert abs(total - sum(share.total for share in effect.schools)) < 12
