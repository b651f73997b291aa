"""Money that falls from year to year: the parts of one option, each awarded for its own year."""

from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import Result, Settlement
from decisions.models.ballots.ballot_facts import option_choices
from decisions.workflow.deciding import OutcomeDraft, record_outcome
from papers.choices import OptionStatus, Source
from tests.decisions.conftest import award_of, put
from tests.factories import MEETING_DAY, a_line, a_recommendation, an_option

pytestmark = pytest.mark.django_db


@pytest.fixture
def tapering(paper, forum):
    """£90,000 in all: £60,000 in the first year, £30,000 in the second; or all of it at once."""
    asked = a_recommendation(paper, seeks_resources=True, amount=Decimal(90000))
    balance = a_line(forum, "Balance brought forward", kind="balance")
    for year, amount in (("2025-26", 60000), ("2026-27", 30000)):
        first = int(year[:4])
        an_option(
            asked, balance, source=Source.ONE_OFF, financial_year=year, amount=Decimal(amount),
            from_on=date(first, 4, 1), until_on=date(first + 1, 3, 31),
        )  # fmt: skip
    an_option(asked, a_line(forum), letter="B")
    return asked


@pytest.fixture
def question(tapering, members, meeting, clerk):
    return put(tapering, meeting, clerk)


def test_years_of_one_letter_are_one_alternative(question):
    first, second = option_choices(question)

    assert first[0] == "A"
    assert "£60,000 and One-off" in first[1]
    assert second[0] == "B"


def test_each_year_is_awarded_and_committed_by_itself(question, tapering, sitting):
    letters = [each for each in tapering.options.all() if each.letter == "A"]
    sitting.vote(question, "for", "for", "for", letter="A")
    draft = OutcomeDraft(
        Result.CARRIED,
        amount_agreed=Decimal(90000),
        awards=tuple(award_of(each) for each in letters),
    )

    outcome = record_outcome(question, draft, by=sitting.clerk, on=MEETING_DAY)

    assert outcome.settlement == Settlement.SETTLED
    assert [(each.financial_year, each.amount) for each in outcome.awards.all()] == [
        ("2025-26", Decimal(60000)),
        ("2026-27", Decimal(30000)),
    ]
    balance = letters[0].budget_line
    assert balance.committed("2025-26") == Decimal(60000)
    assert balance.committed("2026-27") == Decimal(30000)
    marks = {each.letter: (each.status, each.status_on) for each in tapering.options.all()}
    assert marks == {
        "A": (OptionStatus.CHOSEN, MEETING_DAY),
        "B": (OptionStatus.REJECTED, MEETING_DAY),
    }
