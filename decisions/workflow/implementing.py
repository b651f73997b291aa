"""Saying how far a decision was carried out."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from decisions.choices import DecisionEvent
from decisions.models import Implementation
from decisions.models.following.following_facts import said_facts
from decisions.rules.implementing import may_say
from decisions.workflow.settling import record_about
from forum.choices import Role
from forum.models import Person
from forum.permissions import require


@transaction.atomic
def say_implementation(said: Implementation, *, by: Person, on: date) -> Implementation:
    """Record how far a decision was carried out on a day; what was said before stays."""
    require(by, said.forum, Role.CLERK, Role.OFFICER)
    may_say(said_facts(said)).insist()
    said.keep()
    record_about(
        DecisionEvent.IMPLEMENTATION_SAID,
        f"{said.outcome.question}: {said.get_state_display().lower()}, as of "
        f"{said.said_on:%-d %B %Y}",
        said.outcome,
        by=by,
        on=on,
        state=said.state,
        said_on=said.said_on,
        words=said.words,
        evidence=said.evidence,
    )
    return said
