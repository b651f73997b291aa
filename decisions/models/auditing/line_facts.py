"""Budget lines as the findings see them: what was put in, and what all decisions took out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from decisions.models.auditing.decision_facts import Answer
from decisions.models.auditing.key import Key
from decisions.models.outcomes.standing import undone_in
from decisions.rules.findings import LineFacts
from forum.models import Forum
from papers.models import Allocation, BalanceMove, Commitment

Sums = dict[tuple[str, str], Decimal]


def lines_of(
    forum: Forum, answers: Mapping[str, list[Answer]], on: date, *, inside: bool
) -> dict[str, list[LineFacts]]:
    """Per matter each line and year that its decisions draw on."""
    drawn = {
        matter: {each for answer in those for each in answer.drawn}
        for matter, those in answers.items()
    }
    wanted = {UUID(line) for those in drawn.values() for line, _, _ in those}
    if not wanted:
        return {}
    allocated, committed = _allocated(wanted, on), _committed(forum, wanted, on, inside=inside)
    found: dict[str, list[LineFacts]] = {}
    for matter, those in drawn.items():
        found[matter] = [
            LineFacts(
                name,
                year,
                allocated.get((line, year)),
                committed.get((line, year), Decimal(0)),
                f"line/{line}/{year}",
            )
            for line, name, year in sorted(those, key=lambda each: (*each[1:], each[0]))
        ]
    return found


def _allocated(lines: set[UUID], on: date) -> Sums:
    """What was put into each line and year, with what decisions moved by the day."""
    found = _per_line_and_year(Allocation.objects.filter(budget_line__in=lines))
    either = Q(to_line__in=lines) | Q(from_line__in=lines)
    for move in BalanceMove.objects.filter(either, decided_on__lte=on):
        amount = move.amount_decided or Decimal(0)
        to, origin = (str(move.to_line_id), move.to_year), (str(move.from_line_id), move.from_year)
        if to in found:
            found[to] += amount
        if origin in found:
            found[origin] -= amount
    return found


def _committed(forum: Forum, lines: set[UUID], on: date, *, inside: bool) -> Sums:
    """What decisions took from each line and year by the day, less what was undone."""
    taken = Commitment.objects.filter(budget_line__in=lines, decided_on__lte=on)
    found = _per_line_and_year(taken)
    undone = {each.award: each for each in undone_in(forum, inside=inside)}
    if undone:
        for award in taken.filter(award__in=undone).values_list("award", flat=True):
            each = undone[award]
            found[str(each.line), each.year] -= each.amount - each.standing
    return found


def _per_line_and_year(amounts: QuerySet) -> Sums:
    sums = amounts.values_list(Key("budget_line"), "financial_year").annotate(total=Sum("amount"))
    return {(line, year): total for line, year, total in sums.order_by()}
