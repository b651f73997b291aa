"""Decisions as the findings see them, for one matter or ten thousand: as many queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from decisions.choices import Result, Settlement
from decisions.models.auditing.beside import Beside, Drawn, beside_of
from decisions.models.auditing.decision_rows import (
    DecisionRow,
    inquorate_of,
    outcomes_of,
    rows_of,
)
from decisions.models.auditing.key import Key
from decisions.models.auditing.scope import Scope
from decisions.models.ballots.register_notes import NOTHING, RegisterNotes, register_notes
from decisions.models.outcomes.outcome import Outcome, OutcomeQuerySet
from decisions.rules.findings import DecisionFacts
from forum.choices import DayBasis, EvidenceGrade, Group
from forum.models import Constitution, Forum, Meeting
from forum.models.quorum import quorum_of
from forum.rules.financial_year import financial_year, is_financial_year
from papers.choices import WHOLE_FORUM, ForumRole
from papers.models.electorate import local_rules
from papers.rules.decision_types import DecisionType, decision_type, general_business
from papers.rules.electorate import asked_groups
from papers.rules.local import LocalRules

_GROUPS: dict[str, str] = dict(Group.choices)


class Answer(NamedTuple):
    """An outcome, the group that answered, what was asked, and which lines it draws on."""

    facts: DecisionFacts
    group: str
    recommendation: str
    drawn: list[Drawn]


def decisions_of(scope: Scope, *, on: date, inside: bool) -> dict[str, list[Answer]]:
    """Per matter each outcome by the day, earliest first."""
    outcomes = outcomes_of(scope, on, inside=inside)
    rows = rows_of(scope, outcomes)
    beside = beside_of(scope, [row.key for row in rows], on, inside=inside)
    return answers_of(scope.forum, rows, beside, outcomes, inquorate_of(scope))


def answers_of(
    forum: Forum,
    rows: list[DecisionRow],
    beside: Mapping[str, Beside],
    outcomes: OutcomeQuerySet,
    inquorate: set[str],
) -> dict[str, list[Answer]]:
    """These rows in the order they have, per matter, as the findings see them."""
    kinds = _kinds(forum, rows)
    doubtful = inquorate | _inquorate_views(rows, kinds)
    asked = {row.key: _asked(row, kinds[row.key]) for row in rows}
    notes = register_notes(forum, outcomes, asked)
    found: dict[str, list[Answer]] = defaultdict(list)
    for row in rows:
        noted = notes.get(row.key, NOTHING)
        hangs = beside[row.key]
        facts = _decision(row, kinds[row.key], hangs, noted, row.key not in doubtful)
        found[row.matter].append(Answer(facts, row.group, row.recommendation, hangs.drawn))
    return found


def _decision(
    row: DecisionRow, kind: DecisionType, beside: Beside, notes: RegisterNotes, is_quorate: bool
) -> DecisionFacts:
    return DecisionFacts(
        key=row.key,
        title=_title(row),
        decided_on=row.held_on,
        result=Result(row.result),
        settlement=Settlement(row.settlement),
        seeks_resources=row.seeks,
        forum_decides=kind.forum_role == ForumRole.DECIDES,
        text=row.resolution,
        is_recurring=beside.recurs,
        amount_asked=row.asked,
        amount_agreed=row.amount_agreed,
        awards=tuple(beside.awards),
        historic=tuple(beside.historic),
        links=tuple(beside.links),
        reversed_on=beside.reversed_on,
        is_quorate=is_quorate,
        voters_outside=tuple(notes.voters_outside),
        substitutes_outside=tuple(notes.substitutes_outside),
        rulings=tuple(notes.rulings),
        evidence=", ".join(filter(None, (f"item {row.item}", row.evidence_shown))),
        grade=EvidenceGrade(row.evidence_grade) if row.evidence_grade else None,
        day_words=_day_words(row),
        has_counts=not row.historic or row.stated_for is not None,
        recommendation=str(row.recommendation),
        deferred_to_on=row.back_on,
        conditions=tuple(beside.conditions),
        outside=tuple(beside.outside),
        corrections=tuple(beside.corrections),
    )


def _title(row: DecisionRow) -> str:
    """How a finding names a decision: "Recommendation 3(i), Maintained special schools"."""
    whole = row.group == WHOLE_FORUM
    return f"Recommendation {row.label}{'' if whole else f', {_GROUPS[row.group]}'}"


def _day_words(row: DecisionRow) -> str:
    """The day as a historic record has it; empty where it is stated."""
    if row.basis == DayBasis.STATED:
        return ""
    meeting = Meeting(held_on=row.held_on, day_basis=row.basis, day_words=row.day_words)
    return meeting.day_printed


def _kinds(forum: Forum, rows: Iterable[DecisionRow]) -> dict[str, DecisionType]:
    """The type of decision of each outcome: the law of its year, the constitution of its day."""
    constitutions = forum.constitution_set.order_by("-in_force_from")
    rules = [(each.in_force_from, local_rules(each)) for each in constitutions]
    by_default = local_rules(Constitution(forum=forum, in_force_from=date.min))
    found, known = {}, {}
    for row in rows:
        about = (row.type, row.year, row.held_on)
        if about not in known:
            year = row.year if is_financial_year(row.year) else financial_year(row.held_on)
            in_force = (local for since, local in rules if since <= row.held_on)
            known[about] = _kind(row.type, year, next(in_force, by_default))
        found[row.key] = known[about]
    return found


@lru_cache(maxsize=512)
def _kind(code: str, year: str, local: LocalRules) -> DecisionType:
    return decision_type(code, year, local) or general_business(year)


def _asked(row: DecisionRow, kind: DecisionType) -> tuple[str, frozenset[str]]:
    """The group that answered, and all that the recommendation asked."""
    return row.group, frozenset(asked_groups(kind, row.narrowed))


def _inquorate_views(rows: Iterable[DecisionRow], kinds: dict[str, DecisionType]) -> set[str]:
    """Views without a ballot on what the forum decides, taken where too few members were there."""
    views = {
        row.key
        for row in rows
        if row.quorum is None
        and row.result == Result.VIEW_RECORDED
        and not row.historic
        and kinds[row.key].forum_role == ForumRole.DECIDES
    }
    if not views:
        return set()
    taken = Outcome.objects.filter(pk__in=views)
    at = dict(taken.values_list(Key("pk"), "question__placement__meeting"))
    meetings = Meeting.objects.filter(pk__in=set(at.values())).select_related("forum")
    missed = {each.pk for each in meetings if not quorum_of(each).met}
    return {pk for pk, meeting in at.items() if meeting in missed}
