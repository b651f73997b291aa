"""Awards that something later undid, and what of each still counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.expressions import Combinable

from decisions.models.outcomes.external import ExternalStep
from decisions.models.outcomes.outcome import Award, Condition, DecisionLink, Outcome
from decisions.rules.standing import GONE, OVERTAKEN, UNDOING, Undoing, standing_amount
from forum.models import Forum
from forum.money import PenceField
from papers.choices import Source


@dataclass(frozen=True)
class Undone:
    """An award of which some no longer counts."""

    award: UUID
    line: UUID
    year: str
    source: Source
    amount: Decimal
    standing: Decimal
    words: tuple[str, ...] = ()
    """What undid the rest."""


def undone_in(forum: Forum, *, inside: bool) -> tuple[Undone, ...]:
    """Every award of the forum that was undone, as a reader may know of it, in two queries."""
    return _awards(_undoings(forum, inside=inside))


def undone_of(outcome: Outcome) -> tuple[Undone, ...]:
    """The awards of one outcome, where it was undone."""
    undoings = _undoings(outcome.forum, inside=True)
    return _awards({pk: each for pk, each in undoings.items() if pk == outcome.pk})


def _awards(undoings: dict[UUID, list[Undoing]]) -> tuple[Undone, ...]:
    """All awards of outcomes that were undone, each with what of it still counts."""
    awards = list(Award.objects.filter(outcome__in=undoings)) if undoings else []
    each_of = Counter(award.outcome_id for award in awards)
    return tuple(_undone(each, undoings[each.outcome_id], each_of) for each in awards)


def _undone(award: Award, undoings: list[Undoing], each_of: Counter) -> Undone:
    return Undone(
        award.pk,
        award.budget_line_id,
        award.financial_year,
        Source(award.source),
        award.amount,
        standing_amount(
            award.amount, award.financial_year, undoings, awards=each_of[award.outcome_id]
        ),
        tuple(undoing.words for undoing in undoings),
    )


def _undoings(forum: Forum, *, inside: bool) -> dict[UUID, list[Undoing]]:
    """What undid each outcome, in one query."""
    nothing = (Value("", CharField()), Value(None, PenceField()))
    links = DecisionLink.objects.all() if inside else DecisionLink.objects.to_public("later")
    steps = ExternalStep.objects.overtaking().annotate(kind=Value(OVERTAKEN, CharField()))
    conditions = Condition.objects.filter(state__in=GONE, outcome__isnull=False)
    rows = _rows(links.filter(kind__in=UNDOING), forum, "earlier", "kind", "later__decided_on",
                 *nothing).union(
        _rows(steps, forum, "outcome", "kind", "decided_on", "result", "amount"),
        _rows(conditions, forum, "outcome", "state", "marked_on", *nothing),
    )  # fmt: skip
    found: dict[UUID, list[Undoing]] = {}
    for outcome, *undoing in rows:
        found.setdefault(outcome, []).append(Undoing(*undoing))
    return found


def _rows(rows: QuerySet, forum: Forum, *columns: str | Value) -> QuerySet:
    named: list[Combinable] = [F(each) if isinstance(each, str) else each for each in columns]
    return rows.filter(forum=forum).order_by().values_list(*named)
