"""Ten years of a forum, as many decisions as asked for, made past the steps."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from bench.records import (
    AMOUNT,
    HELD_ON,
    Record,
    a_meeting,
    a_member,
    a_paper,
    a_record,
    an_entry,
    an_item,
    an_outcome,
    published,
    put,
)
from bench.words import paragraph
from decisions.choices import VoteCast
from decisions.models import Award, Minutes, RegisterEntry, Vote
from forum.models import Meeting
from forum.rules.financial_year import financial_year
from papers.choices import Block
from papers.models import Allocation, BudgetLine, Commitment, Matter, Paper, PaperVersion

YEARS, MEETINGS = 10, 6
LINES, SEATS = 20, 15
AT_ONCE = 3
"""So many recommendations has a paper."""
LONG = 100
"""So often does one matter come back: with its options, votes, money and actions, 500 facts."""


def a_forum(slug: str, decisions: int, *, votes: bool) -> Record:
    """Sixty meetings, each with its papers, recommendations, outcomes, money and minutes."""
    record = a_record(slug)
    lines = _lines(record)
    seats = [a_member(record, number) for number in range(SEATS)] if votes else []
    outcomes = []
    for number in range(YEARS * MEETINGS):
        held_on = HELD_ON - timedelta(days=365 * YEARS) + timedelta(days=60 * number)
        meeting = a_meeting(record, held_on)
        record.year = financial_year(held_on)
        record.add(Minutes, meeting=meeting, **published(record))
        until = decisions * (number + 1) // (YEARS * MEETINGS)
        position = 0
        while len(outcomes) < until:
            position += 1
            record.line = lines[position % LINES]
            paper = _paper(record, meeting, position)
            for label in range(1, 1 + min(AT_ONCE, until - len(outcomes))):
                question = put(record, paper, str(label))
                settled = len(outcomes) % 25 > 0
                outcomes.append(an_outcome(record, question, settled=settled))
    for outcome in outcomes:
        for place, seat in enumerate(seats, 1):
            an_entry(record, outcome.ballot, seat, place)
    return record


def a_long_matter(record: Record) -> Matter:
    """One matter that comes back to a hundred recommendations, and to some is left open."""
    last = next(row for row in reversed(record.rows) if isinstance(row, Meeting))
    paper = _paper(record, last, 1000)
    for number in range(LONG):
        an_outcome(record, put(record, paper, str(number + 1)), settled=number % 2 > 0)
    return paper.matter


def keep(record: Record) -> None:
    """All of it, with every vote cast and every award entered on its line."""
    _votes(record)
    _book(record)
    record.keep()


def _lines(record: Record) -> list[BudgetLine]:
    lines = [record.add(BudgetLine, name=f"Line {n}", block=Block.CSSB) for n in range(LINES)]
    for line in lines:
        for year in range(YEARS + 1):
            record.add(
                Allocation,
                budget_line=line,
                financial_year=financial_year(HELD_ON - timedelta(days=365 * year)),
                amount=Decimal(2_000_000),
            )
    return lines


def _paper(record: Record, meeting: Meeting, position: int) -> Paper:
    name = f"{record.forum.slug} {meeting.held_on}/{position}"
    paper = a_paper(record, an_item(record, meeting, position), name)
    record.add(
        PaperVersion,
        paper=paper,
        number=1,
        title=paper.title,
        text=paragraph(name, 12),
        saved_at=timezone.now(),
        saved_by=record.clerk,
    )
    return paper


def _votes(record: Record) -> None:
    entries = [row for row in record.rows if isinstance(row, RegisterEntry)]
    for number, entry in enumerate(entries):
        choice = VoteCast.FOR if number % 5 else VoteCast.AGAINST
        by = {"cast_at": timezone.now(), "cast_by": record.clerk}
        record.add(Vote, entry=entry, ballot=entry.ballot, choice=choice, **by)


def _book(record: Record) -> None:
    """Every award entered on its line, as the step of deciding does."""
    for award in [row for row in record.rows if isinstance(row, Award)]:
        question = award.outcome.question
        record.add(
            Commitment,
            budget_line=award.budget_line,
            financial_year=award.financial_year,
            source=award.source,
            amount=AMOUNT,
            award=award.pk,
            outcome=award.outcome.pk,
            matter=question.placement.recommendation.matter,
            decided_on=award.outcome.decided_on,
            until_on=award.until_on,
            title=question.placement.recommendation.matter.title,
        )
