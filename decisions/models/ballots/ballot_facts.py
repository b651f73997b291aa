"""What the rules of voting need to know, read from the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from decimal import Decimal

from decisions.choices import BallotStatus, Method, VoteCast
from decisions.models.ballots.ballot import Ballot
from decisions.models.ballots.voting import RegisterEntry
from decisions.models.room.drafts import Counts
from decisions.rules.ballots import ClosingFacts
from decisions.rules.numbers import numeric_result
from decisions.rules.results import BallotFacts
from decisions.rules.tally import Tally, chosen_option, tally
from decisions.rules.tally import is_carried as carried
from decisions.rules.voting import VotingFacts, may_give_casting_vote
from forum.choices import Answer, MajorityRule
from forum.models import Meeting, Reply
from forum.models.presiding import presiding_over
from forum.money import pounds
from forum.rules.meetings import is_quorate_outside
from forum.rules.ruling import Ruling
from papers.choices import OptionStatus
from papers.models import FundingOption, Question


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
        if option.status in status and option.group in question.option_groups
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


def close_facts(ballot: Ballot, counts: Counts) -> ClosingFacts:
    """A ballot about to be closed with what the clerk counted."""
    standing = list(ballot.candidates.all())
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
        majority=MajorityRule(ballot.majority),
        asks_number=bool(ballot.number_asked),
        number_counts=counts.numbers,
        is_election=ballot.is_election,
        candidates=tuple(each.appointment_id for each in standing),
        candidate_counts=counts.candidates,
        elected=counts.elected.pk if counts.elected else None,
        is_quorate=_will_be_quorate(ballot),
        is_outside=ballot.is_outside,
    )


def _will_be_quorate(ballot: Ballot) -> bool:
    """As at opening; outside a meeting those who have taken part make the quorum."""
    if not ballot.is_outside:
        return ballot.is_quorate
    return is_quorate_outside(replies=taken_part(ballot.meeting), needed=ballot.quorum_needed)


def taken_part(meeting: Meeting) -> int:
    """How many members have replied outside a meeting: with a vote, or that they have read it.

    Also those who may not vote on a question take part, so that it can be quorate.
    """
    read = Reply.objects.filter(meeting=meeting, answer=Answer.READ)
    voted = RegisterEntry.objects.filter(ballot__agenda_item__meeting=meeting, vote__isnull=False)
    return len(
        {*read.values_list("appointment", flat=True)}
        | {*voted.values_list("appointment", flat=True)}
    )


def vote_facts(
    ballot: Ballot,
    entry: RegisterEntry,
    choice: str,
    letter: str,
    number: Decimal | None = None,
) -> VotingFacts:
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
        number=number,
        asks_number=bool(ballot.number_asked),
    )


def votes_of(ballot: Ballot) -> Tally | None:
    """The count of a closed ballot under the majority that it needs; None where not counted."""
    if ballot.votes_for is None:
        return None
    by_present = ballot.majority == MajorityRule.OF_PRESENT
    return tally(
        ballot.votes_for,
        ballot.votes_against or 0,
        ballot.abstentions or 0,
        casting_vote=VoteCast(ballot.casting_vote) if ballot.casting_vote else None,
        majority=MajorityRule(ballot.majority),
        eligible=ballot.register.filter(is_eligible=True).count() if by_present else None,
    )


def is_carried(ballot: Ballot) -> bool:
    """Whether a closed ballot carried: by its counts, as declared, or by electing somebody."""
    if ballot.is_election and ballot.elected_id is not None:
        return True
    return carried(Method(ballot.method), votes=votes_of(ballot), stated=ballot.stated_carried)


def may_be_cast(ballot: Ballot) -> Ruling:
    """Whether who presides may break the tie of a closed ballot."""
    chair = presiding_over(ballot.meeting)
    line = ballot.register.of(chair).first() if chair else None
    return may_give_casting_vote(
        where=str(ballot),
        in_constitution=ballot.has_casting_vote,
        chair_is_eligible=bool(line and line.is_eligible),
        votes=votes_of(ballot) or tally(0, 0, 0),
        chair_present=chair is not None,
        status=BallotStatus(ballot.status),
        has_outcome=hasattr(ballot, "outcome"),
        already=bool(ballot.casting_vote),
        majority=MajorityRule(ballot.majority),
    )


def numbers_given(ballot: Ballot) -> dict[Decimal, int]:
    """How many of those in favour gave each number, on their devices or by hands."""
    if ballot.method == Method.ELECTRONIC:
        given = ballot.votes.filter(number__isnull=False).values_list("number", flat=True)
        return dict(Counter(number for number in given if number is not None))
    return {count.number: count.votes for count in ballot.number_counts.all()}


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
    is_closed = ballot.status == BallotStatus.CLOSED
    counts = preferences(ballot) if is_closed else {}
    numbers = numbers_given(ballot) if is_closed and ballot.number_asked else {}
    return BallotFacts(
        is_closed=is_closed,
        carried=is_carried(ballot),
        is_quorate=ballot.is_quorate,
        eligible_voters=ballot.register.filter(is_eligible=True).count(),
        method=Method(ballot.method),
        took_preferences=bool(counts) or _asked_for_preferences(ballot),
        chosen_letter=chosen_option(counts, ballot.votes_for or 0),
        counted_numbers=bool(numbers),
        chosen_number=numeric_result(numbers, ballot.votes_for or 0).chosen,
        majority=MajorityRule(ballot.majority),
        casting_vote_open=ballot.has_casting_vote and may_be_cast(ballot).allowed,
        is_outside=ballot.is_outside,
    )


def _asked_for_preferences(ballot: Ballot) -> bool:
    """Members voting on their devices were asked which option, wherever several stood."""
    is_counted = ballot.status == BallotStatus.CLOSED and ballot.method == Method.ELECTRONIC
    return is_counted and bool(option_letters(ballot.question))


def has_agreed_minutes(meeting: Meeting) -> bool:
    """Whether the record of a meeting is fixed."""
    return hasattr(meeting, "minutes") and meeting.minutes.agreed_at is not None
