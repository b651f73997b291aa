"""Schools of the authority: entered, changed, converted, and their pupils counted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from django.db import transaction

from forum import audit
from forum.choices import ForumEvent, Role
from forum.locks import lock_row
from forum.models import Appointment, Forum, Person, PupilCount, School
from forum.models.membership_facts import covers, ruling_on_removal, school_facts
from forum.permissions import require
from forum.rules.schools import may_enter_school
from forum.workflow.membership import end_appointment


@transaction.atomic
def add_school(school: School, *, by: Person, on: date) -> School:
    """Enter a school of the authority."""
    require(by, school.forum, Role.CLERK, Role.ADMINISTRATOR)
    may_enter_school(school_facts(school)).insist()
    school.keep()
    _record(ForumEvent.SCHOOL_ADDED, f"{school.name} entered", school, by=by, on=on)
    return school


@transaction.atomic
def change_school(school: School, *, by: Person, on: date) -> School:
    """Change what is recorded of a school; registers already drawn up stay as they are."""
    require(by, school.forum, Role.CLERK, Role.ADMINISTRATOR)
    may_enter_school(school_facts(school)).insist()
    school.keep()
    closed = f"; closed on {school.closed_on:%-d %B %Y}" if school.closed_on else ""
    _record(ForumEvent.SCHOOL_CHANGED, f"{school.name} changed", school, closed, by=by, on=on)
    return school


@transaction.atomic
def convert_school(
    school: School,
    *,
    converted_on: date,
    ending: Collection[Appointment] = (),
    by: Person,
    on: date,
) -> School:
    """Enter the day a school became an academy; from it no member of its sits for the maintained.

    The appointments named end the day before; any other is kept, and cannot vote from its seat.
    """
    require(by, school.forum, Role.CLERK, Role.ADMINISTRATOR)
    school.converted_on = converted_on
    may_enter_school(school_facts(school)).insist()
    school.keep()
    ended = [each for each in ending if covers(each, converted_on)]
    for appointment in ended:
        end_appointment(
            appointment,
            until_on=converted_on - timedelta(days=1),
            because=f"{school.name} became an academy",
            by=by,
            on=on,
        )
    audit.record(
        ForumEvent.SCHOOL_CONVERTED,
        f"{school.name} became an academy on {converted_on:%-d %B %Y}",
        forum=school.forum,
        by=by,
        on=on,
        about=school,
        converted_on=converted_on,
        ended=[appointment.pk for appointment in ended],
    )
    return school


@transaction.atomic
def remove_school(school: School, *, by: Person, on: date) -> None:
    """Take back a school that was entered by mistake, and that nothing refers to."""
    require(by, school.forum, Role.CLERK, Role.ADMINISTRATOR)
    lock_row(school)
    ruling_on_removal(school).insist()
    mistake = f"{school.name} entered by mistake and removed"
    _record(ForumEvent.SCHOOL_CHANGED, mistake, school, by=by, on=on)
    school.delete()


@transaction.atomic
def count_pupils(
    forum: Forum,
    year: str,
    pupils: Mapping[School, int | None],
    *,
    is_estimate: bool = False,
    by: Person,
    on: date,
) -> int:
    """Enter the registered pupils of a financial year, school by school; None takes one back."""
    require(by, forum, Role.CLERK, Role.ADMINISTRATOR)
    known = {each.school_id: each for each in forum.pupilcount_set.filter(financial_year=year)}
    for school, count in pupils.items():
        counted = known.get(school.pk)
        if count is not None:
            counted = counted or PupilCount(forum=forum, school=school, financial_year=year)
            counted.pupils, counted.is_estimate = count, is_estimate
            counted.keep()
        elif counted is not None:
            counted.delete()
    entered = [count for count in pupils.values() if count is not None]
    schools = "school" if len(entered) == 1 else "schools"
    what = "estimated pupils" if is_estimate else "pupils"
    audit.record(
        ForumEvent.PUPILS_COUNTED,
        f"Pupil numbers {year}: {len(entered)} {schools}, {sum(entered):,} {what}",
        forum=forum,
        by=by,
        on=on,
        about=forum,
        year=year,
        is_estimate=is_estimate,
        pupils={str(school.pk): count for school, count in pupils.items()},
    )
    return len(entered)


def _record(
    event: str, what: str, school: School, also: str = "", *, by: Person, on: date
) -> None:
    counts_as = (
        f", counted as {school.get_deemed_phase_display().lower()}" if school.deemed_phase else ""
    )
    audit.record(
        event,
        f"{what}: {school.get_establishment_display().lower()}, "
        f"{school.get_phase_display().lower()}{counts_as}{also}",
        forum=school.forum,
        by=by,
        on=on,
        about=school,
        phase=school.phase,
        deemed_phase=school.deemed_phase,
        establishment=school.establishment,
        opened_on=school.opened_on,
        converted_on=school.converted_on,
        closed_on=school.closed_on,
    )
