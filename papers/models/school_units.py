"""Units of schools as they stand, and those of a file that is being read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from forum.models import Forum, PupilCount, School
from papers.models.schedule import LineRate, SchoolFactor
from papers.models.schedule_facts import schools_of
from papers.rules.schedules.school_units import UnitsSheet, read_units
from papers.rules.schedules.services import PUPIL


@dataclass(frozen=True)
class UnitsAhead:
    """A file as read, with the schools that its rows are about."""

    sheet: UnitsSheet
    units: Mapping[School, Mapping[str, Decimal]]


def units_ahead(forum: Forum, text: str) -> UnitsAhead:
    """Read a file of units against the schools of the forum."""
    schools = {school.name.casefold(): school for school in School.objects.filter(forum=forum)}
    sheet = read_units(text, [school.name for school in schools.values()])
    units = {
        schools[row.school.casefold()]: row.units
        for row in sheet.rows
        if row.school.casefold() in schools
    }
    return UnitsAhead(sheet, units)


def pupils_as_units(forum: Forum, year: str) -> tuple[dict[School, dict[str, Decimal]], bool]:
    """The registered pupils of the year as units of basic entitlement; and if one is estimated."""
    counts = PupilCount.objects.filter(forum=forum, financial_year=year).select_related("school")
    units = {each.school: {PUPIL: Decimal(each.pupils)} for each in counts}
    return units, any(each.is_estimate for each in counts)


def factors_relied_on(forum: Forum, year: str, *, is_estimate: bool) -> frozenset[str]:
    """Factors that a tabled schedule of the year counts in these units."""
    rates = LineRate.objects.filter(
        forum=forum,
        line__schedule__financial_year=year,
        line__schedule__is_final=not is_estimate,
        line__schedule__paper__tabled_at__isnull=False,
    )
    return frozenset(rates.values_list("counts", flat=True))


def units_entered(forum: Forum, year: str) -> list[dict]:
    """What is entered for a year: for each factor the schools and their units, both kinds."""
    found: dict[tuple[str, bool], list[Decimal]] = {}
    for each in SchoolFactor.objects.filter(forum=forum, financial_year=year):
        found.setdefault((each.factor, each.is_estimate), []).append(each.units)
    return [
        {
            "factor": factor,
            "is_estimate": is_estimate,
            "schools": len(units),
            "units": sum(units, Decimal(0)),
        }
        for (factor, is_estimate), units in sorted(found.items())
    ]


def example_rows(forum: Forum, year: str, *, on: date) -> list[list[str]]:
    """Every maintained school of the day, with a column for each factor that the year counts."""
    rates = LineRate.objects.filter(forum=forum, line__schedule__financial_year=year)
    counted = sorted(set(rates.values_list("counts", flat=True))) or [PUPIL, "FSM", "EAL 3"]
    names = [school.name for school, _ in schools_of(forum, on)]
    return [["school", *counted], *([name, *([""] * len(counted))] for name in names)]
