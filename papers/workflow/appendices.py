"""Attaching what stands behind a paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from forum import audit
from forum.choices import FileKind, Role
from forum.files import Checked, Unfit, sheets
from forum.locks import lock_row
from forum.models import Person, StoredFile
from forum.permissions import require
from forum.rules.ruling import Refused, Ruling
from forum.workflow.files import store_file
from papers.choices import PaperEvent
from papers.models import Appendix
from papers.models.attached import appendix_facts
from papers.rules.appendices import may_attach
from papers.rules.schedules.sheet_tables import SheetRows, as_blocks
from papers.rules.text.blocks import as_stored, identified
from papers.word.reading import Unreadable, read_word
from papers.workflow.intake import with_pictures

WITH_SHEETS = (FileKind.XLSX, FileKind.CSV)


@dataclass(frozen=True)
class Uploads:
    """The files that came with the form: the appendix, and its version for the public."""

    file: Checked | None = None
    public_file: Checked | None = None


@transaction.atomic
def add_appendix(appendix: Appendix, uploads: Uploads, *, by: Person, on: date) -> Appendix:
    """Attach an appendix, after those that are attached already."""
    paper = appendix.paper
    require(by, paper.forum, Role.CLERK, Role.OFFICER)
    lock_row(paper)
    last = paper.appendices.aggregate(last=Max("position"))["last"]
    appendix.position = (last or 0) + 1
    _keep(appendix, uploads, by=by, on=on)
    _record(PaperEvent.APPENDIX_ADDED, "added", appendix, by=by, on=on)
    return appendix


@transaction.atomic
def change_appendix(appendix: Appendix, uploads: Uploads, *, by: Person, on: date) -> Appendix:
    """Change what is said of an appendix, or put another file in its place."""
    require(by, appendix.forum, Role.CLERK, Role.OFFICER)
    lock_row(appendix.paper)
    _keep(appendix, uploads, by=by, on=on)
    _record(PaperEvent.APPENDIX_CHANGED, "changed", appendix, by=by, on=on)
    return appendix


@transaction.atomic
def remove_appendix(appendix: Appendix, *, by: Person, on: date) -> None:
    """Take an appendix off a paper that is not tabled; its file stays in the store."""
    require(by, appendix.forum, Role.CLERK, Role.OFFICER)
    lock_row(appendix.paper)
    may_attach(appendix_facts(appendix), is_tabled=appendix.paper.is_tabled).insist()
    _record(PaperEvent.APPENDIX_REMOVED, "removed", appendix, by=by, on=on)
    appendix.delete()


def _keep(appendix: Appendix, uploads: Uploads, *, by: Person, on: date) -> None:
    """Store its files, read them into tables, and save it once nothing stands in the way."""
    for upload, name, tables in (
        (uploads.file, "file", "tables"),
        (uploads.public_file, "public_file", "public_tables"),
    ):
        if upload is not None:
            stored = store_file(appendix.forum, upload, by=by, on=on)
            setattr(appendix, name, stored)
            setattr(appendix, tables, _read(stored, appendix, by=by, on=on))
    if not appendix.is_exempt:
        appendix.exempt_reason = appendix.exempt_approved_by_post = ""
        appendix.public_file, appendix.public_tables = None, []
    may_attach(appendix_facts(appendix), is_tabled=appendix.paper.is_tabled).insist()
    appendix.keep()


def _read(file: StoredFile, appendix: Appendix, *, by: Person, on: date) -> list[dict[str, Any]]:
    """What the file says, as blocks; nothing for a PDF or a picture."""
    try:
        if file.kind in WITH_SHEETS:
            found = sheets(file.kind, bytes(file.content))
            shown = (SheetRows(each.name, each.rows, each.left_out) for each in found)
            return as_stored(as_blocks(shown))
        if file.kind == FileKind.DOCX:
            reading = read_word(bytes(file.content))
            blocks, _ = with_pictures(appendix.paper, reading, by=by, on=on)
            return as_stored(identified(blocks))
    except (Unfit, Unreadable) as unfit:
        raise Refused(Ruling.no("file-unfit", str(unfit), who="whoever adds it")) from unfit
    return []


def _record(event: str, what: str, appendix: Appendix, *, by: Person, on: date) -> None:
    paper, file = appendix.paper, appendix.file
    name = f"Appendix {appendix.letter}" if appendix.letter else "an appendix"
    exempt = ", exempt from publication" if appendix.is_exempt else ""
    audit.record(
        event,
        f"{paper.title}: {name} {what}{exempt}",
        forum=paper.forum,
        by=by,
        on=on,
        about=paper,
        matter=paper.matter_id,
        appendix=appendix.pk,
        title=appendix.title,
        file=file.sha256 if file else "",
        exempt_reason=appendix.exempt_reason,
        approved_by=appendix.exempt_approved_by_post,
    )
