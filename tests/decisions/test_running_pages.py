"""Running a meeting: one live screen for the clerk, which the chair may look at."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from decisions.choices import Method, VoteCast
from decisions.models import MinuteItem
from decisions.workflow.casting import cast_vote
from decisions.workflow.voting import open_ballot
from forum.choices import Group, ItemKind, MeetingKind
from forum.workflow.meetings import close_meeting
from tests.decisions.conftest import put
from tests.factories import (
    MEETING_DAY,
    a_line,
    a_matter,
    a_meeting,
    a_member,
    a_paper,
    a_recommendation,
    an_item,
    an_option,
    is_present,
)

pytestmark = pytest.mark.django_db

QUERIES = 36
QUERIES_WITH_FORMS = 62
"""Where a ballot may be opened or an outcome recorded: all that is asked stands ready."""


def to(name, meeting):
    return reverse(f"decisions:{name}", args=[meeting.forum.slug, meeting.pk])


@pytest.fixture
def run(meeting):
    return to("meeting_run", meeting)


def test_screen_shows_quorum_chair_items_and_the_form_that_comes_next(
    as_clerk, question, chair, run
):

    page = as_clerk.get(run)

    assertContains(page, "3 present, 2 needed:")
    assertContains(page, "<strong>Pat Primary</strong>, chair")
    assertContains(page, "5. Early help")
    assertContains(page, "Not put yet")
    assertContains(page, "3 may vote")
    opening = reverse("decisions:ballot_open", args=[question.forum.slug, question.pk])
    assertContains(page, f'action="{opening}?next=')


def test_screen_shows_how_many_have_voted_and_never_how(
    as_clerk, clerk, question, primary_head, run
):
    ballot = open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)
    cast_vote(ballot, choice=VoteCast.AGAINST, by=primary_head)

    page = as_clerk.get(run)

    assertContains(page, "1 of 3 have voted")
    assertNotContains(page, "Against")
    assertContains(page, "1 ballot is still open")


def test_screen_shows_counts_and_the_form_of_the_outcome(as_clerk, question, sitting, run):
    sitting.vote(question, VoteCast.FOR, VoteCast.FOR, VoteCast.AGAINST)

    page = as_clerk.get(run)

    assertContains(page, "For 2, against 1, abstained 0")
    assertContains(page, "Record the outcome")
    assertContains(page, 'name="award-0-amount"')


def test_agenda_says_what_is_recorded_and_what_is_unsettled(
    as_clerk, question, sitting, later_meeting, run
):
    sitting.agree_in_principle(question, later_meeting)

    page = as_clerk.get(run)

    assertContains(page, "1 of 1 recorded")
    assertContains(page, "Source not settled", count=2)
    assertContains(page, "£89,604 in principle")


def test_form_of_the_screen_leads_back_to_the_screen(as_clerk, question, run):
    here = f"{run}?item={question.placement.agenda_item_id}"

    answer = as_clerk.post(
        reverse("decisions:ballot_open", args=[question.forum.slug, question.pk])
        + f"?next={here}",
        {"method": "show_of_hands"},
    )

    assert answer["Location"] == here


def test_form_that_is_refused_shows_its_own_page_with_what_was_typed(
    as_clerk, clerk, question, run
):
    ballot = open_ballot(question, Method.SHOW_OF_HANDS, by=clerk, on=MEETING_DAY)

    page = as_clerk.post(
        reverse("decisions:ballot_close", args=[question.forum.slug, ballot.pk]) + f"?next={run}",
        {"votes_for": "9", "votes_against": "0", "abstentions": "0"},
    )

    assertContains(page, 'value="9"', status_code=409)


def test_item_is_taken_in_one_press_and_its_minute_begins(as_clerk, question, run, meeting):
    item = question.placement.agenda_item

    page = as_clerk.post(to("item_take", meeting), {"item": item.pk}, follow=True)

    meeting.refresh_from_db()
    assert meeting.current_item == item
    assert MinuteItem.objects.get().agenda_item == item
    assertContains(page, "Now:</span> <strong>5. Early help</strong>")
    assertContains(page, "What the minutes say about item 5")


def test_business_ends_without_an_item(as_clerk, question, meeting):
    as_clerk.post(to("item_take", meeting), {"item": question.placement.agenda_item_id})

    page = as_clerk.post(to("item_take", meeting), {"item": ""}, follow=True)

    meeting.refresh_from_db()
    assert meeting.current_item is None
    assertContains(page, "the agenda is done")
    assertContains(page, "Close the meeting</button>")


def test_item_of_another_meeting_is_not_taken(as_clerk, question, meeting, later_meeting):
    elsewhere = an_item(later_meeting, "9")

    as_clerk.post(to("item_take", meeting), {"item": elsewhere.pk})

    meeting.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (meeting.current_item, elsewhere.taken) == (None, None)


def test_no_item_is_taken_before_the_meeting_opens(as_clerk, meeting):
    item = an_item(meeting)

    page = as_clerk.post(to("item_take", meeting), {"item": item.pk})

    assertContains(page, "Items are taken while the meeting is open.", status_code=409)


def test_looking_at_another_item_says_which_the_meeting_is_on(as_clerk, question, run, meeting):
    other = an_item(meeting, "6", "Growth fund")
    as_clerk.post(to("item_take", meeting), {"item": question.placement.agenda_item_id})

    page = as_clerk.get(run, {"item": other.pk})

    assertContains(page, "You look at item 6; the meeting is on item 5.")


def test_election_asks_who_stands_on_the_screen(as_clerk, question, run, meeting):
    item = an_item(meeting, "2", "Election of the chair", kind=ItemKind.ELECTION)

    page = as_clerk.get(run, {"item": item.pk, "procedure": "elect_vice_chair"})

    assertContains(page, "Put it to the vote: elect the vice-chair")
    assertContains(page, "Who stands?")


def test_screen_before_the_agenda_is_published_says_why_it_cannot_open(as_clerk, run):

    page = as_clerk.get(run)

    assertContains(page, "Publish the agenda before the meeting.")
    assertNotContains(page, "Open the meeting</button>", html=False)


def test_clerk_opens_the_meeting_and_its_minutes_begin(as_clerk, question, meeting):
    meeting.opened_at = meeting.opened_by = None
    meeting.save()

    page = as_clerk.post(to("meeting_open", meeting), follow=True)

    assertContains(page, "Record who is here first")
    assert MinuteItem.objects.get().agenda_item == question.placement.agenda_item


def test_clerk_closes_the_meeting_once(as_clerk, question, meeting):

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


def test_outcome_can_be_recorded_after_the_meeting(as_clerk, clerk, question, sitting, run):
    sitting.vote(question, VoteCast.FOR, VoteCast.FOR, VoteCast.FOR, letter="A")
    close_meeting(question.placement.meeting, open_ballots=0, by=clerk, on=MEETING_DAY)

    page = as_clerk.get(run)

    assertContains(page, "The meeting is over.")
    assertContains(page, "Record the outcome")
    assertNotContains(page, "Declare an interest")


def test_screen_of_a_decision_outside_a_meeting_has_no_room(as_clerk, forum, members):
    asking = a_meeting(forum, kind=MeetingKind.OUTSIDE)
    an_item(asking)

    page = as_clerk.get(to("meeting_run", asking))

    assertContains(page, "Decided outside a meeting")
    assertContains(page, "2 replies make the quorum")
    assertNotContains(page, "In the chair")
    assertNotContains(page, "Record who is here")


# Who looks on


def test_chair_sees_the_screen_and_can_press_nothing(client, question, chair, run):
    client.force_login(chair)

    page = client.get(run)

    assertContains(page, "3 present, 2 needed:")
    assertContains(page, "Early help")
    assert b"<button" not in page.content.split(b"<main")[1]


def test_chair_finds_the_screen_from_the_agenda(client, question, chair, run, meeting):
    client.force_login(chair)

    assertContains(client.get(meeting.get_absolute_url()), f'href="{run}"')


PAGES = ["meeting_run", "run_state"]
CHANGES = ["meeting_open", "meeting_close", "item_take"]


@pytest.mark.parametrize("name", PAGES + CHANGES)
def test_pages_of_another_forum_do_not_exist(client, stranger, meeting, name):
    client.force_login(stranger)

    assert client.post(to(name, meeting)).status_code == 404


@pytest.mark.parametrize("name", PAGES + CHANGES)
def test_meeting_of_another_forum_does_not_exist_under_this_one(as_clerk, stranger, name):
    there = a_meeting(stranger.role_grants.get().forum)

    url = reverse(f"decisions:{name}", args=["borsetshire", there.pk])
    answer = as_clerk.get(url) if name in PAGES else as_clerk.post(url)
    assert answer.status_code == 404


@pytest.mark.parametrize("name", PAGES + CHANGES)
def test_running_is_for_the_clerk(client, officer, meeting, name):
    client.force_login(officer)

    assert client.post(to(name, meeting)).status_code == 403


@pytest.mark.parametrize("name", CHANGES)
def test_chair_changes_nothing_on_the_screen(client, chair, meeting, name):
    client.force_login(chair)

    assert client.post(to(name, meeting)).status_code == 403


@pytest.mark.parametrize("name", PAGES + CHANGES)
def test_running_asks_who_you_are(client, meeting, name):
    assert client.post(to(name, meeting))["Location"].startswith("/account/sign-in/")


@pytest.mark.parametrize("name", CHANGES)
def test_reading_changes_nothing(as_clerk, meeting, name):

    assert as_clerk.get(to(name, meeting)).status_code == 405


def test_screen_takes_as_many_queries_for_three_items_and_seats_as_for_one(
    as_clerk, clerk, question, run, django_assert_max_num_queries
):
    meeting, forum = question.placement.meeting, question.forum
    open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)
    as_clerk.get(run)
    with django_assert_max_num_queries(QUERIES) as first:
        as_clerk.get(run)

    for number in ("6", "7"):
        is_present(meeting, a_member(forum, Group.EARLY_YEARS))
        item = an_item(meeting, number, f"Item {number}", kind=ItemKind.REPORT)
        paper = a_paper(a_matter(forum, f"Matter {number}"), item)
        recommendation = a_recommendation(paper)
        an_option(recommendation, a_line(forum, f"Line {number}"))
        asked = put(recommendation, meeting, clerk)
        open_ballot(asked, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)

    with django_assert_max_num_queries(len(first)):
        assert as_clerk.get(run).content.decode().count("Ballot open") == 4


def test_screen_takes_as_many_queries_for_three_questions_as_for_one(
    as_clerk, clerk, question, run, django_assert_max_num_queries
):
    item = question.placement.agenda_item
    as_clerk.get(run)
    with django_assert_max_num_queries(QUERIES_WITH_FORMS) as first:
        as_clerk.get(run)

    for label in ("2", "3"):
        recommendation = a_recommendation(a_paper(a_matter(item.forum, label), item), label)
        an_option(recommendation, a_line(item.forum, f"Line {label}"))
        put(recommendation, item.meeting, clerk)

    with django_assert_max_num_queries(len(first)):
        assert as_clerk.get(run).content.decode().count("Not put yet") == 3
