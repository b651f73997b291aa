"""What keeps a schedule from being started, put to the forum, or marked final."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from forum.rules.financial_year import is_financial_year
from forum.rules.ruling import Reason, Ruling
from papers.rules.funding import AUTHOR
from papers.rules.groups import schools
from papers.rules.regulations import PRACTICE, cite
from papers.rules.schedules.schedule import summary
from papers.rules.schedules.schedule_facts import ScheduleFacts, ScheduleLineFacts
from papers.rules.schedules.services import service_of

SCHEDULE = "The schedule"
OFFICER = "an officer"


def may_start_schedule(*, year: str, has_one: bool) -> Ruling:
    """A draft has one schedule, for one financial year."""
    return Ruling.of(_start_obstacles(year, has_one))


def may_keep_line(line: ScheduleLineFacts, others: Iterable[ScheduleLineFacts]) -> Ruling:
    """A line is of a service of the catalogue, from schools that the law lets it come from."""
    beside = list(others)
    return Ruling.of([*_by_law(line), *_doubled(line, beside), *_labels([*beside, line])])


def may_generate(facts: ScheduleFacts, *, taken: Collection[str] = ()) -> Ruling:
    """Every line has its total and may be put; `taken` are labels of other recommendations."""
    return Ruling.of([*_obstacles(facts), *_taken(facts, taken)])


def may_mark_final(facts: ScheduleFacts) -> Ruling:
    """A schedule is final once the units of the census are there for all that it counts."""
    return Ruling.of(_final_obstacles(facts))


def may_enter_units(factors: Collection[str], relied_on: Collection[str], *, year: str) -> Ruling:
    """Units that a tabled schedule counts stay: the census comes in beside the estimate."""
    return Ruling.of(_units_obstacles(factors, relied_on, year))


def _units_obstacles(
    factors: Collection[str], relied_on: Collection[str], year: str
) -> Iterator[Reason]:
    if not is_financial_year(year):
        text = "Say for which financial year the units are, such as 2026-27."
        yield Reason("units-no-year", text, OFFICER, "", SCHEDULE)
    fixed = [factor for factor in factors if factor in relied_on]
    if fixed:
        text = (
            f"A tabled schedule of {year} rests on these units ({', '.join(fixed)}): they stay. "
            "Figures of the October census are entered beside an estimate, never over it."
        )
        yield Reason("units-relied-on", text, OFFICER, "", SCHEDULE)


def _start_obstacles(year: str, has_one: bool) -> Iterator[Reason]:
    if has_one:
        text = "This paper has a schedule already: add the services to it."
        yield Reason("schedule-there", text, AUTHOR, "", SCHEDULE)
    if not is_financial_year(year):
        text = "A schedule is for one financial year, such as 2026-27."
        yield Reason("schedule-no-year", text, AUTHOR, cite("de_delegation", year), SCHEDULE)


def _by_law(line: ScheduleLineFacts) -> Iterator[Reason]:
    service = service_of(line.code)
    if service is None:
        text = f"{line.name} is no service of the catalogue: choose what it is in law."
        yield Reason("line-no-service", text, AUTHOR, cite("de_delegation", ""), line.where)
    elif line.group not in service.groups:
        text = (
            f"{line.name} is Part {service.part} of Schedule 2, which does not reach "
            f"{schools(line.group)}."
        )
        yield Reason(
            "line-group-not-in-law", text, AUTHOR, service.citation("2024-25"), line.where
        )


def _doubled(line: ScheduleLineFacts, others: Iterable[ScheduleLineFacts]) -> Iterator[Reason]:
    if any((each.service_name, each.group) == (line.service_name, line.group) for each in others):
        text = f"{line.name} has a line for {schools(line.group)} already: change that one."
        yield Reason("line-there", text, AUTHOR, "", line.where)


def _labels(lines: list[ScheduleLineFacts]) -> Iterator[Reason]:
    """The lines of one service are one recommendation, and no other service has its label."""
    by_label: dict[str, ScheduleLineFacts] = {}
    by_service: dict[str, ScheduleLineFacts] = {}
    for line in lines:
        other = by_label.setdefault(line.label, line)
        if other.service_name != line.service_name:
            text = (
                f"“{line.label}” is the label of {other.name} and of {line.name}: each service is "
                "a recommendation of its own."
            )
            yield Reason("label-of-two-services", text, AUTHOR, PRACTICE, line.where)
        same = by_service.setdefault(line.service_name, line)
        if same.label != line.label:
            text = (
                f"{line.name} is labelled “{same.label}” and “{line.label}”: one service is one "
                "recommendation, put to each phase."
            )
            yield Reason("service-with-two-labels", text, AUTHOR, PRACTICE, line.where)


def _obstacles(facts: ScheduleFacts) -> Iterator[Reason]:
    if not facts.lines:
        text = "The schedule has no lines: add the services that are asked for."
        yield Reason("schedule-empty", text, AUTHOR, PRACTICE, SCHEDULE)
    yield from _labels(list(facts.lines))
    for line in summary(facts).lines:
        where, law = line.facts.where, cite("de_delegation", facts.year)
        yield from _by_law(line.facts)
        if not line.factors:
            text = f"{where}: no rates. State by which factor it is taken out, and the unit rate."
            yield Reason("line-no-rates", text, AUTHOR, law, where)
        elif line.total is None or any(factor.total is None for factor in line.factors):
            text = (
                f"{where}: its total cannot be worked out. State the units or the total, or enter "
                "the units of the schools."
            )
            yield Reason("line-no-total", text, AUTHOR, law, where)
        elif line.total <= 0:
            text = f"{where} comes to nothing: it asks for no money."
            yield Reason("line-comes-to-nothing", text, AUTHOR, law, where)


def _taken(facts: ScheduleFacts, taken: Collection[str]) -> Iterator[Reason]:
    for label in sorted({line.label for line in facts.lines} & set(taken)):
        text = (
            f"Recommendation {label} of this paper asks for something else: label the service "
            "otherwise, or take that recommendation out."
        )
        yield Reason("label-taken", text, AUTHOR, "", f"Recommendation {label}")


def _final_obstacles(facts: ScheduleFacts) -> Iterator[Reason]:
    if facts.is_final:
        text = "The schedule is marked final already."
        yield Reason("schedule-is-final", text, AUTHOR, "", SCHEDULE)
    counted = {(school.group, factor) for school in facts.final_schools for factor in school.units}
    for line in facts.lines:
        lacking = [
            rate.counts
            for rate in line.rates
            if rate.units is None and (line.group, rate.counts) not in counted
        ]
        estimated = [factor for factor in lacking if _has_units(facts, line.group, factor)]
        if estimated:
            text = (
                f"{line.where}: the units of {', '.join(estimated)} are an estimate; enter those "
                "of the October census."
            )
            yield Reason("units-not-final", text, OFFICER, PRACTICE, line.where)


def _has_units(facts: ScheduleFacts, group: str, factor: str) -> bool:
    return any(factor in school.units for school in facts.schools if school.group == group)
