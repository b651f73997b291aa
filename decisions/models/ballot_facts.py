"""What the rules of voting need to know, read from the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from decisions.choices import ELECTIONS, BallotStatus, Method, Procedure, VoteCast
from decisions.models.ballot import Ballot, RegisterEntry
from decisions.models.drafts import Counts
from decisions.rules.ballots import ClosingFacts, OpeningFacts
from decisions.rules.results import BallotFacts
from decisions.rules.tally import chosen_option, tally
from decisions.rules.voting import VotingFacts
from forum.models import AgendaItem, Meeting
from forum.money import pounds
from papers.choices import ForumRole, OptionStatus
from papers.models import FundingOption, Question
from papers.rules.electorate import Entry


def standing_ballot(question: Question) -> Ballot | None:
    """The ballot on a question that has not been voided."""
    return question.ballots.exclude(status=BallotStatus.VOID).first()


def where(question: Question) -> str:
    """How reasons point at a question: "Recommendation 3(i), Maintained special schools"."""
    return f"{question.placement.recommendation}, {question.get_group_display()}"


def options_put(
    question: Question, *, status: Collection[str] = (OptionStatus.OFFERED,)
) -> list[FundingOption]:
    """The funding options that stand for the group, as alternatives or parts of a split."""
    options = question.placement.recommendation.options.select_related("budget_line")
    return [
        option
        for option in options
        if option.status in status and option.group in {"", question.group}
    ]


def option_letters(question: Question | None) -> tuple[str, ...]:
    """The letters of the funding options that stand as alternatives for the group."""
    if question is None:
        return ()
    letters = {option.letter for option in options_put(question)}
    return tuple(sorted(letters)) if len(letters) > 1 else ()


def option_choices(question: Question) -> list[tuple[str, str]]:
    """The alternatives that stand for the group, each in words; none where there is no choice."""
    return in_words(options_put(question))


def in_words(options: Iterable[FundingOption]) -> list[tuple[str, str]]:
    """Each alternative by its letter, with all its parts; none where there is only one."""
    words: dict[str, str] = {}
    for option in options:
        line = f", {option.budget_line.name}" if option.budget_line else ""
        part = f"{option.get_source_display()}{line}, {pounds(option.amount)}"
        words[option.letter] = " and ".join(filter(None, [words.get(option.letter), part]))
    return [(letter, f"{letter}: {text}") for letter, text in words.items() if len(words) > 1]


def chosen_options(question: Question, ballot: Ballot | None) -> list[FundingOption]:
    """The options of the letter that the forum chose, or the only one that was put."""
    facts = ballot_facts(ballot)
    letters = option_letters(question)
    chosen = facts.chosen_letter if facts else None
    return [option for option in options_put(question) if not letters or option.letter == chosen]


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
        minutes_are_agreed=has_agreed_minutes(meeting),
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
        minutes_are_agreed=has_agreed_minutes(meeting),
    )


def close_facts(ballot: Ballot, counts: Counts) -> ClosingFacts:
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
        has_voted=hasattr(entry, "vote"),
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
        took_preferences=bool(counts) or _asked_for_preferences(ballot),
        chosen_letter=chosen_option(counts, ballot.votes_for or 0),
    )


def _asked_for_preferences(ballot: Ballot) -> bool:
    """Members voting on their devices were asked which option, wherever several stood."""
    is_counted = ballot.status == BallotStatus.CLOSED and ballot.method == Method.ELECTRONIC
    return is_counted and bool(option_letters(ballot.question))


def has_agreed_minutes(meeting: Meeting) -> bool:
    """Whether the record of a meeting is fixed."""
    return hasattr(meeting, "minutes") and meeting.minutes.agreed_at is not None
