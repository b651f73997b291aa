"""What keeps a schedule from being put, and what in it a reader would stumble over.

Havering's rates for the neighbourhoods' bands do not rise with need, and were the same for two
years: so nothing that is merely unlikely is refused, it is said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from forum.rules.ruling import Reason
from papers.rules.funding import AUTHOR
from papers.rules.groups import members, schools
from papers.rules.regulations import PRACTICE, cite
from papers.rules.schedules.rates import factors_agree, repeats_year
from papers.rules.schedules.schedule import FactorSum, LineSum, rate_facts, summary, units_by_group
from papers.rules.schedules.schedule_facts import ScheduleFacts
from papers.rules.schedules.schedule_gate import OFFICER, SCHEDULE
from papers.rules.schedules.services import IDACI, MAINSTREAM, PLACE

NAMED = 5
"""Of many schools so many are named."""


def schedule_cautions(
    facts: ScheduleFacts, *, with_schools: Collection[str] | None = None
) -> tuple[Reason, ...]:
    """What to look at again; nothing here stops anybody."""
    found = summary(facts)
    law = cite("de_delegation", facts.year)
    return (
        *(reason for line in found.lines for reason in _of_line(line, facts.year, law)),
        *_implied_together(found.lines),
        *_against_schools(found.lines, facts),
        *_groups(facts, with_schools),
        *_leaving(facts),
        *_uncounted(facts),
        *_left_unsaid(facts),
    )


def _of_line(line: LineSum, year: str, law: str) -> Iterator[Reason]:
    where = line.facts.where
    for factor in line.factors:
        yield from _of_factor(factor, f"{where}, {factor.facts.factor}", year, law)
    rates = [rate_facts(factor) for factor in line.factors if factor.total is not None]
    stated = line.facts.printed_total
    adds_up = stated is None or factors_agree(rates, stated, precision=line.facts.precision)
    if rates and len(rates) == len(line.factors) and not adds_up:
        text = f"{where}: the factors come to £{line.computed:,}, the line to £{stated:,}."
        yield Reason("line-does-not-add-up", text, AUTHOR, law, where)
    yield from _bands(line, where)


def _of_factor(factor: FactorSum, place: str, year: str, law: str) -> Iterator[Reason]:
    if factor.check.agrees is False:
        yield Reason("printed-total-differs", f"{place}: {factor.check.sentence}.", AUTHOR, law,
                     place)  # fmt: skip
    elif factor.units is None and factor.total is not None:
        yield Reason("units-not-stated", f"{place}: {factor.check.sentence}.", "", "", place)
    if repeats_year(rate_facts(factor), year):
        text = (
            f"{place}: last year's rate is labelled {factor.facts.prior_year_label}, which is "
            "this year."
        )
        yield Reason("prior-year-label", text, AUTHOR, PRACTICE, place)
    if factor.facts.year_label and factor.facts.year_label != year:
        text = f"{place}: the rate is labelled {factor.facts.year_label}, the schedule is {year}."
        yield Reason("rate-of-another-year", text, AUTHOR, PRACTICE, place)


def _bands(line: LineSum, where: str) -> Iterator[Reason]:
    """More deprived neighbourhoods usually carry the higher rate."""
    by_band = {factor.facts.counts: factor.facts.unit_rate for factor in line.factors}
    bands = [band for band in IDACI if band in by_band]
    falls = [(more, less) for more, less in pairwise(bands) if by_band[more] < by_band[less]]
    if falls:
        named = "; ".join(
            f"{more} at £{by_band[more]:,} is below {less} at £{by_band[less]:,}"
            for more, less in falls
        )
        text = f"{where}: the rates do not rise with deprivation ({named}). Is that meant?"
        yield Reason("bands-not-in-order", text, AUTHOR, PRACTICE, where)


def _implied_together(lines: Iterable[LineSum]) -> Iterator[Reason]:
    """Lines of one group that count the same factor rest on the same number of units."""
    spans: dict[tuple[str, str], list[tuple[Decimal, Decimal]]] = {}
    for line in lines:
        for factor in line.factors:
            span = _span(factor)
            if span is not None:
                spans.setdefault((line.facts.group, factor.facts.counts), []).append(span)
    for (group, counts), found in spans.items():
        least, most = max(low for low, _ in found), min(high for _, high in found)
        if counts == PLACE:  # There is no half place.
            least, most = least.to_integral(ROUND_CEILING), most.to_integral(ROUND_FLOOR)
        where = f"{counts}, {schools(group)}"
        if len(found) > 1 and least > most:
            text = (
                f"{where}: the lines cannot rest on the same units; one needs at least "
                f"{_units(least)}, another allows at most {_units(most)}."
            )
            yield Reason("units-disagree", text, AUTHOR, PRACTICE, where)
        elif len(found) > 1:
            allowed = f"{_units(least)} to {_units(most)}"
            text = f"{where}: taken together the totals allow {allowed} units."
            yield Reason("units-implied-together", text, "", "", where)


def _units(number: Decimal) -> str:
    return f"{number:,.0f}" if number == number.to_integral_value() else f"{number:,.1f}"


def _span(factor: FactorSum) -> tuple[Decimal, Decimal] | None:
    """Between which numbers the printed total puts the units that the paper leaves out."""
    check = factor.check
    if factor.total is None or check.implied_least is None or check.implied_most is None:
        return None
    return check.implied_least, check.implied_most


def _against_schools(lines: Iterable[LineSum], facts: ScheduleFacts) -> Iterator[Reason]:
    """Units as the paper states them, beside the sum of its schools."""
    counted = units_by_group(facts.schools)
    stated = {
        (line.facts.group, factor.facts.counts, factor.units)
        for line in lines
        for factor in line.factors
        if factor.are_stated
    }
    for group, counts, units in sorted(stated, key=str):
        found = counted.get(group, {}).get(counts)
        if found is not None and found != units:
            text = (
                f"{counts}: the paper states {units:,} units; those of {schools(group)} add up "
                f"to {found:,}."
            )
            where = f"{counts}, {schools(group)}"
            yield Reason("units-differ-from-schools", text, AUTHOR, "", where)


def _groups(facts: ScheduleFacts, with_schools: Collection[str] | None) -> Iterator[Reason]:
    if with_schools is None:
        return
    for group in facts.groups:
        if group not in with_schools:
            text = f"There are no {schools(group)}: nobody is asked, and nothing is taken."
            yield Reason("line-without-schools", text, AUTHOR, "", schools(group))
    named = {line.name for line in facts.lines}
    for name in sorted(named):
        mine = [line for line in facts.lines if line.name == name]
        service = mine[0].service
        if service is None:
            continue
        covered = {line.group for line in mine}
        lacking = [
            group
            for group in service.groups
            if group in with_schools and group in MAINSTREAM and group not in covered
        ]
        if lacking:
            text = f"{name} is not put to {members(lacking)}: is it not asked of them?"
            yield Reason("phase-not-asked", text, AUTHOR, PRACTICE, name)


def _leaving(facts: ScheduleFacts) -> Iterator[Reason]:
    leaving = [school.name for school in facts.schools if school.leaves]
    if leaving:
        text = (
            f"Academies before the year begins, so that nothing is taken from them: "
            f"{', '.join(leaving)}."
        )
        yield Reason("schools-convert", text, AUTHOR, PRACTICE, SCHEDULE)


def _uncounted(facts: ScheduleFacts) -> Iterator[Reason]:
    """Some schools of a group have units and others none: what they hand back is left out."""
    for group in facts.groups:
        of_group = [each for each in facts.schools if each.group == group and not each.leaves]
        without = [school.name for school in of_group if not school.units]
        if without and len(without) < len(of_group):
            named = ", ".join(without[:NAMED]) + (" and others" if len(without) > NAMED else "")
            text = (
                f"No units are entered of {len(without)} of {len(of_group)} {schools(group)}: "
                f"{named}. Totals and effects leave them out."
            )
            yield Reason("schools-without-units", text, OFFICER, "", schools(group))


def _left_unsaid(facts: ScheduleFacts) -> Iterator[Reason]:
    """What East Sussex, West Berkshire and Havering state of every service."""
    unsaid = (
        ("refusal-not-stated", "what happens if it is refused", lambda line: line.if_refused),
        ("buy-back-not-stated", "whether academies may buy it", lambda line: line.buy_back),
        ("consultation-not-stated", "what schools said in consultation",
         lambda line: line.consultation),
    )  # fmt: skip
    for code, what, said in unsaid:
        lacking = list(dict.fromkeys(line.label for line in facts.lines if not said(line)))
        if lacking:
            text = f"Not said of {', '.join(lacking)}: {what}."
            yield Reason(code, text, AUTHOR, PRACTICE, ", ".join(lacking))
