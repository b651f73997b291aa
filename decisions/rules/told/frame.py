"""What a told record sets out first: its forum, people, budget lines and matters."""

from __future__ import annotations

import re
from datetime import date

from decisions.rules.told.part import Part
from decisions.rules.told.rows import Book, is_id
from papers.choices import Block, LineKind

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def forum_values(part: Part) -> dict[str, str]:
    """What the file says of its forum; the name is needed only where the forum is new."""
    slug = part.text("slug", most=60, needed=True)
    if slug and not _SLUG.fullmatch(slug):
        part.wrong("slug", "Write small letters, figures and hyphens, such as “middleton”.")
    name = part.text("name", most=200)
    colour = part.text("colour", most=7)
    if colour and not _COLOUR.fullmatch(colour):
        part.wrong("colour", "Write a colour as #00454d.")
    pk = part.text("id", most=60)
    if pk and not is_id(pk):
        part.wrong("id", "Leave it out, or write the id of the forum (a UUID).")
    found = {
        "slug": slug,
        "name": name,
        "short_name": part.text("short_name", most=60) or "the Forum",
        "authority": part.text("authority", most=200) or name,
        "id": pk,
    }
    part.end()
    return found | ({"colour": colour} if colour else {})


def person_values(part: Part) -> dict[str, str]:
    """Somebody by name, post and e-mail address; who has none gets one that reaches nobody."""
    name = part.text("name", most=120, needed=True)
    email = part.text("email", most=254).lower()
    if email and not _ADDRESS.fullmatch(email):
        part.wrong("email", "Write an email address, or leave it out.")
    nobody = "-".join(re.findall(r"[a-z0-9]+", name.lower()))[:60] or "somebody"
    return {
        "name": name,
        "post": part.text("post", most=160),
        "email": email or f"{nobody}@records.invalid",
    }


def people(told: Part, book: Book, on: date) -> None:
    """Those who own actions; nobody can sign in as them until somebody gives them a password."""
    for part in told.parts("people"):
        values = person_values(part)
        there = book.known.people.get(values["email"])
        if there is not None:
            book.names["person", part.text("id") or values["email"]] = there
            part.end()
            continue
        book.add("person", book.named("person", part, values["email"]), part, on, values)


def lines(told: Part, book: Book, on: date) -> None:
    """The budget lines that money comes from, with what was put into them."""
    for name, pk in book.known.lines.items():
        book.names["line", name] = pk
    for part in told.parts("lines"):
        _line(part, book, on)


def _line(part: Part, book: Book, on: date) -> None:
    name = part.text("name", most=200, needed=True)
    values = {
        "name": name,
        "block": part.choice("block", Block, Block.OUTSIDE),
        "kind": part.choice("kind", LineKind, LineKind.LINE),
        "code": part.text("code", most=12),
        "commitment_began_on": part.day("commitment_began_on"),
        "note": part.text("note", most=300),
    }
    pk = book.known.lines.get(name) or book.named("line", part, name)
    if not part.has("block"):
        part.wrong("block", f"This is missing: write one of {', '.join(Block)}.")
    book.names["line", part.text("id", most=200) or name] = book.names["line", name] = pk
    allocations = part.part("allocations")
    if name not in book.known.lines:
        book.add("line", pk, part, on, values)
    for year in allocations.values:
        years = Part({"year": year, "amount": allocations.values[year]}, allocations.at(year), [])
        amount, year = years.money("amount"), years.year("year")
        for problem in years.problems:
            allocations.wrong(str(years.values["year"]), problem.sentence)
        if amount is not None and year:
            key = book.id_of("allocation", f"{pk}:{year}")
            put_in = {"budget_line_id": pk, "financial_year": year, "amount": amount}
            book.add("allocation", key, Part({}, years.place, []), on, put_in)


def matters(told: Part, book: Book, on: date) -> None:
    """The subjects that decisions are threaded on."""
    for title, pk in book.known.matters.items():
        book.names["matter", title] = pk
    for part in told.parts("matters"):
        title = part.text("title", most=200, needed=True)
        summary = part.text("summary")
        there = book.known.matters.get(title)
        pk = there or book.named("matter", part, title)
        book.names["matter", part.text("id", most=200) or title] = book.names["matter", title] = pk
        if there is None:
            book.add("matter", pk, part, on, {"title": title, "summary": summary})
        else:
            part.end()
