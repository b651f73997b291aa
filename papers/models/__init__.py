from papers.models.budget import Allocation, BudgetLine, Commitment
from papers.models.option import FundingOption, RateLine
from papers.models.paper import Clearance, Matter, Paper, PaperVersion, Section
from papers.models.recommendation import (
    Acknowledgement,
    NilDeclaration,
    Placement,
    Question,
    Recommendation,
)

__all__ = [
    "Acknowledgement",
    "Allocation",
    "BudgetLine",
    "Clearance",
    "Commitment",
    "FundingOption",
    "Matter",
    "NilDeclaration",
    "Paper",
    "PaperVersion",
    "Placement",
    "Question",
    "RateLine",
    "Recommendation",
    "Section",
]
