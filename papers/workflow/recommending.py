"""Writing recommendations, and moving one from the floor."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from forum import audit
from forum.choices import Role
from forum.locks import lock_row
from forum.models import AgendaItem, Person
from forum.money import pounds
from forum.permissions import require
from papers.choices import PaperEvent
from papers.models import NilDeclaration, Placement, Recommendation
from papers.rules.drafting import may_change


@transaction.atomic
def add_recommendation(recommendation: Recommendation, *, by: Person, on: date) -> Recommendation:
    """Add what a paper asks; it goes before the meeting that the paper is for."""
    require(by, recommendation.forum, Role.CLERK, Role.OFFICER)
    if recommendation.paper is None:
        raise ValueError("A recommendation without a paper is moved, not added.")
    paper = recommendation.paper
    lock_row(paper)
    may_change(is_tabled=paper.is_tabled).insist()
    recommendation.keep()
    if paper.agenda_item:
        _place(recommendation, paper.agenda_item)
    _record(PaperEvent.RECOMMENDATION_ADDED, "added", recommendation, by=by, on=on)
    return recommendation


@transaction.atomic
def change_recommendation(
    recommendation: Recommendation, *, by: Person, on: date
) -> Recommendation:
    """Save the changed words, amount or groups of a recommendation that is not tabled yet."""
    require(by, recommendation.forum, Role.CLERK, Role.OFFICER)
    may_change(is_tabled=recommendation.is_tabled).insist()
    recommendation.keep()
    _record(PaperEvent.RECOMMENDATION_CHANGED, "changed", recommendation, by=by, on=on)
    return recommendation


@transaction.atomic
def remove_recommendation(recommendation: Recommendation, *, by: Person, on: date) -> None:
    """Take a recommendation out of a draft; the trail keeps that it stood there."""
    require(by, recommendation.forum, Role.CLERK, Role.OFFICER)
    lock_row(recommendation)
    may_change(is_tabled=recommendation.is_tabled).insist()
    _record(PaperEvent.RECOMMENDATION_REMOVED, "removed", recommendation, by=by, on=on)
    for option in recommendation.options.all():
        option.rates.all().delete()
    recommendation.options.all().delete()
    NilDeclaration.objects.filter(recommendation=recommendation).delete()
    recommendation.balance_moves.all().delete()
    recommendation.placements.all().delete()
    recommendation.delete()


@transaction.atomic
def move_recommendation(
    recommendation: Recommendation, agenda_item: AgendaItem, *, by: Person, on: date
) -> Placement:
    """Enter a motion from the floor, or one under matters arising; it passes the same gate."""
    require(by, recommendation.forum, Role.CLERK)
    recommendation.keep()
    placement = _place(recommendation, agenda_item)
    _record(PaperEvent.RECOMMENDATION_ADDED, "moved", recommendation, by=by, on=on)
    return placement


@transaction.atomic
def place_again(
    recommendation: Recommendation, agenda_item: AgendaItem, *, by: Person, on: date
) -> Placement:
    """Put a deferred recommendation before a later meeting, in the words it was tabled in."""
    require(by, recommendation.forum, Role.CLERK)
    placement = _place(recommendation, agenda_item)
    audit.record(
        PaperEvent.RECOMMENDATION_PLACED,
        f"{recommendation}: put on the agenda of {agenda_item.meeting.held_on:%-d %B %Y} again",
        forum=recommendation.forum,
        by=by,
        on=on,
        about=recommendation,
        matter=recommendation.matter_id,
    )
    return placement


@transaction.atomic
def declare_nil(
    recommendation: Recommendation, *, reason: str, by: Person, on: date
) -> NilDeclaration:
    """Record the finance officer's word that a recommendation touches no funding source."""
    require(by, recommendation.forum, Role.OFFICER)
    lock_row(recommendation)
    may_change(is_tabled=recommendation.is_tabled).insist()
    declaration = NilDeclaration(
        forum=recommendation.forum,
        recommendation=recommendation,
        reason=reason,
        declared_post=by.post or Role.OFFICER.label,
        declared_at=timezone.now(),
        declared_by=by,
        declared_on=on,
    ).keep()
    audit.record(
        PaperEvent.NIL_DECLARED,
        f"{recommendation}: declared by {declaration.declared_post} to touch no funding source",
        forum=recommendation.forum,
        by=by,
        on=on,
        about=recommendation,
        matter=recommendation.matter_id,
        reason=reason,
    )
    return declaration


@transaction.atomic
def remove_nil(declaration: NilDeclaration, *, by: Person, on: date) -> None:
    """Take back a nil funding declaration before tabling."""
    recommendation = declaration.recommendation
    require(by, recommendation.forum, Role.OFFICER)
    lock_row(recommendation)
    may_change(is_tabled=recommendation.is_tabled).insist()
    declaration.delete()
    audit.record(
        PaperEvent.NIL_REMOVED,
        f"{recommendation}: nil funding declaration taken back",
        forum=recommendation.forum,
        by=by,
        on=on,
        about=recommendation,
        matter=recommendation.matter_id,
    )


def _place(recommendation: Recommendation, item: AgendaItem) -> Placement:
    return Placement(
        forum=recommendation.forum,
        recommendation=recommendation,
        meeting=item.meeting,
        agenda_item=item,
    ).keep()


def _record(event: str, verb: str, it: Recommendation, *, by: Person, on: date) -> None:
    asks = f", asking for {pounds(it.amount)}" if it.seeks_resources else ""
    of = f" of {it.paper.title}" if it.paper else f" ({it.get_origin_display().lower()})"
    audit.record(
        event,
        f"{it}{of} {verb}{asks}",
        forum=it.forum,
        by=by,
        on=on,
        about=it,
        matter=it.matter_id,
        label=it.label,
        text=it.text,
        decision_type=it.decision_type,
        groups=it.groups,
        amount=it.amount,
        precision=it.precision,
        financial_year=it.financial_year,
    )
