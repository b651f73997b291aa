"""Findings about how long a decision gives authority, and what ended it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from decisions.choices import LinkKind, Result
from decisions.rules.authority import AuthorityFacts, gaps
from decisions.rules.findings.doing import cited
from decisions.rules.findings.facts import DecisionFacts, MatterFacts, SpendingFacts
from decisions.rules.findings.finding import Cited, Finding, printed
from decisions.rules.findings.settling import (
    NOT_MET,
    authority_ended_on,
    authority_facts,
    standing,
)
from forum.money import pounds


def authority_expired(matter: MatterFacts) -> Iterator[Finding]:
    """Work goes on after the last day for which money was decided."""
    running = [action for action in matter.actions if action.is_open]
    ended = authority_ended_on(matter) if running else None
    if ended is not None and ended < matter.as_of:
        last = max(standing(matter), key=lambda decision: decision.decided_on)
        yield Finding(
            "authority-expired",
            "Authority ended while actions continue",
            f"Authority to spend ended on {printed(ended)} and {len(running)} "
            f"{'action is' if len(running) == 1 else 'actions are'} open.",
            (last.cited, *map(cited, running)),
            "The forum decides anew, or the actions are closed.",
        )


def spent_without_authority(matter: MatterFacts) -> Iterator[Finding]:
    """Money was spent on days on which no decision of the forum allowed it."""
    if not matter.spending:
        return
    carried = [each for each in matter.decisions if each.is_carried]
    stands = tuple(authority_facts(each, matter) for each in carried)
    for spending in matter.spending:
        period = spending.from_on, spending.until_on
        without = gaps(*period, tuple(map(as_it_was_decided, stands)))
        if not without:
            continue
        left = gaps(*period, stands)
        yield Finding(
            "spent-without-authority",
            "Spent without authority",
            f"{_spent(spending)}: {' and '.join(gap.sentence for gap in without)}.",
            (Cited(spending.cited or printed(spending.from_on), spending.key),),
            "The forum decides from which money it is paid, or it is paid back."
            if left
            else "A later decision covers the whole of it.",
            is_resolved=not left,
        )


def as_it_was_decided(facts: AuthorityFacts) -> AuthorityFacts:
    """The same without what it allowed of days that were over when it was decided."""
    if facts.decided_on is None:
        return facts
    awards = [
        replace(award, from_on=max(award.from_on, facts.decided_on)) if award.from_on else award
        for award in facts.awards
    ]
    return replace(facts, awards=tuple(awards))


def _spent(spending: SpendingFacts) -> str:
    amount = f", {pounds(spending.amount)}" if spending.amount is not None else ""
    first, last = printed(spending.from_on), printed(spending.until_on)
    period = first if first == last else f"{first} to {last}"
    return f"“{spending.text.rstrip('.')}” ({period}{amount})"


def overtaken_outside(matter: MatterFacts) -> Iterator[Finding]:
    """A body outside the forum decided in place of it."""
    for decision in matter.decisions:
        step = decision.overtaken
        if step is None:
            continue
        on = f" on {printed(step.decided_on)}" if step.decided_on else ""
        amount = f", {pounds(step.amount)}" if step.amount is not None else ""
        later = matter.later_than(decision, *LinkKind)
        yield Finding(
            "overtaken-outside",
            "Overtaken by a body outside the forum",
            f"{step.body} decided{on} in place of {decision.title} of {decision.day}: "
            f"{step.result.label.lower()}{amount}.",
            (decision.cited, *(each.cited for each in later)),
            f"The forum took it up on {later[0].day}."
            if later
            else "The forum is told, and its record says which amount now stands.",
            is_resolved=bool(later),
        )


def condition_not_met(matter: MatterFacts) -> Iterator[Finding]:
    """What a decision hangs on failed, lapsed, or was still open when its authority ended."""
    for decision in matter.decisions:
        for condition in decision.conditions if decision.is_carried else ():
            if condition.state in NOT_MET:
                how = f"was marked as {condition.state.label.lower()}"
            elif condition.is_open(matter.as_of) and _is_over(decision, matter):
                how = "was never marked as met"
            else:
                continue
            later = matter.later_than(decision, LinkKind.REPLACES, LinkKind.REVERSES)
            yield Finding(
                "condition-not-met",
                "Condition not met",
                f"{decision.title} of {decision.day} hangs on “{condition.text}”, which {how}.",
                (Cited(decision.cited.words, f"{decision.key}/{condition.text}"),),
                f"The decision of {later[0].day} stands in its place."
                if later
                else "The forum decides anew, or the record shows that the condition was met.",
                is_resolved=bool(later),
            )


def _is_over(decision: DecisionFacts, matter: MatterFacts) -> bool:
    last = decision.last_day
    return last is not None and last < matter.as_of


def deferral_forgotten(matter: MatterFacts) -> Iterator[Finding]:
    """What was deferred to a meeting did not come back by then."""
    for decision in matter.decisions:
        due = decision.deferred_to_on
        if decision.result != Result.DEFERRED or due is None or due >= matter.as_of:
            continue
        again = [each for each in matter.decisions if _comes_back(each, decision)]
        if any(each.decided_on <= due for each in again):
            continue
        yield Finding(
            "deferral-forgotten",
            "Deferral did not come back in time",
            f"{decision.title} was deferred on {decision.day} to the meeting of {printed(due)}, "
            "and was not decided there.",
            (decision.cited, *(each.cited for each in again)),
            f"It was taken on {again[0].day}." if again else "It comes back to the next agenda.",
            is_resolved=bool(again),
        )


def _comes_back(later: DecisionFacts, deferred: DecisionFacts) -> bool:
    """Whether it answers the same, or says that it bears on what was deferred."""
    if later.decided_on <= deferred.decided_on:
        return False
    same = bool(later.recommendation) and later.recommendation == deferred.recommendation
    return same or any(link.earlier == deferred.key for link in later.links)
