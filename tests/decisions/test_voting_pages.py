"""Ballots in the browser: opened with the register in view, voted in, closed, read."""

import re

import pytest
from django.db import transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from decisions.choices import BallotStatus, Method, Procedure, VoteCast
from decisions.models import Ballot, Vote
from decisions.workflow.casting import cast_vote
from decisions.workflow.minuting import begin_minutes, publish_draft
from decisions.workflow.voting import open_ballot
from forum.choices import ItemKind, Presence
from tests.factories import MEETING_DAY, a_member, an_item, is_present

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def to(name, record):
    return reverse(f"decisions:{name}", args=[record.forum.slug, record.pk])


@pytest.fixture
def ballot(question, clerk):
    return open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)


@pytest.fixture
def hands(question, clerk):
    return open_ballot(question, Method.SHOW_OF_HANDS, by=clerk, on=MEETING_DAY)


def test_opening_shows_the_register_with_its_reasons_first(as_clerk, question):

    page = as_clerk.get(to("ballot_open", question))

    assertContains(page, "3 of 3</strong> on the register may vote")
    assertContains(page, "Pat Primary")
    assertContains(page, "reg 8(9)")
    assert not Ballot.objects.exists()


def test_clerk_opens_a_ballot(as_clerk, question):

    page = as_clerk.post(to("ballot_open", question), {"method": "electronic"}, follow=True)

    assert Ballot.objects.get().is_open
    assertContains(page, "0 of 3 have voted")


def test_opening_in_an_inquorate_forum_warns(as_clerk, question, meeting, members):
    for member in members[1:]:
        is_present(meeting, member, Presence.APOLOGIES)

    page = as_clerk.get(to("ballot_open", question))

    assertContains(page, "The forum is not quorate: 1 present, 2 needed.")


def test_opening_what_is_refused_shows_every_reason(as_clerk, question, ballot):

    page = as_clerk.post(to("ballot_open", question), {"method": "electronic"})

    assertContains(page, "A ballot on it stands already.", status_code=409)
    assert Ballot.objects.count() == 1


def test_after_the_meeting_devices_are_refused_and_hands_are_not(
    as_clerk, question, meeting, sitting
):
    sitting.end(meeting)

    page = as_clerk.post(to("ballot_open", question), {"method": "electronic"})

    assertContains(page, "only while the meeting is open", status_code=409)
    assertRedirects(
        as_clerk.post(to("ballot_open", question), {"method": "show_of_hands"}),
        to("ballot_detail", Ballot.objects.get()),
    )


def test_clerk_puts_procedure_to_all_members(as_clerk, question, meeting):
    item = an_item(meeting, "3", "Minutes", kind=ItemKind.MINUTES)
    assertContains(as_clerk.get(to("procedural_ballot_open", item)), 'value="agree_minutes"')

    as_clerk.post(
        to("procedural_ballot_open", item),
        {"procedure": "agree_minutes", "method": "not_counted"},
    )

    assert Ballot.objects.get().procedure == Procedure.AGREE_MINUTES


def test_member_reads_what_is_asked_and_why_they_may_vote(client, primary_head, ballot):
    client.force_login(primary_head)

    page = client.get(to("ballot_vote", ballot))

    assertContains(page, "Agree to fund four posts.")
    assertContains(page, ballot.register.first().reason)
    assertContains(page, "B: High needs, Top-up funding, £89,604")


def test_vote_needs_a_choice_and_an_option(client, primary_head, ballot):
    client.force_login(primary_head)

    assertContains(client.post(to("ballot_vote", ballot), {}), "Choose for, against or abstain")
    assertContains(
        client.post(to("ballot_vote", ballot), {"choice": "for"}),
        "Choose the funding option you prefer, or none",
    )
    assert not Vote.objects.exists()


def test_vote_is_confirmed_before_it_counts(client, primary_head, ballot):
    client.force_login(primary_head)
    chosen = {"choice": "for", "option_letter": "B"}

    page = client.post(to("ballot_vote", ballot), chosen)

    assertContains(page, "You are voting <strong>FOR</strong>")
    assertContains(page, "A vote is final")
    assert not Vote.objects.exists()
    changed = client.post(to("ballot_vote", ballot), chosen | {"change": "yes"})
    assertContains(changed, 'value="for" checked')


def test_confirmed_vote_is_recorded_and_shown_to_its_voter(client, primary_head, ballot):
    client.force_login(primary_head)
    sent = {"choice": "for", "option_letter": "B", "confirm": "yes"}

    page = client.post(to("ballot_vote", ballot), sent, follow=True)

    assertContains(page, "Your vote is recorded")
    assertContains(page, "You voted <strong>FOR</strong>, option B")
    assert Vote.objects.get().option_letter == "B"


