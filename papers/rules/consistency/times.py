"""Time that does not fit: plans for a day that is past, terms that differ, parts of a year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from forum.rules.financial_year import financial_year, starts_on
from forum.rules.ruling import Reason
from papers.rules.consistency.reading import Passage, Reading, count, places, quoted
from papers.rules.mentions import MONTHS, proposed_changes
from papers.rules.regulations import PRACTICE

AUTHOR = "the author"

_DAY = (
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?(?P<month>{'|'.join(MONTHS)}) "
    r"(?P<year>(?:19|20)\d\d)"
)
_WHEN = re.compile(_DAY)
_PLANNED = re.compile(
    r"\b(?:is|are) (?:due |planned |expected )?to be \w+\b|\b(?:is|are) due\b"
    r"|\bwill (?:also )?\w+\b",
    re.IGNORECASE,
)
_FROM = re.compile(rf"\b(?:from|effective|effect on|on|until|in)\s+{_DAY}", re.IGNORECASE)
_PART_YEAR = re.compile(
    r"\bpart[- ]year|\bfull[- ]year|\bpro[- ]rata|\b\d{1,2}/12\b|\bmonths? of\b", re.IGNORECASE
)
_TERM = re.compile(
    rf"\b(?:commenc|start|begin)\w*\s+(?:in|on|from)\s+{_DAY}\s+for (?:a |an )?"
    r"(?P<number>\d{1,2}|one|two|three|four|five)[- ](?P<unit>year|month)",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    rf"\b(?:to|until)\s+(?:the end of )?{_DAY},? (?:the|their|its) "
    r"(?:first|second|third|whole|full) (?:year|term)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(?:next|future|later|following|subsequent)\s+(?:\w+\s+){0,2}meetings?\b", re.IGNORECASE
)
_DECIDES = re.compile(
    r"\b(?:resolv\w+|decid\w+|decisions?|propos\w+|approv\w+|allocation|whether to)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\bcame\b", re.IGNORECASE)
_SUBJECT_TO = re.compile(
    r"\bsubject to (?:the )?(?:schools?['’]? )?(?:funding )?forum(?:['’]s)? approval\b",
    re.IGNORECASE,
)


def plans_in_the_past(paper: Reading) -> Iterator[Reason]:
    """A plan for a day that is over when the forum meets."""
    meeting_on = paper.meeting_on
    if meeting_on is None:
        return
    for passage in paper.own:
        over = [
            found[0]
            for sentence in passage.sentences
            for planned in _PLANNED.finditer(sentence)
            for found in _WHEN.finditer(sentence, planned.end(), planned.end() + 120)
            if _last_day(found) < meeting_on
        ]
        if over:
            text = (
                f"In {passage.where}, {quoted(dict.fromkeys(over))} is still to come; the forum "
                f"meets on {meeting_on:%-d %B %Y}. Say what came of it."
            )
            yield Reason("planned-in-the-past", text, AUTHOR, PRACTICE, passage.where)


def parts_of_years(paper: Reading) -> Iterator[Reason]:
    """A budget that changes within a financial year, and no figure for the part of the year."""
    if _PART_YEAR.search(paper.facts.text):
        return
    found: dict[date, list[Passage]] = {}
    for passage in paper.own:
        for sentence in passage.sentences:
            said = _FROM.search(sentence)
            if said and proposed_changes(sentence):
                found.setdefault(_first_day(said), []).append(passage)
    for day, passages in found.items():
        year = financial_year(day)
        months = (day.year - starts_on(year).year) * 12 + day.month - starts_on(year).month
        if months:
            text = (
                f"The budget changes on {day:%-d %B %Y} ({places(passages)}), when {months} of "
                f"the 12 months of {year} are over; no figure for the part of the year is given."
            )
            yield Reason("part-year-not-stated", text, AUTHOR, PRACTICE, f"{day:%-d %B %Y}")


def terms_that_differ(paper: Reading) -> Iterator[Reason]:
    """A start and a length, and an end that is not where they lead."""
    terms = [found for each in paper.passages for found in _TERM.finditer(each.text)]
    ends = [(each, found) for each in paper.passages for found in _UNTIL.finditer(each.text)]
    for term in terms:
        months = count(term["number"]) * (12 if term["unit"].lower() == "year" else 1)
        begins = _first_day(term)
        last = begins.year * 12 + begins.month - 2 + months
        for passage, until in ends:
            end = _first_day(until)
            if end.year * 12 + end.month - 1 not in (last, last + 1):
                runs_out = date(last // 12, last % 12 + 1, 1)
                text = f"“{term[0]}” runs to {runs_out:%B %Y}; {passage.where} says “{until[0]}”."
                yield Reason("term-differs", text, AUTHOR, PRACTICE, passage.where)


def decisions_to_come(paper: Reading) -> Iterator[Reason]:
    """A decision that the paper announces: it belongs on the forward plan."""
    found = [
        passage
        for passage in paper.own
        if any(_SUBJECT_TO.search(each) or _announces(each) for each in passage.sentences)
    ]
    if found:
        text = (
            f"A decision of the forum is announced for later in {places(found)}: put it on the "
            "forward plan, with its meeting."
        )
        yield Reason("decision-to-come", text, "the clerk", PRACTICE, "The paper")


def _announces(sentence: str) -> bool:
    is_past = bool(_PAST.search(sentence))
    return bool(_NEXT.search(sentence) and _DECIDES.search(sentence)) and not is_past


def _first_day(found: re.Match[str]) -> date:
    month = [name.lower() for name in MONTHS].index(found["month"].lower()) + 1
    year = int(found["year"])
    return date(year, month, min(int(found["day"] or 1) or 1, monthrange(year, month)[1]))


def _last_day(found: re.Match[str]) -> date:
    day = _first_day(found)
    if found["day"]:
        return day
    return day.replace(day=monthrange(day.year, day.month)[1])
