"""What an auditor should see of a matter: named rules over its whole history."""

from decisions.rules.findings.facts import (
    AskedFacts,
    ClaimFacts,
    DecisionFacts,
    LineFacts,
    MatterFacts,
    OfficeFacts,
    OptionFacts,
    SpendingFacts,
)
from decisions.rules.findings.finding import Cited, Finding
from decisions.rules.findings.hanging import CorrectionFacts, HistoricFacts, LinkFacts, StepFacts
from decisions.rules.findings.review import ORDER, RULES, Figures, RuleCount, figures, findings
from decisions.rules.findings.settling import days_to_settled, settling_decision
from papers.rules.claims import Claim, claims_in

__all__ = [
    "ORDER",
    "RULES",
    "AskedFacts",
    "Cited",
    "Claim",
    "ClaimFacts",
    "CorrectionFacts",
    "DecisionFacts",
    "Figures",
    "Finding",
    "HistoricFacts",
    "LineFacts",
    "LinkFacts",
    "MatterFacts",
    "OfficeFacts",
    "OptionFacts",
    "RuleCount",
    "SpendingFacts",
    "StepFacts",
    "claims_in",
    "days_to_settled",
    "figures",
    "findings",
    "settling_decision",
]
