"""What the cover of a paper says: who may vote and why, from which money, to what effect.

The page and the document are made from this one reading.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from forum.models import AuditEntry
from papers.choices import WHOLE_FORUM, ForumRole, OptionStatus
from papers.models.facts import option_facts, recommendation_facts
from papers.models.option import FundingOption, RateLine
from papers.models.option_words import terms_words
from papers.models.paper import Matter
from papers.models.recommendation import Recommendation
from papers.rules.decision_types import DecisionType
from papers.rules.electorate import asked_groups, members, voting_groups
from papers.rules.facts import RecommendationFacts
from papers.rules.schedules.rates import (
    Change,
    RateCheck,
    change_on_last_year,
    factors_total,
    rate_check,
)
from papers.rules.splits import Split, splits
from papers.rules.terms import PartYear, match_due, part_year

DECISIONS = (
    "outcome-recorded",
    "source-decided",
    "source-settled",
    "decisions-linked",
    "executive-decision",
)
"""The events by which the deciding side writes on the trail what became of a matter."""

DECIDED = (OptionStatus.CHOSEN, OptionStatus.REJECTED)
ROLES = {
    ForumRole.DECIDES: "The forum decides.",
    ForumRole.CONSULTED: "The forum is consulted: it gives a view, and the authority decides.",
    ForumRole.INFORMED: "The forum is informed. There is no vote.",
    ForumRole.ELECTS: "The members elect.",
    ForumRole.PROCEDURE: "The forum settles its own procedure.",
}


@dataclass(frozen=True)
class Offer:
    """One line of money, what it leaves on its budget line, and how its rates multiply out."""

    option: FundingOption
    allocated: Decimal | None
    committed: Decimal
    left: Decimal | None
    after: Decimal | None
    """Left once this is agreed; None where no allocation or no amount is recorded."""
    rates: tuple[tuple[RateLine, RateCheck], ...]
    rates_total: Decimal
    change: Change | None
    part_year: PartYear | None = None
    match_due: Decimal | None = None
    """What the ratio makes of the amount."""

    @property
    def terms(self) -> tuple[str, ...]:
        """What the option says beyond its amount and its days, in words."""
        return tuple(terms_words(self.option, self.part_year, self.match_due))

    @property
    def is_standing(self) -> bool:
        return self.option.status == OptionStatus.OFFERED


@dataclass(frozen=True)
class Asked:
    """One recommendation as the cover shows it."""

    recommendation: Recommendation
    kind: DecisionType
    """Under the constitution of the meeting's day."""
    role: str
    voters: str
    citation: str
    offers: tuple[Offer, ...]
    alternatives: int
    """How many letters still stand: more than one, and the forum chooses."""
    splits: tuple[Split, ...] = ()
    """What each letter that stands comes to, against what is asked for."""

    @property
    def years_words(self) -> str:
        """What follows its amount: the years it falls in, of each alternative if they differ."""
        of_letter = {
            each.letter: " and ".join(year for year, _ in each.by_year) for each in self.splits
        }
        if len(set(of_letter.values())) > 1:
            named = (f"option {letter} for {years}" for letter, years in of_letter.items())
            return f": {'; '.join(named)}"
        stated = next(iter(of_letter.values()), self.recommendation.financial_year)
        return f" for {stated or 'a year that is not stated'}"


def asked(recommendation: Recommendation) -> Asked:
    """Read one recommendation with its electorate and its money."""
    kind = recommendation.kind
    offers = tuple(offer(option) for option in recommendation.options.all())
    return Asked(
        recommendation=recommendation,
        kind=kind,
        role=ROLES[kind.forum_role],
        voters=voters(recommendation, kind),
        citation=kind.citation,
        offers=offers,
        alternatives=len({each.option.letter for each in offers if each.is_standing}),
        splits=splits(_as_put(recommendation)),
    )


def _as_put(recommendation: Recommendation) -> RecommendationFacts:
    """As it was put: what the forum chose among its options changes nothing on a cover."""
    facts = recommendation_facts(recommendation)
    options = (
        replace(each, status=OptionStatus.OFFERED) if each.status in DECIDED else each
        for each in facts.options
    )
    return replace(facts, options=tuple(options))


def offer(option: FundingOption) -> Offer:
    """Read one option with the balance of its line in its year, as decided by the forum."""
    line, year = option.budget_line, option.financial_year
    left = line.left(year) if line else None
    facts = option_facts(option)
    checks = (rate_check(rate, precision=option.printed_precision) for rate in facts.rates)
    return Offer(
        option=option,
        allocated=line.allocated(year) if line else None,
        committed=line.committed(year) if line else Decimal(0),
        left=left,
        after=None if left is None or option.amount is None else left - option.amount,
        rates=tuple(zip(option.rates.all(), checks, strict=True)),
        rates_total=factors_total(facts.rates),
        change=change_on_last_year(
            facts.rates,
            amount=option.amount or Decimal(0),
            last_year_amount=option.last_year_amount,
        ),
        part_year=part_year(facts),
        match_due=match_due(facts),
    )


def earlier_decisions(matter: Matter, *, before: date | None) -> QuerySet[AuditEntry]:
    """What was decided about the matter until the day, in the words of the time."""
    entries = AuditEntry.objects.filter(forum=matter.forum_id, matter=matter.pk)
    entries = entries.filter(event__in=DECISIONS).order_by("happened_on", "seq")
    return entries.filter(happened_on__lt=before) if before else entries


def voters(recommendation: Recommendation, kind: DecisionType) -> str:
    """Who votes on it, in a sentence; which says where the constitution settles it."""
    if not kind.groups:
        return "Nobody votes."
    who = members(asked_groups(kind, recommendation.groups))
    groups = voting_groups(
        kind, narrowed=recommendation.groups, separately=recommendation.votes_separately
    )
    apart = ", each group by itself" if WHOLE_FORUM not in groups and len(groups) > 1 else ""
    local = "" if kind == recommendation.kind_in_law else ", by the forum’s constitution"
    return f"{who[:1].upper()}{who[1:]} vote{apart}{local}."
