"""Cells of the roll of members: words for groups, kinds, phases and ties, and days as written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.choices import AuthorityTie, Group, Phase, SeatKind

Words = type[Group] | type[SeatKind] | type[Phase] | type[AuthorityTie]
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")


@dataclass(frozen=True)
class Cell:
    """What a cell means, or what is wrong with it."""

    value: Any
    error: str = ""


def group_of(text: str) -> Cell:
    """The group that a seat represents: its code or its words."""
    return _word(text, Group, required="Enter whom the seat represents")


def kind_of(text: str) -> Cell:
    """The kind of a seat; a representative where nothing is said."""
    return _word(text, SeatKind) if text else Cell(SeatKind.OTHER.value)


def phase_of(text: str) -> Cell:
    """The phase of an academies seat, where there is one."""
    return _word(text, Phase) if text else Cell("")


def tie_of(text: str) -> Cell:
    """What ties the member to the authority; nothing, where nothing is said."""
    return _word(text, AuthorityTie) if text else Cell(AuthorityTie.NONE.value)


def read_day(text: str) -> Cell:
    """A day as clerks write it: 1/9/2024, 2024-09-01 or 1 September 2024."""
    if not text:
        return Cell(None)
    plain = re.sub(r"(?i)(?<=\d)(st|nd|rd|th)\b|,|(?<=\bsep)t\b", "", text)
    for form in DAYS:
        try:
            return Cell(datetime.strptime(plain, form).date())  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return Cell(None, f"“{text}” is no day: write it as 1/9/2024 or 1 September 2024.")


def _word(text: str, words: Words, required: str = "") -> Cell:
    allowed = ", ".join(str(word.label) for word in words)
    if not text:
        return Cell("", f"{required}: {allowed}.")
    plain = _plain(text)
    for word in words:
        if plain in _names(word):
            return Cell(word.value)
    return Cell("", f"“{text}” is not known: use one of {allowed}.")


def _names(word: Group | SeatKind | Phase | AuthorityTie) -> set[str]:
    label = _plain(str(word.label))
    return {_plain(word.value), label, label.removesuffix(" schools")}


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[_\-–]", " ", text).casefold().split())
