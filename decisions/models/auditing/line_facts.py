"""Budget lines as the findings see them: what was put in, and what all decisions took out."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from decisions.models.auditing.scope import Scope
from decisions.models.minuting.minutes import public_minutes
from decisions.models.outcomes.outcome import Award
from decisions.models.outcomes.standing import undone_in
from decisions.rules.findings import LineFacts
from papers.models import Allocation, BalanceMove, Commitment

Sums = dict[tuple[UUID, str], Decimal]


def lines_of(scope: Scope, *, on: date, inside: bool) -> dict[UUID, list[LineFacts]]:
    """Per matter each line and year that it draws on."""
    asked = "question__placement__recommendation__matter"
    drawn = Award.objects.filter(
        scope.within(f"outcome__{asked}"), outcome__decided_on__lte=on
    ).order_by()
    if not inside:
        drawn = drawn.filter(public_minutes("outcome__question__placement__meeting"))
    rows = drawn.values_list(
        f"outcome__{asked}", "budget_line", "budget_line__name", "financial_year"
    ).distinct()
    ordered = sorted(rows, key=lambda row: (row[2], row[3], str(row[0])))
    allocated, committed = _allocated(scope, on), _committed(scope, on, inside=inside)
    found: dict[UUID, list[LineFacts]] = defaultdict(list)
    for matter, line, name, year in ordered:
        put_in, taken = allocated.get((line, year)), committed.get((line, year), Decimal(0))
        found[matter].append(LineFacts(name, year, put_in, taken, f"line/{line}/{year}"))
    return found


def _allocated(scope: Scope, on: date) -> Sums:
    """What was put into each line and year, with what decisions moved by the day."""
    found = _per_line_and_year(Allocation.objects.filter(forum=scope.forum))
    decided = Q(forum=scope.forum, decided_on__lte=on)
    for move in BalanceMove.objects.filter(decided):
        amount = move.amount_decided or Decimal(0)
        to, origin = (move.to_line_id, move.to_year), (move.from_line_id, move.from_year)
        if to in found:
            found[to] += amount
        if origin in found:
            found[origin] -= amount
    return found


def _committed(scope: Scope, on: date, *, inside: bool) -> Sums:
    """What decisions took from each line and year by the day, less what was undone."""
    taken = Commitment.objects.filter(forum=scope.forum, decided_on__lte=on)
    found = _per_line_and_year(taken)
    undone = {each.award: each for each in undone_in(scope.forum, inside=inside)}
    for award in taken.filter(award__in=undone).values_list("award", flat=True):
        each = undone[award]
        found[each.line, each.year] -= each.amount - each.standing
    return found


def _per_line_and_year(amounts: QuerySet) -> Sums:
    sums = amounts.values_list("budget_line", "financial_year").annotate(total=Sum("amount"))
    return {(line, year): total for line, year, total in sums.order_by()}
