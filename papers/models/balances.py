"""De-delegated balances: outturns of every service with the moves that decisions made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from forum.models import Forum
from forum.rules.ruling import Ruling
from papers.models.outturn import BalanceMove, Outturn
from papers.models.recommendation import Recommendation
from papers.rules.balance_moves import (
    BalanceFacts,
    MoveFacts,
    PotFacts,
    left_in,
    may_ask_move,
)


@dataclass(frozen=True)
class Balance:
    """One outturn, what was moved since, and what stands now."""

    outturn: Outturn
    moved: Decimal

    @property
    def stands(self) -> Decimal:
        return self.outturn.balance + self.moved


def balances(forum: Forum) -> list[Balance]:
    """All outturns, latest first, each with what decisions moved, in two queries."""
    decided = _decided(forum)
    return [
        Balance(each, Decimal(0) if each.is_projection else left_in(decided, _pot(each)))
        for each in _outturns(forum)
    ]


def doubts_of(recommendation: Recommendation) -> list[tuple[BalanceMove, Ruling]]:
    """The moves that a recommendation asks for, each with what is doubtful about it."""
    moves = list(recommendation.balance_moves.select_related("from_line", "to_line"))
    return list(zip(moves, _rulings(recommendation, moves), strict=True))


def ruling_on_move(move: BalanceMove) -> Ruling:
    """Whether the move may be asked for with its recommendation."""
    (ruling,) = _rulings(move.recommendation, [move])
    return ruling


def _rulings(recommendation: Recommendation, moves: Iterable[BalanceMove]) -> list[Ruling]:
    asked = recommendation.asked_groups
    decided = _decided(recommendation.forum)
    # The final figure comes last, and stands before a projection.
    known = sorted(_outturns(recommendation.forum), key=lambda each: not each.is_projection)
    outturns = {_pot(each): each for each in known}
    return [
        may_ask_move(
            _facts(move),
            _balance(_facts(move).origin, outturns, decided),
            decision_type=recommendation.decision_type,
            asked=asked,
        )
        for move in moves
    ]


def _facts(move: BalanceMove) -> MoveFacts:
    return MoveFacts(move.kind, move.amount, _origin(move), _destination(move))


def _balance(pot: PotFacts, outturns: dict[PotFacts, Outturn], decided: list) -> BalanceFacts:
    known = outturns.get(pot)
    return BalanceFacts(
        balance=known.balance if known else None,
        is_projection=bool(known and known.is_projection),
        moved=left_in(decided, pot),
    )


def _decided(forum: Forum) -> list[tuple[PotFacts, PotFacts, Decimal]]:
    moves = BalanceMove.objects.filter(forum=forum, decided_on__isnull=False)
    return [
        (_origin(each), _destination(each), each.amount_decided or Decimal(0))
        for each in moves.select_related("from_line", "to_line")
    ]


def _outturns(forum: Forum) -> list[Outturn]:
    return list(Outturn.objects.filter(forum=forum).select_related("service__budget_line"))


def _pot(outturn: Outturn) -> PotFacts:
    line = outturn.service.budget_line
    return PotFacts(line.name if line else "", outturn.group, outturn.financial_year)


def _origin(move: BalanceMove) -> PotFacts:
    return PotFacts(move.from_line.name, move.from_group, move.from_year)


def _destination(move: BalanceMove) -> PotFacts:
    name = move.to_line.name if move.to_line else ""
    return PotFacts(name, move.to_group, move.to_year)
