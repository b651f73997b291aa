"""Figures that do not add up: sums in words, averages, products, ceilings, ranges, tables.

Each is worked out from the figures as printed and rounded as the paper rounds; rounded figures
need not agree to the pound, and then nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from forum.money import pounds
from forum.rules.ruling import Reason
from papers.rules.consistency.reading import (
    COUNT,
    Money,
    Passage,
    Reading,
    bare,
    count,
    money,
    table_under,
    upper,
)
from papers.rules.regulations import PRACTICE
from papers.rules.text.blocks import Block

AUTHOR = "the author"

_LEFT = re.compile(r"\b(?:left|leaves|leaving)\b[^.;£]{0,60}$", re.IGNORECASE)
_TAKEN = re.compile(
    r"\b(?:original|total|allocation|budget|grant)\b[^.;£]{0,40}$|\bfrom an?\b[^.;£]{0,40}$",
    re.IGNORECASE,
)
_TIMES = rf"(?P<times>{COUNT})\s?[x×]\s?(?P<each>£[\d,]+(?:\.\d+)?)"
_PRODUCTS = (
    re.compile(rf"(?P<whole>£[\d,]+(?:\.\d+)?)\s*\({_TIMES}\)"),
    re.compile(rf"{_TIMES}\s*=\s*(?P<whole>£[\d,]+(?:\.\d+)?)"),
)
_SCHOOLS = rf"(?P<count>{COUNT})\s+(?P<noun>schools|academies|pupils|places|posts|families)"
_HELD_BY = re.compile(_SCHOOLS, re.IGNORECASE)
_AVERAGE = re.compile(r"\baverage\b[^.;£]{0,60}$", re.IGNORECASE)
_LOWEST = re.compile(r"\b(?:lowest|minimum|least)\b[^.;£]{0,40}$", re.IGNORECASE)
_HIGHEST = re.compile(r"\b(?:highest|maximum|most)\b[^.;£]{0,40}$", re.IGNORECASE)
_CEILING = re.compile(r"\b(?:up to(?: and including)?|no more than|a maximum of)\s*$", re.I)
_BID = re.compile(r"\b(?:bids?|submission|request(?:ed|s)?|asks? for|cost(?:s|ing)? of)\b", re.I)
_NEAR = Decimal("0.01")
_FIGURE = re.compile(r"^£?\s?(-?\d[\d,]*(?:\.\d+)?)$")


def sums_in_words(paper: Reading) -> Iterator[Reason]:
    """An amount, what was taken from it, and what is said to be left."""
    for passage in paper.passages:
        found = money(passage.text)
        for place, left in enumerate(found):
            if place < 2 or not _LEFT.search(passage.text[: left.at]):
                continue
            whole, *parts = found[:place]
            if not _TAKEN.search(passage.text[: whole.at]):
                continue
            is_left = whole.value - sum(part.value for part in parts)
            if not left.agrees(is_left):
                sum_of = " less ".join(each.printed for each in (whole, *parts))
                text = (
                    f"In {passage.where}, {sum_of} leaves {pounds(is_left)}; "
                    f"the text says {left.printed}."
                )
                yield Reason("sum-does-not-add-up", text, AUTHOR, PRACTICE, passage.where)


def products(paper: Reading) -> Iterator[Reason]:
    """So many times a price, and the amount that is said to come of it."""
    for passage in paper.passages:
        for pattern in _PRODUCTS:
            for found in pattern.finditer(passage.text):
                (each,), (whole,) = money(found["each"]), money(found["whole"])
                makes = each.value * count(found["times"])
                if not whole.agrees(makes):
                    text = (
                        f"In {passage.where}, {found['times']} x {each.printed} is "
                        f"{pounds(makes)}; the text says {whole.printed}."
                    )
                    yield Reason("product-differs", text, AUTHOR, PRACTICE, passage.where)


def averages(paper: Reading) -> Iterator[Reason]:
    """A total, how many share it, and the average that is printed: each rounded by itself."""
    for passage in paper.own:
        found, held_by = money(passage.text), _HELD_BY.search(passage.text)
        average = _after(_AVERAGE, passage, found)
        if held_by is None or average is None:
            continue
        whole, number = max(found, key=lambda each: each.value), count(held_by["count"])
        is_average = whole.value / number
        if whole.value > average.value * 2 and not average.agrees(is_average):
            text = (
                f"In {passage.where}, {whole.printed} over {number} {held_by['noun']} is "
                f"{_rounded(is_average)} each; the text says {average.printed}. They are rounded "
                "apart."
            )
            yield Reason("average-does-not-fit", text, AUTHOR, PRACTICE, passage.where)


def ranges(paper: Reading) -> Iterator[Reason]:
    """The lowest and the highest amount, and a total that lies outside what they allow."""
    for passage in paper.own:
        found, held_by = money(passage.text), _HELD_BY.search(passage.text)
        lowest, highest = (_after(each, passage, found) for each in (_LOWEST, _HIGHEST))
        if held_by is None or lowest is None or highest is None:
            continue
        whole, number = max(found, key=lambda each: each.value), count(held_by["count"])
        least = (lowest.value - lowest.step / 2) * number
        most = (highest.value + highest.step / 2) * number
        if whole is not highest and not least <= whole.value <= most:
            text = (
                f"In {passage.where}, {number} {held_by['noun']} with {lowest.printed} to "
                f"{highest.printed} each cannot share {whole.printed}."
            )
            yield Reason("range-does-not-hold", text, AUTHOR, PRACTICE, passage.where)


def ceilings(paper: Reading) -> Iterator[Reason]:
    """What is asked for, against the most that there is to have."""
    for passage, ceiling, asked in _asked_under_ceilings(paper):
        if asked.value > ceiling.value:
            text = (
                f"{upper(passage.where)} asks for {asked.printed}, and there is at most "
                f"{ceiling.printed} to have."
            )
            yield Reason("over-ceiling", text, AUTHOR, PRACTICE, passage.where)


def near_ceilings(paper: Reading) -> Iterator[Reason]:
    """What is asked for leaves almost nothing under the ceiling."""
    for passage, ceiling, asked in _asked_under_ceilings(paper):
        room = ceiling.value - asked.value
        if 0 <= room <= ceiling.value * _NEAR:
            text = (
                f"{upper(passage.where)} asks for {asked.printed} of at most {ceiling.printed}: "
                f"{pounds(room)} is left for anything unforeseen."
            )
            yield Reason("near-ceiling", text, AUTHOR, PRACTICE, passage.where)


def tables(paper: Reading) -> Iterator[Reason]:
    """A row of amounts whose last cell is their sum."""
    heading = ""
    for block in paper.blocks:
        heading = bare(block.text) if block.kind == "heading" else heading
        if block.is_table and _ends_with_a_total(block):
            for row in block.rows[1:]:
                yield from _row_total(row, table_under(heading))


def _row_total(row: Sequence[str], where: str) -> Iterator[Reason]:
    figures = [_figure(cell) for cell in row[1:]]
    if len(figures) < 3 or any(figure is None for figure in figures):
        return
    *parts, whole = [figure for figure in figures if figure is not None]
    if abs(sum(parts) - whole) > Decimal(len(parts)) / 2:
        text = (
            f"In {where}, the row “{row[0]}” adds up to {pounds(sum(parts, Decimal(0)))}; it says "
            f"{pounds(whole)}."
        )
        yield Reason("table-does-not-add-up", text, AUTHOR, PRACTICE, f"{where}, {row[0]}")


def _ends_with_a_total(table: Block) -> bool:
    if len(table.rows) < 2 or len(table.rows[0]) < 4:
        return False
    last = table.rows[0][-1].strip().lower()
    return last in {"", "total", "sum", "all"} and bool(table.rows[0][1].strip())


def _figure(cell: str) -> Decimal | None:
    found = _FIGURE.match(cell.strip())
    return Decimal(found[1].replace(",", "")) if found else None


def _asked_under_ceilings(paper: Reading) -> Iterator[tuple[Passage, Money, Money]]:
    for passage in paper.own:
        found = money(passage.text)
        ceiling = _after(_CEILING, passage, found)
        if ceiling is None:
            continue
        for asked in found:
            before = passage.text[max(0, asked.at - 60) : asked.at]
            if asked is not ceiling and _BID.search(before):
                yield passage, ceiling, asked


def _after(words: re.Pattern[str], passage: Passage, found: Sequence[Money]) -> Money | None:
    """The amount before which the words stand."""
    return next((each for each in found if words.search(passage.text[: each.at])), None)


def _rounded(value: Decimal) -> str:
    return pounds(value.quantize(Decimal(1), ROUND_HALF_UP))
