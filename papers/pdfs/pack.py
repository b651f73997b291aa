"""The pack of a meeting as pages: its agenda, its papers with their appendices, in both versions.

Each part is HTML that says nothing of the others, so that it is printed once and kept.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.core.cache import caches
from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string

from forum.choices import FileKind
from forum.models import AgendaItem, Meeting
from papers.models import Paper
from papers.models.attached import Shown, every_block, shown_appendices
from papers.models.facts import fetch_whole
from papers.models.figures import embedded
from papers.models.printed import printed_blocks
from papers.pdfs.agenda import agenda_context
from papers.pdfs.document import document
from papers.pdfs.paper import paper_context
from papers.rules.text.blocks import Block, as_stored
from papers.rules.text.redacting import withheld

EXEMPT_NOTE = "Full version: holds what is exempt"
PARTLY = "What is exempt is left out of it."
AROUND = ("acknowledgements", "background_documents", "contacts")
"""What is printed of a paper besides what its cover reads."""
A_DAY = 24 * 60 * 60  # seconds
Under = tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A part of a pack, as everybody reads it and as those inside do; often the same."""

    name: str
    label: str
    under: Under
    public: str
    full: str
    public_note: str = ""
    full_note: str = ""

    @property
    def is_exempt(self) -> bool:
        """Whether something in it is left out of the public version."""
        return self.public != self.full


@dataclass(frozen=True)
class Wanted:
    """Which part of a meeting's papers is wanted, and how it is called."""

    meeting: Meeting
    papers: Sequence[Paper]
    supplement: int = 0
    on: date | None = None

    @property
    def prefix(self) -> str:
        """How the names of its parts begin, so that no later part takes them."""
        return f"s{self.supplement}-" if self.supplement else ""


def sheets(wanted: Wanted) -> list[Sheet]:
    """The agenda (in a supplement: its late part), then every paper with its appendices."""
    fetch_whole(wanted.papers)
    prefetch_related_objects(wanted.papers, *AROUND)
    found = [_agenda(wanted)] if wanted.papers or not wanted.supplement else []
    for paper in wanted.papers:
        found.append(_paper(wanted, paper))
        both = (shown_appendices(paper, is_public=is_public) for is_public in (True, False))
        found.extend(
            _appendix(wanted, paper, shown, in_full) for shown, in_full in zip(*both, strict=True)
        )
    return found


def _agenda(wanted: Wanted) -> Sheet:
    context: dict[str, Any] = agenda_context(wanted.meeting, on=wanted.on)
    items = context["items"]
    late = {paper.agenda_item_id for paper in wanted.papers}
    if wanted.supplement:
        numbers = {each.number for each in wanted.meeting.items.all() if each.pk in late}
        items = [item for item in items if item["number"] in numbers]
    title = f"Supplementary agenda S{wanted.supplement}" if wanted.supplement else "Agenda"
    html = render_to_string(
        "pdf/pack_agenda.html",
        context
        | {
            "document": _document(wanted, title),
            "items": items,
            "returning": () if wanted.supplement else context["returning"],
            "kicker": f"Meeting of {wanted.meeting.held_on:%-d %B %Y}",
            "pack": f"{wanted.prefix}paper-",
        },
    )
    return Sheet(f"{wanted.prefix}agenda", title, (), html, html)


def _paper(wanted: Wanted, paper: Paper) -> Sheet:
    item = _item_of(paper)
    is_exempt = bool(withheld(printed_blocks(paper)))
    public = _paper_html(wanted, paper, is_public=True)
    full = _paper_html(wanted, paper, is_public=False) if is_exempt else public
    return Sheet(
        f"{wanted.prefix}paper-{paper.pk}",
        paper.title,
        (_called(item),),
        public,
        full,
        public_note=PARTLY if is_exempt else "",
    )


