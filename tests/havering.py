"""The Havering paper of September 2023: eight recommendations to de-delegate for 2024-25.

Figures as printed; where the paper states no units they are left out. N = 17,284 pupils is the
only count that the paper's own lines imply without rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from forum.choices import Group
from papers.choices import Block, Source
from papers.models import BudgetLine, FundingOption, Paper, RateLine, Recommendation
from papers.workflow.funding import offer_option
from papers.workflow.recommending import add_recommendation

YEAR, LAST_YEAR = "2024-25", "2023-24"
PRIMARY, SECONDARY, SPECIAL = (
    Group.MAINTAINED_PRIMARY,
    Group.MAINTAINED_SECONDARY,
    Group.MAINTAINED_SPECIAL,
)
PUPILS = Decimal(17284)


@dataclass(frozen=True)
class Rate:
    factor: str
    rate: str
    units: Decimal | None
    total: int
    prior: str
    prior_label: str = LAST_YEAR


@dataclass(frozen=True)
class Share:
    group: Group
    total: int
    precision: int
    rates: tuple[Rate, ...]


@dataclass(frozen=True)
class Service:
    label: str
    name: str
    decision_type: str
    shares: tuple[Share, ...]
    groups: tuple[Group, ...] = ()


def _pupils(total: int, rate: str, prior: str) -> tuple[Rate, ...]:
    return (Rate("AWPU", rate, PUPILS, total, prior),)


BEHAVIOUR = (
    Rate("AWPU", "5.00", PUPILS, 86420, "5.00"),
    Rate("FSM Ever 6", "2.00", None, 6640, "2.00"),
    Rate("IDACI band E", "14.08", None, 31111, "14.08"),
    Rate("IDACI band D", "22.08", None, 27757, "22.08"),
    Rate("IDACI band C", "12.05", None, 6859, "12.05"),
    Rate("IDACI band B", "7.71", None, 4598, "7.71"),
    Rate("IDACI band A", "10.07", None, 1240, "10.07"),
    Rate("Low prior attainment", "5.00", None, 25603, "5.00"),
)
DUTIES = (PRIMARY, SECONDARY, SPECIAL)
"""Pupil referral units are left out: the paper narrows the groups that the law names."""

SERVICES = (
    Service("1", "Contingency for schools in financial difficulty", "DEDEL_PRIMARY",
            (Share(PRIMARY, 190000, 1000, _pupils(190000, "11.00", "11.00")),)),
    Service("2(i)", "Insurance", "DEDEL_PRIMARY",
            (Share(PRIMARY, 363000, 1000, _pupils(363000, "21.00", "20.00")),)),
    Service("2(ii)", "Free school meals eligibility checking", "DEDEL_PRIMARY",
            (Share(PRIMARY, 30352, 1, (
                Rate("FSM eligible", "9.50", Decimal(3195), 30352, "9.50", YEAR),)),)),
    Service("2(iii)", "Maternity leave insurance", "DEDEL_PRIMARY",
            (Share(PRIMARY, 639000, 1000, _pupils(639000, "36.96", "34.87")),)),
    Service("2(iv)", "EAL service", "DEDEL_PRIMARY",
            (Share(PRIMARY, 107000, 1000, (Rate("EAL 3", "38.00", None, 107000, "38.00"),)),)),
    Service("2(v)", "Behaviour support service", "DEDEL_PRIMARY",
            (Share(PRIMARY, 190228, 1, BEHAVIOUR),)),
    Service("3(i)", "Statutory and regulatory duties", "EDU_FUNCTIONS",
            (Share(PRIMARY, 334000, 1000, _pupils(334000, "19.31", "18.88")),
             Share(SPECIAL, 7000, 1000, (Rate("Place", "45.00", None, 7000, "44.00"),))), DUTIES),
    Service("3(ii)", "Core school improvement activities", "EDU_FUNCTIONS",
            (Share(PRIMARY, 88300, 100, _pupils(88300, "5.11", "5.11")),
             Share(SPECIAL, 2400, 100, (Rate("Place", "15.33", None, 2400, "15.33"),))), DUTIES),
)  # fmt: skip


def recommend_all(paper: Paper, *, by, on: date) -> list[Recommendation]:
    """Enter the eight recommendations with their ten lines of money, as an officer would."""
    return [
        _recommend(paper, service, place, by=by, on=on)
        for place, service in enumerate(SERVICES, 1)
    ]


def _recommend(paper: Paper, service: Service, place: int, *, by, on: date) -> Recommendation:
    recommendation = add_recommendation(
        Recommendation(
            forum=paper.forum,
            matter=paper.matter,
            paper=paper,
            label=service.label,
            position=place,
            text=f"Consider whether to de-delegate funding for {service.name}.",
            decision_type=service.decision_type,
            groups=[str(group) for group in service.groups],
            seeks_resources=True,
            amount=sum(Decimal(share.total) for share in service.shares),
            financial_year=YEAR,
        ),
        by=by,
        on=on,
    )
    for number, share in enumerate(service.shares, 1):
        _offer(recommendation, service, share, number, by=by, on=on)
    return recommendation


def _offer(recommendation, service: Service, share: Share, number: int, *, by, on: date) -> None:
    line, _ = BudgetLine.objects.get_or_create(
        forum=recommendation.forum, name=service.name, defaults={"block": Block.SCHOOLS}
    )
    offer_option(
        FundingOption(
            forum=recommendation.forum,
            recommendation=recommendation,
            letter="A",
            position=number,
            source=Source.DE_DELEGATED,
            budget_line=line,
            amount=Decimal(share.total),
            financial_year=YEAR,
            from_on=date(2024, 4, 1),
            until_on=date(2025, 3, 31),
            service=service.name,
            group=share.group,
            printed_precision=share.precision,
        ),
        [
            RateLine(
                factor=rate.factor,
                unit_rate=Decimal(rate.rate),
                units=rate.units,
                printed_total=Decimal(rate.total),
                year_label=YEAR,
                prior_rate=Decimal(rate.prior),
                prior_year_label=rate.prior_label,
            )
            for rate in share.rates
        ],
        by=by,
        on=on,
    )
