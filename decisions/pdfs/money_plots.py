"""Plots of money: where that of a year goes, and a line, a block or a source over the years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from decisions.models.money.money_rows import NOTHING, SourceRow, YearRow
from decisions.pdfs.drawing import (
    BLACK,
    GREY,
    Box,
    Ink,
    Label,
    Plot,
    Rule,
    short_pounds,
    shortened,
    steps_to,
)
from forum.money import pounds
from papers.choices import Source

MOST_YEARS, MOST_LINES = 10, 5
"""What a reader takes in at a glance; the table beside the plot holds the rest."""
BARS, HEAD, LANE = 480, 54, 37
WIDE, MARGIN, TOP, DEEP, ROW = 880, 92, 44, 190, 22
NAMES, PANEL = 166, 78
COLUMN, LEAST = 44, 780
KEY = (
    (Ink.SOLID, "decided", 0),
    (Ink.OPEN, "left", 105),
    (Ink.HATCHED, "decided beyond what was put in", 185),
    (Ink.GREY, "decided, allocation not stated", 490),
)
UNSETTLED = "In principle, no source settled"


def year_plot(
    year: str, sources: Sequence[SourceRow], in_principle: Decimal = NOTHING
) -> Plot | None:
    """Where the money of a year goes: each source, and under it the lines it is drawn from."""
    most = max([row.amount for row in sources] + [in_principle])
    if most <= 0:
        return None
    boxes: list[Box] = []
    labels: list[Label] = []
    words, top = [], 0
    for row in sources:
        said = f"{pounds(row.amount)}, {row.share}%" if row.amount else pounds(row.amount)
        _bar(boxes, labels, top, (row.label, said), row.amount / most)
        top += HEAD
        parts = _largest(row)
        for name, amount in parts:
            _part(boxes, labels, top, (name, pounds(amount)), amount / most)
            top += LANE
        top += 12 if parts else 0
        words.append(f"{row.label}: {said}{_drawn_from(parts)}")
    if in_principle:
        said = pounds(in_principle)
        _bar(boxes, labels, top, (UNSETTLED, said), in_principle / most, Ink.HATCHED)
        top += HEAD
        words.append(f"{UNSETTLED}: {said}")
    title = f"Where the money of {year or 'a year not stated'} goes"
    said = "; ".join(words)
    return Plot("year", title, said, BARS, top, boxes=(*boxes,), labels=(*labels,))


def line_plot(name: str, rows: Iterable[YearRow]) -> Plot | None:
    """What was put in, decided and left, year by year: of a line, a block, or all of a forum."""
    rows = _shown(rows)
    most = max((max(row.committed, row.put_in or NOTHING) for row in rows), default=NOTHING)
    if most <= 0:
        return None
    scale = steps_to(most)
    base, step = TOP + DEEP, _step(len(rows), MARGIN)
    room = DEEP / float(scale[-1])
    boxes = _key_boxes()
    labels = [*_key_labels(), *_years(rows, base, step, MARGIN)]
    end = _end(rows, step, MARGIN)
    marks = [Rule(MARGIN, base, end, base, 2, BLACK)]
    for place, row in enumerate(rows):
        x = _column_at(place, step, MARGIN)
        boxes += _column(row, x, base, room)
        if row.is_over and row.put_in is not None:
            level = base - float(max(row.put_in, NOTHING)) * room
            marks.append(Rule(x - 6, level, x + COLUMN + 6, level, 3, BLACK))
    strip = _strip(rows, base + ROW, step)
    title = f"{name}, {_span(rows)}: put in, decided and left"
    words = "; ".join(_said(row) for row in rows)
    height = base + ROW * (2 + (len(strip) // (len(rows) + 1))) - 8
    return Plot(
        "line", title, words, end, height, rules=tuple(_grid(scale, base, room, end)),
        boxes=(*boxes,), labels=(*labels, *_scale(scale, base, room), *strip), marks=(*marks,),
    )  # fmt: skip


def sources_plot(rows: Iterable[YearRow], only: Source | None = None) -> Plot | None:
    """How much came from each source, year by year, all on one scale."""
    rows = _shown(rows)
    panels = [
        (source.label, [row.sources.get(source, NOTHING) for row in rows], Ink.SOLID)
        for source in ([only] if only else Source)
    ]
    if not only and any(row.in_principle for row in rows):
        panels.append(("Not settled", [row.in_principle for row in rows], Ink.HATCHED))
    most = max((amount for _, amounts, _ in panels for amount in amounts), default=NOTHING)
    if most <= 0:
        return None
    deep = PANEL * 2 if only else PANEL
    step = _step(len(rows), NAMES)
    end = _end(rows, step, NAMES)
    boxes: list[Box] = []
    labels = _years(rows, len(panels) * deep, step, NAMES)
    marks: list[Rule] = []
    for number, (name, amounts, ink) in enumerate(panels):
        base = (number + 1) * deep
        marks.append(Rule(NAMES, base, end, base, 2, BLACK))
        labels.append(Label(0, base - 4, name, is_strong=True))
        for place, amount in enumerate(amounts):
            x, high = _column_at(place, step, NAMES), float(amount / most) * (deep - 30)
            if amount:
                boxes.append(Box(x, round(base - high, 1), COLUMN, round(high, 1), ink))
            text = short_pounds(amount) if amount else "–"
            labels.append(Label(x + COLUMN / 2, round(base - high - 6, 1), text, "middle", 14))
    title = f"{only.label} money" if only else "Money decided from each source"
    said = [f"{name}: {_year_by_year(rows, amounts)}" for name, amounts, _ in panels]
    return Plot(
        "sources", f"{title}, {_span(rows)}", "; ".join(said), end, len(panels) * deep + ROW + 4,
        boxes=(*boxes,), labels=(*labels,), marks=(*marks,),
    )  # fmt: skip


def _bar(
    boxes: list[Box], labels: list[Label], top: int, said: tuple[str, str], part: Decimal,
    ink: Ink = Ink.SOLID,
) -> None:  # fmt: skip
    """A source: its name and amount, and below them its bar on the whole length."""
    labels += _over(said, top, 17, is_strong=True)
    boxes.append(Box(0, top + 22, BARS, 18, Ink.TRACK))
    if part > 0:
        boxes.append(Box(0, top + 22, _length(part), 18, ink))


def _part(
    boxes: list[Box], labels: list[Label], top: int, said: tuple[str, str], part: Decimal
) -> None:
    """A line under its source: a thinner bar, on the same scale."""
    labels += _over(said, top, 15)
    if part > 0:
        boxes.append(Box(0, top + 20, _length(part), 6))


def _over(
    said: tuple[str, str], top: int, size: int, *, is_strong: bool = False
) -> tuple[Label, Label]:
    name, amount = said
    room = BARS - len(amount) * size * 0.62 - 12
    return (
        Label(0, top + 15, shortened(name, room, size), "start", size, is_strong),
        Label(BARS, top + 15, amount, "end", size, is_strong),
    )


def _length(part: Decimal) -> float:
    return round(max(float(part) * BARS, 2), 1)


def _largest(row: SourceRow) -> list[tuple[str, Decimal]]:
    """The lines that gave most; the rest in one."""
    lines = [(line.name, amount) for line, amount in row.lines if amount]
    if len(lines) <= MOST_LINES:
        return lines
    rest = lines[MOST_LINES - 1 :]
    others = f"{len(rest)} other lines", sum((amount for _, amount in rest), NOTHING)
    return [*lines[: MOST_LINES - 1], others]


def _drawn_from(parts: list[tuple[str, Decimal]]) -> str:
    said = " and ".join(f"{pounds(amount)} {name}" for name, amount in parts)
    return f", of which {said}" if said else ""


def _shown(rows: Iterable[YearRow]) -> list[YearRow]:
    """The latest years that are stated, earliest first."""
    return [row for row in rows if row.year][:MOST_YEARS][::-1]


def _span(rows: Sequence[YearRow]) -> str:
    first, last = rows[0].year, rows[-1].year
    return first if first == last else f"{first} to {last}"


def _step(years: int, margin: int) -> float:
    return round(min((WIDE - margin) / max(years, 1), 110), 1)


def _end(rows: Sequence[YearRow], step: float, margin: int) -> int:
    """Where the years end; there is always room for the key."""
    return max(int(margin + len(rows) * step), LEAST)


def _column_at(place: int, step: float, margin: int) -> float:
    return round(margin + place * step + (step - COLUMN) / 2, 1)


def _years(rows: Sequence[YearRow], base: float, step: float, margin: int) -> list[Label]:
    return [
        Label(_column_at(place, step, margin) + COLUMN / 2, base + 18, row.year, "middle", 14)
        for place, row in enumerate(rows)
    ]


def _column(row: YearRow, x: float, base: float, room: float) -> Iterator[Box]:
    """What was put in as an open column, filled by what was decided; the rest stands on top."""
    put_in = max(row.put_in or NOTHING, NOTHING)
    inside = min(row.committed - row.loose, put_in)
    beyond = row.committed - row.loose - inside
    if put_in:
        yield _up(x, base, base - float(put_in) * room, Ink.OPEN)
    level = base
    for amount, ink in ((inside, Ink.SOLID), (beyond, Ink.HATCHED), (row.loose, Ink.GREY)):
        if amount > 0:
            top = level - float(amount) * room
            yield _up(x, level, top, ink)
            level = top


def _up(x: float, bottom: float, top: float, ink: Ink) -> Box:
    return Box(x, round(top, 1), COLUMN, round(bottom - top, 1), ink)


def _key_boxes() -> list[Box]:
    return [Box(MARGIN + x, 4, 22, 14, ink) for ink, _, x in KEY]


def _key_labels() -> list[Label]:
    return [Label(MARGIN + x + 30, 16, words) for _, words, x in KEY]


def _grid(scale: Sequence[Decimal], base: float, room: float, end: int) -> Iterator[Rule]:
    for amount in scale[1:]:
        y = round(base - float(amount) * room, 1)
        yield Rule(MARGIN, y, end, y)


def _scale(scale: Sequence[Decimal], base: float, room: float) -> Iterator[Label]:
    for amount in scale:
        y = round(base - float(amount) * room + 5, 1)
        yield Label(MARGIN - 8, y, short_pounds(amount), "end", 14, colour=GREY)


def _strip(rows: Sequence[YearRow], top: float, step: float) -> list[Label]:
    """The figures under the columns, so that each can be read without the scale."""
    facts: dict[str, list[Decimal | None]] = {
        "Put in": [row.put_in for row in rows],
        "Decided": [row.committed for row in rows],
        "Left": [row.left for row in rows],
    }
    labels = []
    for number, (name, amounts) in enumerate(facts.items(), start=1):
        y = top + number * ROW
        labels.append(Label(0, y, name, size=14, is_strong=True))
        for place, amount in enumerate(amounts):
            x, is_over = _column_at(place, step, MARGIN) + COLUMN / 2, (amount or NOTHING) < 0
            text = "–" if amount is None else short_pounds(amount)
            labels.append(Label(x, y, text, "middle", 14, is_over))
    return labels


def _year_by_year(rows: Sequence[YearRow], amounts: Sequence[Decimal]) -> str:
    said = zip(rows, amounts, strict=True)
    return ", ".join(f"{row.name} {pounds(amount)}" for row, amount in said)


def _said(row: YearRow) -> str:
    if not row.is_used:
        return f"{row.name}: nothing"
    return (
        f"{row.name}: {pounds(row.put_in)} put in, {pounds(row.committed)} decided, "
        f"{pounds(row.left)} left"
    )
