"""From which money a matter was paid, and when: offered, named, agreed, settled and spent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from decisions.choices import CARRIED, HappeningKind, Settlement
from decisions.models.outcomes.outcome import Award
from decisions.models.threads.log_row import LogRow, award_facts
from decisions.models.threads.matter_record import MatterRecord, OptionRow
from decisions.models.threads.waiting import waits_of
from decisions.rules.authority import last_day
from decisions.rules.standing import UNDOING
from forum.money import pounds
from papers.choices import OptionStatus

NOT_SETTLED = "Agreed, source not settled"


class SpanState(StrEnum):
    """What a stretch of time was for a funding source."""

    OFFERED = "Offered"
    NAMED = "Named"
    NOT_SETTLED = "Agreed, not settled"
    SETTLED = "Decided"
    SPENT = "Spent"


@dataclass(frozen=True)
class Span:
    """A stretch of time in which a source was offered, or gave the money, or was not known."""

    source: str
    """One of the four, the words that named it, or that there is none."""
    state: SpanState
    from_on: date
    until_on: date | None
    """None where the record states no end."""
    note: str = ""
    """The amount, or what became of an offer."""
    row: LogRow | None = None
    """The decision that made it."""
    line: str = ""

    @property
    def label(self) -> str:
        """The source and the line: spans of one label stand on one lane."""
        return f"{self.source}, {self.line}" if self.line else self.source

    @property
    def is_moment(self) -> bool:
        """It is known of one day only."""
        return self.until_on == self.from_on

    @property
    def days(self) -> int | None:
        return (self.until_on - self.from_on).days if self.until_on else None

    @property
    def words(self) -> str:
        """ "Decided: £89,604, 27 Feb 2019 to 31 Oct 2019"."""
        said = f"{self.state}: {self.note}" if self.note else f"{self.state}"
        if self.is_moment:
            return f"{said}, {_day(self.from_on)}"
        days = f", {self.days} days" if self.state == SpanState.NOT_SETTLED else ""
        return f"{said}, {_day(self.from_on)} to {self._until}{days}"

    @property
    def short(self) -> str:
        """What stands beside its bar, where the days can be read off the scale."""
        match self.state:
            case SpanState.SETTLED:
                return f"{self.note} until {self._until}"
            case SpanState.NOT_SETTLED:
                return ", ".join(filter(None, (self.note, f"{self.days} days")))
            case SpanState.SPENT:
                return ", ".join(
                    filter(None, (self.note, f"{_day(self.from_on)} to {self._until}"))
                )
            case _:
                said = f"{self.state.lower()} {_day(self.from_on)}"
                return f"{said}, {self.note}" if self.note else said

    @property
    def _until(self) -> str:
        return _day(self.until_on) if self.until_on else "no end stated"


def source_spans(record: MatterRecord) -> tuple[Span, ...]:
    """Every span of the matter as it stood on its day, the earliest first."""
    order = {state: place for place, state in enumerate(SpanState)}
    spans = [*_offered(record), *_named(record), *_spent(record)]
    spans += [span for row in record.rows for span in _decided(row, record.on)]
    return tuple(sorted(spans, key=lambda span: (span.from_on, order[span.state])))


def _offered(record: MatterRecord) -> Iterator[Span]:
    answers = {row.recommendation.pk: row for row in record.rows}
    for offer in record.options:
        if offer.named_on and offer.is_tabled and offer.named_on <= record.on:
            answer = answers.get(offer.recommendation.pk)
            until = max(_answered_on(offer, answer, record.on), offer.named_on)
            if offer.option.status != OptionStatus.CHOSEN or until > offer.named_on:
                note = "" if offer.option.status == OptionStatus.OFFERED else offer.status.lower()
                line = offer.option.budget_line.name if offer.option.budget_line else ""
                source = offer.option.get_source_display()
                yield Span(source, SpanState.OFFERED, offer.named_on, until, note, line=line)


def _answered_on(offer: OptionRow, answer: LogRow | None, on: date) -> date:
    """Until when an option was open: marked, answered, or still on the day of the record."""
    marked = offer.option.status_on
    if marked and offer.option.status != OptionStatus.OFFERED:
        return min(marked, on)
    if answer and answer.outcome.settlement != Settlement.UNSETTLED:
        return answer.outcome.decided_on
    until = waits_of(answer)[0][1] if answer else None
    return min(until, on) if until else on


def _named(record: MatterRecord) -> Iterator[Span]:
    for named in record.named_sources:
        on = named.named_on or (named.meeting.held_on if named.meeting else None)
        if on:
            note = named.get_source_display() if named.source else "none of the four"
            yield Span(f"“{named.words}”", SpanState.NAMED, on, on, note)


def _spent(record: MatterRecord) -> Iterator[Span]:
    for spent in record.happenings:
        begin = spent.from_on or spent.happened_on
        if spent.kind == HappeningKind.SPENDING and begin:
            amount = pounds(spent.amount) if spent.amount is not None else ""
            label = f"Paid: {spent.source_words or 'source not stated'}"
            yield Span(label, SpanState.SPENT, begin, spent.until_on, amount)


def _decided(row: LogRow, on: date) -> Iterator[Span]:
    if row.outcome.result not in CARRIED:
        return
    agreed_on = row.meeting.held_on
    if row.outcome.settlement == Settlement.UNSETTLED:
        note = pounds(row.amount_agreed) if row.amount_agreed is not None else ""
        for begin, end in waits_of(row):
            if begin <= on:
                until = end or max(on, begin)
                yield Span(NOT_SETTLED, SpanState.NOT_SETTLED, begin, until, note, row)
    for award in row.awards:
        yield _paid(award, row, agreed_on)


def _paid(award: Award, row: LogRow, agreed_on: date) -> Span:
    """An award gives the money until its last day, or until a later decision ended it."""
    begin, until, note = award.from_on or agreed_on, last_day(award_facts(award)), ""
    ended = [link.decided_on for link in row.links_later if link.kind in UNDOING]
    if ended and (until is None or min(ended) < until):
        until, note = max(min(ended), begin), ", ended early"
    said = f"{pounds(award.amount)}{note}"
    source, line = award.get_source_display(), award.budget_line.name
    return Span(source, SpanState.SETTLED, begin, until, said, row, line)


def _day(day: date) -> str:
    return f"{day:%-d %b %Y}"
