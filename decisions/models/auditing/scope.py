"""What a funding source review looks at: a matter, a budget line, a source, a year or a forum."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from decisions.choices import ScopeKind
from decisions.rules.findings import (
    DecisionFacts,
    Finding,
    MatterFacts,
    findings,
    settling_decision,
)
from forum.models import Forum
from forum.reading import at_once
from forum.rules.financial_year import ends_on, is_financial_year, starts_on
from papers.choices import Source
from papers.models import BudgetLine, Commitment, FundingOption, Matter, NamedSource, Placement

ALL = "all"
"""What names the whole forum in an address."""
MANY = 500
"""From so many matters on, it is quicker to read the whole forum and keep what was asked for."""


@dataclass(frozen=True)
class Scope:
    """The part of the record of one forum that is reviewed."""

    forum: Forum
    kind: ScopeKind = ScopeKind.FORUM
    matter: Matter | None = None
    budget_line: BudgetLine | None = None
    source: str = ""
    financial_year: str = ""

    @property
    def title(self) -> str:
        """What it is called in a heading."""
        named = {
            ScopeKind.MATTER: str(self.matter),
            ScopeKind.LINE: str(self.budget_line),
            ScopeKind.SOURCE: f"{Source(self.source).label} money" if self.source else "",
            ScopeKind.YEAR: f"Financial year {self.financial_year}",
            ScopeKind.FORUM: f"Every matter of {self.forum.name}",
        }
        return named[self.kind]

    @property
    def key(self) -> str:
        """What names it in an address, after its kind."""
        pk = getattr(self.matter or self.budget_line, "pk", "")
        return str(pk) or self.source or self.financial_year or ALL

    @property
    def named(self) -> dict[str, Any]:
        """What a note or a sign-off keeps of it."""
        return {
            "scope": self.kind,
            "matter": self.matter,
            "budget_line": self.budget_line,
            "source": self.source,
            "financial_year": self.financial_year,
        }

    def get_absolute_url(self) -> str:
        if self.kind == ScopeKind.MATTER:
            return reverse("decisions:matter_review", args=[self.forum.slug, self.key])
        if self.kind == ScopeKind.FORUM:
            return reverse("decisions:review_forum", args=[self.forum.slug])
        return self.url_of("review")

    def url_of(self, name: str) -> str:
        """The address of one of its pages."""
        return reverse(f"decisions:{name}", args=[self.forum.slug, self.kind.value, self.key])

    @cached_property
    def matters(self) -> frozenset[UUID] | None:
        """The matters that it looks at; None for all of the forum."""
        if self.matter is not None:
            return frozenset({self.matter.pk})
        if self.kind == ScopeKind.FORUM:
            return None
        return frozenset(self._drawn_on())

    def within(self, path: str) -> Q:
        """Records whose matter, at the end of the path, it may look at."""
        if self.is_wide:
            return Q(forum=self.forum)
        return Q(**{f"{path}__in": self.matters})

    def joined(self, *paths: str) -> Q:
        """The records at the end of these paths belong to the forum too.

        Said where all of it is read, so that the database reads what is of it, and not of all.
        """
        return Q(**{f"{path}__forum": self.forum for path in paths}) if self.is_wide else Q()

    def reading(self) -> AbstractContextManager[None]:
        """How its records are read: all of a forum at once, or what it holds by their keys."""
        return at_once() if self.is_wide else nullcontext()

    @property
    def is_wide(self) -> bool:
        """Whether so much belongs to it that the whole forum is read."""
        return self.matters is None or len(self.matters) > MANY

    def narrowed(self, facts: MatterFacts) -> tuple[Finding, ...]:
        """What the rules find in the matter, as far as it bears on what is reviewed."""
        if self.kind in {ScopeKind.MATTER, ScopeKind.FORUM}:
            return findings(facts)
        lines = tuple(each for each in facts.lines if self._is_of_line(each.key))
        found = findings(replace(facts, lines=lines))
        bearing = {each.key for each in facts.decisions if self.bears_on(each, facts)}
        others = {each.key for each in facts.decisions} - bearing
        return tuple(each for each in found if _is_about(each, bearing, others))

    def bears_on(self, decision: DecisionFacts, facts: MatterFacts) -> bool:
        """Whether the decision, or what settled its source, is of what is reviewed."""
        if self.kind in {ScopeKind.MATTER, ScopeKind.FORUM}:
            return True
        settled = settling_decision(decision, facts) or decision
        awards = (*decision.awards, *settled.awards)
        offered = facts.options_for(decision)
        match self.kind:
            case ScopeKind.YEAR:
                first, last = starts_on(self.financial_year), ends_on(self.financial_year)
                years = {award.financial_year for award in awards}
                return self.financial_year in years or first <= decision.decided_on <= last
            case ScopeKind.SOURCE:
                named = {award.source for award in awards} | {each.source for each in offered}
                return self.source in named
            case ScopeKind.LINE if self.budget_line is not None:
                name = self.budget_line.name
                labels = " ".join(each.label for each in offered)
                return name in labels or name in {award.budget_line for award in awards}
        return True

    def _is_of_line(self, key: str) -> bool:
        _, line, year = key.split("/")
        if self.kind == ScopeKind.LINE:
            return line == self.key
        return self.kind != ScopeKind.YEAR or year == self.financial_year

    def _drawn_on(self) -> Iterator[UUID]:
        tabled = {"recommendation__placements__tabled_at__isnull": False}
        options = FundingOption.objects.filter(forum=self.forum, **tabled)
        booked = Commitment.objects.filter(forum=self.forum)
        if self.kind == ScopeKind.YEAR:
            day = (starts_on(self.financial_year), ends_on(self.financial_year))
            put = Placement.objects.filter(
                forum=self.forum, tabled_at__isnull=False, meeting__held_on__range=day
            )
            yield from put.values_list("recommendation__matter", flat=True)
            yield from booked.filter(financial_year=self.financial_year).values_list(
                "matter", flat=True
            )
            return
        of = {"source": self.source} if self.source else {"budget_line": self.budget_line}
        yield from options.filter(**of).values_list("recommendation__matter", flat=True)
        yield from booked.filter(**of).values_list("matter", flat=True)
        if self.source:
            named = NamedSource.objects.filter(forum=self.forum, source=self.source)
            yield from named.values_list("matter", flat=True)


def scope_of_matter(matter: Matter) -> Scope:
    """The review of one matter."""
    return Scope(matter.forum, ScopeKind.MATTER, matter=matter)


def scope_named(forum: Forum, kind: str, key: str) -> Scope | None:
    """The scope that an address names; None where there is nothing of the kind."""
    match kind:
        case ScopeKind.FORUM if key == ALL:
            return Scope(forum)
        case ScopeKind.SOURCE if key in Source.values:
            return Scope(forum, ScopeKind.SOURCE, source=key)
        case ScopeKind.YEAR if is_financial_year(key):
            return Scope(forum, ScopeKind.YEAR, financial_year=key)
        case ScopeKind.MATTER:
            matter = _record(Matter.objects.select_related("forum"), forum, key)
            return scope_of_matter(matter) if matter else None
        case ScopeKind.LINE:
            line = _record(BudgetLine.objects.select_related("forum"), forum, key)
            return Scope(forum, ScopeKind.LINE, budget_line=line) if line else None
    return None


def _record(records: QuerySet, forum: Forum, key: str) -> Any:
    try:
        return records.filter(forum=forum, pk=UUID(key)).first()
    except ValueError:
        return None


def _is_about(finding: Finding, bearing: set[str], others: set[str]) -> bool:
    """Whether it rests on a decision that bears on what is reviewed, or on none at all."""
    keys = {each.key for each in finding.evidence}
    return bool(keys & bearing) or not keys & others
