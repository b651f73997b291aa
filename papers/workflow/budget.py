"""Matters, budget lines and what is put into them."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from forum import audit, search
from forum.choices import Role
from forum.models import Person
from forum.money import pounds
from forum.permissions import require
from papers.choices import PaperEvent
from papers.models import Allocation, BudgetLine, Matter


@transaction.atomic
def open_matter(matter: Matter, *, by: Person, on: date) -> Matter:
    """Open a subject that papers, decisions and actions will be threaded on."""
    require(by, matter.forum, Role.CLERK, Role.OFFICER)
    matter.keep()
    audit.record(
        PaperEvent.MATTER_OPENED,
        f"Matter opened: {matter.title}",
        forum=matter.forum,
        by=by,
        on=on,
        about=matter,
        matter=matter,
    )
    return matter


@transaction.atomic
def change_matter(matter: Matter, *, by: Person, on: date) -> Matter:
    """Word a subject anew; what the trail said of it before stays as it read that day."""
    require(by, matter.forum, Role.CLERK, Role.OFFICER)
    before = Matter.objects.get(pk=matter.pk)
    matter.keep()
    audit.record(
        PaperEvent.MATTER_CHANGED,
        f"Matter worded anew: {matter.title}",
        forum=matter.forum,
        by=by,
        on=on,
        about=matter,
        matter=matter,
        title_before=before.title,
        summary_before=before.summary,
        summary=matter.summary,
    )
    search.renamed(matter.pk, before.title, matter.title)
    return matter


@transaction.atomic
def open_line(line: BudgetLine, *, by: Person, on: date) -> BudgetLine:
    """Open a budget line that money can be drawn from."""
    require(by, line.forum, Role.CLERK, Role.OFFICER)
    line.keep()
    audit.record(
        PaperEvent.LINE_OPENED,
        f"{line.get_kind_display()} opened: {line.name}, {line.get_block_display().lower()}",
        forum=line.forum,
        by=by,
        on=on,
        about=line,
        block=line.block,
        kind=line.kind,
        commitment_began_on=line.commitment_began_on,
    )
    return line


@transaction.atomic
def set_allocation(allocation: Allocation, *, by: Person, on: date) -> Allocation:
    """Enter what was put into a line for a year; a later entry replaces it on the line."""
    line = allocation.budget_line
    require(by, line.forum, Role.CLERK, Role.OFFICER)
    saved, _ = Allocation.objects.update_or_create(
        budget_line=line,
        financial_year=allocation.financial_year,
        defaults={"forum": line.forum, "amount": allocation.amount},
    )
    audit.record(
        PaperEvent.ALLOCATION_SET,
        f"{line.name}: {pounds(allocation.amount)} allocated for {allocation.financial_year}",
        forum=line.forum,
        by=by,
        on=on,
        about=line,
        financial_year=allocation.financial_year,
        amount=allocation.amount,
    )
    return saved
