"""Outturns and moves of balances on their pages."""

from decimal import Decimal

import pytest

from papers.choices import MoveKind
from papers.models import BalanceMove, LocalService, Outturn
from papers.workflow.balances import ask_move, enter_outturn
from tests.asking import address
from tests.papers.test_balances_workflow import (
    LAST,
    ON,
    PRIMARY,
    _table,
    a_move,
    a_pot,
    an_outturn,
)
from tests.papers.test_balances_workflow import asking as asking
from tests.papers.test_balances_workflow import pots as pots

pytestmark = pytest.mark.django_db
OUTTURN = {"group": "maintained_primary", "financial_year": "2022-23", "direction": "under"}


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer)
    return client


def words(answer):
    return " ".join(answer.content.decode().split())


def service(pots, name="Insurance"):
    return str(pots[name].service.pk)


@pytest.mark.parametrize(
    ("typed", "balance"),
    [
        ({"budget": "363,000", "spent": "280,000"}, 83000),
        ({"budget": "363,000", "spent": "400,000", "difference": "37,000"}, -37000),
        ({"difference": "83,000"}, 83000),
        ({"difference": "135,000", "direction": "over"}, -135000),
    ],
)
def test_officer_enters_an_outturn(as_officer, forum, pots, typed, balance):
    place = address("papers:outturn_list", forum)

    answer = as_officer.post(place, OUTTURN | typed | {"service": service(pots)})

    assert answer["Location"] == place
    assert Outturn.objects.get().balance == balance
    assert "Insurance" in words(as_officer.get(place))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Enter budget and spending, or the difference"),
        ({"budget": "5", "spent": "3", "difference": "1"}, "This is not the budget less"),
        ({"difference": "5", "financial_year": "2022"}, "Enter the financial year as two years"),
        ({"difference": "5", "service": ""}, "Select the service"),
    ],
)
def test_an_outturn_that_cannot_be_says_why(as_officer, forum, pots, typed, sentence):
    sent = OUTTURN | {"service": service(pots)} | typed

    assert sentence in words(as_officer.post(address("papers:outturn_list", forum), sent))
    assert not Outturn.objects.exists()


def test_an_outturn_is_entered_once(as_officer, forum, pots, officer):
    enter_outturn(an_outturn(pots["Insurance"], 83000), by=officer, on=ON)

    answer = as_officer.post(
        address("papers:outturn_list", forum),
        OUTTURN | {"service": service(pots), "difference": "5"},
    )

    assert "The outturn of this service and year is entered" in words(answer)
    assert Outturn.objects.get().balance == 83000


def test_officer_asks_for_a_move_and_takes_it_out(as_officer, asking, pots, officer):
    enter_outturn(an_outturn(pots["Insurance"], 80000), by=officer, on=ON)
    place = address("papers:balance_moves", asking.forum, asking)
    sent = {
        "kind": "netting",
        "amount": "83,000",
        "from_line": pots["Insurance"].pk,
        "from_group": "maintained_primary",
        "from_year": LAST,
        "to_line": pots["Maternity"].pk,
        "to_year": LAST,
    }

    answer = as_officer.post(place, sent)
    shown = words(as_officer.get(place))
    move = BalanceMove.objects.get()
    as_officer.post(address("papers:balance_move_remove", asking.forum, move))

    assert answer["Location"] == place
    assert (move.amount, move.to_group) == (Decimal(83000), PRIMARY)
    assert "which has £80,000 left" in shown
    assert not BalanceMove.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"kind": ""}, "Say where the money goes"),
        ({"kind": "netting", "to_line": ""}, "Choose the line that it goes to"),
        ({"kind": "return"}, "Money that is returned goes to no line"),
        ({"amount": "0"}, "Enter an amount above £0"),
        ({"to_year": "2021-22"}, "cannot go into an earlier year"),
    ],
)
def test_a_move_that_cannot_be_says_why(as_officer, asking, pots, typed, sentence):
    sent = {
        "kind": "netting",
        "amount": "5",
        "from_line": pots["Insurance"].pk,
        "from_group": "maintained_primary",
        "from_year": LAST,
        "to_line": pots["Maternity"].pk,
        "to_year": LAST,
    } | typed

    answer = as_officer.post(address("papers:balance_moves", asking.forum, asking), sent)

    assert sentence in words(answer)
    assert not BalanceMove.objects.exists()


def test_the_paper_says_what_is_moved(as_officer, asking, pots, officer):
    ask_move(a_move(asking, pots), by=officer, on=ON)

    page = words(as_officer.get(asking.paper.get_absolute_url()))

    assert "Set against an overspend: £83,000 from Insurance 2022-23 to Maternity 2022-23" in page


def test_a_tabled_recommendation_shows_its_moves_and_no_form(as_officer, asking, pots, officer):
    ask_move(a_move(asking, pots, kind=MoveKind.RETURN, to_line=None), by=officer, on=ON)
    _table(asking.placements.get(), officer)

    page = words(as_officer.get(address("papers:balance_moves", asking.forum, asking)))

    assert "Returned to schools: £83,000 from Insurance 2022-23 to the schools" in page
    assert "Ask for a move" not in page


def test_strangers_and_auditors_are_turned_away(client, asking, pots, stranger, auditor, officer):
    move = ask_move(a_move(asking, pots), by=officer, on=ON)
    places = [
        address("papers:outturn_list", asking.forum),
        address("papers:balance_moves", asking.forum, asking),
    ]
    remove = address("papers:balance_move_remove", asking.forum, move)

    for person, status in ((stranger, 404), (auditor, 403)):
        client.force_login(person)
        assert [client.get(place).status_code for place in places] == [status] * 2
        assert client.post(remove).status_code == status
    client.force_login(officer)
    assert client.get(remove).status_code == 405
    assert BalanceMove.objects.exists()


@pytest.mark.parametrize("many", [1, 3])
def test_pages_ask_as_often_for_three_rows_as_for_one(
    as_officer, asking, pots, officer, many, django_assert_max_num_queries
):
    for number in range(many):
        line = a_pot(asking.forum, f"Line {number}")
        enter_outturn(an_outturn(line, 5), by=officer, on=ON)
        ask_move(a_move(asking, pots, amount=Decimal(5), from_line=line), by=officer, on=ON)

    with django_assert_max_num_queries(8):
        as_officer.get(address("papers:outturn_list", asking.forum))
    with django_assert_max_num_queries(14):
        as_officer.get(address("papers:balance_moves", asking.forum, asking))
    assert LocalService.objects.count() == many + 2
