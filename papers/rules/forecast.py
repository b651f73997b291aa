"""Forecast: whether a question will find anybody to vote on it, said before the meeting.

With no eligible voter present nothing is decided: West Berkshire's secondary schools could not
agree their de-delegation in December 2022 because no secondary member came. A vote by one member
is valid, so that is a warning; so is a quorum that hangs on those who have not answered.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from forum.choices import Answer
from forum.rules.quorum import QUORUM_PERCENT, Quorum, quorum
from forum.rules.ruling import Reason
from papers.rules.electorate import Entry
from papers.rules.groups import members as members_of
from papers.rules.regulations import FORUMS

VOTERS = f"{FORUMS}, reg 8(9)"
SUBSTITUTES = f"{FORUMS}, reg 8(8)"
QUORUM = f"{FORUMS}, reg 8(3)"
NOT_ASKED = frozenset({"informed-only", "group-not-asked", "narrowed-out", "votes-with-own-group"})
CONFLICTS = frozenset({"interest-declared", "left-for-interest"})
BARRED = frozenset({"clerk-ruled-may-not", "votes-from-another-seat"})


class Colour(StrEnum):
    """How urgent it is that the clerk does something."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


COLOURS = {
    "no-eligible-voter-expected": Colour.RED,
    "no-eligible-seat": Colour.RED,
    "one-eligible-voter": Colour.AMBER,
    "nobody-has-answered": Colour.AMBER,
    "quorum-not-expected": Colour.RED,
    "quorum-at-risk": Colour.AMBER,
}


@dataclass(frozen=True)
class SeatAnswer:
    """What the member of a seat said beforehand; nothing, where they have not answered."""

    seat: Hashable
    answer: Answer | None = None
    substitute_named: bool = False

    @property
    def is_coming(self) -> bool:
        """Whether somebody is expected, the member or a substitute who has a name."""
        if self.answer == Answer.SUBSTITUTE:
            return self.substitute_named
        return self.answer in (Answer.COMING, Answer.ONLINE, Answer.READ)

    @property
    def is_unknown(self) -> bool:
        """Whether it is open who comes: no answer, or a substitute whom nobody has named."""
        return self.answer is None or (self.answer == Answer.SUBSTITUTE and not self.is_coming)


@dataclass(frozen=True)
class Forecast:
    """What is known of the voters on one question, counted in seats."""

    eligible_seats: int
    expected: int
    unknown: int
    apologies: int
    vacancies: int
    terms_ended: int
    conversions: int
    conflicts: int
    barred: int = 0
    """Kept from voting otherwise: by a ruling of the clerk, or by a vote from another seat."""
    missing: tuple[Hashable, ...] = ()
    """The eligible seats from which nobody is expected: whose substitutes to write to."""
    flags: tuple[Reason, ...] = ()

    @property
    def colour(self) -> Colour:
        return worst(self.flags)


@dataclass(frozen=True)
class QuorumForecast:
    """Whether enough members will be there for the forum to decide anything."""

    needed: int
    at_least: int
    """Those who said that they are coming."""
    at_most: int
    """With all of those who have not answered."""
    flags: tuple[Reason, ...] = ()

    @property
    def margin(self) -> int:
        """How many more are expected than are needed; below nought, how many are lacking."""
        return self.at_least - self.needed

    @property
    def colour(self) -> Colour:
        return worst(self.flags)


def colour_of(flag: Reason) -> Colour:
    """Red where something cannot be decided as things stand, amber where it hangs by a thread."""
    return COLOURS[flag.code]


def worst(flags: Iterable[Reason]) -> Colour:
    """The most urgent colour of the flags; green where there is none."""
    found = {colour_of(flag) for flag in flags}
    return next((colour for colour in Colour if colour in found), Colour.GREEN)


