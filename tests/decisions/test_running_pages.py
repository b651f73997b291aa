"""Running a meeting: one screen for the clerk, and who is here."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from decisions.choices import Method, VoteCast
from decisions.workflow.casting import cast_vote
from decisions.workflow.voting import open_ballot
from forum.choices import ItemKind, Presence
from forum.models import Attendance, AuditEntry
from tests.decisions.conftest import put
from tests.factories import (
    MEETING_DAY,
    a_line,
    a_matter,
    a_meeting,
    a_paper,
    a_recommendation,
    an_item,
    an_option,
)

pytestmark = pytest.mark.django_db

QUERIES = 19


def to(name, meeting):
    return reverse(f"decisions:{name}", args=[meeting.forum.slug, meeting.pk])


@pytest.fixture
def run(meeting):
    return to("meeting_run", meeting)


def test_run_page_shows_quorum_items_and_what_comes_next(as_clerk, question, run):

    page = as_clerk.get(run)

    assertContains(page, "3 present, 2 needed")
    assertContains(page, "5. Early help")
    assertContains(page, "Not put yet")
    assertContains(page, reverse("decisions:ballot_open", args=[question.forum.slug, question.pk]))


def test_run_page_shows_how_many_have_voted_and_never_how(
    as_clerk, clerk, question, primary_head, run
):
    ballot = open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)
    cast_vote(ballot, choice=VoteCast.AGAINST, by=primary_head)

    page = as_clerk.get(run)

    assertContains(page, "1 of 3 have voted")
    assertNotContains(page, "Against")
    assertContains(page, "1 ballot is still open")


def test_run_page_shows_counts_then_the_outcome(as_clerk, question, sitting, run):
    sitting.vote(question, VoteCast.FOR, VoteCast.FOR, VoteCast.AGAINST)

    page = as_clerk.get(run)

    assertContains(page, "For 2, against 1, abstained 0")
    assertContains(page, "Record the outcome")


def test_run_page_puts_what_is_unsettled_at_the_top(
    as_clerk, question, sitting, later_meeting, run
):
    sitting.agree_in_principle(question, later_meeting)

    page = as_clerk.get(run)

    assertContains(page, f'href="#question-{question.pk}"')
    assertContains(page, "£89,604 in principle")
    assertContains(page, "Outcomes recorded: 1 of 1.")


def test_run_page_before_the_agenda_is_published_says_why_it_cannot_open(as_clerk, meeting):

    page = as_clerk.get(to("meeting_run", meeting))

    assertContains(page, "Publish the agenda before the meeting.")
    assertNotContains(page, "Open the meeting</button>", html=False)


def test_clerk_opens_and_closes_the_meeting(as_clerk, question, meeting):

    page = as_clerk.post(to("meeting_close", meeting), follow=True)

    meeting.refresh_from_db()
    assert meeting.stage == "held"
    assertContains(page, "Now write its minutes")
    assert as_clerk.post(to("meeting_open", meeting)).status_code == 409


def test_meeting_with_an_open_ballot_does_not_close(as_clerk, clerk, question, meeting):
    open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)

    page = as_clerk.post(to("meeting_close", meeting))

    meeting.refresh_from_db()
    assertContains(page, "1 ballot is still open", status_code=409)
    assert meeting.stage == "open"


def test_attendance_lists_every_seat_with_its_group(as_clerk, members, meeting):

    page = as_clerk.get(to("attendance_take", meeting))

    assertContains(page, "Pat Primary")
    assertContains(page, "mainstream academies")


def test_attendance_is_recorded_as_it_was_chosen(as_clerk, members, meeting):
    here, away, _ = [member.appointments.get() for member in members]

    page = as_clerk.post(
        to("attendance_take", meeting),
        {f"seat-{here.pk}": "present", f"seat-{away.pk}": "apologies"},
        follow=True,
    )

    assertContains(page, "Attendance recorded: 1 present, 2 needed.")
    recorded = dict(Attendance.objects.values_list("appointment", "presence"))
    assert recorded == {here.pk: Presence.PRESENT, away.pk: Presence.APOLOGIES}


def test_everybody_is_set_to_present_on_the_page_and_not_yet_recorded(as_clerk, members, meeting):

    page = as_clerk.post(to("attendance_take", meeting), {"all": "yes"})

    assert page.content.decode().count('value="present" checked') == 3
    assert not Attendance.objects.exists()


def test_presence_that_is_not_in_the_list_is_an_error_beside_its_seat(as_clerk, members, meeting):
    name = f"seat-{members[0].appointments.get().pk}"

    page = as_clerk.post(to("attendance_take", meeting), {name: "asleep"})

    assertContains(page, "Choose one of the options in the list")
    assert not AuditEntry.objects.filter(event="attendance-taken").exists()


PAGES = ["meeting_run", "attendance_take"]
CHANGES = ["meeting_open", "meeting_close"]


@pytest.mark.parametrize("name", PAGES + CHANGES)
def test_pages_of_another_forum_do_not_exist(client, stranger, meeting, name):
    client.force_login(stranger)

    assert client.post(to(name, meeting)).status_code == 404


@pytest.mark.parametrize("name", PAGES + CHANGES)
def test_meeting_of_another_forum_does_not_exist_under_this_one(as_clerk, stranger, name):
    there = a_meeting(stranger.role_grants.get().forum)

    url = reverse(f"decisions:{name}", args=["borsetshire", there.pk])
    assert as_clerk.post(url).status_code in ({405, 404} if name == "meeting_run" else {404})


@pytest.mark.parametrize("name", PAGES + CHANGES)
def test_running_is_for_the_clerk(client, officer, meeting, name):
    client.force_login(officer)

    assert client.post(to(name, meeting)).status_code == 403


@pytest.mark.parametrize("name", PAGES + CHANGES)
def test_running_asks_who_you_are(client, meeting, name):
    assert client.post(to(name, meeting))["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("name", CHANGES)
def test_reading_changes_nothing(as_clerk, meeting, name):

    assert as_clerk.get(to(name, meeting)).status_code == 405


def test_run_page_takes_as_many_queries_for_three_items_as_for_one(
    as_clerk, clerk, question, run, django_assert_num_queries
):
    meeting, forum = question.placement.meeting, question.forum
    open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)
    as_clerk.get(run)
    with django_assert_num_queries(QUERIES):
        as_clerk.get(run)

    for number in ("6", "7"):
        item = an_item(meeting, number, f"Item {number}", kind=ItemKind.REPORT)
        paper = a_paper(a_matter(forum, f"Matter {number}"), item)
        recommendation = a_recommendation(paper)
        an_option(recommendation, a_line(forum, f"Line {number}"))
        asked = put(recommendation, meeting, clerk)
        open_ballot(asked, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)

    with django_assert_num_queries(QUERIES):
        assert as_clerk.get(run).content.decode().count("have voted") == 3
