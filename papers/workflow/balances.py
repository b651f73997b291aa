"""Outturns of de-delegated services, and asking the forum where what is left of them goes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from forum import audit
from forum.choices import Role
from forum.locks import lock_row
from forum.models import Person
from forum.money import pounds
from forum.permissions import require
from papers.choices import PaperEvent
from papers.models import BalanceMove, Outturn, Recommendation
from papers.models.balances import ruling_on_move
from papers.rules.balance_moves import decided_amounts
from papers.rules.drafting import may_change
from papers.workflow.generating import pot_of


@transaction.atomic
def enter_outturn(outturn: Outturn, *, by: Person, on: date) -> Outturn:
    """Enter what was spent of a service in a year; a projection stays beside the final figure."""
    require(by, outturn.forum, Role.CLERK, Role.OFFICER)
    pot_of(outturn.service, by=by, on=on)
    outturn.keep()
    over = outturn.balance < 0
    audit.record(
        PaperEvent.OUTTURN_ENTERED,
        f"Outturn of {outturn}: {pounds(abs(outturn.balance))} {'over' if over else 'under'}"
        f"{', projected' if outturn.is_projection else ''}",
        forum=outturn.forum,
        by=by,
        on=on,
        about=outturn.service,
        group=outturn.group,
        financial_year=outturn.financial_year,
        budget=outturn.budget,
        spent=outturn.spent,
        balance=outturn.balance,
    )
    return outturn


@transaction.atomic
def ask_move(move: BalanceMove, *, by: Person, on: date) -> BalanceMove:
    """Ask for a move of a balance with a recommendation; it takes effect when that is carried."""
    require(by, move.forum, Role.CLERK, Role.OFFICER)
    lock_row(move.recommendation)
    may_change(is_tabled=move.recommendation.is_tabled).insist()
    ruling_on_move(move).insist()
    move.position = move.recommendation.balance_moves.count() + 1
    move.keep()
    _record(PaperEvent.MOVE_ASKED, "asked for", move, by=by, on=on)
    return move


@transaction.atomic
def remove_move(move: BalanceMove, *, by: Person, on: date) -> None:
    """Take a move out of a draft."""
    require(by, move.forum, Role.CLERK, Role.OFFICER)
    lock_row(move.recommendation)
    may_change(is_tabled=move.recommendation.is_tabled).insist()
    _record(PaperEvent.MOVE_REMOVED, "taken out", move, by=by, on=on)
    move.delete()


def write_down_moves(
    recommendation: Recommendation,
    groups: Collection[str],
    *,
    outcome: UUID,
    agreed: Decimal | None,
    on: date,
) -> list[BalanceMove]:
    """Let the moves of these groups' money take effect, in the transaction of their decision.

    The decision's own entries on the trail name them, so this writes none.
    """
    waiting = list(
        recommendation.balance_moves.filter(from_group__in=groups, decided_on__isnull=True)
    )
    amounts = decided_amounts([move.amount for move in waiting], agreed)
    decided = []
    for move, amount in zip(waiting, amounts, strict=True):
        if amount > 0:
            written = {"decided_on": on, "outcome": outcome, "amount_decided": amount}
            BalanceMove.objects.filter(pk=move.pk).update(**written)
            move.refresh_from_db()
            decided.append(move)
    return decided


def _record(event: str, verb: str, move: BalanceMove, *, by: Person, on: date) -> None:
    audit.record(
        event,
        f"{move.recommendation}: {move.get_kind_display().lower()}, {move}, {verb}",
        forum=move.forum,
        by=by,
        on=on,
        about=move.recommendation,
        matter=move.recommendation.matter_id,
        kind=move.kind,
        amount=move.amount,
        from_group=move.from_group,
        to_group=move.to_group,
    )
