"""Recommendations made from a schedule: one for each service, put to each phase by itself.

Made again they are brought up to date and never doubled; the trail says what was changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from django.db import transaction

from forum import audit
from forum.choices import Role
from forum.locks import lock_row
from forum.models import Person
from forum.money import pounds
from forum.permissions import require
from forum.rules.financial_year import ends_on, starts_on
from papers.choices import Block, OptionStatus, PaperEvent, Precision, Source
from papers.models import (
    BudgetLine,
    FundingOption,
    LocalService,
    RateLine,
    Recommendation,
    Schedule,
    ScheduleLine,
)
from papers.models.schedule_facts import line_facts, read_schedule
from papers.rules.drafting import may_change
from papers.rules.schedules.schedule import LineSum, line_sum, rate_facts, sum_of, units_by_group
from papers.rules.schedules.schedule_gate import may_generate
from papers.rules.schedules.services import asked_groups_of, catalogued, decision_code, service_of
from papers.workflow.budget import open_line
from papers.workflow.funding import change_option, offer_option, remove_option
from papers.workflow.recommending import add_recommendation, change_recommendation

LETTER = "A"
_WORDED = re.compile(r"Agree to de-delegate funding for .+ in \d{4}-\d\d\.")
_ASKED = {
    "label": "label",
    "stem": "stem",
    "text": "words",
    "amount": "amount",
    "precision": "precision",
    "financial_year": "year",
    "decision_type": "type of decision",
    "groups": "groups",
    "votes_separately": "voting",
    "seeks_resources": "money",
    "do_nothing": "what a refusal means",
}
_MONEY = ("amount", "service", "last_year_amount", "printed_precision", "financial_year")
_RATE = (
    "factor", "unit_rate", "units", "printed_total", "year_label", "prior_rate",
    "prior_year_label",
)  # fmt: skip


@transaction.atomic
def generate_recommendations(schedule: Schedule, *, by: Person, on: date) -> tuple[str, ...]:
    """Make or bring up to date what the schedule asks; says what changed, in sentences."""
    require(by, schedule.forum, Role.CLERK, Role.OFFICER)
    lock_row(schedule.paper)
    may_change(is_tabled=schedule.paper.is_tabled).insist()
    read = read_schedule(schedule)
    facts = read.facts
    may_generate(facts, taken=_taken(schedule)).insist()
    counted = units_by_group(facts.schools)
    said: list[str] = []
    services = list(_services(schedule))
    _free_labels(services)
    for lines in services:
        sums = [line_sum(line_facts(line), counted.get(line.group, {})) for line in lines]
        said += _put(lines, sums, read.with_schools, by=by, on=on)
    audit.record(
        PaperEvent.SCHEDULE_GENERATED,
        f"{schedule} of {schedule.paper.title}: {'; '.join(said) or 'nothing to change'}"[:1000],
        forum=schedule.forum,
        by=by,
        on=on,
        about=schedule.paper,
        matter=schedule.paper.matter_id,
        changes=said,
    )
    return tuple(said)


def _services(schedule: Schedule) -> Iterator[list[ScheduleLine]]:
    """The lines of each service together, in the order of the schedule."""
    found = schedule.lines.select_related("service", "recommendation", "schedule__paper")
    lines = list(found.prefetch_related("rates"))
    first: dict[object, int] = {}
    for line in lines:
        first.setdefault(line.service_id, line.position)
    lines.sort(key=lambda line: (first[line.service_id], str(line.service_id), line.position))
    for _, together in groupby(lines, key=lambda line: line.service_id):
        yield list(together)


def _taken(schedule: Schedule) -> set[str]:
    """Labels of other recommendations of the paper that a service cannot take up."""
    others = schedule.paper.recommendations.filter(schedule_lines__isnull=True)
    made = schedule.lines.filter(recommendation__isnull=False).values("label")
    of_other_money = FundingOption.objects.filter(
        recommendation__paper=schedule.paper, status=OptionStatus.OFFERED
    ).exclude(source=Source.DE_DELEGATED)
    return {
        *others.filter(label__in=made).values_list("label", flat=True),
        *of_other_money.values_list("recommendation__label", flat=True),
    }


def _free_labels(services: Sequence[Sequence[ScheduleLine]]) -> None:
    """Services may be numbered anew: what is relabelled gives up its label first."""
    for number, lines in enumerate(services):
        made = _made_from(lines)
        if made is not None and made.label != lines[0].label:
            Recommendation.objects.filter(pk=made.pk).update(label=f"~{number}")


def _made_from(lines: Sequence[ScheduleLine]) -> Recommendation | None:
    """What was generated from the lines of a service before."""
    return next((line.recommendation for line in lines if line.recommendation), None)


def _put(
    lines: Sequence[ScheduleLine],
    sums: Sequence[LineSum],
    with_schools: frozenset[str],
    *,
    by: Person,
    on: date,
) -> Iterator[str]:
    """One service: its recommendation, and an option for each group."""
    recommendation = _recommendation(lines)
    is_new = recommendation._state.adding
    before = _as_asked(recommendation)
    _word(recommendation, lines, sums, with_schools)
    if is_new:
        add_recommendation(recommendation, by=by, on=on)
        yield f"{recommendation.label} {lines[0].name} added, {pounds(recommendation.amount)}"
    elif before != _as_asked(recommendation):
        change_recommendation(recommendation, by=by, on=on)
        yield f"{recommendation.label} {lines[0].name} changed: {_changes(before, recommendation)}"
    for line in lines:
        if line.recommendation_id != recommendation.pk:
            line.recommendation = recommendation
            line.save(update_fields=["recommendation"])
    pot = pot_of(lines[0].service, by=by, on=on)
    yield from _offer_all(recommendation, lines, sums, pot, by=by, on=on)


def _recommendation(lines: Sequence[ScheduleLine]) -> Recommendation:
    """The one that was generated, or one of the paper with the same label, or a new one."""
    paper = lines[0].schedule.paper
    there = _made_from(lines) or paper.recommendations.filter(label=lines[0].label).first()
    if there is not None:
        lock_row(there)
        return there
    last = paper.recommendations.order_by("-position").first()
    return Recommendation(
        forum=paper.forum,
        matter=paper.matter,
        paper=paper,
        position=last.position + 1 if last else 1,
    )


def _word(
    recommendation: Recommendation,
    lines: Sequence[ScheduleLine],
    sums: Sequence[LineSum],
    with_schools: frozenset[str],
) -> None:
    """What the schedule says of the recommendation; words that somebody wrote stay."""
    first, year = lines[0], lines[0].schedule.financial_year
    service, groups = catalogued(first.service.code), [line.group for line in lines]
    recommendation.label = first.label
    recommendation.stem = _first(line.stem for line in lines) or recommendation.stem
    own = _first(line.text for line in lines)
    written = recommendation.text if not _WORDED.fullmatch(recommendation.text) else ""
    worded = f"Agree to de-delegate funding for {first.name} in {year}."
    recommendation.text = own or written or worded
    recommendation.do_nothing = (
        _first(line.if_refused for line in lines) or recommendation.do_nothing
    )
    recommendation.seeks_resources = True
    recommendation.amount = sum_of(line.total for line in sums)
    recommendation.precision = Precision.EXACT
    recommendation.financial_year = year
    recommendation.decision_type = decision_code(service, groups)
    recommendation.groups = asked_groups_of(service, groups, with_schools)
    recommendation.votes_separately = None


def _offer_all(
    recommendation: Recommendation,
    lines: Sequence[ScheduleLine],
    sums: Sequence[LineSum],
    pot: BudgetLine,
    *,
    by: Person,
    on: date,
) -> Iterator[str]:
    standing = recommendation.options.filter(
        source=Source.DE_DELEGATED, status=OptionStatus.OFFERED
    ).prefetch_related("rates")
    there = {option.group: option for option in standing}
    for position, (line, computed) in enumerate(zip(lines, sums, strict=True), start=1):
        option = there.pop(line.group, None)
        step = change_option if option else offer_option
        before = _as_offered(option, option.rates.all()) if option else None
        option = option or FundingOption(
            forum=line.forum, recommendation=recommendation, source=Source.DE_DELEGATED
        )
        rates = _rates(computed)
        _fill(option, line, computed, pot, position)
        if before != _as_offered(option, rates):
            step(option, rates, by=by, on=on)
            verb = "offered" if before is None else "brought up to date"
            yield (
                f"{line.label}, {line.get_group_display().lower()}: {pounds(option.amount)} {verb}"
            )
    for left in there.values():
        remove_option(left, by=by, on=on)
        yield f"{recommendation.label}, {left.get_group_display().lower()}: taken out"


def _fill(
    option: FundingOption, line: ScheduleLine, computed: LineSum, pot: BudgetLine, position: int
) -> None:
    year = line.schedule.financial_year
    option.letter, option.position, option.budget_line = LETTER, position, pot
    option.amount, option.financial_year = computed.total, year
    option.from_on, option.until_on = starts_on(year), ends_on(year)
    option.service, option.group = line.name, line.group
    option.last_year_amount = line.last_year_total
    option.printed_precision = line.printed_precision


def _rates(computed: LineSum) -> list[RateLine]:
    rates = [rate_facts(factor) for factor in computed.factors]
    return [RateLine(**{name: getattr(rate, name) for name in _RATE}) for rate in rates]


@transaction.atomic
def pot_of(service: LocalService, *, by: Person, on: date) -> BudgetLine:
    """The budget line of the service: the one it has, or one of its name, or a new one."""
    require(by, service.forum, Role.CLERK, Role.OFFICER)
    if service.budget_line is None:
        pot = BudgetLine.objects.filter(forum=service.forum, name=service.name).first()
        service.budget_line = pot or open_line(
            BudgetLine(
                forum=service.forum,
                name=service.name,
                block=Block.SCHOOLS,
                code=service.s251_line or getattr(service_of(service.code), "s251_line", ""),
            ),
            by=by,
            on=on,
        )
        service.save(update_fields=["budget_line"])
    return service.budget_line


def _as_asked(recommendation: Recommendation) -> tuple:
    return tuple(str(getattr(recommendation, name)) for name in _ASKED)


def _as_offered(option: FundingOption, rates: Iterable[RateLine]) -> tuple:
    money = tuple(getattr(option, name) for name in _MONEY)
    rated = tuple(tuple(str(getattr(rate, name)) for name in _RATE) for rate in rates)
    return option.budget_line_id, option.letter, option.position, money, rated


def _changes(before: tuple, now: Recommendation) -> str:
    pairs = zip(_ASKED.values(), before, _as_asked(now), strict=True)
    return ", ".join(name for name, was, is_now in pairs if was != is_now)


def _first(words: Iterator[str]) -> str:
    return next((each for each in words if each), "")
