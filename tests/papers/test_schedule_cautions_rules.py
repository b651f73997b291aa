from dataclasses import replace
from decimal import Decimal

import pytest

from papers.rules.schedules.schedule_cautions import schedule_cautions
from papers.rules.schedules.schedule_facts import SchoolFacts
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

SAID = {"if_refused": "It ends.", "buy_back": "offered", "consultation": "All in favour."}


def codes(facts, **more):
    return {reason.code for reason in schedule_cautions(facts, **more)}


def sentences(facts, code):
    return [reason.text for reason in schedule_cautions(facts) if reason.code == code]


def a_whole_line(*rates, **more):
    return a_line(*rates, **(SAID | more))


def test_a_schedule_with_nothing_to_look_at_again_has_no_cautions():
    assert codes(a_schedule(a_whole_line()), with_schools={PRIMARY}) == set()


def test_havering_is_told_of_its_wrong_label():
    (found,) = sentences(havering_facts(), "prior-year-label")

    assert found == (
        "2(ii) Free school meals eligibility checking, maintained primary, FSM eligible: "
        "last year's rate is labelled 2024-25, which is this year."
    )


def test_havering_is_told_that_its_bands_do_not_rise():
    (found,) = sentences(havering_facts(), "bands-not-in-order")

    assert "IDACI band C at £12.05 is below IDACI band D at £22.08" in found
    assert "band E" not in found


def test_bands_that_rise_with_need_are_as_usual():
    rising = a_whole_line(a_factor("IDACI A", "20.00"), a_factor("IDACI B", "20.00"))
    falling = a_whole_line(a_factor("IDACI A", "19.99"), a_factor("IDACI B", "20.00"))

    assert codes(a_schedule(rising)) == set()
    assert codes(a_schedule(falling)) == {"bands-not-in-order"}


def test_havering_special_places_lie_between_154_and_159():
    assert sentences(havering_facts(), "units-implied-together") == [
        "Place, maintained special schools: taken together the totals allow 154 to 159 units."
    ]
    assert (
        "2(iv) EAL service, maintained primary, EAL 3: units not stated, implied 2,815.8 "
        "(between 2,802.6 and 2,828.9)."
    ) in sentences(havering_facts(), "units-not-stated")


def test_lines_that_cannot_rest_on_the_same_units_are_told():
    one = a_line(a_factor("EAL 3", "10.00", units=None), printed_total=Decimal(1000), label="1")
    other = a_line(
        a_factor("EAL 3", "10.00", units=None),
        printed_total=Decimal(1200),
        label="2",
        name="Other",
    )

    (found,) = sentences(a_schedule(one, other), "units-disagree")

    assert "one needs at least 120" in found


def test_a_printed_total_that_differs_is_told_and_never_mended():
    line = a_whole_line(a_factor(rate="9.50", units=3195, printed_total="30353.01"))
    near = a_whole_line(a_factor(rate="9.50", units=3195, printed_total="30353.00"))

    assert codes(a_schedule(line)) == {"printed-total-differs"}
    assert codes(a_schedule(near)) == set()


def test_factors_that_do_not_add_up_to_the_line_are_told():
    rates = (a_factor(rate="1.00", units=100), a_factor("FSM", "1.00", units=100))

    assert codes(a_schedule(a_whole_line(*rates, printed_total=Decimal(205)))) == {
        "line-does-not-add-up"
    }
    assert codes(a_schedule(a_whole_line(*rates, printed_total=Decimal(201)))) == set()


def test_a_rate_labelled_with_another_year_is_told():
    line = a_whole_line(replace(a_factor(), year_label="2023-24"))

    assert codes(a_schedule(line, year="2024-25")) == {"rate-of-another-year"}
    assert codes(a_schedule(line, year="2023-24")) == set()


@pytest.mark.parametrize(("number", "found"), [(100, set()), (99, {"units-differ-from-schools"})])
def test_units_as_stated_are_compared_with_those_of_the_schools(number, found):
    assert codes(a_schedule(a_whole_line(), schools=schools(number))) == found


def test_a_group_without_schools_and_a_phase_that_is_not_asked_are_told():
    line = a_whole_line(group=SECONDARY)

    assert codes(a_schedule(line), with_schools={PRIMARY}) == {
        "line-without-schools",
        "phase-not-asked",
    }
    assert codes(a_schedule(line), with_schools={SECONDARY}) == set()


def test_a_service_of_no_catalogue_is_asked_of_whom_it_names():
    assert codes(a_schedule(a_whole_line(code="")), with_schools={PRIMARY, SECONDARY}) == set()


def test_special_schools_need_not_be_asked_for_education_functions():
    line = a_whole_line(code="STATUTORY_DUTIES")

    assert codes(a_schedule(line), with_schools={PRIMARY, SPECIAL}) == set()


def test_schools_that_become_academies_before_the_year_are_named():
    leaving = SchoolFacts("Hollins Lane", PRIMARY, leaves=True)

    (found,) = sentences(a_schedule(a_whole_line(), schools=(leaving,)), "schools-convert")

    assert found.endswith("Hollins Lane.")


def test_what_is_left_unsaid_of_a_service_is_told_once():
    (found,) = sentences(a_schedule(a_line(), a_line(group=SECONDARY)), "refusal-not-stated")

    assert found == "Not said of 1: what happens if it is refused."
    assert codes(a_schedule(a_line())) == {
        "refusal-not-stated",
        "buy-back-not-stated",
        "consultation-not-stated",
    }


@pytest.mark.parametrize(
    ("without", "found"), [(0, set()), (1, {"schools-without-units"}), (2, set())]
)
def test_schools_whose_units_are_missing_are_named_where_others_have_theirs(without, found):
    empty = tuple(SchoolFacts(f"Empty {place}", PRIMARY) for place in range(without))
    counted = schools(100) if without < 2 else ()

    assert codes(a_schedule(a_whole_line(), schools=(*counted, *empty))) == found
