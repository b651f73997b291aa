"""What of an imported text needs a human, before a reader of the pack or the minutes stumbles.

Nothing here stands in the way and nothing is changed: printed text stays as it is, and the author
mends what is wrong. Some of it the tabling gate asks for later; here it is said while it is easy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from forum.money import pounds
from forum.rules.ruling import Reason
from papers.rules.appendices import cited
from papers.rules.asks import asked_at, asks, asks_differ
from papers.rules.mentions import mentions, where_found
from papers.rules.personal import personal_cautions
from papers.rules.schedules.rate_tables import RateTable, rate_tables
from papers.rules.text.blocks import FIGURE, HEADING, PARAGRAPH, TABLE, Block
from papers.rules.text.text_form import plain
from papers.rules.text.wording import since_dates

AUTHOR = "The author"
ACCESSIBLE = "Public Sector Bodies Accessibility Regulations 2018, WCAG 2.2 AA"
AS_PRINTED = "Printed numbers are kept as they are: reports quote each other by them"
REVIEW = "Middlesbrough review 2019, recommendation 26"
CONVENTION = "Conventions of the field"


@dataclass(frozen=True)
class Around:
    """What the report compares the text with."""

    meeting_on: date | None = None
    appendices: tuple[str, ...] = ()
    """The letters of those that are added to the paper."""
    undrawn: tuple[str, ...] = ()
    """The characters that the fonts of the PDF lack."""


def report(blocks: Sequence[Block], around: Around | None = None) -> tuple[Reason, ...]:
    """Everything in the text that somebody should look at."""
    beside = around or Around()
    text = plain(blocks)
    return (
        *_tables(blocks),
        *_figures(blocks),
        *_headings(blocks),
        *_numbers(blocks),
        *_undrawn(beside.undrawn),
        *_asked(blocks, text, beside),
        *_rates(rate_tables(blocks)),
        *_appendices(text, beside),
        *personal_cautions(blocks),
    )


def _tables(blocks: Sequence[Block]) -> Iterator[Reason]:
    tables = [block for block in blocks if block.kind == TABLE]
    for number, table in enumerate(tables, start=1):
        where = f"Table {number}"
        if not table.header_rows and not table.header_columns:
            yield Reason(
                "table-without-headers",
                f"{where}, which begins “{_begins(table)}”, has no headers. Say which row or "
                "column heads the others.",
                AUTHOR,
                ACCESSIBLE,
                where,
            )
        if len({len(row) for row in table.rows}) > 1:
            text = f"{where} has rows of different lengths. Give each the same number of cells."
            yield Reason("table-irregular-rows", text, AUTHOR, ACCESSIBLE, where)


def _figures(blocks: Sequence[Block]) -> Iterator[Reason]:
    figures = [block for block in blocks if block.kind == FIGURE]
    for number, figure in enumerate(figures, start=1):
        if not figure.alt.strip():
            yield Reason(
                "figure-without-alt",
                f"Figure {number} has no description. Say in a sentence what it shows.",
                AUTHOR,
                ACCESSIBLE,
                f"Figure {number}",
            )


def _headings(blocks: Sequence[Block]) -> Iterator[Reason]:
    heads = [Block(HEADING, level=0), *(block for block in blocks if block.kind == HEADING)]
    for above, below in pairwise(heads):
        if below.level > above.level + 1:
            yield Reason(
                "heading-level-skipped",
                f"The heading “{below.text}” skips a level: it stands at level {below.level} "
                f"under level {above.level}.",
                AUTHOR,
                ACCESSIBLE,
                f"Heading “{below.text}”",
            )


def _numbers(blocks: Sequence[Block]) -> Iterator[Reason]:
    """Paragraph numbers that come twice, or begin again; they are kept as they are."""
    numbers = [_bare(b.number) for b in blocks if b.kind == PARAGRAPH and b.number]
    again = [number for number, times in Counter(numbers).items() if times > 1]
    if again:
        yield Reason(
            "number-repeats",
            f"These paragraph numbers come more than once: {_listed(again)}. They are kept as "
            "printed; say which paragraph is meant where you cite one.",
            AUTHOR,
            AS_PRINTED,
        )
    heads = [_bare(b.number) for b in blocks if b.kind == HEADING and b.number]
    if heads.count("1") > 1:
        yield Reason(
            "number-restarts",
            f"The numbers of the headings begin again {heads.count('1') - 1} "
            f"{'time' if heads.count('1') == 2 else 'times'}. They are kept as printed.",
            AUTHOR,
            AS_PRINTED,
        )


def _undrawn(characters: Sequence[str]) -> Iterator[Reason]:
    if characters:
        shown = ", ".join(f"{each} (U+{ord(each):04X})" for each in characters[:8])
        yield Reason(
            "characters-undrawn",
            f"The fonts of the PDF lack these characters: {shown}. Write them in other words.",
            AUTHOR,
            ACCESSIBLE,
        )


def _asked(blocks: Sequence[Block], text: str, beside: Around) -> Iterator[Reason]:
    places, asking = asked_at(blocks), asks(blocks)
    if not asking:
        yield Reason(
            "no-recommendation-found",
            "No recommendations were found. If the paper asks for something, enter each thing "
            "that it asks by itself.",
            AUTHOR,
            REVIEW,
        )
    if asks_differ(places):
        yield Reason(
            "recommendations-differ",
            "The recommendations at the front and at the back are not word for word the same. "
            "Those at the front are proposed; they are printed in both places.",
            AUTHOR,
            CONVENTION,
        )
    asked = " ".join(f"{each.stem} {each.text}" for each in asking)
    yield from _sources(asked, text)
    yield from _later_dates(asked, beside.meeting_on)


def _sources(asked: str, text: str) -> Iterator[Reason]:
    """Money that the body speaks of and no recommendation names: the gap of July 2018."""
    named = {mention.source for mention in mentions(asked) if mention.source}
    found = [each for each in mentions(text) if each.is_proposed]
    outside = [each for each in found if each.source and each.source not in named]
    if outside:
        quotes = list(dict.fromkeys(each.quote.casefold() for each in outside))
        yield Reason(
            "source-outside-recommendation",
            f"{_sentence(where_found(outside))}: money from "
            f"{_listed(quotes, quoted=True, most=5)} is spoken of, and no recommendation names "
            "it. Name the source in the recommendation.",
            AUTHOR,
            REVIEW,
        )
    unclear = [each for each in found if each.source is None]
    if unclear:
        quotes = list(dict.fromkeys(each.quote for each in unclear))
        yield Reason(
            "source-unclear",
            f"{_sentence(where_found(unclear))}: {_listed(quotes, quoted=True)} is none of the "
            "four sources. Say which one is meant.",
            AUTHOR,
            REVIEW,
        )


def _later_dates(asked: str, meeting_on: date | None) -> Iterator[Reason]:
    for day, words in since_dates(asked) if meeting_on else ():
        if meeting_on and day > meeting_on:
            yield Reason(
                "date-after-meeting",
                f"“{words}” is after the meeting of {meeting_on:%-d %B %Y}. It is kept as "
                "printed: check the date.",
                AUTHOR,
                CONVENTION,
            )


def _rates(tables: Sequence[RateTable]) -> Iterator[Reason]:
    for table in tables:
        where = f"Table {table.number}, “{table.service}”"
        labels = {rate.prior_year_label for share in table.shares for rate in share.rates}
        if table.year_label and table.year_label in labels:
            yield Reason(
                "prior-year-label",
                f"{where}: the rates of last year are labelled {table.year_label}, like this "
                "year's. They are kept as printed: check the label.",
                AUTHOR,
                CONVENTION,
                where,
            )
        for share in table.shares:
            added = sum((rate.total for rate in share.rates), Decimal(0))
            if abs(added - share.total) * 2 > table.precision * max(len(share.rates), 1):
                yield Reason(
                    "factors-do-not-add-up",
                    f"{where}: the factors come to {pounds(added)}, and {pounds(share.total)} is "
                    "printed.",
                    AUTHOR,
                    CONVENTION,
                    where,
                )


def _appendices(text: str, beside: Around) -> Iterator[Reason]:
    spoken = cited(text)
    missing = [each for each in spoken if each not in beside.appendices]
    if missing:
        yield Reason(
            "appendix-not-added",
            f"{_cited(missing)} not added to the paper. Add what is cited, or take the words out.",
            AUTHOR,
            CONVENTION,
        )
    gaps = list(_gaps(spoken))
    if gaps:
        yield Reason(
            "appendix-gap",
            f"The text cites no appendix {_listed(gaps)}, though it cites later ones.",
            AUTHOR,
            CONVENTION,
        )


def _cited(letters: Sequence[str]) -> str:
    if len(letters) == 1:
        return f"The text cites appendix {letters[0]}, which is"
    return f"The text cites appendices {_listed(letters)}, which are"


def _gaps(spoken: Sequence[str]) -> Iterator[str]:
    """Letters or numbers left out before the last that is cited."""
    numbers = sorted(int(each) for each in spoken if each.isdecimal())
    letters = sorted(each for each in spoken if each.isalpha())
    yield from (str(n) for n in range(1, numbers[-1] if numbers else 1) if str(n) not in spoken)
    last = ord(letters[-1]) if letters else ord("A")
    yield from (chr(n) for n in range(ord("A"), last) if chr(n) not in spoken)


def _begins(table: Block) -> str:
    words = " ".join(" ".join(table.rows[0]).split()) if table.rows else ""
    return words if len(words) <= 50 else f"{words[:48].rstrip()}…"


def _bare(number: str) -> str:
    return number.strip(" .)")


def _listed(things: Sequence[str], *, quoted: bool = False, most: int = 12) -> str:
    shown = [f"“{each}”" if quoted else each for each in things[:most]]
    rest = len(things) - most
    if rest > 0:
        shown.append(f"{rest} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
