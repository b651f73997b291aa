"""The money of an outcome: from which source it was agreed, and that it adds up.

A request that was agreed names the source decided, as awards that add up to the amount agreed; or
it is agreed in principle, gives no authority to spend, and somebody settles the source by a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from decisions.rules.law import DE_DELEGATION, SOURCE_OFFERED, SOURCE_RECORDED, YEARLY
from decisions.rules.money import AwardFacts, MoneyFacts
from forum.money import pounds
from forum.rules.financial_year import ends_on, is_financial_year
from forum.rules.ruling import Reason, Ruling
from papers.choices import Source

CLERK = "the clerk"
SLIPPED_DIGIT = 10
"""An amount this many times the one asked, or this fraction of it, looks like a slip."""


def may_award(money: MoneyFacts, *, where: str, is_carried: bool) -> Ruling:
    """What was carried names its money in full, or is in principle; what was not has none."""
    if not is_carried:
        return Ruling.of(_not_carried(money, where))
    if not money.seeks_resources:
        return Ruling.of(_not_sought(money, where))
    return Ruling.of(_obstacles(money, where), _warnings(money, where))


def _not_carried(money: MoneyFacts, where: str) -> Iterator[Reason]:
    if money.names_money:
        yield Reason(
            "award-not-carried",
            "Nothing was carried, so no money is agreed: take off the amount and the awards.",
            CLERK,
            SOURCE_RECORDED,
            where,
        )


def _not_sought(money: MoneyFacts, where: str) -> Iterator[Reason]:
    if money.names_money:
        yield Reason(
            "no-resources-sought",
            "This recommendation sought no money. Put the money as a recommendation from the "
            "floor, with its funding options, and record its outcome there.",
            CLERK,
            SOURCE_OFFERED,
            where,
        )


def _obstacles(money: MoneyFacts, where: str) -> Iterator[Reason]:
    if money.amount_agreed is not None and money.amount_agreed < 0:
        yield Reason("amount-negative", "Enter an amount agreed of £0 or more.", CLERK, "", where)
    yield from _unsettled(money, where) if money.unsettled else _settled(money, where)
    for number, award in enumerate(money.awards, start=1):
        yield from _award(award, f"{where}, award {number}")


def _settled(money: MoneyFacts, where: str) -> Iterator[Reason]:
    if not money.awards:
        yield Reason("source-not-decided", _which_source(money), CLERK, SOURCE_RECORDED, where)
    if money.amount_agreed is None:
        yield Reason(
            "amount-agreed-missing",
            f"Enter the amount agreed; {pounds(money.amount_asked)} was asked for."
            if money.amount_asked is not None
            else "Enter the amount agreed; the paper states no amount.",
            CLERK,
            SOURCE_RECORDED,
            where,
        )
    elif money.awards and money.awarded not in (None, money.amount_agreed):
        yield Reason(
            "awards-do-not-add-up",
            f"The awards come to {pounds(money.awarded)}, but {pounds(money.amount_agreed)} was "
            "agreed. Mend the awards or the amount agreed.",
            CLERK,
            SOURCE_RECORDED,
            where,
        )


def _which_source(money: MoneyFacts) -> str:
    letters = sorted({offer.letter for offer in money.offers})
    asked = "" if money.amount_asked is None else f" {pounds(money.amount_asked)} was asked for."
    choose = f"one option ({' or '.join(letters)})" if len(letters) > 1 else "the option"
    return (
        f"Agreed, but which source?{asked} Either choose {choose}; or split it between awards "
        "that add up to the amount agreed; or record it as agreed in principle, with a named "
        "owner and a date to settle the source; or defer it."
    )


def _unsettled(money: MoneyFacts, where: str) -> Iterator[Reason]:
    if money.awards:
        yield Reason(
            "settled-and-unsettled",
            "Agreed in principle means that the source is not settled: take off the awards, or "
            "record it as agreed from them.",
            CLERK,
            SOURCE_RECORDED,
            where,
        )
    if money.action is None or not money.action.has_owner:
        yield Reason(
            "unsettled-without-owner",
            "Name the person, in a post, who is to settle the funding source.",
            CLERK,
            SOURCE_RECORDED,
            where,
        )
    if money.action is None or money.action.due_on is None:
        yield Reason(
            "unsettled-without-date",
            "Give the meeting or the date by which the funding source is to be settled.",
            CLERK,
            SOURCE_RECORDED,
            where,
        )
    if money.action is not None and not money.action.text.strip():
        yield Reason(
            "action-without-text", "Say what is to be done to settle the source.", CLERK, "", where
        )


def _award(award: AwardFacts, where: str) -> Iterator[Reason]:
    missing = list(_missing(award))
    if missing:
        yield Reason(
            "award-incomplete",
            f"Add what is missing from the award: {', '.join(missing)}.",
            CLERK,
            SOURCE_RECORDED,
            where,
        )
    if award.amount is not None and award.amount < 0:
        yield Reason("award-negative", "Enter an award of £0 or more.", CLERK, "", where)
    if award.financial_year and not is_financial_year(award.financial_year):
        yield Reason(
            "award-year-invalid",
            f"“{award.financial_year}” is not a financial year. Enter one like 2026-27.",
            CLERK,
            YEARLY,
            where,
        )
    if award.from_on and award.until_on and award.until_on < award.from_on:
        yield Reason(
            "award-ends-before-it-starts",
            f"The award runs until {award.until_on:%-d %B %Y}, before it starts on "
            f"{award.from_on:%-d %B %Y}.",
            CLERK,
            where=where,
        )


def _missing(award: AwardFacts) -> Iterator[str]:
    if award.source is None:
        yield "funding source"
    if not award.budget_line.strip():
        yield "budget line"
    if award.amount is None:
        yield "amount"
    if not award.financial_year.strip():
        yield "financial year"
    # One-off money must not turn into a recurring cost, so it always has an end.
    if award.source == Source.ONE_OFF and award.until_on is None:
        yield "last day (one-off money ends on a day)"


def _warnings(money: MoneyFacts, where: str) -> Iterator[Reason]:
    asked, agreed = money.amount_asked, money.amount_agreed
    if asked is not None and agreed is not None and agreed > asked:
        yield Reason(
            "amount-agreed-over-asked",
            f"{pounds(agreed)} is agreed, more than the {pounds(asked)} asked for.",
            CLERK,
            where=where,
        )
    if asked and money.awards and money.awarded is not None and _slipped(money.awarded, asked):
        yield Reason(
            "award-ten-times-asked",
            f"The awards come to {pounds(money.awarded)} and {pounds(asked)} was asked for: check "
            "for a slipped digit.",
            CLERK,
            where=where,
        )
    offered = {offer.source for offer in money.offers}
    for number, award in enumerate(money.awards, start=1):
        yield from _award_warnings(award, offered, f"{where}, award {number}")


def _slipped(awarded: Decimal, asked: Decimal) -> bool:
    return awarded >= asked * SLIPPED_DIGIT or awarded * SLIPPED_DIGIT <= asked


def _award_warnings(award: AwardFacts, offered: set[Source], where: str) -> Iterator[Reason]:
    if award.source is not None and award.source not in offered:
        yield Reason(
            "award-source-not-offered",
            f"{award.source.label} money was not among the options tabled.",
            "the chair",
            SOURCE_OFFERED,
            where,
        )
    if award.line_left is not None and award.amount is not None and award.amount > award.line_left:
        yield Reason(
            "award-over-line",
            f"The award of {pounds(award.amount)} is more than the {pounds(award.line_left)} left "
            "on its line, as decided by the forum.",
            "the finance officer",
            where=where,
        )
    yield from _beyond_the_year(award, where)


def _beyond_the_year(award: AwardFacts, where: str) -> Iterator[Reason]:
    if award.until_on is None or not is_financial_year(award.financial_year):
        return
    if award.until_on <= ends_on(award.financial_year):
        return
    if award.source == Source.DE_DELEGATED:
        yield Reason(
            "de-delegation-beyond-year",
            f"De-delegation lapses on {ends_on(award.financial_year):%-d %B %Y}, whatever end is "
            "printed.",
            CLERK,
            DE_DELEGATION,
            where,
        )
    else:
        yield Reason(
            "award-beyond-year",
            f"The award is for {award.financial_year} and runs until "
            f"{award.until_on:%-d %B %Y}, after that year ends: check the year and the last day.",
            CLERK,
            YEARLY,
            where,
        )
