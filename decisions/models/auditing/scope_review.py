"""The review of a scope: its findings by name, its approvals, what was noted and signed off."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from time import monotonic
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from decisions.choices import DecisionEvent, ScopeKind
from decisions.models.auditing.matter_facts import facts_of
from decisions.models.auditing.review_rows import (
    ApprovalRow,
    Evidence,
    FindingRow,
    longest_first,
    page_of,
)
from decisions.models.auditing.reviewing import FindingNote, ReviewSignOff
from decisions.models.auditing.scope import MANY, Scope
from decisions.models.outcomes.outcome import Award
from decisions.rules.findings import Figures, Finding, MatterFacts, RuleCount
from decisions.rules.findings.review import counted, figures_together
from decisions.rules.findings.settling import approvals, settling_decision, taken_back_on
from decisions.rules.reviewing import Since, fingerprint, seen_keys, since
from forum.audit import trail_head
from forum.models import AuditEntry, Forum
from forum.reading import nothing_thrown_away
from forum.rules.financial_year import is_financial_year
from papers.choices import Source
from papers.models import BudgetLine, Commitment

OF_REVIEWS = (DecisionEvent.FINDING_NOTED, DecisionEvent.REVIEW_SIGNED)
FOR_SECONDS = 300
"""A review is kept no longer; and never past the next entry of the trail."""
_KEPT: dict[tuple[object, ...], tuple[ScopeReview, float]] = {}
RECENT = 10
"""So many entries since a review are named on its page."""


@dataclass(frozen=True)
class ScopeReview:
    """What the rules find in a scope, as the record stood on a day."""

    scope: Scope
    on: date
    facts: Mapping[UUID, MatterFacts]
    inside: bool = True
    """Whether it is for those inside the forum, who alone read what auditors wrote."""

    @cached_property
    def _found(self) -> tuple[tuple[UUID, Finding], ...]:
        """Each finding once, though several matters may share a budget line."""
        once = {
            finding.key: (pk, finding)
            for pk, facts in self.facts.items()
            for finding in self.scope.narrowed(facts)
        }
        return tuple(once.values())

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for _, finding in self._found)

    @cached_property
    def by_rule(self) -> tuple[RuleCount, ...]:
        """How often each rule found something, in the order of the rules."""
        return counted(self.findings)

    @cached_property
    def figures(self) -> Figures:
        """The numbers at its head, over all its matters."""
        return figures_together(self.facts.values())

    @property
    def open_findings(self) -> int:
        return sum(not each.is_resolved for each in self.findings)

    @cached_property
    def fingerprint(self) -> str:
        return fingerprint(seen_keys(self.findings))

    @cached_property
    def approvals(self) -> tuple[ApprovalRow, ...]:
        """What was agreed: what is not settled first, then what took longest."""
        rows = [
            ApprovalRow(
                pk,
                facts.title,
                decision,
                settling_decision(decision, facts),
                taken_back_on(decision, facts),
            )
            for pk, facts in self.facts.items()
            for decision in approvals(facts)
            if self.scope.bears_on(decision, facts)
        ]
        return tuple(sorted(rows, key=longest_first))

    @property
    def agreed(self) -> Decimal:
        """All that was agreed with a settled source, as decided by the forum."""
        settled = [row.decision for row in self.approvals if row.settled == row.decision]
        return sum((each.amount_agreed or Decimal(0) for each in settled), Decimal(0))

    @cached_property
    def sign_offs(self) -> tuple[ReviewSignOff, ...]:
        """Every time that it was signed off, the latest first."""
        if not self.inside:
            return ()
        signed = ReviewSignOff.objects.filter(forum=self.scope.forum, **self.scope.named)
        return tuple(signed.select_related("signed_by").order_by("-signed_at"))

    @property
    def last_sign_off(self) -> ReviewSignOff | None:
        return self.sign_offs[0] if self.sign_offs else None

    @cached_property
    def since(self) -> Since:
        """What changed in the findings since it was last signed off."""
        last = self.last_sign_off
        return since(last.seen, self.findings) if last else Since()

    @cached_property
    def entries_since(self) -> tuple[AuditEntry, ...]:
        """The latest of what was recorded since it was last signed off."""
        return tuple(self._since().order_by("-seq")[:RECENT])

    @cached_property
    def number_since(self) -> int:
        return self._since().count()

    def _since(self) -> QuerySet[AuditEntry]:
        last = self.last_sign_off
        if last is None:
            return AuditEntry.objects.none()
        about = Q(forum=self.scope.forum, seq__gt=last.head_seq) & ~Q(event__in=OF_REVIEWS)
        if self.scope.kind == ScopeKind.MATTER:
            about &= Q(matter=self.scope.key)
        return AuditEntry.objects.filter(about)

    @cached_property
    def notes(self) -> tuple[FindingNote, ...]:
        """Notes on the review as a whole."""
        if not self.inside:
            return ()
        notes = FindingNote.objects.filter(
            forum=self.scope.forum, finding_key="", **self.scope.named
        )
        return tuple(notes.select_related("noted_by"))

    def rows(self, *, rule: str = "") -> list[tuple[UUID, Finding]]:
        """The findings of one rule, or of all in the order of the rules: open ones first."""
        order = {each.rule: place for place, each in enumerate(self.by_rule)}
        wanted = [(pk, each) for pk, each in self._found if rule in {"", each.rule}]
        return sorted(wanted, key=lambda row: (order[row[1].rule], row[1].is_resolved))

    def shown(self, rows: Iterable[tuple[UUID, Finding]]) -> list[FindingRow]:
        """These findings with their notes, ready for a page."""
        rows = list(rows)
        keys = [finding.key for _, finding in rows] if self.inside else []
        notes = notes_on(self.scope.forum, keys)
        return [
            FindingRow(
                finding,
                None if pk == self.scope.forum.pk else pk,
                self.facts[pk].title,
                tuple(self._evidence(finding, self.facts[pk])),
                tuple(notes.get(finding.key, ())),
                is_new=finding.key in self.since.new,
                is_put_right_since=finding.key in self.since.put_right,
            )
            for pk, finding in rows
        ]

    def _evidence(self, finding: Finding, facts: MatterFacts) -> Iterable[Evidence]:
        slug = self.scope.forum.slug
        for each in finding.evidence:
            yield Evidence(each.words, page_of(slug, each.key, facts))


def scope_review(scope: Scope, *, on: date) -> ScopeReview:
    """Review the scope as the record stood on the day, in a fixed number of queries.

    One of a great forum is kept for a while: turning its pages asks for it again and again.
    """
    head = trail_head(scope.forum)
    key = (scope.forum.pk, scope.kind, scope.key, on, head.hash)
    kept, until = _KEPT.get(key, (None, 0.0))
    if kept is not None and monotonic() < until:
        return kept
    with nothing_thrown_away():
        review = ScopeReview(scope, on, facts_of(scope, on=on))
        _ = review.findings, review.figures, review.approvals
        if len(review.facts) > MANY:
            forget_reviews()
            _KEPT[key] = (review, monotonic() + FOR_SECONDS)
            # From all later looking for rubbish it is set aside too, until it is forgotten.
            gc.freeze()
    return review


def forget_reviews() -> None:
    """Let every review be worked out anew."""
    _KEPT.clear()
    gc.unfreeze()


def notes_on(forum: Forum, keys: list[str]) -> dict[str, list[FindingNote]]:
    """What auditors noted on these findings, in whichever review."""
    found: dict[str, list[FindingNote]] = {}
    notes = FindingNote.objects.filter(forum=forum, finding_key__in=keys)
    for note in notes.select_related("noted_by") if keys else ():
        found.setdefault(note.finding_key, []).append(note)
    return found


def others_of(scope: Scope) -> dict[str, list[Scope]]:
    """The narrower reviews that one of a whole forum leads to."""
    if scope.kind != ScopeKind.FORUM:
        return {}
    forum = scope.forum
    taken = Award.objects.filter(budget_line=OuterRef("pk"))
    lines = BudgetLine.objects.filter(Exists(taken), forum=forum)
    years = Commitment.objects.filter(forum=forum).order_by("-financial_year")
    return {
        "sources": [Scope(forum, ScopeKind.SOURCE, source=each) for each in Source.values],
        "years": [
            Scope(forum, ScopeKind.YEAR, financial_year=year)
            for year in years.values_list("financial_year", flat=True).distinct()
            if is_financial_year(year)
        ],
        "lines": [Scope(forum, ScopeKind.LINE, budget_line=line) for line in lines],
    }
