"""What hangs on a decision, as the findings read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from decisions.choices import ExternalResult, LinkKind


@dataclass(frozen=True)
class LinkFacts:
    """How a decision bears on an earlier one."""

    kind: LinkKind
    earlier: str
    """The key of the earlier decision."""


@dataclass(frozen=True)
class HistoricFacts:
    """A historic commitment as it was decided again."""

    budget_line: str
    amount: Decimal
    last_year_amount: Decimal


@dataclass(frozen=True)
class StepFacts:
    """What a body outside the forum did with a decision."""

    body: str
    result: ExternalResult
    decided_on: date | None = None
    amount: Decimal | None = None
    overtakes: bool = False
    """Whether its outcome stands in place of the forum's."""


@dataclass(frozen=True)
class CorrectionFacts:
    """What a later meeting corrected in the agreed minutes of a decision."""

    corrected_on: date
    was: str
    reads: str
    """The amounts, where it corrects one; else the words."""
    is_great: bool = False
    """An amount by a factor of ten or more, or a decision that was a view."""
