"""What was asked and what was agreed, in money: the facts that several rules read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from decisions.choices import Settlement
from decisions.rules.actions import ActionFacts
from papers.choices import Source


@dataclass(frozen=True, slots=True)
class AwardFacts:
    """Money decided: from which source and line, how much, for which year and until when."""

    source: Source | None
    budget_line: str
    amount: Decimal | None
    financial_year: str
    from_on: date | None = None
    until_on: date | None = None
    option_letter: str = ""
    """The tabled option that it takes up; empty for money that the forum itself named."""
    line_left: Decimal | None = None
    """What decisions have left on the line; None where no allocation is recorded."""


@dataclass(frozen=True)
class OfferFacts:
    """A funding option as tabled."""

    letter: str
    source: Source


@dataclass(frozen=True)
class MoneyFacts:
    """What was asked and what was agreed; empty for a question that sought no money."""

    seeks_resources: bool = False
    amount_asked: Decimal | None = None
    amount_agreed: Decimal | None = None
    awards: tuple[AwardFacts, ...] = ()
    unsettled: bool = False
    """Agreed in principle, the source to be settled."""
    action: ActionFacts | None = None
    """The action that is to settle the source."""
    offers: tuple[OfferFacts, ...] = ()

    @property
    def names_money(self) -> bool:
        """Whether anything is said about money agreed."""
        return bool(self.awards) or self.unsettled or self.amount_agreed is not None

    @property
    def awarded(self) -> Decimal | None:
        """What the awards come to; None while one of them has no amount."""
        amounts = [award.amount for award in self.awards if award.amount is not None]
        return sum(amounts, Decimal(0)) if len(amounts) == len(self.awards) else None


def settlement(money: MoneyFacts, *, is_carried: bool) -> Settlement:
    """Where an outcome stands with its funding source."""
    if not is_carried or not money.seeks_resources:
        return Settlement.NOT_APPLICABLE
    return Settlement.UNSETTLED if money.unsettled else Settlement.SETTLED
