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

_COUNTED: dict[str, tuple[str, str, str]] = {
    "insertion": ("tracked insertion was", "tracked insertions were",
        "accepted: check that nothing is taken that was only suggested"),
    "deletion": ("tracked deletion was", "tracked deletions were",
        "carried out: the words that were struck out are gone"),
    "moved": ("tracked move was", "tracked moves were", "carried out"),
    "comment": ("comment was", "comments were",
        "left out: answer what is still open before the paper goes on"),
    "text-box": ("text box has its words", "text boxes have their words",
        "after the paragraph that it hangs on: check the order"),
    "drawing": ("chart or diagram", "charts or diagrams",
        "cannot be read: add a picture of it with a description"),
    "equation": ("equation was", "equations were",
        "put in as plain words: check what it says"),
    "footnote": ("footnote stands", "footnotes stand", "at the end, under “Notes”"),
    "contents": ("line of the list of contents was", "lines of the list of contents were",
        "left out: the contents are made again from the headings"),
    "highlight": ("highlighted stretch is", "highlighted stretches are",
        "kept as bold: the highlighter itself is not kept"),
    "struck": ("stretch that was struck through is", "stretches that were struck through are",
        "kept as plain words: take out what is not meant to be read"),
}  # fmt: skip


def counted(counts: Counter[str]) -> Iterator[Reason]:
    """One sentence for each kind of thing that was accepted, moved or left out."""
    for code, (one, many, what) in _COUNTED.items():
        number = counts[code]
        if number:
            named = one if number == 1 else many
            yield Reason(f"word-{code}", f"{number:,} {named} {what}.", AUTHOR, READ)


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
    """A heading below the third level, which is the deepest there is."""
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
        rest = f" and {len(numbers) - 8} more" if len(numbers) > 8 else ""
        shown = ", ".join(each.rstrip(".") for each in numbers[:8]) + rest
        yield Reason(
            "typed-number",
            f"These numbers were typed by hand, and are kept as printed: {shown}. Check that "
            "each belongs to its paragraph.",
            AUTHOR,
            AS_PRINTED,
        )


def merged_cells(table: int, number: int) -> Reason:
    """Cells that spanned others."""
    cells = "1 merged cell was" if number == 1 else f"{number} merged cells were"
    return Reason(
        "table-merged-cells",
        f"Table {table}: {cells} taken apart, so that each cell has its own headers. Check it.",
        AUTHOR,
        ACCESSIBLE,
        f"Table {table}",
    )


def nested_table(table: int) -> Reason:
    """A table inside a cell of another one."""
    return Reason(
        "table-nested",
        f"Table {table} held a table inside a cell: that one stands after it now.",
        AUTHOR,
        ACCESSIBLE,
        f"Table {table}",
    )


def irregular_rows(table: int) -> Reason:
    """Rows of different lengths."""
    return Reason(
        "table-irregular",
        f"Table {table} has rows of different lengths: the short ones were filled up with empty "
        "cells. Check that each figure stands under its heading.",
        AUTHOR,
        ACCESSIBLE,
        f"Table {table}",
    )


def guessed_headers(tables: Sequence[int]) -> Iterator[Reason]:
    """Tables whose first row is only taken for the headers."""
    if tables:
        numbers = [str(number) for number in tables]
        named = f"Tables {', '.join(numbers[:-1])} and {numbers[-1]}"
        yield Reason(
            "table-header-guessed",
            f"{named if len(numbers) > 1 else f'Table {numbers[0]}'}: the first row is taken for "
            "the headers. Check it.",
            AUTHOR,
            ACCESSIBLE,
        )


def dropped_links(links: Iterable[str]) -> Iterator[Reason]:
    """Links to what is not safe to open, or is on somebody's own machine."""
    for link in dict.fromkeys(links):
        yield Reason(
            "link-left-out",
            f"The link to “{_short(link)}” is left out, its words stay: only links that begin "
            "with https:// or mailto: are kept.",
            AUTHOR,
            READ,
        )


def unreadable_picture(alt: str) -> Reason:
    """A picture of a kind that is not kept."""
    named = f" (“{_short(alt)}”)" if alt else ""
    return Reason(
        "picture-unreadable",
        f"A picture{named} is of a kind that cannot be kept: save it as PNG or JPEG, and add it.",
        AUTHOR,
        READ,
    )


def joined_table(table: int) -> Reason:
    """Rows that a page break parted from their table."""
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
            f"{_number(torn, 'paragraph was', 'paragraphs were')} put together again, which a "
            f"page break seems to divide: {_quoted(torn)}.",
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
