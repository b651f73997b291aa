"""Writing a paper and putting it on an agenda."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
from papers.choices import PaperEvent
from papers.models import Paper, PaperVersion, Placement
from papers.rules.drafting import may_change
from papers.rules.text.aligning import aligned
from papers.rules.text.blocks import Block, as_stored, identified
from papers.rules.text.merging import Difference, StaleBlocks, merge, merge_line
from papers.rules.text.text_form import written


@transaction.atomic
def start_paper(
    paper: Paper, *, blocks: Iterable[Block] = (), note: str = "", by: Person, on: date
) -> Paper:
    """Begin a paper; its first version is what was typed, or what its template begins with."""
    require(by, paper.forum, Role.CLERK, Role.OFFICER)
    _write(paper, blocks, note=note, by=by)
    _record(PaperEvent.PAPER_STARTED, f"Paper started: {paper.title}", paper, by=by, on=on)
    if paper.agenda_item:
        _record_place(paper, paper.agenda_item, by=by, on=on)
    return paper


@dataclass(frozen=True)
class Edited:
    """What the editor sends: the paper as it is typed, and the version it was written from."""

    base: int
    title: str
    purpose: str
    blocks: tuple[Block, ...]
    kind: str | None = None
    """None: as it was; so with the eligibility."""
    eligibility: str | None = None
    note: str = ""


@transaction.atomic
def save_paper(paper: Paper, edited: Edited, *, by: Person, on: date) -> Paper:
    """Save the paper as its next version, brought together with what was saved in between.

    Stale, with both texts, where both changed the same block. What changes nothing is no version.
    """
    require(by, paper.forum, Role.CLERK, Role.OFFICER)
    lock_row(paper)
    may_change(is_tabled=paper.is_tabled).insist()
    edited = _brought_together(paper, edited)
    paper.working_copies.filter(kept_by=by).delete()
    if paper.content and _says(paper) == _would_say(paper, edited):
        return paper
    before = paper.blocks
    paper.title, paper.purpose, paper.version = edited.title, edited.purpose, paper.version + 1
    if edited.kind is not None:
        paper.kind = edited.kind
    if edited.eligibility is not None:
        paper.eligibility_as_printed = edited.eligibility
    _write(paper, edited.blocks, like=before, note=edited.note, by=by)
    _record(
        PaperEvent.PAPER_SAVED,
        f"{paper.title}: version {paper.version} saved" + (edited.note and f" ({edited.note})"),
        paper,
        by=by,
        on=on,
    )
    return paper


@transaction.atomic
def restore_version(version: PaperVersion, *, by: Person, on: date) -> Paper:
    """Make an earlier version the present one: it is saved once more, as the next version."""
    paper = version.paper
    require(by, paper.forum, Role.CLERK, Role.OFFICER)
    lock_row(paper)
    blocks = version.content_blocks
    held_all = bool(version.purpose)
    edited = Edited(
        base=paper.version,
        title=version.title,
        purpose=version.purpose or paper.purpose,
        blocks=blocks if version.blocks else aligned(_nameless(blocks), paper.blocks),
        kind=version.kind if held_all else None,
        eligibility=version.eligibility_as_printed if held_all else None,
        note=f"Restored version {version.number}",
    )
    return save_paper(paper, edited, by=by, on=on)


def _brought_together(paper: Paper, edited: Edited) -> Edited:
    """What is typed together with what others saved since the version it was written from."""
    if paper.version == edited.base:
        return edited
    was = paper.versions.filter(number=edited.base).first()
    if was is None:
        typed, saved = written(edited.blocks), written(paper.blocks)
        raise Stale(field="text", typed=typed, saved=saved, version=paper.version)
    merged = merge(was.content_blocks, paper.blocks, edited.blocks)
    lines = {name: merge_line(*each) for name, each in _lines(paper, was, edited).items()}
    now = _says(paper)
    differences = [
        Difference(name, str(now[name]), typed) for name, (typed, both) in lines.items() if both
    ]
    if merged.conflicts or differences:
        by = paper.content.saved_by.in_post if paper.content else ""
        raise StaleBlocks(merged, version=paper.version, differences=differences, by=by)
    note = edited.note or f"Brought together with version {paper.version}"
    together = {name: typed for name, (typed, _) in lines.items()}
    return replace(edited, base=paper.version, blocks=merged.blocks, note=note, **together)


def _lines(
    paper: Paper, was: PaperVersion, edited: Edited
) -> dict[str, tuple[str | None, str, str]]:
    """The lines about the paper: as it was (None: not known), as it was saved, as it is typed."""
    base: dict[str, str | None] = {"title": was.title, "purpose": None, "kind": None}
    base["eligibility"] = None
    if was.purpose:
        base |= {"purpose": was.purpose, "kind": was.kind}
        base["eligibility"] = was.eligibility_as_printed
    now, typed = _says(paper), _would_say(paper, edited)
    return {name: (base[name], str(now[name]), str(typed[name])) for name in base}


def _says(paper: Paper) -> dict[str, object]:
    return {
        "title": paper.title,
        "purpose": paper.purpose,
        "kind": paper.kind,
        "eligibility": paper.eligibility_as_printed,
        "blocks": paper.blocks,
    }


def _would_say(paper: Paper, edited: Edited) -> dict[str, object]:
    return {
        "title": edited.title,
        "purpose": edited.purpose,
        "kind": paper.kind if edited.kind is None else edited.kind,
        "eligibility": paper.eligibility_as_printed
        if edited.eligibility is None
        else edited.eligibility,
        "blocks": tuple(edited.blocks),
    }


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


def _write(
    paper: Paper, blocks: Iterable[Block], *, like: Sequence[Block] = (), note: str, by: Person
) -> None:
    named = identified(blocks, like=like, taken=[f"b{paper.last_block}"])
    numbers = (int(each.id[1:]) for each in named if each.id[1:].isdigit())
    paper.last_block = max([paper.last_block, *numbers])
    paper.keep()
    version = PaperVersion(
        forum=paper.forum,
        paper=paper,
        number=paper.version,
        title=paper.title,
        purpose=paper.purpose,
        kind=paper.kind,
        eligibility_as_printed=paper.eligibility_as_printed,
        text=written(named),
        blocks=as_stored(named),
        note=note,
        saved_at=timezone.now(),
        saved_by=by,
    ).keep()
    paper.present = [version]


def _nameless(blocks: Iterable[Block]) -> list[Block]:
    return [replace(each, id="") for each in blocks]


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
