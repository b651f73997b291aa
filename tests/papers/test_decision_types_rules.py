import re

import pytest

from forum.choices import ACADEMIES_GROUPS, SCHOOLS_GROUPS, Group
from papers.choices import ForumRole, Source
from papers.rules.decision_table import ALL, ROWS
from papers.rules.decision_types import GENERAL, decision_type, decision_types, general_business
from papers.rules.regulations import TOPICS, cite, finance_regulations

YEARS = [f"{year}-{(year + 1) % 100:02d}" for year in range(2013, 2030)]
MP, MS = Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SECONDARY
MSP, PRU = Group.MAINTAINED_SPECIAL, Group.MAINTAINED_PRU
FORMULA = {*SCHOOLS_GROUPS, *ACADEMIES_GROUPS, Group.EARLY_YEARS}
TABLE = """
    GENERAL FORMULA_MAINSTREAM FORMULA_EARLY_YEARS MFG_LEVEL MFG_EXCLUSION TRANSFER_SB_LE_05
    TRANSFER_SB_GT_05 TRANSFER_OTHER DEDEL_PRIMARY DEDEL_SECONDARY EDU_FUNCTIONS
    DEDEL_BOTH_PHASES DEDEL_SCHOOL_IMPROVEMENT
    CONTINGENCY_CRITERIA GROWTH_FUND FALLING_ROLLS GROWTH_REDUCE
    CSSB_ONGOING CSSB_HISTORIC CSSB_LICENCES EY_CENTRAL HN_PLACES_TOPUP HN_CENTRAL EY_ARRANGEMENTS
    CENTRAL_GRANTS CONTRACT SCHEME_CHANGE DSG_DEFICIT DEDEL_DEFICIT DEDEL_CARRY_FORWARD RESERVE_USE
    BALANCES_CLAWBACK NOTIONAL_SEN CHAIR_ELECTION COMPOSITION CONSTITUTION_PROCEDURE MINUTES
    MONITORING
"""


def test_every_row_of_the_table_is_there_for_2024_25():
    assert sorted(kind.code for kind in decision_types("2024-25")) == sorted(TABLE.split())


@pytest.mark.parametrize("year", YEARS)
def test_a_code_has_one_row_in_a_year(year):
    codes = [kind.code for kind in decision_types(year)]

    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("code", "role", "groups"),
    [
        ("GENERAL", ForumRole.DECIDES, set(Group)),
        ("FORMULA_MAINSTREAM", ForumRole.CONSULTED, FORMULA),
        ("FORMULA_EARLY_YEARS", ForumRole.CONSULTED, FORMULA),
        ("NOTIONAL_SEN", ForumRole.CONSULTED, FORMULA),
        ("TRANSFER_SB_LE_05", ForumRole.DECIDES, set(Group)),
        ("TRANSFER_SB_GT_05", ForumRole.CONSULTED, set(Group)),
        ("DEDEL_PRIMARY", ForumRole.DECIDES, {MP}),
        ("DEDEL_SECONDARY", ForumRole.DECIDES, {MS}),
        ("DEDEL_BOTH_PHASES", ForumRole.DECIDES, {MP, MS}),
        ("DEDEL_SCHOOL_IMPROVEMENT", ForumRole.DECIDES, {MP, MS}),
        ("CONTINGENCY_CRITERIA", ForumRole.DECIDES, {MP, MS}),
        ("DEDEL_CARRY_FORWARD", ForumRole.DECIDES, {MP, MS}),
        ("EDU_FUNCTIONS", ForumRole.DECIDES, {MP, MS, MSP, PRU}),
        ("SCHEME_CHANGE", ForumRole.DECIDES, set(SCHOOLS_GROUPS)),
        ("CSSB_HISTORIC", ForumRole.DECIDES, set(Group)),
        ("CHAIR_ELECTION", ForumRole.ELECTS, set(Group)),
        ("CONSTITUTION_PROCEDURE", ForumRole.PROCEDURE, set(Group)),
        ("CSSB_LICENCES", ForumRole.INFORMED, set()),
        ("HN_CENTRAL", ForumRole.INFORMED, set()),
        ("MONITORING", ForumRole.INFORMED, set()),
    ],
)
def test_who_votes_and_in_what_role(code, role, groups):
    kind = decision_type(code, "2024-25")

    assert (kind.forum_role, set(kind.groups)) == (role, groups)


@pytest.mark.parametrize("code", ["DEDEL_PRIMARY", "DEDEL_SECONDARY", "EDU_FUNCTIONS"])
def test_academies_members_never_vote_on_money_of_maintained_schools(code):
    assert not set(decision_type(code, "2024-25").groups) & set(ACADEMIES_GROUPS)


