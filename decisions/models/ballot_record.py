"""A ballot as it is read: while it is open how many have voted, once it is closed everything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from decisions.choices import Method
from decisions.models.ballot import Ballot, RegisterEntry
from decisions.models.ballot_facts import in_words, is_carried, options_put, preferences
from decisions.rules.tally import sentence_without_counts, tally
from forum.choices import Group
from papers.choices import ForumRole, OptionStatus
from papers.rules.electorate import Entry

AS_PUT = (OptionStatus.OFFERED, OptionStatus.CHOSEN, OptionStatus.REJECTED)


@dataclass(frozen=True)
class RegisterLine:
    """A line of the register, and how its seat voted where that may be read."""

    entry: RegisterEntry | Entry
    vote: str = ""

    @property
    def group(self) -> str:
        return Group(self.entry.group).label


Reasoned = list[tuple[str, list[RegisterLine]]]
"""Lines of the register under the reason that they share."""


@dataclass(frozen=True)
class BallotRead:
    """What a page may show of a ballot."""

    lines: tuple[RegisterLine, ...]
    sentence: str = ""
    """What it came to; empty until it is closed."""
    options: tuple[tuple[str, int], ...] = ()
    """Each funding option with how many of those in favour preferred it."""
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


def as_it_stands(entries: Iterable[Entry]) -> BallotRead:
    """The register as it would be frozen, before there is a ballot."""
    return BallotRead(tuple(RegisterLine(entry) for entry in entries))


def ballot_record(ballot: Ballot, *, named: bool) -> BallotRead:
    """What may be read of a ballot now; until it is closed no vote is even looked at."""
    if not ballot.is_closed:
        return BallotRead(tuple(RegisterLine(entry) for entry in ballot.register.all()))
    by_device = ballot.method == Method.ELECTRONIC
    is_named = named and by_device
    entries = ballot.register.select_related("vote") if is_named else ballot.register.all()
    return BallotRead(
        lines=tuple(RegisterLine(entry, _voted(entry) if is_named else "") for entry in entries),
        sentence=_sentence(ballot),
        options=tuple(_options(ballot, preferences(ballot))),
        did_not_vote=ballot.may_vote - ballot.have_voted if by_device else 0,
        is_named=is_named,
    )


def _by_reason(lines: Iterable[RegisterLine]) -> Reasoned:
    under: dict[str, list[RegisterLine]] = {}
    for line in lines:
        under.setdefault(line.entry.reason, []).append(line)
    return list(under.items())


def _voted(entry: RegisterEntry) -> str:
    vote = getattr(entry, "vote", None)
    if vote is None:
        return "Did not vote" if entry.is_eligible else ""
    option = f", option {vote.option_letter}" if vote.option_letter else ""
    return f"{vote.get_choice_display()}{option}"


def _sentence(ballot: Ballot) -> str:
    if ballot.votes_for is None:
        return sentence_without_counts(carried=is_carried(ballot))
    votes = tally(ballot.votes_for, ballot.votes_against or 0, ballot.abstentions or 0)
    return votes.counted if _is_view(ballot) else votes.sentence


def _is_view(ballot: Ballot) -> bool:
    """Where the forum is only consulted, a vote gives its view and carries nothing."""
    if ballot.question is None:
        return False
    role = ballot.question.placement.recommendation.kind.forum_role
    return role == ForumRole.CONSULTED


def _options(ballot: Ballot, preferred: dict[str, int]) -> list[tuple[str, int]]:
    """The alternatives as they were put to the vote, also once one of them is chosen."""
    if ballot.question is None or not preferred:
        return []
    options = in_words(options_put(ballot.question, status=AS_PUT))
    return [(label, preferred.get(letter, 0)) for letter, label in options]
