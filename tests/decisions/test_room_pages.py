"""The room: the roll, one press to come in or leave, and who takes the chair."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from forum.choices import Answer, Presence, PresidingAs
from forum.models import Attendance, AuditEntry, PresenceInterval, Reply
from forum.models.quorum import sitting
from tests.factories import a_meeting, a_person, a_substitute, at_time, is_present

pytestmark = pytest.mark.django_db


def to(name, meeting):
    return reverse(f"decisions:{name}", args=[meeting.forum.slug, meeting.pk])


@pytest.fixture
def head(primary_head):
    return primary_head.appointments.get()


@pytest.fixture
def stand_in(head):
    return a_substitute(head.seat, a_person("Stella Standing"))


def replies(meeting, member, answer):
    return Reply.objects.create(
        forum=meeting.forum,
        meeting=meeting,
        appointment=member.appointments.get(),
        answer=answer,
        given_at=timezone.now(),
        given_by=member,
    )


# The roll


def test_roll_lists_every_seat_with_its_group(as_clerk, members, meeting):

    page = as_clerk.get(to("attendance_take", meeting))

    assertContains(page, "Pat Primary")
    assertContains(page, "mainstream academies")


def test_roll_is_recorded_as_it_was_called(as_clerk, members, meeting):
    here, away, _ = [member.appointments.get() for member in members]

    page = as_clerk.post(
        to("attendance_take", meeting),
        {f"seat-{here.pk}": "present", f"remote-{here.pk}": "on", f"seat-{away.pk}": "apologies"},
        follow=True,
    )

    assertContains(page, "Attendance recorded: 1 present, 2 needed.")
    recorded = dict(Attendance.objects.values_list("appointment", "presence"))
    assert recorded == {here.pk: Presence.PRESENT, away.pk: Presence.APOLOGIES}
    assert sitting(meeting)[here.seat_id].is_remote


def test_roll_seats_the_substitute_who_is_named(as_clerk, head, stand_in, meeting):
    form = as_clerk.get(to("attendance_take", meeting))

    as_clerk.post(to("attendance_take", meeting), {f"seat-{head.pk}": "substitute"})

    assertContains(form, "Substitute: Stella Standing")
    assert Attendance.objects.get().substitution == stand_in
    assert sitting(meeting)[head.seat_id].by_substitute


def test_roll_offers_no_substitute_where_none_is_named(as_clerk, head, meeting):

    page = as_clerk.get(to("attendance_take", meeting))

    assertNotContains(page, 'value="substitute"')


def test_roll_begins_with_what_members_replied(as_clerk, members, meeting):
    for member, answer in zip(
        members, (Answer.ONLINE, Answer.APOLOGIES, Answer.SUBSTITUTE), strict=True
    ):
        replies(meeting, member, answer)

    page = as_clerk.get(to("attendance_take", meeting)).content.decode()

    # Whoever sends a substitute whom nobody named is away themself.
    assert page.count('value="present" checked') == 1
    assert page.count('value="apologies" checked') == 2
    assert page.count('type="checkbox"') == 3
    assert "3 members replied beforehand" in page
    assert not Attendance.objects.exists()


def test_roll_keeps_what_is_recorded_before_what_was_replied(as_clerk, primary_head, meeting):
    replies(meeting, primary_head, Answer.APOLOGIES)
    is_present(meeting, primary_head)

    page = as_clerk.get(to("attendance_take", meeting))

    assertContains(page, 'value="present" checked')


def test_everybody_is_set_to_present_on_the_page_and_not_yet_recorded(as_clerk, members, meeting):

    page = as_clerk.post(to("attendance_take", meeting), {"all": "yes"})

    assert page.content.decode().count('value="present" checked') == 3
    assert not Attendance.objects.exists()


def test_presence_that_is_not_in_the_list_is_an_error_beside_its_seat(as_clerk, members, meeting):
    name = f"seat-{members[0].appointments.get().pk}"

    page = as_clerk.post(to("attendance_take", meeting), {name: "asleep"})

    assertContains(page, "Choose one of the options in the list")
    assert not AuditEntry.objects.filter(event="attendance-taken").exists()


# One press


def test_screen_shows_every_seat_with_its_state_and_its_presses(
    as_clerk, question, head, stand_in, meeting
):
    is_present(meeting, head.person, Presence.APOLOGIES)

    page = as_clerk.get(to("meeting_run", meeting))

    assertContains(page, "Apologies")
    assertContains(page, "Substitute: Stella Standing")
    assertContains(page, "Came in")
    assertContains(page, "Left<", count=2)


def test_member_comes_in_at_the_time_that_is_typed(as_clerk, head, meeting):

    as_clerk.post(to("member_come", meeting), {"member": head.pk, "at": "14:05"})

    assert PresenceInterval.objects.get().came == at_time(meeting, 14, 5)


def test_time_is_asked_on_another_day_and_who_it_was_is_kept(as_clerk, head, meeting):

    page = as_clerk.post(to("member_come", meeting), {"member": head.pk, "at": ""})

    assertContains(page, "Enter the time, like 14:05")
    assertContains(page, f'name="member" value="{head.pk}"')
    assert not PresenceInterval.objects.exists()


def test_time_that_cannot_be_read_is_an_error_beside_it(as_clerk, head, meeting):

    page = as_clerk.post(to("member_come", meeting), {"member": head.pk, "at": "noonish"})

    assertContains(page, "Enter the time like 14:05 or 2:05pm")
    assertContains(page, 'value="noonish"')


def test_no_time_is_asked_on_the_day_itself(as_clerk, head, meeting, time_machine):
    now = at_time(meeting, 14, 7)
    time_machine.move_to(now, tick=False)

    as_clerk.post(to("member_come", meeting), {"online": head.pk})

    stay = PresenceInterval.objects.get()
    assert (stay.came, stay.is_remote) == (now, True)


def test_member_leaves_and_the_screen_is_shown_again(as_clerk, head, meeting):
    is_present(meeting, head.person)
    here = f"{to('meeting_run', meeting)}?item=5#room"

    answer = as_clerk.post(
        to("member_leave", meeting), {"member": head.pk, "at": "10:00", "next": here}
    )

    assert answer["Location"] == here
    assert PresenceInterval.objects.get().left == at_time(meeting, 10)


def test_substitute_takes_over_and_leaves(as_clerk, head, stand_in, meeting):
    as_clerk.post(to("member_come", meeting), {"substitute": head.pk, "at": "10:00"})
    taken = sitting(meeting)[head.seat_id]

    as_clerk.post(to("member_leave", meeting), {"substitute": head.pk, "at": "11:00"})

    assert taken.by_substitute
    assert sitting(meeting) == {}


def test_who_is_here_already_is_refused_with_the_reason(as_clerk, head, meeting):
    is_present(meeting, head.person)

    page = as_clerk.post(to("member_come", meeting), {"member": head.pk, "at": "10:00"})

    assertContains(page, "recorded as here since 8:30am", status_code=409)


@pytest.mark.parametrize("sent", [{}, {"member": "nobody"}, {"substitute": "HEAD"}])
def test_press_that_names_nobody_moves_nobody(as_clerk, head, meeting, sent):
    told = {name: str(head.pk) if value == "HEAD" else value for name, value in sent.items()}

    page = as_clerk.post(to("member_come", meeting), {"at": "10:00", **told})

    assert page.status_code == 200
    assert not PresenceInterval.objects.exists()


def test_holder_of_a_seat_elsewhere_does_not_come_in_here(as_clerk, meeting, stranger):
    forum = stranger.role_grants.get().forum
    there = a_meeting(forum)

    url = reverse("decisions:member_come", args=["borsetshire", there.pk])
    assert as_clerk.post(url, {"at": "10:00"}).status_code == 404


# The chair


def test_member_elected_for_the_meeting_takes_the_chair(as_clerk, head, meeting):
    is_present(meeting, head.person)

    page = as_clerk.post(
        to("chair_take", meeting), {"who": f"elected:{head.person_id}"}, follow=True
    )

    meeting.refresh_from_db()
    assert (meeting.presiding, meeting.presiding_as) == (head.person, PresidingAs.ELECTED)
    assertContains(page, "elected for this meeting")


def test_officer_takes_the_chair_with_a_warning_on_the_screen(as_clerk, officer, head, meeting):

    page = as_clerk.post(to("chair_take", meeting), {"who": f"officer:{officer.pk}"}, follow=True)

    assertContains(page, "An officer would take the chair")


def test_nobody_who_is_away_is_offered_the_chair(as_clerk, head, chair, meeting):

    page = as_clerk.post(to("chair_take", meeting), {"who": f"chair:{head.person_id}"})

    meeting.refresh_from_db()
    assertContains(page, "Choose one of the options in the list")
    assert meeting.presiding is None


# Who may


CHANGES = ["member_come", "member_leave", "chair_take", "attendance_take"]


@pytest.mark.parametrize("name", CHANGES)
def test_room_of_another_forum_does_not_exist(client, stranger, meeting, name):
    client.force_login(stranger)

    assert client.post(to(name, meeting)).status_code == 404


@pytest.mark.parametrize("name", CHANGES)
def test_room_is_for_the_clerk(client, chair, meeting, name):
    client.force_login(chair)

    assert client.post(to(name, meeting)).status_code == 403


@pytest.mark.parametrize("name", CHANGES)
def test_room_asks_who_you_are(client, meeting, name):
    assert client.post(to(name, meeting))["Location"].startswith("/account/sign-in/")


@pytest.mark.parametrize("name", ["member_come", "member_leave"])
def test_reading_moves_nobody(as_clerk, meeting, name):
    assert as_clerk.get(to(name, meeting)).status_code == 405
