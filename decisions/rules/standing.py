"""What of an award still counts, once something later undid all or some of it.

A decision that reverses or replaces another ends what was awarded for the years that were not over
on its day, and so does a condition that fails or lapses; what was awarded for years gone by was
authority while it lasted, and still counts. Where the outcome of an outside body stands in place
of the forum's, its amount counts instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from decisions.choices import ConditionState, ExternalResult, LinkKind
from forum.rules.financial_year import financial_year

UNDOING = (LinkKind.REVERSES, LinkKind.REPLACES)
"""Links by which a later decision ends what an earlier one awarded."""
ENDS_WAITING = (LinkKind.SETTLES_SOURCE, *UNDOING)
"""Links after which an earlier decision no longer waits for its source: settled, or taken back."""
GONE = (ConditionState.FAILED, ConditionState.LAPSED)
OVERTAKEN = "overtaken"
_WORDS = {
    LinkKind.REVERSES: "Reversed",
    LinkKind.REPLACES: "Replaced",
    ConditionState.FAILED: "Condition failed",
    ConditionState.LAPSED: "Condition lapsed",
    OVERTAKEN: "Overtaken by an outside body",
}


@dataclass(frozen=True)
class Undoing:
    """A later decision, an outside body, or a condition that was not met."""

    kind: str
    on: date | None = None
    """None where the record does not say."""
    result: str = ""
    """What the outside body decided."""
    amount: Decimal | None = None
    """The amount that the outside body put in place of the forum's."""

    @property
    def words(self) -> str:
        """As it stands beside the award: "Reversed, 12 June 2026"."""
        result = f": {ExternalResult(self.result).label.lower()}" if self.result else ""
        day = f", {self.on:%-d %B %Y}" if self.on else ""
        return f"{_WORDS[self.kind]}{result}{day}"


def standing_amount(
    amount: Decimal, year: str, undoings: Sequence[Undoing], *, awards: int = 1
) -> Decimal:
    """What of an award for a financial year still counts; its outcome made so many awards."""
    standing = amount
    for undoing in sorted(undoings, key=lambda each: each.on or date.max):
        if undoing.kind == OVERTAKEN:
            standing = _in_its_place(standing, undoing, awards)
        elif not _is_over(year, undoing.on):
            standing = Decimal(0)
    return standing


def _in_its_place(amount: Decimal, undoing: Undoing, awards: int) -> Decimal:
    """What the outside body lets stand; nothing on a line that its decision does not name."""
    if undoing.result == ExternalResult.REFUSED:
        return Decimal(0)
    if undoing.amount is not None:
        return undoing.amount if awards == 1 else Decimal(0)
    return amount if undoing.result == ExternalResult.APPROVED else Decimal(0)


def _is_over(year: str, on: date | None) -> bool:
    """Whether the financial year had ended by the day; a year not stated never has."""
    return bool(year) and on is not None and year < financial_year(on)
