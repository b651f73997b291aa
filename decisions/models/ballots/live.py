"""A meeting as one member follows it: what it is on, where they stand, what is decided so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery

from decisions.models.ballots.ballot import Ballot
from decisions.models.ballots.questions_ahead import QuestionAhead
from decisions.models.ballots.seen_by_all import Decided, Shared, shared_by_all
from decisions.models.ballots.voting import RegisterEntry, Vote
from decisions.models.outcomes.outcome import Outcome
from forum.choices import Group
from forum.models import AgendaItem, Meeting, Person
from forum.models.membership_facts import covers
from forum.rules.quorum import Quorum
from papers.models import Paper
from papers.rules.electorate import Entry


@dataclass(frozen=True)
class Place:
    """A seat that the person votes from, or could, and why they may or may not vote from it."""

    seat_name: str
    group: str
    may_vote: bool
    reason: str
    stands_for: str = ""
    """The member for whom they are a substitute."""


@dataclass(frozen=True)
class AskedNow:
    """Something that is put under the item, and where the person stands with it."""

    what: str
    group: str
    text: str
    places: tuple[Place, ...]
    ballot: Ballot | None = None
    vote: Vote | None = None
    outcome: Outcome | None = None

    @property
    def waits(self) -> bool:
        """Whether a ballot on it waits for the person's vote."""
        is_mine = any(place.may_vote for place in self.places)
        return bool(self.ballot and self.ballot.takes_votes and is_mine and not self.vote)


@dataclass(frozen=True)
class Live:
    """The meeting now, for one person."""

    meeting: Meeting
    quorum: Quorum
    item: AgendaItem | None
    papers: tuple[Paper, ...]
    asked: tuple[AskedNow, ...]
    elsewhere: tuple[Ballot, ...]
    """Ballots that wait for the person's vote under other items."""
    decided: tuple[Decided, ...]
    has_seat: bool

    @property
    def waiting(self) -> int:
        return len(self.elsewhere) + sum(each.waits for each in self.asked)

    @property
    def in_a_sentence(self) -> str:
        """What a screen reader is told when something changes."""
        on = f"The meeting is on item {self.item}." if self.item else ""
        votes = "1 ballot waits" if self.waiting == 1 else f"{self.waiting} ballots wait"
        return f"{on} {votes} for your vote.".strip() if self.waiting else on


def head_of(meeting: UUID, person: Person) -> str:
    """What a member's screen depends on, in one query: nothing of it is what others chose."""
    own = Vote.objects.filter(ballot__agenda_item__meeting=OuterRef("pk"), cast_by=person)
    counted = own.order_by().values("ballot__agenda_item__meeting").annotate(n=Count("pk"))
    found = Meeting.objects.filter(pk=meeting).annotate(own=Subquery(counted.values("n")))
    row = found.values_list("forum__trail_head__hash", "current_item", "own").first()
    return ":".join(str(each) for each in (person.pk, meeting, *(row or ())))


def live(meeting: Meeting, person: Person) -> Live:
    """The meeting as it is now: what all see of it, and where this person stands."""
    here = _Here(shared_by_all(meeting), person)
    asked = tuple(here.asked())
    shown = {each.ballot.pk for each in asked if each.ballot}
    return Live(
        meeting=meeting,
        quorum=here.all.quorum,
        item=meeting.current_item,
        papers=here.all.papers,
        asked=asked,
        elsewhere=tuple(each for each in here.waiting() if each.pk not in shown),
        decided=here.all.decided,
        has_seat=bool(here.seats),
    )


class _Here:
    """Where one person stands in what all see."""

    def __init__(self, shared: Shared, person: Person) -> None:
        self.all, self.person = shared, person
        self.meeting, self.place = shared.meeting, shared.place
        self.mine = _lines(shared.meeting, person)
        self.seats = self._seats()

    def asked(self) -> Iterator[AskedNow]:
        """What is put under the item that the meeting is on; all of it outside a meeting."""
        for ahead in self.all.questions:
            yield self._question(ahead)
        for put in self.all.procedures:
            yield AskedNow(
                what=put.what,
                group="All members",
                text="",
                places=self._places(put.entries, put.ballot),
                ballot=put.ballot,
                vote=self._vote(put.ballot),
            )

    def waiting(self) -> Iterator[Ballot]:
        """Open ballots that the person may vote in and has not."""
        for ballot in self.all.ballots:
            lines = self.mine.get(ballot.pk, ())
            voted = any(hasattr(line, "vote") for line in lines)
            if ballot.takes_votes and not voted and any(line.is_eligible for line in lines):
                yield ballot

    def _question(self, ahead: QuestionAhead) -> AskedNow:
        question = ahead.question
        key = question.pk if question else None
        on_it = (each for each in self.all.ballots if key and each.question_id == key)
        ballot = next(on_it, None)
        recommendation = ahead.placement.recommendation
        return AskedNow(
            what=str(recommendation),
            group=ahead.group_label,
            text=f"{recommendation.stem} {recommendation.text}".strip(),
            places=self._places(ahead.entries, ballot),
            ballot=ballot,
            vote=self._vote(ballot),
            outcome=self.all.outcomes.get(key) if key else None,
        )

    def _places(self, found: Iterable[Entry], ballot: Ballot | None) -> tuple[Place, ...]:
        """Where the person stands: on the frozen register, or as it would be drawn up now."""
        if ballot is not None:
            return tuple(_frozen(line) for line in self.mine.get(ballot.pk, ()))
        return tuple(self._now(each) for each in found if each.seat in self.seats)

    def _now(self, entry: Entry) -> Place:
        """From a seat votes its member, or the substitute who sits there; never both."""
        voter = self.place.voter(entry.seat)
        stands_for = self.seats[entry.seat]  # type: ignore[index]
        is_mine = voter == self.person.pk
        reason = entry.reason
        if entry.is_eligible and not is_mine:
            who = f"{stands_for} votes from this seat" if stands_for else "Your substitute votes"
            reason = f"{who}, so you do not. {entry.reason}"
        return Place(
            entry.seat_name,
            Group(entry.group).label,
            entry.is_eligible and is_mine,
            reason,
            stands_for,
        )

    def _vote(self, ballot: Ballot | None) -> Vote | None:
        lines = self.mine.get(ballot.pk, ()) if ballot else ()
        return next((line.vote for line in lines if hasattr(line, "vote")), None)

    def _seats(self) -> dict[UUID, str]:
        """The person's own seats, and those for whose members they are a substitute."""
        own = {
            seat: ""
            for seat, holder in self.place.holders.items()
            if holder.person_id == self.person.pk and covers(holder, self.meeting.held_on)
        }
        stood_for = {
            seat: self.place.holders[seat].person.name
            for seat, each in self.place.substitutes.items()
            if each.person_id == self.person.pk and seat in self.place.holders
        }
        return stood_for | own


def _lines(meeting: Meeting, person: Person) -> dict[UUID, list[RegisterEntry]]:
    """The person's lines on the registers of the meeting; one that may vote comes first."""
    lines = RegisterEntry.objects.of(person).filter(ballot__agenda_item__meeting=meeting)
    found: dict[UUID, list[RegisterEntry]] = defaultdict(list)
    for line in lines.select_related("vote", "appointment__person").order_by(
        "-is_eligible", "position"
    ):
        found[line.ballot_id].append(line)
    return found


def _frozen(line: RegisterEntry) -> Place:
    absent = line.appointment.person.name if line.substitution_id and line.appointment else ""
    group = line.get_group_display()
    return Place(line.seat_name, group, line.is_eligible, line.reason, absent)
