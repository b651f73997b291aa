"""Meetings as they were told: their day as far as it is known, their items and papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from decisions.rules.told.asking import recommendations
from decisions.rules.told.beside import actions, happenings, named_sources
from decisions.rules.told.part import Part, as_day
from decisions.rules.told.rows import Book
from decisions.rules.told.where import Where, matter_of
from forum.choices import DayBasis, ItemKind, MeetingKind
from papers.choices import Lateness, PaperKind, Purpose


def meetings(told: Part, book: Book) -> None:
    """Every meeting with all that belongs to it."""
    for day, pk in book.known.meetings.items():
        book.names["meeting", day] = pk
    parts = list(told.parts("meetings"))
    for part in parts:
        _name(part, book)
    for part in parts:
        _meeting(part, book)


def _name(part: Part, book: Book) -> None:
    """Others may point at a meeting before it is read: by its word, its day or its month."""
    typed, own = part.get("day"), part.get("id")
    held_on, _, _ = _day(Part(part.values, part.place, []))
    if held_on is not None:
        day = held_on.isoformat()
        pk = book.id_of("meeting", own if isinstance(own, str) and own else day)
        for words in (day, typed):
            if isinstance(words, str) and words:
                book.names["meeting", words] = pk


def _meeting(part: Part, book: Book) -> None:
    """One meeting, on a day that may be known in part only."""
    found, basis, words = _day(part)
    # The rest is read all the same, so that every problem is told at once.
    held_on = found or date.min
    day = held_on.isoformat() if found else part.place
    if day in book.known.run_here:
        part.wrong("day", "This meeting was run here, and its record is not told from a file.")
    pk = book.named("meeting", part, day)
    where = Where(book, held_on, meeting=pk)
    values = {
        "held_on": held_on,
        "day_basis": basis,
        "day_words": words,
        "kind": part.choice("kind", MeetingKind, MeetingKind.ORDINARY),
        "place": part.text("place", most=200),
        "called_because": part.text("called_because", most=300),
        "is_public": part.yes("public", default=True),
    }
    below = list(part.parts("items"))
    actions(part, where)
    happenings(part, where)
    named_sources(part, where)
    book.add("meeting", pk, part, held_on, values)
    for position, item in enumerate(below, start=1):
        _item(item, position, where)


def _day(part: Part) -> tuple[date | None, str, str]:
    """The day, how it is known, and its words; a day that is not stated has one to stand in."""
    typed, words = part.text("day", most=10), part.text("day_words", most=120)
    stands_in = part.day("stand_in")
    basis = part.choice("day_basis", DayBasis)
    month = as_day(f"{typed}-01") if len(typed) == len("2019-03") else None
    stated = month or (part.day("day") if typed else None)
    if stated is not None:
        usual = DayBasis.MONTH if month else DayBasis.STATED
        return stands_in or stated, basis or usual, words
    if stands_in is None and not typed:
        part.wrong(
            "day",
            "Write the day as 2019-03-27 or the month as 2019-03; where neither is known, give "
            "its words in “day_words” and a day to sort by in “stand_in”.",
        )
    return stands_in, basis or (DayBasis.INFERRED if words else DayBasis.NOT_STATED), words


def _item(part: Part, position: int, where: Where) -> None:
    number = part.text("number", most=8) or str(position)
    title = part.text("title", most=300, needed=True)
    pk = where.book.named("item", part, f"{where.meeting}:{number}")
    where = replace(where, item=pk)
    where = replace(where, matter=matter_of(part, where))
    values = {
        "meeting_id": where.meeting,
        "position": position,
        "number": number,
        "title": title,
        "kind": part.choice("kind", ItemKind, ItemKind.REPORT),
        "presenter": part.text("presenter", most=160),
    }
    papers = list(part.parts("papers"))
    asked = list(part.parts("recommendations"))
    actions(part, where)
    happenings(part, where)
    named_sources(part, where)
    where.book.add("item", pk, part, where.on, values)
    for paper in papers:
        _paper(paper, where, title=title)
    kind = ItemKind(str(values["kind"]))
    moved = [each for each in asked if each.has("origin") or each.has("again")]
    written = [each for each in asked if each not in moved]
    if kind != ItemKind.REPORT or papers:
        moved, written = asked, []
    if written:
        _of_the_report(written, part.place, where, title=title)
    recommendations(moved, where, title=title, arising=kind == ItemKind.MATTERS_ARISING)


def _of_the_report(asked: list[Part], place: str, where: Where, *, title: str) -> None:
    """What the report of an item asks, where nothing is told of the report itself.

    What was moved and not written says so by its origin.
    """
    report = Part({"title": title}, place, where.book.problems)
    where = _paper(report, where, title=title)
    recommendations(asked, where, title=title)


def _paper(part: Part, where: Where, *, title: str) -> Where:
    """A paper with all that it asks; answers with where its further parts stand."""
    title = part.text("title", most=300) or title
    pk = where.book.named("paper", part, f"{where.item}:{title}")
    matter = matter_of(part, where, title=title)
    where = replace(where, paper=pk, matter=matter)
    values = {
        "matter_id": matter,
        "title": title,
        "purpose": part.choice("purpose", Purpose, Purpose.DECISION),
        "kind": part.choice("kind", PaperKind),
        "author_post": part.text("author_post", most=160),
        "author_as_printed": part.text("author", most=200),
        "written_on": part.day("written_on"),
        "eligibility_as_printed": part.text("eligibility", most=200),
        "lateness": part.choice("lateness", Lateness, Lateness.IN_TIME),
        "agenda_item_id": where.item,
        "text": part.text("text"),
    }
    asked = list(part.parts("recommendations"))
    named_sources(part, where)
    happenings(part, where)
    where.book.add("paper", pk, part, where.on, values)
    recommendations(asked, where, title=title)
    return where
