"""Saying how a later decision bears on an earlier one."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from decisions.choices import LinkKind
from decisions.models import Outcome
from decisions.models.following.following_facts import bearing_facts
from decisions.rules.linking import may_link
from decisions.workflow.settling import link_decisions, settle_source
from forum.choices import Role
from forum.locks import lock_row
from forum.models import Person
from forum.permissions import require


@transaction.atomic
def link_to_earlier(
    later: Outcome, earlier: Outcome, kind: LinkKind, *, by: Person, on: date
) -> None:
    """Link a decision to an earlier one; where it settles a source, what waited for that ends."""
    require(by, later.forum, Role.CLERK)
    lock_row(earlier)
    may_link(bearing_facts(later, earlier, kind)).insist()
    if kind == LinkKind.SETTLES_SOURCE:
        settle_source(later, earlier, by=by, on=on)
    else:
        link_decisions(later, earlier, kind, by=by, on=on)
