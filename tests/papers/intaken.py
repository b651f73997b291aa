"""Words that came in for a paper, for tests."""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document

from papers.choices import IntakeKind
from papers.word.pasting import read_text
from papers.word.reading import read_word
from papers.workflow.intake import Incoming, bring_in

HERE = Path(__file__).parent
LIBREOFFICE = (HERE / "word" / "havering-libreoffice.docx").read_bytes()
"""The retold Havering text, laid out and saved by LibreOffice: real lists, repeated headers."""
NOTING = """Subject: Early help
Report of: A. Writer
Date: 15 January 2026

Recommendations

1. That the Forum notes the report.
2. That the Forum agrees to fund four posts at a cost of £89,604 in 2026-27.

Background

3. It is proposed that the posts are funded from the centrally retained budgets.
"""


def text_of(name: str) -> str:
    """One of the five documents, retold."""
    return (HERE / "documents" / f"{name}.txt").read_text()


def havering():
    """The blocks of the Havering text as it is pasted."""
    return read_text(text_of("havering-de-delegation-2024-25")).blocks


def saved(document: Document) -> bytes:
    """The bytes of a document made here."""
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def pasted(text: str = NOTING) -> Incoming:
    return Incoming(IntakeKind.TEXT, "pasted text", read_text(text), typed=text)


def word(content: bytes) -> Incoming:
    return Incoming(IntakeKind.WORD, "paper.docx", read_word(content))


def brought_in(paper, by, on, text: str = NOTING):
    return bring_in(paper, pasted(text), by=by, on=on)
