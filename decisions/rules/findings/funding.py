"""Findings about where the money of a decision came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from decisions.choices import LinkKind, Settlement
from decisions.rules.authority import last_day_of
from decisions.rules.findings.facts import DecisionFacts, MatterFacts
from decisions.rules.findings.finding import Cited, Finding, printed
from decisions.rules.findings.settling import (
    approvals,
    days_to_settled,
    settling_decision,
    taken_back_on,
)
from forum.money import pounds
from papers.choices import Source

_RECURS = re.compile(
    r"\b(per annum|p\.a\.|(each|every) year|annual(ly)?|ongoing|permanent(ly)?|recurr(ing|ent)"
    r"|posts?|salar(y|ies))(?![\w-])",
    re.IGNORECASE,
)
CHANGES = (LinkKind.AMENDS, LinkKind.REPLACES, LinkKind.RE_DECIDES)


def approved_without_source(matter: MatterFacts) -> Iterator[Finding]:
    """Money was agreed and the decision did not say from which source."""
    for decision in approvals(matter):
        if decision.has_source:
            continue
        settled = settling_decision(decision, matter)
        taken = taken_back_on(decision, matter)
        yield Finding(
            "approved-without-source",
            "Approved without a source",
            f"{decision.title} was agreed on {decision.day} {_how(decision, matter)}.",
            (decision.cited, *((settled.cited,) if settled else ())),
            _answered(settled, taken),
            is_resolved=settled is not None or taken is not None,
        )


def _answered(settled: DecisionFacts | None, taken: date | None) -> str:
    if settled:
        return f"Settled by the decision of {settled.day}."
    if taken:
        return f"Taken back by the decision of {printed(taken)}."
    return "The forum decides from which source, budget line and year it is paid."


def _how(decision: DecisionFacts, matter: MatterFacts) -> str:
    """That it named no source, and what settled it until that was reversed."""
    if decision.settlement != Settlement.UNSETTLED:
        return "and names no source"
    how = "in principle, its source not settled"
    for settled in matter.later_than(decision, LinkKind.SETTLES_SOURCE):
        if settled.reversed_on:
            again = printed(settled.reversed_on)
            how += f"; the decision of {settled.day} that settled it was reversed on {again}"
    return how


def settled_late(matter: MatterFacts) -> Iterator[Finding]:
    """The source was settled at a later meeting than the one that agreed the money."""
    for decision in approvals(matter):
        settled, days = settling_decision(decision, matter), days_to_settled(decision, matter)
        if settled is None or not days:
            continue
        yield Finding(
            "settled-late",
            "Source settled late",
            f"The source of {decision.title} was settled {days} days after it was agreed: from "
            f"{decision.day} to {settled.day}.",
            (decision.cited, settled.cited),
            "The minutes state what was spent in between, and from which money.",
        )


def source_changed(matter: MatterFacts) -> Iterator[Finding]:
    """A decision is paid from another source than the one offered or decided before."""
    for decision in approvals(matter):
        yield from _settled_elsewhere(decision, matter)
        for later in matter.later_than(decision, *CHANGES):
            if decision.sources and later.sources and later.sources != decision.sources:
                yield _changed(decision, decision.sources, later)


def _settled_elsewhere(decision: DecisionFacts, matter: MatterFacts) -> Iterator[Finding]:
    named = matter.options_for(decision)
    offered = {option.source for option in named if option.source is not None}
    settled = settling_decision(decision, matter)
    if offered and settled is not None and not settled.sources <= offered:
        yield _changed(decision, frozenset(offered), settled)


def _changed(before: DecisionFacts, was: frozenset[Source], after: DecisionFacts) -> Finding:
    return Finding(
        "source-changed",
        "Source changed",
        f"{before.title} of {before.day} was to come from {_names(was, 'or')} money; "
        f"the decision of {after.day} takes it from {_names(after.sources, 'and')} "
        "money.",
        (before.cited, after.cited),
        "The minutes say why the source changed.",
    )


def one_off_for_recurring(matter: MatterFacts) -> Iterator[Finding]:
    """One-off money pays for a cost that comes back every year."""
    for decision in matter.decisions:
        if Source.ONE_OFF not in decision.sources or not decision.is_carried:
            continue
        if _recurs(decision):
            end = last_day_of(decision.awards)
            until = f", which ends on {printed(end)}," if end else ""
            yield Finding(
                "one-off-for-recurring",
                "One-off money for a recurring cost",
                f"{decision.title} takes one-off money{until} for a cost that reads as recurring.",
                (decision.cited,),
                "A decision says what pays for it afterwards, or that it ends.",
            )


def _recurs(decision: DecisionFacts) -> bool:
    if decision.is_recurring is not None:
        return decision.is_recurring
    return bool(_RECURS.search(decision.text))


def historic_increased(matter: MatterFacts) -> Iterator[Finding]:
    """A historic commitment grew, though it may only stay or fall."""
    for decision in matter.decisions:
        for historic in decision.historic if decision.is_carried else ():
            if historic.amount > historic.last_year_amount:
                yield Finding(
                    "historic-increased",
                    "Historic commitment increased",
                    f"{historic.budget_line} went from {pounds(historic.last_year_amount)} to "
                    f"{pounds(historic.amount)}.",
                    (decision.cited,),
                    "The amount returns to last year's, or the Secretary of State has agreed.",
                )


def amount_differs(matter: MatterFacts) -> Iterator[Finding]:
    """The amount agreed is not the amount that the paper asked for."""
    for decision in approvals(matter):
        asked, agreed = decision.amount_asked, decision.amount_agreed
        if asked is not None and agreed is not None and asked != agreed:
            yield Finding(
                "amount-differs",
                "Amount agreed differs from the amount asked",
                f"{decision.title}: {pounds(asked)} was asked for and {pounds(agreed)} agreed.",
                (decision.cited,),
                "The minutes say why.",
            )


def _names(sources: frozenset[Source], word: str) -> str:
    return f" {word} ".join(sorted(source.label.lower() for source in sources))


def line_over_committed(matter: MatterFacts) -> Iterator[Finding]:
    """Decisions have taken more from a line than was put in."""
    for line in matter.lines:
        if line.allocated is not None and line.committed > line.allocated:
            yield Finding(
                "line-over-committed",
                "Budget line over-committed",
                f"{pounds(line.committed)} is decided from {line.name} in {line.financial_year}, "
                f"{pounds(line.committed - line.allocated)} more than its "
                f"{pounds(line.allocated)}.",
                (Cited(f"{line.name}, {line.financial_year}", line.key),),
                "A decision moves money in, or an award is lowered.",
            )
