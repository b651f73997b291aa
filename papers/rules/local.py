"""What a forum's constitution settles about who votes, where the law leaves it open.

The law restricts the voters on four matters and says nothing on others where practice differs: who
votes on a transfer out of the schools block, whether nursery schools members vote on education
functions and whether all maintained groups do so in one vote, and whether the forum decides on
schools' surplus balances or is consulted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from forum.choices import Group, TransferVoters
from papers.choices import ForumRole
from papers.rules.decision_table import FORMULA, DecisionType
from papers.rules.regulations import CONSTITUTION, PRACTICE

ADJUSTABLE = frozenset({"TRANSFER_SB_LE_05", "EDU_FUNCTIONS", "BALANCES_CLAWBACK"})
"""The types of decision that a constitution adjusts; no other is touched."""


@dataclass(frozen=True)
class LocalRules:
    """The constitution's own rules on who votes; the defaults are what most forums do."""

    transfer_voters: TransferVoters = TransferVoters.ALL
    nursery_votes_on_education_functions: bool = False
    education_functions_together: bool = False
    """One vote of all maintained groups, instead of one of each."""
    surplus_balances_decided: bool = False
    """Whether the forum decides on the control of surplus balances, or is consulted."""


BY_DEFAULT = LocalRules()


def adjusted(row: DecisionType, local: LocalRules) -> DecisionType:
    """The row as the constitution has it, which is then part of its citation."""
    adjust = _ADJUST.get(row.code)
    return adjust(row, local) if adjust else row


def _transfer(row: DecisionType, local: LocalRules) -> DecisionType:
    if local.transfer_voters == TransferVoters.ALL:
        return row
    citation = f"{PRACTICE} (Cornwall, Devon, Brighton); who votes is settled by {CONSTITUTION}"
    return replace(row, groups=FORMULA, citation=citation, is_sourced=True)


def _education_functions(row: DecisionType, local: LocalRules) -> DecisionType:
    if local.nursery_votes_on_education_functions:
        row = replace(
            row,
            groups=tuple(
                group
                for group in Group
                if group in row.groups or group == Group.MAINTAINED_NURSERY
            ),
            citation=f"{row.citation}; nursery schools members vote by {CONSTITUTION}",
        )
    if local.education_functions_together:
        citation = f"{row.citation}; all in one vote by {CONSTITUTION}"
        row = replace(row, separately=False, citation=citation)
    return row


def _balances(row: DecisionType, local: LocalRules) -> DecisionType:
    if not local.surplus_balances_decided:
        return row
    citation = (
        f"{PRACTICE} (West Berkshire 2024); that the forum decides is settled by {CONSTITUTION}"
    )
    return replace(row, forum_role=ForumRole.DECIDES, citation=citation, is_sourced=True)


_ADJUST: dict[str, Callable[[DecisionType, LocalRules], DecisionType]] = {
    "TRANSFER_SB_LE_05": _transfer,
    "EDU_FUNCTIONS": _education_functions,
    "BALANCES_CLAWBACK": _balances,
}
