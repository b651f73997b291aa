"""Schools of the authority: entered, changed, converted, and their pupils counted."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from forum.choices import Establishment, ForumEvent, Group, Phase
from forum.models import AuditEntry, PupilCount, School
from forum.rules.ruling import Refused
from forum.workflow.schools import add_school, change_school, convert_school, count_pupils
from tests.factories import BEFORE, a_member, a_school

pytestmark = pytest.mark.django_db
YEAR = "2026-27"


def sentences(event):
    return list(AuditEntry.objects.filter(event=event).values_list("sentence", flat=True))


def test_middle_school_is_entered_with_the_phase_that_it_counts_as(forum, clerk):
    school = School(forum=forum, name="Elm", phase=Phase.MIDDLE, deemed_phase=Phase.SECONDARY)

    add_school(school, by=clerk, on=BEFORE)

    assert school.group_on(BEFORE) == Group.MAINTAINED_SECONDARY
    assert sentences(ForumEvent.SCHOOL_ADDED) == [
        "Elm entered: maintained, middle, counted as secondary"
    ]


def test_middle_school_that_counts_as_nothing_is_refused(forum, clerk):
    school = School(forum=forum, name="Elm", phase=Phase.MIDDLE)

    with pytest.raises(Refused) as refused:
        add_school(school, by=clerk, on=BEFORE)

    assert refused.value.ruling.codes == {"not-deemed"}
    assert not School.objects.exists()
    assert sentences(ForumEvent.SCHOOL_ADDED) == []


def test_school_closes_on_a_day(forum, clerk):
    school = a_school(forum, name="Oak")
    school.closed_on = date(2026, 9, 1)

    change_school(school, by=clerk, on=BEFORE)

    assert not School.objects.open_on(date(2026, 9, 1)).exists()
    assert sentences(ForumEvent.SCHOOL_CHANGED) == [
        "Oak changed: maintained, primary; closed on 1 September 2026"
    ]


def test_school_leaves_its_group_the_day_it_converts(forum, clerk):
    school = a_school(forum, name="Oak")

    convert_school(school, converted_on=date(2026, 2, 1), by=clerk, on=BEFORE)

    assert school.group_on(date(2026, 1, 31)) == Group.MAINTAINED_PRIMARY
    assert school.group_on(date(2026, 2, 1)) == Group.ACADEMY_MAINSTREAM
    assert sentences(ForumEvent.SCHOOL_CONVERTED) == ["Oak became an academy on 1 February 2026"]


def test_conversion_ends_the_appointments_named_the_day_before(forum, clerk):
    school = a_school(forum, name="Oak")
    leaving = a_member(forum, school=school).appointments.get()
    staying = a_member(forum, school=school).appointments.get()
    gone = a_member(forum, school=school, until_on=date(2025, 8, 31)).appointments.get()

    convert_school(
        school, converted_on=date(2026, 2, 1), ending=[leaving, gone], by=clerk, on=BEFORE
    )

    for each in (leaving, staying, gone):
        each.refresh_from_db()
    assert (leaving.until_on, staying.until_on) == (date(2026, 1, 31), None)
    assert gone.until_on == date(2025, 8, 31)
    assert leaving.ended_because == "Oak became an academy"
    assert len(sentences(ForumEvent.APPOINTMENT_ENDED)) == 1


def test_academy_from_the_start_does_not_convert(forum, clerk):
    school = a_school(forum, establishment=Establishment.ACADEMY)

    with pytest.raises(Refused) as refused:
        convert_school(school, converted_on=date(2026, 2, 1), by=clerk, on=BEFORE)

    assert refused.value.ruling.codes == {"academy-from-the-start"}


def test_pupils_of_a_year_are_entered_changed_and_taken_back(forum, clerk):
    oak, elm = a_school(forum, name="Oak"), a_school(forum, name="Elm")
    never = a_school(forum, name="Ash")

    count_pupils(forum, YEAR, {oak: 1210, elm: 90}, is_estimate=True, by=clerk, on=BEFORE)
    count_pupils(forum, YEAR, {oak: 1215, elm: None, never: None}, by=clerk, on=BEFORE)

    counted = PupilCount.objects.get()
    assert (counted.school, counted.pupils, counted.is_estimate) == (oak, 1215, False)
    assert sentences(ForumEvent.PUPILS_COUNTED) == [
        "Pupil numbers 2026-27: 2 schools, 1,300 estimated pupils",
        "Pupil numbers 2026-27: 1 school, 1,215 pupils",
    ]


@pytest.mark.parametrize("step", [add_school, change_school])
def test_member_may_not_change_the_schools(step, forum, primary_head):
    with pytest.raises(PermissionDenied):
        step(a_school(forum), by=primary_head, on=BEFORE)


def test_member_may_not_convert_schools_or_count_pupils(forum, primary_head):
    school = a_school(forum)

    with pytest.raises(PermissionDenied):
        convert_school(school, converted_on=BEFORE, by=primary_head, on=BEFORE)
    with pytest.raises(PermissionDenied):
        count_pupils(forum, YEAR, {school: 5}, by=primary_head, on=BEFORE)
    assert not PupilCount.objects.exists()
