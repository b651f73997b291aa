"""Findings about what is said of a decision: by a later paper, a statement, or a correction."""

from __future__ import annotations

from collections.abc import Iterator

from decisions.rules.findings.facts import ClaimFacts, DecisionFacts, MatterFacts
from decisions.rules.findings.finding import Finding, printed
from decisions.rules.findings.settling import settling_decision
from forum.choices import EvidenceGrade
from forum.money import pounds


def statements_contradicted(matter: MatterFacts) -> Iterator[Finding]:
    """A later paper or statement says of a decision what the record does not hold."""
    for claim in matter.claims:
        decision = matter.decision(claim.decision)
        if decision is None:
            continue
        against = _against(claim, decision, matter)
        if against:
            yield Finding(
                "statement-contradicted",
                "A later paper contradicts the record",
                f"{claim.said}; {against}.",
                (claim.cited, decision.cited),
                "A correction to the paper says what the forum decided.",
            )


def _against(claim: ClaimFacts, decision: DecisionFacts, matter: MatterFacts) -> str:
    """What the record held on the day of the statement, where the words do not fit it."""
    decided = f"the decision of {decision.day}"
    if not decision.is_carried:
        return f"{decided} was {decision.result.label.lower()}"
    if claim.amount is not None and decision.amount_agreed not in {None, claim.amount}:
        return f"{decided} agreed {pounds(decision.amount_agreed)}"
    return _against_the_source(claim, decision, matter) if claim.names_money else ""


def _against_the_source(claim: ClaimFacts, decision: DecisionFacts, matter: MatterFacts) -> str:
    decided = f"the decision of {decision.day}"
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
                (claim.cited, decision.cited),
                f"The forum decides for {claim.financial_year}.",
            )


def later_assertion_only(matter: MatterFacts) -> Iterator[Finding]:
    """Nothing shows a decision but what somebody said of it later."""
    for decision in matter.decisions:
        if decision.grade == EvidenceGrade.LATER_ASSERTION:
            yield Finding(
                "later-assertion-only",
                "Evidence is a later assertion only",
                f"No minute or report of the day shows {decision.title} of {decision.day}; it is "
                "known from what was said of it later.",
                (decision.cited,),
                "The minutes of the day are found and entered, or the forum confirms it.",
            )


def greatly_corrected(matter: MatterFacts) -> Iterator[Finding]:
    """Minutes that were agreed were corrected in what they decided, or by a factor of ten."""
    for decision in matter.decisions:
        for correction in decision.corrections:
            if correction.is_great:
                yield Finding(
                    "greatly-corrected",
                    "Decision corrected after its minutes were agreed",
                    f"{decision.title} of {decision.day} was minuted as “{correction.was}” and "
                    f"corrected on {printed(correction.corrected_on)} to “{correction.reads}”.",
                    (decision.cited,),
                    "The correction is minuted by the meeting that made it, and what relied on "
                    "the first words is looked at again.",
                    is_resolved=True,
                )
