"""What the clerk enters, before the gate has looked at it; nothing here is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from decisions.choices import Result
from decisions.models.outcomes.outcome import Outcome
from forum.models import Appointment, Meeting, Person
from papers.models import BudgetLine, FundingOption


@dataclass(frozen=True)
class AwardDraft:
    """Money as the clerk enters it, before it is recorded."""

    source: str
    budget_line: BudgetLine | None
    amount: Decimal | None
    financial_year: str
    from_on: date | None = None
    until_on: date | None = None
    option: FundingOption | None = None
    assumption: str = ""


@dataclass(frozen=True)
class OutcomeDraft:
    """An outcome as the clerk enters it, before the gate has looked at it."""

    result: Result
    resolution: str = ""
    comments: str = ""
    amount_agreed: Decimal | None = None
    cost_effect: str = ""
    awards: tuple[AwardDraft, ...] = ()
    unsettled: bool = False
    action_text: str = ""
    action_owner: Person | None = None
    action_due_on: date | None = None
    action_due_meeting: Meeting | None = None
    deferred_to: Meeting | None = None
    settles: tuple[Outcome, ...] = ()
    """Earlier outcomes, agreed in principle, whose source this one settles."""
    ratifies: tuple[Outcome, ...] = ()
    """Earlier views of an inquorate forum that this one ratifies."""


@dataclass(frozen=True)
class Counts:
    """What the clerk counted in a show of hands, or declared where counts were not taken."""

    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    stated_carried: bool | None = None
    options: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[Decimal, int] = field(default_factory=dict)
    """How many of those in favour gave each number."""
    candidates: Mapping[UUID, int] = field(default_factory=dict)
    """Hands raised for each candidate, by appointment."""
    elected: Appointment | None = None
