from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from forum.choices import ForumEvent, Group, Office, Phase, Role
from forum.models import (
    Appointment,
    AuditEntry,
    Constitution,
    Forum,
    OfficeHolding,
    School,
    Seat,
    TrailHead,
)
from forum.permissions import is_chair
from forum.rules.ruling import Refused
from forum.workflow.membership import add_seat, appoint_member, end_appointment, take_office
from forum.workflow.setup import (
    add_school,
    convert_school,
    found_forum,
    grant_role,
    set_constitution,
)
from tests.factories import BEFORE, a_person, a_school

pytestmark = pytest.mark.django_db


def sentences(event):
    return list(AuditEntry.objects.filter(event=event).values_list("sentence", flat=True))


def test_founding_a_forum_begins_its_trail():
    forum = Forum(
        slug="ambridge", name="Ambridge Schools Forum", short_name="SF", authority="Ambridge"
    )

    found_forum(forum, by=None, on=BEFORE)

    assert TrailHead.objects.get(forum=forum).seq == 1
    assert sentences(ForumEvent.FORUM_FOUNDED) == ["Ambridge Schools Forum of Ambridge set up"]


def test_nobody_is_clerk_and_auditor_of_one_forum(forum, clerk):
    with pytest.raises(Refused) as refused:
        grant_role(forum, clerk, Role.AUDITOR, by=None, on=BEFORE)

    assert refused.value.ruling.codes == {"clerk-and-auditor"}
    assert [grant.role for grant in clerk.role_grants.all()] == [Role.CLERK]


def test_only_the_administrator_grants_roles(forum, clerk):
    with pytest.raises(PermissionDenied):
        grant_role(forum, a_person("New Person"), Role.OFFICER, by=clerk, on=BEFORE)


def test_role_is_granted_without_a_name_on_the_trail(forum):
    grant_role(forum, a_person("Somebody Known"), Role.OFFICER, by=None, on=BEFORE)

    entry = AuditEntry.objects.get(event=ForumEvent.ROLE_GRANTED)
    assert entry.sentence == "The role of officer granted"
    assert "Somebody" not in entry.body


def test_constitution_holds_from_its_day_on(forum, clerk):
    set_constitution(
        Constitution(forum=forum, in_force_from=date(2026, 1, 1), nil_funding_declaration=True),
        by=clerk,
        on=BEFORE,
    )

    assert not forum.constitution_on(date(2025, 12, 31)).nil_funding_declaration
    assert forum.constitution_on(date(2026, 1, 1)).nil_funding_declaration


def test_second_constitution_of_a_day_is_refused(forum, clerk):
    first = Constitution(forum=forum, in_force_from=date(2026, 1, 1))
    set_constitution(first, by=clerk, on=BEFORE)

    with pytest.raises(ValidationError):
        set_constitution(
            Constitution(forum=forum, in_force_from=date(2026, 1, 1)), by=clerk, on=BEFORE
        )
    assert len(sentences(ForumEvent.CONSTITUTION_SET)) == 1


def test_school_leaves_its_group_the_day_it_converts(forum, clerk):
    school = add_school(School(forum=forum, name="Oak", phase=Phase.PRIMARY), by=clerk, on=BEFORE)

    convert_school(school, converted_on=date(2026, 2, 1), by=clerk, on=BEFORE)

    assert school.group_on(date(2026, 1, 31)) == Group.MAINTAINED_PRIMARY
    assert school.group_on(date(2026, 2, 1)) == Group.ACADEMY_MAINSTREAM
    assert sentences(ForumEvent.SCHOOL_CONVERTED) == ["Oak became an academy on 1 February 2026"]


def test_member_is_appointed_to_a_seat_for_a_term(forum, clerk):
    seat = add_seat(
        Seat(forum=forum, name="Primary head 1", group=Group.MAINTAINED_PRIMARY),
        by=clerk,
        on=BEFORE,
    )
    appointment = Appointment(
        forum=forum, seat=seat, person=a_person("Mem Ber"), school=a_school(forum), from_on=BEFORE
    )

    appoint_member(appointment, by=clerk, on=BEFORE)
    end_appointment(appointment, until_on=date(2026, 3, 31), by=clerk, on=BEFORE)

    assert sentences(ForumEvent.MEMBER_APPOINTED) == [
        "Primary head 1: appointed from 2 January 2026"
    ]
    assert not Appointment.objects.current(date(2026, 4, 1)).exists()


def test_term_does_not_end_before_it_starts(forum, clerk, primary_head):
    appointment = primary_head.appointments.get()

    with pytest.raises(ValidationError):
        end_appointment(appointment, until_on=date(2010, 1, 1), by=clerk, on=BEFORE)
    appointment.refresh_from_db()
    assert appointment.until_on is None


def test_chair_presides_for_the_time_of_office(forum, clerk, primary_head):
    holding = OfficeHolding(
        forum=forum,
        appointment=primary_head.appointments.get(),
        office=Office.CHAIR,
        from_on=date(2026, 1, 1),
        until_on=date(2026, 12, 31),
    )

    take_office(holding, by=clerk, on=BEFORE)

    assert is_chair(primary_head, forum, date(2026, 12, 31))
    assert not is_chair(primary_head, forum, date(2027, 1, 1))


@pytest.mark.parametrize("step", [add_school, add_seat, appoint_member, take_office])
def test_member_may_not_change_the_membership(step, forum, primary_head):
    appointment = primary_head.appointments.get()
    record = {
        add_school: School(forum=forum, name="X", phase=Phase.PRIMARY),
        add_seat: Seat(forum=forum, name="X", group=Group.POST_16),
        appoint_member: appointment,
        take_office: OfficeHolding(
            forum=forum, appointment=appointment, office=Office.CHAIR, from_on=BEFORE
        ),
    }[step]

    with pytest.raises(PermissionDenied):
        step(record, by=primary_head, on=BEFORE)
