"""The charts of pages and documents as plain positions; templates draw them as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from decisions.choices import CARRIED, Settlement
from decisions.models.log_row import LogRow, award_facts
from decisions.rules.authority import last_day
from forum.money import pounds

BAR_WIDTH, BAR_STEP = 480, 52
LINE_WIDTH, LANE_STEP, AXIS = 640, 48, 34
FEW_MONTHS = 30
"""A span of so many months has a tick for each quarter; a longer one for each April."""
MOST_TICKS = 9
EDGE = 30


@dataclass(frozen=True)
class Bar:
    """One bar, with its words above it."""

    label: str
    words: str
    top: int
    x: int
    width: int
    is_hatched: bool = False
    """Money or time without a settled source."""

    @property
    def text_y(self) -> int:
        return self.top + 16

    @property
    def bar_y(self) -> int:
        return self.top + 24


@dataclass(frozen=True)
class BarChart:
    """Amounts beside each other; the longest bar takes the whole width."""

    title: str
    bars: tuple[Bar, ...]
    width: int = BAR_WIDTH

    @property
    def height(self) -> int:
        return len(self.bars) * BAR_STEP

    @property
    def words(self) -> str:
        """The chart in one sentence, for those who do not see it."""
        return "; ".join(f"{bar.label}: {bar.words}" for bar in self.bars)


@dataclass(frozen=True)
class Tick:
    """A day on the time axis."""

    x: int
    label: str

    @property
    def anchor(self) -> str:
        """Which part of the label stands on the tick: it stays inside the picture."""
        if self.x < EDGE:
            return "start"
        return "end" if self.x > LINE_WIDTH - EDGE else "middle"


@dataclass(frozen=True)
class Timeline:
    """Spans of time under each other, over one axis."""

    title: str
    lanes: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    width: int = LINE_WIDTH

    @property
    def axis_y(self) -> int:
        return len(self.lanes) * LANE_STEP + 4

    @property
    def height(self) -> int:
        return self.axis_y + AXIS

    @property
    def words(self) -> str:
        return "; ".join(f"{lane.label}: {lane.words}" for lane in self.lanes)


@dataclass(frozen=True)
class Span:
    """From when to when a decision had no source, or gave authority from one."""

    label: str
    from_on: date
    until_on: date | None
    """None where the record states no end."""
    is_settled: bool
    row: LogRow
    amount: Decimal | None = None

    @property
    def days(self) -> int | None:
        return (self.until_on - self.from_on).days if self.until_on else None

    @property
    def words(self) -> str:
        until = f"{self.until_on:%-d %b %Y}" if self.until_on else "no end stated"
        days = f", {self.days} days" if not self.is_settled else ""
        return f"{self.from_on:%-d %b %Y} to {until}{days}"


def bar_chart(title: str, values: Sequence[tuple[str, Decimal, bool]]) -> BarChart:
    """A bar for each label and amount; the last word says whether its source is still open."""
    most = max((amount for _, amount, _ in values), default=Decimal(0))
    return BarChart(
        title,
        tuple(
            Bar(
                label,
                pounds(amount),
                place * BAR_STEP,
                0,
                int(amount / most * BAR_WIDTH) if most else 0,
                is_hatched,
            )
            for place, (label, amount, is_hatched) in enumerate(values)
        ),
    )


def funding_spans(rows: Sequence[LogRow], on: date) -> tuple[Span, ...]:
    """For each approval of money: how long its source was open, and what it was paid from."""
    return tuple(span for row in rows for span in _spans(row, on))


def funding_timeline(title: str, spans: Sequence[Span], on: date) -> Timeline | None:
    """The spans over their years; None where there is nothing to show."""
    if not spans:
        return None
    first = min(span.from_on for span in spans)
    last = max(max(span.until_on or on, span.from_on) for span in spans)
    ticks = [(day, label) for day, label in _ticks(first, last)]
    start, end = min(first, ticks[0][0]), max(last, ticks[-1][0])
    return Timeline(
        title,
        tuple(_lane(span, place, start, end, on) for place, span in enumerate(spans)),
        tuple(Tick(_x(day, start, end), label) for day, label in ticks),
    )


def _spans(row: LogRow, on: date) -> Iterator[Span]:
    if row.outcome.result not in CARRIED:
        return
    agreed_on = row.meeting.held_on
    if row.outcome.settlement == Settlement.UNSETTLED:
        settled = row.settled_by
        until = settled.decided_on if settled else max(on, agreed_on)
        label = f"{pounds(row.amount_agreed)} agreed, source not settled"
        yield Span(label, agreed_on, until, False, row, row.amount_agreed)
    for award in row.awards:
        label = f"{pounds(award.amount)} {award.get_source_display().lower()}"
        begins = award.from_on or agreed_on
        ends = last_day(award_facts(award))
        label = f"{label}, {award.budget_line.name}"
        yield Span(label, begins, ends, True, row, award.amount)


def _lane(span: Span, place: int, start: date, end: date, on: date) -> Bar:
    x = _x(span.from_on, start, end)
    until = max(span.until_on or on, span.from_on)
    width = max(_x(until, start, end) - x, 3)
    return Bar(span.label, span.words, place * LANE_STEP, x, width, not span.is_settled)


def _x(day: date, start: date, end: date) -> int:
    whole = max((end - start).days, 1)
    return round((day - start).days / whole * LINE_WIDTH)


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
