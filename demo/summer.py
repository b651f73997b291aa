"""The summer meeting: the outturn of the year, and what becomes of money that was not spent."""

from __future__ import annotations

from decisions.choices import Result
from demo import money
from demo.chamber import agree, hands, meeting_questions, record
from demo.telling import Teller
from forum.models import Meeting
from forum.rules.financial_year import ends_on, financial_year, year_before
from papers.choices import Source

MATTER = "Outturn of de-delegated and central lines"
TEXT = """## 1 Outturn of {year}

1.1 Insurance underspent by £83,000. Maternity leave overspent by £135,000, less than the £140,000 projected.

1.2 The growth fund spent all but £2,300 of what the Forum agreed.

## 2 What is asked

2.1 It is proposed to set the £83,000 against the overspend. Using unspent de-delegated money is a decision of its own,
of the phase that it came from.
"""


def title(meeting: Meeting) -> str:
    return f"Outturn {year_before(financial_year(meeting.held_on))}"


def write(teller: Teller, meeting: Meeting) -> None:
    """A report to note, and one decision that follows from it."""
    year = financial_year(meeting.held_on)
    text = TEXT.format(year=year_before(year))
    paper = teller.paper(meeting, title(meeting), MATTER, text, author="finance")
    note = teller.recommend(
        paper, "1", "Note the outturn.", decision_type="MONITORING", financial_year=year
    )
    teller.offer(note, Source.CENTRALLY_RETAINED, money.GROWTH, amount=None)
    use = teller.recommend(
        paper,
        "2",
        "Agree to set the underspend of £83,000 on insurance against the overspend on maternity leave.",
        amount=83000,
        decision_type="DEDEL_CARRY_FORWARD",
        financial_year=year,
    )
    teller.offer(
        use, Source.ONE_OFF, money.HANDED_BACK, from_on=meeting.held_on, until_on=ends_on(year)
    )


def decide(teller: Teller, meeting: Meeting) -> dict[str, str]:
    """Noted; the primary members agree, and there are no maintained secondary schools."""
    for question in meeting_questions(meeting, title(meeting)):
        if question.placement.recommendation.label == "1":
            comment = "Members asked for a plan for maternity cover."
            record(teller, question, Result.NOTED, comments=comment)
        elif question.has_schools:
            hands(teller, question)
            agree(teller, question)
        else:
            record(teller, question, Result.NO_SUCH_SCHOOLS)
    return {title(meeting): "The figures are provisional until the accounts are audited."}
