"""The five documents entered as an officer would: pasted, proposals accepted, the rest by form."""

from __future__ import annotations

import html
import io
import re
import subprocess
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path

from docx import Document

from forum.models import Forum, Person
from papers.choices import IntakeKind, ProposalKind, Purpose
from papers.models import Paper
from papers.models.facts import paper_facts
from papers.models.printed import printed_blocks
from papers.pdfs.paper import paper_pdf
from papers.rules.cautions import cautions, notes
from papers.rules.consistency.reading import bare
from papers.rules.text.blocks import Block
from papers.word.paper import paper_word
from papers.word.pasting import read_text
from papers.workflow.accepting import accept_proposals
from papers.workflow.intake import Incoming, start_from
from tests.factories import a_matter, a_meeting, an_item

FOLDER = Path(__file__).parent
NAMES = {
    "S1": "kent-flo-information-paper",
    "S2": "kent-executive-decision-23-00113",
    "S3": "havering-de-delegation-2024-25",
    "S4": "middlesbrough-funding-review-2019",
    "S5": "staffordshire-progress-report-2016",
}
BY_HAND = (ProposalKind.AMOUNT, ProposalKind.SOURCE)
"""What the words only hint at: the author enters it with the funding."""
BODY = ("-r", "72", "-x", "0", "-y", "55", "-W", "595", "-H", "725")
"""A page without its head and foot, which would stand in the midst of a paragraph."""
_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.DOTALL)
_MOST_BETWEEN = 60


def text_of(name: str) -> str:
    """The text of a document, by its letter or its file."""
    return (FOLDER / f"{NAMES.get(name, name)}.txt").read_text()


def entered(
    forum: Forum,
    name: str,
    *,
    by: Person,
    on: date,
    title: str = "",
    without: Collection[str] = BY_HAND,
) -> Paper:
    """A paper from the pasted text, on the agenda of the day, with what was proposed accepted."""
    reading = read_text(text_of(name))
    incoming = Incoming(IntakeKind.TEXT, f"Pasted text of {name}", reading, typed=text_of(name))
    item = an_item(a_meeting(forum, on), title=f"Item of {name}")
    paper = Paper(
        forum=forum,
        matter=a_matter(forum, f"Matter of {name}"),
        title=title or incoming.title,
        purpose=Purpose.INFORMATION,
        agenda_item=item,
    )
    intake = start_from(paper, incoming, by=by, on=on)
    chosen = [each for each in intake.proposals.all() if each.kind not in without]
    accept_proposals(intake, chosen, by=by, on=on)
    return Paper.objects.get(pk=paper.pk)


def reasons(paper: Paper, *, on: date) -> dict[str, list[str]]:
    """What the gate warns of or notes, by its code."""
    facts = paper_facts(paper, on=on)
    found: dict[str, list[str]] = {}
    for reason in (*cautions(facts), *notes(facts)):
        found.setdefault(reason.code, []).append(reason.text)
    return found


def not_found(
    found: dict[str, list[str]], wanted: Iterable[tuple[str, str]]
) -> list[tuple[str, str]]:
    """The findings that are wanted and were not made: a code, and words of its sentence."""
    return [
        (code, words)
        for code, words in wanted
        if not any(words in text for text in found.get(code, []))
    ]


def lost(paper: Paper, client, address: str) -> dict[str, list[str]]:
    """What of the printed paper is not found on its page, in its PDF, in its Word file."""
    blocks = printed_blocks(paper)
    forms = {
        "page": words_of_page(client.get(address).content.decode()),
        "pdf": words_of_pdf(paper_pdf(paper, public=False, on=None)),
        "word": words_of_word(paper_word(paper, public=False)),
    }
    return {
        form: missing for form, text in forms.items() if (missing := nothing_lost(blocks, text))
    }


def nothing_lost(blocks: Iterable[Block], text: str) -> list[str]:
    """The words of the blocks that the text does not hold: none, where nothing is lost."""
    run, tokens = _letters(text), _tokens(text)
    return [
        words
        for block in blocks
        for words in _pieces(block)
        if _letters(words) not in run and not _is_among(_tokens(words), tokens)
    ]


def words_of_page(markup: str) -> str:
    """What a page says in its main part."""
    main = markup.split("<main", 1)[-1]
    return html.unescape(_TAGS.sub(" ", f"<main{main}"))


def words_of_pdf(pdf: bytes) -> str:
    """What the pages of a PDF say between head and foot."""
    made = subprocess.run(
        ["pdftotext", *BODY, "-", "-"], input=pdf, capture_output=True, check=True
    )
    return made.stdout.decode()


def words_of_word(content: bytes) -> str:
    """What a Word file says, tables and all."""
    body = Document(io.BytesIO(content)).element.body
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return "\n".join(
        "".join(part.text or "" for part in paragraph.iter(f"{space}t"))
        for paragraph in body.iter(f"{space}p")
    )


def _pieces(block: Block) -> Iterator[str]:
    """Each stretch of words that stands together: a paragraph, a point, a cell."""
    stretches = [
        f"{block.number} {block.text}",
        block.caption,
        block.source,
        *(f"{point.label} {point.text}" for point in block.points),
        *(cell for row in block.rows for cell in row),
    ]
    yield from (words for each in stretches if (words := bare(each)).strip())


def _letters(words: str) -> str:
    """Only what is read aloud: no spaces, stops, hyphens or ways of writing a letter."""
    plain = unicodedata.normalize("NFKC", words).lower().replace("\u00ad", "")
    return "".join(re.findall(r"[^\W_]+", plain))


def _tokens(words: str) -> list[str]:
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", words).lower())


def _is_among(wanted: list[str], tokens: list[str]) -> bool:
    """Whether the words follow each other, with a little of a neighbouring cell between them."""
    starts = [place for place, token in enumerate(tokens) if token == wanted[0]] if wanted else []
    return any(
        _follows(wanted, tokens[start : start + len(wanted) + _MOST_BETWEEN]) for start in starts
    )


def _follows(wanted: list[str], tokens: list[str]) -> bool:
    left = iter(tokens)
    return all(word in left for word in wanted)
