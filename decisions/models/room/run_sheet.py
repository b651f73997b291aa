"""A meeting as it runs: what is put under each item, how far each group is, what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from decisions.choices import BallotStatus, Settlement
from decisions.models.ballots.ballot import Ballot
from decisions.models.following.action import Action
from decisions.models.outcomes.outcome import DecisionLink, Outcome
from decisions.rules.running import Next, may_be_balloted, next_step
from decisions.rules.standing import ENDS_WAITING
from forum.choices import ItemKind
from forum.models import AgendaItem, Meeting
from papers.choices import ForumRole
from papers.models import Placement, Question
from papers.models.electorate import local_rules
from papers.rules.local import LocalRules

PROCEDURAL = (ItemKind.MINUTES, ItemKind.ELECTION, ItemKind.PROCEDURE)
BUSINESS = (ItemKind.REPORT, ItemKind.MATTERS_ARISING, ItemKind.OTHER_BUSINESS)


@dataclass(frozen=True)
class QuestionRow:
    """A question put to one group: its ballot, its outcome, and what the clerk does next."""

    question: Question
    placement: Placement
    ballot: Ballot | None
    outcome: Outcome | None
    next: Next
    may_be_balloted: bool

    @property
    def group(self) -> str:
        return self.question.get_group_display()

    @property
    def label(self) -> str:
        return str(self.placement.recommendation)

    @property
    def is_unsettled(self) -> bool:
        """Agreed in principle, and no later decision says from which money or took it back."""
        outcome = self.outcome
        if outcome is None or outcome.settlement != Settlement.UNSETTLED:
            return False
        return not any(link.ends_waiting for link in outcome.links_to.all())


@dataclass(frozen=True)
class PutRow:
    """A recommendation before the meeting, with a question for each group that answers."""

    placement: Placement
    questions: tuple[QuestionRow, ...]


@dataclass(frozen=True)
class ItemRow:
    """One item of the agenda with all that is done under it."""

    item: AgendaItem
    put: tuple[PutRow, ...]
    procedures: tuple[Ballot, ...]
    actions: tuple[Action, ...]

    @property
    def is_procedural(self) -> bool:
        """Whether its vote, if there is one, is on procedure and not on a recommendation."""
        return self.item.kind in PROCEDURAL

    @property
    def takes_motions(self) -> bool:
        return self.item.kind in BUSINESS


@dataclass(frozen=True)
class RunSheet:
    """The whole meeting on one sheet."""

    items: tuple[ItemRow, ...]


def run_sheet(meeting: Meeting, only: AgendaItem | None = None) -> RunSheet:
    """The sheet of a meeting, or of one item, in a fixed number of queries however long it is."""
    placements = (
        Placement.objects.filter(meeting=meeting)
        .select_related("recommendation__paper", "recommendation__matter")
        .prefetch_related(Prefetch("questions", _questions()))
    )
    procedures = _ballots().filter(question__isnull=True)
    wanted = meeting.items.filter(pk=only.pk) if only else meeting.items.all()
    items = wanted.prefetch_related(
        Prefetch("placements", placements),
        Prefetch("ballots", procedures),
        Prefetch("actions", Action.objects.select_related("owner", "due_meeting")),
    )
    local = local_rules(meeting.forum.constitution_on(meeting.held_on))
    return RunSheet(
        tuple(
            ItemRow(
                item,
                tuple(_put(placement, meeting, local) for placement in item.placements.all()),
                tuple(item.ballots.all()),
                tuple(item.actions.all()),
            )
            for item in items
        )
    )


def _questions() -> QuerySet[Question]:
    ending = DecisionLink.objects.filter(kind__in=ENDS_WAITING).with_reversals()
    return Question.objects.select_related("outcome__deferred_to").prefetch_related(
        Prefetch("ballots", _ballots()),
        Prefetch("outcome__links_to", ending),
    )


def _ballots() -> QuerySet[Ballot]:
    return Ballot.objects.standing().with_turnout().select_related("elected__person")


def _put(placement: Placement, meeting: Meeting, local: LocalRules) -> PutRow:
    placement.meeting = meeting  # Known already: it need not be read for each.
    placement.recommendation.forum = meeting.forum
    role = placement.recommendation.kind_under(local).forum_role
    questions = placement.questions.all()
    for question in questions:
        question.forum = meeting.forum
    return PutRow(placement, tuple(_question(question, placement, role) for question in questions))


def _question(question: Question, placement: Placement, role: ForumRole) -> QuestionRow:
    ballot = next(iter(question.ballots.all()), None)
    outcome: Outcome | None = getattr(question, "outcome", None)
    return QuestionRow(
        question=question,
        placement=placement,
        ballot=ballot,
        outcome=outcome,
        next=next_step(
            has_outcome=outcome is not None,
            has_schools=question.has_schools,
            forum_role=role,
            ballot=BallotStatus(ballot.status) if ballot else None,
        ),
        may_be_balloted=may_be_balloted(has_schools=question.has_schools, forum_role=role),
    )
