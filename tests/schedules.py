"""Havering's schedule for 2024-25, entered as an officer would, and schools to rest it on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from forum.choices import Phase
from forum.models import Forum, School
from papers.models import LineRate, Paper, Schedule, ScheduleLine
from papers.workflow.schedule import line_from, start_schedule
from papers.workflow.units import UnitsEntry, enter_units
from tests.factories import a_school
from tests.havering import SERVICES, YEAR, Rate, Service, Share


def havering(paper: Paper, *, by, on: date) -> Schedule:
    """The schedule of the ten lines, with the rates as printed."""
    schedule = start_schedule(paper, financial_year=YEAR, by=by, on=on)
    for service in SERVICES:
        for share in service.shares:
            line_from(schedule, a_line_of(service, share), rates_of(share), by=by, on=on)
    return schedule


def a_line_of(service: Service, share: Share) -> ScheduleLine:
    return ScheduleLine(
        name=service.name,
        group=share.group,
        label=service.label,
        printed_precision=share.precision,
        printed_total=Decimal(share.total),
    )


def rates_of(share: Share) -> list[LineRate]:
    return [_rate(rate) for rate in share.rates]


def some_schools(forum: Forum, number: int, phase: Phase = Phase.PRIMARY) -> list[School]:
    return [a_school(forum, phase, f"{phase.label} {place}") for place in range(1, number + 1)]


def some_units(
    schools: list[School], factor: str, *numbers: object, by, year: str = YEAR, **more
) -> None:
    """Units of one factor, school by school."""
    units = {
        school: {factor: Decimal(str(number))}
        for school, number in zip(schools, numbers, strict=True)
    }
    entry = UnitsEntry(year, [factor], units, **more)
    enter_units(schools[0].forum, entry, by=by, on=date(2023, 9, 1))


def _rate(rate: Rate) -> LineRate:
    return LineRate(
        factor=rate.factor,
        unit_rate=Decimal(rate.rate),
        units=rate.units,
        printed_total=Decimal(rate.total),
        year_label=YEAR,
        prior_rate=Decimal(rate.prior),
        prior_year_label=rate.prior_label,
    )


def a_rate_of(factor: str, rate: str, units: object = None, **more) -> LineRate:
    return LineRate(
        factor=factor,
        unit_rate=Decimal(rate),
        units=None if units is None else Decimal(str(units)),
        **more,
    )
