"""What the rules of voting need to know, read from the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Protocol

from decisions.choices import ELECTIONS, BallotStatus, Method, Procedure, VoteCast
from decisions.models.ballot import Ballot, RegisterEntry
from decisions.rules.ballots import ClosingFacts, OpeningFacts
from decisions.rules.results import BallotFacts
from decisions.rules.tally import chosen_option, tally
from decisions.rules.voting import VotingFacts
from forum.models import AgendaItem
from papers.choices import ForumRole, OptionStatus
from papers.models import FundingOption, Question
from papers.rules.electorate import Entry


class CountsLike(Protocol):
    """What the clerk counted in a show of hands."""

    votes_for: int | None
    votes_against: int | None
    abstentions: int | None
    stated_carried: bool | None
    options: Mapping[str, int]


def standing_ballot(question: Question) -> Ballot | None:
    """The ballot on a question that has not been voided."""
    return question.ballots.exclude(status=BallotStatus.VOID).first()


def where(question: Question) -> str:
    """How reasons point at a question: "Recommendation 3(i), Maintained special schools"."""
    return f"{question.placement.recommendation}, {question.get_group_display()}"


def options_put(question: Question) -> list[FundingOption]:
    """The funding options that stand for the group, as alternatives or parts of a split."""
    options = question.placement.recommendation.options.all()
    return [
        option
        for option in options
        if option.status == OptionStatus.OFFERED and option.group in {"", question.group}
    ]


def option_letters(question: Question | None) -> tuple[str, ...]:
    """The letters of the funding options that stand as alternatives for the group."""
    if question is None:
        return ()
    letters = {option.letter for option in options_put(question)}
    return tuple(sorted(letters)) if len(letters) > 1 else ()


def open_facts(question: Question, entries: Iterable[Entry], method: Method) -> OpeningFacts:
    """A question about to be put to one group."""
    meeting = question.placement.meeting
    return OpeningFacts(
        where=where(question),
        group_label=question.get_group_display(),
        method=method,
        meeting_stage=meeting.stage,
        forum_role=question.placement.recommendation.kind.forum_role,
        eligible_present=sum(entry.is_eligible for entry in entries),
        quorum=meeting.quorum(),
        is_tabled=question.placement.tabled_at is not None,
        has_schools=question.has_schools,
        has_outcome=hasattr(question, "outcome"),
        has_standing_ballot=standing_ballot(question) is not None,
    )


def open_procedure_facts(
    agenda_item: AgendaItem, procedure: Procedure, entries: Iterable[Entry], method: Method
) -> OpeningFacts:
    """A point of procedure about to be put to all members; one ballot on it at a time."""
    meeting = agenda_item.meeting
    is_election = procedure in ELECTIONS
    standing = agenda_item.ballots.filter(procedure=procedure, status=BallotStatus.OPEN)
    return OpeningFacts(
        where=f"Item {agenda_item.number}, {Procedure(procedure).label}",
        group_label="all members",
        method=method,
        meeting_stage=meeting.stage,
        forum_role=ForumRole.ELECTS if is_election else ForumRole.PROCEDURE,
        eligible_present=sum(entry.is_eligible for entry in entries),
        quorum=meeting.quorum(),
        has_standing_ballot=standing.exists(),
    )


def close_facts(ballot: Ballot, counts: CountsLike) -> ClosingFacts:
    """A ballot about to be closed with what the clerk counted."""
    return ClosingFacts(
        where=str(ballot),
        status=BallotStatus(ballot.status),
        method=Method(ballot.method),
        eligible_voters=ballot.register.filter(is_eligible=True).count(),
        votes_for=counts.votes_for,
        votes_against=counts.votes_against,
        abstentions=counts.abstentions,
        option_counts=counts.options,
        option_letters=option_letters(ballot.question),
        stated_carried=counts.stated_carried,
    )


def vote_facts(ballot: Ballot, entry: RegisterEntry, choice: str, letter: str) -> VotingFacts:
    """A member about to vote, as the register of the ballot has them."""
    return VotingFacts(
        where=str(ballot),
        status=BallotStatus(ballot.status),
        method=Method(ballot.method),
        on_register=True,
        is_eligible=entry.is_eligible,
        register_reason=entry.reason,
        has_voted=ballot.votes.filter(entry=entry).exists(),
        choice=VoteCast(choice),
        option_letter=letter,
        # Looked up only for who prefers one: the vote is the path that many take at once.
        option_letters=option_letters(ballot.question) if letter else (),
    )


def is_carried(ballot: Ballot) -> bool:
    """Whether a closed ballot carried: more for than against, or as the chair declared."""
    if ballot.votes_for is None:
        return bool(ballot.stated_carried)
    return tally(ballot.votes_for, ballot.votes_against or 0, ballot.abstentions or 0).carried


def preferences(ballot: Ballot) -> dict[str, int]:
    """How many of those in favour preferred each funding option."""
    if ballot.method == Method.ELECTRONIC:
        letters = ballot.votes.filter(choice=VoteCast.FOR).values_list("option_letter", flat=True)
        return dict(Counter(letter for letter in letters if letter))
    return {count.letter: count.votes for count in ballot.option_counts.all()}


def ballot_facts(ballot: Ballot | None) -> BallotFacts | None:
    """The ballot that an outcome is to rest on."""
    if ballot is None:
        return None
    counts = preferences(ballot) if ballot.status == BallotStatus.CLOSED else {}
    return BallotFacts(
        is_closed=ballot.status == BallotStatus.CLOSED,
        carried=is_carried(ballot),
        is_quorate=ballot.is_quorate,
        eligible_voters=ballot.register.filter(is_eligible=True).count(),
        method=Method(ballot.method),
        took_preferences=bool(counts),
        chosen_letter=chosen_option(counts, ballot.votes_for or 0),
    )
