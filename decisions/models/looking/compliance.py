"""How a forum keeps to its duties in a year, read from its record in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from decisions.models.looking.register import unsettled
from decisions.models.outcomes.outcome import Outcome
from decisions.rules.compliance import ForumFacts, Kept, MeetingFacts, compliance, kept
from forum.choices import MeetingKind
from forum.models import Constitution, Forum, Meeting
from forum.models.clocks import clocks
from forum.models.composition import seat_facts
from forum.rules.composition import CompositionFacts, Finding
from forum.rules.composition import composition as findings_on
from forum.rules.financial_year import financial_year
from papers.models import Paper


@dataclass(frozen=True)
class MeetingKept:
    """A meeting with the days on which its agenda, papers and minutes came out."""

    meeting: Meeting
    facts: MeetingFacts
    kept: Kept

    @property
    def has_clock(self) -> bool:
        """Whether the record can tell: it was run here, and not cancelled."""
        return self.facts.agenda is not None

    @property
    def year(self) -> str:
        return financial_year(self.meeting.held_on)


@dataclass(frozen=True)
class Compliance:
    """The duties of a forum in one year, each with how it stands, and what they were read from."""

    year: str
    years: tuple[str, ...]
    """All years in which the forum met, the latest first."""
    findings: tuple[Finding, ...]
    meetings: tuple[MeetingKept, ...]
    vacancies: tuple[Finding, ...]
    unsettled: tuple[Outcome, ...]


def compliance_of(forum: Forum, year: str, *, on: date) -> Compliance:
    """How the forum keeps to its duties, as far as everybody may know it."""
    every = meetings_kept(forum, on=on)
    chosen = tuple(each for each in every if each.year == year)
    seats = seat_facts(forum, on=on)
    standing = findings_on(CompositionFacts(on, seats))
    empty = [each for each in standing if each.code in {"vacancy", "term-ended"}]
    unsettled = _unsettled(forum)
    told = ForumFacts(
        year=year,
        on=on,
        meetings=tuple(each.facts for each in chosen),
        seats=len(seats),
        filled=sum(seat.is_filled for seat in seats),
        terms_ended=sum(each.code == "term-ended" for each in empty),
        unsettled=len(unsettled),
        unsettled_since=unsettled[0].decided_on if unsettled else None,
    )
    years = {each.year for each in every} | {financial_year(on)}
    return Compliance(
        year=year,
        years=tuple(sorted(years, reverse=True)),
        findings=compliance(told),
        meetings=chosen,
        vacancies=tuple(empty),
        unsettled=unsettled,
    )


def meetings_kept(forum: Forum, *, on: date) -> list[MeetingKept]:
    """Every published meeting in a room, the latest first, and how it was kept."""
    public = forum.meeting_set.public().exclude(kind=MeetingKind.OUTSIDE)
    meetings = list(public.order_by("-held_on"))
    for meeting in meetings:
        meeting.forum = forum
    dues = clocks(forum, meetings, on=on)
    papers = _papers(meetings)
    rules = list(forum.constitution_set.order_by("-in_force_from"))
    found = []
    for meeting in meetings:
        agenda, minutes = (*dues.get(meeting.pk, ()), None, None)[:2]
        facts = MeetingFacts(
            held_on=meeting.held_on,
            is_held=bool(meeting.closed_at or meeting.is_historic),
            is_cancelled=meeting.cancelled_at is not None,
            notice=_notice(rules, meeting),
            published_on=meeting.agenda_published_on,
            papers=tuple(papers[meeting.pk]),
            agenda=agenda,
            minutes=minutes,
        )
        found.append(MeetingKept(meeting, facts, kept(facts)))
    return found


def _papers(meetings: Iterable[Meeting]) -> dict[UUID, list[date]]:
    """When each paper was published: with the agenda, or when it was tabled after that."""
    agendas = {each.pk: each.agenda_published_on for each in meetings}
    found: dict[UUID, list[date]] = defaultdict(list)
    tabled = Paper.objects.filter(agenda_item__meeting__in=agendas, tabled_on__isnull=False)
    for meeting, day in tabled.values_list("agenda_item__meeting", "tabled_on"):
        found[meeting].append(max(filter(None, (day, agendas[meeting]))))
    return found


def _notice(rules: list[Constitution], meeting: Meeting) -> int:
    """The notice that was asked for on the day of publishing."""
    day = meeting.agenda_published_on or meeting.held_on
    in_force = next((each for each in rules if each.in_force_from <= day), Constitution())
    return in_force.notice_working_days


def _unsettled(forum: Forum) -> tuple[Outcome, ...]:
    put = "question__placement__recommendation__matter"
    outcomes = unsettled(forum, inside=False).select_related("forum", put)
    return tuple(outcomes.order_by("decided_on", "pk"))
