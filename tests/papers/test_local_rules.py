from datetime import date

import pytest

from forum.choices import Group, TransferVoters
from papers.choices import WHOLE_FORUM, ForumRole
from papers.rules.decision_table import FORMULA, ROWS
from papers.rules.decision_types import decision_type, decision_types
from papers.rules.electorate import SeatFacts, asked_groups, register, voting_groups
from papers.rules.facts import RecommendationFacts, TablingFacts
from papers.rules.local import ADJUSTABLE, LocalRules, adjusted
from papers.rules.regulations import CONSTITUTION
from papers.rules.tabling import may_table

YEAR = "2024-25"
DAY = date(2024, 10, 1)
MP, MS = Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SECONDARY
MSP, MN, PRU = Group.MAINTAINED_SPECIAL, Group.MAINTAINED_NURSERY, Group.MAINTAINED_PRU
FORMULA_VOTERS = LocalRules(transfer_voters=TransferVoters.FORMULA)
NURSERY = LocalRules(nursery_votes_on_education_functions=True)
TOGETHER = LocalRules(education_functions_together=True)
DECIDED = LocalRules(surplus_balances_decided=True)
ALL_OF_THEM = LocalRules(TransferVoters.FORMULA, True, True, True)


def test_without_a_constitution_the_table_stands():
    assert decision_types(YEAR, LocalRules()) == decision_types(YEAR)
    assert decision_type("EDU_FUNCTIONS", YEAR, None) == decision_type("EDU_FUNCTIONS", YEAR)


def test_a_constitution_adjusts_only_what_the_law_leaves_open():
    changed = {row.code for row in ROWS if adjusted(row, ALL_OF_THEM) != row}

    assert changed == ADJUSTABLE


@pytest.mark.parametrize("local", [FORMULA_VOTERS, NURSERY, TOGETHER, DECIDED, ALL_OF_THEM])
def test_what_a_constitution_decides_cites_it(local):
    by_default = decision_types(YEAR)

    for before, after in zip(by_default, decision_types(YEAR, local), strict=True):
        assert (CONSTITUTION in after.citation) == (after != before), after.code


def test_a_transfer_may_be_for_those_who_vote_on_the_formula():
    kind = decision_type("TRANSFER_SB_LE_05", YEAR, FORMULA_VOTERS)

    assert kind.groups == FORMULA
    assert kind.citation == (
        "practice of schools forums (Cornwall, Devon, Brighton); who votes is settled by the "
        "forum's constitution"
    )


def test_the_view_on_a_larger_transfer_stays_with_all_members():
    assert set(decision_type("TRANSFER_SB_GT_05", YEAR, FORMULA_VOTERS).groups) == set(Group)


def test_a_member_kept_out_by_the_constitution_is_told_so():
    kind = decision_type("TRANSFER_SB_LE_05", YEAR, FORMULA_VOTERS)
    seat = SeatFacts(1, "Diocese", Group.NON_SCHOOLS, "A. Member", present=True)

    entry = register(kind, asked=WHOLE_FORUM, groups=asked_groups(kind), seats=[seat], on=DAY)[0]

    assert (entry.is_eligible, entry.code) == (False, "group-not-asked")
    assert "the forum's constitution" in entry.reason


def test_nursery_schools_may_vote_on_education_functions():
    kind = decision_type("EDU_FUNCTIONS", YEAR, NURSERY)

    assert kind.groups == (MP, MS, MSP, MN, PRU)
    assert voting_groups(kind) == (MP, MS, MSP, MN, PRU)
    assert kind.citation.endswith("nursery schools members vote by the forum's constitution")


def test_education_functions_may_be_put_to_all_maintained_groups_together():
    kind = decision_type("EDU_FUNCTIONS", YEAR, TOGETHER)

    assert voting_groups(kind) == (WHOLE_FORUM,)
    assert voting_groups(kind, separately=True) == (MP, MS, MSP, PRU)
    assert asked_groups(kind) == (MP, MS, MSP, PRU)


def test_a_forum_decides_on_surplus_balances_only_where_its_constitution_says_so():
    assert decision_type("BALANCES_CLAWBACK", YEAR).forum_role == ForumRole.CONSULTED
    assert decision_type("BALANCES_CLAWBACK", YEAR, DECIDED).forum_role == ForumRole.DECIDES


@pytest.mark.parametrize("code", ["DEDEL_PRIMARY", "DEDEL_SECONDARY", "SCHEME_CHANGE"])
def test_no_constitution_moves_a_restriction_of_law(code):
    assert decision_type(code, YEAR, ALL_OF_THEM) == decision_type(code, YEAR)


def test_a_constitution_brings_no_matter_back_to_a_year_without_it():
    assert decision_type("TRANSFER_SB_LE_05", "2017-18", FORMULA_VOTERS) is None


@pytest.mark.parametrize(("local", "is_widened"), [(NURSERY, False), (None, True)])
def test_gate_reads_the_groups_that_the_constitution_adds(local, is_widened):
    asks = RecommendationFacts(
        "1", "Agree.", "EDU_FUNCTIONS", groups=(MN,), financial_year=YEAR, seeks_resources=True
    )

    ruling = may_table(TablingFacts("Duties", DAY, DAY, (asks,), local=local))

    assert ("group-widened" in ruling.codes) is is_widened
