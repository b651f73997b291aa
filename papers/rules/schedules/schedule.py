"""The schedule of a de-delegation paper: rates x units, summed by line, by phase and in all.

Each authority states how the money is taken out of the formula. Units are those the paper states,
or else those of the schools; where there are neither, the printed total implies them. Totals keep
the precision that they are printed to: nothing printed is ever mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from papers.rules.facts import RateFacts
from papers.rules.schedules.rates import Change, RateCheck, change_on_last_year, rate_check
from papers.rules.schedules.schedule_facts import (
    FactorFacts,
    ScheduleFacts,
    ScheduleLineFacts,
    SchoolFacts,
)
from papers.rules.schedules.services import PLACE, PUPIL

NOTHING = Decimal(0)
PENNY = Decimal("0.01")


@dataclass(frozen=True)
class FactorSum:
    """One factor multiplied out."""

    facts: FactorFacts
    units: Decimal | None
    are_stated: bool
    """Whether the paper states the units, or the schools' are taken."""
    total: Decimal | None
    check: RateCheck


@dataclass(frozen=True)
class LineSum:
    """One line summed over its factors, this year beside last year."""

    facts: ScheduleLineFacts
    factors: tuple[FactorSum, ...]
    computed: Decimal | None
    """What the factors come to; None where one of them has neither units nor a total."""
    total: Decimal | None
    """As printed, or else as computed within the precision of the line."""
    change: Change | None

    @property
    def last_year(self) -> Decimal | None:
        return self.facts.last_year_total


@dataclass(frozen=True)
class PhaseSum:
    """What the schools of one group are asked for."""

    group: str
    lines: tuple[LineSum, ...]
    pupils: Decimal | None

    @property
    def total(self) -> Decimal:
        return sum_of(line.total for line in self.lines)

    @property
    def de_delegated(self) -> Decimal:
        """Of services under Part 6."""
        return sum_of(line.total for line in self.lines if not _is_function(line))

    @property
    def education_functions(self) -> Decimal:
        """Under Part 7."""
        return sum_of(line.total for line in self.lines if _is_function(line))

    @property
    def last_year(self) -> Decimal | None:
        """None unless it is known of every line."""
        known = [line.last_year for line in self.lines]
        return None if None in known else sum_of(known)

    @property
    def change(self) -> Change | None:
        """Price and volume of the phase; None unless known of every line."""
        known = [line.change for line in self.lines if line.change is not None]
        if not known or len(known) < len(self.lines):
            return None
        return Change(
            total=sum_of(each.total for each in known),
            by_price=sum_of(each.by_price for each in known),
            by_volume=sum_of(each.by_volume for each in known),
        )

    @property
    def per_pupil(self) -> Decimal | None:
        """What the phase hands back for each of its pupils or places."""
        return _to_penny(self.total / self.pupils) if self.pupils else None

    @property
    def unit(self) -> str:
        """What the schools of the phase are counted by."""
        counted = {factor.facts.counts for line in self.lines for factor in line.factors}
        return "place" if PLACE in counted and PUPIL not in counted else "pupil"

    @property
    def flat_rate(self) -> Decimal:
        """The sum of the rates that are charged for every pupil or place."""
        counted = PLACE if self.unit == "place" else PUPIL
        rates = [factor.facts for line in self.lines for factor in line.factors]
        return sum_of(rate.unit_rate for rate in rates if rate.counts == counted)


@dataclass(frozen=True)
class Summary:
    """The schedule recalculated."""

    phases: tuple[PhaseSum, ...]

    @property
    def total(self) -> Decimal:
        return sum_of(phase.total for phase in self.phases)

    @property
    def lines(self) -> tuple[LineSum, ...]:
        return tuple(line for phase in self.phases for line in phase.lines)


@dataclass(frozen=True)
class Replaced:
    """What a line comes to when the October census replaces the estimate."""

    facts: ScheduleLineFacts
    estimate: Decimal
    final: Decimal

    @property
    def difference(self) -> Decimal:
        return self.final - self.estimate


def summary(facts: ScheduleFacts) -> Summary:
    """Recalculate the whole schedule."""
    counted = units_by_group(facts.schools)
    return Summary(
        tuple(
            _phase(group, [line for line in facts.lines if line.group == group], counted)
            for group in facts.groups
        )
    )