def test_option_under_a_vote_against_does_not_count(client, primary_head, ballot):
    client.force_login(primary_head)

    client.post(
        to("ballot_vote", ballot), {"choice": "against", "option_letter": "B", "confirm": "yes"}
    )

    assert Vote.objects.get().option_letter == ""


def test_second_vote_says_that_it_is_cast_already(client, primary_head, ballot):
    cast_vote(ballot, choice=VoteCast.ABSTAIN, by=primary_head)
    client.force_login(primary_head)

    page = client.post(to("ballot_vote", ballot), {"choice": "for", "confirm": "yes"})

    assertContains(page, "Your vote is already cast", status_code=409)
    assertContains(page, "ABSTAIN", status_code=409)
    assert Vote.objects.get().choice == VoteCast.ABSTAIN


def test_member_is_shown_the_next_ballot_that_waits(client, primary_head, ballot, question, clerk):
    item = an_item(question.placement.meeting, "3", "Minutes", kind=ItemKind.MINUTES)
    client.force_login(clerk)
    client.post(
        to("procedural_ballot_open", item), {"procedure": "agree_minutes", "method": "electronic"}
    )
    cast_vote(ballot, choice=VoteCast.FOR, by=primary_head)
    client.force_login(primary_head)

    assertContains(client.get(to("ballot_vote", ballot)), "Agree the minutes")


def test_absent_member_is_refused_with_the_reason_of_the_register(
    client, secondary_head, question, meeting, clerk
):
    is_present(meeting, secondary_head, Presence.ABSENT)
    ballot = open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)
    client.force_login(secondary_head)

    page = client.post(to("ballot_vote", ballot), {"choice": "for", "confirm": "yes"})

    assertContains(page, "Not present", status_code=409)
    assert not Vote.objects.exists()


def test_member_who_joined_later_is_on_no_register(client, ballot, forum):
    client.force_login(a_member(forum, name="Nell Newcomer"))

    page = client.post(to("ballot_vote", ballot), {"choice": "for", "confirm": "yes"})

    assertContains(page, "The register was fixed when the ballot opened", status_code=403)


def test_closed_ballot_takes_no_vote(client, primary_head, ballot, clerk):
    client.force_login(clerk)
    client.post(to("ballot_close", ballot))
    client.force_login(primary_head)

    page = client.post(to("ballot_vote", ballot), {"choice": "for", "confirm": "yes"})

    assertContains(page, "The ballot is not open.", status_code=409)


def test_hands_are_not_voted_on_devices(client, primary_head, hands):
    client.force_login(primary_head)

    assertContains(
        client.get(to("ballot_vote", hands)), "The clerk counts the hands", status_code=409
    )


@pytest.mark.parametrize("reader", ["clerk", "primary_head", "secondary_head", "auditor"])
def test_open_ballot_reads_the_same_whatever_the_choices(client, ballot, members, reader, request):
    client.force_login(request.getfixturevalue(reader))
    pages = set()

    for choice in VoteCast:
        with transaction.atomic():
            for member in members[:2]:
                cast_vote(ballot, choice=choice, by=member)
            page = client.get(to("ballot_detail", ballot)).content.decode()
            pages.add(TOKEN.sub("", page))
            transaction.set_rollback(True)

    assert len(pages) == 1
    assert ("2 of 3 have voted" in pages.pop()) == (reader == "clerk")


def test_closed_ballot_names_every_vote_to_those_inside(client, auditor, question, sitting):
    ballot = sitting.vote(question, VoteCast.FOR, VoteCast.AGAINST, letter="B")
    client.force_login(auditor)

    page = client.get(to("ballot_detail", ballot))

    assertContains(page, "Not carried on a tie: 1 for, 1 against, 0 abstained")
    assertContains(page, "<strong>For, option B</strong>")
    assertContains(page, "<strong>Did not vote</strong>")


def test_public_reads_counts_and_register_once_the_minutes_are_published(
    client, question, meeting, sitting, clerk
):
    ballot = sitting.carry(question).ballot
    sitting.end(meeting)
    assert client.get(to("ballot_detail", ballot)).status_code == 404
    publish_draft(begin_minutes(meeting, by=clerk, on=MEETING_DAY), by=clerk, on=MEETING_DAY)

    page = client.get(to("ballot_detail", ballot))

    assertContains(page, "Carried: 3 for, 0 against, 0 abstained")
    assertContains(page, "Pat Primary")
    assertNotContains(page, "For, option A")


