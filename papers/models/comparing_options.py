"""The alternatives of a recommendation side by side, and how each came to stand as it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from json import loads
from uuid import UUID

from django.db.models import Model

from forum.models import AuditEntry, Person
from forum.money import pounds
from papers.choices import OptionStatus, PaperEvent
from papers.models.cover import Asked, Offer
from papers.models.option import FundingOption
from papers.models.option_words import (
    amount_words,
    match_words,
    part_year_words,
    source_words,
)

OPTION_EVENTS = (
    PaperEvent.OPTION_OFFERED,
    PaperEvent.OPTION_CHANGED,
    PaperEvent.OPTION_STATUS,
)
DO_NOTHING = "Do nothing"
BY_THE_FORUM = (OptionStatus.CHOSEN, OptionStatus.REJECTED)
_VERBS = {PaperEvent.OPTION_OFFERED: "Offered", PaperEvent.OPTION_CHANGED: "Changed"}


@dataclass(frozen=True)
class Cell:
    """What one alternative says about one thing: a line for each of its parts that differs."""

    alternative: str
    lines: tuple[str, ...]
    is_whole: bool = False
    """Said once for all things: what doing nothing means."""


@dataclass(frozen=True)
class ComparedRow:
    """One thing, as each alternative has it."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Comparison:
    """Every alternative of one recommendation, with doing nothing where the paper speaks of it."""

    asked: Asked
    letters: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[ComparedRow, ...]


def comparison(asked: Asked, *, with_history: bool = False) -> Comparison:
    """The alternatives beside each other; `with_history` says who marked what, and when."""
    letters = sorted({offer.option.letter for offer in asked.offers})
    past = _history(asked) if with_history else {}
    columns = {f"Option {letter}": _of_letter(asked, letter) for letter in letters}
    rows = [_row(label, columns, words) for label, words in _rows(past).items()]
    rows = [row for row in rows if _says_something(row)]
    refused = asked.recommendation.do_nothing
    if refused:
        nothing = Cell(DO_NOTHING, (refused,), is_whole=True)
        rows = [ComparedRow(row.label, (*row.cells, nothing)) for row in rows]
    headings = (*columns, *([DO_NOTHING] if refused else ()))
    return Comparison(asked, tuple(columns), headings, tuple(rows))


def _of_letter(asked: Asked, letter: str) -> list[Offer]:
    return [offer for offer in asked.offers if offer.option.letter == letter]


def _rows(past: dict[UUID, list[str]]) -> dict[str, Callable[[Offer], Iterable[str]]]:
    return {
        "Source and budget line": lambda offer: [source_words(offer.option)],
        "Amount": lambda offer: [amount_words(offer.option)],
        "Left on the line after it": lambda offer: [_after(offer)],
        "From and until": lambda offer: [_dates(offer.option)],
        "Part of the year": lambda offer: part_year_words(offer.option, offer.part_year),
        "Comes back every year": lambda offer: [_recurs(offer.option)],
        "After the end": lambda offer: [offer.option.after_end],
        "Conditions": lambda offer: _conditions(offer.option),
        "Match funding": lambda offer: match_words(offer.option, offer.match_due),
        "Proposed by": lambda offer: [offer.option.proposer],
        "Note": lambda offer: [offer.option.note],
        "Status": lambda offer: past.get(offer.option.pk) or [_status(offer.option)],
    }


def _row(
    label: str,
    columns: dict[str, list[Offer]],
    words: Callable[[Offer], Iterable[str]],
) -> ComparedRow:
    cells = (
        Cell(name, tuple(dict.fromkeys(line for each in offers for line in words(each) if line)))
        for name, offers in columns.items()
    )
    return ComparedRow(label, tuple(cells))


def _says_something(row: ComparedRow) -> bool:
    return any(cell.lines for cell in row.cells)


def _after(offer: Offer) -> str:
    year = offer.option.financial_year
    if offer.after is None:
        return f"not known: no allocation recorded{f' for {year}' if year else ''}"
    return f"{pounds(offer.after)} of {pounds(offer.left)} in {year}"


def _dates(option: FundingOption) -> str:
    days = (("from", option.from_on), ("until", option.until_on))
    return ", ".join(f"{word} {day:%-d %B %Y}" for word, day in days if day) or "not stated"


def _recurs(option: FundingOption) -> str:
    return {True: "Yes", False: "No", None: "Not stated"}[option.is_recurring]


def _conditions(option: FundingOption) -> Iterator[str]:
    yield from option.conditions
    if option.claw_back:
        yield f"To be paid back: {option.claw_back}"


def _status(option: FundingOption) -> str:
    on = f", {option.status_on:%-d %B %Y}" if option.status_on else ""
    by = ", by the forum" if option.status in BY_THE_FORUM else ""
    why = f": {option.status_note}" if option.status_note else ""
    return f"{option.get_status_display()}{by}{on}{why}"


def _history(asked: Asked) -> dict[UUID, list[str]]:
    """For each option what the trail says of it: what was done, when, and by which post."""
    recommendation: Model = asked.recommendation
    entries = AuditEntry.objects.filter(
        forum=asked.recommendation.forum_id, about=recommendation.pk, event__in=OPTION_EVENTS
    ).order_by("seq")
    listed = list(entries)
    posts = dict(
        Person.objects.filter(pk__in={each.actor for each in listed}).values_list("pk", "post")
    )
    found: dict[UUID, list[str]] = {}
    for entry in listed:
        facts = loads(entry.body)["facts"]
        post = posts.get(entry.actor, "") if entry.actor else ""
        by = f" by {post}" if post else ""
        words = f"{_verb(entry.event, facts)}{by}, {entry.happened_on:%-d %B %Y}"
        found.setdefault(UUID(facts["option"]), []).append(words)
    for offer in asked.offers:
        found.setdefault(offer.option.pk, []).extend(_outcome(offer.option))
    return found


def _outcome(option: FundingOption) -> Iterator[str]:
    """What became of it, where the trail of the option does not say it."""
    if option.status in BY_THE_FORUM:
        yield _status(option)
    elif option.status_note:
        yield f"Why: {option.status_note}"


def _verb(event: str, facts: dict[str, str]) -> str:
    marked = dict(OptionStatus.choices).get(facts["status"], facts["status"])
    return _VERBS.get(PaperEvent(event), f"Marked “{marked.lower()}”")
