"""The clerk rules on who may vote, before a ballot opens: with a reason, for all to read."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from decisions.choices import DecisionEvent
from decisions.models import RegisterOverride
from decisions.models.ballots.rulings import by_the_rules, ruling_to_override
from forum import audit
from forum.choices import Role
from forum.locks import lock_row
from forum.models import Person
from forum.permissions import require


@transaction.atomic
def override_register(ruling: RegisterOverride, *, by: Person, on: date) -> RegisterOverride:
    """Let a member vote, or keep one from voting, against what the rules say of the seat."""
    item, question, seat = ruling.agenda_item, ruling.question, ruling.seat
    require(by, item.forum, Role.CLERK)
    lock_row(item.meeting)
    entries = by_the_rules(item, question, ruling.procedure)
    ruling_to_override(ruling, entries).insist()
    entry = next(each for each in entries if each.seat == seat.pk)
    ruling.forum, ruling.by_the_rules = item.forum, entry.reason
    ruling.ruled_at, ruling.ruled_by = timezone.now(), by
    ruling.keep()
    verdict = "may vote" if ruling.may_vote else "may not vote"
    what = question or ruling.get_procedure_display()
    audit.record(
        DecisionEvent.REGISTER_OVERRIDDEN,
        f"The clerk ruled that {seat.name} {verdict} on {what}: {ruling.reason}",
        forum=item.forum,
        by=by,
        on=on,
        about=item.meeting,
        matter=question.placement.recommendation.matter_id if question else None,
        seat=seat.pk,
        may_vote=ruling.may_vote,
        reason=ruling.reason,
        by_the_rules=entry.reason,
    )
    return ruling
