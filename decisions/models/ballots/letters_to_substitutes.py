"""The letters to a group from which nobody is expected to vote: to whom, and in what words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from decisions.models.ballots.forecast import AskedForecast, meeting_forecast
from forum.choices import Group, SubstituteRule
from forum.models import Meeting, OutboxMessage, Person, Seat
from papers.models import Question
from papers.models.electorate import Room
from papers.rules.electorate import members


class Addressee(StrEnum):
    """As what somebody is written to."""

    SUBSTITUTE = "substitute"
    SILENT = "silent"
    AWAY = "away"


ADDRESSED_AS = {
    Addressee.SUBSTITUTE: "Substitute",
    Addressee.SILENT: "Member who has not answered",
    Addressee.AWAY: "Member who does not come, and has no substitute",
}


WISHES = {
    Addressee.SUBSTITUTE: (
        "You are the substitute for {holder}, {seat}. Could you come in that place, or join "
        "online? A substitute of the same group attends and votes. Please tell the clerk today "
        "whether you can."
    ),
    Addressee.SILENT: (
        "You have not said yet whether you are coming ({seat}). Please answer on the page of the "
        "meeting, or tell the clerk. If you cannot come, please send your substitute."
    ),
    Addressee.AWAY: (
        "You have said that you are not coming ({seat}), and no substitute is named in your "
        "place. Please tell the clerk who of your group could come and vote for you."
    ),
}
NAME_OTHERS = (SubstituteRule.EITHER, SubstituteRule.FOR_MEETING)
"""Constitutions under which a member may name somebody for one meeting."""


@dataclass(frozen=True)
class Letter:
    """One letter to one person about one seat."""

    person: Person
    seat: Seat
    addressee: Addressee
    subject: str
    text: str
    key: str
    is_written: bool
    """Whether it was put in the outbox before."""

    @property
    def group(self) -> str:
        return Group(self.seat.group).label

    @property
    def addressed_as(self) -> str:
        return ADDRESSED_AS[self.addressee]

    @property
    def has_address(self) -> bool:
        return bool(self.person.is_active and self.person.email)

    @property
    def is_to_send(self) -> bool:
        return self.has_address and not self.is_written


@dataclass(frozen=True)
class Letters:
    """All letters about one question."""

    question: Question
    asked: AskedForecast
    letters: tuple[Letter, ...]

    @property
    def to_send(self) -> list[Letter]:
        return [letter for letter in self.letters if letter.is_to_send]

    @property
    def with_address(self) -> int:
        return sum(letter.has_address for letter in self.letters)

    @property
    def written(self) -> int:
        return sum(letter.is_written for letter in self.letters)

    @property
    def seats_written_about(self) -> list[str]:
        return list(dict.fromkeys(letter.seat.name for letter in self.to_send))


@dataclass(frozen=True)
class _About:
    """What every letter about one question stands on."""

    asked: AskedForecast
    place: Room
    key: str
    written: frozenset[str]

    @property
    def missing(self) -> list[Seat]:
        """The seats that may vote and from which nobody is expected."""
        return [seat for seat in self.place.seats if seat.pk in self.asked.seen.missing]


def letters_about(question: Question) -> Letters:
    """Who could still bring a vote to the question, each with the letter to them."""
    seen = meeting_forecast(question.placement.meeting)
    asked = next(each for each in seen.asked if each.ahead and each.ahead.question == question)
    key = f"forecast:{question.pk}"
    written = OutboxMessage.objects.filter(key__startswith=key).values_list("key", flat=True)
    about = _About(asked, seen.place, key, frozenset(written))
    return Letters(question, asked, tuple(_letters(about)))


def _letters(about: _About) -> Iterator[Letter]:
    """One letter to each person, about the first of their seats."""
    told: set[object] = set()
    meeting = about.place.meeting
    rules = meeting.forum.constitution_on(meeting.held_on)
    answers = dict(meeting.replies.values_list("appointment", "answer"))
    for seat in about.missing:
        for person, addressee in _people(about.place, seat, answers, rules.substitute_rule):
            if person.pk not in told:
                told.add(person.pk)
                yield _letter(about, seat, person, addressee)


def _people(
    place: Room, seat: Seat, answers: Mapping[UUID, str], rule: str
) -> Iterator[tuple[Person, Addressee]]:
    """The substitute of a seat; and its member, who may answer, or name somebody."""
    holder, substitute = place.holders[seat.pk], place.substitutes.get(seat.pk)
    if substitute:
        yield substitute.person, Addressee.SUBSTITUTE
    if holder.pk not in answers:
        yield holder.person, Addressee.SILENT
    elif not substitute and rule in NAME_OTHERS:
        yield holder.person, Addressee.AWAY


def _letter(about: _About, seat: Seat, person: Person, addressee: Addressee) -> Letter:
    meeting = about.place.meeting
    return Letter(
        person=person,
        seat=seat,
        addressee=addressee,
        subject=f"Can you come and vote? {meeting.forum.name}, {meeting.held_on:%-d %B %Y}",
        text=_text(about, seat, person, addressee),
        key=about.key,
        is_written=f"{about.key}:{person.pk}" in about.written,
    )


def _text(about: _About, seat: Seat, person: Person, addressee: Addressee) -> str:
    asked, holder = about.asked, about.place.holders[seat.pk]
    group = members((seat.group,))
    wish = WISHES[addressee].format(holder=holder.person.name, seat=seat.name)
    return (
        f"Dear {person.name}\n\n"
        f"{_when_and_where(about.place.meeting)}\n\n"
        f"Item {asked.item.number}, “{asked.item.title}”, puts {_lower(asked.what)} to a vote of "
        f"{_lower(asked.group)}: “{asked.text}”\n\n"
        f"As things stand no vote is expected from your seat, and too few {group} have said that "
        "they are coming. Without a member who may vote the forum cannot decide it.\n\n"
        f"{wish}\n\n"
        f"The clerk, {about.place.meeting.forum.name}\n"
    )


def _when_and_where(meeting: Meeting) -> str:
    at = f" at {meeting.starts_at_time:%H:%M}" if meeting.starts_at_time else ""
    place = f" Place: {meeting.place}." if meeting.place else ""
    online = f" Online: {meeting.online_link}" if meeting.online_link else ""
    return f"The forum meets on {meeting.held_on:%A %-d %B %Y}{at}.{place}{online}"


def _lower(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"
