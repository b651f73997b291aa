"""Presence: which seats are filled in the room at one moment, and by whom.

Schools Forums (England) Regulations 2012, reg 8(3): the quorum is of those present; reg 8(8):
substitutes attend and vote; reg 8(3A)-(3B), since 2020: who takes part remotely is present when
they hear and are heard. A seat counts once, also while its member and substitute are both there.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from forum.rules.ruling import Reason, Ruling

Seat = TypeVar("Seat", bound=Hashable)
ENGLAND = ZoneInfo("Europe/London")
CLERK = "the clerk"
ATTENDANCE = "The record of attendance: the times of one seat follow each other"
SUBSTITUTES = "Schools Forums (England) Regulations 2012, regulation 8(8), and guidance"


@dataclass(frozen=True)
class Interval(Generic[Seat]):
    """The holder of a seat, or the substitute, is here from one moment until another."""

    seat: Seat
    from_at: datetime
    until_at: datetime | None
    """None while they are still here."""
    is_substitute: bool = False
    is_remote: bool = False
    person: Hashable | None = None
    """Who it is, where that is known: one person in two seats is one."""

    def covers(self, at: datetime | None) -> bool:
        """Whether they are here at the moment; None asks who is here as last recorded."""
        if at is None:
            return self.until_at is None
        return self.from_at <= at and (self.until_at is None or at < self.until_at)


@dataclass(frozen=True)
class Sitting:
    """Who fills a seat at one moment."""

    member: bool
    substitute: bool
    is_remote: bool
    """Whether the one who counts takes part remotely: the member, where both are there."""
    person: Hashable | None = None
    """The one who counts, where it is known who that is."""

    @property
    def by_substitute(self) -> bool:
        """Whether the substitute acts for the seat; the member comes first."""
        return self.substitute and not self.member


def present_at(intervals: Iterable[Interval[Seat]], at: datetime | None) -> dict[Seat, Sitting]:
    """The seats that are filled in the room at the moment, each once."""
    here: dict[Seat, list[Interval[Seat]]] = {}
    for interval in intervals:
        if interval.covers(at):
            here.setdefault(interval.seat, []).append(interval)
    return {seat: _sitting(those) for seat, those in here.items()}


def may_come(
    intervals: Iterable[Interval[Seat]],
    at: datetime,
    *,
    as_substitute: bool,
    substitute_allowed: bool,
) -> Ruling:
    """Somebody comes in when they are not here yet; a substitute only for an absent member."""
    of_seat = tuple(intervals)
    reasons = [*_coming(of_seat, at, as_substitute)]
    if as_substitute:
        reasons += _substituting(of_seat, at, substitute_allowed)
        return Ruling.of(reasons)
    return Ruling.of(reasons, _taking_back(of_seat, at))


def may_leave(intervals: Iterable[Interval], at: datetime, *, as_substitute: bool) -> Ruling:
    """Somebody leaves who is here, not before they came; at once is as if they never came."""
    return Ruling.of(_leaving(_side(intervals, as_substitute), at, as_substitute))


def clock_time(at: datetime) -> str:
    """The time of day in England: "10:05am", "2pm"."""
    here = at.astimezone(ENGLAND)
    minutes = f":{here.minute:02d}" if here.minute else ""
    return f"{here.hour % 12 or 12}{minutes}{'am' if here.hour < 12 else 'pm'}"


def _sitting(those: list[Interval]) -> Sitting:
    members = [interval for interval in those if not interval.is_substitute]
    return Sitting(
        member=bool(members),
        substitute=len(members) < len(those),
        is_remote=all(interval.is_remote for interval in members or those),
        person=(members or those)[0].person,
    )


def _side(intervals: Iterable[Interval], as_substitute: bool) -> list[Interval]:
    return [interval for interval in intervals if interval.is_substitute == as_substitute]


def _coming(of_seat: tuple[Interval, ...], at: datetime, as_substitute: bool) -> Iterator[Reason]:
    who = _name(as_substitute)
    mine = _side(of_seat, as_substitute)
    here = [interval for interval in mine if interval.covers(at)]
    later = [interval for interval in mine if interval.from_at > at]
    if here:
        yield Reason(
            "here-already",
            f"{who} is recorded as here since {clock_time(here[0].from_at)}.",
            CLERK,
            ATTENDANCE,
        )
    elif later:
        first = min(interval.from_at for interval in later)
        yield Reason(
            "came-later",
            f"{who} is recorded as coming at {clock_time(first)}, after "
            f"{clock_time(at)}: enter a later time.",
            CLERK,
            ATTENDANCE,
        )


def _substituting(
    of_seat: tuple[Interval, ...], at: datetime, substitute_allowed: bool
) -> Iterator[Reason]:
    if not substitute_allowed:
        yield Reason(
            "no-substitute-named",
            "No substitute is named for this seat at this meeting: name one first.",
            CLERK,
            SUBSTITUTES,
        )
    if any(interval.covers(at) for interval in _side(of_seat, as_substitute=False)):
        yield Reason(
            "member-is-here",
            "The member is here: a substitute sits only for an absent member.",
            CLERK,
            SUBSTITUTES,
        )


def _taking_back(of_seat: tuple[Interval, ...], at: datetime) -> Iterator[Reason]:
    if any(interval.covers(at) for interval in _side(of_seat, as_substitute=True)):
        yield Reason(
            "substitute-is-here",
            "The substitute is still here. The seat counts once, for the member: record when "
            "the substitute leaves the seat.",
            CLERK,
            SUBSTITUTES,
        )


def _leaving(mine: list[Interval], at: datetime, as_substitute: bool) -> Iterator[Reason]:
    who = _name(as_substitute)
    still = [interval for interval in mine if interval.until_at is None]
    if not still:
        yield Reason(
            "not-here",
            f"{who} is not recorded as here: record first when they came.",
            CLERK,
            ATTENDANCE,
        )
    elif at < still[0].from_at:
        yield Reason(
            "left-before-coming",
            f"{who} came at {clock_time(still[0].from_at)}: enter that time or a later one.",
            CLERK,
            ATTENDANCE,
        )


def _name(as_substitute: bool) -> str:
    return "The substitute" if as_substitute else "The member"
