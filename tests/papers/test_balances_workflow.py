"""Outturns, and asking where what is left of them goes."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from forum.choices import Group
from forum.models import AuditEntry
from forum.rules.ruling import Refused
from papers.choices import Block, LineKind, MoveKind, PaperEvent
from papers.models import (
    Allocation,
    BalanceMove,
    BudgetLine,
    LocalService,
    Outturn,
    Question,
)
from papers.models.balances import balances, doubts_of
from papers.workflow.balances import ask_move, enter_outturn, remove_move, write_down_moves
from papers.workflow.recommending import remove_recommendation
from tests.factories import a_line, a_recommendation, an_option
from tests.guarded import table

pytestmark = pytest.mark.django_db
ON = date(2023, 9, 7)
PRIMARY = Group.MAINTAINED_PRIMARY
LAST = "2022-23"


@pytest.fixture
def pots(forum):
    """Insurance and maternity cover, each with its line."""
    return {name: a_pot(forum, name) for name in ("Insurance", "Maternity")}


@pytest.fixture
def asking(paper):
    return a_recommendation(paper, decision_type="DEDEL_CARRY_FORWARD", groups=[PRIMARY])


def a_pot(forum, name):
    line = a_line(forum, name, block=Block.SCHOOLS, kind=LineKind.LINE)
    return LocalService.objects.create(
        forum=forum, name=name, code="INSURANCE", budget_line=line
    ).budget_line


def an_outturn(line, balance, **more):
    return Outturn(
        forum=line.forum,
        service=line.service,
        group=PRIMARY,
        financial_year=LAST,
        balance=Decimal(balance),
        **more,
    )


def a_move(asking, pots, **more):
    values = {
        "kind": MoveKind.NETTING,
        "amount": Decimal(83000),
        "from_line": pots["Insurance"],
        "from_group": PRIMARY,
        "from_year": LAST,
        "to_line": pots["Maternity"],
        "to_group": PRIMARY,
        "to_year": LAST,
    }
    return BalanceMove(forum=asking.forum, recommendation=asking, **(values | more))


def test_an_outturn_says_under_or_over(pots, officer):
    enter_outturn(an_outturn(pots["Maternity"], -135000), by=officer, on=ON)

    (sentence,) = AuditEntry.objects.filter(event=PaperEvent.OUTTURN_ENTERED).values_list(
        "sentence", flat=True
    )
    assert sentence == ("Outturn of Maternity, maintained primary schools, 2022-23: £135,000 over")


def test_an_outturn_opens_the_line_of_a_service_that_has_none(forum, officer):
    service = LocalService.objects.create(forum=forum, name="EAL", code="MINORITY_ETHNIC")
    outturn = Outturn(
        forum=forum, service=service, group=PRIMARY, financial_year=LAST, balance=Decimal(5)
    )

    enter_outturn(outturn, by=officer, on=ON)

    assert BudgetLine.objects.get().service == service


def test_a_wrong_seat_enters_no_outturn(pots, auditor):
    with pytest.raises(PermissionDenied):
        enter_outturn(an_outturn(pots["Insurance"], 83000), by=auditor, on=ON)

    assert not Outturn.objects.exists()


def test_a_balance_that_is_not_the_difference_is_refused_by_the_database(pots):
    wrong = an_outturn(pots["Insurance"], 5, budget=Decimal(100), spent=Decimal(90))

    with pytest.raises(IntegrityError), transaction.atomic():
        wrong.save()
    wrong.balance = Decimal(10)
    wrong.save()


def test_a_move_is_asked_for_and_takes_no_effect_yet(asking, pots, officer):
    enter_outturn(an_outturn(pots["Insurance"], 83000), by=officer, on=ON)

    move = ask_move(a_move(asking, pots), by=officer, on=ON)

    assert not move.is_decided
    assert [each.stands for each in balances(asking.forum)] == [83000]
    assert doubts_of(asking)[0][1].warnings == ()
    entry = AuditEntry.objects.get(event=PaperEvent.MOVE_ASKED)
    assert entry.sentence == (
        "Recommendation 1: set against an overspend, £83,000 from Insurance 2022-23 to "
        "Maternity 2022-23, asked for"
    )


def test_a_decided_move_stands_on_both_sides_and_in_what_is_left(asking, pots, officer):
    for name, balance in (("Insurance", 83000), ("Maternity", -135000)):
        enter_outturn(an_outturn(pots[name], balance), by=officer, on=ON)
        Allocation.objects.create(
            forum=asking.forum, budget_line=pots[name], financial_year=LAST, amount=Decimal(100000)
        )
    move = ask_move(a_move(asking, pots), by=officer, on=ON)

    write_down_moves(asking, [PRIMARY], outcome=asking.pk, agreed=None, on=ON)

    assert {each.outturn.service.name: each.stands for each in balances(asking.forum)} == {
        "Insurance": 0,
        "Maternity": -52000,
    }
    assert pots["Insurance"].left(LAST) == 17000
    assert BudgetLine.objects.get(name="Maternity").left(LAST) == 183000
    move.refresh_from_db()
    assert (move.decided_on, move.amount_decided) == (ON, 83000)


def test_a_move_of_other_schools_money_does_not_take_effect(asking, pots, officer):
    ask_move(a_move(asking, pots), by=officer, on=ON)

    decided = write_down_moves(
        asking, [Group.MAINTAINED_SECONDARY], outcome=asking.pk, agreed=None, on=ON
    )

    assert decided == []
    assert not BalanceMove.objects.get().is_decided


def test_less_agreed_than_asked_goes_to_the_first_move(asking, pots, officer):
    for _ in range(2):
        ask_move(a_move(asking, pots), by=officer, on=ON)

    (decided,) = write_down_moves(
        asking, [PRIMARY], outcome=asking.pk, agreed=Decimal(80000), on=ON
    )

    assert (decided.amount, decided.amount_decided) == (83000, 80000)
    assert BalanceMove.objects.filter(decided_on__isnull=True).count() == 1


def test_a_projection_is_not_what_stands(pots, officer):
    enter_outturn(an_outturn(pots["Maternity"], -140000, is_projection=True), by=officer, on=ON)
    enter_outturn(an_outturn(pots["Maternity"], -135000), by=officer, on=ON)

    assert [each.stands for each in balances(pots["Maternity"].forum)] == [-135000, -140000]


def test_a_move_under_another_type_of_decision_is_refused(asking, pots, officer):
    asking.decision_type = "GENERAL"
    asking.save()

    with pytest.raises(Refused, match="type of decision"):
        ask_move(a_move(asking, pots), by=officer, on=ON)

    assert not BalanceMove.objects.exists()


def test_a_move_is_taken_out_before_tabling_and_not_after(asking, pots, clerk, officer):
    first, second = (ask_move(a_move(asking, pots), by=officer, on=ON) for _ in range(2))

    remove_move(first, by=officer, on=ON)
    asking.paper.recommendations.update(text="Net it.")
    placement = asking.placements.get()
    _table(placement, clerk)

    with pytest.raises(Refused, match="was tabled"):
        remove_move(second, by=officer, on=ON)
    with pytest.raises(Refused, match="was tabled"):
        ask_move(a_move(asking, pots), by=officer, on=ON)
    assert BalanceMove.objects.get() == second
    assert AuditEntry.objects.filter(event=PaperEvent.MOVE_REMOVED).count() == 1


def test_a_recommendation_goes_with_the_moves_that_it_asks_for(asking, pots, officer):
    ask_move(a_move(asking, pots), by=officer, on=ON)

    remove_recommendation(asking, by=officer, on=ON)

    assert not BalanceMove.objects.exists()


def test_a_wrong_seat_asks_for_no_move(asking, pots, officer, auditor):
    move = ask_move(a_move(asking, pots), by=officer, on=ON)

    with pytest.raises(PermissionDenied):
        ask_move(a_move(asking, pots), by=auditor, on=ON)
    with pytest.raises(PermissionDenied):
        remove_move(move, by=auditor, on=ON)

    assert BalanceMove.objects.count() == 1


def _table(placement, clerk):
    """Past the gate, with a source and a question as it asks for."""
    an_option(placement.recommendation, a_line(placement.forum, "Balances"))
    Question.objects.create(forum=placement.forum, placement=placement, group=PRIMARY)
    table(placement, clerk)
