"""Who may vote, by the table that was written from the law, against the rules: every cell."""

import sys

import pytest

from forum.choices import Group
from papers.choices import WHOLE_FORUM
from papers.rules.decision_table import ROWS
from papers.rules.decision_types import decision_type
from papers.rules.electorate import voting_groups
from papers.rules.local import ADJUSTABLE
from papers.rules.regulations import CONSTITUTION
from tests.law.truth_table import (
    APART,
    ASKED,
    CONSTITUTIONS,
    ROLES,
    SECRETARY_OF_STATE,
    SETTINGS,
    SOURCES,
    YEARS,
    constitution,
    row_for,
    sources,
    table,
    walk,
)

CODES = sorted({row.code for row in table()})
STATUSES = {"sourced": True, "memory": False, "inferred": False}


def lines():
    """Every line that applies, with the rules' row: by code, year and constitution."""
    for code in CODES:
        for year in YEARS:
            for settings in CONSTITUTIONS:
                row = row_for(table(), code, year, settings)
                yield (
                    row,
                    decision_type(code, year, constitution(settings)),
                    (code, year, settings),
                )


def test_the_rules_say_what_the_table_says_in_every_cell(record_property, capsys):
    cells, votes, wrong = 0, 0, []

    for cell, by_table, by_rules in walk(table()):
        cells += 1
        votes += bool(by_rules and by_rules[0])
        if by_table != by_rules:
            wrong.append((cell, by_table, by_rules))

    record_property("cells", cells)
    with capsys.disabled():
        sys.stdout.write(f"\nelectorate: {cells:,} cells, {votes:,} of them may vote; ")
        sys.stdout.write(f"{len(wrong)} differ from the rules\n")
    assert wrong[:5] == []
    types, years, constitutions, asked, groups = 38, 14, 6, 12, 11
    assert cells == types * years * constitutions * asked * groups == 421_344
    assert (len(CODES), len(YEARS), len(CONSTITUTIONS)) == (types, years, constitutions)
    assert (len(ASKED), len(Group)) == (asked, groups)


@pytest.mark.parametrize("group", [Group.MAINTAINED_PRIMARY, Group.ACADEMY_SPECIAL])
def test_one_wrong_cell_of_the_table_is_found(group):
    right = next(row for row in table() if row.code == "DEDEL_PRIMARY")
    one_wrong = [row.flipped(group) if row is right else row for row in table()]

    found = {cell for cell, by_table, by_rules in walk(one_wrong) if by_table != by_rules}

    assert {(cell.code, cell.group) for cell in found} >= {("DEDEL_PRIMARY", group)}
    assert {cell.code for cell in found} == {"DEDEL_PRIMARY"}
    assert {cell.year for cell in found} == set(YEARS)


def test_a_wrong_year_in_the_table_is_found():
    rows = [row for row in table() if row.code != "DSG_DEFICIT" or row.until_year]

    found = {cell for cell, by_table, by_rules in walk(rows) if by_table != by_rules}

    assert {(cell.code, cell.year) for cell in found} == {
        ("DSG_DEFICIT", year) for year in YEARS if year >= "2020-21"
    }


def test_the_table_and_the_rules_hold_the_same_types_of_decision():
    assert sorted({row.code for row in ROWS}) == CODES


def test_a_type_of_decision_exists_in_the_years_of_its_lines_and_in_no_others():
    for row, kind, where in lines():
        assert (row is None) == (kind is None), where


@pytest.mark.parametrize(
    ("column", "words", "of_kind"),
    [
        ("forum_role", ROLES, lambda kind: kind.forum_role),
        ("separately", APART, lambda kind: (kind.separately, kind.must_separate)),
        ("secretary_of_state", SECRETARY_OF_STATE, lambda kind: kind.secretary_of_state),
        ("default_funding", SOURCES, lambda kind: kind.default_source),
    ],
    ids=["role", "separately", "secretary-of-state", "funding"],
)
def test_the_rules_say_what_the_table_says_of_the_question_itself(column, words, of_kind):
    for row, kind, where in lines():
        if row is not None:
            assert of_kind(kind) == words[row.cells[column]], where


def test_each_group_of_the_table_is_put_the_question_apart_or_all_together():
    for row, kind, where in lines():
        if row is None:
            continue
        apart = row.cells["separately"] != "no"
        asked = tuple(group for group in Group if group in row.voters)
        assert voting_groups(kind) == (asked if apart else (WHOLE_FORUM,)), where


def test_what_nobody_has_checked_is_the_same_in_both():
    for row, kind, where in lines():
        if row is not None and not row.settings:
            assert kind.is_sourced is STATUSES[row.cells["status"]], where


def test_no_two_lines_claim_the_same_year():
    for code in CODES:
        for year in YEARS:
            held = [row.settings for row in table() if row.holds(code, year, frozenset(SETTINGS))]
            assert len(held) == len(set(held)), (code, year)


def test_every_line_says_where_it_comes_from():
    for row in table():
        assert set(row.cells["keys"].split()) <= sources(), row.code
        assert row.cells["law"], row.code
        assert row.cells["status"] in STATUSES, row.code
    assert {key for row in table() for key in row.cells["keys"].split()} == sources()


def test_a_constitution_touches_what_it_may_and_is_cited_where_it_does():
    by_default = {(code, year): kind for _, kind, (code, year, held) in lines() if not held}

    for row, kind, (code, year, settings) in lines():
        if kind != by_default[code, year]:
            assert code in ADJUSTABLE, code
            assert CONSTITUTION in kind.citation
        assert bool(row and row.settings) == (kind != by_default[code, year]), (code, settings)


def test_every_setting_of_the_constitution_has_a_line():
    assert {setting for row in table() for setting in row.settings} == set(SETTINGS)
    assert {row.code for row in table() if row.settings} == ADJUSTABLE
