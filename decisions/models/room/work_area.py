"""The one item that the clerk works on: what is put under it, and what is next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID
from zlib import crc32

from decisions.models.ballots.ballot import Ballot
from decisions.models.ballots.entries import entries_for, entries_on_procedure
from decisions.models.following.action import Action
from decisions.models.minuting.minutes import MinuteItem
from decisions.models.outcomes.outcome import Outcome
from decisions.models.room.run_sheet import ItemRow, QuestionRow, run_sheet
from decisions.rules.running import Next
from forum.choices import Group
from forum.models import AgendaItem, Interest, Meeting
from papers.models import Placement
from papers.models.electorate import Room
from papers.rules.electorate import Entry


@dataclass(frozen=True)
class Part:
    """One recommendation under an item, as an interest may name it."""

    pk: UUID
    label: str
    item: UUID
    item_number: str

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class Work:
    """What stands on the middle of the clerk's screen."""

    row: ItemRow
    active: QuestionRow | None
    """The question that is worked on: the one asked for, else the next without an outcome."""
    ballot: Ballot | None
    """The open ballot on procedure, where there is one."""
    minute: MinuteItem | None
    interests: tuple[Interest, ...]
    """Those that bear on the item, or on a part of it."""

    @property
    def item(self) -> AgendaItem:
        return self.row.item

    @property
    def questions(self) -> list[QuestionRow]:
        return [asked for put in self.row.put for asked in put.questions]

    @property
    def open_ballot(self) -> Ballot | None:
        """The ballot that is taken now, on the active question or on procedure."""
        ballot = self.active.ballot if self.active else self.ballot
        return ballot if ballot and ballot.is_open else None

    @property
    def state(self) -> str:
        """Changes when the work does, so that a screen knows that it is behind."""
        put = [asked.ballot for asked in self.questions if asked.ballot]
        return _fingerprint(
            [*put, *self.row.procedures],
            [asked.outcome.pk for asked in self.questions if asked.outcome],
            [action.pk for action in self.row.actions],
            self.interests,
        )


@dataclass(frozen=True)
class Glance:
    """What a screen that renews itself needs to know of the work under its item."""

    state: str
    open_ballot: Ballot | None


@dataclass(frozen=True)
class GroupCount:
    """How many of a group may vote, and how many of it are on the register."""

    group: str
    may_vote: int
    on_register: int


def work_on(item: AgendaItem, wanted: str, within: Room) -> Work:
    """The item with its questions, the one that is worked on, and the interests that bear."""
    row = run_sheet(within.meeting, only=item).items[0]
    asked = [each for put in row.put for each in put.questions]
    minute = MinuteItem.objects.select_related("minutes").filter(agenda_item=item).first()
    return Work(
        row=row,
        active=_active(asked, wanted),
        ballot=next((ballot for ballot in row.procedures if ballot.is_open), None),
        minute=minute,
        interests=_bearing_on(item, within),
    )


def glance_at(item: AgendaItem, wanted: str, within: Room) -> Glance:
    """The same work without reading all of it: whether it changed, and the turnout."""
    ballots = list(Ballot.objects.standing().with_turnout().filter(agenda_item=item))
    outcomes = Outcome.objects.filter(question__placement__agenda_item=item)
    actions = Action.objects.filter(agenda_item=item)
    taken = [ballot for ballot in ballots if ballot.is_open]
    asked_for = (ballot for ballot in taken if str(ballot.question_id) == wanted)
    return Glance(
        _fingerprint(
            ballots,
            outcomes.values_list("pk", flat=True),
            actions.values_list("pk", flat=True),
            _bearing_on(item, within),
        ),
        next(asked_for, taken[0] if taken else None),
    )


def _bearing_on(item: AgendaItem, within: Room) -> tuple[Interest, ...]:
    return tuple(each for each in within.interests if each.agenda_item_id in {None, item.pk})


def _fingerprint(
    ballots: Iterable[Ballot],
    outcomes: Iterable[UUID],
    actions: Iterable[UUID],
    interests: Iterable[Interest],
) -> str:
    """A short word for what was done under an item, the same wherever it is worked out."""
    parts = [f"{each.pk}{each.status}{each.casting_vote}" for each in ballots]
    parts += [str(pk) for pk in (*outcomes, *actions)]
    parts += [f"{each.pk}" for each in interests]
    return f"{crc32(','.join(sorted(parts)).encode()):08x}"


def parts_of(meeting: Meeting) -> tuple[Part, ...]:
    """Every recommendation before the meeting, in the order of its agenda."""
    placed = Placement.objects.filter(meeting=meeting).select_related(
        "recommendation", "agenda_item"
    )
    return tuple(
        Part(each.recommendation_id, str(each.recommendation), each.agenda_item_id,
             each.agenda_item.number)
        for each in placed
    )  # fmt: skip


def register_now(work: Work, within: Room, procedure: str = "") -> tuple[Entry, ...]:
    """The register of the active question, or of a question of procedure, as it stands now."""
    if work.active is not None:
        return entries_for(work.active.question, in_the_room=True, within=within)
    return entries_on_procedure(work.item, procedure, within=within)


def by_group(entries: Iterable[Entry]) -> list[GroupCount]:
    """Those who may vote, counted by group, in the order of the register."""
    lines = list(entries)
    whole = Counter(entry.group for entry in lines)
    voting = Counter(entry.group for entry in lines if entry.is_eligible)
    return [
        GroupCount(Group(group).label, voting[group], number) for group, number in whole.items()
    ]


def _active(asked: list[QuestionRow], wanted: str) -> QuestionRow | None:
    for each in asked:
        if str(each.question.pk) == wanted and each.next != Next.NOTHING:
            return each
    return next((each for each in asked if each.next != Next.NOTHING), None)
