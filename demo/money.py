"""The budget lines of Lindenshire, and what is put into them from year to year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from demo.telling import Teller
from forum.models import Person
from forum.rules.financial_year import financial_year, year_after
from papers.choices import Block, LineKind
from papers.models import Allocation, BudgetLine
from papers.workflow.budget import open_line, set_allocation

CSSB, SCHOOLS, HIGH_NEEDS, EARLY = Block.CSSB, Block.SCHOOLS, Block.HIGH_NEEDS, Block.EARLY_YEARS
LONG_AGO = date(2012, 4, 1)
ROUNDED = Decimal(100)

SUPPORT, LIAISON, COMBINED = (
    "Early help, family support teams",
    "Family liaison officers",
    "Contribution to combined budgets",
)
ADMISSIONS, SERVICING, INTERVENTION = (
    "School admissions",
    "Servicing of the schools forum",
    "Early intervention, central school services",
)
GROWTH, FALLING, INCLUSION = "Growth fund", "Falling rolls fund", "Support for inclusion"
EARLY_CENTRAL, TOP_UPS = "Early years: central spending", "Top-up funding, maintained schools"
ONE_OFF, BALANCE, HANDED_BACK, GRANT = (
    "High needs, one-off additional grant",
    "Schools block balance brought forward",
    "De-delegated money brought forward",
    "Families First pathfinder grant",
)
LINES = (
    # Name, block, kind, section 251 line, the first year, and the change from year to year.
    (SUPPORT, CSSB, LineKind.HISTORIC, "1.4.1", 1440000, 0),
    (LIAISON, CSSB, LineKind.HISTORIC, "1.4.1", 1000000, 0),
    (COMBINED, CSSB, LineKind.HISTORIC, "1.4.1", 240000, -20),
    (ADMISSIONS, CSSB, LineKind.LINE, "1.4.2", 315500, 2),
    (SERVICING, CSSB, LineKind.LINE, "1.4.3", 42000, 3),
    (INTERVENTION, CSSB, LineKind.LINE, "1.4.14", 96000, 0),
    (GROWTH, SCHOOLS, LineKind.LINE, "1.4.10", 650000, 2),
    (FALLING, SCHOOLS, LineKind.LINE, "1.4.5", 180000, 0),
    (INCLUSION, HIGH_NEEDS, LineKind.LINE, "1.2.8", 2180000, 4),
    (TOP_UPS, HIGH_NEEDS, LineKind.LINE, "1.2.1", 11460000, 6),
    (EARLY_CENTRAL, EARLY, LineKind.LINE, "1.3.1", 824000, 2),
    (
        "Contingency for schools in financial difficulty",
        SCHOOLS,
        LineKind.LINE,
        "1.1.1",
        190000,
        0,
    ),
    ("Insurance", SCHOOLS, LineKind.LINE, "1.1.5", 363000, 5),
    ("Free school meals eligibility checking", SCHOOLS, LineKind.LINE, "1.1.4", 30352, 0),
    ("Maternity leave insurance", SCHOOLS, LineKind.LINE, "1.1.8", 639000, 6),
    ("EAL service", SCHOOLS, LineKind.LINE, "1.1.3", 107000, 0),
    ("Behaviour support service", SCHOOLS, LineKind.LINE, "1.1.2", 190228, 0),
    ("Trade union facility time", SCHOOLS, LineKind.LINE, "1.1.9", 45500, 0),
    ("Statutory and regulatory duties", SCHOOLS, LineKind.LINE, "1.6.3", 341000, 2),
    ("Core school improvement activities", SCHOOLS, LineKind.LINE, "1.6.5", 90700, 0),
)
POTS = (
    # Name, block, kind, and what is in it: before the year, in it, and after it.
    (ONE_OFF, HIGH_NEEDS, LineKind.BALANCE, 0, 336000, 246396),
    (BALANCE, SCHOOLS, LineKind.BALANCE, 410000, 410000, 405500),
    (HANDED_BACK, SCHOOLS, LineKind.BALANCE, 96000, 96000, 118000),
    (GRANT, Block.OUTSIDE, LineKind.GRANT, 0, 4996042, 0),
)


def fill(teller: Teller, *, turning: str, by: Person, on: date) -> None:
    """Open every line and enter what was put into it, up to the year that is being decided now.

    `turning` is the year of the one-off money: until then a pot holds what it held before.
    """
    years = _years(teller)
    for name, block, kind, code, amount, change in LINES:
        factor = 1 + Decimal(change) / 100
        amounts = [_printed(amount, factor**place) for place in range(len(years))]
        _open(teller, BudgetLine(name=name, block=block, kind=kind, code=code), on, by)
        _allocate(teller, name, years, amounts, by=by, on=on)
    for name, block, kind, before, during, after in POTS:
        _open(teller, BudgetLine(name=name, block=block, kind=kind), on, by)
        amounts = [
            Decimal(before if year < turning else during if year == turning else after)
            for year in years
        ]
        _allocate(teller, name, years, amounts, by=by, on=on)


def _years(teller: Teller) -> list[str]:
    """From the first meeting to the year after the one we are in."""
    years = [financial_year(teller.calendar.held[0])]
    while years[-1] < year_after(financial_year(teller.calendar.coming)):
        years.append(year_after(years[-1]))
    return years


def _printed(amount: int, factor: Decimal) -> Decimal:
    """The amount as it stands where nothing changes; else to the nearest £100."""
    if factor == 1:
        return Decimal(amount)
    return (amount * factor / ROUNDED).quantize(Decimal(1)) * ROUNDED


def _open(teller: Teller, line: BudgetLine, on: date, by: Person) -> None:
    line.forum = teller.forum
    line.commitment_began_on = LONG_AGO if line.kind == LineKind.HISTORIC else None
    teller.lines[line.name] = open_line(line, by=by, on=on)


def _allocate(
    teller: Teller, name: str, years: list[str], amounts: list[Decimal], *, by: Person, on: date
) -> None:
    line = teller.lines[name]
    for year, amount in zip(years, amounts, strict=True):
        allocation = Allocation(budget_line=line, financial_year=year, amount=amount)
        set_allocation(allocation, by=by, on=on)
