"""What co-ordinating admissions took in the years before: told from the minutes in the archive."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from decisions.workflow.telling import tell_record
from demo.telling import Teller
from forum.rules.financial_year import ends_on, financial_year, starts_on, year_before
from papers.models import Allocation
from papers.workflow.budget import set_allocation

LINE, MATTER = "School admissions", "School admissions"
YEARS = (
    (315500, 315500),
    (315500, 311200),
    (296000, 301400),
    (301500, 301500),
    (309000, 305200),
    (309000, 318700),
    (None, 310000),
    (312000, 0),
    (315500, 309800),
)
"""For each year before this one, the latest first: what was put in, and decided."""


def remember(teller: Teller, today: date, *, first: date, years: Collection[str]) -> None:
    """The years of one line before the demo begins: two over-committed, one without a decision."""
    meetings, year = [], financial_year(today)
    for put_in, decided in YEARS:
        year = year_before(year)
        if put_in is not None and year not in years:
            line = teller.lines[LINE]
            allocation = Allocation(budget_line=line, financial_year=year, amount=Decimal(put_in))
            set_allocation(allocation, by=teller.people["finance"], on=today)
        if decided and _agreed_on(year) < first:
            meetings.append(_meeting(year, decided))
    told = {"forum": {"slug": teller.forum.slug}, "meetings": meetings[::-1]}
    document = {"format": "tabled-record/v1", "told": told}
    tell_record(teller.forum, document, by=teller.clerk, on=today)


def _agreed_on(year: str) -> date:
    """The day of the January meeting before a financial year."""
    return starts_on(year).replace(month=1, day=17)


def _meeting(year: str, amount: int) -> dict:
    """The January meeting before a financial year, which agreed its cost."""
    day = _agreed_on(year)
    money = {"source": "centrally_retained", "line": LINE, "amount": amount, "year": year,
             "until": ends_on(year).isoformat()}  # fmt: skip
    return {
        "day": day.isoformat(),
        "items": [
            {
                "number": "5",
                "title": "Central services: school admissions",
                "matter": MATTER,
                "recommendations": [
                    {
                        "text": f"Agree the cost of co-ordinating admissions in {year}.",
                        "asks": {"amount": amount, "year": year},
                        "options": [{**money, "id": f"admissions-{year}", "status": "chosen"}],
                        "outcomes": [{"id": f"agreed-{year}", "result": "carried",
                                      "amount": amount,
                                      "awards": [{**money, "option": f"admissions-{year}"}],
                                      "grade": "minute",
                                      "shown": f"Minutes of {day:%-d %B %Y}, item 5"}],
                    }
                ],
            }
        ],
    }  # fmt: skip
