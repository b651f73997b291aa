from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from decisions.models import Action
from tests.factories import (
    MEETING_DAY,
    a_line,
    a_matter,
    a_meeting,
    a_paper,
    an_item,
)
from tests.middlesbrough import ask, middlesbrough, offer, put

pytestmark = pytest.mark.django_db
LATER = "2026-03-01 12:00:00Z"


@pytest.fixture
def story(forum):
    return middlesbrough(forum)


def url(forum, name="action_list"):
    return reverse(f"decisions:{name}", args=[forum.slug])


def an_action(meeting, number=1, **more):
    values = {"text": "Report back.", "owner_post": "Clerk", "due_on": date(2026, 2, 1)} | more
    return Action.objects.create(
        forum=meeting.forum,
        meeting=meeting,
        reference=f"Jan26-A{number}",
        set_on=meeting.held_on,
        **values,
    )


def shown(client, forum, **asked):
    page = client.get(url(forum), asked)
    return [(row.action.reference, row.state) for row in page.context["rows"]]


def test_actions_show_what_is_open_and_flag_what_is_overdue(client, story):
    assert shown(client, story.forum) == [("Jan19-A1", "Overdue")]


@pytest.mark.parametrize(
    ("state", "references"),
    [
        ("overdue", ["Jan19-A1"]),
        ("closed", ["Jul18-A1"]),
        ("all", ["Jul18-A1", "Jan19-A1"]),
    ],
)
def test_actions_are_shown_by_state(client, story, state, references):
    assert [name for name, _ in shown(client, story.forum, state=state)] == references


def test_actions_are_shown_by_owner(client, story):
    own = shown(client, story.forum, owner=str(story.officer.pk))
    page = client.get(url(story.forum), {"owner": str(story.clerk.pk)})

    assert own == [("Jan19-A1", "Overdue")]
    assert "Choose one of the options in the list" in page.content.decode()


def test_action_due_today_is_not_overdue_yet(client, forum, officer, time_machine):
    meeting = a_meeting(forum)
    an_action(meeting, due_on=date(2026, 3, 1))
    client.force_login(officer)

    time_machine.move_to(LATER)
    on_the_day = shown(client, forum)
    time_machine.move_to("2026-03-02 12:00:00Z")
    client.force_login(officer)

    assert (on_the_day, shown(client, forum)) == (
        [("Jan26-A1", "Open")],
        [("Jan26-A1", "Overdue")],
    )


def test_action_without_owner_or_day_shows_the_defect(client, forum, officer):
    an_action(a_meeting(forum), owner_post="", due_on=None)
    client.force_login(officer)

    text = client.get(url(forum)).content.decode()

    assert "nobody named" in text
    assert "not stated" in text


def test_action_of_unpublished_minutes_is_for_those_inside(client, forum, officer):
    an_action(a_meeting(forum))

    outside = shown(client, forum)
    client.force_login(officer)

    assert (outside, len(shown(client, forum))) == ([], 1)


@pytest.mark.parametrize("count", [1, 3])
def test_actions_take_the_same_queries_for_any_number(
    client, forum, officer, count, django_assert_max_num_queries
):
    meeting = a_meeting(forum)
    for number in range(count):
        an_action(meeting, number, owner=officer, matter=a_matter(forum, f"Matter {number}"))
    client.force_login(officer)

    with django_assert_max_num_queries(10):
        assert len(shown(client, forum)) == count


# What a member may vote on next


@pytest.fixture
def coming(forum, clerk):
    return a_meeting(
        forum,
        MEETING_DAY,
        agenda_published_at=timezone.now(),
        agenda_published_by=clerk,
        agenda_published_on=MEETING_DAY,
    )


def put_question(meeting, officer, number=1, **more):
    item = an_item(meeting, str(number + 4))
    matter = a_matter(meeting.forum, f"Matter {number}")
    paper = a_paper(matter, item, author=officer)
    wanted = ask(paper, "Agree to fund four posts.", "2025-26", officer, MEETING_DAY, **more)
    offer(wanted, "A", a_line(meeting.forum, f"Line {number}"), officer, MEETING_DAY)
    return put(paper, wanted, meeting.agenda_published_by, MEETING_DAY)


def ahead_of(client, person, forum):
    client.force_login(person)
    return client.get(url(forum, "my_votes")).context["ahead"]


def test_member_reads_what_they_may_vote_on_and_why(client, coming, officer, primary_head):
    put_question(coming, officer)

    (ahead,) = ahead_of(client, primary_head, coming.forum).questions

    assert (ahead.entry.is_eligible, ahead.may_vote) == (True, 1)
    assert ahead.entry.reason.startswith("May vote if present. All members vote")


def test_member_whose_group_is_not_asked_reads_why(
    client, coming, officer, primary_head, academy_trustee
):
    put_question(coming, officer, decision_type="SCHEME_CHANGE")

    (head,) = ahead_of(client, primary_head, coming.forum).questions
    (trustee,) = ahead_of(client, academy_trustee, coming.forum).questions

    assert (head.entry.is_eligible, trustee.entry.is_eligible) == (True, False)
    assert "Academies members do not vote on" in trustee.entry.reason


def test_my_votes_is_for_members(client, coming, clerk, primary_head, stranger):
    address = url(coming.forum, "my_votes")
    codes = [client.get(address).status_code]
    for person in (clerk, stranger, primary_head):
        client.force_login(person)
        codes.append(client.get(address).status_code)

    assert codes == [302, 403, 404, 200]


def test_member_is_told_when_no_agenda_is_out(client, forum, primary_head):
    a_meeting(forum)
    client.force_login(primary_head)

    text = client.get(url(forum, "my_votes")).content.decode()

    assert "No meeting is coming whose agenda is published" in text


@pytest.mark.parametrize("count", [1, 3])
def test_my_votes_takes_the_same_queries_for_any_number_of_questions(
    client, coming, officer, primary_head, count, django_assert_max_num_queries
):
    for number in range(count):
        put_question(coming, officer, number)
    client.force_login(primary_head)

    with django_assert_max_num_queries(18):
        page = client.get(url(coming.forum, "my_votes"))

    assert len(page.context["ahead"].questions) == count


def test_officer_who_is_no_member_has_no_link_to_it(client, forum, officer):
    client.force_login(officer)

    assert url(forum, "my_votes") not in client.get(forum.get_absolute_url()).content.decode()
