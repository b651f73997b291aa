"""Who came late and who left early, as minutes say it, and what that did to the quorum.

Schools Forums (England) Regulations 2012, reg 8(3): the quorum is of those present, and people
come and go between items: West Berkshire's minutes say when members left and re-joined.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from forum.rules.presence import Interval, clock_time
from forum.rules.quorum import QUORUM_PERCENT, Quorum, quorum_at

ROLL_CALL = timedelta(minutes=1)
"""Who is entered within a minute of the first was there when the roll was called."""


@dataclass(frozen=True)
class Taken:
    """An agenda item, and when the meeting came to it first."""

    item: Hashable
    number: str
    at: datetime


@dataclass(frozen=True)
class Comings:
    """Everybody's stays at one meeting, beside the times at which its items were taken."""

    intervals: tuple[Interval, ...]
    taken: tuple[Taken, ...] = ()
    """In the order in which they were taken."""
    members: int = 0
    percent: int = QUORUM_PERCENT
    out: Mapping[Hashable, Collection[Hashable]] = field(default_factory=dict)
    """For each item the seats whose holders left the room for it."""

    @property
    def began(self) -> datetime | None:
        """When the roll was called: the first of all entries."""
        return min((each.from_at for each in self.intervals), default=None)

    def words(self, seat: Hashable, *, substitute: bool = False) -> str:
        """A member's or substitute's coming and going; nothing for who was there throughout."""
        mine = [
            each
            for each in self.intervals
            if each.seat == seat and each.is_substitute == substitute
        ]
        return ", ".join(self._moves(sorted(mine, key=lambda each: each.from_at)))

    def quorum(self, at: datetime | None = None, item: Hashable = None) -> Quorum:
        """The quorum at a moment; without one, when the roll had been called."""
        if at is None and self.began is not None:
            at = self.began + ROLL_CALL
        return quorum_at(
            members=self.members,
            intervals=self.intervals,
            out=self.out.get(item, ()),
            at=at,
            percent=self.percent,
        )

    @property
    def was_ever_quorate(self) -> bool:
        """Whether the quorum was there at any moment, from the roll to the last to come."""
        moments = {each.from_at for each in self.intervals} | {each.at for each in self.taken}
        return self.quorum().met or any(self.quorum(at).met for at in moments)

    def per_item(self) -> dict[Hashable, str]:
        """For each item where it changed, the quorum in a sentence."""
        found: dict[Hashable, str] = {}
        stated = self.quorum()
        for position, taken in enumerate(self.taken):
            if self.began is None or taken.at < self.began:
                continue
            until = self.taken[position + 1].at if position + 1 < len(self.taken) else None
            sentences = []
            for at in (taken.at, *self._changes(taken.at, until)):
                now = self.quorum(at, taken.item)
                flips = now.met != stated.met
                if flips or (at == taken.at and now.present != stated.present):
                    since = "" if at == taken.at else f"From {clock_time(at)} "
                    sentences.append(_sentence(since, now))
                    stated = now
            if sentences:
                found[taken.item] = " ".join(sentences)
        return found

    def _moves(self, mine: Sequence[Interval]) -> Iterator[str]:
        for position, each in enumerate(mine):
            if position:
                yield self._at("came back", each.from_at)
            elif self.began is not None and each.from_at > self.began + ROLL_CALL:
                yield self._at("came", each.from_at)
            if each.until_at is not None:
                yield self._at("left", each.until_at)

    def _at(self, verb: str, moment: datetime) -> str:
        """ "left at 11:20am (item 7)": which item the meeting was on, where that is recorded."""
        before = [taken.number for taken in self.taken if taken.at <= moment]
        during = f" (item {before[-1]})" if before else ""
        return f"{verb} at {clock_time(moment)}{during}"

    def _changes(self, after: datetime, until: datetime | None) -> list[datetime]:
        """When somebody came or left while an item was on."""
        moments: Iterable[datetime | None] = (
            moment for each in self.intervals for moment in (each.from_at, each.until_at)
        )
        return sorted(
            {at for at in moments if at and after < at and (until is None or at < until)}
        )


def _sentence(since: str, now: Quorum) -> str:
    state = "quorate" if now.met else "not quorate"
    start = f"{since}the forum was {state}" if since else f"The forum was {state}"
    return f"{start}: {now.present} present, {now.needed} needed."
