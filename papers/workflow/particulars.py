"""What stands around the text of a paper: its particulars, background documents and contacts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Field

from forum import audit
from forum.choices import Role
from forum.locks import lock_row
from forum.models import Person
from forum.permissions import require
from papers.choices import PaperEvent
from papers.models import BackgroundDocument, Contact, Paper, Particulars
from papers.rules.drafting import may_change


@transaction.atomic
def save_around(
    paper: Paper,
    *,
    particulars: Particulars | None,
    documents: Sequence[BackgroundDocument],
    contacts: Sequence[Contact],
    by: Person,
    on: date,
) -> None:
    """Save all that stands around the text; an entry for each part that changed."""
    known = Particulars.objects.filter(paper=paper)
    if particulars is not None and _said([particulars]) != _said(known):
        save_particulars(particulars, by=by, on=on)
    if _said(documents) != _said(paper.background_documents.all()):
        save_background(paper, documents, by=by, on=on)
    if _said(contacts) != _said(paper.contacts.all()):
        save_contacts(paper, contacts, by=by, on=on)


@transaction.atomic
def save_particulars(particulars: Particulars, *, by: Person, on: date) -> Particulars:
    """Save to whom a report goes, on what ground, and where it has been and goes."""
    paper = particulars.paper
    require(by, paper.forum, Role.CLERK, Role.OFFICER)
    _hold(paper)
    particulars.keep()
    _record(paper, "particulars saved", by=by, on=on, subject=particulars.subject)
    return particulars


@transaction.atomic
def save_background(
    paper: Paper, documents: Sequence[BackgroundDocument], *, by: Person, on: date
) -> None:
    """Save the documents that the paper rests on, in place of those it named before."""
    require(by, paper.forum, Role.CLERK, Role.OFFICER)
    _hold(paper)
    paper.background_documents.all().delete()
    for position, document in enumerate(documents, start=1):
        document.forum, document.paper, document.position = paper.forum, paper, position
        document.keep()
    titles = [document.title for document in documents]
    _record(
        paper, f"{_count(len(titles), 'background document')} named", by=by, on=on, titles=titles
    )


@transaction.atomic
def save_contacts(paper: Paper, contacts: Sequence[Contact], *, by: Person, on: date) -> None:
    """Save who answers questions about the paper, in place of those it named before."""
    require(by, paper.forum, Role.CLERK, Role.OFFICER)
    _hold(paper)
    paper.contacts.all().delete()
    for position, contact in enumerate(contacts, start=1):
        contact.forum, contact.paper, contact.position = paper.forum, paper, position
        contact.keep()
    posts = [contact.post or contact.role for contact in contacts]
    _record(paper, f"{_count(len(posts), 'contact')} named", by=by, on=on, posts=posts)


def _said(rows: Iterable[BackgroundDocument | Contact | Particulars]) -> list[dict[str, object]]:
    """What the rows say, without who they are."""
    return [
        {field.name: getattr(row, field.name) for field in row._meta.fields if _is_said(field)}
        for row in rows
    ]


def _is_said(field: Field) -> bool:
    return not field.is_relation and field.name not in ("id", "recorded_at", "position")


def _hold(paper: Paper) -> None:
    lock_row(paper)
    may_change(is_tabled=paper.is_tabled).insist()


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _record(paper: Paper, sentence: str, *, by: Person, on: date, **facts: Any) -> None:
    audit.record(
        PaperEvent.PARTICULARS_SAVED,
        f"{paper.title}: {sentence}",
        forum=paper.forum,
        by=by,
        on=on,
        about=paper,
        matter=paper.matter_id,
        **facts,
    )
