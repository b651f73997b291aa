import re
from datetime import timedelta

import pytest
from django.utils import timezone

from decisions.models import Action
from forum.choices import Group, Role
from forum.models import Appointment, Seat
from tests.asking import address
from tests.factories import a_chair, a_meeting, a_member, a_role

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def desk(client, forum):
    response = client.get(address("decisions:handover", forum))
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def in_days(number):
    return TODAY() + timedelta(days=number)


def an_open_action(forum, meeting, number, due):
    return Action.objects.create(
        forum=forum,
        reference=f"A{number}",
        meeting=meeting,
        text="Report back.",
        due_on=due,
        set_on=TODAY(),
    )


def test_desk_of_a_new_forum_says_what_to_do(client, forum, clerk):
    client.force_login(clerk)

    page = desk(client, forum)

    assert "Nothing falls due in the next 90 days" in page
    assert "No clock is running" in page
    assert "No action is open" in page
    assert "Every source is settled" in page
    assert "Nobody is recorded" in page


def test_desk_lists_what_falls_due_and_who_is_who(client, forum, clerk, auditor):
    meeting = a_meeting(forum, in_days(30))
    a_meeting(forum, in_days(91))
    an_open_action(forum, meeting, 1, in_days(10))
    an_open_action(forum, meeting, 2, in_days(-3))
    member = a_chair(forum, a_member(forum, Group.MAINTAINED_PRIMARY, name="Pat Primary"))
    Appointment.objects.filter(person=member).update(until_on=in_days(90))
    Seat.objects.create(forum=forum, name="Union", group=Group.NON_SCHOOLS)
    client.force_login(clerk)

    page = desk(client, forum)

    assert f"{in_days(30):%-d %B %Y}" in page
    assert "Agenda and papers published for the meeting of" in page
    assert f"The term of {member.appointments.get().seat} ends" in page
    assert "Action A1: Report back." in page
    assert "Overdue A2" in page
    assert "Chair Pat Primary" in page
    assert auditor.email in page
    assert "1 seat vacant" in page
    assert "2 meetings are called" in page or "meeting is called" in page


def test_term_that_ends_later_is_not_due(client, forum, clerk):
    member = a_member(forum)
    Appointment.objects.filter(person=member).update(until_on=in_days(91))
    client.force_login(clerk)

    assert "The term of" not in desk(client, forum)


def test_desk_asks_as_often_for_three_of_each_as_for_one(
    client, forum, clerk, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(clerk)
    meeting = a_meeting(forum, in_days(20))
    an_open_action(forum, meeting, 1, in_days(10))
    a_member(forum)
    desk(client, forum)
    with django_assert_max_num_queries(40) as asked:
        desk(client, forum)
    for number in (2, 3):
        an_open_action(forum, a_meeting(forum, in_days(20 + number)), number, in_days(10))
        a_member(forum)
        a_role(forum, Role.OFFICER)

    with django_assert_num_queries(len(asked)):
        desk(client, forum)


def test_desk_is_the_clerks(client, forum, officer, stranger):
    for person, status in ((officer, 403), (stranger, 404)):
        client.force_login(person)
        assert client.get(address("decisions:handover", forum)).status_code == status
