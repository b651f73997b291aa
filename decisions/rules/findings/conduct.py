"""Findings about who voted, and whether the forum could decide."""

from __future__ import annotations

from collections.abc import Iterator

from decisions.choices import LinkKind, Result
from decisions.rules.findings.facts import DecisionFacts, MatterFacts
from decisions.rules.findings.finding import Cited, Finding, printed
from decisions.rules.results import DECIDING
from forum.choices import AuthorityTie


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
                f"The forum was not quorate for {decision.title} on {decision.day}, "
                "and no later meeting ratified it.",
                (decision.cited,),
                "A quorate meeting ratifies it or decides it anew.",
            )


def _needs_ratifying(decision: DecisionFacts) -> bool:
    if decision.result in DECIDING:
        return True
    return decision.forum_decides and decision.result == Result.VIEW_RECORDED


def votes_not_recorded(matter: MatterFacts) -> Iterator[Finding]:
    """The record holds a decision, and not how many were for and against it."""
    for decision in matter.decisions:
        if decision.is_carried and not decision.has_counts:
            yield Finding(
                "votes-not-recorded",
                "Votes not recorded",
                f"The record of {decision.title} on {decision.day} does not say how many voted "
                "for and against, nor who could.",
                (decision.cited,),
                "Minutes of the day that give the counts are found and entered.",
            )


def barred_office(matter: MatterFacts) -> Iterator[Finding]:
    """A councillor or officer of the authority was chair or vice-chair (FR reg 8(6))."""
    for held in matter.offices:
        if held.tie == AuthorityTie.NONE:
            continue
        is_over = held.until_on is not None and held.until_on < matter.as_of
        yield Finding(
            "barred-office",
            "Office held by somebody who is barred from it",
            f"From {printed(held.from_on)} the {held.office.lower()} was a member tied to the "
            f"authority ({held.tie.label.lower()}), in the seat {held.seat}.",
            (Cited(f"{held.office}, {printed(held.from_on)}", f"office/{held.key}"),),
            "They hold the office no longer." if is_over else "The members elect another of them.",
            is_resolved=is_over,
        )
