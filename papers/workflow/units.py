"""The units of schools: entered from a file, or taken from their pupil numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from forum import audit
from forum.choices import Role
from forum.locks import lock_row
from forum.models import Forum, Person, School
from forum.permissions import require
from papers.choices import PaperEvent
from papers.models import SchoolFactor
from papers.models.school_units import factors_relied_on
from papers.rules.schedules.schedule_gate import may_enter_units


@dataclass(frozen=True)
class UnitsEntry:
    """Units of schools for some factors of a year, as estimated or as the census has them."""

    year: str
    factors: Sequence[str]
    units: Mapping[School, Mapping[str, Decimal]]
    is_estimate: bool = False


@transaction.atomic
def enter_units(forum: Forum, entry: UnitsEntry, *, by: Person, on: date) -> int:
    """Enter the units of schools for a year; what was entered of the same schools is replaced."""
    require(by, forum, Role.CLERK, Role.OFFICER)
    year, factors, units = entry.year, entry.factors, entry.units
    is_estimate = entry.is_estimate
    lock_row(forum)
    relied_on = factors_relied_on(forum, year, is_estimate=is_estimate)
    may_enter_units(factors, relied_on, year=year).insist()
    SchoolFactor.objects.filter(
        forum=forum,
        financial_year=year,
        is_estimate=is_estimate,
        factor__in=factors,
        school__in=list(units),
    ).delete()
    rows = [
        SchoolFactor(
            forum=forum,
            school=school,
            financial_year=year,
            factor=factor,
            units=number,
            is_estimate=is_estimate,
        )
        for school, of_school in units.items()
        for factor, number in of_school.items()
    ]
    SchoolFactor.objects.bulk_create(rows)
    kind = "estimated units" if is_estimate else "units of the census"
    schools = "school" if len(units) == 1 else "schools"
    audit.record(
        PaperEvent.UNITS_ENTERED,
        f"Units {year}: {len(units)} {schools}, {kind} for {', '.join(factors)}",
        forum=forum,
        by=by,
        on=on,
        about=forum,
        year=year,
        is_estimate=is_estimate,
        units={
            str(school.pk): {name: str(number) for name, number in of_school.items()}
            for school, of_school in units.items()
        },
    )
    return len(units)
