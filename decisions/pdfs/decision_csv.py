"""The decision log as CSV: one line for each award, or for each outcome that made none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decisions.models import Award
from decisions.models.threads.log_row import LogRow, award_facts
from decisions.rules.authority import last_day
from forum.sheets import csv_text

HEADINGS = (
    "reference",
    "decided_on",
    "item",
    "paper",
    "recommendation",
    "matter",
    "text_tabled",
    "text_resolved",
    "group",
    "outcome",
    "votes_for",
    "votes_against",
    "abstentions",
    "members_present",
    "quorum_needed",
    "method",
    "majority_needed",
    "casting_vote",
    "numbers",
    "outside_a_meeting",
    "members_asked",
    "members_replied",
    "amount_asked",
    "amount_agreed",
    "settlement",
    "part",
    "source",
    "budget_line",
    "block",
    "amount_awarded",
    "financial_year",
    "from",
    "until",
    "assumption",
    "conditions",
    "actions",
    "links",
)


def decision_csv(rows: Iterable[LogRow]) -> str:
    """Every row; amounts are numbers, and stand once, so that a column can be added up."""
    return csv_text([HEADINGS, *(line for row in rows for line in _lines(row))])


def _lines(row: LogRow) -> Iterator[list[object]]:
    """Asked and agreed stand on the first line of an outcome only."""
    awards: list[Award | None] = [*row.awards] or [None]
    for number, award in enumerate(awards, start=1):
        amounts = [row.amount_asked, row.amount_agreed] if number == 1 else [None, None]
        part = f"{number} of {len(awards)}" if award else ""
        yield [*_outcome(row), *amounts, row.settlement, part, *_award(award), *_more(row)]


def _outcome(row: LogRow) -> list[object]:
    ballot = row.outcome.ballot
    counts = (
        [
            ballot.votes_for,
            ballot.votes_against,
            ballot.abstentions,
            ballot.quorum_present,
            ballot.quorum_needed,
            ballot.get_method_display(),
            ballot.get_majority_display(),
            ballot.get_casting_vote_display() if ballot.casting_vote else None,
            row.numbers,
        ]
        if ballot
        else [None] * 9
    )
    return [
        row.reference,
        row.outcome.decided_on,
        row.item.number,
        row.paper_title,
        row.recommendation.label,
        row.matter.title,
        row.text_tabled,
        row.text_resolved,
        row.group,
        row.result,
        *counts,
        *_asked(row),
    ]


def _asked(row: LogRow) -> list[object]:
    """Whether it was decided outside a meeting; if so how many were asked, and replied."""
    ballot = row.outcome.ballot
    if not row.is_outside:
        return ["no", None, None]
    return ["yes", ballot.contacted, ballot.replied] if ballot else ["yes", None, None]


def _award(award: Award | None) -> list[object]:
    if award is None:
        return [None] * 8
    return [
        award.get_source_display(),
        award.budget_line.name,
        award.budget_line.get_block_display(),
        award.amount,
        award.financial_year,
        award.from_on,
        last_day(award_facts(award)),
        award.assumption,
    ]


def _more(row: LogRow) -> list[object]:
    return [
        "; ".join(f"{each.text} ({each.get_state_display()})" for each in row.conditions),
        "; ".join(f"{each.reference} {each.text}" for each in row.actions),
        "; ".join(link.text for link in row.links),
    ]