def line_sum(line: ScheduleLineFacts, counted: Mapping[str, Decimal]) -> LineSum:
    """Sum one line over its factors; `counted` are the units of the group's schools."""
    factors = tuple(_factor(line, rate, counted) for rate in line.rates)
    totals = [factor.total for factor in factors]
    computed = None if not totals or None in totals else sum_of(totals)
    total = line.printed_total
    if total is None and computed is not None:
        total = rounded(computed, line.precision)
    return LineSum(line, factors, computed, total, _change(line, factors, total))


def rate_facts(factor: FactorSum) -> RateFacts:
    """The factor as the tabling gate reads it: with its total, printed or multiplied out."""
    rate = factor.facts
    return RateFacts(
        factor=rate.factor,
        unit_rate=rate.unit_rate,
        units=factor.units,
        printed_total=_to_penny(factor.total or NOTHING),
        year_label=rate.year_label,
        prior_rate=rate.prior_rate,
        prior_year_label=rate.prior_year_label,
    )


def replaced(facts: ScheduleFacts) -> tuple[Replaced, ...]:
    """Line by line, the estimate beside the figure of the census; only where all units are in."""
    estimates = units_by_group(facts.schools)
    finals = units_by_group(facts.final_schools)
    found = []
    for line in facts.lines:
        final_units = finals.get(line.group, {})
        if not line.rates or any(rate.counts not in final_units for rate in line.rates):
            continue
        estimate = line_sum(line, estimates.get(line.group, {})).total
        final = line_sum(_without_units(line), final_units).total
        if estimate is not None and final is not None:
            found.append(Replaced(line, estimate, final))
    return tuple(found)


def rounded(amount: Decimal, precision: int) -> Decimal:
    """To 1, 100 or 1,000 pounds as totals are printed; a line of pounds keeps its pence."""
    if precision == 1:
        return _to_penny(amount)
    return (amount / precision).quantize(Decimal(1), ROUND_HALF_UP) * precision


def sum_of(amounts: Iterable[Decimal | None]) -> Decimal:
    """Those amounts that are stated, added up."""
    return sum((each for each in amounts if each is not None), NOTHING)


def _phase(group: str, lines: list[ScheduleLineFacts], counted: Mapping) -> PhaseSum:
    units = counted.get(group, {})
    sums = tuple(line_sum(line, units) for line in lines)
    factors = [factor for line in sums for factor in line.factors]
    by_name = {each.facts.counts: each.units for each in factors if each.units is not None}
    return PhaseSum(group, sums, by_name.get(PUPIL, by_name.get(PLACE)))


def _factor(
    line: ScheduleLineFacts, rate: FactorFacts, counted: Mapping[str, Decimal]
) -> FactorSum:
    units = rate.units if rate.units is not None else counted.get(rate.counts)
    computed = None if units is None else rate.unit_rate * units
    total = rate.printed_total if rate.printed_total is not None else computed
    if total is None and len(line.rates) == 1:
        total = line.printed_total
    compared = RateFacts(
        rate.factor, rate.unit_rate, units, total or NOTHING, prior_rate=rate.prior_rate
    )
    return FactorSum(
        facts=rate,
        units=units,
        are_stated=rate.units is not None,
        total=total,
        check=rate_check(compared, precision=line.precision),
    )


def _change(
    line: ScheduleLineFacts, factors: Sequence[FactorSum], total: Decimal | None
) -> Change | None:
    """Against last year's total as stated, or as last year's rates and units come to."""
    before = line.last_year_total
    priors = [(factor.facts.prior_rate, factor.facts.prior_units) for factor in factors]
    if before is None and all(rate is not None and units is not None for rate, units in priors):
        before = sum_of(rate * units for rate, units in priors if rate and units)
    if total is None:
        return None
    return change_on_last_year(
        [rate_facts(factor) for factor in factors], amount=total, last_year_amount=before
    )


def units_by_group(schools: Iterable[SchoolFacts]) -> dict[str, dict[str, Decimal]]:
    """The units of all schools of a group that are asked, added up by factor."""
    counted: dict[str, dict[str, Decimal]] = {}
    for school in schools:
        if school.leaves:
            continue
        units = counted.setdefault(school.group, {})
        for factor, number in school.units.items():
            units[factor] = units.get(factor, NOTHING) + number
    return counted


def _without_units(line: ScheduleLineFacts) -> ScheduleLineFacts:
    """The line as the schools' units alone make it."""
    rates = tuple(replace(rate, units=None, printed_total=None) for rate in line.rates)
    return replace(line, rates=rates, printed_total=None)


def _is_function(line: LineSum) -> bool:
    service = line.facts.service
    return service is not None and service.is_education_function


def _to_penny(amount: Decimal) -> Decimal:
    return amount.quantize(PENNY, ROUND_HALF_UP)
