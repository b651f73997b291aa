"""What a request costs for each pupil of the schools concerned."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from forum.money import PENNY, pounds


@dataclass(frozen=True)
class PerPupil:
    """An amount divided by the pupils whose schools it concerns."""

    whose: str
    """ "Maintained primary schools", or "all schools"."""
    amount: Decimal
    pupils: int
    """0 where they are not counted."""

    @property
    def each(self) -> Decimal | None:
        if not self.pupils:
            return None
        return (self.amount / self.pupils).quantize(PENNY, ROUND_HALF_UP)

    @property
    def words(self) -> str:
        """ "£5.62: £89,604 for 15,944 pupils of all schools"."""
        if self.each is None:
            return f"not stated: the pupils of {self.whose} are not counted"
        each = "less than a penny" if self.each == 0 else f"£{self.each:,}"
        return f"{each}: {pounds(self.amount)} for {self.pupils:,} pupils of {self.whose}"


def per_pupil(
    shares: Mapping[str, Decimal], total: Decimal, pupils: Mapping[str, int], everyone: str
) -> tuple[PerPupil, ...]:
    """For each group whose budget shares pay; else for all pupils together."""
    if shares:
        return tuple(
            PerPupil(_in_a_sentence(group), amount, pupils.get(group, 0))
            for group, amount in shares.items()
        )
    return (PerPupil(everyone, total, sum(pupils.values())),) if total else ()


def total_words(amounts: Collection[tuple[Decimal | None, str]]) -> str:
    """The whole cost; with each amount stand its years: " for 2026-27"."""
    stated = [(amount, years) for amount, years in amounts if amount is not None]
    if not amounts:
        return "This paper asks for no money"
    if not stated:
        return "not stated"
    total = sum((amount for amount, _ in stated), Decimal(0))
    years = " and".join(dict.fromkeys(years for _, years in stated if years))
    part = "" if len(stated) == len(amounts) else "; for the rest no amount is stated"
    return f"{pounds(total)}{years}{part}"


def _in_a_sentence(group: str) -> str:
    return group[:1].lower() + group[1:]
