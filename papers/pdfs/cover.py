"""The tables of a cover sheet: who may vote, every option with its rates, and to what effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from forum.choices import ACADEMIES_GROUPS, SCHOOLS_GROUPS, Group
from forum.models import Meeting
from forum.money import pounds
from papers.choices import OptionStatus, Precision
from papers.models import BudgetLine, FundingOption
from papers.models.cover import Asked, Offer
from papers.models.electorate import groups_with_members, groups_with_schools
from papers.rules.electorate import schools, voting_groups

GONE = (OptionStatus.WITHDRAWN, OptionStatus.UNAVAILABLE)
"""What may become of an option before the forum decides; what comes after is not on a cover."""
Row = dict[str, object]
Pot = tuple[BudgetLine, str]
"""A budget line in a financial year."""


def voting(asked: Iterable[Asked]) -> Iterator[Row]:
    """Who may vote on what, and by what authority; neighbours put alike share a row."""
    for (role, voters, citation), group in groupby(
        asked, key=lambda each: (each.role, each.voters, each.citation)
    ):
        labels = ", ".join(each.recommendation.label for each in group)
        yield {"labels": labels, "role": role, "voters": voters, "citation": citation}


def without_schools(asked: Iterable[Asked], meeting: Meeting | None) -> list[str]:
    """Groups to which a question is put although the authority has no such schools."""
    put = {group for each in asked for group in _answering(each)}
    of_schools = [group for group in (*SCHOOLS_GROUPS, *ACADEMIES_GROUPS) if group in put]
    if meeting is None or not of_schools:
        return []
    known = groups_with_schools(meeting) | groups_with_members(meeting)
    return [schools(group) for group in of_schools if group not in known]


def _answering(asked: Asked) -> tuple[str, ...]:
    recommendation = asked.recommendation
    return voting_groups(
        asked.kind,
        narrowed=recommendation.groups,
        separately=recommendation.votes_separately,
    )


def asks_for(each: Asked) -> str:
    """The money that is asked for in words: "up to £5,000,000 for 2018-19"."""
    recommendation = each.recommendation
    if not recommendation.seeks_resources:
        return ""
    firmness = Precision(recommendation.precision)
    words = "" if firmness == Precision.EXACT else f"{firmness.label.lower()} "
    return f"{words}{pounds(recommendation.amount)}{each.years_words}"


def alternatives(asked: Iterable[Asked]) -> Iterator[str]:
    """For each recommendation with alternatives a sentence that says so."""
    for each in asked:
        standing = {
            offer.option.letter for offer in each.offers if offer.option.status not in GONE
        }
        if len(standing) > 1:
            *others, last = sorted(standing)
            yield (
                f"{each.recommendation}: options {', '.join(others)} and {last} are alternatives; "
                "the forum chooses one."
            )


def says_more(asked: Asked) -> bool:
    """Whether its options have more to say than a cover has room for."""
    return len(asked.splits) > 1 or any(offer.terms for offer in asked.offers)


def option_row(asked: Asked, offer: Offer) -> Row:
    """One line of money, as it was entered."""
    option = offer.option
    return {
        "where": _where(asked, option),
        "option": option,
        "remarks": list(_remarks(option)),
    }


def _where(asked: Asked, option: FundingOption) -> str:
    """Which option of which recommendation, and whose budget shares it comes from."""
    letters = {each.option.letter for each in asked.offers}
    letter = f", option {option.letter}" if len(letters) > 1 else ""
    return f"{asked.recommendation.label}{letter}"


def _remarks(option: FundingOption) -> Iterator[str]:
    if option.group:
        yield option.get_group_display()
    if option.service and option.budget_line and option.service != option.budget_line.name:
        yield option.service
    if option.proposer:
        yield f"Proposed by {option.proposer}"
    if option.note:
        yield option.note
    if option.status in GONE:
        because = f": {option.status_note}" if option.status_note else ""
        yield f"{option.get_status_display()}{because}"


def rate_rows(asked: Asked, offer: Offer) -> Iterator[Row]:
    """The factors of a de-delegation as printed, with what multiplying them out shows."""
    where = _where(asked, offer.option)
    groups = {each.option.group for each in asked.offers}
    if len(groups) > 1:
        where = f"{where}, {offer.option.get_group_display()}"
    for rate, check in offer.rates:
        yield {"where": where, "rate": rate, "check": check.sentence}
    if len(offer.rates) > 1:
        yield {"where": where, "total": offer.rates_total}


def per_group(asked: Iterable[Asked]) -> dict[str, Decimal]:
    """What is asked of each group's budget shares, where the paper says whose they are."""
    sums: dict[str, Decimal] = {}
    for option in _dearest_options(asked):
        if option.group:
            label = Group(option.group).label
            sums[label] = sums.get(label, Decimal(0)) + (option.amount or Decimal(0))
    return sums


def balances(asked: Iterable[Asked], *, before: date | None) -> Iterator[Row]:
    """Each budget line that is drawn on: what the forum has decided from it, and what is left.

    As it stood before the meeting, so that the cover reads the same after it.
    """
    drawn: dict[Pot, Decimal] = {}
    for option in _dearest_options(asked):
        if option.budget_line and option.amount:
            pot = (option.budget_line, option.financial_year)
            drawn[pot] = drawn.get(pot, Decimal(0)) + option.amount
    for (line, year), asking in drawn.items():
        allocated, decided = line.allocated(year), _decided(line, year, before)
        moved = line.moved(year, before=before)
        left = None if allocated is None else allocated + moved - decided
        yield {
            "line": line,
            "year": year,
            "allocated": allocated,
            "moved": moved,
            "decided": decided,
            "asking": asking,
            "after": None if left is None else left - asking,
        }


def _decided(line: BudgetLine, year: str, before: date | None) -> Decimal:
    commitments = [each for each in line.commitments.all() if each.financial_year == year]
    earlier = [each for each in commitments if before is None or each.decided_on < before]
    return sum((each.standing for each in earlier), Decimal(0))


def _dearest_options(asked: Iterable[Asked]) -> list[FundingOption]:
    """Of alternatives on the same line the one that takes most; of all others each."""
    found: list[FundingOption] = []
    for each in asked:
        if each.recommendation.seeks_resources:
            found.extend(_dearest(each.offers))
    return found


def _dearest(offers: Sequence[Offer]) -> list[FundingOption]:
    parts: dict[tuple[object, str, str], dict[str, list[FundingOption]]] = {}
    for offer in offers:
        option = offer.option
        pot = (option.budget_line_id, option.financial_year, option.group)
        parts.setdefault(pot, {}).setdefault(option.letter, []).append(option)
    return [
        option for letters in parts.values() for option in max(letters.values(), key=_together)
    ]


def _together(options: Iterable[FundingOption]) -> Decimal:
    return sum((option.amount or Decimal(0) for option in options), Decimal(0))
