"""Who says that they are coming to a meeting, read seat by seat."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Q

from forum.choices import Answer, SubstituteKind
from forum.models.attendance import Reply
from forum.models.meeting import Meeting
from forum.models.membership import Appointment, Substitution

NO_ANSWER = "No answer yet"


@dataclass(frozen=True)
class SeatReply:
    """The holder of a seat, what they answered, and who stands in for them."""

    holder: Appointment
    reply: Reply | None
    substitute: Substitution | None

    @property
    def answer(self) -> str:
        return Answer(self.reply.answer).label if self.reply else NO_ANSWER


@dataclass(frozen=True)
class Replies:
    """The answers of all who hold a seat on the day of a meeting."""

    rows: tuple[SeatReply, ...]

    @cached_property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many gave each answer, and how many none."""
        found = Counter(row.answer for row in self.rows)
        return tuple((each, found[each]) for each in (*Answer.labels, NO_ANSWER) if found[each])

    def of(self, holders: set[UUID]) -> tuple[SeatReply, ...]:
        return tuple(row for row in self.rows if row.holder.pk in holders)


def replies_to(meeting: Meeting) -> Replies:
    """Every filled seat of the day with its answer, in three queries however many there are."""
    held = Appointment.objects.at(meeting)
    given = {each.appointment_id: each for each in Reply.objects.filter(meeting=meeting)}
    standing_in = substitutes_on(meeting)
    return Replies(
        tuple(
            SeatReply(holder, given.get(holder.pk), standing_in.get(holder.seat_id))
            for holder in held.select_related("person", "seat", "school")
        )
    )


def substitutes_on(meeting: Meeting) -> dict[UUID, Substitution]:
    """Who may sit for each seat: whoever was named for the meeting, before a permanent one."""
    day = meeting.held_on
    for_it = Q(meeting=meeting) | Q(kind=SubstituteKind.PERMANENT)
    found = Substitution.objects.current(day).filter(for_it, forum=meeting.forum_id)
    by_kind = sorted(found.select_related("person"), key=lambda each: each.meeting_id is not None)
    return {each.seat_id: each for each in by_kind}
