"""How minutes word what one group answered to one recommendation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from decisions.choices import Result, Settlement
from decisions.models import Action, Award, Ballot, Outcome
from decisions.models.log_row import LogRow
from decisions.models.run_sheet import QuestionRow
from forum.money import pounds
from papers.choices import WHOLE_FORUM
from papers.rules.electorate import schools

HEADS = {
    Result.CARRIED: "RESOLVED",
    Result.CARRIED_AS_AMENDED: "RESOLVED, as amended",
    Result.NOT_CARRIED: "NOT CARRIED",
    Result.DEFERRED: "DEFERRED",
    Result.WITHDRAWN: "WITHDRAWN",
    Result.NOTED: "NOTED",
    Result.VIEW_RECORDED: "VIEW RECORDED",
    Result.RATIFIED: "RATIFIED",
    Result.NO_ELIGIBLE_MEMBER: "NO DECISION: no eligible member was present",
}
PRINCIPLE = "AGREED IN PRINCIPLE: funding source not settled"


@dataclass(frozen=True)
class Counted:
    """What is counted for all ballots of a meeting at once, by ballot."""

    registers: Mapping[UUID, tuple[int, int]]
    """How many seats on the register may vote, and how many stand on it."""
    preferences: Mapping[UUID, Mapping[str, int]]
    """How many of those in favour preferred which funding option."""


def answer(asked: QuestionRow, row: LogRow | None, counted: Counted) -> dict[str, object]:
    """What a group answered: the resolution block of the minutes."""
    group = asked.question.get_group_display()
    if row is None:
        return {"group": group, "is_open": True}
    outcome = row.outcome
    if outcome.result == Result.NO_SUCH_SCHOOLS:
        return {"group": group, "no_schools": schools(asked.question.group)}
    return {
        "group": group if asked.question.group != WHOLE_FORUM else "",
        "head": _head(outcome),
        "row": row,
        "is_unsettled": outcome.settlement == Settlement.UNSETTLED,
        "vote": _vote(asked, row, counted) if outcome.ballot else "",
        "money": money_words(row),
        "awards": [award_words(award) for award in row.awards],
        "comments": [line.strip() for line in outcome.comments.splitlines() if line.strip()],
        "settling": [action_words(each) for each in outcome.settling_actions.all()],
    }


def award_words(award: Award) -> dict[str, str]:
    """One award: its source; and from which line, how much, for when."""
    year = award.financial_year or "a year that is not stated"
    from_on = f"from {award.from_on:%-d %B %Y} " if award.from_on else ""
    until = f"until {award.until_on:%-d %B %Y}" if award.until_on else "its end not stated"
    return {
        "source": award.get_source_display(),
        "rest": f"{award.budget_line}: {pounds(award.amount)} for {year}, {from_on}{until}",
    }


def money_words(row: LogRow) -> str:
    """What was asked and what was agreed; nothing where no money was sought."""
    if row.asked and row.agreed:
        return f"Asked: {row.asked}; agreed: {row.agreed}"
    if row.asked:
        return f"Asked: {row.asked}"
    return f"Agreed: {row.agreed}" if row.agreed else ""


def action_words(action: Action) -> dict[str, str]:
    """An action as it was set: its reference, what is to be done, by whom and by when."""
    return {
        "reference": action.reference,
        "text": action.text,
        "owner": action.owner_words,
        "due": action.due_words,
    }


def register_words(ballot: Ballot, counted: Counted) -> str:
    """How many could vote, of all the seats on the frozen register."""
    may_vote, seats = counted.registers[ballot.pk]
    return f"{may_vote} of {seats} seats on the register could vote"


def _head(outcome: Outcome) -> str:
    if outcome.settlement == Settlement.UNSETTLED:
        return PRINCIPLE
    head = HEADS[Result(outcome.result)]
    if outcome.deferred_to:
        return f"{head} to the meeting of {outcome.deferred_to.held_on:%-d %B %Y}"
    return head


def _vote(asked: QuestionRow, row: LogRow, counted: Counted) -> str:
    """Counts, register and quorum; and the preferences, where several options stood."""
    ballot = asked.ballot
    sentences = [row.counts]
    if ballot:
        preferred = counted.preferences.get(ballot.pk, {})
        options = (f"option {letter} {votes}" for letter, votes in sorted(preferred.items()))
        if preferred:
            sentences.append(f"Of those in favour: {', '.join(options)}")
        sentences.append(register_words(ballot, counted))
    sentences.append(row.quorum)
    return ". ".join(sentences)
