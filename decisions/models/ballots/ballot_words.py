"""How the record words a ballot: its counts, the majority, the casting vote, the quorum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.db.models import Prefetch

from decisions.choices import Method
from decisions.models.ballots.ballot import Ballot
from decisions.models.ballots.voting import Vote
from decisions.models.outcomes.outcome import Outcome
from decisions.rules.numbers import numeric_result, plain
from forum.choices import MajorityRule

NUMBERS = (
    "ballot__number_counts",
    Prefetch("ballot__votes", Vote.objects.exclude(number=None), to_attr="numbered"),
)
"""What an outcome is fetched with, so that the numbers of its ballot can be worded."""
NEEDED = {
    MajorityRule.OF_PRESENT: "more than half of those present who may vote",
    MajorityRule.TWO_THIRDS: "two thirds of those voting for or against",
}


def counts_words(ballot: Ballot | None) -> str:
    """The counts of a ballot, and what settled it where that was not more for than against."""
    if ballot is None:
        return "No vote taken"
    counts = election_words(ballot) if ballot.is_election else ballot.counts
    return ". ".join(filter(None, (counts, majority_words(ballot), casting_words(ballot))))


def stated_words(outcome: Outcome) -> str:
    """The counts as a historic record states them."""
    stated = (
        ("For", outcome.stated_for),
        ("against", outcome.stated_against),
        ("abstained", outcome.stated_abstain),
    )
    told = ", ".join(f"{word} {count}" for word, count in stated if count is not None)
    return f"{told[:1].upper()}{told[1:]}, as the record states" if told else "No vote recorded"


def election_words(ballot: Ballot) -> str:
    """Whom the members elected, for which group; of a secret ballot nothing but that."""
    elected = ballot.elected
    who = "Nobody elected"
    if elected:
        group = elected.seat.get_group_display()
        who = f"Elected: {elected.person.name}, {elected.seat.name} ({group})"
    if ballot.method == Method.SECRET:
        return f"{who}. Secret ballot on paper: the result only is recorded"
    return who if ballot.votes_for is None else f"{who}. {ballot.counts}"


def majority_words(ballot: Ballot) -> str:
    """The majority that was needed, where it is not simply more for than against."""
    needed = NEEDED.get(MajorityRule(ballot.majority))
    return f"Majority needed: {needed}" if needed and not ballot.is_election else ""


def casting_words(ballot: Ballot) -> str:
    """How a tie was broken."""
    if not ballot.casting_vote:
        return ""
    cast = ballot.get_casting_vote_display().lower()
    return f"A tie, broken by the casting vote of the chair: {cast}"


def numbers_words(ballot: Ballot) -> str:
    """The numbers that those in favour gave, and which was chosen; as fetched with the ballot."""
    given = {count.number: count.votes for count in ballot.number_counts.all()}
    given |= Counter(vote.number for vote in ballot.numbered if vote.number is not None)
    each = ", ".join(f"{plain(number)} by {votes}" for number, votes in sorted(given.items()))
    result = numeric_result(given, ballot.votes_for or 0).sentence
    return ". ".join(filter(None, (f"{ballot.number_asked}: {each or result}", each and result)))


def hands_words(hands: Mapping[str, int]) -> str:
    """Hands raised for each candidate: "Pat Primary 7, Sam Secondary 5"."""
    return ", ".join(f"{name} {votes}" for name, votes in hands.items())


def quorum_words(ballot: Ballot | None) -> str:
    """Whether the forum was quorate when a ballot opened, or by the replies outside a meeting."""
    if ballot is None:
        return ""
    state = "Quorate" if ballot.is_quorate else "Not quorate"
    if ballot.is_outside:
        asked = f"{ballot.replied} replied of {ballot.contacted} members asked"
        return f"Outside a meeting. {state}: {asked}, {ballot.quorum_needed} needed"
    return f"{state}: {ballot.quorum_present} present, {ballot.quorum_needed} needed"
