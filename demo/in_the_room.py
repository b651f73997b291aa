"""Who sits for whom, who declares what, who comes and goes: the forum as people fill it."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from decisions.choices import Method, Procedure
from decisions.workflow.voting import Counts, close_ballot, open_procedural_ballot
from demo.people import a_person
from demo.telling import Teller
from forum.choices import (
    Answer,
    Capacity,
    InterestAction,
    InterestKind,
    PresidingAs,
    SubstituteKind,
)
from forum.models import InAttendance, Interest, Meeting, Reply, School, Substitution
from forum.rules.financial_year import financial_year, year_before
from forum.workflow.attendance import come_in, leave, preside
from forum.workflow.in_attendance import expect
from forum.workflow.interests import declare_interest
from forum.workflow.replies import give_reply
from forum.workflow.schools import count_pupils
from forum.workflow.substitutes import name_substitute

STAND_INS = (
    ("Miriam Stein", "Grace Idowu", "Deputy headteacher, The Willows School", "The Willows School"),
    ("Peter Lamb", "Ravi Kapoor", "Assistant headteacher, St Wilfrid's", "St Wilfrid's Primary School"),
)  # fmt: skip
PUPILS = {
    "Oakfield Primary School": 412,
    "St Wilfrid's Primary School": 208,
    "Riverside Infant School": 176,
    "Hollins Lane Primary School": 389,
    "The Willows School": 94,
    "Bluebell Nursery School": 61,
    "The Bridge": 48,
    "Northgate Academy": 1184,
    "Castle Hill Academy": 967,
    "Eastbrook Academy": 398,
    "Meadow Special Academy": 121,
}
ANSWERS = {
    "Anita Coles": Answer.COMING,
    "Colin Marsh": Answer.ONLINE,
    "Kwame Boateng": Answer.APOLOGIES,
    "Fiona Drummond": Answer.COMING,
    "Imran Qureshi": Answer.COMING,
    "Sheila Nolan": Answer.APOLOGIES,
    "Bea Lindqvist": Answer.COMING,
    "Nadia Haddad": Answer.COMING,
    "Stephen Gale": Answer.APOLOGIES,
}


def stand_ins(teller: Teller, began: date) -> None:
    """Two members have somebody who always stands in for them."""
    for member, name, post, school in STAND_INS:
        teller.people[name] = a_person(name, post)
        held = teller.people[member].appointments.get(forum=teller.forum)
        substitution = Substitution(
            forum=teller.forum,
            seat=held.seat,
            person=teller.people[name],
            school=School.objects.get(forum=teller.forum, name=school),
            kind=SubstituteKind.PERMANENT,
            from_on=began,
        )
        name_substitute(substitution, by=teller.clerk, on=began)


def count(teller: Teller, today: date) -> None:
    """The census of this year and the last, school by school."""
    schools = {school.name: school for school in School.objects.filter(forum=teller.forum)}
    this_year = financial_year(today)
    for year, change in ((year_before(this_year), -3), (this_year, 0)):
        pupils = {schools[name]: number + change for name, number in PUPILS.items()}
        count_pupils(teller.forum, year, pupils, by=teller.clerk, on=today)


def chaired(teller: Teller, meeting: Meeting) -> None:
    """The chair presides, and those who present papers are in attendance."""
    chair = teller.people["Fiona Drummond"]
    preside(meeting, chair, PresidingAs.CHAIR, by=teller.clerk, on=meeting.held_on)
    for key, capacity in (("finance", Capacity.FINANCE_OFFICER), ("clerk", Capacity.CLERK)):
        who = teller.people[key]
        attending = InAttendance(
            forum=teller.forum,
            meeting=meeting,
            person=who,
            name=who.name,
            post=who.post,
            capacity=capacity,
        )
        expect(attending, by=teller.clerk, on=meeting.held_on)


def comes_late(teller: Teller, meeting: Meeting, name: str, hour: int, minute: int) -> None:
    member = teller.member(name, meeting)
    at = _clock(meeting, hour, minute)
    come_in(meeting, member, at=at, by=teller.clerk, on=meeting.held_on)


def leaves_early(teller: Teller, meeting: Meeting, name: str, hour: int, minute: int) -> None:
    member = teller.member(name, meeting)
    at = _clock(meeting, hour, minute)
    leave(meeting, member, at=at, by=teller.clerk, on=meeting.held_on)


def declares(teller: Teller, meeting: Meeting, title: str, name: str, nature: str) -> None:
    """A member with an interest in one item stays and does not vote on it."""
    interest = Interest(
        forum=teller.forum,
        meeting=meeting,
        appointment=teller.member(name, meeting),
        agenda_item=meeting.items.get(title=title),
        kind=InterestKind.AFFECTED,
        action=InterestAction.DID_NOT_VOTE,
        nature=nature,
    )
    declare_interest(interest, by=teller.clerk, on=meeting.held_on)


def elect_chair(teller: Teller, meeting: Meeting) -> None:
    """Two members stand; the ballot is secret, so only its result is known."""
    chair, other = (teller.member(name, meeting) for name in ("Fiona Drummond", "Owen Rees"))
    ballot = open_procedural_ballot(
        meeting.items.get(title="Election of the chair"),
        Procedure.ELECT_CHAIR,
        Method.SECRET,
        candidates=[chair, other],
        by=teller.clerk,
        on=meeting.held_on,
    )
    close_ballot(ballot, Counts(elected=chair), by=teller.clerk, on=meeting.held_on)


def answer(teller: Teller, meeting: Meeting, on: date) -> None:
    """Some members have said whether they come; the head of the unit cannot, and others wait."""
    for name, said in ANSWERS.items():
        reply = Reply(
            forum=teller.forum,
            meeting=meeting,
            appointment=teller.member(name, meeting),
            answer=said,
        )
        give_reply(reply, by=teller.people[name], on=on)


def _clock(meeting: Meeting, hour: int, minute: int) -> datetime:
    england = ZoneInfo("Europe/London")
    return datetime.combine(meeting.held_on, time(hour, minute), england)
