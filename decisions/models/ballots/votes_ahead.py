"""What a member or substitute may vote on at the next meeting, and why, before it begins."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from decisions.models.ballots.forecast import PUT_TO_ALL
from decisions.models.ballots.questions_ahead import QuestionAhead, questions_ahead
from forum.choices import Group, ItemKind
from forum.models import AgendaItem, Appointment, Forum, Meeting, Person
from forum.rules.presence import Sitting
from papers.models import Question
from papers.models.electorate import Room, procedure_entries, room
from papers.rules.electorate import Entry


@dataclass(frozen=True)
class StandIn:
    """The person's place on a register as a substitute, were the holder of the seat absent."""

    entry: Entry
    stands_for: str

    @property
    def group(self) -> str:
        return Group(self.entry.group).label


@dataclass(frozen=True)
class VoteAhead:
    """Something that will be put, and where the person stands on its register."""

    item: AgendaItem
    entry: Entry | None
    """None where the person holds no seat on the day."""
    may_vote: int
    """How many seats may vote if their members come."""
    ahead: QuestionAhead | None = None
    """None for a question of procedure."""
    what: str = ""
    stand_ins: tuple[StandIn, ...] = ()

    @property
    def question(self) -> Question | None:
        return self.ahead.question if self.ahead else None

    @property
    def is_mine(self) -> bool:
        """Whether the person has a vote, of their own or in the place of somebody absent."""
        places = [self.entry, *(each.entry for each in self.stand_ins)]
        return any(place is not None and place.is_eligible for place in places)


@dataclass(frozen=True)
class VotesAhead:
    """The next meeting as one person will meet it."""

    meeting: Meeting | None
    questions: tuple[VoteAhead, ...] = ()
    procedures: tuple[VoteAhead, ...] = ()
    """Elections, minutes and procedure, on which all members vote."""
    seats: tuple[str, ...] = ()
    """The seats that the person holds on the day, each with its group."""
    stands_for: tuple[str, ...] = ()
    """Those for whom the person is a substitute, each with the group."""

    @property
    def mine(self) -> tuple[VoteAhead, ...]:
        return tuple(each for each in self.questions if each.is_mine)

    @property
    def own(self) -> tuple[VoteAhead, ...]:
        """On which the person votes in their own seat."""
        return tuple(each for each in self.questions if each.entry and each.entry.is_eligible)


def votes_ahead(forum: Forum, person: Person) -> VotesAhead:
    """The tabled questions of the next meeting whose agenda is out, whatever their number."""
    coming = forum.meeting_set.public().going_ahead().filter(closed_at__isnull=True)
    meeting = coming.select_related("forum").order_by("held_on").first()
    if meeting is None:
        return VotesAhead(None)
    place = room(meeting, in_the_room=False)
    own = Appointment.objects.at(meeting).filter(person=person)
    held = set(own.values_list("seat", flat=True))
    stood_for = _stood_for(place, person)
    return VotesAhead(
        meeting,
        questions=_questions(meeting, place, held, stood_for),
        procedures=tuple(_procedures(meeting, place, held)),
        seats=tuple(
            f"{seat.name} ({seat.get_group_display()})" for seat in place.seats if seat.pk in held
        ),
        stands_for=tuple(
            f"{stood_for[seat.pk]}, {seat.name} ({seat.get_group_display()})"
            for seat in place.seats
            if seat.pk in stood_for
        ),
    )


def _stood_for(place: Room, person: Person) -> dict[UUID, str]:
    """The seats for whose holders the person is the substitute, each with the holder's name."""
    mine = {seat for seat, each in place.substitutes.items() if each.person_id == person.pk}
    return {seat: holder.person.name for seat, holder in place.holders.items() if seat in mine}


def _questions(
    meeting: Meeting, place: Room, held: Collection[UUID], stood_for: Mapping[UUID, str]
) -> tuple[VoteAhead, ...]:
    """Each question, first as the person's own seat has it, then as a substitute's."""
    stand_ins = _stand_ins(meeting, place, stood_for)
    return tuple(
        VoteAhead(
            item=ahead.placement.agenda_item,
            entry=_own(ahead.entries, held),
            may_vote=_voters(ahead.entries),
            ahead=ahead,
            stand_ins=stand_ins.get(ahead.question.pk if ahead.question else None, ()),
        )
        for ahead in questions_ahead(meeting, place)
    )


def _stand_ins(
    meeting: Meeting, place: Room, stood_for: Mapping[UUID, str]
) -> dict[UUID | None, tuple[StandIn, ...]]:
    """The registers as they would be with the person there for everybody they stand for."""
    if not stood_for:
        return {}
    here = {
        seat: Sitting(member=seat not in stood_for, substitute=seat in stood_for, is_remote=False)
        for seat in place.holders
    }
    return {
        ahead.question.pk: tuple(
            StandIn(entry, stood_for[entry.seat])  # type: ignore[index]
            for entry in ahead.entries
            if entry.seat in stood_for
        )
        for ahead in questions_ahead(meeting, replace(place, sitting=here))
        if ahead.question
    }


def _procedures(meeting: Meeting, place: Room, held: Collection[UUID]) -> Iterable[VoteAhead]:
    for item in meeting.items.all():
        what = PUT_TO_ALL.get(ItemKind(item.kind))
        if what:
            is_election = item.kind == ItemKind.ELECTION
            found = procedure_entries(place, place.facts(item), is_election=is_election)
            yield VoteAhead(item, _own(found, held), _voters(found), what=what)


def _own(entries: Iterable[Entry], held: Collection[UUID]) -> Entry | None:
    """The line of the person's seat; of several seats, one that may vote."""
    own = (entry for entry in entries if entry.seat in held)
    return next(iter(sorted(own, key=lambda entry: not entry.is_eligible)), None)


def _voters(entries: Iterable[Entry]) -> int:
    return sum(entry.is_eligible for entry in entries)
