"""The history of a matter as the findings read it, and what a finding is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from decisions.choices import CARRIED, LinkKind, Result, Settlement
from decisions.rules.actions import ActionFacts
from decisions.rules.money import AwardFacts
from papers.choices import OptionStatus, Source


@dataclass(frozen=True)
class Finding:
    """Something in the record that an auditor should see."""

    rule: str
    """The code of the rule that found it."""
    title: str
    sentence: str
    evidence: tuple[str, ...]
    """The records that show it: decisions, papers, actions, as they are cited."""
    resolves: str
    """What would resolve it, or what has."""
    is_resolved: bool = False
    """Whether a later record has put it right; it stays part of the history."""


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
class DecisionFacts:
    """One outcome of the matter."""

    key: str
    title: str
    """Such as "Recommendation 1, All who may vote"."""
    decided_on: date
    """The day of its meeting."""
    result: Result
    settlement: Settlement = Settlement.NOT_APPLICABLE
    seeks_resources: bool = False
    forum_decides: bool = True
    text: str = ""
    is_recurring: bool | None = None
    """Whether the cost recurs; None where the record does not say, and then the text hints."""
    amount_asked: Decimal | None = None
    amount_agreed: Decimal | None = None
    awards: tuple[AwardFacts, ...] = ()
    historic: tuple[HistoricFacts, ...] = ()
    links: tuple[LinkFacts, ...] = ()
    is_quorate: bool = True
    voters_outside: tuple[str, ...] = ()
    """Seats that voted although their group may not vote on this."""
    substitutes_outside: tuple[str, ...] = ()
    """Seats from which a substitute of another group could vote."""
    rulings: tuple[str, ...] = ()
    """Seats on which the clerk ruled, each with the register's reason."""
    evidence: str = ""
    """The page or minute that shows it."""

    @property
    def is_carried(self) -> bool:
        return self.result in CARRIED

    @property
    def has_source(self) -> bool:
        """Whether it says itself from which money."""
        return self.is_carried and bool(self.awards) and self.settlement != Settlement.UNSETTLED

    @property
    def sources(self) -> frozenset[Source]:
        return frozenset(award.source for award in self.awards if award.source is not None)

    @property
    def cited(self) -> str:
        """How evidence points at it."""
        cited = f"{self.title}, {self.decided_on:%-d %B %Y}"
        return f"{cited} ({self.evidence})" if self.evidence else cited


@dataclass(frozen=True)
class OptionFacts:
    """A funding source as somebody named it, at a meeting or in a paper."""

    label: str
    """As entered: "Central school services block, limited resource"."""
    named_on: date
    source: Source | None
    """None where the words name none of the four sources."""
    status: OptionStatus = OptionStatus.OFFERED
    decision: str = ""
    """The key of the decision that it was offered for; empty where none was taken."""


@dataclass(frozen=True)
class ClaimFacts:
    """What a paper says about an earlier decision."""

    paper: str
    on: date
    """The day of the meeting that the paper was for."""
    decision: str
    """The key of the decision that it speaks of."""
    words: str
    """As printed: "approved from the DSG"."""
    source: Source | None = None
    """The source that the words name; None for words such as "DSG", which name none."""
    financial_year: str = ""
    """The year for which the paper relies on it, where it does."""


@dataclass(frozen=True)
class LineFacts:
    """A budget line in one financial year, as decided by the forum."""

    name: str
    financial_year: str
    allocated: Decimal | None
    committed: Decimal


@dataclass(frozen=True)
class MatterFacts:
    """All that the record holds of one matter, as of a day."""

    title: str
    as_of: date
    decisions: tuple[DecisionFacts, ...] = ()
    options: tuple[OptionFacts, ...] = ()
    claims: tuple[ClaimFacts, ...] = ()
    actions: tuple[ActionFacts, ...] = ()
    lines: tuple[LineFacts, ...] = ()
    meetings: tuple[date, ...] = ()
    """The days on which the matter was before the forum."""

    def decision(self, key: str) -> DecisionFacts | None:
        return next((each for each in self.decisions if each.key == key), None)

    def later_than(self, decision: DecisionFacts, *kinds: LinkKind) -> tuple[DecisionFacts, ...]:
        """Decisions that bear on this one in one of these ways, earliest first."""
        found = [
            later
            for later in self.decisions
            if any(link.earlier == decision.key and link.kind in kinds for link in later.links)
        ]
        return tuple(sorted(found, key=lambda later: later.decided_on))
