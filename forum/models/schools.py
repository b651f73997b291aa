"""The schools of the authority as a list: each in its group on the day, with its pupils."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from forum.choices import SCHOOLS_GROUPS, Group
from forum.models.forum import Forum
from forum.models.membership import Appointment, not_over
from forum.models.school import PupilCount, School
from forum.rules.financial_year import (
    ends_on,
    financial_year,
    starts_on,
    year_after,
    year_before,
)


@dataclass(frozen=True)
class SchoolOnDay:
    """A school, and its pupils in the newest year counted."""

    school: School
    is_academy: bool
    counted: PupilCount | None


@dataclass(frozen=True)
class GroupOfSchools:
    """The schools of one group, by name."""

    group: Group
    schools: tuple[SchoolOnDay, ...]

    @property
    def pupils(self) -> int:
        return sum(each.counted.pupils for each in self.schools if each.counted)


@dataclass(frozen=True)
class Schools:
    """Every school of the authority that is open on the day, and those that are not."""

    groups: tuple[GroupOfSchools, ...]
    not_open: tuple[School, ...]
    year: str
    """The financial year of the pupils; empty while none are counted."""

    @property
    def number(self) -> int:
        return sum(len(group.schools) for group in self.groups)

    @property
    def pupils(self) -> int:
        return sum(group.pupils for group in self.groups)


def schools(forum: Forum, *, on: date, named: str = "") -> Schools:
    """The schools on the day, group by group; only those with these words in the name."""
    everyone = list(School.objects.filter(forum=forum, name__icontains=named))
    year, counted = pupils_of_year(forum, on)
    here = [each for each in everyone if _is_open(each, on)]
    groups = [_group(group, here, counted, on) for group in Group]
    return Schools(
        tuple(group for group in groups if group.schools),
        tuple(each for each in everyone if not _is_open(each, on)),
        year,
    )


def pupils_of_year(forum: Forum, on: date) -> tuple[str, Mapping[UUID, PupilCount]]:
    """The newest year counted up to that of the day, and each school's pupils in it."""
    counts = PupilCount.objects.filter(forum=forum, financial_year__lte=financial_year(on))
    year = counts.order_by("-financial_year").values_list("financial_year", flat=True).first()
    return year or "", {each.school_id: each for each in counts.filter(financial_year=year or "")}


def schools_of_year(forum: Forum, year: str, *, on: date) -> list[GroupOfSchools]:
    """The schools that were open in the year, in their groups on the day, with its pupils."""
    begins, ends = starts_on(year), ends_on(year)
    open_then = School.objects.filter(forum=forum).filter(
        Q(opened_on__isnull=True) | Q(opened_on__lte=ends),
        Q(closed_on__isnull=True) | Q(closed_on__gt=begins),
    )
    counts = PupilCount.objects.filter(forum=forum, financial_year=year)
    counted = {each.school_id: each for each in counts}
    here = list(open_then)
    groups = [_group(group, here, counted, on) for group in Group]
    return [group for group in groups if group.schools]


def years_to_count(forum: Forum, on: date) -> list[str]:
    """The years whose pupils may be entered: last, this and next, and any counted before."""
    year = financial_year(on)
    counted = PupilCount.objects.filter(forum=forum).values_list("financial_year", flat=True)
    return sorted({year_before(year), year, year_after(year), *counted.distinct()})


def sitting_for_maintained(school: School, *, on: date) -> QuerySet[Appointment]:
    """Members from the school whose seats represent maintained schools, on the day or later."""
    terms = Appointment.objects.filter(school=school, seat__group__in=SCHOOLS_GROUPS)
    terms = terms.filter(not_over(on))
    return terms.select_related("seat", "person").order_by("seat__position", "from_on")


def _is_open(school: School, on: date) -> bool:
    return (school.opened_on is None or school.opened_on <= on) and (
        school.closed_on is None or school.closed_on > on
    )


def _group(
    group: Group, schools: Iterable[School], counted: Mapping[UUID, PupilCount], on: date
) -> GroupOfSchools:
    return GroupOfSchools(
        group,
        tuple(
            SchoolOnDay(each, each.is_academy_on(on), counted.get(each.pk))
            for each in schools
            if each.group_on(on) == group
        ),
    )
