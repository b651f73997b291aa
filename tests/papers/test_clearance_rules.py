"""Which papers lack a clearance that the constitution asks for."""

from datetime import date

import pytest

from papers.choices import ClearanceKind, Origin, Purpose, Source
from papers.rules.facts import OptionFacts, RecommendationFacts, TablingFacts
from papers.rules.tabling import may_table

ABOUT_MONEY = (
    RecommendationFacts("1", "Agree it.", options=(OptionFacts("A", Source.HIGH_NEEDS),)),
)
CODES = {
    ClearanceKind.FINANCE: "no-finance-clearance",
    ClearanceKind.LEGAL: "no-legal-clearance",
    ClearanceKind.DIRECTOR: "no-director-clearance",
    ClearanceKind.CHAIR: "no-chair-clearance",
}


def lacking(*missing, **more):
    """The codes about clearance for a paper with these ones missing."""
    facts = TablingFacts(
        title="Paper",
        tabled_on=date(2026, 1, 2),
        meeting_on=date(2026, 1, 15),
        clearances_missing=missing,
        **more,
    )
    return may_table(facts).codes & set(CODES.values())


@pytest.mark.parametrize("kind", ClearanceKind)
def test_paper_about_money_needs_each_clearance_that_is_asked_for(kind):
    assert lacking(kind, recommendations=ABOUT_MONEY) == {CODES[kind]}
    assert lacking(recommendations=ABOUT_MONEY) == set()


def test_finance_clears_only_what_is_about_money():
    needed = {"no-legal-clearance", "no-director-clearance", "no-chair-clearance"}

    assert lacking(*ClearanceKind, purpose=Purpose.INFORMATION) == needed


def test_every_missing_clearance_is_named_at_once():
    assert lacking(*ClearanceKind, recommendations=ABOUT_MONEY) == set(CODES.values())


@pytest.mark.parametrize("origin", [Origin.FLOOR, Origin.MATTERS_ARISING])
def test_business_without_a_paper_is_cleared_by_nobody(origin):
    assert lacking(*ClearanceKind, recommendations=ABOUT_MONEY, origin=origin) == set()
