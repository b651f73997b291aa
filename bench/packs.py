"""A meeting with fourteen papers for the pack, some two hundred pages, past the steps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from django.core.cache import caches
from django.db import transaction
from django.utils import timezone

from bench.records import HELD_ON, Record, a_meeting, an_item
from bench.words import paragraph, title
from forum.models import Meeting, Person
from forum.workflow.jobs import do_next_job
from papers.choices import Purpose
from papers.models import Matter, PackBuild, Paper, PaperVersion, Piece
from papers.models.held import papers_of
from papers.pdfs.pack import Wanted, sheets
from papers.rules.text.blocks import HEADING, PARAGRAPH, TABLE, Block, as_stored, identified
from papers.rules.text.text_form import written
from papers.workflow.packing import ask_for_pack

PAPERS, SECTIONS = 14, 9
"""Nine sections are some fourteen pages: two hundred in all."""


def a_meeting_with_papers(record: Record) -> Meeting:
    """Papers on an agenda that is not published yet, so that one of them can be changed."""
    meeting = a_meeting(record, HELD_ON + timedelta(days=200), held=False)
    meeting.agenda_published_at = meeting.agenda_published_by = meeting.agenda_published_on = None
    for number in range(1, PAPERS + 1):
        item = an_item(record, meeting, number)
        paper = record.add(
            Paper,
            matter=record.add(Matter, title=title(f"pack {number}")),
            title=title(f"pack {number}"),
            purpose=Purpose.INFORMATION,
            agenda_item=item,
        )
        a_version(record, paper, 1)
    return meeting


def a_version(record: Record, paper: Paper, number: int) -> PaperVersion:
    """The text of a paper: numbered paragraphs under headings, and a table in each section."""
    blocks = text_of(f"{paper.title} {number}")
    return record.add(
        PaperVersion,
        paper=paper,
        number=number,
        title=paper.title,
        text=written(blocks),
        blocks=as_stored(blocks),
        saved_at=timezone.now(),
        saved_by=record.clerk,
    )


@dataclass
class Packs:
    """The pack of the meeting, made as the worker makes it."""

    meeting: Meeting
    clerk: Person

    def ask(self) -> None:
        """Ask for a draft of it."""
        with transaction.atomic():
            ask_for_pack(self.meeting, by=self.clerk, on=HELD_ON)

    def afresh(self) -> None:
        """Ask for it as if no part of it had ever been printed."""
        Piece.objects.all().delete()
        caches["near"].clear()
        self.ask()

    def with_one_changed(self) -> None:
        """Ask for it with a paragraph of one paper written anew."""
        paper = Paper.objects.filter(agenda_item__meeting=self.meeting).earliest("title")
        blocks = list(paper.blocks)
        paper.version += 1
        blocks[2] = replace(blocks[2], text=paragraph(f"version {paper.version}", 4))
        paper.save(update_fields=["version"])
        PaperVersion.objects.create(
            forum=self.meeting.forum,
            paper=paper,
            number=paper.version,
            title=paper.title,
            text=written(blocks),
            blocks=as_stored(blocks),
            saved_at=timezone.now(),
            saved_by=self.clerk,
        )
        self.ask()

    def make(self) -> dict:
        """Make what was asked for."""
        assert do_next_job("bench")
        build = PackBuild.objects.filter(meeting=self.meeting).latest("edition")
        assert build.is_made, build.failure
        return {"pages": build.pages}

    def paper(self) -> str:
        """One of its papers as HTML."""
        papers = papers_of(self.meeting, drafts=True)
        return sheets(Wanted(self.meeting, papers[:1], on=HELD_ON))[1].full


def packs_of(pk: str) -> Packs:
    """The meeting, and the clerk of its forum."""
    meeting = Meeting.objects.select_related("forum").get(pk=pk)
    return Packs(meeting, Person.objects.get(role_grants__forum=meeting.forum))


def text_of(seed: str) -> tuple[Block, ...]:
    """What a paper of fourteen pages says."""
    blocks: list[Block] = []
    for section in range(1, SECTIONS + 1):
        blocks.append(Block(HEADING, title(f"{seed}/{section}"), number=str(section)))
        for part in range(1, 6):
            words = paragraph(f"{seed}/{section}/{part}", 4)
            blocks.append(Block(PARAGRAPH, words, number=f"{section}.{part}"))
        blocks.append(a_table(f"{seed}/{section}"))
    return identified(blocks)


def a_table(seed: str) -> Block:
    """A table of ten rows with a header."""
    head = ("School", "Pupils", "Rate", "Amount")
    rows = [(title(f"{seed}/{row}"), "212", "£4.56", "£966.72") for row in range(10)]
    return Block(TABLE, caption=title(seed), rows=(head, *rows), header_columns=1)
