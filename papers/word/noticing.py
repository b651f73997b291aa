"""What a reader of foreign text notices: what was accepted, left out, moved or only guessed.

Each is a sentence for the author, never an obstacle: what came in is a proposal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from forum.rules.ruling import Reason

AUTHOR = "The author"
ACCESSIBLE = "Public Sector Bodies Accessibility Regulations 2018, WCAG 2.2 AA"
AS_PRINTED = "Printed numbers are kept as they are: reports quote each other by them"
READ = "How Word files and pasted text are read"

_COUNTED = {
    "insertion": ("{n} tracked {insertions} accepted: check that nothing is taken that was only suggested.", "insertion was", "insertions were"),
    "deletion": ("{n} tracked {insertions} carried out: the words that were struck out are gone.", "deletion was", "deletions were"),
    "moved": ("{n} tracked {insertions} carried out.", "move was", "moves were"),
    "comment": ("{n} {insertions} left out: answer what is still open before the paper goes on.", "comment was", "comments were"),
    "text-box": ("The words of {n} text {insertions} after the paragraph that it hangs on: check the order.", "box stand", "boxes stand"),
    "drawing": ("{n} {insertions} cannot be read: add a picture of it with a description.", "chart or diagram", "charts or diagrams"),
    "equation": ("{n} {insertions} put in as plain words: check what it says.", "equation was", "equations were"),
    "footnote": ("{n} {insertions} at the end, under “Notes”.", "footnote stands", "footnotes stand"),
    "contents": ("{n} {insertions} left out: the contents are made again from the headings.", "line of the list of contents was", "lines of the list of contents were"),
    "highlight": ("{n} {insertions} kept as bold: the highlighter itself is not kept.", "highlighted stretch is", "highlighted stretches are"),
    "struck": ("{n} {insertions} kept as plain words: take out what is not meant to be read.", "stretch that was struck through is", "stretches that were struck through are"),
}  # fmt: skip


def counted(counts: Counter[str]) -> Iterator[Reason]:
    """One sentence for each kind of thing that was accepted, moved or left out."""
    for code, (sentence, one, many) in _COUNTED.items():
        number = counts[code]
        if number:
            words = sentence.format(n=f"{number:,}", insertions=one if number == 1 else many)
            yield Reason(f"word-{code}", words, AUTHOR, READ)


def headers_left_out(headers: Sequence[str]) -> Iterator[Reason]:
    """Headers and footers repeat on each page and are no part of the text."""
    if headers:
        quoted = "; ".join(f"“{_short(each)}”" for each in headers[:3])
        yield Reason(
            "word-header", f"The headers and footers are left out: {quoted}.", AUTHOR, READ
        )


def guessed_headings(heads: Sequence[str]) -> Iterator[Reason]:
    """Lines that nothing but their look shows to be headings."""
    if heads:
        yield Reason(
            "heading-guessed",
            f"{_number(heads, 'line is', 'lines are')} taken for headings because of how they "
            f"look: {_quoted(heads, 12)}. Check them and their levels.",
            AUTHOR,
            ACCESSIBLE,
        )


def deep_heading(words: str) -> Reason:
    return Reason(
        "heading-too-deep",
        f"“{_short(words)}” lay deeper than three levels and is now at the third.",
        AUTHOR,
        ACCESSIBLE,
        f"Heading “{_short(words)}”",
    )


def typed_numbers(numbers: Sequence[str]) -> Iterator[Reason]:
    """Numbers that were typed and not counted by Word; they are kept as numbers."""
    if numbers:
        shown = ", ".join(numbers[:8]) + (f" and {len(numbers) - 8} more" if len(numbers) > 8 else "")
        yield Reason(
            "typed-number",
            f"These numbers were typed by hand, and are kept as printed: {shown}. Check that "
            "each belongs to its paragraph.",
            AUTHOR,
            AS_PRINTED,
        )


def merged_cells(table: int, number: int) -> Reason:
    cells = "1 merged cell was" if number == 1 else f"{number} merged cells were"
    return Reason(
        "table-merged-cells",
        f"Table {table}: {cells} taken apart, so that each cell has its own headers. Check it.",
        AUTHOR,
        ACCESSIBLE,
        f"Table {table}",
    )


def nested_table(table: int) -> Reason:
    return Reason(
        "table-nested",
        f"Table {table} held a table inside a cell: that one stands after it now.",
        AUTHOR,
        ACCESSIBLE,
        f"Table {table}",
    )


def irregular_rows(table: int) -> Reason:
    return Reason(
        "table-irregular",
        f"Table {table} has rows of different lengths: the short ones were filled up with empty "
        "cells. Check that each figure stands under its heading.",
        AUTHOR,
        ACCESSIBLE,
        f"Table {table}",
    )


def guessed_header(table: int) -> Reason:
    return Reason(
        "table-header-guessed",
        f"Table {table}: the first row is taken for its headers. Check it.",
        AUTHOR,
        ACCESSIBLE,
        f"Table {table}",
    )


def dropped_links(links: Iterable[str]) -> Iterator[Reason]:
    for link in dict.fromkeys(links):
        yield Reason(
            "link-left-out",
            f"The link to “{_short(link)}” is left out, its words stay: only links that begin "
            "with https:// or mailto: are kept.",
            AUTHOR,
            READ,
        )


def unreadable_picture(alt: str) -> Reason:
    named = f" (“{_short(alt)}”)" if alt else ""
    return Reason(
        "picture-unreadable",
        f"A picture{named} is of a kind that cannot be kept: save it as PNG or JPEG, and add it.",
        AUTHOR,
        READ,
    )


def joined_table(table: int) -> Reason:
    return Reason(
        "table-joined",
        f"Table {table}: the rows after a page break were put under the rows before it. Check it.",
        AUTHOR,
        READ,
        f"Table {table}",
    )


def joined_paragraphs(torn: Sequence[str]) -> Iterator[Reason]:
    """Paragraphs that a page break seems to divide."""
    if torn:
        yield Reason(
            "paragraph-joined",
            f"{_number(torn, 'paragraph was', 'paragraphs were')} put together again, which a page "
            f"break seems to divide: {_quoted(torn)}.",
            AUTHOR,
            READ,
        )


def _number(things: Sequence[str], one: str, many: str) -> str:
    return f"1 {one}" if len(things) == 1 else f"{len(things)} {many}"


def _quoted(things: Sequence[str], most: int = 5) -> str:
    shown = ", ".join(f"“{_short(each)}”" for each in things[:most])
    return shown + (f" and {len(things) - most} more" if len(things) > most else "")


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 60 else f"{flat[:58].rstrip()}…"
