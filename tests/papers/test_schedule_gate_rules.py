from dataclasses import replace
from decimal import Decimal

import pytest

from papers.rules.schedules.schedule_gate import (
    may_enter_units,
    may_generate,
    may_keep_line,
    may_mark_final,
    may_start_schedule,
)
from tests.schedule_facts import (
    PRIMARY,
    SECONDARY,
    SPECIAL,
    a_factor,
    a_line,
    a_schedule,
    havering_facts,
    schools,
)

UNKNOWN = a_line(a_factor(units=None))


def test_havering_may_be_put():
    assert may_generate(havering_facts()).allowed


@pytest.mark.parametrize(
    ("year", "has_one", "codes"),
    [
        ("2026-27", False, set()),
        ("2026-27", True, {"schedule-there"}),
        ("2026-28", False, {"schedule-no-year"}),
        ("", True, {"schedule-there", "schedule-no-year"}),
    ],
)
def test_a_paper_has_one_schedule_for_one_year(year, has_one, codes):
    assert may_start_schedule(year=year, has_one=has_one).codes == codes


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        (a_line(), set()),
        (a_line(code=""), {"line-no-service"}),
        (a_line(group=SPECIAL), {"line-group-not-in-law"}),
        (a_line(group=SPECIAL, code="STATUTORY_DUTIES"), set()),
    ],
)
def test_a_line_is_of_schools_that_the_law_reaches(line, codes):
    assert may_keep_line(line, []).codes == codes


@pytest.mark.parametrize(
    ("other", "codes"),
    [
        (a_line(group=SECONDARY), set()),
        (a_line(group=SECONDARY, label="2"), {"service-with-two-labels"}),
        (a_line(name="Contingencies", code="CONTINGENCIES"), {"label-of-two-services"}),
        (a_line(name="Contingencies", code="CONTINGENCIES", label="2"), set()),
        (a_line(), {"line-there"}),
        (a_line(name="Insurance 2024", called="Insurance"), {"line-there"}),
    ],
)
def test_a_service_is_one_recommendation_with_a_line_for_each_group(other, codes):
    assert may_keep_line(a_line(), [other]).codes == codes


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ((), {"schedule-empty"}),
        ((replace(a_line(), rates=()),), {"line-no-rates"}),
        ((UNKNOWN,), {"line-no-total"}),
        ((replace(UNKNOWN, printed_total=Decimal(500)),), set()),
        ((a_line(a_factor(rate="0.00")),), {"line-comes-to-nothing"}),
        ((a_line(a_factor(rate="0.01", units=1)),), set()),
    ],
)
def test_every_line_that_is_put_has_its_total(lines, codes):
    assert may_generate(a_schedule(*lines)).codes == codes


def test_units_of_the_schools_are_enough_for_a_total():
    assert may_generate(a_schedule(UNKNOWN, schools=schools(100))).allowed


def test_a_label_that_asks_for_other_money_is_not_taken_over():
    schedule = a_schedule(a_line())

    assert may_generate(schedule, taken={"1"}).codes == {"label-taken"}
    assert may_generate(schedule, taken={"2"}).allowed


@pytest.mark.parametrize(
    ("final", "is_final", "codes"),
    [
        ((), False, {"units-not-final"}),
        (schools(100), False, set()),
        (schools(100, group=SECONDARY), False, {"units-not-final"}),
        (schools(100), True, {"schedule-is-final"}),
    ],
)
def test_a_schedule_is_final_once_the_census_is_there(final, is_final, codes):
    facts = a_schedule(UNKNOWN, schools=schools(90), final_schools=final, is_final=is_final)

    assert may_mark_final(facts).codes == codes


def test_units_that_the_paper_states_wait_for_no_census():
    assert may_mark_final(a_schedule(a_line(), schools=schools(90))).allowed


@pytest.mark.parametrize(
    ("factors", "relied_on", "year", "codes"),
    [
        (["AWPU"], [], "2026-27", set()),
        (["AWPU"], ["FSM"], "2026-27", set()),
        (["AWPU", "FSM"], ["FSM"], "2026-27", {"units-relied-on"}),
        (["AWPU"], [], "2026", {"units-no-year"}),
    ],
)
def test_units_that_a_tabled_schedule_counts_stay(factors, relied_on, year, codes):
    assert may_enter_units(factors, relied_on, year=year).codes == codes


def test_every_reason_says_who_can_mend_it():
    refused = [
        may_start_schedule(year="", has_one=True),
        may_keep_line(a_line(group=SPECIAL, code=""), [a_line(label="2")]),
        may_generate(a_schedule(replace(a_line(), rates=(), group=PRIMARY)), taken={"1"}),
        may_enter_units(["AWPU"], ["AWPU"], year=""),
    ]

    assert all(reason.who for ruling in refused for reason in ruling.reasons)
