"""Records at each stage of the business, made past the steps, to try the guards on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from decisions.choices import (
    BallotStatus,
    CorrectionKind,
    Method,
    Result,
    Settlement,
    VoteCast,
)
from decisions.models import (
    Action,
    Award,
    Ballot,
    Correction,
    MinuteItem,
    Minutes,
    Outcome,
    PostMinuteNote,
    RegisterEntry,
    Vote,
)
from forum.choices import DocumentKind, Group, Role
from forum.models import AgendaItem, Forum, Meeting, Person, PublishedDocument
from papers.models import (
    BudgetLine,
    FundingOption,
    Paper,
    PaperVersion,
    Placement,
    Question,
    RateLine,
    Recommendation,
)
from tests.factories import (
    MEETING_DAY,
    a_forum,
    a_line,
    a_matter,
    a_meeting,
    a_member,
    a_paper,
    a_rate,
    a_recommendation,
    a_role,
    a_text,
    an_item,
    an_option,
)

AMOUNT = Decimal(1000)


@dataclass
class Asked:
    """A paper with one recommendation, two options for its money, and the question it puts."""

    forum: Forum
    clerk: Person
    member: Person
    meeting: Meeting
    item: AgendaItem
    line: BudgetLine
    paper: Paper
    version: PaperVersion
    recommendation: Recommendation
    placement: Placement
    first: FundingOption
    second: FundingOption
    rate: RateLine
    question: Question


def drafted(slug: str = "borsetshire") -> Asked:
    """Ready to be tabled."""
    forum = a_forum(slug)
    clerk = a_role(forum, Role.CLERK)
    meeting = a_meeting(forum)
    item = an_item(meeting)
    paper = a_paper(a_matter(forum), item)
    recommendation = a_recommendation(paper, amount=AMOUNT, seeks_resources=True)
    placement = recommendation.placements.get()
    line = a_line(forum)
    first = an_option(recommendation, line)
    return Asked(
        forum=forum,
        clerk=clerk,
        member=a_member(forum, Group.MAINTAINED_PRIMARY),
        meeting=meeting,
        item=item,
        line=line,
        paper=paper,
        version=a_text(paper, "Why.", clerk),
        recommendation=recommendation,
        placement=placement,
        first=first,
        second=an_option(recommendation, line, letter="B"),
        rate=a_rate(first),
        question=Question.objects.create(forum=forum, placement=placement, group="forum"),
    )


def tabled(slug: str = "borsetshire") -> Asked:
    """Put before its meeting, through the guards."""
    asked = drafted(slug)
    table(asked.placement, asked.clerk)
    table(asked.paper, asked.clerk)
    return asked


def table(row: Placement | Paper, by: Person) -> None:
    row.tabled_at, row.tabled_by, row.tabled_on = timezone.now(), by, MEETING_DAY
    row.save()


def a_ballot(asked: Asked, method: Method = Method.ELECTRONIC, **more: object) -> Ballot:
    """A ballot being prepared."""
    values = {
        "question": asked.question,
        "agenda_item": asked.item,
        "method": method,
        "quorum_needed": 1,
        "quorum_present": 1,
        "opened_at": timezone.now(),
        "opened_by": asked.clerk,
        "opened_on": MEETING_DAY,
    }
    return Ballot.objects.create(forum=asked.forum, **(values | more))


def an_entry(asked: Asked, ballot: Ballot, *, is_eligible: bool = True) -> RegisterEntry:
    """A line of the register, for a member of its own."""
    appointment = a_member(asked.forum).appointments.get()
    return RegisterEntry.objects.create(
        forum=asked.forum,
        ballot=ballot,
        seat=appointment.seat,
        appointment=appointment,
        position=ballot.register.count() + 1,
        seat_name=appointment.seat.name,
        group=appointment.seat.group,
        is_eligible=is_eligible,
        code="may-vote",
        reason="Represents schools that are asked.",
    )


def a_vote(asked: Asked, entry: RegisterEntry, choice: VoteCast = VoteCast.FOR) -> Vote:
    return Vote.objects.create(
        forum=asked.forum,
        entry=entry,
        ballot=entry.ballot,
        choice=choice,
        cast_at=timezone.now(),
        cast_by=asked.clerk,
    )


def move(ballot: Ballot, status: BallotStatus) -> None:
    ballot.status = status
    ballot.save()


def close(ballot: Ballot, by: Person, counts: tuple[int, int, int]) -> None:
    ballot.votes_for, ballot.votes_against, ballot.abstentions = counts
    ballot.closed_at, ballot.closed_by = timezone.now(), by
    move(ballot, BallotStatus.CLOSED)


def an_outcome(asked: Asked, **more: object) -> Outcome:
    """Agreed in principle."""
    values = {
        "question": asked.question,
        "result": Result.CARRIED,
        "resolution": "Agreed.",
        "amount_agreed": AMOUNT,
        "settlement": Settlement.UNSETTLED,
        "decided_on": MEETING_DAY,
        "decided_at": timezone.now(),
        "decided_by": asked.clerk,
    }
    return Outcome.objects.create(forum=asked.forum, **(values | more))


def an_award(asked: Asked, outcome: Outcome, amount: Decimal = AMOUNT, **more: object) -> Award:
    values = {"source": asked.first.source, "budget_line": asked.line, "financial_year": "2025-26"}
    return Award.objects.create(
        forum=asked.forum, outcome=outcome, amount=amount, **(values | more)
    )


def settle(outcome: Outcome) -> None:
    outcome.settlement = Settlement.SETTLED
    outcome.save()


def an_action(asked: Asked, **more: object) -> Action:
    values = {
        "reference": f"Jan26-A{Action.objects.count() + 1}",
        "meeting": asked.meeting,
        "text": "Report back.",
        "owner": asked.clerk,
        "owner_post": "Clerk",
        "due_on": date(2026, 3, 1),
        "set_on": MEETING_DAY,
    }
    return Action.objects.create(forum=asked.forum, **(values | more))


def some_minutes(asked: Asked) -> Minutes:
    minutes = Minutes.objects.create(forum=asked.forum, meeting=asked.meeting)
    MinuteItem.objects.create(forum=asked.forum, minutes=minutes, agenda_item=asked.item)
    return minutes


def a_document(asked: Asked, kind: DocumentKind = DocumentKind.MINUTES) -> PublishedDocument:
    return PublishedDocument.objects.create(
        forum=asked.forum,
        kind=kind,
        about=asked.meeting.pk,
        title="Minutes",
        content=b"%PDF",
        sha256="0" * 64,
        trail_seq=0,
        trail_hash="0" * 64,
        published_at=timezone.now(),
        published_by=asked.clerk,
        published_on=MEETING_DAY,
    )


def a_correction(minutes: Minutes, asked: Asked, **more: object) -> Correction:
    """A correction of agreed minutes, made at the meeting that agreed them."""
    values = {
        "meeting": minutes.meeting,
        "agenda_item": asked.item,
        "made_at_meeting": minutes.agreed_at_meeting,
        "corrected_on": minutes.agreed_at_meeting.held_on,
        "kind": CorrectionKind.WORDS,
        "was": "Early Years",
        "reads": "Early Help",
        "reason": "A slip of the pen.",
    }
    return Correction.objects.create(forum=asked.forum, **(values | more))


def a_note(minutes: Minutes, asked: Asked) -> PostMinuteNote:
    return PostMinuteNote.objects.create(
        forum=asked.forum,
        meeting=minutes.meeting,
        agenda_item=asked.item,
        text="The outturn was £5.",
        noted_at=timezone.now(),
        noted_by=asked.clerk,
        noted_on=MEETING_DAY,
    )


def agree(minutes: Minutes, asked: Asked) -> None:
    minutes.agreed_document = a_document(asked)
    minutes.agreed_at_meeting = a_meeting(asked.forum, date(2026, 3, 15))
    minutes.agreed_at, minutes.agreed_by = timezone.now(), asked.clerk
    minutes.save()
