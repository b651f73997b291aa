"""What a schedule takes from each school: rates x the school's own units, and the range of it.

A paper states the effect as lowest, median and highest. Havering's calls £2,394 the median in its
body and the average in its appendix; half the schools lie below a median, and nothing is said of
them by an average, so the two are worked out apart and named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from papers.rules.schedules.schedule import NOTHING, PENNY, PhaseSum, summary
from papers.rules.schedules.schedule_facts import ScheduleFacts, ScheduleLineFacts, SchoolFacts
from papers.rules.schedules.services import PLACE, PUPIL


@dataclass(frozen=True)
class Range:
    """The spread of what the schools of a group hand back."""

    schools: int
    lowest: Decimal
    median: Decimal
    highest: Decimal
    mean: Decimal


@dataclass(frozen=True)
class SchoolShare:
    """One school: what each line takes from it, in the order of the lines, and in all."""

    school: SchoolFacts
    amounts: tuple[Decimal | None, ...]
    """None where the units of the school are not known for that line."""
    total: Decimal
    per_pupil: Decimal | None

    @property
    def is_known(self) -> bool:
        """Whether the effect of any line on the school is known."""
        return any(amount is not None for amount in self.amounts)


@dataclass(frozen=True)
class PhaseEffect:
    """The effect on the schools of one group."""

    group: str
    lines: tuple[ScheduleLineFacts, ...]
    schools: tuple[SchoolShare, ...]
    ranges: tuple[Range | None, ...]
    """Of each line; None where no school's share is known."""
    whole: Range | None
    total: Decimal
    per_pupil: Decimal | None
    without_units: tuple[str, ...]
    """Lines whose effect is not known, because units of the schools are not entered."""

    @property
    def by_line(self) -> tuple[tuple[ScheduleLineFacts, Range | None], ...]:
        return tuple(zip(self.lines, self.ranges, strict=True))


def effects(facts: ScheduleFacts) -> tuple[PhaseEffect, ...]:
    """The effect on every school of every group that is asked."""
    return tuple(
        _effect(
            phase,
            [each for each in facts.schools if each.group == phase.group and not each.leaves],
        )
        for phase in summary(facts).phases
    )


def spread(amounts: Iterable[Decimal]) -> Range | None:
    """Lowest, median, highest and mean of what schools hand back; None where there is none."""
    ordered = sorted(amounts)
    if not ordered:
        return None
    middle = len(ordered) // 2
    median = ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    mean = sum(ordered, NOTHING) / len(ordered)
    return Range(len(ordered), ordered[0], _penny(median), ordered[-1], _penny(mean))


def _effect(phase: PhaseSum, schools: Sequence[SchoolFacts]) -> PhaseEffect:
    lines = tuple(line.facts for line in phase.lines)
    counted = {factor for school in schools for factor in school.units}
    known = [all(rate.counts in counted for rate in line.rates) for line in lines]
    shares = tuple(_share(school, lines, known) for school in schools)
    by_line = list(zip(*(share.amounts for share in shares), strict=True)) or [()] * len(lines)
    ranges = tuple(spread(each for each in column if each is not None) for column in by_line)
    return PhaseEffect(
        group=phase.group,
        lines=lines,
        schools=shares,
        ranges=ranges,
        whole=spread(share.total for share in shares if share.is_known),
        total=phase.total,
        per_pupil=phase.per_pupil,
        without_units=tuple(
            line.where for line, is_known in zip(lines, known, strict=True) if not is_known
        ),
    )


def _share(
    school: SchoolFacts, lines: Sequence[ScheduleLineFacts], known: Sequence[bool]
) -> SchoolShare:
    amounts = tuple(
        _amount(school, line) if is_known and school.units else None
        for line, is_known in zip(lines, known, strict=True)
    )
    total = sum((each for each in amounts if each is not None), NOTHING)
    pupils = school.units.get(PUPIL) or school.units.get(PLACE)
    return SchoolShare(school, amounts, total, _penny(total / pupils) if pupils else None)


def _amount(school: SchoolFacts, line: ScheduleLineFacts) -> Decimal:
    """A factor that the school has no units of takes nothing from it."""
    parts = (rate.unit_rate * school.units.get(rate.counts, NOTHING) for rate in line.rates)
    return _penny(sum(parts, NOTHING))


def _penny(amount: Decimal) -> Decimal:
    return amount.quantize(PENNY, ROUND_HALF_UP)