def forecast(entries: Iterable[Entry], answers: Iterable[SeatAnswer]) -> Forecast:
    """The voters to expect, from the register before the meeting and what members answered."""
    register = tuple(entries)
    asked = [entry for entry in register if entry.code not in NOT_ASKED]
    said = {answer.seat: answer for answer in answers}
    voters = [said.get(entry.seat, SeatAnswer(entry.seat)) for entry in asked if entry.is_eligible]
    counted = Forecast(
        eligible_seats=len(voters),
        expected=sum(voter.is_coming for voter in voters),
        unknown=sum(voter.is_unknown for voter in voters),
        apologies=sum(voter.answer == Answer.APOLOGIES for voter in voters),
        vacancies=_count(asked, {"vacant"}),
        terms_ended=_count(asked, {"term-ended"}),
        conversions=_count(asked, {"school-converted"}),
        conflicts=_count(asked, CONFLICTS),
        barred=_count(asked, BARRED),
        missing=tuple(voter.seat for voter in voters if not voter.is_coming),
    )
    if register and all(entry.code == "informed-only" for entry in register):
        return counted
    return replace(counted, flags=tuple(_flags(counted, asked)))


def quorum_forecast(
    members: int, answers: Iterable[SeatAnswer], percent: int = QUORUM_PERCENT
) -> QuorumForecast:
    """The quorum to be expected; `members` as the constitution counts them, and their answers."""
    said = tuple(answers)
    at_least = sum(answer.is_coming for answer in said)
    at_most = at_least + sum(answer.is_unknown for answer in said)
    likely = quorum(members=members, present=at_least, percent=percent)
    best = quorum(members=members, present=at_most, percent=percent)
    flags = tuple(_quorum_flags(likely, best))
    return QuorumForecast(likely.needed, at_least, at_most, flags)


def _count(entries: Iterable[Entry], codes: Collection[str]) -> int:
    return sum(entry.code in codes for entry in entries)


def _flags(seen: Forecast, asked: Sequence[Entry]) -> Iterator[Reason]:
    where = members_of({entry.group for entry in asked}) if asked else ""
    where = where[:1].upper() + where[1:]
    if not seen.expected + seen.unknown:
        yield _nobody(seen, asked, where)
        return
    if not seen.expected:
        yield Reason(
            "nobody-has-answered",
            f"Nobody who may vote has said that they are coming: {_obstacles(seen)}.",
            who="the clerk",
            source=VOTERS,
            where=where,
        )
    elif seen.expected + seen.unknown == 1:
        yield Reason(
            "one-eligible-voter",
            f"One eligible voter at most is expected, and decides alone: {_obstacles(seen)}.",
            who="the clerk",
            source=VOTERS,
            where=where,
        )


def _nobody(seen: Forecast, asked: Sequence[Entry], where: str) -> Reason:
    """Why no voter is expected: the seats themselves, or those who sit in them."""
    no_seat = seen.vacancies + seen.terms_ended + seen.conversions == len(asked)
    if no_seat:
        return Reason(
            "no-eligible-seat",
            f"No seat of this group has a member who may vote: {_obstacles(seen)}.",
            who="the authority",
            source=VOTERS,
            where=where,
        )
    return Reason(
        "no-eligible-voter-expected",
        f"No eligible voter of this group is expected: {_obstacles(seen)}.",
        who="the clerk",
        source=SUBSTITUTES,
        where=where,
    )


def _obstacles(seen: Forecast) -> str:
    """What keeps the seats of a group from voting, counted: "2 apologies, 1 vacant seat"."""
    counts = (
        (seen.unknown, "without an answer", "without an answer"),
        (seen.apologies, "with apologies", "with apologies"),
        (seen.vacancies, "vacant seat", "vacant seats"),
        (seen.terms_ended, "term of office ended", "terms of office ended"),
        (seen.conversions, "school became an academy", "schools became academies"),
        (seen.conflicts, "kept from voting by an interest", "kept from voting by an interest"),
        (seen.barred, "may not vote from this seat", "may not vote from these seats"),
    )
    said = [f"{n} {one if n == 1 else many}" for n, one, many in counts if n]
    return ", ".join(said) or (
        "nobody else may vote" if seen.eligible_seats else "the forum has none"
    )


def _quorum_flags(likely: Quorum, best: Quorum) -> Iterator[Reason]:
    if not best.met:
        yield Reason(
            "quorum-not-expected",
            f"No quorum is expected: {likely.needed} needed, {best.present} at most will come.",
            who="the clerk",
            source=QUORUM,
        )
    elif not likely.met:
        yield Reason(
            "quorum-at-risk",
            f"The quorum is at risk: {likely.needed} needed, {likely.present} said they come.",
            who="the clerk",
            source=QUORUM,
        )
