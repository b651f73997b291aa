"""Elections, numbers and ties in the browser: opened, counted, and read by all."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from decisions.choices import BallotStatus, Method, Procedure, VoteCast
from decisions.models import Ballot
from decisions.workflow.casting import cast_vote
from decisions.workflow.voting import open_ballot, open_procedural_ballot
from forum.choices import AuthorityTie, ItemKind
from tests.factories import MEETING_DAY, a_chair, a_constitution, a_member, an_item, is_present

pytestmark = pytest.mark.django_db
ASKED = "Transfer to high needs, per cent"


def to(name, record):
    return reverse(f"decisions:{name}", args=[record.forum.slug, record.pk])


@pytest.fixture
def item(question, meeting):
    return an_item(meeting, "3", "Election of the chair", kind=ItemKind.ELECTION)


@pytest.fixture
def standing(primary_head, secondary_head):
    return [each.appointments.get() for each in (primary_head, secondary_head)]


@pytest.fixture
def elects(item, clerk):
    """Opens an election of the chair."""

    def opened(method, *candidates):
        put = (item, Procedure.ELECT_CHAIR, method)
        return open_procedural_ballot(*put, candidates=candidates, by=clerk, on=MEETING_DAY)

    return opened


@pytest.fixture
def numbers(question, clerk):
    """A show of hands that asks for a number."""
    return open_ballot(
        question, Method.SHOW_OF_HANDS, number_asked=ASKED, by=clerk, on=MEETING_DAY
    )


def test_who_stands_is_chosen_from_the_members_of_the_day(as_clerk, item, standing, meeting):
    officer = a_member(meeting.forum, name="Olive Officer")
    officer.appointments.update(authority_tie=AuthorityTie.OFFICER)

    page = as_clerk.get(to("procedural_ballot_open", item))

    assertContains(page, "Pat Primary, Maintained primary schools headteacher")
    assertContains(page, "Cannot stand")
    assertContains(page, "Olive Officer")
    assertContains(page, "regulation 8(6)")
    assertContains(page, "Secret ballot on paper")


def test_secret_ballot_only_comes_up_in_an_election(as_clerk, item):

    page = as_clerk.get(f"{to('procedural_ballot_open', item)}?procedure=adopt_procedure")

    assertNotContains(page, "Secret ballot")
    assertNotContains(page, "Who stands?")


def test_clerk_opens_an_election_with_its_candidates(as_clerk, item, standing):
    sent = {
        "procedure": "elect_chair",
        "method": "show_of_hands",
        "candidates": [each.pk for each in standing],
    }

    as_clerk.post(to("procedural_ballot_open", item), sent)

    letters = Ballot.objects.get().candidates.values_list("letter", "appointment")
    assert list(letters) == [("A", standing[0].pk), ("B", standing[1].pk)]


def test_election_without_a_candidate_is_refused(as_clerk, item):

    page = as_clerk.post(
        to("procedural_ballot_open", item), {"procedure": "elect_chair", "method": "secret"}
    )

    assertContains(page, "Nobody stands.", status_code=409)
    assertContains(page, "Who stands?", status_code=409)
    assert not Ballot.objects.exists()


def test_devices_are_for_one_candidate(as_clerk, item, standing):
    sent = {"procedure": "elect_chair", "method": "electronic"}
    both = [each.pk for each in standing]

    page = as_clerk.post(to("procedural_ballot_open", item), sent | {"candidates": both})

    assertContains(page, "not between candidates", status_code=409)
    as_clerk.post(to("procedural_ballot_open", item), sent | {"candidates": both[:1]})
    assert Ballot.objects.get().candidates.count() == 1


def test_one_candidate_is_elected_when_the_devices_carry(
    as_clerk, elects, standing, primary_head, secondary_head
):
    ballot = elects(Method.ELECTRONIC, standing[0])
    cast_vote(ballot, choice=VoteCast.FOR, by=primary_head)
    cast_vote(ballot, choice=VoteCast.FOR, by=secondary_head)

    page = as_clerk.post(to("ballot_close", ballot), follow=True)

    assertContains(page, "Elect the chair: Pat Primary. Elected unopposed")
    assertContains(page, "Enter the new office holder")


def test_one_candidate_is_not_elected_when_they_do_not(as_clerk, elects, standing, primary_head):
    ballot = elects(Method.ELECTRONIC, standing[0])
    cast_vote(ballot, choice=VoteCast.AGAINST, by=primary_head)

    page = as_clerk.post(to("ballot_close", ballot), follow=True)

    assertContains(page, "Nobody elected")
    assertNotContains(page, "Enter the new office holder")


def test_hands_for_each_candidate_elect_the_first(as_clerk, elects, standing):
    ballot = elects(Method.SHOW_OF_HANDS, *standing)

    page = as_clerk.post(to("ballot_close", ballot), {"hands_A": "1", "hands_B": "2"}, follow=True)

    assertContains(page, "Elect the chair: Sam Secondary. Elected by 2 votes to 1")
    ballot.refresh_from_db()
    assert ballot.elected == standing[1]


@pytest.mark.parametrize(
    ("typed", "sentence", "status"),
    [
        ({"hands_A": "1", "hands_B": ""}, "enter 0 for none", 200),
        ({"hands_A": "1", "hands_B": "1"}, "A tie elects nobody", 409),
        ({"hands_A": "3", "hands_B": "1"}, "but the register has 3 who may vote", 409),
    ],
)
def test_hands_that_elect_nobody_are_refused_and_kept(
    as_clerk, elects, standing, typed, sentence, status
):
    ballot = elects(Method.SHOW_OF_HANDS, *standing)

    page = as_clerk.post(to("ballot_close", ballot), typed)

    assertContains(page, sentence, status_code=status)
    assertContains(page, f'value="{typed["hands_A"]}"', status_code=status)
    ballot.refresh_from_db()
    assert (ballot.status, ballot.elected) == (BallotStatus.OPEN, None)


def test_secret_ballot_records_the_result_only(as_clerk, elects, standing):
    ballot = elects(Method.SECRET, *standing)
    assertContains(as_clerk.post(to("ballot_close", ballot), {}), "Choose who was elected")

    page = as_clerk.post(to("ballot_close", ballot), {"elected": standing[0].pk}, follow=True)

    assertContains(page, "Pat Primary. Elected by secret ballot; counts not published")
    assertContains(page, "not recorded", count=2)


def test_who_stands_alone_is_elected_without_a_count(as_clerk, elects, standing):
    ballot = elects(Method.SHOW_OF_HANDS, standing[0])

    page = as_clerk.post(to("ballot_close", ballot), follow=True)

    assertContains(page, "Pat Primary. Elected unopposed")


def test_agreed_by_all_needs_no_count(as_clerk, question, clerk):
    ballot = open_ballot(question, Method.UNANIMOUS, by=clerk, on=MEETING_DAY)

    page = as_clerk.post(to("ballot_close", ballot), follow=True)

    assertContains(page, "Carried unanimously: nobody against")


def test_number_is_asked_when_the_ballot_opens(as_clerk, question, primary_head):
    as_clerk.post(
        to("ballot_open", question), {"method": "electronic", "number_asked": f" {ASKED} "}
    )

    ballot = Ballot.objects.get()
    assert ballot.number_asked == ASKED
    as_clerk.force_login(primary_head)
    assertContains(as_clerk.get(to("ballot_vote", ballot)), ASKED)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter the number that you vote for"),
        ("half", "Enter a number, like 0.5"),
        ("0.12345", "at most 4 figures after the point"),
        ("99999999999", "Enter a number, like 0.5"),
    ],
)
def test_number_that_is_none_is_asked_for_and_kept(
    client, question, clerk, primary_head, typed, sentence
):
    ballot = open_ballot(question, Method.ELECTRONIC, number_asked=ASKED, by=clerk, on=MEETING_DAY)
    client.force_login(primary_head)

    page = client.post(
        to("ballot_vote", ballot), {"choice": "for", "option_letter": "none", "number": typed}
    )

    assertContains(page, sentence)
    assertContains(page, f'value="{typed}"' if typed else ASKED)


def test_number_goes_with_a_confirmed_vote(client, question, clerk, primary_head):
    ballot = open_ballot(question, Method.ELECTRONIC, number_asked=ASKED, by=clerk, on=MEETING_DAY)
    client.force_login(primary_head)
    sent = {"choice": "for", "option_letter": "A", "number": "0.5%"}

    assertContains(client.post(to("ballot_vote", ballot), sent), 'name="number" value="0.5%"')
    page = client.post(to("ballot_vote", ballot), sent | {"confirm": "yes"}, follow=True)

    assertContains(page, "You voted <strong>FOR</strong>, option A, 0.5")


def test_hands_are_counted_for_each_number(as_clerk, numbers):
    counts = {"votes_for": "3", "votes_against": "0", "abstentions": "0"}
    rows = {"number_1": "0.5%", "hands_1": "2", "number_2": "0", "hands_2": "1"}

    page = as_clerk.post(to("ballot_close", numbers), counts | rows, follow=True)

    assertContains(page, "Chosen by more than half of those in favour: 0.5")
    assertContains(page, "lowest 0, median 0.5, highest 0.5")


@pytest.mark.parametrize(
    ("rows", "sentence", "status"),
    [
        ({"number_1": "0.5", "hands_1": "1"}, "3 voted for, but 1 are counted", 409),
        ({"number_1": "0.5"}, "Enter how many gave this number", 200),
        ({"hands_1": "3"}, "Enter the number that 3 voted for", 200),
        (
            {"number_1": "1", "hands_1": "1", "number_2": "1.0", "hands_2": "2"},
            "This number has a row already",
            200,
        ),
    ],
)
def test_wrong_rows_of_numbers_are_refused(as_clerk, numbers, rows, sentence, status):
    counts = {"votes_for": "3", "votes_against": "0", "abstentions": "0"}

    page = as_clerk.post(to("ballot_close", numbers), counts | rows)

    assertContains(page, sentence, status_code=status)
    numbers.refresh_from_db()
    assert numbers.is_open


def test_more_rows_keep_what_was_typed(as_clerk, numbers):
    sent = {"more": "yes", "rows": "4", "votes_for": "3", "number_1": "0.5"}

    page = as_clerk.post(to("ballot_close", numbers), sent)

    assertContains(page, 'name="number_8"')
    assertContains(page, 'name="rows" value="8"')
    assertContains(page, 'value="0.5"')
    assertNotContains(page, "There is a problem")


@pytest.fixture
def tied(forum, question, primary_head, sitting):
    a_constitution(forum, chair_casting_vote=True)
    a_chair(forum, primary_head)
    return sitting.vote(question, VoteCast.FOR, VoteCast.AGAINST, letter="A")


def test_tie_leads_the_clerk_to_the_casting_vote(as_clerk, tied):
    assertContains(as_clerk.get(to("ballot_detail", tied)), to("ballot_casting", tied))

    page = as_clerk.post(to("ballot_casting", tied), {"choice": "for"}, follow=True)

    assertContains(page, "Carried on the casting vote of the chair: 1 for, 1 against")
    assertContains(page, "Casting vote of the chair: <strong>for</strong>")


def test_who_presides_gives_the_casting_vote(client, tied, primary_head):
    client.force_login(primary_head)
    assertContains(client.post(to("ballot_casting", tied), {}), "Choose for or against")

    assertRedirects(
        client.post(to("ballot_casting", tied), {"choice": "against"}), to("ballot_detail", tied)
    )


def test_tie_without_the_clause_says_why_it_is_not_carried(as_clerk, question, sitting):
    ballot = sitting.vote(question, VoteCast.FOR, VoteCast.AGAINST, letter="A")

    assertContains(as_clerk.get(to("ballot_detail", ballot)), "gives the chair no casting vote")
    page = as_clerk.post(to("ballot_casting", ballot), {"choice": "for"})

    assertContains(page, "gives the chair no casting vote", status_code=409)


@pytest.mark.parametrize(("who", "status"), [("secondary_head", 403), ("stranger", 404)])
def test_nobody_else_comes_to_the_casting_vote(client, tied, who, status, request):
    client.force_login(request.getfixturevalue(who))

    assert client.get(to("ballot_casting", tied)).status_code == status


def test_void_ballot_stands_beside_the_one_run_again(as_clerk, question, clerk, meeting):
    ballot = open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)
    is_present(meeting, a_member(meeting.forum, name="Late Larry"))

    page = as_clerk.post(
        to("ballot_void", ballot), {"reason": "A member was missing"}, follow=True
    )
    assertContains(page, "This ballot is void: A member was missing")
    assertContains(page, "Run it again")
    again = open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)

    page = as_clerk.get(to("ballot_detail", again))
    assertContains(page, "void: A member was missing")
    assertContains(page, "0 of 4 have voted")
    assertNotContains(as_clerk.get(to("ballot_detail", ballot)), "Run it again")
