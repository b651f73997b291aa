"""A schedule as the rules read it: its lines, and the schools with their units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from forum.choices import SCHOOLS_GROUPS
from forum.models import Forum, School
from forum.rules.financial_year import is_financial_year, starts_on
from papers.models.schedule import LineRate, Schedule, ScheduleLine, SchoolFactor
from papers.rules.schedules.schedule_facts import (
    FactorFacts,
    ScheduleFacts,
    ScheduleLineFacts,
    SchoolFacts,
)


@dataclass(frozen=True)
class ScheduleRead:
    """A schedule as it is saved, with what the rules read of it."""

    lines: tuple[ScheduleLine, ...]
    facts: ScheduleFacts
    with_schools: frozenset[str]
    """The maintained groups that have a school on the day of the meeting."""


def read_schedule(schedule: Schedule) -> ScheduleRead:
    """The whole schedule in four queries, however many lines and schools it has."""
    found = schedule.lines.select_related("service", "recommendation")
    lines = tuple(found.prefetch_related("rates"))
    groups = {line.group for line in lines}
    day, year = day_of(schedule), schedule.financial_year
    maintained = schools_of(schedule.forum, day)
    schools = [each for each in maintained if each[1] in groups]
    factors = units_of(schedule.forum, year)
    facts = ScheduleFacts(
        year=year,
        lines=tuple(line_facts(line) for line in lines),
        schools=_with_units(schools, factors, year, is_final=schedule.is_final),
        final_schools=_with_units(schools, factors, year, is_final=True),
        is_final=schedule.is_final,
    )
    return ScheduleRead(lines, facts, frozenset(group for _, group in maintained))


def schedule_facts(schedule: Schedule) -> ScheduleFacts:
    """What the rules read of a schedule."""
    return read_schedule(schedule).facts


def line_facts(line: ScheduleLine) -> ScheduleLineFacts:
    """One line with its rates."""
    return ScheduleLineFacts(
        code=line.service.code,
        name=line.name,
        group=line.group,
        label=line.label,
        called=line.service.name,
        rates=tuple(rate_facts(rate) for rate in line.rates.all()) if line.pk else (),
        precision=line.printed_precision,
        printed_total=line.printed_total,
        last_year_total=line.last_year_total,
        if_refused=line.if_refused,
        buy_back=line.buy_back,
        buy_back_price=line.buy_back_price,
        consultation=line.consultation,
    )


def rate_facts(rate: LineRate) -> FactorFacts:
    """One factor as the paper has it."""
    return FactorFacts(
        factor=rate.factor,
        counts=rate.counts,
        unit_rate=rate.unit_rate,
        units=rate.units,
        printed_total=rate.printed_total,
        prior_rate=rate.prior_rate,
        prior_units=rate.prior_units,
        year_label=rate.year_label,
        prior_year_label=rate.prior_year_label,
    )


def day_of(schedule: Schedule) -> date:
    """The day on which it counts who is maintained: that of the meeting, or today."""
    paper = schedule.paper
    if paper.agenda_item:
        return paper.agenda_item.meeting.held_on
    return paper.tabled_on or timezone.localdate()


def schools_of(forum: Forum, day: date) -> list[tuple[School, str]]:
    """The maintained schools of the day, each with its group."""
    found = [
        (each, each.group_on(day)) for each in School.objects.filter(forum=forum).open_on(day)
    ]
    return [(school, group) for school, group in found if group in SCHOOLS_GROUPS]


def units_of(forum: Forum, year: str) -> list[SchoolFactor]:
    """All units of the year, estimates and final figures alike."""
    return list(SchoolFactor.objects.filter(forum=forum, financial_year=year).order_by())


def _with_units(
    schools: Iterable[tuple[School, str]],
    factors: Iterable[SchoolFactor],
    year: str,
    *,
    is_final: bool,
) -> tuple[SchoolFacts, ...]:
    by_school: dict[object, dict] = {}
    for each in factors:
        if each.is_estimate != is_final:
            by_school.setdefault(each.school_id, {})[each.factor] = each.units
    begins = starts_on(year) if is_financial_year(year) else None
    return tuple(
        SchoolFacts(
            name=school.name,
            group=group,
            units=by_school.get(school.pk, {}),
            leaves=begins is not None and school.is_academy_on(begins),
        )
        for school, group in schools
    )
