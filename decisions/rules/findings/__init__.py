"""What an auditor should see of a matter: named rules over its whole history."""

from decisions.rules.findings.facts import (
    ClaimFacts,
    DecisionFacts,
    Finding,
    HistoricFacts,
    LineFacts,
    LinkFacts,
    MatterFacts,
    OptionFacts,
)
from decisions.rules.findings.review import RULES, Figures, figures, findings
from decisions.rules.findings.settling import days_to_settled, settling_decision
from papers.rules.claims import Claim, claims_in

__all__ = [
    "RULES",
    "Claim",
    "ClaimFacts",
    "DecisionFacts",
    "Figures",
    "Finding",
    "HistoricFacts",
    "LineFacts",
    "LinkFacts",
    "MatterFacts",
    "OptionFacts",
    "claims_in",
    "days_to_settled",
    "figures",
    "findings",
    "settling_decision",
]
