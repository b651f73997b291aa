"""The decision log of a meeting and of a financial year, outcome by outcome.

A long log is printed in pieces and joined: the time and memory that a document takes grow with its
length, and pieces are printed side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.template.loader import render_to_string

from decisions.choices import Result, Settlement
from decisions.models.threads.log import MeetingLog, YearLog, meeting_log, year_log
from decisions.models.threads.log_row import LogRow
from decisions.pdfs.resolutions import action_words, award_words, money_words
from forum import pdf
from forum.models import Forum, Meeting
from papers.pdfs.document import PREVIEW, Document, document

ROWS = 150
"""Outcomes in one piece: some twenty pages."""
PIECE = "pdf/decision_log_piece.html"
NOT_PUBLISHED = (PREVIEW, "Preview: not published")
Context = dict[str, object]


@dataclass(frozen=True)
class Piece:
    """As much of a meeting's log as is printed in one go."""

    label: str
    log: MeetingLog


def meeting_log_pdf(meeting: Meeting, *, trail_line: str = "", on: date) -> bytes:
    """The decision log of one meeting, which is published with its minutes."""
    log = meeting_log(meeting)
    head = _head(
        meeting.forum,
        f"Decision log of the meeting of {meeting.held_on:%-d %B %Y}",
        f"{meeting.held_on:%Y-%m-%d}/log",
        trail_line,
        on,
    )
    if len(log.rows) > ROWS:
        return _joined(head, YearLog(meeting.forum, "", (log,)))
    return pdf.render("pdf/decision_log.html", meeting_log_context(log, head))


def year_log_pdf(forum: Forum, year: str, *, trail_line: str = "", on: date) -> bytes:
    """The decision log of a financial year: each meeting with public minutes on its own pages."""
    head = _head(forum, f"Decision log of {year}", f"{year}/log", trail_line, on)
    return _joined(head, year_log(forum, year))


def meeting_log_context(log: MeetingLog, head: Document) -> Context:
    """What the log of a meeting says, as one document."""
    return {
        "document": head,
        "totals": log.totals,
        "unsettled": _unsettled(log.rows),
        **_piece_context(Piece("Outcomes", log)),
    }


def year_log_context(log: YearLog, head: Document, pages: Sequence[int]) -> Context:
    """The front of a log in pieces: its figures, and on which page each meeting starts."""
    labels = [piece.label for each in log.meetings for piece in _pieces(each)]
    firsts = [labels.index(_label(each)) for each in log.meetings]
    return {
        "document": head,
        "totals": log.totals,
        "unsettled": _unsettled(log.rows),
        "sources": _per_source(log.rows),
        "meetings": [
            {"log": each, "piece": first + 1, "page": pages[first]}
            for each, first in zip(log.meetings, firsts, strict=True)
        ],
    }


def row_context(row: LogRow) -> Context:
    """One outcome in the words of the log."""
    outcome = row.outcome
    return {
        "reference": row.reference,
        "result": row.result,
        "group": row.group,
        "tabled": row.text_tabled,
        "is_as_tabled": outcome.is_carried and not row.is_amended,
        "resolved": row.text_resolved if row.is_amended else "",
        "is_put": outcome.result != Result.NO_SUCH_SCHOOLS,
        "votes": ". ".join(filter(None, (row.counts, row.numbers, row.quorum))),
        "money": money_words(row),
        "awards": [award_words(award) for award in row.awards],
        "settlement": row.settlement if outcome.settlement == Settlement.UNSETTLED else "",
        "notes": [*_standing(row), *_notes(row), *_follows(row)],
    }


def _standing(row: LogRow) -> Iterator[tuple[str, str]]:
    """What an answer is worth that was not given by a quorate forum in a meeting."""
    if row.is_inquorate and row.outcome.result == Result.VIEW_RECORDED:
        yield "Standing", "a view of an inquorate forum, which decides nothing"
    if row.is_outside:
        yield "Decided outside a meeting", row.meeting.called_because or "no reason is recorded"


