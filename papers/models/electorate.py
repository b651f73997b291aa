"""What the electorate rule needs to know about the seats of a forum and who is in the room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from forum.choices import InterestAction, InterestKind, SubstituteKind, TransferVoters
from forum.models import (
    AgendaItem,
    Appointment,
    Attendance,
    Constitution,
    Interest,
    Meeting,
    School,
    Seat,
    Substitution,
)
from forum.models.membership_facts import covers
from forum.models.quorum import declared_by_who_sits, entered_for, intervals
from forum.rules.presence import Interval, Sitting, present_at
from papers.rules.decision_types import DecisionType
from papers.rules.electorate import (
    Entry,
    InterestFacts,
    OverrideFacts,
    SeatFacts,
    procedure_register,
    register,
)
from papers.rules.local import LocalRules

Overrides = Mapping[UUID, OverrideFacts]
_STRENGTH = {InterestAction.STAYED: 0, InterestAction.DID_NOT_VOTE: 1, InterestAction.LEFT: 2}


@dataclass(frozen=True)
class Room:
    """A meeting as its registers see it, read once for however many questions."""

    meeting: Meeting
    seats: tuple[Seat, ...]
    holders: Mapping[Any, Appointment]
    """For each seat its holder on the day, or the last one."""
    substitutes: Mapping[Any, Substitution]
    """Who sits, or is named to sit, for the holder of a seat."""
    sitting: Mapping[Any, Sitting] | None
    """None before the meeting, when nobody is in the room yet."""
    interests: tuple[Interest, ...]
    intervals: tuple[Interval, ...] = ()

    def when(self, item: AgendaItem) -> Room:
        """The room as it was when an item of a meeting that is over was taken; else as it is."""
        moment = entered_for(item, self.meeting) if self.intervals else None
        if moment is None:
            return self
        return replace(self, sitting=present_at(self.intervals, moment))

    @cached_property
    def schools(self) -> frozenset[str]:
        return groups_with_schools(self.meeting)

    def facts(
        self, item: AgendaItem, about: object = None, overrides: Overrides | None = None
    ) -> tuple[SeatFacts, ...]:
        """Every seat as it stands for one item, or one part of it."""
        bearing = self._bearing(item, about)
        ruled = overrides or {}
        return tuple(
            replace(self._seat(seat), interest=bearing.get(seat.pk), override=ruled.get(seat.pk))
            for seat in self.seats
        )

    def voter(self, seat: object) -> object:
        """The person who would vote from the seat: its holder, or the substitute who sits."""
        who = self.sitting.get(seat) if self.sitting is not None else None
        if who and who.substitute and not who.member:
            return self.substitutes[seat].person_id
        holder = self.holders.get(seat)
        return holder.person_id if holder else None

    def _seat(self, seat: Seat) -> SeatFacts:
        day = self.meeting.held_on
        holder, substitute = self.holders.get(seat.pk), self.substitutes.get(seat.pk)
        here = None if self.sitting is None else self.sitting.get(seat.pk, _NOBODY)
        ended = holder is not None and holder.until_on is not None and holder.until_on < day
        return SeatFacts(
            seat=seat.pk,
            seat_name=seat.name,
            group=seat.group,
            holder_name=holder.person.name if holder else "",
            term_ended_on=holder.until_on if holder and ended else None,
            present=None if here is None else here.member,
            school_converted_on=_converted(holder),
            substitute_name=substitute.person.name if substitute else "",
            substitute_present=here.substitute if here is not None else False,
            substitute_converted_on=_converted(substitute),
        )

    def _bearing(self, item: AgendaItem, about: object) -> dict[UUID, InterestFacts]:
        """For each seat the interest that bears most on the item."""
        found: dict[UUID, Interest] = {}
        for each in self.interests:
            if each.concerns(item, about) and declared_by_who_sits(each, self.sitting):
                known = found.get(each.appointment.seat_id)
                if known is None or _strength(each) > _strength(known):
                    found[each.appointment.seat_id] = each
        return {
            seat: InterestFacts(InterestKind(each.kind), InterestAction(each.action), each.nature)
            for seat, each in found.items()
        }


_NOBODY = Sitting(member=False, substitute=False, is_remote=False)


def room(meeting: Meeting, *, in_the_room: bool) -> Room:
    """Every seat on the day of the meeting; who is there, only once they are in the room."""
    everybody_asked = meeting.is_outside and in_the_room
    stays = tuple(intervals(meeting)) if in_the_room and not everybody_asked else ()
    here = present_at(stays, None) if in_the_room else None
    holders = holder_of_each_seat(meeting)
    if everybody_asked:
        # Outside a meeting nobody is in a room: every holder is asked, and answers or does not.
        asked = Sitting(member=True, substitute=False, is_remote=True)
        here = {seat: asked for seat, holder in holders.items() if covers(holder, meeting.held_on)}
    return Room(
        meeting=meeting,
        seats=tuple(Seat.objects.in_being(meeting.held_on).filter(forum=meeting.forum_id)),
        holders=holders,
        substitutes=_substitutes(meeting),
        sitting=here,
        interests=tuple(Interest.objects.bearing_at(meeting)),
        intervals=stays,
    )


def entries(
    kind: DecisionType,
    *,
    asked: str,
    groups: Sequence[str],
    room: Room,
    seats: Iterable[SeatFacts],
) -> tuple[Entry, ...]:
    """The register of a question put to a group; nobody votes from two seats."""
    day = room.meeting.held_on

    def drawn_up(facts: Iterable[SeatFacts]) -> tuple[Entry, ...]:
        return register(kind, asked=asked, groups=groups, seats=facts, on=day)

    return _once_each(drawn_up, tuple(seats), room)


def procedure_entries(
    room: Room, seats: Iterable[SeatFacts], *, is_election: bool
) -> tuple[Entry, ...]:
    """The register of a question of procedure, which is put to all members."""
    day = room.meeting.held_on

    def drawn_up(facts: Iterable[SeatFacts]) -> tuple[Entry, ...]:
        return procedure_register(facts, on=day, is_election=is_election)

    return _once_each(drawn_up, tuple(seats), room)


def local_rules(constitution: Constitution) -> LocalRules:
    """What the constitution settles where the law leaves it open."""
    return LocalRules(
        transfer_voters=TransferVoters(constitution.transfer_voters),
        nursery_votes_on_education_functions=constitution.nursery_votes_on_education_functions,
        education_functions_together=constitution.education_functions_together,
        surplus_balances_decided=constitution.surplus_balances_decided,
    )


def holder_of_each_seat(meeting: Meeting) -> dict[UUID, Appointment]:
    """Whose name stands in the register for each seat: the current holder, or the last one."""
    begun = (
        Appointment.objects.filter(forum=meeting.forum_id, from_on__lte=meeting.held_on)
        .select_related("person", "school")
        .order_by("from_on")
    )
    return {appointment.seat_id: appointment for appointment in begun}


def groups_with_schools(meeting: Meeting) -> frozenset[str]:
    """The groups that have at least one school on the day of the meeting."""
    schools = School.objects.filter(forum=meeting.forum_id).open_on(meeting.held_on)
    return frozenset(str(school.group_on(meeting.held_on)) for school in schools)


def groups_with_members(meeting: Meeting) -> frozenset[str]:
    """The groups that somebody represents on the day of the meeting."""
    current = Appointment.objects.at(meeting)
    return frozenset(current.values_list("seat__group", flat=True))


def _once_each(drawn_up: Any, seats: tuple[SeatFacts, ...], room: Room) -> tuple[Entry, ...]:
    """Where one person could vote from two seats, they vote from the first."""
    found: tuple[Entry, ...] = drawn_up(seats)
    first: dict[object, str] = {}
    again: dict[object, str] = {}
    for entry in found:
        if entry.is_eligible:
            voter = room.voter(entry.seat)
            if voter in first:
                again[entry.seat] = first[voter]
            first.setdefault(voter, entry.seat_name)
    if not again:
        return found
    return drawn_up(replace(seat, votes_from=again.get(seat.seat, "")) for seat in seats)


def _substitutes(meeting: Meeting) -> dict[UUID, Substitution]:
    """For each seat its permanent substitute, one named for the meeting, or who really sat."""
    named = (
        Substitution.objects.filter(forum=meeting.forum_id)
        .current(meeting.held_on)
        .select_related("person", "school")
    )
    found = {each.seat_id: each for each in named if each.kind == SubstituteKind.PERMANENT}
    found |= {each.seat_id: each for each in named if each.meeting_id == meeting.pk}
    sat = Attendance.objects.filter(meeting=meeting, substitution__isnull=False)
    for each in sat.select_related("substitution__person", "substitution__school"):
        if each.substitution:
            found[each.seat_id] = each.substitution
    return found


def _converted(who: Appointment | Substitution | None) -> Any:
    return who.school.converted_on if who and who.school else None


def _strength(interest: Interest) -> int:
    return _STRENGTH[InterestAction(interest.action)]
