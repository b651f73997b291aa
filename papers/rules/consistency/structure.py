"""How a paper is put together: numbers, references, and what stands twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from forum.rules.ruling import Reason
from papers.rules.consistency.reading import (
    Passage,
    Reading,
    bare,
    listed,
    quoted,
    short,
    table_under,
)
from papers.rules.kinds import guidance_left
from papers.rules.regulations import PRACTICE
from papers.rules.text.blocks import HEADING, PARAGRAPH, TABLE, Block
from papers.rules.text.text_form import plain

AUTHOR = "the author"

_REFERENCE = re.compile(
    r"\((?P<reference>(?:Sch(?:edule)?|Reg(?:ulation)?|Para(?:graph)?|Section|s)\.?\s?\d+"
    r"(?:\s?,\s?\d+[a-z]?|\(\d+\))*)\)",
    re.IGNORECASE,
)
_RECOMMENDATIONS = re.compile(
    r"^(?:\d{1,2}(?:\.\d)?\.?\s+)?recommendations?\s?(?:\(s\))?\s?:?$", re.IGNORECASE
)
_YEAR = re.compile(r"^(?P<year>20\d\d[-/]\d\d)(?: rates?)?$", re.IGNORECASE)
_ALIKE = 0.6
"""Two texts that share less than this are no two printings of the same."""
_LONG = 40
_SHORT, _SHORTER = 8, 4
"""Words of a heading that is typed as a paragraph: with a number, and without."""


def numbers_that_repeat(paper: Reading) -> Iterator[Reason]:
    """Printed numbers that stand more than once: "paragraph 11" may be either."""
    seen = Counter(
        block.number.rstrip(".") for block in paper.blocks
        if block.kind in (HEADING, PARAGRAPH) and block.number[:1].isdigit()
    )  # fmt: skip
    repeated = [number for number, times in seen.items() if times > 1]
    if repeated:
        some = listed(repeated if len(repeated) < 9 else [*repeated[:8], "others"])
        text = (
            f"The printed numbers {some} stand more than once. They are kept as printed; speak of "
            "them with their headings."
        )
        yield Reason("numbers-repeat", text, AUTHOR, PRACTICE, "The paper")


def references_used_twice(paper: Reading) -> Iterator[Reason]:
    """One paragraph of the law given for two duties."""
    found: dict[str, list[Passage]] = {}
    for passage in paper.own:
        for reference in dict.fromkeys(each["reference"] for each in _references(passage)):
            found.setdefault(reference, []).append(passage)
    for reference, passages in found.items():
        if len({each.text for each in passages}) > 1:
            duties = quoted(short(each.text) for each in passages)
            text = f"({reference}) is given for {duties}: is it right for both?"
            yield Reason("reference-used-twice", text, AUTHOR, PRACTICE, reference)


def recommendations_printed_twice(paper: Reading) -> Iterator[Reason]:
    """Recommendations at the front and at the back that are not the same."""
    printed = [text for text in _recommendations(paper.blocks) if text]
    for first, other in pairwise(printed):
        words = [" ".join(text.split()) for text in (first, other)]
        alike = SequenceMatcher(None, words[0], words[1], autojunk=False).ratio()
        if words[0] != words[1] and alike > _ALIKE:
            text = (
                "The recommendations are printed twice, and the two differ"
                f"{_difference(paper)}. Enter them once: they are printed in both places."
            )
            yield Reason("recommendations-differ", text, AUTHOR, PRACTICE, "The paper")


def said_twice(paper: Reading) -> Iterator[Reason]:
    """The same words twice in a row."""
    passages = [each for each in paper.own if each.text]
    for first, other in pairwise(passages):
        if len(first.text) > _LONG and first.text == other.text:
            text = f"The same words stand twice in a row at {other.where}: “{short(first.text)}”"
            yield Reason("said-twice", text, AUTHOR, PRACTICE, other.where)


def prior_years_in_tables(paper: Reading) -> Iterator[Reason]:
    """A row of last year's rates that bears this year's label."""
    this_year = heading = ""
    for block in paper.blocks:
        if block.kind == HEADING:
            this_year, heading = "", bare(block.text)
        if block.kind != TABLE:
            continue
        first, *rest = [row[0].strip() for row in block.rows if row]
        label = _YEAR.match(first)
        if label and rest:
            this_year = label["year"]
        strips = [*rest, *(() if rest else (first,))]
        again = [
            each for each in strips if (found := _YEAR.match(each)) and found["year"] == this_year
        ]
        if this_year and again:
            where = table_under(heading)
            text = f"In {where}, “{again[0]}” stands for last year's rate, and is this year."
            yield Reason("prior-year-label", text, AUTHOR, PRACTICE, where)


def guidance_that_is_left(paper: Reading) -> Iterator[Reason]:
    """The words of a template that nobody wrote over."""
    left = guidance_left(paper.blocks)
    if left:
        text = (
            f"What to write still stands in square brackets under {quoted(left)}: write over it, "
            "or take it out."
        )
        yield Reason("guidance-left", text, AUTHOR, PRACTICE, "The paper")


def _references(passage: Passage) -> Iterator[re.Match[str]]:
    return _REFERENCE.finditer(passage.text)


def _recommendations(blocks: Sequence[Block]) -> Iterator[str]:
    """What stands under each heading for recommendations."""
    under: list[Block] | None = None
    for block in blocks:
        if _is_for_recommendations(block):
            if under is not None:
                yield plain_words(under)
            under = []
        elif under is not None and (block.kind == HEADING or _begins_a_part(block)):
            yield plain_words(under)
            under = None
        elif under is not None:
            under.append(block)
    if under is not None:
        yield plain_words(under)


def plain_words(blocks: Sequence[Block]) -> str:
    """The words without the number of the paragraph that they stand in."""
    text = bare(plain(blocks))
    return re.sub(r"^\d{1,2}(?:\.\d+)+\s+", "", text)


def _is_for_recommendations(block: Block) -> bool:
    words = f"{block.number} {bare(block.text)}".strip()
    return block.kind in (HEADING, PARAGRAPH) and bool(_RECOMMENDATIONS.match(words))


def _begins_a_part(block: Block) -> bool:
    """A short line with a number or a colon and no sentence: a heading in all but its mark."""
    words = bare(block.text)
    if block.kind != PARAGRAPH or words.endswith((".", ";", ",")):
        return False
    return len(words.split()) <= (_SHORT if block.number else _SHORTER)


def _difference(paper: Reading) -> str:
    twice = next(iter(said_twice(paper)), None)
    return f": in {twice.where} the same words stand twice" if twice else ""