def _notes(row: LogRow) -> Iterator[tuple[str, str]]:
    """What else was decided, what hangs on it and what follows from it."""
    outcome = row.outcome
    if outcome.deferred_to:
        yield "Deferred", f"to the meeting of {outcome.deferred_to.held_on:%-d %B %Y}"
    if outcome.cost_effect:
        yield "Effect on the cost", outcome.cost_effect
    if outcome.comments:
        yield "Comments", outcome.comments
    if row.until and row.until != outcome.until_on:
        yield "Authority", f"until {row.until:%-d %B %Y}"
    for assumption in row.assumptions:
        yield "Assumed", assumption
    for condition in row.conditions:
        yield "Condition", f"{condition.text} ({condition.get_state_display().lower()})"
    for each in row.corrections:
        amounts = f" {each.amounts}." if each.amounts else ""
        yield each.made, f"“{each.was}” should read “{each.reads}”.{amounts}"


def _follows(row: LogRow) -> Iterator[tuple[str, str]]:
    """What is to be done, and how other decisions bear on it."""
    for action in row.actions:
        words = action_words(action)
        yield f"Action {action.reference}", f"{words['text']} {words['owner']}; due {words['due']}"
    for link in row.links:
        yield "Link", link.dated


def _joined(head: Document, log: YearLog) -> bytes:
    """The front and every piece as one document."""
    pieces = [piece for each in log.meetings for piece in _pieces(each)]
    inside = head | {"is_piece": True}
    htmls = [
        render_to_string(PIECE, {"document": inside} | _piece_context(piece)) for piece in pieces
    ]
    printed = pdf.render_all(htmls)
    labels = [piece.label for piece in pieces]
    return pdf.join(
        list(zip(labels, printed, strict=True)),
        str(head["title"]),
        front=lambda pages: render_to_string(
            "pdf/decision_log_front.html", year_log_context(log, inside, pages)
        ),
    )


def _pieces(log: MeetingLog) -> Iterator[Piece]:
    starts = range(0, max(len(log.rows), 1), ROWS)
    for start in starts:
        rows = log.rows[start : start + ROWS]
        is_last = start == starts[-1]
        piece = replace(log, rows=rows) if is_last else MeetingLog(log.meeting, rows)
        yield Piece(_label(log) + (", continued" if start else ""), piece)


def _label(log: MeetingLog) -> str:
    return f"Meeting of {log.meeting.held_on:%-d %B %Y}"


def _piece_context(piece: Piece) -> Context:
    log = piece.log
    by_item = groupby(log.rows, key=lambda row: (row.item.position, row.item, row.paper_title))
    return {
        "label": piece.label,
        "items": [
            {"item": item, "paper": paper, "rows": [row_context(row) for row in rows]}
            for (_, item, paper), rows in by_item
        ],
        "procedures": log.procedure_rows,
        "executive": log.executive,
        "actions": [action_words(action) for action in log.actions],
    }


def _unsettled(rows: Iterable[LogRow]) -> Decimal:
    """What was agreed in principle and has no settled source to this day."""
    waiting = (row.amount_agreed for row in rows if row.is_unsettled)
    return sum((amount for amount in waiting if amount), Decimal(0))


def _per_source(rows: Iterable[LogRow]) -> dict[str, Decimal]:
    """What was decided from each of the four sources."""
    sums: dict[str, Decimal] = {}
    for row in rows:
        for award in row.awards:
            source = award.get_source_display()
            sums[source] = sums.get(source, Decimal(0)) + award.amount
    return sums


def _head(forum: Forum, title: str, reference: str, trail_line: str, on: date) -> Document:
    return document(
        forum,
        title,
        reference=reference,
        warning=("", "") if trail_line else NOT_PUBLISHED,
        trail_line=trail_line,
        on=on,
    )
