"""The history of a matter as the findings read it, and what a finding is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from decisions.choices import CARRIED, LinkKind, Result, Settlement
from decisions.rules.actions import ActionFacts
from decisions.rules.authority import ConditionFacts, last_day_of
from decisions.rules.findings.finding import Cited, printed
from decisions.rules.findings.hanging import CorrectionFacts, HistoricFacts, LinkFacts, StepFacts
from decisions.rules.money import AwardFacts
from forum.choices import AuthorityTie, EvidenceGrade
from papers.choices import OptionStatus, Source


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
    reversed_on: date | None = None
    """The day on which a later decision, be it of another matter, reversed it."""
    is_quorate: bool = True
    voters_outside: tuple[str, ...] = ()
    """Seats that voted although their group may not vote on this."""
    substitutes_outside: tuple[str, ...] = ()
    """Seats from which a substitute of another group could vote."""
    rulings: tuple[str, ...] = ()
    """Seats on which the clerk ruled, each with the register's reason."""
    evidence: str = ""
    """The page or minute that shows it."""
    grade: EvidenceGrade | None = None
    """How well it is evidenced, where it was entered long after; None where we recorded it."""
    day_words: str = ""
    """The day as the record has it, where it is not a stated day: "autumn 2019 (inferred)"."""
    has_counts: bool = True
    """Whether the record says how many were for and against, or that counts were not taken."""
    recommendation: str = ""
    """The key of what was asked; the same where it comes back to a later meeting."""
    deferred_to_on: date | None = None
    conditions: tuple[ConditionFacts, ...] = ()
    """What it hangs on, and what became of that."""
    outside: tuple[StepFacts, ...] = ()
    corrections: tuple[CorrectionFacts, ...] = ()

    @property
    def is_carried(self) -> bool:
        return self.result in CARRIED

    @cached_property
    def has_source(self) -> bool:
        """Whether it says itself from which money."""
        return self.is_carried and bool(self.awards) and self.settlement != Settlement.UNSETTLED

    @property
    def sources(self) -> frozenset[Source]:
        return frozenset(award.source for award in self.awards if award.source is not None)

    @property
    def day(self) -> str:
        """The day as a sentence says it."""
        return self.day_words or printed(self.decided_on)

    @property
    def last_day(self) -> date | None:
        """The last day of its authority; None where it names no money, or no end."""
        return last_day_of(self.awards)

    @property
    def overtaken(self) -> StepFacts | None:
        """What a body outside decided in its place."""
        return next((step for step in self.outside if step.overtakes), None)

    @property
    def cited(self) -> Cited:
        """How evidence points at it."""
        words = f"{self.title}, {self.day}"
        return Cited(f"{words} ({self.evidence})" if self.evidence else words, self.key)


@dataclass(frozen=True)
class AskedFacts:
    """A recommendation as it was put before a meeting."""

    key: str
    title: str
    asked_on: date
    amount: Decimal | None = None
    sources_named: int = 0
    """How many funding options stood in the recommendation itself."""
    named_elsewhere: str = ""
    """Where the paper named any outside the recommendation: "paragraph 13"."""


@dataclass(frozen=True)
class OfficeFacts:
    """Somebody's time as chair or vice-chair, and what ties them to the authority."""

    key: str
    office: str
    seat: str
    from_on: date
    tie: AuthorityTie
    until_on: date | None = None


@dataclass(frozen=True)
class SpendingFacts:
    """Money that was spent, as somebody said."""

    key: str
    text: str
    from_on: date
    until_on: date
    amount: Decimal | None = None
    who: str = ""
    cited: str = ""
    """Where it is shown."""


@dataclass(frozen=True, slots=True)
class OptionFacts:
    """A funding source as somebody named it, at a meeting or in a paper."""

    label: str
    """As entered: "Central school services block, limited resource"."""
    named_on: date | None
    source: Source | None
    """None where the words name none of the four sources."""
    status: OptionStatus = OptionStatus.OFFERED
    decision: str = ""
    """The key of the decision that it was offered for; empty where none was taken."""
    key: str = ""


@dataclass(frozen=True)
class ClaimFacts:
    """What a paper or a speaker says about an earlier decision."""

    paper: str
    """The paper, or who said it."""
    on: date
    """The day of the meeting that the paper was for, or on which it was said."""
    decision: str
    """The key of the decision that it speaks of."""
    words: str
    """As printed: "approved from the DSG"."""
    source: Source | None = None
    """The source that the words name; None for words such as "DSG", which name none."""
    financial_year: str = ""
    """The year for which the paper relies on it, where it does."""
    key: str = ""
    names_money: bool = True
    """Whether it says where the money came from; a statement may be about an amount alone."""
    amount: Decimal | None = None
    """The amount that it says was agreed."""

    is_statement: bool = False
    """Whether somebody said it, and not a paper of ours."""
    where: str = ""
    """Where a statement is shown."""

    @property
    def said(self) -> str:
        """How a sentence begins that tells of it."""
        if self.is_statement:
            return f"{self.paper}, on {printed(self.on)}: “{self.words}”"
        return f"“{self.paper}” of {printed(self.on)} says “{self.words}”"

    @property
    def cited(self) -> Cited:
        """How evidence points at it."""
        where = f" ({self.where})" if self.where else ""
        return Cited(f"{self.paper}, {printed(self.on)}{where}", self.key)


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A budget line in one financial year, as decided by the forum."""

    name: str
    financial_year: str
    allocated: Decimal | None
    committed: Decimal
    key: str = ""


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
    asked: tuple[AskedFacts, ...] = ()
    spending: tuple[SpendingFacts, ...] = ()
    offices: tuple[OfficeFacts, ...] = ()
    """Of the forum itself, which is looked at like a matter."""
    key: str = ""

    def decision(self, key: str) -> DecisionFacts | None:
        return self._by_key.get(key)

    def options_for(self, decision: DecisionFacts) -> Sequence[OptionFacts]:
        """Every source that was offered for what was decided."""
        return self._offered.get(decision.key, ())

    def later_than(self, decision: DecisionFacts, *kinds: LinkKind) -> tuple[DecisionFacts, ...]:
        """Decisions that bear on this one in one of these ways, earliest first."""
        bearing = self._bearing.get(decision.key)
        if not bearing:
            return ()
        found = dict.fromkeys(later.key for kind, later in bearing if kind in kinds)
        return tuple(sorted(map(self._by_key.__getitem__, found), key=lambda d: d.decided_on))

    @cached_property
    def approvals(self) -> tuple[DecisionFacts, ...]:
        """Requests for money that the forum agreed, earliest first."""
        found = [each for each in self.decisions if each.is_carried and each.seeks_resources]
        return tuple(sorted(found, key=lambda decision: decision.decided_on))

    @cached_property
    def _by_key(self) -> dict[str, DecisionFacts]:
        return {decision.key: decision for decision in self.decisions}

    @cached_property
    def _offered(self) -> dict[str, list[OptionFacts]]:
        found: dict[str, list[OptionFacts]] = {}
        for option in self.options:
            found.setdefault(option.decision, []).append(option)
        return found

    @cached_property
    def _bearing(self) -> dict[str, list[tuple[LinkKind, DecisionFacts]]]:
        """For each earlier decision those that bear on it, found once: a forum has thousands."""
        found: dict[str, list[tuple[LinkKind, DecisionFacts]]] = {}
        for later in self.decisions:
            for link in later.links:
                found.setdefault(link.earlier, []).append((link.kind, later))
        return found
