"""All that the record holds of one matter, fetched at once for page, review and document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch, Q, QuerySet

from decisions.models.following.action import Action
from decisions.models.minuting.minutes import public_minutes
from decisions.models.outcomes.happening import Happening
from decisions.models.outcomes.outcome import ExecutiveDecision, Outcome, OutcomeQuerySet
from decisions.models.threads.log import log_rows_of_matter
from decisions.models.threads.log_row import LogRow
from decisions.models.threads.there import EVERYTHING, There, there_is
from forum.models import AuditEntry
from papers.choices import PaperEvent
from papers.models import (
    FundingOption,
    Matter,
    NamedSource,
    Paper,
    Placement,
    Recommendation,
)

MARKS = (PaperEvent.OPTION_STATUS,)
"""What became of options: the record keeps the state, the trail keeps the day."""


@dataclass(frozen=True)
class OptionRow:
    """A funding option as it was entered, and what became of it."""

    option: FundingOption
    recommendation: Recommendation
    named_on: date | None
    """The day of the meeting that it was put before; None while it is a draft."""
    is_tabled: bool

    @property
    def label(self) -> str:
        """How it named the money: its source and the budget line."""
        line = self.option.budget_line
        source = self.option.get_source_display()
        return f"{source}, {line.name}" if line else source

    @property
    def proposer(self) -> str:
        """The post or seat that proposed it; else the author of the paper."""
        paper = self.recommendation.paper
        return self.option.proposer or (paper.author_post if paper else "") or "not stated"

    @property
    def amount(self) -> Decimal | None:
        return self.option.amount

    @property
    def status(self) -> str:
        """What became of it; a note says why."""
        return self.option.get_status_display() if self.is_tabled else "Not tabled"


@dataclass(frozen=True)
class MatterRecord:
    """One matter up to a day: only what everybody may read, or all that the forum holds."""

    matter: Matter
    on: date
    rows: tuple[LogRow, ...] = ()
    papers: tuple[Paper, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    actions: tuple[Action, ...] = ()
    executive: tuple[ExecutiveDecision, ...] = ()
    marks: tuple[AuditEntry, ...] = ()
    happenings: tuple[Happening, ...] = ()
    """What bears on it and was no decision."""
    named_sources: tuple[NamedSource, ...] = ()
    """Funding sources as papers and speakers named them outside the options."""
    there: There = EVERYTHING
    """The kinds of record that there can be of it."""
    drafts: bool = True
    """With options that were never tabled, which those who work here alone may read."""

    @cached_property
    def placements(self) -> tuple[Placement, ...]:
        """Each time that something was put before the forum, earliest first."""
        tabled = [
            placement
            for recommendation in self.recommendations
            for placement in recommendation.placements.all()
            if placement.tabled_at and placement.meeting.held_on <= self.on
        ]
        return tuple(sorted(tabled, key=lambda placement: placement.meeting.held_on))

    @cached_property
    def options(self) -> tuple[OptionRow, ...]:
        """Every option as entered, in the order in which the forum met them; drafts last."""
        rows = [
            _option_row(option, recommendation)
            for recommendation in self.recommendations
            for option in recommendation.options.all()
        ]
        rows = [row for row in rows if self.drafts or row.is_tabled]
        return tuple(sorted(rows, key=lambda row: (not row.is_tabled, row.named_on or date.max)))

    @cached_property
    def open_actions(self) -> tuple[Action, ...]:
        return tuple(each for each in self.actions if self.is_open(each))

    @cached_property
    def meetings(self) -> tuple[date, ...]:
        """The days on which the matter was before the forum."""
        papers = {paper.agenda_item.meeting.held_on for paper in self.papers if paper.agenda_item}
        return tuple(sorted(papers | {each.meeting.held_on for each in self.placements}))

    def is_open(self, action: Action) -> bool:
        """Whether the action was open on the day."""
        return action.closed_on is None or action.closed_on > self.on


def matter_record(
    matter: Matter, *, on: date, inside: bool = True, drafts: bool = True
) -> MatterRecord:
    """The matter as it stood on the day; for the public only what is published."""
    there = there_is(matter)
    actions = tuple(_actions(matter, on, inside=inside)) if "actions" in there else ()
    outcomes = _outcomes(matter, on, inside=inside)
    executive = _executive(matter, on, inside=inside) if "executive" in there else ()
    happenings = _happenings(matter, on, inside=inside) if "happenings" in there else ()
    named = _named_sources(matter, on, inside=inside) if "named_sources" in there else ()
    return MatterRecord(
        matter,
        on,
        rows=tuple(log_rows_of_matter(outcomes, actions, inside=inside, there=there)),
        papers=tuple(_papers(matter, on, inside=inside)),
        recommendations=tuple(_recommendations(matter, inside=inside)),
        actions=actions,
        executive=tuple(executive),
        marks=tuple(_marks(matter, on)) if inside else (),
        happenings=tuple(happenings),
        named_sources=tuple(named),
        there=there,
        drafts=drafts,
    )


def actions_of(outcome: Outcome, *, inside: bool) -> tuple[Action, ...]:
    """Every action of the matter of an outcome, from which its row takes its own."""
    recommendation = outcome.question.placement.recommendation
    return tuple(_actions(recommendation.matter, date.max, inside=inside))


def _outcomes(matter: Matter, on: date, *, inside: bool) -> OutcomeQuerySet:
    outcomes = Outcome.objects.filter(
        question__placement__recommendation__matter=matter, decided_on__lte=on
    )
    return outcomes if inside else outcomes.public()


def _papers(matter: Matter, on: date, *, inside: bool) -> QuerySet[Paper]:
    """Papers that were before the forum by the day."""
    papers = Paper.objects.all() if inside else Paper.objects.public()
    papers = papers.filter(
        matter=matter, tabled_at__isnull=False, agenda_item__meeting__held_on__lte=on
    )
    papers = papers.with_text().select_related("forum", "agenda_item__meeting")
    return papers.order_by("agenda_item__meeting__held_on", "agenda_item__position")


def _recommendations(matter: Matter, *, inside: bool) -> QuerySet[Recommendation]:
    placements = Placement.objects.select_related("meeting__forum", "agenda_item")
    recommendations = Recommendation.objects.filter(matter=matter)
    if not inside:
        placements = placements.filter(meeting__agenda_published_at__isnull=False)
        recommendations = recommendations.filter(
            placements__tabled_at__isnull=False,
            placements__meeting__agenda_published_at__isnull=False,
        ).distinct()
    return recommendations.select_related("paper__forum", "nil_declaration").prefetch_related(
        Prefetch("placements", placements.order_by("meeting__held_on")),
        Prefetch("options", FundingOption.objects.select_related("budget_line")),
    )


def _actions(matter: Matter, on: date, *, inside: bool) -> QuerySet[Action]:
    actions = Action.objects.filter(matter=matter, set_on__lte=on)
    actions = actions.select_related("owner", "due_meeting", "meeting__minutes", "agenda_item")
    return actions if inside else actions.public()


def _executive(matter: Matter, on: date, *, inside: bool) -> QuerySet[ExecutiveDecision]:
    decisions = ExecutiveDecision.objects.filter(matter=matter)
    decisions = decisions.filter(Q(decided_on__lte=on) | Q(decided_on__isnull=True))
    decisions = decisions.select_related("budget_line", "reported_to")
    decisions = decisions.prefetch_related("conditions")
    return decisions if inside else decisions.public()


def _marks(matter: Matter, on: date) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(
        forum=matter.forum_id, matter=matter.pk, event__in=MARKS, happened_on__lte=on
    )


def _happenings(matter: Matter, on: date, *, inside: bool) -> QuerySet[Happening]:
    """What happened by the day; for the public what belongs to something that is published."""
    by_then = Q(happened_on__lte=on) | Q(happened_on__isnull=True)
    happenings = Happening.objects.filter(by_then, matter=matter)
    if not inside:
        of_outcome = public_minutes("outcome__question__placement__meeting")
        happenings = happenings.filter(of_outcome | public_minutes("meeting"))
    return happenings.select_related("meeting__minutes", "outcome")


def _named_sources(matter: Matter, on: date, *, inside: bool) -> QuerySet[NamedSource]:
    """Sources named by the day; for the public in a public paper or at a minuted meeting."""
    by_then = Q(named_on__lte=on) | Q(named_on__isnull=True)
    named = NamedSource.objects.filter(by_then, matter=matter)
    if not inside:
        named = named.filter(Q(paper__in=Paper.objects.public()) | public_minutes("meeting"))
    return named.select_related("meeting__minutes", "paper", "recommendation")


def _option_row(option: FundingOption, recommendation: Recommendation) -> OptionRow:
    placements = list(recommendation.placements.all())
    tabled = [placement for placement in placements if placement.tabled_at]
    known = tabled or placements
    named_on = known[0].meeting.held_on if known else None
    return OptionRow(option, recommendation, named_on, bool(tabled))
