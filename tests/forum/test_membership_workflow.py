"""Who sits on the forum: seats, terms and offices, as the steps enter them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from forum.choices import AuthorityTie, ForumEvent, Group, Office, Phase
from forum.models import Appointment, AuditEntry, OfficeHolding, Seat, Substitution
from forum.permissions import is_chair
from forum.rules.ruling import Refused
from forum.workflow.membership import (
    appoint_member,
    change_appointment,
    end_appointment,
    end_office,
    remove_office,
    take_office,
)
from forum.workflow.seats import abolish_seat, add_seat, change_seat
from tests.factories import (
    BEFORE,
    MEETING_DAY,
    a_constitution,
    a_meeting,
    a_member,
    a_person,
    a_school,
    is_present,
)

pytestmark = pytest.mark.django_db
SEPTEMBER = date(2025, 9, 1)


@pytest.fixture
def seat(forum):
    return Seat.objects.create(forum=forum, name="Primary head 1", group=Group.MAINTAINED_PRIMARY)


def sentences(event):
    return list(AuditEntry.objects.filter(event=event).values_list("sentence", flat=True))


def appointment(seat, person=None, **more):
    values = {"from_on": SEPTEMBER} | more
    person = person or a_person("Mem Ber")
    return Appointment(forum=seat.forum, seat=seat, person=person, **values)


def holding(person, office=Office.CHAIR, **more):
    term = person.appointments.get()
    values = {"from_on": date(2026, 1, 1)} | more
    return OfficeHolding(forum=term.forum, appointment=term, office=office, **values)


def refused(step, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        step(*args, **kwargs)
    return refusal.value.ruling.codes


def test_member_is_appointed_to_a_seat_for_a_term(forum, clerk, seat):
    term = appointment(seat, school=a_school(forum), until_on=date(2029, 8, 31))

    appoint_member(term, by=clerk, on=BEFORE)

    assert sentences(ForumEvent.MEMBER_APPOINTED) == [
        "Primary head 1: appointed from 1 September 2025 to 31 August 2029"
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"until_on": date(2025, 8, 31)}, "ends-before-start"),
        ({"from_on": date(2016, 1, 1)}, "seat-taken"),
    ],
)
def test_appointment_that_the_rules_refuse_changes_nothing(forum, clerk, seat, change, code):
    appoint_member(appointment(seat, from_on=date(2016, 9, 1)), by=clerk, on=BEFORE)

    codes = refused(appoint_member, appointment(seat, **change), by=clerk, on=BEFORE)

    assert code in codes
    assert Appointment.objects.count() == 1
    assert len(sentences(ForumEvent.MEMBER_APPOINTED)) == 1


def test_councillor_of_the_executive_is_no_non_schools_member(forum, clerk):
    seat = Seat.objects.create(forum=forum, name="Diocese", group=Group.NON_SCHOOLS)
    tied = appointment(seat, authority_tie=AuthorityTie.EXECUTIVE_MEMBER)

    assert refused(appoint_member, tied, by=clerk, on=BEFORE) == {"tied-to-authority"}


def test_school_is_judged_by_its_group_on_the_first_day(forum, clerk, seat):
    school = a_school(forum, converted_on=SEPTEMBER)

    day_before = appointment(seat, school=school, from_on=date(2025, 8, 31))
    day_itself = appointment(seat, school=school, from_on=SEPTEMBER)

    assert refused(appoint_member, day_itself, by=clerk, on=BEFORE) == {"school-in-another-group"}
    appoint_member(day_before, by=clerk, on=BEFORE)


def test_limit_per_school_is_that_of_the_constitution_of_the_day(forum, clerk, seat):
    a_constitution(forum, max_members_per_institution=1)
    school = a_school(forum)
    a_member(forum, school=school)

    codes = refused(appoint_member, appointment(seat, school=school), by=clerk, on=BEFORE)

    assert codes == {"too-many-from-school"}
    appoint_member(
        appointment(seat, school=school, from_on=date(2014, 1, 1), until_on=date(2014, 12, 31)),
        by=clerk,
        on=BEFORE,
    )


def test_term_may_end_with_a_reason(forum, clerk, primary_head):
    term = primary_head.appointments.get()

    end_appointment(term, until_on=date(2026, 3, 31), because="Resigned", by=clerk, on=BEFORE)

    term.refresh_from_db()
    assert (term.until_on, term.ended_because) == (date(2026, 3, 31), "Resigned")
    assert sentences(ForumEvent.APPOINTMENT_ENDED) == [
        f"{term.seat.name}: appointment ends on 31 March 2026 (Resigned)"
    ]


def test_chair_who_is_no_member_any_more_is_no_chair(forum, clerk, chair):
    term = chair.appointments.get()

    end_appointment(term, until_on=date(2026, 3, 31), by=clerk, on=BEFORE)

    assert is_chair(chair, forum, date(2026, 3, 31))
    assert not is_chair(chair, forum, date(2026, 4, 1))
    assert sentences(ForumEvent.APPOINTMENT_ENDED)[0].endswith(
        "31 March 2026; chair until that day"
    )


def test_term_does_not_end_before_an_office_began(forum, clerk, primary_head):
    take_office(holding(primary_head), by=clerk, on=BEFORE)
    term = primary_head.appointments.get()

    codes = refused(end_appointment, term, until_on=date(2025, 12, 31), by=clerk, on=BEFORE)

    assert codes == {"office-after"}
    assert sentences(ForumEvent.APPOINTMENT_ENDED) == []


def test_term_entered_wrongly_is_corrected(forum, clerk, chair):
    term = chair.appointments.get()
    term.from_on, term.until_on = date(2014, 9, 1), date(2026, 8, 31)

    change_appointment(term, by=clerk, on=BEFORE)

    assert OfficeHolding.objects.get().until_on == date(2026, 8, 31)
    (sentence,) = sentences(ForumEvent.APPOINTMENT_CHANGED)
    assert sentence.startswith(f"{term.seat.name}: corrected, appointed from 1 September 2014")
    assert sentence.endswith("to 31 August 2026; chair until that day")


def test_end_entered_by_mistake_is_taken_back(forum, clerk):
    term = a_member(forum).appointments.get()
    end_appointment(term, until_on=date(2026, 8, 31), because="Resigned", by=clerk, on=BEFORE)
    term.until_on = None

    change_appointment(term, by=clerk, on=BEFORE)

    term.refresh_from_db()
    assert (term.until_on, term.ended_because) == (None, "")
    assert sentences(ForumEvent.APPOINTMENT_CHANGED)[0].endswith("from 1 September 2015")


def test_correction_is_judged_like_an_appointment(forum, clerk, seat):
    first = appointment(seat, from_on=date(2020, 9, 1), until_on=date(2024, 8, 31))
    second = appointment(seat, a_person("Next One"), from_on=date(2024, 9, 1))
    appoint_member(first, by=clerk, on=BEFORE)
    appoint_member(second, by=clerk, on=BEFORE)
    first.until_on = date(2024, 9, 30)

    assert refused(change_appointment, first, by=clerk, on=BEFORE) == {"seat-taken"}


def test_new_chair_takes_the_place_of_the_one_before(forum, clerk, chair, secondary_head):
    take_office(holding(secondary_head), by=clerk, on=BEFORE)

    assert is_chair(chair, forum, date(2025, 12, 31))
    assert not is_chair(chair, forum, date(2026, 1, 1))
    assert sentences(ForumEvent.OFFICE_TAKEN)[0].endswith(
        f"from 1 January 2026, in place of {chair.appointments.get().seat.name}"
    )


def test_several_vice_chairs_may_serve_at_once(forum, clerk, primary_head, secondary_head):
    for member in (primary_head, secondary_head):
        take_office(holding(member, Office.VICE_CHAIR), by=clerk, on=BEFORE)

    assert OfficeHolding.objects.filter(until_on__isnull=True).count() == 2


def test_earlier_chair_entered_late_must_end_before_the_next(
    forum, clerk, primary_head, secondary_head
):
    take_office(holding(primary_head), by=clerk, on=BEFORE)
    late = {"from_on": date(2024, 1, 1)}

    codes = refused(take_office, holding(secondary_head, **late), by=clerk, on=BEFORE)

    assert codes == {"chair-taken"}
    take_office(holding(secondary_head, until_on=date(2025, 12, 31), **late), by=clerk, on=BEFORE)


def test_office_ends_no_later_than_the_membership(forum, clerk):
    member = a_member(forum, until_on=date(2026, 8, 31))

    taken = take_office(holding(member), by=clerk, on=BEFORE)

    assert taken.until_on == date(2026, 8, 31)
    later = {"until_on": date(2026, 9, 1), "by": clerk, "on": BEFORE}
    assert refused(end_office, taken, **later) == {"office-beyond-membership"}


def test_councillor_is_not_chair(forum, clerk):
    member = a_member(forum, authority_tie=AuthorityTie.ELECTED_MEMBER)

    codes = refused(take_office, holding(member), by=clerk, on=BEFORE)

    assert codes == {"chair-tied-to-authority"}
    assert sentences(ForumEvent.OFFICE_TAKEN) == []


def test_chair_leaves_office_and_stays_a_member(forum, clerk, chair):
    end_office(OfficeHolding.objects.get(), until_on=date(2026, 3, 31), by=clerk, on=BEFORE)

    assert not is_chair(chair, forum, date(2026, 4, 1))
    assert chair.appointments.get().until_on is None
    assert len(sentences(ForumEvent.OFFICE_ENDED)) == 1


def test_office_entered_by_mistake_is_removed_and_stays_on_the_trail(forum, clerk, chair):
    remove_office(OfficeHolding.objects.get(), by=clerk, on=BEFORE)

    assert not OfficeHolding.objects.exists()
    assert "was entered by mistake" in sentences(ForumEvent.OFFICE_ENDED)[0]


def test_seat_is_renamed_and_keeps_its_group_once_held(forum, clerk, primary_head):
    seat = primary_head.appointments.get().seat
    before = seat.name
    seat.name, seat.constituency = "Primary heads 1", "Primary headteachers"
    change_seat(seat, by=clerk, on=BEFORE)
    seat.group = Group.NON_SCHOOLS

    assert refused(change_seat, seat, by=clerk, on=BEFORE) == {"seat-was-held"}
    assert sentences(ForumEvent.SEAT_CHANGED) == [
        f"Seat changed: Primary heads 1, until now {before}, for maintained primary schools"
    ]


def test_only_an_academies_seat_has_a_phase(forum, clerk):
    seat = Seat(forum=forum, name="Union", group=Group.NON_SCHOOLS, phase=Phase.PRIMARY)

    assert refused(add_seat, seat, by=clerk, on=BEFORE) == {"phase-without-academies"}
    assert not Seat.objects.exists()


def test_abolished_seat_ends_its_appointment_and_office_the_day_before(forum, clerk, chair):
    seat = chair.appointments.get().seat

    abolish_seat(seat, abolished_on=date(2026, 4, 1), by=clerk, on=BEFORE)

    assert chair.appointments.get().until_on == date(2026, 3, 31)
    assert not is_chair(chair, forum, date(2026, 4, 1))
    assert not Seat.objects.in_being(date(2026, 4, 1)).exists()
    assert "(The seat is abolished)" in sentences(ForumEvent.APPOINTMENT_ENDED)[0]
    again = {"abolished_on": date(2026, 5, 1), "by": clerk, "on": BEFORE}
    assert refused(abolish_seat, seat, **again) == {"abolished-already"}


def test_nobody_stands_in_for_a_seat_that_is_no_more(forum, clerk, primary_head):
    seat = primary_head.appointments.get().seat
    permanent = Substitution.objects.create(
        forum=forum, seat=seat, person=a_person("Sue"), kind="permanent", from_on=SEPTEMBER
    )
    meeting = a_meeting(forum, date(2026, 4, 1))
    Substitution.objects.create(
        forum=forum,
        seat=seat,
        person=a_person("Tom"),
        kind="for_meeting",
        meeting=meeting,
        from_on=meeting.held_on,
        until_on=meeting.held_on,
    )

    abolish_seat(seat, abolished_on=date(2026, 4, 1), by=clerk, on=BEFORE)

    assert Substitution.objects.get() == permanent
    assert Substitution.objects.get().until_on == date(2026, 3, 31)


def test_seat_is_not_abolished_before_a_meeting_that_lists_it(forum, clerk, primary_head):
    is_present(a_meeting(forum), primary_head)
    seat = primary_head.appointments.get().seat

    codes = refused(abolish_seat, seat, abolished_on=MEETING_DAY, by=clerk, on=BEFORE)

    assert codes == {"sat-after"}


def test_seat_is_not_abolished_before_a_term_that_begins_later(forum, clerk, seat):
    appoint_member(appointment(seat), by=clerk, on=BEFORE)

    codes = refused(abolish_seat, seat, abolished_on=SEPTEMBER, by=clerk, on=BEFORE)

    assert codes == {"member-after"}


def test_nobody_is_appointed_to_a_seat_that_is_no_more(forum, clerk, seat):
    abolish_seat(seat, abolished_on=SEPTEMBER, by=clerk, on=BEFORE)

    codes = refused(appoint_member, appointment(seat), by=clerk, on=BEFORE)

    assert codes == {"seat-abolished"}
    late = appointment(seat, from_on=date(2024, 9, 1), until_on=date(2025, 8, 31))
    appoint_member(late, by=clerk, on=BEFORE)


@pytest.mark.parametrize("step", [appoint_member, change_appointment, add_seat, change_seat])
def test_member_may_not_change_the_membership(step, seat, primary_head):
    term = primary_head.appointments.get()
    record = {add_seat: Seat(forum=seat.forum, name="X", group="post_16"), change_seat: seat}

    with pytest.raises(PermissionDenied):
        step(record.get(step, term), by=primary_head, on=BEFORE)


@pytest.mark.parametrize("step", [end_appointment, end_office, take_office, remove_office])
def test_member_may_not_end_terms_or_offices(step, forum, chair):
    term, office = chair.appointments.get(), OfficeHolding.objects.get()
    until = {"until_on": BEFORE} if step in (end_appointment, end_office) else {}

    with pytest.raises(PermissionDenied):
        step(term if step == end_appointment else office, by=chair, on=BEFORE, **until)
