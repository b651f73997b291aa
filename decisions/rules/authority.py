"""Until when a decision gives authority to spend.

An award gives authority until its last day, or to the end of its financial year where none is
stated: a decision for one year is not one for the next. De-delegation ends on 31 March of its year
whatever end is printed. What is agreed in principle gives no authority at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from decisions.choices import Settlement
from decisions.rules.money import AwardFacts
from forum.rules.financial_year import ends_on, is_financial_year
from papers.choices import Source


class AuthorityState(StrEnum):
    """Whether money may be spent on a day."""

    NO_MONEY = "no_money"
    NOT_SETTLED = "not_settled"
    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    ENDED = "ended"


@dataclass(frozen=True)
class Authority:
    """What a decision allows on one day."""

    state: AuthorityState
    from_on: date | None = None
    until_on: date | None = None
    """The last day; None where the record states none."""

    @property
    def is_in_force(self) -> bool:
        return self.state == AuthorityState.IN_FORCE

    @property
    def sentence(self) -> str:
        """As a page or a log says it."""
        match self.state:
            case AuthorityState.NO_MONEY:
                return "No money was decided"
            case AuthorityState.NOT_SETTLED:
                return "No authority (source not settled)"
            case AuthorityState.NOT_YET:
                return f"No authority before {_day(self.from_on)}"
            case AuthorityState.ENDED:
                return f"Authority ended on {_day(self.until_on)}"
            case _:
                return f"Authority until {_day(self.until_on)}"


def authority_on(
    day: date,
    *,
    settlement: Settlement,
    awards: Sequence[AwardFacts],
    reversed_on: date | None = None,
) -> Authority:
    """The authority that a carried decision gives on the day, unless a later one reversed it."""
    if settlement == Settlement.UNSETTLED:
        return Authority(AuthorityState.NOT_SETTLED)
    if settlement == Settlement.NOT_APPLICABLE or not awards:
        return Authority(AuthorityState.NO_MONEY)
    if reversed_on is not None and day >= reversed_on:
        return Authority(AuthorityState.ENDED, until_on=reversed_on)
    return Authority(_state(day, awards), _first_day(awards), last_day_of(awards))


def last_day(award: AwardFacts) -> date | None:
    """The last day on which the award may be spent; None where the record states none."""
    if not is_financial_year(award.financial_year):
        return award.until_on
    end_of_year = ends_on(award.financial_year)
    if award.until_on is None:
        return end_of_year
    if award.source == Source.DE_DELEGATED:
        return min(award.until_on, end_of_year)
    return award.until_on


def last_day_of(awards: Sequence[AwardFacts]) -> date | None:
    """The last day of the award that lasts longest; None where one of them has no stated end."""
    days = [last_day(award) for award in awards]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def _first_day(awards: Sequence[AwardFacts]) -> date | None:
    known = [award.from_on for award in awards if award.from_on is not None]
    return min(known) if known and len(known) == len(awards) else None


def _state(day: date, awards: Sequence[AwardFacts]) -> AuthorityState:
    first, last = _first_day(awards), last_day_of(awards)
    if last is not None and day > last:
        return AuthorityState.ENDED
    if first is not None and day < first:
        return AuthorityState.NOT_YET
    return AuthorityState.IN_FORCE


def _day(day: date | None) -> str:
    return "an end that the record does not state" if day is None else f"{day:%-d %B %Y}"