def test_clerk_enters_the_hands(as_clerk, hands):

    as_clerk.post(
        to("ballot_close", hands),
        {"votes_for": "2", "votes_against": "0", "abstentions": "1", "option_A": "2"},
    )

    hands.refresh_from_db()
    assert (hands.status, hands.counts) == (BallotStatus.CLOSED, "For 2, against 0, abstained 1")


@pytest.mark.parametrize(
    ("typed", "sentence", "status"),
    [
        ({"votes_for": ""}, "Enter how many voted for; enter 0 for none", 200),
        ({"votes_for": "two"}, "Enter a whole number", 200),
        ({"votes_for": "-1"}, "For must be 0 or more", 200),
        ({"votes_for": "9"}, "but the register has 3 who may vote", 409),
        ({"option_B": "3"}, "3 preferred an option, but only 2 voted for", 409),
    ],
)
def test_wrong_counts_are_refused_and_kept(as_clerk, hands, typed, sentence, status):
    sent = {"votes_for": "2", "votes_against": "0", "abstentions": "0"} | typed

    page = as_clerk.post(to("ballot_close", hands), sent)

    assertContains(page, sentence, status_code=status)
    assertContains(page, 'value="0"', status_code=status)
    hands.refresh_from_db()
    assert hands.is_open


def test_chair_declares_where_nobody_counted(as_clerk, clerk, question):
    ballot = open_ballot(question, Method.NOT_COUNTED, by=clerk, on=MEETING_DAY)

    assertContains(as_clerk.post(to("ballot_close", ballot), {}), "Choose what the chair declared")
    as_clerk.post(to("ballot_close", ballot), {"declared": "carried"})

    ballot.refresh_from_db()
    assert ballot.counts == "Counts not taken; declared carried"


def test_ballot_is_made_void_with_a_reason(as_clerk, ballot):

    assertContains(as_clerk.post(to("ballot_void", ballot), {}), "Say why the ballot is void")
    as_clerk.post(to("ballot_void", ballot), {"reason": "A seat was missing"})

    ballot.refresh_from_db()
    assert (ballot.status, ballot.void_reason) == (BallotStatus.VOID, "A seat was missing")


def test_ballot_that_an_outcome_rests_on_stands(as_clerk, question, sitting):
    ballot = sitting.carry(question).ballot

    page = as_clerk.post(to("ballot_void", ballot), {"reason": "A slip"})

    assertContains(page, "An outcome rests on this ballot", status_code=409)
    ballot.refresh_from_db()
    assert ballot.status == BallotStatus.CLOSED


CLERKS = ["ballot_close", "ballot_void"]


@pytest.mark.parametrize("name", [*CLERKS, "ballot_vote", "ballot_detail"])
def test_ballot_of_another_forum_does_not_exist(client, stranger, ballot, name):
    client.force_login(stranger)

    assert client.get(to(name, ballot)).status_code == 404


@pytest.mark.parametrize("name", CLERKS)
def test_only_the_clerk_ends_a_ballot(client, primary_head, ballot, name):
    client.force_login(primary_head)

    assert client.post(to(name, ballot)).status_code == 403


def test_only_the_clerk_opens_a_ballot(client, officer, stranger, question):
    client.force_login(officer)
    assert client.get(to("ballot_open", question)).status_code == 403

    client.force_login(stranger)
    assert client.get(to("ballot_open", question)).status_code == 404


def test_voting_asks_who_you_are(client, ballot):
    assert client.get(to("ballot_vote", ballot))["Location"].startswith("/account/sign-in/")


def test_voting_takes_few_queries(client, primary_head, ballot, django_assert_max_num_queries):
    client.force_login(primary_head)
    sent = {"choice": "for", "option_letter": "B", "confirm": "yes"}

    with django_assert_max_num_queries(8):
        client.get(to("ballot_vote", ballot))
    with django_assert_max_num_queries(15):  # two of them locks, on PostgreSQL
        client.post(to("ballot_vote", ballot), sent)


@pytest.mark.parametrize("more", [0, 5])
def test_ballot_page_takes_as_many_queries_whatever_the_register(
    as_clerk, question, sitting, more, django_assert_num_queries
):
    for _ in range(more):
        is_present(question.placement.meeting, a_member(question.forum))
    ballot = sitting.vote(question, VoteCast.FOR, letter="A")

    with django_assert_num_queries(8):
        as_clerk.get(to("ballot_detail", ballot))
