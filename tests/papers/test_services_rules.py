import pytest

from forum.choices import Group
from papers.rules.decision_types import decision_type
from papers.rules.schedules.services import (
    CATALOGUE,
    FACTORS,
    MAINSTREAM,
    asked_groups_of,
    decision_code,
    factor_named,
    in_order,
    service_named,
    service_of,
    usual_factors,
)

PRIMARY, SECONDARY = MAINSTREAM
SPECIAL, PRU = Group.MAINTAINED_SPECIAL, Group.MAINTAINED_PRU


def test_each_code_names_one_service():
    codes = [each.code for each in CATALOGUE]

    assert len(codes) == len(set(codes))
    assert service_of("INSURANCE").name == "Insurance"
    assert service_of("NONE") is None


def test_part_6_reaches_mainstream_schools_and_part_7_special_schools_too():
    reached = {each.part: set(each.groups) for each in CATALOGUE}

    assert reached == {6: {*MAINSTREAM}, 7: {*MAINSTREAM, SPECIAL, PRU}}


def test_only_a_paragraph_that_was_seen_is_cited():
    seen, unseen = service_of("BEHAVIOUR"), service_of("INSURANCE")

    assert seen.citation("2024-25").endswith("Schedule 2 Part 6, paragraph 40")
    assert "from memory" in seen.citation("2025-26")
    assert "from memory" in unseen.citation("2024-25")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Contingency for schools in financial difficulty", "CONTINGENCIES"),
        ("Maternity leave insurance", "STAFF_COVER"),
        ("Insurance", "INSURANCE"),
        ("EAL service", "MINORITY_ETHNIC"),
        ("Jury service and union business", "FACILITY_TIME"),
        ("Headteacher Partnership", "SCHOOL_IMPROVEMENT"),
        ("Core school improvement activities", "CORE_IMPROVEMENT"),
        ("Statutory and Regulatory Duties", "STATUTORY_DUTIES"),
        ("CLEAPSS", "LICENCES"),
        ("Dealing with complaints", None),
    ],
)
def test_a_local_name_is_recognised(name, code):
    found = service_named(name)

    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("typed", "factor"),
    [
        ("AWPU", "AWPU"),
        ("Primary AWPU", "AWPU"),
        ("idaci b", "IDACI band B"),
        ("IDACI band E", "IDACI band E"),
        ("FSM eligible", "FSM"),
        ("Ever 6", "FSM Ever 6"),
        ("Low attainment", "Low prior attainment"),
        ("Each cello", "Each cello"),
    ],
)
def test_a_factor_is_known_by_one_name(typed, factor):
    assert factor_named(typed) == factor


def test_every_factor_answers_to_its_own_name():
    assert {factor_named(name) for name in FACTORS} == set(FACTORS)


def test_schools_funded_by_place_are_counted_by_place():
    duties = service_of("STATUTORY_DUTIES")

    assert usual_factors(duties, PRIMARY) == ("AWPU",)
    assert usual_factors(duties, SPECIAL) == ("Place",)


@pytest.mark.parametrize(
    ("service", "groups", "code"),
    [
        ("INSURANCE", [PRIMARY], "DEDEL_PRIMARY"),
        ("INSURANCE", [SECONDARY], "DEDEL_SECONDARY"),
        ("INSURANCE", [SECONDARY, PRIMARY], "DEDEL_BOTH_PHASES"),
        ("SCHOOL_IMPROVEMENT", [PRIMARY], "DEDEL_SCHOOL_IMPROVEMENT"),
        ("STATUTORY_DUTIES", [PRIMARY, SPECIAL], "EDU_FUNCTIONS"),
    ],
)
def test_a_service_is_put_by_the_type_that_lets_each_phase_vote_by_itself(service, groups, code):
    assert decision_code(service_of(service), groups) == code
    assert decision_type(code, "2024-25").separately


def test_education_functions_name_a_mainstream_phase_without_schools_so_that_it_is_said():
    duties = service_of("STATUTORY_DUTIES")

    assert asked_groups_of(duties, [PRIMARY, SPECIAL], {PRIMARY, SPECIAL}) == [
        PRIMARY, SECONDARY, SPECIAL,
    ]  # fmt: skip
    assert asked_groups_of(duties, [PRIMARY], {PRIMARY, SECONDARY, PRU}) == [PRIMARY]
    assert asked_groups_of(service_of("INSURANCE"), [PRIMARY], {PRIMARY}) == []


def test_groups_stand_in_the_order_of_the_list():
    assert in_order({SPECIAL, PRIMARY}) == [PRIMARY, SPECIAL]
