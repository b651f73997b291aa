"""A correction as the clerk enters it, and what the rules need to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from decisions.choices import CorrectionKind, MinutesStage
from decisions.models.minuting.minutes import Minutes
from decisions.models.outcomes.outcome import Outcome
from decisions.rules.corrections import CorrectionFacts
from forum.models import AgendaItem, Meeting


@dataclass(frozen=True)
class CorrectionDraft:
    """What is to be corrected, where, and which meeting said so."""

    kind: CorrectionKind
    was: str
    reads: str
    reason: str
    made_at_meeting: Meeting
    agenda_item: AgendaItem | None = None
    outcome: Outcome | None = None
    amount_was: Decimal | None = None
    amount_reads: Decimal | None = None

    @property
    def item(self) -> AgendaItem | None:
        """The item that it is to: where it is to a decision, the item that took it."""
        return self.outcome.question.placement.agenda_item if self.outcome else self.agenda_item


def correction_facts(meeting: Meeting, draft: CorrectionDraft) -> CorrectionFacts:
    """A correction of the minutes of a meeting, as the rules see it."""
    minutes: Minutes | None = getattr(meeting, "minutes", None)
    return CorrectionFacts(
        kind=CorrectionKind(draft.kind),
        was=draft.was,
        reads=draft.reads,
        minutes_stage=minutes.stage if minutes else _kept_elsewhere(meeting),
        meeting_on=meeting.held_on,
        made_at_on=draft.made_at_meeting.held_on,
        made_at_stage=draft.made_at_meeting.stage,
        amount_was=draft.amount_was,
        amount_reads=draft.amount_reads,
        is_advice=_is_advice(minutes, draft.outcome),
        has_awards=draft.outcome is not None and draft.outcome.awards.exists(),
    )


def _kept_elsewhere(meeting: Meeting) -> MinutesStage:
    """Where minutes stand that are not kept here: those of a historic meeting were agreed."""
    return MinutesStage.AGREED if meeting.is_historic else MinutesStage.WRITING


def _is_advice(minutes: Minutes | None, outcome: Outcome | None) -> bool:
    """Whether it is about what a forum said that was not quorate."""
    if outcome is not None and outcome.ballot is not None:
        return not outcome.ballot.is_quorate
    return minutes is not None and bool((minutes.said or {}).get("is_briefing"))


def decisions_of(meeting: Meeting) -> list[Outcome]:
    """What the meeting decided, in the order of its agenda, to choose from."""
    there = Outcome.objects.filter(question__placement__meeting=meeting).counted()
    put = "question__placement"
    return list(
        there.select_related(
            f"{put}__agenda_item", f"{put}__meeting", f"{put}__recommendation__paper", "ballot"
        ).order_by(f"{put}__agenda_item__position", "question__position")
    )
