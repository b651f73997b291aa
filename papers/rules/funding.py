"""What makes a funding option complete, for each of the four sources, and when options add up.

De-delegated money needs its service, phase and rates; centrally retained money its block and line,
and a historic commitment its start before 1 April 2013 and no increase; high needs its line;
one-off money the balance or grant that it comes from and an end date. Only options on offer count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from forum.money import pounds
from forum.rules.financial_year import ends_on, is_financial_year, starts_on
from forum.rules.ruling import Reason
from papers.choices import Block, LineKind, Source
from papers.rules.electorate import members, schools
from papers.rules.facts import LineFacts, OptionFacts, RecommendationFacts
from papers.rules.regulations import PRACTICE, REVIEW, cite
from papers.rules.schedules.rates import factors_agree, factors_total
from papers.rules.splits import splits, years_words

AUTHOR = "the author"
FINANCE = "the finance officer"
HISTORIC_BEFORE = date(2013, 4, 1)
"""School and Early Years Finance (England) Regulations 2013, reg 8(2)."""
MOST_YEARS = 10
"""No option runs longer: a date further away is a slip of the pen."""

_POTS = (LineKind.BALANCE, LineKind.GRANT)
_BLOCKS: dict[str, tuple[Block, ...]] = {
    Source.CENTRALLY_RETAINED: (Block.SCHOOLS, Block.CSSB, Block.EARLY_YEARS),
    # Special schools and pupil referral units have their shares from the high needs block.
    Source.DE_DELEGATED: (Block.SCHOOLS, Block.HIGH_NEEDS),
    Source.HIGH_NEEDS: (Block.HIGH_NEEDS,),
    Source.ONE_OFF: tuple(Block),
}


def source_obstacles(option: OptionFacts, *, where: str) -> Iterator[Reason]:
    """Every option names one of the four funding sources."""
    if option.source not in Source.values:
        named = f"names “{option.source}” as its source" if option.source else "names no source"
        text = f"{where} {named}; it must be one of the four: {_labels(Source)}."
        yield Reason("option-source-unknown", text, AUTHOR, REVIEW, where)


def option_obstacles(
    option: OptionFacts, *, where: str, phases: Collection[str], topic: str = "de_delegation"
) -> Iterator[Reason]:
    """What an option lacks to be decided on.

    `phases` are the groups that may de-delegate it, under `topic` of the finance regulations.
    """
    yield from source_obstacles(option, where=where)
    yield from _amount(option, where)
    yield from _dates(option, where)
    yield from _line(option, where)
    if option.source == Source.DE_DELEGATED:
        yield from _de_delegated(option, where, phases, cite(topic, option.financial_year))
    if option.source == Source.ONE_OFF and option.until_on is None:
        text = f"{where} is one-off money and has no end date."
        yield Reason("option-no-end-date", text, AUTHOR, REVIEW, where)


def may_come_from(source: str, line: LineFacts) -> bool:
    """Whether money of this source can be drawn from the budget line."""
    return not _misfit(source, line)


def split_obstacles(recommendation: RecommendationFacts) -> Iterator[Reason]:
    """The parts of a split add up to the amount asked, over all their years together."""
    for split in splits(recommendation):
        if split.total is None or split.covers:
            continue
        where = f"{recommendation.name}, option {split.letter}"
        comes = "its parts come to" if split.parts > 1 else "it comes to"
        years = f" ({years_words(split.by_year)})" if len(split.by_year) > 1 else ""
        text = (
            f"{where}: {comes} {pounds(split.total)}{years}; {recommendation.asks_for} is asked "
            "for."
        )
        yield Reason("split-does-not-add-up", text, AUTHOR, REVIEW, where)


def _amount(option: OptionFacts, where: str) -> Iterator[Reason]:
    if option.amount is None or option.amount <= 0:
        text = f"{where} states no amount above £0."
        yield Reason("option-no-amount", text, AUTHOR, REVIEW, where)


def _dates(option: OptionFacts, where: str) -> Iterator[Reason]:
    begins, ends = option.from_on, option.until_on
    if begins and ends and ends < begins:
        text = f"{where} ends before it begins."
        yield Reason("option-ends-before-it-begins", text, AUTHOR, "", where)
    if not is_financial_year(option.financial_year):
        text = f"{where} states no financial year, such as 2026-27."
        yield Reason("option-no-financial-year", text, AUTHOR, REVIEW, where)
        return
    first, last = starts_on(option.financial_year), ends_on(option.financial_year)
    if (begins and begins > last) or (ends and ends < first):
        text = f"{where} is for {option.financial_year}, and its dates lie outside that year."
        yield Reason("option-outside-its-year", text, AUTHOR, "", where)
    if ends and ends >= _years_after(begins or first, MOST_YEARS):
        text = f"{where} runs for more than {MOST_YEARS} years; check its end date."
        yield Reason("option-too-long", text, AUTHOR, "", where)


def _years_after(day: date, years: int) -> date:
    # 29 February has no anniversary in most years: 1 March is the day after the last day.
    leap_day = (day.month, day.day) == (2, 29)
    target = min(day.year + years, date.max.year)
    return date(target, 3, 1) if leap_day else day.replace(year=target)


def _line(option: OptionFacts, where: str) -> Iterator[Reason]:
    if option.line is None:
        text = f"{where} names no budget line: say which line, balance or grant it is drawn from."
        yield Reason("option-no-line", text, AUTHOR, REVIEW, where)
        return
    misfit = _misfit(option.source, option.line)
    if misfit:
        text = f"{where}: {misfit}"
        yield Reason("option-line-does-not-fit", text, AUTHOR, PRACTICE, where)
    if option.line.kind == LineKind.HISTORIC:
        yield from _historic(option, option.line, where)


def _misfit(source: str, line: LineFacts) -> str:
    """Why money of this source cannot come from the line; empty where it can."""
    if source == Source.ONE_OFF and line.kind not in _POTS:
        return f"one-off money comes from a named balance or grant, and “{line.name}” is neither."
    if source in Source.values and source != Source.ONE_OFF and line.kind in _POTS:
        return f"“{line.name}” is a {line.kind}, so its source is one-off."
    if line.block not in _BLOCKS.get(source, tuple(Block)):
        return (
            f"{Source(source).label.lower()} money does not lie in “{line.name}” ({_block(line)})."
        )
    return ""


def _historic(option: OptionFacts, line: LineFacts, where: str) -> Iterator[Reason]:
    law = cite("historic", option.financial_year)
    if line.commitment_began_on is None:
        text = f"{where}: “{line.name}” is a historic commitment with no date of its beginning."
        yield Reason("option-no-commitment-date", text, FINANCE, law, where)
    elif line.commitment_began_on >= HISTORIC_BEFORE:
        text = f"{where}: a historic commitment began before 1 April 2013; “{line.name}” did not."
        yield Reason("option-commitment-too-late", text, FINANCE, law, where)
    if option.last_year_amount is None:
        text = f"{where} is a historic commitment: state last year's amount."
        yield Reason("option-no-last-year-amount", text, AUTHOR, law, where)
    elif option.amount is not None and option.amount > option.last_year_amount:
        text = (
            f"{where}: a historic commitment may not increase; {pounds(option.amount)} is asked "
            f"for, last year's amount was {pounds(option.last_year_amount)}."
        )
        yield Reason("option-historic-increase", text, AUTHOR, law, where)


def _de_delegated(
    option: OptionFacts, where: str, phases: Collection[str], law: str
) -> Iterator[Reason]:
    if not option.service.strip():
        text = f"{where} de-delegates money and names no service."
        yield Reason("option-no-service", text, AUTHOR, law, where)
    if not option.group:
        text = f"{where} de-delegates money and names no phase."
        yield Reason("option-no-phase", text, AUTHOR, law, where)
    elif option.group not in phases:
        text = (
            f"{where} takes money from {schools(option.group)}; this question is put to "
            f"{members(phases)}."
        )
        yield Reason("option-wrong-phase", text, AUTHOR, law, where)
    if not option.rates:
        text = f"{where} de-delegates money and gives no unit rates: state factor, rate and total."
        yield Reason("option-no-rates", text, AUTHOR, law, where)
    elif option.amount is not None and not factors_agree(
        option.rates, option.amount, precision=option.printed_precision
    ):
        text = (
            f"{where}: its factors come to {pounds(factors_total(option.rates))}, "
            f"the line to {pounds(option.amount)}."
        )
        yield Reason("option-rates-do-not-add-up", text, AUTHOR, law, where)


def _labels(choices: type[Source]) -> str:
    words = [label.lower() for label in choices.labels]
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _block(line: LineFacts) -> str:
    return next((block.label for block in Block if block == line.block), line.block)
