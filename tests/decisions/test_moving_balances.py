"""Moves of de-delegated balances take effect by decision, and stand with their outcome."""

from decimal import Decimal

import pytest

from decisions.audit import record_check
from decisions.choices import DecisionEvent, Result, VoteCast
from decisions.workflow.deciding import OutcomeDraft, record_outcome
from forum.choices import Group, Phase
from forum.models import AuditEntry
from papers.choices import Block, LineKind, MoveKind, Source
from papers.models import Allocation, BalanceMove, LocalService
from papers.workflow.balances import ask_move
from tests.decisions.conftest import award_of, put
from tests.factories import (
    BEFORE,
    MEETING_DAY,
    a_line,
    a_paper,
    a_recommendation,
    a_school,
    an_option,
)
from tests.raw import change, unguarded

pytestmark = pytest.mark.django_db
PRIMARY = Group.MAINTAINED_PRIMARY
YEAR = "2024-25"
UNDER = Decimal(83000)


@pytest.fixture
def members(primary_head):
    return [primary_head]


@pytest.fixture
def pots(forum):
    """Insurance and maternity cover, with money in both."""
    found = {}
    for name in ("Insurance", "Maternity"):
        line = a_line(forum, name, block=Block.SCHOOLS)
        LocalService.objects.create(forum=forum, name=name, code="INSURANCE", budget_line=line)
        Allocation.objects.create(
            forum=forum, budget_line=line, financial_year=YEAR, amount=Decimal(100000)
        )
        found[name] = line
    return found


@pytest.fixture
def asking(paper, forum):
    """To set insurance against maternity cover, put to primary schools."""
    a_school(forum, Phase.PRIMARY)
    asking = a_recommendation(
        paper,
        decision_type="DEDEL_CARRY_FORWARD",
        groups=[PRIMARY],
        text="Agree that insurance is set against maternity cover.",
    )
    balances = a_line(forum, "Balances", block=Block.SCHOOLS, kind=LineKind.BALANCE)
    an_option(asking, balances, source=Source.ONE_OFF, amount=UNDER)
    return asking


@pytest.fixture
def move(asking, pots, officer):
    move = BalanceMove(
        forum=asking.forum,
        recommendation=asking,
        kind=MoveKind.NETTING,
        amount=UNDER,
        from_line=pots["Insurance"],
        from_group=PRIMARY,
        from_year=YEAR,
        to_line=pots["Maternity"],
        to_group=PRIMARY,
        to_year=YEAR,
    )
    return ask_move(move, by=officer, on=BEFORE)


@pytest.fixture
def question(move, asking, meeting, clerk, members):
    return put(asking, meeting, clerk)


def resolve(question, sitting, choice, result, **more):
    sitting.vote(question, choice)
    draft = OutcomeDraft(result, **more)
    return record_outcome(question, draft, by=sitting.clerk, on=MEETING_DAY)


def left(pots):
    return {name: type(line).objects.get(pk=line.pk).left(YEAR) for name, line in pots.items()}


def test_a_move_takes_effect_when_it_is_carried(question, sitting, move, pots):
    before = left(pots)

    outcome = resolve(question, sitting, VoteCast.FOR, Result.CARRIED)

    assert before == {"Insurance": 100000, "Maternity": 100000}
    assert left(pots) == {"Insurance": 17000, "Maternity": 183000}
    move.refresh_from_db()
    assert (move.outcome, move.decided_on) == (outcome.pk, MEETING_DAY)
    entry = AuditEntry.objects.get(event=DecisionEvent.BALANCE_MOVED)
    assert entry.sentence == (
        "Recommendation 1, Maintained primary schools: £83,000 moved, set against an overspend, "
        "from Insurance 2024-25 to Maternity 2024-25"
    )


@pytest.mark.parametrize(
    ("choice", "result"),
    [(VoteCast.AGAINST, Result.NOT_CARRIED), (VoteCast.FOR, Result.WITHDRAWN)],
)
def test_what_is_not_carried_moves_nothing(question, sitting, move, pots, choice, result):
    if result == Result.NOT_CARRIED:
        resolve(question, sitting, choice, result)
    else:
        record_outcome(question, OutcomeDraft(result), by=sitting.clerk, on=MEETING_DAY)

    assert left(pots) == {"Insurance": 100000, "Maternity": 100000}
    move.refresh_from_db()
    assert not move.is_decided


def test_a_later_decision_moves_it_back_and_both_stand(question, sitting, move, pots):
    outcome = resolve(question, sitting, VoteCast.FOR, Result.CARRIED)
    back = BalanceMove.objects.create(
        forum=move.forum,
        recommendation=a_recommendation(a_paper(move.recommendation.matter), "9"),
        kind=MoveKind.NETTING,
        amount=UNDER,
        from_line=pots["Maternity"],
        from_group=PRIMARY,
        from_year=YEAR,
        to_line=pots["Insurance"],
        to_group=PRIMARY,
        to_year=YEAR,
        decided_on=MEETING_DAY,
        outcome=outcome.pk,
        amount_decided=UNDER,
    )

    assert back.is_decided
    assert left(pots) == {"Insurance": 100000, "Maternity": 100000}


def of_moves(forum):
    """What the check of the record says of moves; the rest is made without steps here."""
    sentences = [problem.sentence for problem in record_check(forum).problems]
    return [sentence for sentence in sentences if "moves" in sentence]


def test_the_trail_is_checked_against_the_moves(question, sitting, move, forum):
    resolve(question, sitting, VoteCast.FOR, Result.CARRIED)

    assert not of_moves(forum)
    with unguarded():
        change(move, amount_decided=1)
        assert of_moves(forum) == ["the moves of balances differs"]


def test_an_award_is_no_move(recommendation, meeting, clerk, members, sitting):
    asked = put(recommendation, meeting, clerk)

    sitting.vote(asked, VoteCast.FOR, letter="A")
    option = recommendation.options.get(letter="A")
    draft = OutcomeDraft(Result.CARRIED, amount_agreed=option.amount, awards=(award_of(option),))
    record_outcome(asked, draft, by=clerk, on=MEETING_DAY)

    assert not AuditEntry.objects.filter(event=DecisionEvent.BALANCE_MOVED).exists()
