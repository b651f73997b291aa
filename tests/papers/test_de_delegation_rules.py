from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from forum.choices import Group
from papers.choices import Source
from papers.rules.de_delegation import de_delegation_obstacles, phases, topic
from papers.rules.decision_types import decision_type
from papers.rules.facts import OptionFacts, RecommendationFacts

MP, MS = Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SECONDARY
MSP, PRU = Group.MAINTAINED_SPECIAL, Group.MAINTAINED_PRU
YEAR = "2024-25"
SCHOOLS = frozenset({MP, MSP})
LINE = OptionFacts(
    "A", Source.DE_DELEGATED, None, Decimal(1000), YEAR, service="Insurance", group=MP
)
CENTRAL = replace(LINE, letter="B", source=Source.CENTRALLY_RETAINED, service="", group="")


def kind(code):
    return decision_type(code, YEAR)


def asked(*options, **more):
    return RecommendationFacts(
        "1", "Agree.", seeks_resources=True, financial_year=YEAR, options=options, **more
    )


def codes(code, recommendation, schools=SCHOOLS):
    found = de_delegation_obstacles(kind(code), recommendation, schools)
    return {reason.code for reason in found}


def test_one_service_of_one_phase_for_one_year_is_a_proper_question():
    assert codes("DEDEL_PRIMARY", asked(LINE)) == set()


def test_money_of_another_source_is_none_of_its_business():
    assert codes("GENERAL", asked(CENTRAL)) == set()


@pytest.mark.parametrize("code", ["GENERAL", "CSSB_ONGOING", "SCHEME_CHANGE", "DEDEL_DEFICIT"])
def test_de_delegation_wrong_type(code):
    assert codes(code, asked(LINE)) == {"de-delegation-wrong-type"}


def test_de_delegation_wrong_type_says_to_whom_it_would_be_put():
    reason = next(de_delegation_obstacles(kind("GENERAL"), asked(LINE), SCHOOLS))

    assert reason.text == (
        "Recommendation 1 de-delegates money, which only the phase concerned can agree to; as "
        "“General business: all members” it would be put to all members."
    )


def test_option_not_de_delegated():
    assert codes("DEDEL_PRIMARY", asked(LINE, CENTRAL)) == {"option-not-de-delegated"}


def test_de_delegation_not_line_by_line():
    eal = replace(LINE, service="EAL service")

    assert codes("DEDEL_PRIMARY", asked(LINE, eal)) == {"de-delegation-not-line-by-line"}


def test_alternatives_for_the_same_service_are_one_line():
    dearer = replace(LINE, letter="B", service=" insurance ", amount=Decimal(2000))

    assert codes("DEDEL_PRIMARY", asked(LINE, dearer)) == set()


def test_de_delegation_not_by_phase_where_two_phases_answer_together():
    both = asked(LINE, replace(LINE, group=MS), votes_separately=False)

    assert codes("DEDEL_SCHOOL_IMPROVEMENT", both) == {"de-delegation-not-by-phase"}
    assert codes("DEDEL_SCHOOL_IMPROVEMENT", replace(both, votes_separately=None)) == set()
    assert codes("DEDEL_SCHOOL_IMPROVEMENT", replace(both, groups=(MP,))) == set()


def test_education_functions_may_be_put_together():
    both = asked(LINE, replace(LINE, group=MSP), votes_separately=False, groups=(MP, MSP))

    assert codes("EDU_FUNCTIONS", both) == set()


def test_de_delegation_not_by_phase_where_a_group_that_is_asked_has_no_line():
    reasons = list(de_delegation_obstacles(kind("EDU_FUNCTIONS"), asked(LINE), SCHOOLS))

    assert [reason.code for reason in reasons] == ["de-delegation-not-by-phase"]
    assert reasons[0].text == (
        "Recommendation 1, option A has no line for maintained special members, who are asked to "
        "agree to it."
    )


def test_each_alternative_has_a_line_for_each_phase():
    split = asked(LINE, replace(LINE, group=MSP), replace(LINE, letter="B"), groups=(MP, MSP))

    assert codes("EDU_FUNCTIONS", split) == {"de-delegation-not-by-phase"}


def test_a_group_with_no_schools_needs_no_line():
    assert codes("EDU_FUNCTIONS", asked(LINE), schools={MP}) == set()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"until_on": date(2025, 3, 30)}, set()),
        ({"until_on": date(2025, 3, 31)}, set()),
        ({"until_on": date(2025, 4, 1)}, {"de-delegation-more-than-one-year"}),
        ({"from_on": date(2024, 3, 31)}, {"de-delegation-more-than-one-year"}),
        ({"from_on": date(2024, 4, 1)}, set()),
        ({"from_on": date(2024, 4, 2)}, set()),
        ({"financial_year": "2025-26"}, {"de-delegation-more-than-one-year"}),
        ({"financial_year": ""}, set()),
    ],
    ids=str,
)
def test_de_delegation_more_than_one_year(change, expected):
    assert codes("DEDEL_PRIMARY", asked(replace(LINE, **change))) == expected


def test_without_a_decision_type_the_rest_is_still_told():
    both = asked(LINE, replace(LINE, service="EAL service"))

    found = de_delegation_obstacles(None, both, SCHOOLS)

    assert {reason.code for reason in found} == {"de-delegation-not-line-by-line"}


@pytest.mark.parametrize(
    ("code", "groups", "expected"),
    [
        ("DEDEL_PRIMARY", (), (MP,)),
        ("EDU_FUNCTIONS", (), (MP, MS, MSP, PRU)),
        ("EDU_FUNCTIONS", (MP, MSP), (MP, MSP)),
        ("GENERAL", (), (MP, MS)),
    ],
)
def test_phases_that_can_de_delegate(code, groups, expected):
    assert phases(kind(code), asked(groups=groups)) == expected


def test_education_functions_stand_in_a_part_of_their_own():
    assert topic(kind("EDU_FUNCTIONS")) == "education_functions"
    assert topic(kind("DEDEL_PRIMARY")) == topic(None) == "de_delegation"
