"""One thing measured or counted two ways, and percentages that do not fit what they measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise, permutations

from forum.rules.ruling import Reason
from papers.choices import OptionStatus
from papers.rules.consistency.reading import (
    COUNT,
    Passage,
    Reading,
    count,
    listed,
    money,
    quoted,
)
from papers.rules.facts import OptionFacts, RateFacts
from papers.rules.regulations import PRACTICE

AUTHOR = "the author"
SMALL = 100
"""Smaller figures may be alike by chance."""

_MEASURES = {
    "median": "median", "average": "average", "mean": "average",
    "lowest": "lowest", "minimum": "lowest", "highest": "highest", "maximum": "highest",
}  # fmt: skip
_MEASURED = re.compile(
    rf"\b(?P<measure>{'|'.join(_MEASURES)})\b[^.;:£\d]{{0,40}}"
    r"(?P<figure>£?\s?\d[\d,]*(?:\.\d+)?(?:k|m)?)\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(
    rf"(?<![\w.,-])(?P<count>\d{{1,2}}|{'|'.join(('one', 'two', 'three', 'four', 'five', 'six'))})"
    r"\s?(?:x\s?)?\b(?P<name>[A-Z]{3,7})s?\b(?![-\w])",
)
_RISE = r"(?P<way>increase|rise|growth|reduction|decrease|fall|cut)"
_PERCENT = re.compile(rf"\b(?P<percent>\d+(?:\.\d+)?)\s?%\s+{_RISE}\b", re.IGNORECASE)
_FROM_TO = re.compile(
    rf"\bfrom (?P<first>{COUNT}|£[\d,.]+[mk]?) to (?P<last>{COUNT}|£[\d,.]+\d[mk]?)", re.IGNORECASE
)
_COUNTED = re.compile(
    rf"(?<![£\d.,%])(?:\bc\.?\s?)?(?P<count>{COUNT})\s+(?P<noun>families|schools|academies|children"
    r"|pupils|places|cases|staff|officers)\b",
    re.IGNORECASE,
)
_DOWN = {"reduction", "decrease", "fall", "cut"}
_BAND = re.compile(r"\bIDACI\b(?: band)? ?(?P<band>[A-F])\b", re.IGNORECASE)


def figures_measured_twice(paper: Reading) -> Iterator[Reason]:
    """The same figure called the median in one place and the average in another."""
    found: dict[str, dict[str, Passage]] = {}
    for passage in paper.passages:
        for each in _MEASURED.finditer(passage.text.replace(" | ", " ")):
            figure = each["figure"].replace("£", "").strip()
            if figure[-1] in "km" or Decimal(figure.replace(",", "")) >= SMALL:
                measure = _MEASURES[each["measure"].lower()]
                found.setdefault(figure, {}).setdefault(measure, passage)
    for figure, measures in found.items():
        if len(measures) > 1:
            places = listed(f"the {name} in {at.where}" for name, at in measures.items())
            text = f"{figure} is {places}: it can be only one of them."
            yield Reason("figure-measured-twice", text, AUTHOR, PRACTICE, figure)


def counts_that_differ(paper: Reading) -> Iterator[Reason]:
    """The same post or body counted differently: "4 x SSFPs" and "three SSFPs"."""
    found: dict[str, dict[int, str]] = {}
    for passage in paper.own:
        for each in _ACRONYM.finditer(passage.text):
            found.setdefault(each["name"], {}).setdefault(count(each["count"]), each[0].strip())
    for name, counts in found.items():
        if len(counts) > 1:
            text = f"{name} are counted in different ways: {quoted(counts.values())}. Which holds?"
            yield Reason("counts-differ", text, AUTHOR, PRACTICE, name)


def percentages(paper: Reading) -> Iterator[Reason]:
    """A rise or a fall in per cent that no two figures of the text make."""
    passages = [each for each in paper.own if each.text]
    counted = _counted(passages)
    for place, passage in enumerate(passages):
        for said in _PERCENT.finditer(passage.text):
            near = {
                noun for each in passages[max(0, place - 1) : place + 1] for noun in _nouns(each)
            }
            figures = _from_to(passage.text[: said.end() + 80]) or {
                noun: counted[noun] for noun in near if len(counted[noun]) > 1
            }
            if figures and not any(_fits(said, pair) for pair in _pairs(figures, said)):
                yield _misfit(said, figures, passage)


def prices_and_volumes(paper: Reading) -> Iterator[Reason]:
    """The rate stays and the total rises, because there are more units: two things, not one."""
    for recommendation in paper.facts.recommendations:
        for where, option in recommendation.named_options():
            if _is_flat(option) and _grew(option):
                text = (
                    f"{where}: the rate is last year's and the total is not, so the number of "
                    "units changed. Show price and volume apart."
                )
                yield Reason("volume-not-price", text, AUTHOR, PRACTICE, where)
    for passage in paper.own:
        if _SAYS_FLAT.search(passage.text) and _SAYS_MORE.search(passage.text):
            text = (
                f"In {passage.where} the rate stays and the total rises, because there are more "
                "units. Show price and volume apart."
            )
            yield Reason("volume-not-price", text, AUTHOR, PRACTICE, passage.where)


_SAYS_FLAT = re.compile(
    r"\b(?:remains?|stays?|is|are) (?:unchanged|the same|unaltered)\b"
    r"|\bthe same (?:sum|rate|amount)\b[^.;]{0,40}\bas (?:before|last year)\b",
    re.IGNORECASE,
)
_SAYS_MORE = re.compile(
    r"\b(?:increase|rise) in the total\b|\btotal (?:de-delegated )?(?:rises|increases)\b",
    re.IGNORECASE,
)


def bands(paper: Reading) -> Iterator[Reason]:
    """Deprivation bands run from A, the most deprived, to F: a rate that rises is worth a look."""
    for recommendation in paper.facts.recommendations:
        for where, option in recommendation.named_options():
            rates = [(found["band"].upper(), rate) for rate in option.rates
                     if (found := _BAND.search(rate.factor))]  # fmt: skip
            if odd := _odd_bands(rates):
                text = (
                    f"{where}: IDACI rates fall from band A to F as a rule; here {odd}. It may be "
                    "so on purpose."
                )
                yield Reason("bands-not-in-order", text, AUTHOR, PRACTICE, where)


def _odd_bands(rates: list[tuple[str, RateFacts]]) -> str:
    inorder = sorted(rates, key=lambda each: each[0])
    odd = [
        f"{band} (£{rate.unit_rate}) is less than {later} (£{lower.unit_rate})"
        for (band, rate), (later, lower) in pairwise(inorder)
        if rate.unit_rate < lower.unit_rate
    ]
    return listed(odd)


def _is_flat(option: OptionFacts) -> bool:
    return bool(option.rates) and all(
        rate.prior_rate is not None and rate.prior_rate == rate.unit_rate for rate in option.rates
    )


def _grew(option: OptionFacts) -> bool:
    was, now = option.last_year_amount, option.amount
    stands = option.status == OptionStatus.OFFERED
    return stands and was is not None and now is not None and was != now


def _counted(passages: list[Passage]) -> dict[str, set[Decimal]]:
    found: dict[str, set[Decimal]] = {}
    for passage in passages:
        for each in _COUNTED.finditer(passage.text):
            found.setdefault(each["noun"].lower(), set()).add(Decimal(count(each["count"])))
    return found


def _nouns(passage: Passage) -> Iterator[str]:
    return (each["noun"].lower() for each in _COUNTED.finditer(passage.text))


def _from_to(text: str) -> dict[str, set[Decimal]]:
    found = _FROM_TO.search(text)
    if found is None:
        return {}
    figures = {_number(found["first"]), _number(found["last"])} - {None}
    return {"figures": {each for each in figures if each}} if len(figures) == 2 else {}


def _number(words: str) -> Decimal | None:
    if words.startswith("£"):
        amounts = money(words)
        return amounts[0].value if amounts else None
    return Decimal(count(words))


def _pairs(
    figures: dict[str, set[Decimal]], said: re.Match[str]
) -> Iterator[tuple[Decimal, Decimal]]:
    """Each earlier and later figure of one thing that goes the way that is said."""
    goes_down = said["way"].lower() in _DOWN
    for values in figures.values():
        for before, after in permutations(sorted(values), 2):
            if before and (after < before) == goes_down:
                yield before, after


def _fits(said: re.Match[str], pair: tuple[Decimal, Decimal]) -> bool:
    percent = Decimal(said["percent"])
    places = len(said["percent"].partition(".")[2])
    slack = Decimal(1).scaleb(-places) / 2
    if percent % 10 == 0 and not places:
        slack = Decimal("2.5")
    return abs(_change(pair) - percent) <= slack


def _change(pair: tuple[Decimal, Decimal]) -> Decimal:
    before, after = pair
    return abs(after - before) / before * 100


def _misfit(said: re.Match[str], figures: dict[str, set[Decimal]], passage: Passage) -> Reason:
    percent = Decimal(said["percent"])
    nearest = sorted(_pairs(figures, said), key=lambda pair: abs(_change(pair) - percent))[:3]
    makes = listed(f"{_change(pair):.0f}% from {pair[0]:,} to {pair[1]:,}" for pair in nearest)
    of = listed(noun for noun in figures if noun != "figures")
    text = (
        f"In {passage.where} the text says “{said[0]}”. The figures that it "
        f"gives{f' for {of}' if of else ''} make {makes or 'no such change'}."
    )
    return Reason("percentage-does-not-fit", text, AUTHOR, PRACTICE, f"{passage.where}, {said[0]}")
