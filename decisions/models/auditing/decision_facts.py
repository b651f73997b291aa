"""Decisions as the findings see them, for one matter or ten thousand: as many queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Q

from decisions.choices import ConditionState, ExternalResult, LinkKind, Result, Settlement
from decisions.models.auditing.scope import Scope
from decisions.models.ballots.ballot import Ballot
from decisions.models.ballots.register_notes import NOTHING, RegisterNotes, register_notes
from decisions.models.minuting.correction import Correction
from decisions.models.outcomes.external import ExternalStep
from decisions.models.outcomes.outcome import Award, Condition, DecisionLink, Outcome
from decisions.rules.authority import ConditionFacts
from decisions.rules.corrections import TENFOLD
from decisions.rules.findings import (
    CorrectionFacts,
    DecisionFacts,
    HistoricFacts,
    LinkFacts,
    StepFacts,
)
from decisions.rules.money import AwardFacts
from forum.choices import DayBasis, EvidenceGrade, Group
from forum.models import Constitution, Meeting
from forum.models.quorum import quorum_of
from forum.money import pounds
from forum.rules.financial_year import financial_year, is_financial_year
from papers.choices import WHOLE_FORUM, ForumRole, LineKind, Source
from papers.models.electorate import local_rules
from papers.rules.decision_types import DecisionType, decision_type, general_business
from papers.rules.electorate import asked_groups
from papers.rules.local import LocalRules

_PUT, _ASKED = "question__placement", "question__placement__recommendation"
_GROUPS: dict[str, str] = dict(Group.choices)
_COLUMNS = {
    "matter": F(f"{_ASKED}__matter"),
    "recommendation": F(_ASKED),
    "label": F(f"{_ASKED}__label"),
    "seeks": F(f"{_ASKED}__seeks_resources"),
    "type": F(f"{_ASKED}__decision_type"),
    "year": F(f"{_ASKED}__financial_year"),
    "narrowed": F(f"{_ASKED}__groups"),
    "group": F("question__group"),
    "asked": F("question__amount_asked"),
    "held_on": F(f"{_PUT}__meeting__held_on"),
    "historic": F(f"{_PUT}__meeting__is_historic"),
    "basis": F(f"{_PUT}__meeting__day_basis"),
    "day_words": F(f"{_PUT}__meeting__day_words"),
    "quorum": F("ballot__quorum_needed"),
    "item": F(f"{_PUT}__agenda_item__number"),
    "back_on": F("deferred_to__held_on"),
}
_OWN = (
    "pk", "result", "settlement", "resolution", "amount_agreed", "stated_for",
    "evidence_grade", "evidence_shown",
)  # fmt: skip
Row = Any


class Answer(NamedTuple):
    """An outcome, the group that answered, and what was asked."""

    facts: DecisionFacts
    group: str
    recommendation: UUID


@dataclass
class Beside:
    """What the record holds beside one outcome."""

    awards: list[AwardFacts] = field(default_factory=list)
    historic: list[HistoricFacts] = field(default_factory=list)
    recurs: bool | None = None
    links: list[LinkFacts] = field(default_factory=list)
    conditions: list[ConditionFacts] = field(default_factory=list)
    outside: list[StepFacts] = field(default_factory=list)
    corrections: list[CorrectionFacts] = field(default_factory=list)


def decisions_of(scope: Scope, *, on: date, inside: bool) -> dict[UUID, list[Answer]]:
    """Per matter each outcome by the day, earliest first."""
    outcomes = Outcome.objects.filter(scope.within(f"{_ASKED}__matter"), decided_on__lte=on)
    outcomes = outcomes if inside else outcomes.public()
    rows = list(
        outcomes.annotate(**{f"the_{name}": path for name, path in _COLUMNS.items()})
        .order_by("decided_on", f"{_PUT}__agenda_item__position", "question__position", "pk")
        .values_list(*_OWN, *(f"the_{name}" for name in _COLUMNS), named=True)
    )
    kinds = _kinds(scope, rows)
    beside = _beside(scope, [row.pk for row in rows], on)
    inquorate = _inquorate(scope) | _inquorate_views(rows, kinds)
    notes = register_notes(outcomes, {row.pk: _asked(row, kinds[row.pk]) for row in rows})
    found: dict[UUID, list[Answer]] = defaultdict(list)
    for row in rows:
        noted = notes.get(row.pk, NOTHING)
        facts = _decision(row, kinds[row.pk], beside[row.pk], noted, row.pk not in inquorate)
        found[row.the_matter].append(Answer(facts, row.the_group, row.the_recommendation))
    return found


def _decision(
    row: Row, kind: DecisionType, beside: Beside, notes: RegisterNotes, is_quorate: bool
) -> DecisionFacts:
    return DecisionFacts(
        key=str(row.pk),
        title=_title(row),
        decided_on=row.the_held_on,
        result=Result(row.result),
        settlement=Settlement(row.settlement),
        seeks_resources=row.the_seeks,
        forum_decides=kind.forum_role == ForumRole.DECIDES,
        text=row.resolution,
        is_recurring=beside.recurs,
        amount_asked=row.the_asked,
        amount_agreed=row.amount_agreed,
        awards=tuple(beside.awards),
        historic=tuple(beside.historic),
        links=tuple(beside.links),
        is_quorate=is_quorate,
        voters_outside=tuple(notes.voters_outside),
        substitutes_outside=tuple(notes.substitutes_outside),
        rulings=tuple(notes.rulings),
        evidence=", ".join(filter(None, (f"item {row.the_item}", row.evidence_shown))),
        grade=EvidenceGrade(row.evidence_grade) if row.evidence_grade else None,
        day_words=_day_words(row),
        has_counts=not row.the_historic or row.stated_for is not None,
        recommendation=str(row.the_recommendation),
        deferred_to_on=row.the_back_on,
        conditions=tuple(beside.conditions),
        outside=tuple(beside.outside),
        corrections=tuple(beside.corrections),
    )


def _title(row: Row) -> str:
    """How a finding names a decision: "Recommendation 3(i), Maintained special schools"."""
    whole = row.the_group == WHOLE_FORUM
    return f"Recommendation {row.the_label}{'' if whole else f', {_GROUPS[row.the_group]}'}"


def _day_words(row: Row) -> str:
    """The day as a historic record has it; empty where it is stated."""
    if row.the_basis == DayBasis.STATED:
        return ""
    meeting = Meeting(
        held_on=row.the_held_on, day_basis=row.the_basis, day_words=row.the_day_words
    )
    return meeting.day_printed


def _kinds(scope: Scope, rows: Iterable[Row]) -> dict[UUID, DecisionType]:
    """The type of decision of each outcome: the law of its year, the constitution of its day."""
    constitutions = scope.forum.constitution_set.order_by("-in_force_from")
    rules = [(each.in_force_from, local_rules(each)) for each in constitutions]
    by_default = local_rules(Constitution(forum=scope.forum, in_force_from=date.min))
    found = {}
    for row in rows:
        given = row.the_year
        year = given if is_financial_year(given) else financial_year(row.the_held_on)
        in_force = (local for since, local in rules if since <= row.the_held_on)
        found[row.pk] = _kind(row.the_type, year, next(in_force, by_default))
    return found


@lru_cache(maxsize=512)
def _kind(code: str, year: str, local: LocalRules) -> DecisionType:
    return decision_type(code, year, local) or general_business(year)


def _asked(row: Row, kind: DecisionType) -> tuple[str, frozenset[str]]:
    """The group that answered, and all that the recommendation asked."""
    return row.the_group, frozenset(asked_groups(kind, row.the_narrowed))


def _inquorate(scope: Scope) -> set[UUID]:
    """Outcomes that rest on a ballot for which the forum was not quorate."""
    doubtful = Q(quorum_present__lt=F("quorum_needed")) | Q(quorum_needed=0)
    ballots = Ballot.objects.filter(
        scope.within("question__placement__recommendation__matter"),
        doubtful | Q(contacted__isnull=False),
        outcome__isnull=False,
    )
    known = ballots.select_related("outcome")
    return {ballot.outcome.pk for ballot in known if not ballot.is_quorate}


def _inquorate_views(rows: Iterable[Row], kinds: dict[UUID, DecisionType]) -> set[UUID]:
    """Views without a ballot on what the forum decides, taken where too few members were there."""
    views = [
        row.pk
        for row in rows
        if row.the_quorum is None
        and row.result == Result.VIEW_RECORDED
        and not row.the_historic
        and kinds[row.pk].forum_role == ForumRole.DECIDES
    ]
    if not views:
        return set()
    taken = Outcome.objects.filter(pk__in=views).values_list("pk", f"{_PUT}__meeting")
    at = dict(taken)
    meetings = Meeting.objects.filter(pk__in=set(at.values())).select_related("forum")
    missed = {each.pk for each in meetings if not quorum_of(each).met}
    return {pk for pk, meeting in at.items() if meeting in missed}


def _beside(scope: Scope, outcomes: list[UUID], on: date) -> dict[UUID, Beside]:
    """What hangs on each outcome, in one query for each kind."""

    def of(path: str) -> Q:
        """Of these outcomes; of all of the forum where they are most of it."""
        return Q(forum=scope.forum) if scope.is_wide else Q(**{f"{path}__in": outcomes})

    found: dict[UUID, Beside] = defaultdict(Beside)
    _add_awards(found, of("outcome"))
    links = DecisionLink.objects.filter(of("later"))
    for pk, earlier, kind in links.values_list("later", "earlier", "kind"):
        found[pk].links.append(LinkFacts(LinkKind(kind), str(earlier)))
    for each in Condition.objects.filter(of("outcome")):
        beside = found[each.outcome_id] if each.outcome_id else Beside()
        beside.conditions.append(_condition(each, on))
    by_then = Q(decided_on__isnull=True) | Q(decided_on__lte=on)
    for step in ExternalStep.objects.filter(of("outcome"), by_then):
        found[step.outcome_id].outside.append(_step(step))
    for correction in Correction.objects.filter(of("outcome"), corrected_on__lte=on):
        beside = found[correction.outcome_id] if correction.outcome_id else Beside()
        beside.corrections.append(_correction(correction))
    return found


def _condition(each: Condition, on: date) -> ConditionFacts:
    """A condition as it stood on the day."""
    is_later = each.marked_on is not None and each.marked_on > on
    state = ConditionState.OPEN if is_later else ConditionState(each.state)
    return ConditionFacts(each.text, state, each.marked_on)


def _add_awards(found: dict[UUID, Beside], known: Q) -> None:
    columns = ("outcome", "source", "budget_line__name", "amount", "financial_year", "from_on",
               "until_on", "option__letter", "budget_line__kind", "option__last_year_amount",
               "option__is_recurring")  # fmt: skip
    awards = Award.objects.filter(known).order_by("recorded_at", "pk")
    for outcome, source, line, *rest in awards.values_list(*columns):
        amount, year, from_on, until_on, letter, kind, last_year, recurs = rest
        beside = found[outcome]
        beside.awards.append(
            AwardFacts(Source(source), line, amount, year, from_on, until_on, letter or "")
        )
        if kind == LineKind.HISTORIC and last_year is not None:
            beside.historic.append(HistoricFacts(line, amount, last_year))
        if recurs is not None:
            beside.recurs = bool(beside.recurs) or recurs


def _step(step: ExternalStep) -> StepFacts:
    result = ExternalResult(step.result)
    return StepFacts(step.body_name, result, step.decided_on, step.amount, step.overtakes)


def _correction(each: Correction) -> CorrectionFacts:
    was, reads, is_great = each.was, each.reads, each.asked_twice
    if each.amount_was is not None and each.amount_reads is not None:
        was, reads = pounds(each.amount_was), pounds(each.amount_reads)
        less, more = sorted((each.amount_was, each.amount_reads))
        is_great = is_great or more >= TENFOLD * less
    return CorrectionFacts(each.corrected_on, was, reads, is_great)
