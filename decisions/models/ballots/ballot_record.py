"""A ballot as it is read: while it is open how many have voted, once it is closed everything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from decisions.choices import Method
from decisions.models.ballots.ballot import Ballot
from decisions.models.ballots.ballot_facts import (
    in_words,
    is_carried,
    may_be_cast,
    numbers_given,
    options_put,
    preferences,
    votes_of,
)
from decisions.models.ballots.electing import candidates_of
from decisions.models.ballots.voting import RegisterEntry
from decisions.rules.elections import sentence_elected
from decisions.rules.numbers import numeric_result, plain
from decisions.rules.tally import sentence_unanimous, sentence_without_counts
from forum.choices import Group
from forum.models import Appointment
from forum.rules.ruling import Ruling
from papers.choices import ForumRole, OptionStatus
from papers.models.electorate import Room
from papers.rules.electorate import Entry

AS_PUT = (OptionStatus.OFFERED, OptionStatus.CHOSEN, OptionStatus.REJECTED)


@dataclass(frozen=True)
class RegisterLine:
    """A line of the register, and how its seat voted where that may be read."""

    entry: RegisterEntry | Entry
    vote: str = ""
    votes_for: str = ""
    """The member in whose place a substitute votes."""

    @property
    def group(self) -> str:
        return Group(self.entry.group).label


Reasoned = list[tuple[str, list[RegisterLine]]]
"""Lines of the register under the reason that they share."""


@dataclass(frozen=True)
class Standing:
    """A candidate, the hands raised for them where they were counted, and whether they won."""

    member: Appointment
    votes: int | None
    is_elected: bool


@dataclass(frozen=True)
class BallotRead:
    """What a page may show of a ballot."""

    lines: tuple[RegisterLine, ...]
    sentence: str = ""
    """What it came to; empty until it is closed."""
    options: tuple[tuple[str, int], ...] = ()
    """Each funding option with how many of those in favour preferred it."""
    numbers: tuple[tuple[str, int], ...] = ()
    """Each number given with how many of those in favour gave it."""
    numbers_sentence: str = ""
    standing: tuple[Standing, ...] = ()
    """Who stands in an election."""
    casting: Ruling | None = None
    """Whether the chair may break the tie; None where there is none."""
    did_not_vote: int = 0
    is_named: bool = False
    """Whether the lines say how each seat voted."""

    @property
    def voters(self) -> Reasoned:
        """Those who may vote, and why."""
        return _by_reason(line for line in self.lines if line.entry.is_eligible)

    @property
    def others(self) -> Reasoned:
        """Those on the register who may not vote on this, and why."""
        return _by_reason(line for line in self.lines if not line.entry.is_eligible)

    @property
    def may_vote(self) -> int:
        return sum(line.entry.is_eligible for line in self.lines)


def as_it_stands(entries: Iterable[Entry], place: Room) -> BallotRead:
    """The register as it would be frozen, before there is a ballot."""

    def absent(entry: Entry) -> str:
        return str(place.holders[entry.seat].person) if entry.by_substitute else ""  # type: ignore[index]

    return BallotRead(tuple(RegisterLine(each, votes_for=absent(each)) for each in entries))


def ballot_record(ballot: Ballot, *, named: bool) -> BallotRead:
    """What may be read of a ballot now; until it is closed no vote is even looked at."""
    entries = ballot.register.select_related("appointment__person")
    if not ballot.is_closed:
        lines = tuple(_line(entry) for entry in entries)
        return BallotRead(lines, standing=_standing(ballot) if ballot.is_election else ())
    by_device = ballot.method == Method.ELECTRONIC
    is_named = named and by_device
    entries = entries.select_related("vote") if is_named else entries
    numbers = numbers_given(ballot) if ballot.number_asked else {}
    standing = _standing(ballot) if ballot.is_election else ()
    return BallotRead(
        lines=tuple(_line(entry, _voted(entry) if is_named else "") for entry in entries),
        sentence=_sentence(ballot, standing),
        options=tuple(_options(ballot, {} if ballot.is_election else preferences(ballot))),
        numbers=tuple((plain(number), votes) for number, votes in sorted(numbers.items())),
        numbers_sentence=_numbers_sentence(ballot, numbers),
        standing=standing,
        casting=_casting(ballot),
        did_not_vote=ballot.may_vote - ballot.have_voted if by_device else 0,
        is_named=is_named,
    )


def _line(entry: RegisterEntry, vote: str = "") -> RegisterLine:
    member = entry.appointment if entry.substitution_id else None
    return RegisterLine(entry, vote, str(member.person) if member else "")


def _standing(ballot: Ballot) -> tuple[Standing, ...]:
    hands = {each.letter: each.votes for each in ballot.option_counts.all()}
    return tuple(
        Standing(
            each.appointment,
            hands.get(each.letter),
            is_elected=each.appointment_id == ballot.elected_id,
        )
        for each in candidates_of(ballot)
    )


def _casting(ballot: Ballot) -> Ruling | None:
    """Where it is a tie, whether the chair may break it, and why not."""
    votes = votes_of(ballot)
    if votes is None or not votes.is_tie or ballot.is_election:
        return None
    return may_be_cast(ballot)


def _by_reason(lines: Iterable[RegisterLine]) -> Reasoned:
    under: dict[str, list[RegisterLine]] = {}
    for line in lines:
        under.setdefault(line.entry.reason, []).append(line)
    return list(under.items())


def _voted(entry: RegisterEntry) -> str:
    vote = getattr(entry, "vote", None)
    if vote is None:
        return "Did not vote" if entry.is_eligible else ""
    return f"{vote.get_choice_display()}{vote.preference}"


def _sentence(ballot: Ballot, standing: tuple[Standing, ...]) -> str:
    if ballot.is_election:
        return _election_sentence(ballot, standing)
    votes = votes_of(ballot)
    if ballot.method == Method.UNANIMOUS:
        return sentence_unanimous()
    if votes is None:
        return sentence_without_counts(carried=is_carried(ballot))
    return votes.counted if _is_view(ballot) else votes.sentence


def _election_sentence(ballot: Ballot, standing: tuple[Standing, ...]) -> str:
    votes = votes_of(ballot)
    counted = f" ({votes.counted})" if votes else ""
    if ballot.elected is None:
        return f"Nobody elected{counted}"
    how = sentence_elected(
        Method(ballot.method),
        counts=[each.votes for each in standing if each.votes is not None],
        unopposed=len(standing) == 1,
    )
    return f"{ballot.elected.person}. {how}{counted}"


def _numbers_sentence(ballot: Ballot, numbers: dict[Decimal, int]) -> str:
    return numeric_result(numbers, ballot.votes_for or 0).sentence if ballot.number_asked else ""


def _is_view(ballot: Ballot) -> bool:
    """Where the forum is only consulted, a vote gives its view and carries nothing."""
    if ballot.question is None:
        return False
    recommendation = ballot.question.placement.recommendation
    role = recommendation.kind_on(ballot.meeting.held_on).forum_role
    return role == ForumRole.CONSULTED


def _options(ballot: Ballot, preferred: dict[str, int]) -> list[tuple[str, int]]:
    """The alternatives as they were put to the vote, also once one of them is chosen."""
    if ballot.question is None or not preferred:
        return []
    options = in_words(options_put(ballot.question, status=AS_PUT))
    return [(label, preferred.get(letter, 0)) for letter, label in options]
