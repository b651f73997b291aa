from papers.models.appendix import Appendix
from papers.models.budget import Allocation, BudgetLine, Commitment
from papers.models.clearing import ClearanceRequest
from papers.models.intake import Intake, Proposal
from papers.models.named_source import NamedSource
from papers.models.option import FundingOption, RateLine
from papers.models.outturn import BalanceMove, Outturn
from papers.models.pack import PackBuild, PackOpening, PaperRead, Piece
from papers.models.paper import Clearance, Matter, Paper, PaperVersion
from papers.models.particulars import BackgroundDocument, Contact, PaperTemplate, Particulars
from papers.models.recommendation import (
    Acknowledgement,
    NilDeclaration,
    Placement,
    Question,
    Recommendation,
)
from papers.models.schedule import (
    LineRate,
    LocalService,
    Schedule,
    ScheduleLine,
    SchoolFactor,
)
from papers.models.working import PaperComment, WorkingCopy

__all__ = [
    "Acknowledgement",
    "Allocation",
    "Appendix",
    "BackgroundDocument",
    "BalanceMove",
    "BudgetLine",
    "Clearance",
    "ClearanceRequest",
    "Commitment",
    "Contact",
    "FundingOption",
    "Intake",
    "LineRate",
    "LocalService",
    "Matter",
    "NamedSource",
    "NilDeclaration",
    "Outturn",
    "PackBuild",
    "PackOpening",
    "Paper",
    "PaperComment",
    "PaperRead",
    "PaperTemplate",
    "PaperVersion",
    "Particulars",
    "Piece",
    "Placement",
    "Proposal",
    "Question",
    "RateLine",
    "Recommendation",
    "Schedule",
    "ScheduleLine",
    "SchoolFactor",
    "WorkingCopy",
]
