"""Who is in the room and whether the forum is quorate, as the record of a meeting has it."""

from datetime import date, timedelta

import pytest

from forum.choices import (
    Group,
    Office,
    Presence,
    PresidingAs,
    QuorumBase,
)
from forum.models import Appointment, OfficeHolding, Seat
from forum.models.presiding import presiding_over
from forum.models.quorum import members_counted, quorum_of, sitting
from forum.rules.ruling import Refused
from forum.workflow.attendance import preside, take_attendance
from forum.workflow.schools import convert_school
from tests.factories import (
    MEETING_DAY,
    a_chair,
    a_constitution,
    a_meeting,
    a_member,
    a_person,
    a_school,
    an_item,
    at_time,
    is_present,
)
from tests.presence import a_substitute, call_roll, comes, leaves, members, seat_of

pytestmark = pytest.mark.django_db

MP, AM = Group.MAINTAINED_PRIMARY, Group.ACADEMY_MAINSTREAM
DAY = timedelta(days=1)


# The fraction


@pytest.mark.parametrize(
    ("filled", "here", "met"),
    [(100, 39, False), (100, 40, True), (100, 41, True), (25, 9, False), (25, 10, True),
     (25, 11, True), (5, 1, False), (5, 2, True), (5, 3, True)],
)  # fmt: skip
def test_two_fifths_of_the_filled_seats_make_the_quorum(forum, meeting, filled, here, met):
    for number, person in enumerate(members(forum, filled)):
        if number < here:
            is_present(meeting, person)

    quorum = quorum_of(meeting)

    assert (quorum.present, quorum.needed, quorum.met) == (here, 2 * filled // 5, met)


def test_quorum_is_lost_and_regained_as_people_leave_and_return_between_items(
    forum, meeting, clerk
):
    people = members(forum, 25)
    call_roll(meeting, clerk, people[:11], people[11:])
    first, last = an_item(meeting, "1"), an_item(meeting, "2")

    leaves(meeting, people[0], clerk, 10)
    leaves(meeting, people[1], clerk, 10, 20)
    during_first = quorum_of(meeting, item=first)
    comes(meeting, people[1], clerk, 10, 40)

    assert (during_first.present, during_first.met) == (9, False)
    assert quorum_of(meeting, item=last).met
    by_the_clock = {
        minute: quorum_of(meeting, at=at_time(meeting, 10, minute)).present
        for minute in (0, 19, 20, 39, 40)
    }
    assert by_the_clock == {0: 10, 19: 10, 20: 9, 39: 9, 40: 10}
    assert quorum_of(meeting, at=at_time(meeting, 9, 30)).present == 11


def test_nobody_is_present_before_they_came(forum, meeting, clerk):
    person = members(forum, 1)[0]
    comes(meeting, person, clerk, 10)

    assert quorum_of(meeting, at=at_time(meeting, 9, 59)).present == 0
    assert quorum_of(meeting, at=at_time(meeting, 10)).present == 1


def test_who_leaves_at_the_moment_they_came_was_never_there(forum, meeting, clerk):
    person = members(forum, 1)[0]
    comes(meeting, person, clerk, 10)

    leaves(meeting, person, clerk, 10)

    assert sitting(meeting, at=at_time(meeting, 10)) == {}


# The base


@pytest.mark.parametrize(
    ("base", "needed"), [(QuorumBase.FILLED_SEATS, 2), (QuorumBase.ALL_SEATS, 4)]
)
def test_vacant_seats_count_only_where_the_constitution_says_so(forum, meeting, base, needed):
    a_constitution(forum, quorum_base=base)
    for person in members(forum, 5)[:3]:
        is_present(meeting, person)
    for number in range(5):
        Seat.objects.create(forum=forum, name=f"Vacant {number}", group=MP)

    quorum = quorum_of(meeting)

    assert (quorum.present, quorum.needed, quorum.met) == (3, needed, needed <= 3)


def test_abolished_seat_is_no_part_of_the_base(forum, meeting):
    people = members(forum, 3)
    seat = seat_of(people[0]).seat
    seat.abolished_on = MEETING_DAY
    seat.save()

    assert members_counted(meeting) == 2
    assert members_counted(a_meeting(forum, MEETING_DAY - DAY)) == 3


def test_quorum_is_that_of_the_constitution_in_force_on_the_day(forum, meeting):
    a_constitution(forum, quorum_percent=50)
    forum.constitution_set.create(in_force_from=MEETING_DAY + DAY, quorum_percent=30)
    members(forum, 10)

    assert quorum_of(meeting).needed == 5
    assert quorum_of(a_meeting(forum, MEETING_DAY + DAY)).needed == 3


def test_member_counts_on_the_last_day_of_the_term_and_not_on_the_day_after(forum, clerk):
    ending = a_member(forum, MP, until_on=MEETING_DAY)
    staying = members(forum, 4)
    found = {}
    for day in (MEETING_DAY, MEETING_DAY + DAY):
        meeting = a_meeting(forum, day)
        call_roll(meeting, clerk, [ending, staying[0]])
        quorum = quorum_of(meeting)
        found[day] = (members_counted(meeting), quorum.present, quorum.needed)

    assert found == {MEETING_DAY: (5, 2, 2), MEETING_DAY + DAY: (4, 1, 2)}


def test_member_of_a_converted_school_counts_until_the_day_before(forum, clerk):
    people = members(forum, 5)
    school = a_school(forum)
    Appointment.objects.filter(person=people[0]).update(school=school)
    convert_school(
        school, converted_on=MEETING_DAY, ending=[seat_of(people[0])], by=clerk, on=MEETING_DAY
    )
    before, on_the_day = (a_meeting(forum, MEETING_DAY - DAY), a_meeting(forum, MEETING_DAY))
    for meeting in (before, on_the_day):
        call_roll(meeting, clerk, people[:2])

    assert (members_counted(before), quorum_of(before).present) == (5, 2)
    assert (members_counted(on_the_day), quorum_of(on_the_day).present) == (4, 1)


# Substitutes, and more than one seat


def test_seat_counts_once_when_the_member_comes_while_the_substitute_sits(forum, meeting, clerk):
    member, other = members(forum, 2)
    stand_in = a_substitute(member)
    call_roll(meeting, clerk, [other])
    comes(meeting, member, clerk, 9, 30, substitution=stand_in)
    with_substitute = quorum_of(meeting).present

    comes(meeting, member, clerk, 10)

    assert (with_substitute, quorum_of(meeting).present) == (2, 2)
    who = sitting(meeting)[seat_of(member).seat_id]
    assert (who.member, who.by_substitute) == (True, False)


def test_seat_counts_once_even_where_both_are_recorded_as_here(forum, meeting):
    member = members(forum, 1)[0]
    is_present(meeting, member)
    attendance = meeting.attendances.get()
    attendance.intervals.create(forum=forum, came=at_time(meeting, 8, 30), is_substitute=True)

    assert quorum_of(meeting).present == 1
    assert not sitting(meeting)[attendance.seat_id].by_substitute


def test_substitute_comes_only_while_the_member_is_away(forum, meeting, clerk):
    member = members(forum, 1)[0]
    stand_in = a_substitute(member)
    call_roll(meeting, clerk, [member])

    with pytest.raises(Refused) as refused:
        comes(meeting, member, clerk, 10, substitution=stand_in)
    leaves(meeting, member, clerk, 10)
    comes(meeting, member, clerk, 10, 5, substitution=stand_in)

    assert refused.value.ruling.codes == {"member-is-here"}
    assert sitting(meeting)[seat_of(member).seat_id].by_substitute


def test_roll_taken_again_keeps_the_earlier_stay_of_a_substitute(forum, meeting, clerk):
    member, other = members(forum, 2)
    call_roll(meeting, clerk, [other])
    comes(meeting, member, clerk, 9, 30, substitution=a_substitute(member))
    comes(meeting, member, clerk, 10)

    call_roll(meeting, clerk, [member, other])

    at_half_past_nine = sitting(meeting, at=at_time(meeting, 9, 30))
    assert at_half_past_nine[seat_of(member).seat_id].by_substitute
    assert quorum_of(meeting).present == 2


def test_one_person_in_two_seats_is_present_once(forum, meeting, clerk):
    person, *others = members(forum, 4)
    second = seat_of(others[0]).seat
    Appointment.objects.filter(seat=second).update(person=person)
    take_attendance(
        meeting,
        dict.fromkeys(person.appointments.all(), Presence.PRESENT),
        by=clerk,
        on=MEETING_DAY,
    )

    assert quorum_of(meeting).present == 1


def test_one_substitute_for_two_members_is_present_once(forum, meeting, clerk):
    first, second = members(forum, 2)
    person = a_person("Sub Stitute")
    named = [a_substitute(each, person) for each in (first, second)]
    holders = [seat_of(each) for each in (first, second)]
    take_attendance(
        meeting,
        dict.fromkeys(holders, Presence.SUBSTITUTE),
        substitutes=dict(zip(holders, named, strict=True)),
        by=clerk,
        on=MEETING_DAY,
    )

    assert quorum_of(meeting).present == 1


def test_who_joins_remotely_is_present(forum, meeting, clerk):
    person = members(forum, 1)[0]
    comes(meeting, person, clerk, 10, is_remote=True)

    assert quorum_of(meeting).present == 1
    assert sitting(meeting)[seat_of(person).seat_id].is_remote


# The chair


def test_vice_chair_presides_while_the_chair_is_out(forum, meeting, clerk):
    people = members(forum, 2)
    a_chair(forum, people[0])
    OfficeHolding.objects.create(
        forum=forum,
        appointment=seat_of(people[1]),
        office=Office.VICE_CHAIR,
        from_on=date(2020, 1, 1),
    )
    call_roll(meeting, clerk, people)

    first = presiding_over(meeting)
    leaves(meeting, people[0], clerk, 10)
    second = presiding_over(meeting)
    leaves(meeting, people[1], clerk, 10, 5)

    assert (first, second, presiding_over(meeting)) == (people[0], people[1], None)


def test_member_elected_for_the_meeting_presides_before_any_other(forum, meeting, clerk):
    people = members(forum, 2)
    a_chair(forum, people[0])
    call_roll(meeting, clerk, people)

    preside(meeting, people[1], PresidingAs.ELECTED, by=clerk, on=MEETING_DAY)

    assert presiding_over(meeting) == people[1]
