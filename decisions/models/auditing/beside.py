"""What hangs on a decision: money, links, conditions, bodies outside, corrections."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import FilteredRelation, Q

from decisions.choices import ConditionState, ExternalResult, LinkKind
from decisions.models.auditing.key import Key
from decisions.models.auditing.scope import Scope
from decisions.models.minuting.correction import Correction
from decisions.models.outcomes.external import ExternalStep
from decisions.models.outcomes.outcome import Award, Condition, DecisionLink, Outcome
from decisions.rules.authority import ConditionFacts
from decisions.rules.corrections import TENFOLD
from decisions.rules.findings import CorrectionFacts, HistoricFacts, LinkFacts, StepFacts
from decisions.rules.money import AwardFacts
from forum.money import pounds
from papers.choices import LineKind, Source

Drawn = tuple[str, str, str]
"""A budget line, its name, and the financial year in which a decision draws on it."""


class AwardRow(NamedTuple):
    """One award, with what its line and its option say."""

    source: str
    drawn_on: str
    line: str
    amount: Decimal
    year: str
    from_on: date | None
    until_on: date | None
    letter: str | None
    kind: str
    last_year: Decimal | None
    recurs: bool | None


_OF_AWARD = (
    "source",
    Key("budget_line"),
    "budget_line__name",
    "amount",
    "financial_year",
    "from_on",
    "until_on",
    "taken__letter",
    "budget_line__kind",
    "taken__last_year_amount",
    "taken__is_recurring",
)


@dataclass
class Beside:
    """What the record holds beside one outcome."""

    awards: list[AwardFacts] = field(default_factory=list)
    drawn: list[Drawn] = field(default_factory=list)
    historic: list[HistoricFacts] = field(default_factory=list)
    recurs: bool | None = None
    links: list[LinkFacts] = field(default_factory=list)
    reversed_on: date | None = None
    """The day on which a decision of whatever matter reversed it."""
    conditions: list[ConditionFacts] = field(default_factory=list)
    outside: list[StepFacts] = field(default_factory=list)
    corrections: list[CorrectionFacts] = field(default_factory=list)

    def reverse(self, day: date, on: date) -> None:
        """A decision of the day reverses it, as known on another day."""
        if day <= on:
            self.reversed_on = min(day, self.reversed_on or day)

    def add_award(self, award: AwardRow) -> None:
        line, year, last_year = award.line, award.year, award.last_year
        self.drawn.append((award.drawn_on, line, year))
        self.awards.append(
            AwardFacts(
                Source(award.source),
                line,
                award.amount,
                year,
                award.from_on,
                award.until_on,
                award.letter or "",
            )
        )
        if award.kind == LineKind.HISTORIC and last_year is not None:
            self.historic.append(HistoricFacts(line, award.amount, last_year))
        if award.recurs is not None:
            self.recurs = bool(self.recurs) or award.recurs


def beside_of(
    scope: Scope, outcomes: list[str], on: date, *, inside: bool = True
) -> dict[str, Beside]:
    """What hangs on each outcome, in one query for each kind."""

    def of(path: str) -> Q:
        """Of these outcomes; of all of the forum where they are most of it."""
        return Q(forum=scope.forum) if scope.is_wide else Q(**{f"{path}__in": outcomes})

    found: dict[str, Beside] = defaultdict(Beside)
    awards = Award.objects.filter(of("outcome"), scope.joined("budget_line")).annotate(
        taken=FilteredRelation("option", condition=Q(option__forum=scope.forum))
    )
    with scope.reading():
        rows = awards.order_by("recorded_at", "pk").values_list(Key("outcome"), *_OF_AWARD)
        for outcome, *award in rows:
            found[outcome].add_award(AwardRow(*award))
    links = DecisionLink.objects.filter(of("later"))
    for pk, earlier, kind in links.values_list(Key("later"), Key("earlier"), "kind"):
        found[pk].links.append(LinkFacts(LinkKind(kind), earlier))
    known = DecisionLink.objects.all() if inside else DecisionLink.objects.to_public("later")
    reversing = known.filter(of("earlier"), kind=LinkKind.REVERSES)
    for pk, day in reversing.values_list(Key("earlier"), "later__decided_on"):
        found[pk].reverse(day, on)
    for each in Condition.objects.filter(of("outcome"), outcome__isnull=False):
        found[str(each.outcome_id)].conditions.append(condition_facts(each, on))
    by_then = Q(decided_on__isnull=True) | Q(decided_on__lte=on)
    for step in ExternalStep.objects.filter(of("outcome"), by_then):
        found[str(step.outcome_id)].outside.append(step_facts(step))
    corrections = Correction.objects.filter(of("outcome"), outcome__isnull=False)
    for correction in corrections.filter(corrected_on__lte=on):
        found[str(correction.outcome_id)].corrections.append(correction_facts(correction))
    return found


def beside_one(outcome: Outcome, on: date) -> Beside:
    """What hangs on an outcome that was fetched with all of it."""
    found = Beside(
        links=[
            LinkFacts(LinkKind(each.kind), str(each.earlier_id))
            for each in outcome.links_from.all()
        ],
        conditions=[condition_facts(each, on) for each in outcome.conditions.all()],
        outside=[
            step_facts(each)
            for each in outcome.external_steps.all()
            if each.decided_on is None or each.decided_on <= on
        ],
        corrections=[
            correction_facts(each) for each in outcome.corrections.all() if each.corrected_on <= on
        ],
    )
    for link in outcome.links_to.all():
        if link.kind == LinkKind.REVERSES:
            found.reverse(link.later.decided_on, on)
    awards = outcome.awards.all()
    for award in sorted(awards, key=lambda each: (each.recorded_at, each.pk)):
        found.add_award(_award_row(award))
    return found


def _award_row(award: Award) -> AwardRow:
    line, option = award.budget_line, award.option
    return AwardRow(
        source=award.source,
        drawn_on=str(line.pk),
        line=line.name,
        amount=award.amount,
        year=award.financial_year,
        from_on=award.from_on,
        until_on=award.until_on,
        letter=option.letter if option else None,
        kind=line.kind,
        last_year=option.last_year_amount if option else None,
        recurs=option.is_recurring if option else None,
    )


# As the findings see it


def condition_facts(each: Condition, on: date) -> ConditionFacts:
    """A condition as it stood on the day."""
    is_later = each.marked_on is not None and each.marked_on > on
    state = ConditionState.OPEN if is_later else ConditionState(each.state)
    return ConditionFacts(each.text, state, each.marked_on)


def step_facts(step: ExternalStep) -> StepFacts:
    """What a body outside made of it."""
    result = ExternalResult(step.result)
    return StepFacts(step.body_name, result, step.decided_on, step.amount, step.overtakes)


def correction_facts(each: Correction) -> CorrectionFacts:
    """What a later meeting corrected."""
    was, reads, is_great = each.was, each.reads, each.asked_twice
    if each.amount_was is not None and each.amount_reads is not None:
        was, reads = pounds(each.amount_was), pounds(each.amount_reads)
        less, more = sorted((each.amount_was, each.amount_reads))
        is_great = is_great or more >= TENFOLD * less
    return CorrectionFacts(each.corrected_on, was, reads, is_great)
