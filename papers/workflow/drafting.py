"""Writing a paper and putting it on an agenda."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from forum import audit
from forum.choices import Role
from forum.locks import lock_row
from forum.models import AgendaItem, Person
from forum.permissions import require
from forum.rules.ruling import Stale
from papers.choices import ClearanceKind, PaperEvent
from papers.models import Clearance, Paper, PaperVersion, Placement, Section
from papers.rules.drafting import may_change, may_clear, sections


@transaction.atomic
def start_paper(paper: Paper, *, text: str, by: Person, on: date) -> Paper:
    """Begin a paper; its first version is what was typed."""
    require(by, paper.forum, Role.CLERK, Role.OFFICER)
    paper.keep()
    _write(paper, text, by=by)
    _record(PaperEvent.PAPER_STARTED, f"Paper started: {paper.title}", paper, by=by, on=on)
    if paper.agenda_item:
        _record_place(paper, paper.agenda_item, by=by, on=on)
    return paper


@transaction.atomic
def save_paper(  # noqa: PLR0913 (what the editor sends)
    paper: Paper,
    *,
    title: str,
    purpose: str,
    text: str,
    version: int,
    eligibility: str | None = None,
    by: Person,
    on: date,
) -> Paper:
    """Save the paper as its next version; Stale when somebody saved another one in between."""
    require(by, paper.forum, Role.CLERK, Role.OFFICER)
    lock_row(paper)
    may_change(is_tabled=paper.is_tabled).insist()
    if paper.version != version:
        raise Stale(field="text", typed=text, saved=paper.text, version=paper.version)
    paper.title, paper.purpose, paper.version = title, purpose, paper.version + 1
    if eligibility is not None:
        paper.eligibility_as_printed = eligibility
    paper.keep()
    _write(paper, text, by=by)
    _record(
        PaperEvent.PAPER_SAVED,
        f"{paper.title}: version {paper.version} saved",
        paper,
        by=by,
        on=on,
    )
    return paper


@transaction.atomic
def place_paper(paper: Paper, agenda_item: AgendaItem, *, by: Person, on: date) -> Paper:
    """Put a paper, with all it recommends, under an agenda item of a coming meeting."""
    require(by, paper.forum, Role.CLERK, Role.OFFICER)
    lock_row(paper)
    may_change(is_tabled=paper.is_tabled).insist()
    paper.agenda_item = agenda_item
    paper.save(update_fields=["agenda_item"])
    Placement.objects.filter(recommendation__paper=paper).delete()
    for recommendation in paper.recommendations.all():
        Placement(
            forum=paper.forum,
            recommendation=recommendation,
            meeting=agenda_item.meeting,
            agenda_item=agenda_item,
        ).keep()
    _record_place(paper, agenda_item, by=by, on=on)
    return paper


@transaction.atomic
def clear_paper(
    paper: Paper,
    *,
    kind: ClearanceKind | str = ClearanceKind.FINANCE,
    note: str,
    by: Person,
    on: date,
) -> Clearance:
    """Clear the version as it stands: finance, legal or the director; a later one needs it again.

    The same officer may give more than one, but never for a paper of their own.
    """
    require(by, paper.forum, Role.OFFICER)
    lock_row(paper)
    may_clear(is_tabled=paper.is_tabled, is_author=paper.author_id == by.pk).insist()
    clearance = Clearance(
        forum=paper.forum,
        paper=paper,
        kind=kind,
        version=paper.version,
        post=by.post or Role.OFFICER.label,
        note=note,
        cleared_at=timezone.now(),
        cleared_by=by,
        cleared_on=on,
    ).keep()
    _record(
        PaperEvent.PAPER_CLEARED,
        f"{paper.title}: version {paper.version} cleared by {clearance.post}, "
        f"{clearance.get_kind_display().lower()} clearance",
        paper,
        by=by,
        on=on,
        version=paper.version,
        kind=clearance.kind,
    )
    return clearance


def _write(paper: Paper, text: str, *, by: Person) -> None:
    PaperVersion(
        forum=paper.forum,
        paper=paper,
        number=paper.version,
        title=paper.title,
        text=text,
        saved_at=timezone.now(),
        saved_by=by,
    ).keep()
    paper.sections.all().delete()
    Section.objects.bulk_create(
        Section(
            forum=paper.forum,
            paper=paper,
            position=position,
            number=section.number,
            heading=section.heading,
            text=section.text,
        )
        for position, section in enumerate(sections(text), start=1)
    )


def _record_place(paper: Paper, item: AgendaItem, *, by: Person, on: date) -> None:
    _record(
        PaperEvent.PAPER_PLACED,
        f"{paper.title}: put on the agenda of {item.meeting.held_on:%-d %B %Y} "
        f"as item {item.number}",
        paper,
        by=by,
        on=on,
        agenda_item=item.pk,
    )


def _record(
    event: str, sentence: str, paper: Paper, *, by: Person, on: date, **facts: Any
) -> None:
    audit.record(
        event,
        sentence,
        forum=paper.forum,
        by=by,
        on=on,
        about=paper,
        matter=paper.matter_id,
        **facts,
    )
