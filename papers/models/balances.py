"""De-delegated balances: outturns of every service with the moves that decisions made."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from forum.models import Forum
from papers.models.outturn import BalanceMove, Outturn
from papers.rules.balance_moves import BalanceFacts, MoveFacts, PotFacts, left_in


@dataclass(frozen=True)
class Balance:
    """One outturn, what was moved since, and what stands now."""

    outturn: Outturn
    moved: Decimal

    @property
    def stands(self) -> Decimal:
        return self.outturn.balance + self.moved


def move_facts(move: BalanceMove) -> MoveFacts:
    """One move as the rules read it."""
    return MoveFacts(move.kind, move.amount, _origin(move), _destination(move))


def balance_facts(move: BalanceMove) -> BalanceFacts:
    """What is known of the pot that a move takes from: the final figure before a projection."""
    outturns = Outturn.objects.filter(
        forum=move.forum_id,
        service__budget_line=move.from_line_id,
        group=move.from_group,
        financial_year=move.from_year,
    )
    known = outturns.order_by("is_projection").first()
    taken = {"from_line": move.from_line_id, "from_group": move.from_group}
    given = {"to_line": move.from_line_id, "to_group": move.from_group}
    moves = BalanceMove.objects.filter(decided_on__isnull=False)
    moved_out = moves.filter(from_year=move.from_year, **taken)
    moved_in = moves.filter(to_year=move.from_year, **given)
    return BalanceFacts(
        balance=known.balance if known else None,
        is_projection=bool(known and known.is_projection),
        moved=_sum(moved_in) - _sum(moved_out),
    )


def balances(forum: Forum) -> list[Balance]:
    """All outturns, latest first, each with what decisions moved, in two queries."""
    moves = BalanceMove.objects.filter(forum=forum, decided_on__isnull=False)
    decided = [
        (_origin(each), _destination(each), each.amount_decided)
        for each in moves.select_related("from_line", "to_line")
    ]
    outturns = Outturn.objects.filter(forum=forum).select_related("service__budget_line")
    return [Balance(each, _moved(each, decided)) for each in outturns]


def _moved(outturn: Outturn, decided: list) -> Decimal:
    line = outturn.service.budget_line
    if line is None or outturn.is_projection:
        return Decimal(0)
    return left_in(decided, PotFacts(line.name, outturn.group, outturn.financial_year))


def _origin(move: BalanceMove) -> PotFacts:
    return PotFacts(move.from_line.name, move.from_group, move.from_year)


def _destination(move: BalanceMove) -> PotFacts:
    name = move.to_line.name if move.to_line else ""
    return PotFacts(name, move.to_group, move.to_year)


def _sum(moves) -> Decimal:
    return moves.aggregate(total=Sum("amount_decided"))["total"] or Decimal(0)
