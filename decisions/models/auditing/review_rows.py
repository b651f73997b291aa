"""The rows of a review: a finding with what shows it, and money that was agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from decisions.models.auditing.reviewing import FindingNote
from decisions.rules.findings import DecisionFacts, Finding, MatterFacts


@dataclass(frozen=True)
class Evidence:
    """What shows a finding, and the page where it stands."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class FindingRow:
    """A finding of one matter, as a page shows it."""

    finding: Finding
    matter: UUID | None
    """None for one about the forum itself."""
    matter_title: str
    evidence: tuple[Evidence, ...]
    notes: tuple[FindingNote, ...] = ()
    is_new: bool = False
    """Whether no signed review has seen it."""
    is_put_right_since: bool = False


@dataclass(frozen=True)
class ApprovalRow:
    """Money that the forum agreed: from what, decided when, until when."""

    matter: UUID
    matter_title: str
    decision: DecisionFacts
    settled: DecisionFacts | None
    taken_back: date | None = None
    """The day on which it was reversed or replaced."""

    @property
    def is_waiting(self) -> bool:
        """Whether it still waits for its source."""
        return self.settled is None and self.taken_back is None

    @property
    def days(self) -> int | None:
        """Days to a settled source."""
        if self.settled is None:
            return None
        return (self.settled.decided_on - self.decision.decided_on).days

    @property
    def sources(self) -> str:
        found = self.settled.sources if self.settled else ()
        return " and ".join(sorted(source.label for source in found))

    @property
    def lines(self) -> str:
        awards = self.settled.awards if self.settled else ()
        return " and ".join(dict.fromkeys(award.budget_line for award in awards))

    @property
    def years(self) -> str:
        awards = self.settled.awards if self.settled else ()
        return " and ".join(dict.fromkeys(award.financial_year for award in awards))

    @property
    def until(self) -> date | None:
        return self.settled.last_day if self.settled else None


def longest_first(row: ApprovalRow) -> tuple[bool, int, date]:
    """What waits for a source, then what waited longest."""
    return not row.is_waiting, -(row.days or 0), row.decision.decided_on


def page_of(slug: str, key: str, facts: MatterFacts) -> str:
    """The page of a record by the key that a rule cites it by; empty where it has none."""
    kind, _, pk = key.partition("/")
    if facts.decision(kind):
        return reverse("decisions:outcome_detail", args=[slug, kind])
    page = {"paper": "papers:paper_detail", "action": "decisions:action_detail"}.get(kind)
    if kind == "line":
        page, pk = "decisions:line_detail", pk.partition("/")[0]
    return reverse(page, args=[slug, pk]) if page else ""
