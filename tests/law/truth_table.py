"""The truth table of the electorate as it is read, and the rules asked the same questions."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from forum.choices import Group, TransferVoters
from papers.choices import WHOLE_FORUM, ForumRole, Source
from papers.rules.decision_types import DecisionType, decision_type
from papers.rules.electorate import SeatFacts, asked_groups, register
from papers.rules.local import LocalRules

HERE = Path(__file__).parent
YEARS = tuple(f"{year}-{(year + 1) % 100:02d}" for year in range(2013, 2027))
ASKED = (*Group, WHOLE_FORUM)
SEATS = tuple(
    SeatFacts(group, f"{group.label} 1", group, "A. Member", present=True) for group in Group
)
ROLES = {
    "D": ForumRole.DECIDES,
    "C": ForumRole.CONSULTED,
    "I": ForumRole.INFORMED,
    "E": ForumRole.ELECTS,
    "P": ForumRole.PROCEDURE,
}
SOURCES = {
    "CR": Source.CENTRALLY_RETAINED,
    "DD": Source.DE_DELEGATED,
    "HN": Source.HIGH_NEEDS,
    "OO": Source.ONE_OFF,
    "n/a": None,
}
SECRETARY_OF_STATE = {"adj": "may_decide_instead", "app": "approves", "-": ""}
APART = {"yes": (True, True), "local": (True, False), "no": (False, False)}
"""Whether the groups answer by themselves, and whether the paper has no choice in that."""
SETTINGS = {
    "transfer_voters=formula": {"transfer_voters": TransferVoters.FORMULA},
    "nursery_votes_on_education_functions=yes": {"nursery_votes_on_education_functions": True},
    "education_functions_together=yes": {"education_functions_together": True},
    "surplus_balances_decided=yes": {"surplus_balances_decided": True},
}
CONSTITUTIONS = (frozenset(), *(frozenset({setting}) for setting in SETTINGS), frozenset(SETTINGS))
"""None of the settings, each by itself, and all of them."""

Answer = tuple[bool, str]
"""Whether a member of a group may vote, and the code of the reason."""


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    code: str
    from_year: str
    until_year: str
    settings: frozenset[str]
    voters: frozenset[str]
    cells: dict[str, str]

    def holds(self, code: str, year: str, settings: frozenset[str]) -> bool:
        in_span = self.from_year <= year <= (self.until_year or year)
        return self.code == code and in_span and self.settings <= settings

    def flipped(self, group: str) -> "Row":
        return replace(self, voters=self.voters ^ {group})


@dataclass(frozen=True)
class Cell:
    """One question to the rules: may a member of the group vote when `asked` is asked?"""

    code: str
    year: str
    settings: frozenset[str]
    asked: str
    group: str


@cache
def table() -> tuple[Row, ...]:
    with (HERE / "electorate.csv").open(newline="") as lines:
        return tuple(_row(cells) for cells in csv.DictReader(lines))


@cache
def sources() -> frozenset[str]:
    with (HERE / "sources.csv").open(newline="") as lines:
        return frozenset(cells["key"] for cells in csv.DictReader(lines))


def _row(cells: dict[str, str]) -> Row:
    return Row(
        code=cells["code"],
        from_year=cells["from_year"],
        until_year=cells["until_year"],
        settings=frozenset(filter(None, (s.strip() for s in cells["constitution"].split(";")))),
        voters=frozenset(group for group in Group if cells[group] == "Y"),
        cells=cells,
    )


def row_for(rows, code: str, year: str, settings: frozenset[str]) -> Row | None:
    """The line for a type of decision: the one that names most of the constitution's settings."""
    lines = [row for row in rows if row.holds(code, year, settings)]
    return max(lines, key=lambda row: len(row.settings), default=None)


def constitution(settings: frozenset[str]) -> LocalRules:
    return LocalRules(**{name: v for setting in settings for name, v in SETTINGS[setting].items()})


def expected(row: Row | None, cell: Cell) -> Answer | None:
    """What the table says; nothing where there is no such type of decision in the year."""
    if row is None:
        return None
    if not row.voters:
        return False, "informed-only"
    if cell.group not in row.voters:
        return False, "group-not-asked"
    if cell.asked not in (WHOLE_FORUM, cell.group):
        return False, "votes-with-own-group"
    return True, "may-vote"


def answered(
    code: str, year: str, settings: frozenset[str], asked: str
) -> dict[str, Answer] | None:
    """What the rules say to a member of each group, all of them present and in post."""
    kind = decision_type(code, year, constitution(settings))
    if kind is None:
        return None
    return _asked_of_everybody(kind, asked, date(int(year[:4]), 10, 1))


@cache
def _asked_of_everybody(kind: DecisionType, asked: str, on: date) -> dict[str, Answer]:
    entries = register(kind, asked=asked, groups=asked_groups(kind), seats=SEATS, on=on)
    return {entry.group: (entry.is_eligible, entry.code) for entry in entries}


def walk(rows) -> Iterator[tuple[Cell, Answer | None, Answer | None]]:
    """Every cell with what the table says and what the rules say."""
    for code in sorted({row.code for row in table()}):
        for year in YEARS:
            for settings in CONSTITUTIONS:
                row = row_for(rows, code, year, settings)
                for asked in ASKED:
                    said = answered(code, year, settings, asked)
                    for group in Group:
                        cell = Cell(code, year, settings, asked, group)
                        yield cell, expected(row, cell), said and said[group]