def _paper_html(wanted: Wanted, paper: Paper, *, is_public: bool) -> str:
    context: dict[str, Any] = paper_context(paper, public=is_public, on=wanted.on)
    is_exempt = not is_public and bool(withheld(context["blocks"]))
    head = _document(wanted, paper.title, _item_of(paper).number, is_exempt=is_exempt)
    figures = _figures(paper, every_block(paper, is_public=is_public))
    return render_to_string(
        "pdf/pack_paper.html",
        context
        | {
            "document": context["document"] | head,
            "item": _item_of(paper),
            "text": _text(context["blocks"], figures, is_public=is_public),
        },
    )


def _figures(paper: Paper, blocks: Iterable[Block]) -> Mapping[str, str]:
    """The pictures in these blocks, where there are any."""
    found = [each for each in blocks if each.asset]
    return embedded(paper, found) if found else {}


def _text(blocks: Sequence[Block], figures: Mapping[str, str], *, is_public: bool) -> str:
    """The text as HTML; made once as long as it stays, because it is most of the work."""
    if not blocks:
        return ""
    said = json.dumps([as_stored(blocks), sorted(figures), is_public])
    key = f"pack-text:{sha256(said.encode()).hexdigest()}"
    kept = caches["near"].get(key)
    if kept is None:
        context = {"blocks": blocks, "figures": figures, "public": is_public, "pdf": True}
        kept = render_to_string("papers/includes/blocks.html", context)
        caches["near"].set(key, kept, A_DAY)
    return kept


def _appendix(wanted: Wanted, paper: Paper, shown: Shown, in_full: Shown) -> Sheet:
    item = _item_of(paper)
    appendix = shown.appendix
    is_exempt = appendix.is_exempt or shown.summary != in_full.summary
    is_exempt = is_exempt or shown.blocks != in_full.blocks
    public = _appendix_html(wanted, paper, shown, is_exempt=False)
    full = _appendix_html(wanted, paper, in_full, is_exempt=True) if is_exempt else public
    return Sheet(
        f"{wanted.prefix}appendix-{appendix.pk}",
        shown.name,
        (_called(item), paper.title),
        public,
        full,
        public_note=PARTLY if is_exempt else _elsewhere(shown),
        full_note=_elsewhere(in_full),
    )


def _appendix_html(wanted: Wanted, paper: Paper, shown: Shown, *, is_exempt: bool) -> str:
    return render_to_string(
        "pdf/pack_appendix.html",
        {
            "document": _document(wanted, shown.name, _item_of(paper).number, is_exempt=is_exempt),
            "item": _item_of(paper),
            "paper": paper,
            "shown": shown,
            "public": shown.is_public,
            "elsewhere": _elsewhere(shown),
            "figures": _figures(paper, shown.blocks),
        },
    )


def _elsewhere(shown: Shown) -> str:
    """Where a file is read that cannot be made part of the document."""
    if shown.file is None or shown.file.kind != FileKind.PDF:
        return ""
    name = f"“{shown.file.name}” ({shown.file_words})"
    return f"Read {name} on the forum's pages, with the paper that it belongs to."


def _item_of(paper: Paper) -> AgendaItem:
    """The item that it stands under; a paper without one is in no pack."""
    if paper.agenda_item is None:
        raise ValueError("not on an agenda")
    return paper.agenda_item


def _called(item: AgendaItem) -> str:
    return f"{item.number}. {item.title}"


def _document(
    wanted: Wanted, title: str, number: str = "", *, is_exempt: bool = False
) -> dict[str, object]:
    """The head of a part: which item it belongs to, on each of its pages."""
    running = f"Item {number}: {title}" if number else title
    head = document(wanted.meeting.forum, title)
    note = {"status_note": EXEMPT_NOTE} if is_exempt else {}
    return head | {"is_piece": True, "running": running} | note


def is_any_exempt(found: Collection[Sheet]) -> bool:
    """Whether a full version is needed beside the public one."""
    return any(sheet.is_exempt for sheet in found)
