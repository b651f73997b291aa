"""What the text of a paper says about money: sources it mentions, changes it proposes.

Middlesbrough, 4 July 2018: two sources stood in paragraph 13 and none in the recommendation. The
gate reads the paragraphs so that it can say where they are. "DSG" and "direct school grant" speak
of the parent of all four sources and settle nothing. What is found here is a hint for a person,
never a fact of the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from papers.choices import Source


@dataclass(frozen=True)
class Paragraph:
    """A stretch of text with its number as printed; empty where it has none."""

    number: str
    text: str


@dataclass(frozen=True)
class Mention:
    """Words that speak of a source; `source` is None where they name none of the four."""

    number: str
    """The number of the paragraph, as printed."""
    quote: str
    source: Source | None
    is_proposed: bool
    """Whether the sentence proposes money from it, rather than only speaking of it."""


MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NUMBER = re.compile(
    rf"^[\s*_>#]*(?P<number>\d{{1,3}}(?:\.\d{{1,3}})*)(?P<stop>[.)])?[*_]*\s+(?!{'|'.join(MONTHS)})(?=\S)"
)
_HEADING = re.compile(r"^\s*#+\s")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z“\"'(])")
_BLOCK = re.compile(r"\n\s*(?:\n|[-•]\s)")
_EMPHASIS = re.compile(r"[*_#>]+")
_POT = r"(?:\s+(?:DSG|budgets?|funds?|funding|money|block|line|allocation|element))*"
_FROM = r"\b(?:from|out of|through|funded by|met by|charged to)\s+(?:the\s+|its\s+)?"
_CENTRAL = (
    rf"centrally[ -]retained{_POT}|retained centrally|central (?:school )?services block|CSSB"
    r"|growth fund|falling rolls fund|historic commitments?"
)
_ONE_OFF = (
    rf"(?:additional )?one[ -]off(?: high needs)?{_POT}|reserves?|balances?|under-?spends?"
    r"|surplus(?:es)?"
)
_GRANT = r"(?P<label>(?:(?!school)\w+ ){0,4}?grant)"
# In this order: what one label has taken ("centrally retained DSG budget") the next does not see.
_LABELS: tuple[tuple[Source | None, re.Pattern[str]], ...] = tuple(
    (source, re.compile(pattern, re.IGNORECASE))
    for source, pattern in (
        (None, r"\bdirect schools? grant\b"),
        (Source.CENTRALLY_RETAINED, rf"\b(?:{_CENTRAL})\b"),
        (Source.DE_DELEGATED, r"\bde-?delegat(?:es?|ed|ions?|ing)\b"),
        (Source.ONE_OFF, rf"\b(?:{_ONE_OFF})\b"),
        (Source.ONE_OFF, rf"{_FROM}(?:an? |this )?{_GRANT}\b"),
        (Source.HIGH_NEEDS, rf"\bhigh needs{_POT}\b"),
        (None, rf"{_FROM}(?P<label>DSG|dedicated schools? grant)\b"),
    )
)
_PROPOSES = re.compile(
    r"\bpropos\w+|\boptions?\b|\brequest\w*|\ballocated?\b|\bcould\b|\bcharged to\b"
    r"|\b(?:funded|paid|met) (?:from|by|out of|through)\b"
    r"|\b(?:fund|pay for|meet) (?:the|these|this|them|it)\b",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\b(?:ceas(?:e|ing)|to end|ending|stop(?:ping)?|withdraw(?:ing)?|discontinu(?:e|ing)"
    r"|redirect(?:ing)?|reduc(?:e|ing)|cut(?:ting)?|increas(?:e|ing)|reallocat(?:e|ing)"
    r"|transfer(?:ring)?|remov(?:e|ing)|be (?:ended|stopped|withdrawn|discontinued|redirected"
    r"|reduced|increased|reallocated|transferred|removed))\b",
    re.IGNORECASE,
)
_INTENDS = re.compile(r"\bpropos\w+|\bwill be\b|\bplans? to\b|\bintends? to\b", re.IGNORECASE)
_MONEY = re.compile(r"£\s?\d|\b(?:budgets?|funding|payments?|grants?)\b", re.IGNORECASE)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The text cut at its printed numbers; what has no number goes on with what stands before."""
    cut: list[Paragraph] = []
    number, lines = "", list[str]()
    after_gap = True
    for line in text.splitlines():
        begins = _begins(line, after_gap)
        if begins or _HEADING.match(line):
            cut.append(Paragraph(number, "\n".join(lines)))
            number, lines = (begins["number"] if begins else ""), []
        lines.append(line[begins.end() :] if begins else line)
        after_gap = not line.strip()
    cut.append(Paragraph(number, "\n".join(lines)))
    return tuple(paragraph for paragraph in cut if paragraph.text.strip())


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, each on one line and without marks of emphasis."""
    blocks = (" ".join(_EMPHASIS.sub("", block).split()) for block in _BLOCK.split(text))
    return [sentence for block in blocks for sentence in _SENTENCE.split(block) if sentence]


def mentions(text: str) -> tuple[Mention, ...]:
    """Every mention of a source in the order of the text, each wording once in a paragraph."""
    found: dict[tuple[str, str], Mention] = {}
    for paragraph in paragraphs(text):
        for sentence in sentences(paragraph.text):
            is_proposed = bool(_PROPOSES.search(sentence))
            for _, quote, source in sorted(_labels(sentence), key=lambda label: label[0]):
                mention = Mention(paragraph.number, quote, source, is_proposed)
                before = found.setdefault((paragraph.number, quote), mention)
                if is_proposed and not before.is_proposed:
                    found[paragraph.number, quote] = mention
    return tuple(found.values())


def proposed_changes(text: str) -> tuple[Paragraph, ...]:
    """The sentences that propose to change a budget, each with the number of its paragraph."""
    return tuple(
        Paragraph(paragraph.number, sentence)
        for paragraph in paragraphs(text)
        for sentence in sentences(paragraph.text)
        if all(pattern.search(sentence) for pattern in (_CHANGES, _INTENDS, _MONEY))
    )


def where_found(found: Iterable[Mention | Paragraph]) -> str:
    """Where in the text: "paragraph 13", "paragraphs 3 and 13", or "the text"."""
    numbers = list(dict.fromkeys(each.number for each in found if each.number))
    if not numbers:
        return "the text"
    if len(numbers) == 1:
        return f"paragraph {numbers[0]}"
    if len(numbers) > 5:
        numbers = [*numbers[:4], "others"]
    return f"paragraphs {', '.join(numbers[:-1])} and {numbers[-1]}"


def _begins(line: str, after_gap: bool) -> re.Match[str] | None:
    """The printed number that a line begins with.

    A wrapped line may begin with a figure ("176 schools"): a number with no stop after it counts
    only where a blank line stands before it.
    """
    found = _NUMBER.match(line)
    return found if found and (found["stop"] or after_gap) else None


def _labels(sentence: str) -> Iterator[tuple[int, str, Source | None]]:
    left = sentence
    for source, pattern in _LABELS:
        name = "label" if "label" in pattern.groupindex else 0
        for found in pattern.finditer(left):
            yield found.start(name), found[name], source
        left = pattern.sub(lambda found: " " * len(found[0]), left)
