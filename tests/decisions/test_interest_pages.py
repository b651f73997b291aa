"""Interests in the browser: by the member, by the clerk, and in mid-item."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from decisions.choices import Method, VoteCast
from decisions.workflow.casting import cast_vote
from decisions.workflow.voting import open_ballot
from forum.models import Interest
from forum.models.quorum import quorum_of
from tests.factories import MEETING_DAY, a_person, a_substitute, an_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def declare(meeting):
    return reverse("decisions:interest_declare", args=[meeting.forum.slug, meeting.pk])


def end(interest):
    return reverse("decisions:interest_end", args=[interest.forum.slug, interest.pk])


def said(member, reach="meeting", **more):
    return {
        "holder": member.appointments.get().pk,
        "reach": reach,
        "kind": "pecuniary",
        "action": "left",
        "nature": "Paid work for the funded body",
    } | more


def test_clerk_enters_an_interest_in_the_item_and_the_quorum_follows(
    as_clerk, question, primary_head, declare, meeting
):
    item = question.placement.agenda_item

    sent = said(primary_head, item.pk, said_before="Spoke for it.")
    page = as_clerk.post(declare, sent, follow=True)

    interest = Interest.objects.get()
    assert (interest.agenda_item, interest.about, interest.said_before) == (
        item,
        None,
        "Spoke for it.",
    )
    assert quorum_of(meeting, item=item).present == 2
    assertContains(page, "Paid work for the funded body")
    assertContains(page, "2 may vote")


def test_interest_in_one_part_of_the_item_names_it(as_clerk, question, primary_head, declare):
    about = question.placement.recommendation_id

    as_clerk.post(declare, said(primary_head, about))

    interest = Interest.objects.get()
    assert (interest.about, interest.about_label) == (about, "Recommendation 1")
    assert interest.agenda_item == question.placement.agenda_item


def test_interest_in_the_whole_meeting_warns_that_it_keeps_from_every_vote(
    as_clerk, question, primary_head, declare
):

    page = as_clerk.post(declare, said(primary_head), follow=True)

    assertContains(page, "this keeps the member from every vote")
    assert Interest.objects.get().agenda_item is None


def test_interest_after_the_vote_warns_that_the_vote_is_final(
    as_clerk, clerk, question, primary_head, declare
):
    ballot = open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)
    cast_vote(ballot, choice=VoteCast.FOR, by=primary_head)

    sent = said(primary_head, question.placement.agenda_item_id)
    page = as_clerk.post(declare, sent, follow=True)

    assertContains(page, "its register stays as it is")
    assertContains(page, "a vote is final")


def test_member_declares_their_own_and_is_offered_nobody_else(
    client, question, members, declare, meeting
):
    member = members[0]
    client.force_login(member)
    form = client.get(declare)

    answer = client.post(declare, said(member))

    assertNotContains(form, "Sam Secondary")
    assert answer["Location"] == meeting.get_absolute_url()
    assert Interest.objects.get().appointment.person == member


def test_substitute_declares_for_the_seat(client, question, primary_head, declare):
    stands_in = a_person("Stella Standing")
    a_substitute(primary_head.appointments.get().seat, stands_in)
    client.force_login(stands_in)

    client.post(declare, said(primary_head))

    assert Interest.objects.get().appointment.person == primary_head


def test_member_does_not_declare_for_another(client, question, members, declare):
    client.force_login(members[0])

    page = client.post(declare, said(members[1]))

    assertContains(page, "Choose one of the options in the list")
    assert not Interest.objects.exists()


def test_form_that_is_not_filled_in_says_what_to_do(as_clerk, question, members, declare):

    page = as_clerk.post(declare, {"nature": "", "reach": "nowhere"})

    for sentence in (
        "Choose whose interest it is",
        "Choose what kind of interest it is",
        "Choose what the member does about it",
        "Say what the interest is",
    ):
        assertContains(page, sentence)
    assert not Interest.objects.exists()


def test_interest_that_is_too_long_stays_as_typed(as_clerk, question, primary_head, declare):

    page = as_clerk.post(declare, said(primary_head, nature="x" * 301))

    assertContains(page, "must be 300 characters or fewer")
    assertContains(page, "x" * 301)


def test_seat_and_item_are_filled_in_from_the_address(as_clerk, question, primary_head, declare):
    item, seat = question.placement.agenda_item, primary_head.appointments.get()

    page = as_clerk.get(declare, {"seat": seat.pk, "item": item.pk})

    assertContains(page, f'<option value="{seat.pk}" selected>')
    assertContains(page, f'<option value="{item.pk}" selected>')


def test_clerk_ends_an_interest_when_the_member_comes_back(
    as_clerk, question, primary_head, declare, meeting
):
    item = question.placement.agenda_item
    as_clerk.post(declare, said(primary_head, item.pk))

    as_clerk.post(end(Interest.objects.get()))

    assert Interest.objects.get().ended is not None
    assert quorum_of(meeting, item=item).present == 3


def test_member_ends_their_own_and_no_other(client, question, members, declare):
    client.force_login(members[0])
    client.post(declare, said(members[0]))
    client.force_login(members[1])
    refused = client.post(end(Interest.objects.get()))

    client.force_login(members[0])
    client.post(end(Interest.objects.get()))

    assert refused.status_code == 403
    assert Interest.objects.get().ended is not None


def test_interests_of_another_forum_do_not_exist(
    client, as_clerk, stranger, question, primary_head, declare
):
    as_clerk.post(declare, said(primary_head))
    interest = Interest.objects.get()
    client.force_login(stranger)
    own = stranger.role_grants.get().forum.slug

    assert (
        client.post(reverse("decisions:interest_end", args=[own, interest.pk])).status_code == 404
    )
    assert client.post(end(interest)).status_code == 404
    assert client.get(declare).status_code == 404


def test_officer_declares_nothing(client, officer, question, declare):
    client.force_login(officer)

    assert client.post(declare).status_code == 403


def test_declaring_asks_who_you_are(client, meeting, declare):
    assert client.get(declare)["Location"].startswith("/account/sign-in/")


def test_reading_ends_nothing(as_clerk, question, primary_head, declare):
    as_clerk.post(declare, said(primary_head))

    assert as_clerk.get(end(Interest.objects.get())).status_code == 405


def test_form_takes_as_many_queries_for_three_items_as_for_one(
    as_clerk, question, meeting, declare, django_assert_max_num_queries
):
    as_clerk.get(declare)
    with django_assert_max_num_queries(18) as first:
        as_clerk.get(declare)

    for number in ("6", "7"):
        an_item(meeting, number)

    with django_assert_max_num_queries(len(first)):
        as_clerk.get(declare)
