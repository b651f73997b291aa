"""From when until when a decision gives authority to spend.

An award gives authority from its stated first day; where none is stated, from the first day of
its financial year, and never before the decision. It lasts until its last day, or to the end of
its year where none is stated: a decision for one year is not one for the next. De-delegation ends
on 31 March of its year whatever end is printed (School and Early Years Finance Regulations: it is
decided for one year). What is agreed in principle gives no authority at all; what hangs on a
condition gives none until that is met, and none once it has failed or lapsed; a later decision
that reverses or replaces it, and a body that decides otherwise in place of the forum, end it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from decisions.choices import ConditionState, Settlement
from decisions.rules.money import AwardFacts
from forum.rules.financial_year import ends_on, is_financial_year, starts_on
from papers.choices import Source

Span = tuple[date | None, date | None]
NO_CURRENT = "no current authority"
"""What is said beside spending that no decision covers."""


class AuthorityState(StrEnum):
    """Whether money may be spent on a day."""

    NO_MONEY = "no_money"
    NOT_SETTLED = "not_settled"
    CONDITIONAL = "conditional"
    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    ENDED = "ended"


@dataclass(frozen=True)
class ConditionFacts:
    """Something that the decision hangs on; the answer of a body outside the forum is one."""

    text: str
    state: ConditionState
    marked_on: date | None = None

    def is_open(self, day: date) -> bool:
        """Whether it was not known on the day what would come of it."""
        is_later = self.marked_on is not None and day < self.marked_on
        return self.state == ConditionState.OPEN or is_later


@dataclass(frozen=True)
class Ending:
    """A later decision that takes the authority away."""

    on: date
    words: str
    """By what: "reversed by 2019-06-01/4/1"."""


@dataclass(frozen=True)
class AuthorityFacts:
    """A carried decision as far as its authority goes."""

    settlement: Settlement
    awards: tuple[AwardFacts, ...]
    decided_on: date | None = None
    conditions: tuple[ConditionFacts, ...] = ()
    endings: tuple[Ending, ...] = ()
    settled_by: str = ""
    """The later decision that settled its source: that one gives the authority."""


@dataclass(frozen=True)
class Authority:
    """What a decision allows on one day."""

    state: AuthorityState
    from_on: date | None = None
    until_on: date | None = None
    """The last day; None where the record states none."""
    because: str = ""

    @property
    def is_in_force(self) -> bool:
        return self.state == AuthorityState.IN_FORCE

    @property
    def sentence(self) -> str:
        """As a page or a log says it."""
        why = f" ({self.because})" if self.because else ""
        match self.state:
            case AuthorityState.NO_MONEY:
                return "No money was decided"
            case AuthorityState.NOT_SETTLED:
                return f"No authority ({self.because or 'source not settled'})"
            case AuthorityState.CONDITIONAL:
                return f"No authority until this is met: {self.because}"
            case AuthorityState.NOT_YET:
                return f"No authority before {_day(self.from_on)}"
            case AuthorityState.ENDED:
                return f"Authority ended on {_day(self.until_on)}{why}"
            case _:
                return f"Authority until {_day(self.until_on)}"


@dataclass(frozen=True)
class Gap:
    """Days on which money was spent and no decision gave authority for it."""

    from_on: date
    until_on: date

    @property
    def sentence(self) -> str:
        """As it stands beside the spending."""
        if self.from_on == self.until_on:
            return f"{NO_CURRENT} on {_day(self.from_on)}"
        return f"{NO_CURRENT} from {_day(self.from_on)} to {_day(self.until_on)}"


def authority_on(day: date, facts: AuthorityFacts) -> Authority:
    """The authority that a carried decision gives on the day."""
    if facts.settlement == Settlement.UNSETTLED:
        later = f"its source was settled by {facts.settled_by}" if facts.settled_by else ""
        return Authority(AuthorityState.NOT_SETTLED, because=later)
    if facts.settlement == Settlement.NOT_APPLICABLE or not facts.awards:
        return Authority(AuthorityState.NO_MONEY)
    first, last = first_day_of(facts.awards, facts.decided_on), last_day_of(facts.awards)
    ended = min(_endings(facts, last), key=lambda each: each.on, default=None)
    if ended is not None and day >= ended.on:
        return Authority(AuthorityState.ENDED, first, ended.on, ended.words)
    waits = "; ".join(each.text for each in facts.conditions if each.is_open(day))
    if waits and (last is None or day <= last):
        return Authority(AuthorityState.CONDITIONAL, first, last, waits)
    state, upcoming = _state(day, _spans(facts))
    return Authority(state, upcoming or first, last)


def gaps(from_on: date, until_on: date, decisions: Sequence[AuthorityFacts]) -> tuple[Gap, ...]:
    """The parts of a period of spending that none of the decisions covers, earliest first."""
    marks = {from_on, *(mark for each in decisions for mark in _marks(each))}
    starts = sorted(mark for mark in marks if from_on <= mark <= until_on)
    found: list[Gap] = []
    for start, following in zip(starts, [*starts[1:], until_on + timedelta(1)], strict=True):
        if any(authority_on(start, each).is_in_force for each in decisions):
            continue
        end = following - timedelta(1)
        if found and found[-1].until_on == start - timedelta(1):
            found[-1] = Gap(found[-1].from_on, end)
        else:
            found.append(Gap(start, end))
    return tuple(found)


def first_day(award: AwardFacts, decided_on: date | None = None) -> date | None:
    """The first day on which the award may be spent; None where nothing says when."""
    if award.from_on is not None or decided_on is None:
        return award.from_on
    if is_financial_year(award.financial_year):
        return max(decided_on, starts_on(award.financial_year))
    return decided_on


def last_day(award: AwardFacts) -> date | None:
    """The last day on which the award may be spent; None where the record states none."""
    if not is_financial_year(award.financial_year):
        return award.until_on
    end_of_year = ends_on(award.financial_year)
    if award.until_on is None:
        return end_of_year
    if award.source == Source.DE_DELEGATED:
        return min(award.until_on, end_of_year)
    return award.until_on


def first_day_of(awards: Sequence[AwardFacts], decided_on: date | None = None) -> date | None:
    """The first day of the award that starts first; None where one of them has none."""
    days = [first_day(award, decided_on) for award in awards]
    known = [day for day in days if day is not None]
    return min(known) if known and len(known) == len(days) else None


def last_day_of(awards: Sequence[AwardFacts]) -> date | None:
    """The last day of the award that lasts longest; None where one of them has no stated end."""
    days = [last_day(award) for award in awards]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def _endings(facts: AuthorityFacts, last: date | None) -> Iterator[Ending]:
    """What took the authority away before its time."""
    yield from (each for each in facts.endings if last is None or each.on <= last)
    for condition in facts.conditions:
        if condition.state in (ConditionState.FAILED, ConditionState.LAPSED):
            verb = condition.state.label.lower()
            on = condition.marked_on or facts.decided_on or date.min
            if last is None or on <= last:
                yield Ending(on, f"condition {verb}: {condition.text}")


def _spans(facts: AuthorityFacts) -> list[Span]:
    """From when until when each award may be spent; between two of them nothing may."""
    return [(first_day(award, facts.decided_on), last_day(award)) for award in facts.awards]


def _state(day: date, spans: Sequence[Span]) -> tuple[AuthorityState, date | None]:
    """Whether an award covers the day; where one comes later, its first day."""
    if any((not first or first <= day) and (not last or day <= last) for first, last in spans):
        return AuthorityState.IN_FORCE, None
    later = [first for first, _ in spans if first is not None and day < first]
    return (AuthorityState.NOT_YET, min(later)) if later else (AuthorityState.ENDED, None)


def _marks(facts: AuthorityFacts) -> Iterator[date]:
    """The days on which the answer may change."""
    for first, last in _spans(facts):
        yield from (day for day in (first, last + timedelta(1) if last else None) if day)
    yield from (each.on for each in facts.endings)
    yield from (each.marked_on for each in facts.conditions if each.marked_on)


def _day(day: date | None) -> str:
    if day is None or day == date.min:
        return "an end that the record does not state"
    return f"{day:%-d %B %Y}"
