from datetime import date

import pytest

from forum.choices import Group, Phase
from forum.rules.seats import (
    may_abolish,
    may_end_appointment,
    may_end_office,
    may_fill,
    may_keep_seat,
    may_take_back,
)

DAY = date(2026, 4, 1)
BEFORE, AFTER = date(2026, 3, 31), date(2026, 4, 2)


@pytest.mark.parametrize(
    ("group", "phase", "was_for", "codes"),
    [
        (Group.ACADEMY_MAINSTREAM, Phase.PRIMARY, "", set()),
        (Group.MAINTAINED_PRIMARY, "", Group.MAINTAINED_PRIMARY, set()),
        (Group.MAINTAINED_PRIMARY, Phase.PRIMARY, "", {"phase-without-academies"}),
        (Group.EARLY_YEARS, "", Group.MAINTAINED_PRIMARY, {"seat-was-held"}),
    ],
)
def test_seat_keeps_its_group_and_only_academies_have_a_phase(group, phase, was_for, codes):
    assert may_keep_seat(group=group, phase=phase, was_for=was_for).codes == codes


@pytest.mark.parametrize(
    ("abolished", "until", "codes"),
    [
        (None, None, set()),
        (DAY, BEFORE, set()),
        (DAY, DAY, {"seat-abolished"}),
        (DAY, None, {"seat-abolished"}),
    ],
)
def test_term_ends_before_the_seat_does(abolished, until, codes):
    ruling = may_fill(abolished_on=abolished, from_on=date(2025, 9, 1), until_on=until)

    assert ruling.codes == codes


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({}, set()),
        ({"abolished_on": DAY}, {"abolished-already"}),
        ({"begins": [BEFORE]}, set()),
        ({"begins": [BEFORE, DAY]}, {"member-after"}),
        ({"last_sat": BEFORE}, set()),
        ({"last_sat": DAY}, {"sat-after"}),
    ],
)
def test_seat_is_abolished_after_all_that_it_saw(facts, codes):
    known = {"abolished_on": None, "last_sat": None} | facts

    assert may_abolish(on=DAY, **known).codes == codes


@pytest.mark.parametrize(
    ("until", "offices", "codes"),
    [
        (DAY, (), set()),
        (BEFORE, (), {"ends-before-start"}),
        (DAY, [DAY], set()),
        (DAY, [AFTER], {"office-after"}),
    ],
)
def test_term_ends_no_sooner_than_it_and_its_offices_began(until, offices, codes):
    ruling = may_end_appointment(from_on=DAY, until_on=until, offices_from=offices)

    assert ruling.codes == codes


@pytest.mark.parametrize(
    ("until", "member_until", "codes"),
    [
        (DAY, None, set()),
        (BEFORE, None, {"ends-before-start"}),
        (AFTER, AFTER, set()),
        (AFTER, DAY, {"office-beyond-membership"}),
    ],
)
def test_office_ends_within_the_membership(until, member_until, codes):
    ruling = may_end_office(from_on=DAY, until_on=until, member_until=member_until)

    assert ruling.codes == codes


@pytest.mark.parametrize(("is_on_record", "codes"), [(False, set()), (True, {"on-record"})])
def test_only_what_nothing_refers_to_is_taken_back(is_on_record, codes):
    assert may_take_back(is_on_record=is_on_record, instead="end it").codes == codes
