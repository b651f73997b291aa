"""The screen as it renews itself: only what changed, and nothing where nothing did."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from decisions.choices import Method, VoteCast
from decisions.workflow.casting import cast_vote
from decisions.workflow.typing import save_typed
from decisions.workflow.voting import open_ballot
from forum.choices import Group
from forum.workflow.attendance import leave
from tests.factories import MEETING_DAY, a_member, at_time, is_present

pytestmark = pytest.mark.django_db

QUERIES_UNCHANGED = 8
QUERIES = 23


@pytest.fixture
def state(meeting):
    return reverse("decisions:run_state", args=[meeting.forum.slug, meeting.pk])


def test_fragment_holds_the_parts_of_the_screen_and_no_form(as_clerk, question, state):

    page = as_clerk.get(state)

    for part in ("quorum", "now", "agenda", "room"):
        assertContains(page, f'data-part="{part}"')
    assertContains(page, "3 present, 2 needed:")
    assertNotContains(page, "csrfmiddlewaretoken")
    assertNotContains(page, "<html")


def test_nothing_comes_where_nothing_changed(as_clerk, question, state):
    tag = as_clerk.get(state)["ETag"]

    page = as_clerk.get(state, headers={"If-None-Match": tag})

    assert (page.status_code, page.content) == (304, b"")


def test_who_leaves_shows(as_clerk, clerk, question, primary_head, meeting, state):
    tag = as_clerk.get(state)["ETag"]
    leave(
        meeting,
        primary_head.appointments.get(),
        at=at_time(meeting, 10),
        by=clerk,
        on=MEETING_DAY,
    )

    page = as_clerk.get(state, headers={"If-None-Match": tag})

    assertContains(page, "2 present, 2 needed:")


def test_vote_shows_as_turnout_and_never_how(as_clerk, clerk, question, primary_head, state):
    ballot = open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)
    tag = as_clerk.get(state)["ETag"]
    cast_vote(ballot, choice=VoteCast.AGAINST, by=primary_head)

    page = as_clerk.get(state, headers={"If-None-Match": tag})

    assertContains(page, "1 of 3 have voted")
    assertNotContains(page, "Against")


def test_what_is_typed_elsewhere_renews_the_screen(as_clerk, clerk, question, state):
    tag = as_clerk.get(state)["ETag"]
    save_typed(question.forum, question.pk, "outcome", {"comments": ["Long"]}, by=clerk)

    assert as_clerk.get(state, headers={"If-None-Match": tag}).status_code == 200


def test_screen_that_is_behind_knows_it_by_the_state_of_the_work(as_clerk, clerk, question, state):
    before = as_clerk.get(state).content.decode().split('data-work="')[1][:8]
    open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)

    assert as_clerk.get(state).content.decode().split('data-work="')[1][:8] != before


def test_address_that_nobody_made_is_answered(as_clerk, question, state):
    page = as_clerk.get(state, {"item": 'no "item"\nat all', "question": "\0"})

    assertContains(page, 'data-part="room"')


def test_chair_and_clerk_do_not_share_a_fragment(as_clerk, client, question, chair, state):
    tag = as_clerk.get(state)["ETag"]
    client.force_login(chair)

    page = client.get(state, headers={"If-None-Match": tag})

    assert page.status_code == 200
    assertNotContains(page, "<button")


def test_fragment_takes_as_many_queries_for_three_seats_as_for_one(
    as_clerk, question, meeting, state, django_assert_max_num_queries
):
    as_clerk.get(state)
    with django_assert_max_num_queries(QUERIES) as first:
        tag = as_clerk.get(state)["ETag"]
    with django_assert_max_num_queries(QUERIES_UNCHANGED):
        as_clerk.get(state, headers={"If-None-Match": tag})

    for _ in range(2):
        is_present(meeting, a_member(meeting.forum, Group.EARLY_YEARS))

    with django_assert_max_num_queries(len(first)):
        assertContains(as_clerk.get(state), "5 present")
