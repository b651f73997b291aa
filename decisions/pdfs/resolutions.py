"""How minutes word what one group answered to one recommendation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from decisions.choices import Result, Settlement
from decisions.models import Action, Award, Ballot, Outcome
from decisions.models.room.run_sheet import QuestionRow
from decisions.models.threads.log_row import LogRow
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
class Register:
    """The frozen register of a ballot, counted in seats."""

    may_vote: int
    seats: int
    by_substitute: int = 0
    """Of those that may vote, how many a substitute votes from."""
    ruled: int = 0
    """On how many the clerk ruled."""


@dataclass(frozen=True)
class Counted:
    """What is counted for all ballots of a meeting at once, by ballot."""

    registers: Mapping[UUID, Register]
    preferences: Mapping[UUID, Mapping[str, int]]
    """How many of those in favour preferred which funding option."""


def answer(asked: QuestionRow, row: LogRow | None, counted: Counted) -> dict[str, object]:
    """What a group answered: the resolution block of the minutes, in words only."""
    group = asked.question.get_group_display()
    if row is None:
        return {"group": group, "is_open": True}
    outcome = row.outcome
    if outcome.result == Result.NO_SUCH_SCHOOLS:
        return {"group": group, "no_schools": schools(asked.question.group)}
    return {
        "group": group if asked.question.group != WHOLE_FORUM else "",
        "head": _head(outcome),
        "outcome": str(outcome.pk),
        "reference": row.reference,
        "result": row.result,
        "resolved": row.text_resolved,
        "is_unsettled": outcome.settlement == Settlement.UNSETTLED,
        "standing": _standing(row),
        "vote": _vote(asked, row, counted) if outcome.ballot else "",
        "money": money_words(row),
        "awards": [award_words(award) for award in row.awards],
        "cost_effect": outcome.cost_effect,
        "assumptions": row.assumptions,
        "conditions": [condition.text for condition in row.conditions],
        "links": [link.dated for link in row.links_earlier],
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
    """How many could vote, of all the seats on the frozen register, and on what footing."""
    register = counted.registers[ballot.pk]
    words = f"{register.may_vote} of {register.seats} seats on the register could vote"
    if register.by_substitute:
        words += f", {register.by_substitute} of them by a substitute"
    if register.ruled:
        words += f"; the clerk ruled on {register.ruled}"
    return words


def _head(outcome: Outcome) -> str:
    if outcome.settlement == Settlement.UNSETTLED:
        return PRINCIPLE
    head = HEADS[Result(outcome.result)]
    if outcome.deferred_to:
        return f"{head} to the meeting of {outcome.deferred_to.held_on:%-d %B %Y}"
    return head


def _standing(row: LogRow) -> str:
    """What an inquorate forum said, or the forum outside a meeting, and what it is worth."""
    result = Result(row.outcome.result)
    if row.is_outside:
        return "Decided outside a meeting: to be reported to and minuted by the next meeting."
    if row.is_inquorate and result == Result.VIEW_RECORDED:
        return "The forum was not quorate: this is a view, and decides nothing."
    if result == Result.NO_ELIGIBLE_MEMBER:
        return "Nobody who may vote on it was present, so nothing is decided."
    return ""


def _vote(asked: QuestionRow, row: LogRow, counted: Counted) -> str:
    """Counts, register and quorum; and the preferences, where several options stood."""
    ballot = asked.ballot
    sentences = [row.counts]
    if ballot:
        preferred = counted.preferences.get(ballot.pk, {})
        options = (f"option {letter} {votes}" for letter, votes in sorted(preferred.items()))
        if preferred:
            sentences.append(f"Of those in favour: {', '.join(options)}")
        sentences.append(row.numbers)
        sentences.append(register_words(ballot, counted))
    sentences.append(row.quorum)
    return ". ".join(filter(None, sentences))
