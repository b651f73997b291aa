"""The forecast of a meeting: its quorum, and the voters that each question will find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from decisions.models.ballots.questions_ahead import QuestionAhead, questions_ahead
from forum.choices import Answer, Group, ItemKind
from forum.models import AgendaItem, Appointment, Meeting, Reply
from forum.models.quorum import members_counted
from forum.rules.ruling import Reason
from papers.models.electorate import Room, procedure_entries, room
from papers.rules.electorate import Entry
from papers.rules.forecast import (
    Colour,
    Forecast,
    QuorumForecast,
    SeatAnswer,
    forecast,
    quorum_forecast,
    worst,
)

PUT_TO_ALL = {
    ItemKind.ELECTION: "Election",
    ItemKind.MINUTES: "Agreeing the minutes",
    ItemKind.PROCEDURE: "Procedure",
}
"""Items that are voted on without a recommendation, and what is put there."""
WORDS = {
    Colour.RED: "Red: cannot be decided as things stand",
    Colour.AMBER: "Amber: hangs by a thread",
    Colour.GREEN: "Green: voters are expected",
}
"""Said, so that nobody has to tell the colours apart."""


TAGS = {Colour.RED: "red", Colour.AMBER: "yellow", Colour.GREEN: "green"}


@dataclass(frozen=True)
class AskedForecast:
    """One question to one group, and whom it will find."""

    item: AgendaItem
    what: str
    """Such as "Recommendation 3(i)"."""
    group: str
    text: str
    entries: tuple[Entry, ...]
    seen: Forecast
    ahead: QuestionAhead | None = None
    """None where it is a question of procedure."""

    @property
    def is_put(self) -> bool:
        """Whether anybody votes on it: some business is only reported, some has no schools."""
        return self.has_schools and not self.is_informed

    @property
    def is_informed(self) -> bool:
        return bool(self.entries) and all(each.code == "informed-only" for each in self.entries)

    @property
    def has_schools(self) -> bool:
        return self.ahead is None or self.ahead.has_schools

    @property
    def is_tabled(self) -> bool:
        return self.ahead is None or self.ahead.question is not None

    @property
    def colour(self) -> Colour:
        return self.seen.colour if self.is_put else Colour.GREEN

    @property
    def state(self) -> str:
        """The colour in words."""
        if not self.has_schools:
            return "No such schools: put to nobody"
        return "For information: nobody votes" if self.is_informed else WORDS[self.colour]

    @property
    def tag(self) -> str:
        """The colour of its tag; nobody has to tell it from another."""
        return TAGS[self.colour] if self.is_put else "grey"

    @property
    def flags(self) -> tuple[Reason, ...]:
        return self.seen.flags if self.is_put else ()

    @property
    def may_write(self) -> bool:
        """Whether there is a member or a substitute to write to about it."""
        tabled = self.ahead is not None and self.ahead.question is not None
        return tabled and self.is_put and bool(self.seen.missing) and bool(self.flags)

    @property
    def by_reason(self) -> list[tuple[str, list[str]]]:
        """The seats under the reason that they share; those who may vote come first."""
        under: dict[str, list[str]] = {}
        for entry in sorted(self.entries, key=lambda each: not each.is_eligible):
            who = f"{entry.holder_name or 'Vacant'}, {entry.seat_name}"
            under.setdefault(entry.reason, []).append(f"{who} ({Group(entry.group).label})")
        return list(under.items())

    @property
    def figures(self) -> tuple[tuple[str, int], ...]:
        """What is counted in seats, each with its words."""
        seen = self.seen
        return (
            ("Eligible seats", seen.eligible_seats),
            ("Expected voters", seen.expected),
            ("Not answered", seen.unknown),
            ("Apologies", seen.apologies),
            ("Vacancies", seen.vacancies),
            ("Ended terms", seen.terms_ended),
            ("Conversions", seen.conversions),
            ("Conflicts", seen.conflicts),
        )


@dataclass(frozen=True)
class ItemForecast:
    """An item of the agenda with what is asked under it."""

    item: AgendaItem
    asked: tuple[AskedForecast, ...]


@dataclass(frozen=True)
class MeetingForecast:
    """What the clerk knows before the meeting of who will decide what."""

    meeting: Meeting
    place: Room
    members: int
    """How many the quorum is a fraction of."""
    quorum: QuorumForecast
    answers: tuple[SeatAnswer, ...]
    items: tuple[ItemForecast, ...]

    @property
    def asked(self) -> list[AskedForecast]:
        return [each for item in self.items for each in item.asked]

    @property
    def put(self) -> list[ItemForecast]:
        """The items under which something is put to a vote."""
        return [item for item in self.items if item.asked]

    @property
    def quiet(self) -> str:
        """The numbers of the items under which nothing is."""
        return ", ".join(item.item.number for item in self.items if not item.asked)

    @property
    def red(self) -> list[AskedForecast]:
        """What cannot be decided as things stand."""
        return [each for each in self.asked if each.colour == Colour.RED]

    @property
    def amber(self) -> list[AskedForecast]:
        return [each for each in self.asked if each.colour == Colour.AMBER]

    @property
    def headline(self) -> str:
        """What the clerk must know first."""
        return " ".join(self._headlines())

    def _headlines(self) -> Iterator[str]:
        if self.quorum.colour == Colour.RED:
            yield "No quorum is expected, and without one nothing is decided."
        if self.red:
            yield f"{_questions(self.red)} cannot be decided as things stand."
        if self.amber:
            verb = "hangs" if len(self.amber) == 1 else "hang"
            yield f"{_questions(self.amber)} {verb} by a thread."
        if not self.asked:
            yield "Nothing is put to a vote yet."
        elif self.colour == Colour.GREEN:
            yield "Voters are expected for every question."

    @property
    def answered(self) -> int:
        return sum(answer.answer is not None for answer in self.answers)

    @property
    def colour(self) -> Colour:
        flags = [flag for each in self.asked for flag in each.flags]
        return worst((*self.quorum.flags, *flags))

    @property
    def quorum_state(self) -> str:
        return WORDS_OF_QUORUM[self.quorum.colour]

    @property
    def quorum_tag(self) -> str:
        return TAGS[self.quorum.colour]

    @property
    def at_least(self) -> str:
        """Those who said that they come, beside what is needed: "4 (1 short)"."""
        return _beside(self.quorum.at_least, self.quorum.needed)

    @property
    def at_most(self) -> str:
        """With all who have not answered, beside what is needed."""
        return _beside(self.quorum.at_most, self.quorum.needed)


WORDS_OF_QUORUM = {
    Colour.RED: "Red: no quorum expected",
    Colour.AMBER: "Amber: quorum at risk",
    Colour.GREEN: "Green: quorum expected",
}


def meeting_forecast(meeting: Meeting) -> MeetingForecast:
    """The forecast of a meeting, in a fixed number of queries however much is on its agenda."""
    place = room(meeting, in_the_room=False)
    answers = seat_answers(meeting, place)
    rules = meeting.forum.constitution_on(meeting.held_on)
    members = members_counted(meeting)
    of_item: dict[UUID, list[AskedForecast]] = defaultdict(list)
    for ahead in questions_ahead(meeting, place, drafts=True):
        of_item[ahead.placement.agenda_item_id].append(_asked(ahead, answers))
    return MeetingForecast(
        meeting=meeting,
        place=place,
        members=members,
        quorum=quorum_forecast(members, answers, rules.quorum_percent),
        answers=answers,
        items=tuple(
            ItemForecast(item, (*_on_procedure(item, place, answers), *of_item[item.pk]))
            for item in meeting.items.all()
        ),
    )


def seat_answers(meeting: Meeting, place: Room) -> tuple[SeatAnswer, ...]:
    """For each seat that somebody holds on the day, what they said about coming."""
    said = dict(Reply.objects.filter(meeting=meeting).values_list("appointment", "answer"))
    current = Appointment.objects.at(meeting)
    held = dict(current.order_by("from_on").values_list("seat", "pk"))
    return tuple(
        SeatAnswer(
            seat.pk,
            answer=Answer(said[held[seat.pk]]) if held[seat.pk] in said else None,
            substitute_named=seat.pk in place.substitutes,
        )
        for seat in place.seats
        if seat.pk in held
    )


def _asked(ahead: QuestionAhead, answers: tuple[SeatAnswer, ...]) -> AskedForecast:
    recommendation = ahead.placement.recommendation
    return AskedForecast(
        item=ahead.placement.agenda_item,
        what=str(recommendation),
        group=ahead.group_label,
        text=f"{recommendation.stem} {recommendation.text}".strip(),
        entries=ahead.entries,
        seen=forecast(ahead.entries, answers),
        ahead=ahead,
    )


def _on_procedure(
    item: AgendaItem, place: Room, answers: tuple[SeatAnswer, ...]
) -> tuple[AskedForecast, ...]:
    """What is put to all members without a recommendation."""
    what = PUT_TO_ALL.get(ItemKind(item.kind))
    if what is None:
        return ()
    is_election = item.kind == ItemKind.ELECTION
    register = procedure_entries(place, place.facts(item), is_election=is_election)
    seen = forecast(register, answers)
    return (AskedForecast(item, what, "All members", "", register, seen),)


def _questions(asked: Sequence[AskedForecast]) -> str:
    return "1 question" if len(asked) == 1 else f"{len(asked)} questions"


def _beside(number: int, needed: int) -> str:
    """A number with its margin over what is needed: "7, 2 more than needed"."""
    margin = number - needed
    if margin == 0:
        return f"{number} (just enough)"
    return f"{number} ({margin} more than needed)" if margin > 0 else f"{number} ({-margin} short)"
