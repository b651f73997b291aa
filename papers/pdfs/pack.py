"""The pack of a meeting as pages: its agenda, its papers with their appendices, in both versions.

Each part is HTML that says nothing of the others, so that it is printed once and kept.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from forum.choices import FileKind
from forum.models import Meeting, StoredFile
from papers.models import Appendix, Paper
from papers.models.facts import fetch_whole
from papers.models.figures import embedded
from papers.pdfs.agenda import agenda_context
from papers.pdfs.document import document
from papers.pdfs.paper import paper_context
from papers.rules.blocks import blocks_from
from papers.rules.redacting import is_marked, public_words, withheld

EXEMPT_NOTE = "Full version: holds what is exempt"
PICTURES = (FileKind.PNG, FileKind.JPEG)
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
    found = [_agenda(wanted)]
    for paper in wanted.papers:
        found.append(_paper(wanted, paper))
        found.extend(_appendix(wanted, paper, each) for each in paper.appendices.all())
    return found


def _agenda(wanted: Wanted) -> Sheet:
    context = agenda_context(wanted.meeting, on=wanted.on)
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
    item = paper.agenda_item
    blocks = paper.blocks
    public = _paper_html(wanted, paper, is_public=True)
    is_exempt = bool(withheld(blocks))
    full = _paper_html(wanted, paper, is_public=False) if is_exempt else public
    return Sheet(
        f"{wanted.prefix}paper-{paper.pk}",
        paper.title,
        (f"{item.number}. {item.title}",),
        public,
        full,
        public_note="parts are exempt and left out" if is_exempt else "",
    )


def _paper_html(wanted: Wanted, paper: Paper, *, is_public: bool) -> str:
    context = paper_context(paper, public=is_public, on=wanted.on)
    is_exempt = not is_public and bool(withheld(paper.blocks))
    head = _document(wanted, paper.title, paper.agenda_item.number, is_exempt=is_exempt)
    return render_to_string(
        "pdf/pack_paper.html",
        context
        | {
            "document": context["document"] | head,
            "item": paper.agenda_item,
            "figures": embedded(paper, paper.blocks),
        },
    )


def _appendix(wanted: Wanted, paper: Paper, appendix: Appendix) -> Sheet:
    item = paper.agenda_item
    public = _appendix_html(wanted, paper, appendix, is_public=True)
    is_exempt = appendix.is_exempt or is_marked(appendix.summary)
    full = _appendix_html(wanted, paper, appendix, is_public=False) if is_exempt else public
    left_out = "exempt, and left out" if appendix.is_exempt else "parts are exempt and left out"
    return Sheet(
        f"{wanted.prefix}appendix-{appendix.pk}",
        str(appendix),
        (f"{item.number}. {item.title}", paper.title),
        public,
        full,
        public_note=left_out if is_exempt else _elsewhere(appendix.file),
        full_note=_elsewhere(appendix.file),
    )


def _appendix_html(wanted: Wanted, paper: Paper, appendix: Appendix, *, is_public: bool) -> str:
    is_left_out = appendix.is_exempt and is_public
    file = appendix.public_file if is_left_out else appendix.file
    blocks = blocks_from(appendix.public_tables if is_left_out else appendix.tables)
    is_exempt = not is_public and (appendix.is_exempt or is_marked(appendix.summary))
    return render_to_string(
        "pdf/pack_appendix.html",
        {
            "document": _document(
                wanted, str(appendix), paper.agenda_item.number, is_exempt=is_exempt
            ),
            "item": paper.agenda_item,
            "paper": paper,
            "appendix": appendix,
            "summary": public_words(appendix.summary) if is_public else appendix.summary,
            "withheld": is_left_out,
            "public": is_public,
            "blocks": blocks,
            "picture": _picture(file),
            "elsewhere": _elsewhere(file),
        },
    )


def _elsewhere(file: StoredFile | None) -> str:
    """Where a file is read that cannot be made part of the document."""
    if file is None or file.kind != FileKind.PDF:
        return ""
    return f"a PDF file, “{file.name}”, to be read with its paper on the forum's pages"


def _picture(file: StoredFile | None) -> str:
    if file is None or file.kind not in PICTURES:
        return ""
    return f"data:{file.content_type};base64,{base64.b64encode(bytes(file.content)).decode()}"


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
