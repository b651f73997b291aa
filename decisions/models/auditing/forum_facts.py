"""The forum itself as the findings see it: who presided, and actions about no matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from decisions.choices import ScopeKind
from decisions.models.auditing.scope import Scope
from decisions.models.facts import action_facts
from decisions.models.following.action import Action
from decisions.rules.actions import ActionFacts
from decisions.rules.findings import MatterFacts, OfficeFacts
from forum.choices import AuthorityTie
from forum.models import OfficeHolding
from forum.rules.financial_year import ends_on, starts_on

ITSELF = "The forum itself"


def forum_facts(scope: Scope, *, on: date, inside: bool) -> MatterFacts | None:
    """What belongs to no matter, for a review of the whole forum or of a year; None for others."""
    if scope.kind not in {ScopeKind.FORUM, ScopeKind.YEAR}:
        return None
    actions = Action.objects.filter(forum=scope.forum, matter__isnull=True, set_on__lte=on)
    held = OfficeHolding.objects.filter(forum=scope.forum, from_on__lte=on)
    if scope.kind == ScopeKind.YEAR:
        first, last = starts_on(scope.financial_year), ends_on(scope.financial_year)
        actions = actions.filter(set_on__range=(first, last))
        held = held.filter(from_on__lte=last).exclude(until_on__lt=first)
    actions = actions if inside else actions.public()
    return MatterFacts(
        title=ITSELF,
        as_of=on,
        actions=tuple(
            open_on(on, action_facts(each)) for each in actions.select_related("due_meeting")
        ),
        offices=tuple(_office(each) for each in held.select_related("appointment__seat")),
        key=str(scope.forum.pk),
    )


def _office(held: OfficeHolding) -> OfficeFacts:
    return OfficeFacts(
        key=str(held.pk),
        office=held.get_office_display(),
        seat=held.appointment.seat.name,
        from_on=held.from_on,
        tie=AuthorityTie(held.appointment.authority_tie),
        until_on=held.until_on,
    )


def open_on(on: date, facts: ActionFacts) -> ActionFacts:
    """An action as it stood: one that was closed later was open on the day."""
    is_later = facts.closed_on is not None and facts.closed_on > on
    return replace(facts, closed_on=None) if is_later else facts
