"""The appendices of a paper as a page or a document shows them: to the public, or in full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat

from forum.choices import FileKind
from forum.models import StoredFile
from papers.models.appendix import Appendix
from papers.models.paper import Paper
from papers.rules.appendices import AppendixFacts
from papers.rules.text.blocks import FIGURE, Block, blocks_from
from papers.rules.text.redacting import is_marked, public, public_words, withheld

PDF_WARNING = (
    "This is a PDF made elsewhere: it may not be accessible. The summary says what is in it. Ask "
    "the clerk for it in another form."
)


@dataclass(frozen=True)
class Shown:
    """One appendix, as one reader sees it."""

    appendix: Appendix
    name: str
    summary: str
    blocks: tuple[Block, ...]
    file: StoredFile | None
    exempt: str = ""
    """Why the public does not see all of it, and who approved that."""
    is_public: bool = True

    @property
    def public_file(self) -> StoredFile | None:
        """What the public is given."""
        return file_shown(self.appendix, is_public=True)

    @property
    def withholds(self) -> bool:
        """Whether the public reads less than all of it."""
        return is_marked(self.appendix.summary) or bool(withheld(_own_blocks(self.appendix)))

    @property
    def file_words(self) -> str:
        """What the file is and how large: "PDF, 213 KB"."""
        if self.file is None:
            return ""
        kind = self.file.get_kind_display().partition(" (")[0]
        return f"{kind}, {filesizeformat(self.file.size)}"

    @property
    def warning(self) -> str:
        """What a reader should know before opening the file."""
        return PDF_WARNING if self.file and self.file.kind == FileKind.PDF else ""

    @property
    def prefix(self) -> str:
        """Keeps the anchors of its blocks apart from those of the paper."""
        return f"appendix-{self.appendix.position}-"


def shown_appendices(paper: Paper, *, is_public: bool) -> list[Shown]:
    """The appendices in their order, each as this reader sees it."""
    return [_shown(each, is_public=is_public) for each in paper.appendices.all()]


def every_block(paper: Paper, *, is_public: bool) -> Iterator[Block]:
    """What this reader sees of the paper and its appendices, for the pictures in it."""
    yield from public(paper.blocks) if is_public else paper.blocks
    for each in shown_appendices(paper, is_public=is_public):
        yield from each.blocks


def file_shown(appendix: Appendix, *, is_public: bool) -> StoredFile | None:
    """The file that is handed out: to the public never one that holds what is withheld."""
    if not is_public:
        return appendix.file
    if appendix.is_exempt:
        return appendix.public_file
    return None if withheld(_own_blocks(appendix)) else appendix.file


def appendix_facts(appendix: Appendix) -> AppendixFacts:
    """An appendix as the rules see it."""
    file = appendix.file
    return AppendixFacts(
        letter=appendix.letter,
        title=appendix.title,
        summary=appendix.summary,
        file_name=file.name if file else "",
        is_picture=bool(file and file.is_picture),
        alt=appendix.alt,
        is_exempt=appendix.is_exempt,
        exempt_reason=appendix.exempt_reason,
        exempt_approved_by_post=appendix.exempt_approved_by_post,
        has_public_file=appendix.public_file_id is not None,
    )


def _shown(appendix: Appendix, *, is_public: bool) -> Shown:
    blocks = _public_blocks(appendix) if is_public else _own_blocks(appendix)
    why = public_words(appendix.exempt_reason)
    return Shown(
        appendix=appendix,
        name=public_words(str(appendix)),
        summary=public_words(appendix.summary) if is_public else appendix.summary,
        blocks=blocks,
        file=file_shown(appendix, is_public=is_public),
        exempt=f"{why} (approved by {appendix.exempt_approved_by_post})" if why else "",
        is_public=is_public,
    )


def _own_blocks(appendix: Appendix) -> tuple[Block, ...]:
    """All that the file says, and a picture as a figure."""
    return (*blocks_from(appendix.tables), *_picture(appendix, appendix.file))


def _public_blocks(appendix: Appendix) -> tuple[Block, ...]:
    """What the public version says; of an exempt appendix, only that of its public file."""
    if not appendix.is_exempt:
        return public(_own_blocks(appendix))
    own = (*blocks_from(appendix.public_tables), *_picture(appendix, appendix.public_file))
    return public(own)


def _picture(appendix: Appendix, file: StoredFile | None) -> Iterator[Block]:
    if file and file.is_picture:
        yield Block(FIGURE, asset=str(file.pk), alt=appendix.alt, id="picture")
