"""A matter's funding source over time, as a plot: a lane for each source that was spoken of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from decisions.models.money.source_spans import Span, SpanState, source_spans
from decisions.models.threads.matter_record import MatterRecord
from decisions.pdfs.drawing import BLACK, GREY, Box, Ink, Label, Plot, Rule, shortened

WIDE, NAMES, TOP, WORDS, BAR, AXIS = 880, 320, 78, 18, 18, 28
MOMENT = 5
"""What is known of one day only is drawn so wide."""
FEW_MONTHS, MOST_TICKS = 30, 8
"""A span of so many months has a tick for each quarter; a longer one for some Aprils."""
DAY_ROOM, EDGE = 92, 34
OPEN_END = timedelta(days=183)
"""How far past the last day that the record knows a span without an end is drawn."""
INKS = {
    SpanState.OFFERED: Ink.OPEN,
    SpanState.NAMED: Ink.OPEN,
    SpanState.NOT_SETTLED: Ink.HATCHED,
    SpanState.SETTLED: Ink.SOLID,
    SpanState.SPENT: Ink.GREY,
}
KEY = (
    (Ink.SOLID, "decided", 0),
    (Ink.HATCHED, "agreed, source not settled", 110),
    (Ink.OPEN, "offered or named", 350),
    (Ink.GREY, "spent", 520),
)


def source_plot(record: MatterRecord) -> Plot | None:
    """The spans over their years, with the days on which the matter was before the forum."""
    title = f"Where the money of {record.matter.title} came from"
    return drawn(title, source_spans(record), record.meetings, record.on)


def drawn(title: str, spans: Sequence[Span], meetings: Sequence[date], on: date) -> Plot | None:
    """The plot of some spans; None where there is nothing to show."""
    if not spans:
        return None
    lanes: dict[str, list[Span]] = {}
    for span in spans:
        lanes.setdefault(span.label, []).append(span)
    scale = _Scale(spans, meetings, on)
    boxes = [Box(x, 4, 22, 14, ink) for ink, _, x in KEY]
    labels = [Label(x + 30, 16, words) for _, words, x in KEY]
    words = []
    base = TOP
    for name, own in lanes.items():
        head = list(_head(own[-1], base))
        boxes += [_box(span, base + WORDS * len(head) / 2 - 3, scale) for span in own]
        labels += head
        base += WORDS * len(head) + 12
        words.append(f"{name}: {', '.join(span.words for span in own)}")
    rules = [Rule(scale.x(day), TOP - 6, scale.x(day), base) for day, _ in scale.ticks]
    labels += _apart([_tick(scale.x(day), base + 20, text) for day, text in scale.ticks])
    days, names = _days(meetings, on, scale, base)
    marks = [Rule(0, base, WIDE, base, 2, BLACK)]
    return Plot(
        "source", title, "; ".join(words), WIDE, base + AXIS, (*rules, *days), (*boxes,),
        (*labels, *names), (*marks,),
    )  # fmt: skip


class _Scale:
    """Days as places from left to right."""

    def __init__(self, spans: Sequence[Span], meetings: Sequence[date], on: date) -> None:
        days = [*meetings, *(span.from_on for span in spans)]
        days += [span.until_on for span in spans if span.until_on]
        first, last = min(days), max(days)
        if any(span.until_on is None for span in spans):
            last = max(last, min(on, last + OPEN_END))
        self.ticks = list(_ticks(first, last))
        self.start, self.end = min(first, self.ticks[0][0]), max(last, self.ticks[-1][0])

    def x(self, day: date) -> float:
        whole = max((self.end - self.start).days, 1)
        return round(NAMES + (day - self.start).days / whole * (WIDE - NAMES), 1)


def _head(last: Span, top: int) -> Iterator[Label]:
    """The source of a lane, its line, and what its last span was."""
    room = NAMES - 20
    for number, words in enumerate(filter(None, (last.source, last.line, last.short)), start=1):
        text = shortened(words, room, 14)
        yield Label(0, top + number * WORDS, text, size=14, is_strong=number == 1)


def _box(span: Span, y: float, scale: _Scale) -> Box:
    until = span.until_on or scale.end
    x = min(scale.x(span.from_on), WIDE - MOMENT)
    width = max(scale.x(max(until, span.from_on)) - x, MOMENT)
    return Box(x, y, round(width, 1), BAR, INKS[span.state])


def _tick(x: float, y: int, text: str) -> Label:
    """Its words stay inside the picture."""
    anchor = "start" if x < NAMES + EDGE else "end" if x > WIDE - EDGE else "middle"
    return Label(x, y, text, anchor, 14, colour=GREY)


def _apart(labels: Sequence[Label]) -> Iterator[Label]:
    """Those that do not run into the one before."""
    end = float(-WIDE)
    for label in labels:
        width = len(label.text) * label.size * 0.62
        begin = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
        if begin > end:
            yield label
            end = begin + width


def _days(
    meetings: Sequence[date], on: date, scale: _Scale, base: int
) -> tuple[list[Rule], list[Label]]:
    """The meetings as dashed lines, each with its day where there is room for it."""
    rules, labels = [], []
    ends = [float(-WIDE), float(-WIDE)]
    for day in sorted(meetings):
        x = scale.x(day)
        rules.append(Rule(x, TOP - 6, x, base, 1.5, BLACK, "4 3"))
        for row, end in enumerate(ends):
            if x - end >= DAY_ROOM:
                tick = _tick(x, TOP - 12 - row * 18, f"{day:%-d %b %Y}")
                labels.append(replace(tick, colour=BLACK))
                ends[row] = x
                break
    if scale.start < on < scale.end:
        x = scale.x(on)
        rules.append(Rule(x, TOP - 6, x, base, 1.5, GREY, "1 3"))
    return rules, labels


def _ticks(first: date, last: date) -> Iterator[tuple[date, str]]:
    """Quarters of a short span, Aprils of a long one, with the first and last day between them."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = 3 if months <= FEW_MONTHS else 12 * max(1, -(-months // 12 // MOST_TICKS))
    begin = first.year * 12 + first.month - 1
    begin -= (begin - (0 if step == 3 else 3)) % step
    end = last.year * 12 + last.month
    for month in range(begin, end + step, step):
        day = date(month // 12, month % 12 + 1, 1)
        yield day, f"{day:%b %Y}"