def test_phases_must_vote_apart_but_education_functions_only_do_by_default():
    separate = {kind.code for kind in decision_types("2024-25") if kind.separately}
    must = {kind.code for kind in decision_types("2024-25") if kind.must_separate}

    assert separate - must == {"EDU_FUNCTIONS"}
    assert must == {
        "DEDEL_PRIMARY",
        "DEDEL_SECONDARY",
        "DEDEL_BOTH_PHASES",
        "DEDEL_SCHOOL_IMPROVEMENT",
        "CONTINGENCY_CRITERIA",
        "DEDEL_CARRY_FORWARD",
    }


def test_an_informed_forum_has_no_voters_and_every_other_role_has_some():
    for row in ROWS:
        assert bool(row.groups) is (row.forum_role != ForumRole.INFORMED), row.code


@pytest.mark.parametrize(
    ("code", "before", "first"),
    [
        ("FALLING_ROLLS", "2013-14", "2014-15"),
        ("EDU_FUNCTIONS", "2016-17", "2017-18"),
        ("TRANSFER_SB_LE_05", "2017-18", "2018-19"),
        ("GENERAL", "2012-13", "2013-14"),
    ],
)
def test_a_row_begins_in_its_year(code, before, first):
    assert decision_type(code, before) is None
    assert decision_type(code, first).code == code


def test_the_deficit_was_decided_until_2019_20_and_is_reported_since():
    assert decision_type("DSG_DEFICIT", "2019-20").forum_role == ForumRole.DECIDES
    assert decision_type("DSG_DEFICIT", "2020-21").forum_role == ForumRole.INFORMED


def test_central_lines_are_of_the_central_block_from_2018_19():
    assert decision_type("CSSB_HISTORIC", "2017-18").name.startswith("Central services:")
    assert decision_type("CSSB_HISTORIC", "2018-19").name.startswith("Central school services")


@pytest.mark.parametrize("year", ["", "2018", "2018-20"])
def test_a_matter_without_a_year_takes_the_newest_row(year):
    assert decision_type("DSG_DEFICIT", year).forum_role == ForumRole.INFORMED
    assert len(decision_types(year)) == len(TABLE.split())


def test_an_unknown_code_has_no_row():
    assert decision_type("DSG", "2024-25") is None
    assert decision_type("", "2024-25") is None


def test_general_business_is_for_all_members():
    assert general_business("2024-25") == decision_type(GENERAL, "2024-25")
    assert general_business("2024-25").groups == ALL


def test_the_citation_is_the_law_of_the_year():
    cited = {year: decision_type("DEDEL_PRIMARY", year).citation for year in YEARS}

    assert cited["2023-24"].startswith(
        "School and Early Years Finance (England) Regulations 2023 (SI 2023/59), "
        "reg 12(1)(d) and Schedule 2 Part 6; voting by phase, Schools Forums (England)"
    )
    assert "SI 2024/66), Schedule 2 Part 6" in cited["2024-25"]
    assert "Regulations 2018; voting" in cited["2018-19"]
    assert "for 2028-29" in cited["2028-29"]


@pytest.mark.parametrize("year", YEARS)
def test_no_citation_is_left_unfilled(year):
    for kind in decision_types(year):
        assert kind.citation
        assert "{" not in kind.citation


def test_every_topic_of_the_table_is_known_to_the_regulations():
    named = {topic for row in ROWS for topic in re.findall(r"\{(\w+)\}", row.citation)}

    assert named <= TOPICS


def test_what_is_from_memory_says_so():
    unsure = ("from memory", "inferred", "no restriction seen", "differs")

    for row in ROWS:
        says_so = any(word in row.citation for word in unsure)
        assert says_so is not row.is_sourced, row.code


def test_a_paragraph_is_cited_only_where_it_was_seen():
    assert cite("education_functions", "2023-24").endswith("reg 12(1)(e) and Schedule 2 Part 7")
    assert cite("education_functions", "2024-25") == finance_regulations("2024-25")
    assert cite("nonsense", "2024-25") == finance_regulations("2024-25")


def test_finance_regulations_of_an_unknown_year_are_named_without_a_number():
    assert finance_regulations("") == "School and Early Years Finance (England) Regulations"


def test_de_delegation_is_what_takes_money_back_from_maintained_schools():
    taken = {kind.code for kind in decision_types("2024-25") if kind.is_de_delegation}

    assert taken == {
        "DEDEL_PRIMARY",
        "DEDEL_SECONDARY",
        "DEDEL_BOTH_PHASES",
        "DEDEL_SCHOOL_IMPROVEMENT",
        "EDU_FUNCTIONS",
        "CONTINGENCY_CRITERIA",
    }
    assert decision_type("CSSB_ONGOING", "2024-25").default_source == Source.CENTRALLY_RETAINED


def test_every_row_recurs_and_has_words_for_a_sentence():
    for row in ROWS:
        assert row.recurs in {"yearly", "standing", "ad_hoc"}
        assert row.subject[0].islower()
        assert not row.subject.endswith(".")
