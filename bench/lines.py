"""What was measured, in lines: name, figure, floor, ratio, budget, met or not met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

WIDTHS = (42, 24, 42, 6, 9)
Figures = dict[str, dict]


@dataclass(frozen=True)
class Beside:
    """Something of ours, the floor it is compared with, and how many times that it may take."""

    name: str
    thing: str
    floor: str
    budget: float | None = None
    queries: int | None = None
    """The most questions that it may ask the database."""


PAGES = (
    Beside("agenda, public, kept, served", "agenda, served", "fixed, served", 2),
    Beside("agenda, public, 304, served", "agenda, 304", "fixed, served", 2),
    Beside("minutes page, public, kept, served", "minutes, served", "fixed, served", 2),
    Beside("agenda, public, kept", "agenda, kept", "fixed"),
    Beside("agenda, public, first time", "agenda, first", "template", 1.5),
    Beside("agenda, clerk", "agenda, clerk", "template", 2, queries=12),
    Beside("minutes page, public, first time", "minutes, first", "template", 1.5),
    Beside("minutes page, clerk", "minutes, clerk", "template", 2, queries=12),
)
DOCUMENTS = (
    Beside("minutes PDF, from its HTML", "minutes from HTML", "alone", 1.3),
    Beside("minutes PDF, with reading the record", "minutes PDF", "alone"),
    Beside("WeasyPrint alone, tagged", "alone, tagged", "alone"),
    Beside("decision log of 1,000 outcomes, first time", "log", "table"),
)
FLOORS = {
    "fixed, served": "fixed 20 kB, served",
    "fixed": "fixed 20 kB",
    "template": "template floor",
    "alone": "WeasyPrint alone",
    "table": "WeasyPrint, one table",
}
LOG_SECONDS, LOG_MEMORY = 5, 300
PACK_SECONDS, PACK_MEMORY, PACK_AGAIN = 25, 300, 0.5


def lines(figures: Figures) -> Iterator[str]:
    """Everything that was measured."""
    yield row("page: processor time (p50)", "figure", "floor", "ratio", "budget")
    for each in PAGES:
        yield from beside(each, figures, milliseconds)
    yield row("document: processor time (wall)", "figure", "floor", "ratio", "budget")
    for each in DOCUMENTS:
        yield from beside(each, figures, seconds)
    log = figures["log"]
    yield limited("   the same, wall", f"{log['wall']:.1f} s", log["wall"], LOG_SECONDS, "s")
    yield limited(
        "   the same, peak memory", f"{log['peak']:.0f} MB", log["peak"], LOG_MEMORY, "MB"
    )
    yield row("   the same after one more meeting", "as long again: pieces are not stored")
    yield from pack(figures)


def pack(figures: Figures) -> Iterator[str]:
    """The pack of a meeting: first, its memory, and again after one of its papers changed."""
    first, again = figures["pack"], figures["pack again"]
    over = again["wall"] - figures["paper of the pack"]["wall"]
    name = f"pack of 14 papers, {first['pages']} pages, first time, wall"
    yield limited(name, f"{first['wall']:.1f} s", first["wall"], PACK_SECONDS, "s")
    yield limited(
        "   the same, peak memory", f"{first['peak']:.0f} MB", first["peak"], PACK_MEMORY, "MB"
    )
    yield limited(
        "   after one paper changed, beside that paper", f"{over:.2f} s", over, PACK_AGAIN, "s"
    )


def beside(each: Beside, figures: Figures, written) -> Iterator[str]:
    thing, floor = figures[each.thing], figures[each.floor]
    ratio = thing["cpu"] / floor["cpu"]
    budget, verdict = "", ""
    if each.budget:
        budget, verdict = f"<= {each.budget:g} x", met(ratio <= each.budget)
    beneath = f"{FLOORS[each.floor]} {written(floor)}"
    yield row(each.name, written(thing), beneath, f"{ratio:.2f}", budget, verdict)
    if each.queries:
        asked = thing["queries"]
        yield limited("   queries", f"{asked}", asked, each.queries, "")


def limited(name: str, figure: str, value: float, most: float, unit: str) -> str:
    return row(name, figure, "", "", f"<= {most} {unit}".rstrip(), met(value <= most))


def met(is_met: bool) -> str:
    return "met" if is_met else "NOT MET"


def milliseconds(found: dict) -> str:
    return f"{found['cpu'] * 1000:.2f} ms ({found['wall'] * 1000:.2f})"


def seconds(found: dict) -> str:
    return f"{found['cpu']:.2f} s ({found['wall']:.2f}), {found['pages']} p"


def row(*words: str) -> str:
    cells = (f"{word:<{width}}" for word, width in zip(words, WIDTHS, strict=False))
    return " ".join([*cells, *words[len(WIDTHS) :]]).rstrip()
