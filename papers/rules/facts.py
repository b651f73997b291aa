"""What the tabling gate reads: the paper, its recommendations and their money, as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from forum.money import pounds
from forum.rules.financial_year import financial_year, is_financial_year
from papers.choices import ClearanceKind, LineKind, OptionStatus, Origin, Precision, Purpose
from papers.rules.appendices import AppendixFacts
from papers.rules.decision_types import DecisionType, decision_type
from papers.rules.local import LocalRules
from papers.rules.mentions import Mention, mentions
from papers.rules.text.blocks import Block

_FIRMNESS: dict[str, str] = {
    Precision.APPROXIMATE: "approximately ",
    Precision.UP_TO: "up to ",
}


@dataclass(frozen=True)
class RateFacts:
    """One factor of a de-delegation as printed; units are None where the paper states none."""

    factor: str
    unit_rate: Decimal
    units: Decimal | None
    printed_total: Decimal
    year_label: str = ""
    prior_rate: Decimal | None = None
    prior_year_label: str = ""


@dataclass(frozen=True)
class LineFacts:
    """The budget line, balance or grant that an option draws on."""

    name: str
    block: str
    kind: str = LineKind.LINE
    commitment_began_on: date | None = None
    left: Decimal | None = None
    """Left in the option's financial year; None where no allocation is recorded."""
    later: tuple[tuple[str, Decimal], ...] = ()
    """What is left in each later year that has an allocation."""


@dataclass(frozen=True)
class Terms:
    """What an option says beyond its amount; None and "" where it does not say."""

    precision: str = Precision.EXACT
    ceiling: Decimal | None = None
    full_year_amount: Decimal | None = None
    months: int | None = None
    is_recurring: bool | None = None
    after_end: str = ""
    claw_back: str = ""
    match_amount: Decimal | None = None
    match_ours: Decimal | None = None
    match_theirs: Decimal | None = None


@dataclass(frozen=True)
class OptionFacts:
    """One line of money offered: the same letter is a part of a split, another an alternative."""

    letter: str
    source: str
    line: LineFacts | None = None
    amount: Decimal | None = None
    financial_year: str = ""
    from_on: date | None = None
    until_on: date | None = None
    service: str = ""
    group: str = ""
    last_year_amount: Decimal | None = None
    printed_precision: int = 1
    rates: tuple[RateFacts, ...] = ()
    status: str = OptionStatus.OFFERED
    terms: Terms = Terms()


@dataclass(frozen=True)
class NilFacts:
    """The declaration that a recommendation touches no funding source, and whose word it is."""

    reason: str
    declared_post: str


@dataclass(frozen=True)
class RecommendationFacts:
    """One thing that is put to the forum; its text includes the stem it shares with others."""

    label: str
    text: str
    decision_type: str = ""
    groups: tuple[str, ...] = ()
    """The groups that the paper asks, where it narrows those the law names."""
    votes_separately: bool | None = None
    seeks_resources: bool = False
    amount: Decimal | None = None
    precision: str = Precision.EXACT
    financial_year: str = ""
    options: tuple[OptionFacts, ...] = ()
    nil: NilFacts | None = None

    @property
    def name(self) -> str:
        """As it is spoken of: "Recommendation 2(ii)"."""
        return f"Recommendation {self.label}"

    @property
    def offered(self) -> tuple[OptionFacts, ...]:
        """The options that stand: not those withdrawn, unavailable or already settled."""
        return tuple(option for option in self.options if option.status == OptionStatus.OFFERED)

    @property
    def asks_for(self) -> str:
        """What it asks for in words: "up to £5,000,000", or "money" where no amount is stated."""
        if self.amount is None:
            return "money"
        return f"{_FIRMNESS.get(self.precision, '')}{pounds(self.amount)}"

    def named_options(self) -> Iterator[tuple[str, OptionFacts]]:
        """The options that stand, each with the name that tells it from all others."""
        letters = [option.letter for option in self.offered]
        for index, option in enumerate(self.offered):
            part = letters[: index + 1].count(option.letter)
            parted = f", part {part}" if letters.count(option.letter) > 1 else ""
            yield f"{self.name}, option {option.letter}{parted}", option


@dataclass(frozen=True)
class TablingFacts:
    """A paper on its way to a meeting, or a motion that has no paper."""

    title: str
    tabled_on: date
    """The day on which it is put before the forum."""
    meeting_on: date | None
    recommendations: tuple[RecommendationFacts, ...] = ()
    purpose: str = Purpose.DECISION
    text: str = ""
    blocks: tuple[Block, ...] = ()
    """The text in blocks; where there are none, it is read from the words."""
    kind: str = ""
    """The kind of paper."""
    not_stated: tuple[str, ...] = ()
    """What a paper from outside does not say of itself: "author", "date"."""
    unsettled: tuple[str, ...] = ()
    """What the record says of its matter where the text claims a source: none was settled."""
    origin: str = Origin.PAPER
    is_tabled: bool = False
    nil_allowed: bool = False
    clearances_missing: tuple[ClearanceKind, ...] = ()
    """Those that the constitution asks for, and that the present version has not been given."""
    clearances_void: tuple[str, ...] = ()
    """What was given before the paper was changed, and is not missing anyway."""
    clearances_unanswered: tuple[str, ...] = ()
    """What was asked of somebody who did not answer, or returned the paper."""
    notice_working_days: int = 6
    agenda_published: bool = False
    eligibility_as_printed: str = ""
    groups_with_members: frozenset[str] = frozenset()
    groups_with_schools: frozenset[str] = frozenset()
    appendices: tuple[AppendixFacts, ...] = ()
    local: LocalRules | None = None
    """What the constitution settles about who votes, as it stands on the meeting's day."""

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """What its text says of sources: read once, and only where somebody asks."""
        return mentions(self.text)

    @property
    def has_paper(self) -> bool:
        return self.origin == Origin.PAPER

    def year_of(self, recommendation: RecommendationFacts) -> str:
        """The financial year whose rules hold: its own, or else that of the meeting."""
        if is_financial_year(recommendation.financial_year):
            return recommendation.financial_year
        return financial_year(self.meeting_on or self.tabled_on)

    def kind_of(self, recommendation: RecommendationFacts) -> DecisionType | None:
        """The type of decision in the law of its year and under the forum's constitution."""
        code, year = recommendation.decision_type, recommendation.financial_year
        return decision_type(code, year, self.local)
