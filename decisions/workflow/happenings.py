"""Entering what bears on a matter and was no decision of the forum."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from decisions.choices import DecisionEvent
from decisions.models import Happening
from decisions.models.following.following_facts import happening_facts
from decisions.rules.happenings import may_enter
from forum import audit
from forum.choices import Role
from forum.models import Person
from forum.permissions import require


@transaction.atomic
def enter_happening(happening: Happening, *, by: Person, on: date) -> Happening:
    """Enter an event, a statement, spending or a slip, with what shows it; it is written once."""
    require(by, happening.forum, Role.CLERK, Role.OFFICER)
    may_enter(happening_facts(happening)).insist()
    happening.keep()
    audit.record(
        DecisionEvent.HAPPENING_ENTERED,
        f"{happening.get_kind_display()} entered, {happening.day_printed}",
        forum=happening.forum,
        by=by,
        on=on,
        about=happening,
        matter=happening.matter_id,
        text=happening.text,
        amount=happening.amount,
        source_words=happening.source_words,
        as_printed=happening.as_printed,
        reads_as=happening.reads_as,
        outcome=happening.outcome_id,
        evidence=happening.evidence_words,
    )
    return happening
