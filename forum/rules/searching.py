"""What somebody looks for, as typed, and how a hit shows it.

Every word is asked for; "words in quotation marks" stand side by side; a word with a minus before
it is left out. Letters are compared without case, accents and endings by the database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from forum.rules.financial_year import year_after

MOST_TERMS = 12
RECENT = 4
NO_YEAR = "none"
"""Of what the record has no day for."""
WINDOW = 260
"""So many letters of a text are shown around its first hit."""
_TYPED = re.compile(r'(-?)"([^"]*)"?|(-?)([^\s"]+)')
_WORD = re.compile(r"\w+")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+")
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "es", "ed", "s", "y")
_STEM = 4
"""No ending is taken off a word that this few letters would be left of."""


class Reader(StrEnum):
    """Whose words they are: the public's, those inside the forum, who works on its papers."""

    PUBLIC = "public"
    MEMBER = "member"
    WORKER = "worker"


@dataclass(frozen=True)
class Term:
    """Words that stand side by side in what is looked for, in any of these spellings."""

    spellings: tuple[str, ...]
    is_left_out: bool = False


@dataclass(frozen=True)
class Part:
    """A part of the years to look through: these, or all but these."""

    years: tuple[str, ...] = ()
    is_all_others: bool = False


WHOLE = Part()
"""Every year."""


@dataclass(frozen=True)
class Piece:
    """A piece of a text as a hit shows it."""

    text: str
    is_hit: bool = False


def terms(typed: str) -> tuple[Term, ...]:
    """What is asked for, in the order typed; signs that are no words ask for nothing."""
    found: list[Term] = []
    for minus, quoted, bare_minus, bare in _TYPED.findall(unicodedata.normalize("NFC", typed)):
        words = quoted or bare
        if _WORD.search(words):
            found.append(Term(_spellings(words), bool(minus or bare_minus)))
    return tuple(found[:MOST_TERMS])


def parts(years: Sequence[str]) -> tuple[Part, ...]:
    """The latest of the years and what is to come, then the next few, then all the rest.

    A word that is everywhere is found often enough before the old years are looked through.
    """
    if not years:
        return (WHOLE,)
    coming = [year_after(years[0])]
    coming.append(year_after(coming[0]))
    newest, recent = (*coming, years[0]), tuple(years[1:RECENT])
    rest = Part((*newest, *recent), is_all_others=True)
    return (Part(newest), *([Part(recent)] if recent else []), rest)


def scope(facets: Iterable[tuple[str, str]]) -> str:
    """Facts of a record as words of their own; the equals sign keeps them apart from any text."""
    return f" {' '.join(sorted({facet(name, value) for name, value in facets}))} "


def facet(name: str, value: str) -> str:
    """One fact as a word: "=source:high_needs"."""
    return f"={name}:{value}"


def facets(scope: str) -> dict[str, list[str]]:
    """The facts that the words of a scope hold, by name."""
    found: dict[str, list[str]] = {}
    for word in scope.split():
        name, _, value = word.removeprefix("=").partition(":")
        found.setdefault(name, []).append(value)
    return found


def shown(text: str, sought: Iterable[Term]) -> tuple[Piece, ...]:
    """The part of the text around its first hit, every hit in it marked."""
    pattern = _pattern(sought)
    flat = " ".join(text.split())
    first = pattern.search(flat) if pattern else None
    start, end = _window(flat, first.start() if first else 0)
    part = flat[start:end]
    pieces = list(_marked(part, pattern)) if pattern else [Piece(part)]
    before = [Piece("… ")] if start else []
    after = [Piece(" …")] if end < len(flat) else []
    return tuple(piece for piece in (*before, *pieces, *after) if piece.text)


def marked(text: str, sought: Iterable[Term]) -> tuple[Piece, ...]:
    """All of the text, every hit in it marked."""
    pattern = _pattern(sought)
    return tuple(_marked(text, pattern)) if pattern else (Piece(text),)


def _spellings(words: str) -> tuple[str, ...]:
    """An amount is found with and without its commas: 89604 and 89,604."""
    bare = words.strip().removeprefix("£")
    if bare.isdecimal() and len(bare) > _STEM - 1:
        return (words, f"{int(bare):,}")
    if _GROUPED.fullmatch(bare):
        return (words, bare.replace(",", ""))
    return (words,)


def _pattern(sought: Iterable[Term]) -> re.Pattern[str] | None:
    """Words that begin like those sought: endings are the database's business."""
    alternatives = [
        r"\W+".join(rf"{re.escape(_stem(word))}\w*" for word in _WORD.findall(spelling))
        for term in sought
        if not term.is_left_out
        for spelling in term.spellings
    ]
    return re.compile(rf"\b(?:{'|'.join(alternatives)})", re.IGNORECASE) if alternatives else None


def _stem(word: str) -> str:
    if word.isdecimal():
        return word
    for ending in _ENDINGS:
        if word.casefold().endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word


def _window(text: str, hit: int) -> tuple[int, int]:
    """From a little before the hit, beginning and ending between words."""
    start = max(0, hit - WINDOW // 4)
    if start:
        start = text.find(" ", start, hit) + 1 or hit
    end = min(len(text), start + WINDOW)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + 1)
    return start, end


def _marked(text: str, pattern: re.Pattern[str]) -> Iterator[Piece]:
    at = 0
    for hit in pattern.finditer(text):
        if hit.start() > at:
            yield Piece(text[at : hit.start()])
        yield Piece(hit[0], is_hit=True)
        at = hit.end()
    if at < len(text):
        yield Piece(text[at:])
