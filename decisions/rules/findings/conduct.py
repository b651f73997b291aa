"""Findings about votes, statements and actions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from decisions.choices import LinkKind, Result
from decisions.rules.findings.facts import ClaimFacts, DecisionFacts, Finding, MatterFacts
from decisions.rules.findings.settling import settling_decision
from decisions.rules.results import DECIDING


def wrong_group_voted(matter: MatterFacts) -> Iterator[Finding]:
    """Somebody voted whose group may not vote on the question."""
    for decision in matter.decisions:
        if decision.voters_outside:
            yield Finding(
                "wrong-group-voted",
                "Wrong group voted",
                f"{len(decision.voters_outside)} voted on {decision.title} from outside the "
                f"groups that may: {', '.join(decision.voters_outside)}.",
                (decision.cited,),
                "The right groups decide it again.",
            )


def substitute_of_another_group(matter: MatterFacts) -> Iterator[Finding]:
    """A substitute voted who stands for another group than the seat (FR reg 8(8), guidance)."""
    for decision in matter.decisions:
        if decision.substitutes_outside:
            yield Finding(
                "substitute-of-another-group",
                "Substitute of another group voted",
                f"On {decision.title} substitutes of another group could vote from "
                f"{', '.join(decision.substitutes_outside)}.",
                (decision.cited,),
                "The record says what group they stand for, or the right members decide it again.",
            )


def clerk_ruled(matter: MatterFacts) -> Iterator[Finding]:
    """The clerk ruled on who may vote against what the rules say of the seat."""
    for decision in matter.decisions:
        for ruling in decision.rulings:
            yield Finding(
                "clerk-ruled-on-register",
                "Clerk ruled on who may vote",
                f"On {decision.title}: {ruling}",
                (decision.cited,),
                "The reason stands in the minutes, and the record of members is put right.",
            )


def never_ratified(matter: MatterFacts) -> Iterator[Finding]:
    """What an inquorate meeting resolved was not ratified by a quorate one."""
    for decision in matter.decisions:
        if decision.is_quorate or not _needs_ratifying(decision):
            continue
        ratified = matter.later_than(decision, LinkKind.RATIFIES)
        if not any(later.is_quorate for later in ratified):
            yield Finding(
                "never-ratified",
                "Inquorate decision never ratified",
                f"The forum was not quorate for {decision.title} on {_day(decision.decided_on)}, "
                "and no later meeting ratified it.",
                (decision.cited,),
                "A quorate meeting ratifies it or decides it anew.",
            )


def _needs_ratifying(decision: DecisionFacts) -> bool:
    if decision.result in DECIDING:
        return True
    return decision.forum_decides and decision.result == Result.VIEW_RECORDED


def statements_contradicted(matter: MatterFacts) -> Iterator[Finding]:
    """A later paper says of a decision what the record does not hold."""
    for claim in matter.claims:
        decision = matter.decision(claim.decision)
        if decision is None:
            continue
        against = _against(claim, decision, matter)
        if against:
            yield Finding(
                "statement-contradicted",
                "A later paper contradicts the record",
                f"“{claim.paper}” of {_day(claim.on)} says “{claim.words}”; {against}.",
                (f"{claim.paper}, {_day(claim.on)}", decision.cited),
                "A correction to the paper says what the forum decided.",
            )


def _against(claim: ClaimFacts, decision: DecisionFacts, matter: MatterFacts) -> str:
    """What the record held on the day of the paper, where the words do not fit it."""
    decided = f"the decision of {_day(decision.decided_on)}"
    if not decision.is_carried:
        return f"{decided} was {decision.result.label.lower()}"
    settled = settling_decision(decision, matter)
    if settled is None or settled.decided_on > claim.on:
        return f"{decided} named no source"
    if claim.source is not None and claim.source not in settled.sources:
        names = " and ".join(sorted(source.label.lower() for source in settled.sources))
        return f"{decided} is paid from {names} money"
    return ""


def earlier_approval_reused(matter: MatterFacts) -> Iterator[Finding]:
    """A paper relies on a decision in a year for which it was not taken."""
    for claim in matter.claims:
        decision = matter.decision(claim.decision)
        if decision is None or not claim.financial_year:
            continue
        years = sorted({award.financial_year for award in decision.awards})
        if years and claim.financial_year not in years:
            yield Finding(
                "earlier-approval-reused",
                "Approval of an earlier year reused",
                f"“{claim.paper}” relies for {claim.financial_year} on a decision for "
                f"{' and '.join(years)}.",
                (f"{claim.paper}, {_day(claim.on)}", decision.cited),
                f"The forum decides for {claim.financial_year}.",
            )


def action_overdue(matter: MatterFacts) -> Iterator[Finding]:
    """An open action whose day has passed."""
    for action in matter.actions:
        if action.due_on is not None and action.is_overdue(matter.as_of):
            yield Finding(
                "action-overdue",
                "Action overdue",
                f"{action.name} was due on {_day(action.due_on)} and is open.",
                (action.name,),
                "It is done and closed with evidence, or the forum gives it a new day.",
            )


def action_without_owner(matter: MatterFacts) -> Iterator[Finding]:
    """An action that nobody in particular has to do."""
    for action in matter.actions:
        if not action.has_owner:
            yield Finding(
                "action-without-owner",
                "Action without an owner",
                f"{action.name} names nobody who is to do it.",
                (action.name,),
                "One person, in a post, is named.",
                is_resolved=not action.is_open,
            )


def action_without_date(matter: MatterFacts) -> Iterator[Finding]:
    """An action without a day or a meeting when it is due."""
    for action in matter.actions:
        if action.due_on is None:
            yield Finding(
                "action-without-date",
                "Action without a date",
                f"{action.name} has no day or meeting when it is due.",
                (action.name,),
                "A meeting or a date is set.",
                is_resolved=not action.is_open,
            )


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
