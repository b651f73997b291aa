"""Every question of a meeting with its register as it stands beforehand, read at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from decisions.models.ballots.overriding import RegisterOverride
from forum.models import Meeting
from papers.choices import WHOLE_FORUM
from papers.models import Placement, Question
from papers.models.electorate import (
    Overrides,
    Room,
    entries,
    groups_with_members,
    local_rules,
)
from papers.rules.decision_types import DecisionType
from papers.rules.electorate import Entry, OverrideFacts, asked_groups, voting_groups


@dataclass(frozen=True)
class QuestionAhead:
    """What will be put to one group, and everybody's place on its register."""

    placement: Placement
    kind: DecisionType
    """Under the constitution of the meeting's day."""
    group: str
    entries: tuple[Entry, ...]
    question: Question | None = None
    """None until it is tabled."""
    has_schools: bool = True

    @property
    def group_label(self) -> str:
        return Question(group=self.group).get_group_display()


def questions_ahead(
    meeting: Meeting, place: Room, *, drafts: bool = False
) -> tuple[QuestionAhead, ...]:
    """The tabled questions, and with drafts what is not tabled yet, in the order of the agenda.

    However many there are, they take the same few queries.
    """
    local = local_rules(meeting.forum.constitution_on(meeting.held_on))
    rulings = _rulings(meeting)
    known = place.schools | groups_with_members(meeting) if drafts else frozenset[str]()
    found: list[QuestionAhead] = []
    for placement in _placements(meeting):
        kind = placement.recommendation.kind_under(local)
        if placement.tabled_at:
            found += _tabled(placement, kind, place, rulings)
        elif drafts:
            found += _drafted(placement, kind, place, known)
    return tuple(found)


def _placements(meeting: Meeting) -> list[Placement]:
    placements = Placement.objects.filter(meeting=meeting).select_related(
        "meeting",
        "agenda_item",
        "recommendation__paper__forum",
        "recommendation__matter",
    )
    return list(
        placements.prefetch_related("questions").order_by(
            "agenda_item__position",
            "recommendation__paper_id",
            "recommendation__position",
            "recommendation__recorded_at",
        )
    )


def _tabled(
    placement: Placement, kind: DecisionType, place: Room, rulings: dict[UUID, Overrides]
) -> Iterator[QuestionAhead]:
    for question in placement.questions.all():
        question.placement = placement
        ruled = rulings.get(question.pk, {})
        register = _entries(placement, kind, question.group, place, ruled)
        yield QuestionAhead(
            placement, kind, question.group, register, question, question.has_schools
        )


def _drafted(
    placement: Placement, kind: DecisionType, place: Room, known: frozenset[str]
) -> Iterator[QuestionAhead]:
    """The questions that tabling would write; `known` are the groups there is to ask."""
    recommendation = placement.recommendation
    groups = voting_groups(
        kind, narrowed=recommendation.groups, separately=recommendation.votes_separately
    )
    for group in groups:
        has_schools = group == WHOLE_FORUM or group in known
        register = _entries(placement, kind, group, place, {})
        yield QuestionAhead(placement, kind, group, register, has_schools=has_schools)


def _entries(
    placement: Placement, kind: DecisionType, group: str, place: Room, ruled: Overrides
) -> tuple[Entry, ...]:
    return entries(
        kind,
        asked=group,
        groups=asked_groups(kind, placement.recommendation.groups),
        room=place,
        seats=place.facts(placement.agenda_item, placement.recommendation_id, overrides=ruled),
    )


def _rulings(meeting: Meeting) -> dict[UUID, Overrides]:
    """For each question the clerk's last ruling on each seat."""
    found: dict[UUID, dict[UUID, OverrideFacts]] = defaultdict(dict)
    on_questions = RegisterOverride.objects.filter(question__placement__meeting=meeting)
    for each in on_questions.order_by("ruled_at"):
        ruling = OverrideFacts(may_vote=each.may_vote, reason=each.reason)
        found[each.question_id][each.seat_id] = ruling  # type: ignore[index]
    return dict(found)
