"""Cells of a sheet of historic decisions: words for groups, results, sources and evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from decisions.choices import Result
from decisions.rules.told.part import MOST_COUNTED
from forum.choices import EvidenceGrade, Group
from forum.rules.financial_year import is_financial_year
from forum.rules.roll_cells import Cell
from papers.choices import WHOLE_FORUM, Block, Source

_ALL = ("", "all", "all members", "all who may vote", "forum", "whole forum")
_RESULTS = {
    "agreed": Result.CARRIED,
    "approved": Result.CARRIED,
    "agreed as amended": Result.CARRIED_AS_AMENDED,
    "not agreed": Result.NOT_CARRIED,
    "refused": Result.NOT_CARRIED,
    "rejected": Result.NOT_CARRIED,
    "put off": Result.DEFERRED,
    "supported": Result.VIEW_RECORDED,
}
_NOT_TOLD = {Result.NO_SUCH_SCHOOLS}
_SHORT_YEAR = re.compile(r"(20\d\d)\s*[-/–]\s*(?:20)?(\d\d)")


def group_of(text: str) -> Cell:
    """The group that decided; all who may vote, where nothing is said."""
    if _plain(text) in _ALL:
        return Cell(WHOLE_FORUM)
    return _word(text, Group)


def result_of(text: str) -> Cell:
    """What came of it, in our words or in those that minutes use."""
    if not text:
        return Cell("", "Enter what came of it, such as Carried, Not carried, Deferred or Noted.")
    usual = _RESULTS.get(_plain(text))
    return Cell(usual.value) if usual else _word(text, [r for r in Result if r not in _NOT_TOLD])


def source_of(text: str) -> Cell:
    """One of the four funding sources; "DSG" is the parent of all and is none."""
    if _plain(text) in ("dsg", "dedicated schools grant"):
        return Cell(
            "",
            "The DSG is the parent of all four sources: say which of them it was, or leave it "
            "empty where the record does not say.",
        )
    return _word(text, Source) if text else Cell("")


def block_of(text: str) -> Cell:
    """The block that a new budget line lies in."""
    return _word(text, Block) if text else Cell("")


def year_of(text: str) -> Cell:
    """A financial year, as 2018-19 or 2018/19."""
    found = _SHORT_YEAR.fullmatch(text)
    year = f"{found[1]}-{found[2]}" if found else text
    if text and not is_financial_year(year):
        return Cell("", f"“{text}” is not a financial year: write it as 2018-19.")
    return Cell(year)


def whole_of(text: str) -> Cell:
    """A number of votes; empty where the record does not state it."""
    if not text:
        return Cell(None)
    if not text.isascii() or not text.isdigit() or int(text[:9]) > MOST_COUNTED:
        return Cell(None, "Enter a whole number, or nothing where it is not stated.")
    return Cell(int(text))


def evidence_of(text: str) -> Cell:
    """How well it is evidenced and by what: "Minute: 4 July 2018, item 5"."""
    grades = {_plain(grade.label): grade for grade in EvidenceGrade}
    head, _, shown = text.partition(":")
    grade = grades.get(_plain(head))
    if grade is None:
        allowed = ", ".join(grade.label for grade in EvidenceGrade)
        return Cell(
            ("", ""),
            f"Begin with one of {allowed}, and what shows it, such as “Minute: 4 July 2018, "
            "item 5”.",
        )
    if len(shown.strip()) > 300:
        return Cell(("", ""), "Shorten it to 300 characters or fewer.")
    return Cell((grade.value, shown.strip()))


def _word(text: str, words: Iterable[Group | Result | Source | Block]) -> Cell:
    known = list(words)
    for word in known:
        label = _plain(str(word.label))
        if _plain(text) in {_plain(word.value), label, label.removesuffix(" schools")}:
            return Cell(word.value)
    allowed = ", ".join(str(word.label) for word in known)
    return Cell("", f"“{text}” is not known: use one of {allowed}.")


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[_\-–]", " ", text).casefold().split())
