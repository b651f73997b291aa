"""The budget lines of Lindenshire, and what is put into them for three years."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from demo.telling import Teller
from forum.models import Person
from papers.choices import Block, LineKind
from papers.models import Allocation, BudgetLine
from papers.workflow.budget import open_line, set_allocation

CSSB, SCHOOLS, HIGH_NEEDS = Block.CSSB, Block.SCHOOLS, Block.HIGH_NEEDS
LONG_AGO = date(2012, 4, 1)

LINES = (
    ("Early help, family support teams", CSSB, LineKind.HISTORIC, "1.4.1", 1440000),
    ("Family liaison officers", CSSB, LineKind.HISTORIC, "1.4.1", 1000000),
    ("Contribution to combined budgets", CSSB, LineKind.HISTORIC, "1.4.1", 240000),
    ("School admissions", CSSB, LineKind.LINE, "1.4.2", 315500),
    ("Servicing of the schools forum", CSSB, LineKind.LINE, "1.4.3", 42000),
    ("Growth fund", SCHOOLS, LineKind.LINE, "1.4.10", 650000),
    ("Support for inclusion", HIGH_NEEDS, LineKind.LINE, "1.2.8", 2180000),
    ("High needs, one-off additional grant", HIGH_NEEDS, LineKind.BALANCE, "", 336000),
    ("Schools block balance brought forward", SCHOOLS, LineKind.BALANCE, "", 410000),
    ("De-delegated balances brought forward", SCHOOLS, LineKind.BALANCE, "", 83000),
    ("Families First pathfinder grant", Block.OUTSIDE, LineKind.GRANT, "", 4996042),
    ("Contingency for schools in financial difficulty", SCHOOLS, LineKind.LINE, "1.1.1", 190000),
    ("Insurance", SCHOOLS, LineKind.LINE, "1.1.5", 363000),
    ("Free school meals eligibility checking", SCHOOLS, LineKind.LINE, "1.1.4", 30352),
    ("Maternity leave insurance", SCHOOLS, LineKind.LINE, "1.1.8", 639000),
    ("EAL service", SCHOOLS, LineKind.LINE, "1.1.3", 107000),
    ("Behaviour support service", SCHOOLS, LineKind.LINE, "1.1.2", 190228),
    ("Statutory and regulatory duties", SCHOOLS, LineKind.LINE, "1.6.1", 341000),
    ("Core school improvement activities", SCHOOLS, LineKind.LINE, "1.6.5", 90700),
)


def fill(teller: Teller, years: tuple[str, ...], *, by: Person, on: date) -> None:
    """Open every line and enter what was put into it."""
    for name, block, kind, code, amount in LINES:
        line = BudgetLine(
            forum=teller.forum,
            name=name,
            block=block,
            kind=kind,
            code=code,
            commitment_began_on=LONG_AGO if kind == LineKind.HISTORIC else None,
        )
        teller.lines[name] = open_line(line, by=by, on=on)
        for year in years:
            allocation = Allocation(budget_line=line, financial_year=year, amount=Decimal(amount))
            set_allocation(allocation, by=by, on=on)
