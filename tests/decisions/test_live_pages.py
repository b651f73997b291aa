"""A member's screen: what the meeting is on, their vote, their reason, what is decided."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from decisions.choices import Method, Procedure, VoteCast
from decisions.workflow.casting import cast_vote
from decisions.workflow.voting import close_ballot, open_ballot, open_procedural_ballot
from forum.choices import ItemKind, Presence, SubstituteKind
from forum.models import Substitution
from forum.workflow.attendance import take_item
from tests.decisions.conftest import put
from tests.factories import (
    MEETING_DAY,
    a_forum,
    a_meeting,
    a_person,
    a_recommendation,
    an_item,
    an_option,
    is_present,
)

pytestmark = pytest.mark.django_db


def to(name, meeting):
    return reverse(f"decisions:{name}", args=[meeting.forum.slug, meeting.pk])


@pytest.fixture
def on_it(question, meeting, clerk):
    """The meeting is on the item that the question stands under."""
    return take_item(question.placement.agenda_item, meeting, by=clerk, on=MEETING_DAY)


@pytest.fixture
def ballot(on_it, question, clerk):
    return open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)


@pytest.fixture
def as_member(client, primary_head):
    client.force_login(primary_head)
    return client


def test_member_reads_what_the_meeting_is_on_and_why_they_may_vote(as_member, on_it):

    page = as_member.get(to("meeting_live", on_it))

    assertContains(page, "3 present, 2 needed")
    assertContains(page, "Now: item 5. Early help")
    assertContains(page, "Read the paper: Schools and early help")
    assertContains(page, "You may vote</strong> from Maintained primary schools headteacher")
    assertContains(page, "reg 8(9)")
    assertNotContains(page, "Vote now")


def test_open_ballot_is_one_step_away(as_member, ballot):

    page = as_member.get(to("meeting_live", ballot.meeting))

    assertContains(page, reverse("decisions:ballot_vote", args=[ballot.forum.slug, ballot.pk]))
    assertContains(page, "1 ballot waits for your vote")


def test_ballot_under_another_item_waits_above(as_member, ballot, meeting, clerk):
    minutes = an_item(meeting, "3", "Minutes", kind=ItemKind.MINUTES)
    put = (minutes, Procedure.AGREE_MINUTES, Method.ELECTRONIC)
    open_procedural_ballot(*put, by=clerk, on=MEETING_DAY)

    page = as_member.get(to("meeting_live", meeting))

    assertContains(page, "Waiting for your vote")
    assertContains(page, "Item 3. Agree the minutes")
    assertContains(page, "2 ballots wait for your vote")


def test_own_vote_is_shown_and_nobody_elses(as_member, ballot, members):
    cast_vote(ballot, choice=VoteCast.FOR, option_letter="B", by=members[0])
    cast_vote(ballot, choice=VoteCast.AGAINST, by=members[1])

    page = as_member.get(to("meeting_live", ballot.meeting))

    assertContains(page, "You voted <strong>FOR</strong>, option B")
    assertNotContains(page, "gainst")
    assertNotContains(page, "have voted")


def test_closed_ballot_is_among_what_is_decided(as_member, ballot, members, clerk):
    cast_vote(ballot, choice=VoteCast.FOR, by=members[0])
    close_ballot(ballot, by=clerk, on=MEETING_DAY)

    page = as_member.get(to("meeting_live", ballot.meeting))

    assertContains(page, "Vote closed. For 1, against 0, abstained 0")
    assertNotContains(page, "Vote now")


def test_outcome_is_among_what_is_decided(as_member, question, meeting, sitting):
    sitting.carry(question)

    assertContains(as_member.get(to("meeting_live", meeting)), "Carried. For 3, against 0")


def test_absent_member_reads_why_they_may_not(client, on_it, secondary_head):
    is_present(on_it, secondary_head, Presence.ABSENT)
    client.force_login(secondary_head)

    page = client.get(to("meeting_live", on_it))

    assertContains(page, "You may not vote")
    assertContains(page, "Not present: a member or substitute votes at the meeting")


def test_member_off_a_frozen_register_is_told_so(client, ballot, secondary_head):
    ballot.meeting.attendances.get(appointment__person=secondary_head)
    late = substitute(ballot.meeting, secondary_head)
    client.force_login(late)

    page = client.get(to("meeting_live", ballot.meeting))

    assertContains(page, "You are not on the register of this ballot")


def test_substitute_of_a_present_member_reads_who_votes(client, on_it, primary_head):
    client.force_login(substitute(on_it, primary_head))

    page = client.get(to("meeting_live", on_it))

    assertContains(page, "as the substitute for Pat Primary")
    assertContains(page, "Pat Primary votes from this seat, so you do not.")


def test_procedure_says_who_votes_before_its_ballot(as_member, on_it, clerk):
    minutes = an_item(on_it, "3", "Minutes", kind=ItemKind.MINUTES)
    take_item(minutes, on_it, by=clerk, on=MEETING_DAY)

    page = as_member.get(to("meeting_live", on_it))

    assertContains(page, "Agree the minutes")
    assertContains(page, "All members vote on procedure")


def test_clerk_follows_without_a_vote(as_clerk, on_it):
    assertContains(as_clerk.get(to("meeting_live", on_it)), "You hold no seat at this meeting")


def test_fragment_is_not_sent_again_until_something_happens(as_member, ballot, members, clerk):
    address = to("live_state", ballot.meeting)
    tag = as_member.get(address)["ETag"]

    def again():
        return as_member.get(address, headers={"If-None-Match": tag}).status_code

    assert again() == 304
    cast_vote(ballot, choice=VoteCast.FOR, by=members[1])
    assert again() == 304
    cast_vote(ballot, choice=VoteCast.FOR, by=members[0])
    assert again() == 200
    tag = as_member.get(address)["ETag"]
    close_ballot(ballot, by=clerk, on=MEETING_DAY)
    assert again() == 200


def test_page_carries_the_tag_of_what_it_shows(as_member, on_it):
    page = as_member.get(to("meeting_live", on_it))

    fragment = as_member.get(to("live_state", on_it))

    assertContains(page, f'data-tag="{fragment["ETag"].replace(chr(34), "&quot;")}"')
    assert "private" in fragment["Cache-Control"]


def test_tag_of_one_member_is_none_of_anothers(client, members, on_it):
    client.force_login(members[0])
    tag = client.get(to("live_state", on_it))["ETag"]
    client.force_login(members[1])

    answer = client.get(to("live_state", on_it), headers={"If-None-Match": tag})

    assert answer.status_code == 200


def test_unchanged_fragment_takes_three_queries(as_member, ballot, django_assert_num_queries):
    address = to("live_state", ballot.meeting)
    tag = as_member.get(address)["ETag"]

    with django_assert_num_queries(3):
        as_member.get(address, headers={"If-None-Match": tag})


@pytest.fixture
def three_put(paper, recommendation, members, meeting, clerk):
    """The meeting is on an item under which three questions are put."""
    for number in (2, 3):
        an_option(a_recommendation(paper, str(number)))
    question = put(recommendation, meeting, clerk)
    return take_item(question.placement.agenda_item, meeting, by=clerk, on=MEETING_DAY)


@pytest.mark.parametrize("state", ["on_it", "three_put"])
def test_screen_takes_as_many_queries_whatever_is_put(
    as_member, state, request, django_assert_num_queries
):
    meeting = request.getfixturevalue(state)

    with django_assert_num_queries(25):
        as_member.get(to("live_state", meeting))


def test_what_all_see_is_read_once_for_all(client, ballot, members, django_assert_num_queries):
    for member, queries in zip(members, (25, 6, 6), strict=True):
        client.force_login(member)
        with django_assert_num_queries(queries):
            client.get(to("live_state", ballot.meeting))


@pytest.mark.parametrize("name", ["meeting_live", "live_state"])
def test_screen_is_for_those_of_the_forum(client, stranger, on_it, name):
    assert client.get(to(name, on_it))["Location"].startswith("/account/sign-in/")
    client.force_login(stranger)
    assert client.get(to(name, on_it)).status_code == 404
    assert client.post(to(name, on_it)).status_code == 405


def test_meeting_of_another_forum_does_not_exist_here(as_member, forum):
    elsewhere = a_meeting(a_forum("felpersham"))

    address = reverse("decisions:meeting_live", args=[forum.slug, elsewhere.pk])

    assert as_member.get(address).status_code == 404


def substitute(meeting, member):
    """Somebody who may sit for the member."""
    holder = member.appointments.get()
    person = a_person("Sue Substitute", "Deputy head")
    Substitution.objects.create(
        forum=meeting.forum,
        seat=holder.seat,
        person=person,
        kind=SubstituteKind.PERMANENT,
        from_on=holder.from_on,
    )
    return person
