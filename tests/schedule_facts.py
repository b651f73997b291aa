"""Schedules as plain values: Havering's ten lines, and lines made up for one question."""

from __future__ import annotations

from decimal import Decimal

from forum.choices import Group
from papers.rules.schedules.schedule_facts import (
    FactorFacts,
    ScheduleFacts,
    ScheduleLineFacts,
    SchoolFacts,
)
from papers.rules.schedules.services import factor_named, service_named
from tests.havering import SERVICES, YEAR

PRIMARY, SECONDARY = Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SECONDARY
SPECIAL, PRU = Group.MAINTAINED_SPECIAL, Group.MAINTAINED_PRU


def havering_facts(**more) -> ScheduleFacts:
    """The ten lines of the paper, with the units that it states."""
    lines = [
        ScheduleLineFacts(
            code=service_named(service.name).code,
            name=service.name,
            group=share.group,
            label=service.label,
            rates=tuple(_factor(rate) for rate in share.rates),
            precision=share.precision,
            printed_total=Decimal(share.total),
        )
        for service in SERVICES
        for share in service.shares
    ]
    return ScheduleFacts(YEAR, tuple(lines), **more)


def a_line(*rates: FactorFacts, **more) -> ScheduleLineFacts:
    values = {"code": "INSURANCE", "name": "Insurance", "group": PRIMARY, "label": "1"} | more
    return ScheduleLineFacts(rates=rates or (a_factor(),), **values)


def a_factor(factor: str = "AWPU", rate: str = "20.00", units: object = 100, **more):
    return FactorFacts(
        factor=factor,
        counts=factor_named(factor),
        unit_rate=Decimal(rate),
        units=None if units is None else Decimal(str(units)),
        **{name: _number(value) for name, value in more.items()},
    )


def a_schedule(*lines: ScheduleLineFacts, year: str = YEAR, **more) -> ScheduleFacts:
    return ScheduleFacts(year, lines, **more)


def schools(*units: object, factor: str = "AWPU", group: str = PRIMARY) -> tuple[SchoolFacts, ...]:
    """A school for each number of units."""
    return tuple(
        SchoolFacts(f"School {place}", group, {factor: Decimal(str(number))})
        for place, number in enumerate(units, 1)
    )


def _factor(rate) -> FactorFacts:
    return FactorFacts(
        factor=rate.factor,
        counts=factor_named(rate.factor),
        unit_rate=Decimal(rate.rate),
        units=rate.units,
        printed_total=Decimal(rate.total),
        prior_rate=Decimal(rate.prior),
        year_label=YEAR,
        prior_year_label=rate.prior_label,
    )


def _number(value: object) -> object:
    return Decimal(value) if isinstance(value, str) and value[:1].isdigit() and "-" not in value \
        else value  # fmt: skip
