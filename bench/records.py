"""One function per record of the measurements, made past the steps and kept all at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db import models
from django.utils import timezone

from bench.words import paragraph, title
from decisions import models as deciding
from decisions.choices import BallotStatus, Method, Result, Settlement
from forum import audit
from forum import models as sitting
from forum.choices import Group, ItemKind, Role, SeatKind
from forum.rules.financial_year import ends_on
from papers import models as asking
from papers.choices import Block, Purpose, Source

YEAR, HELD_ON = "2025-26", date(2025, 5, 15)
AMOUNT = Decimal(89604)


@dataclass
class Record:
    """The forum that records are made for; they are kept all at once at the end."""

    forum: sitting.Forum
    clerk: sitting.Person
    line: asking.BudgetLine
    rows: list[models.Model]
    year: str = YEAR
    """The financial year that money is asked and decided for."""

    def add(self, model: type[models.Model], **values: Any) -> Any:
        row = model(forum=self.forum, **values)
        self.rows.append(row)
        return row

    def keep(self) -> None:
        """In the order of their kinds, which is that in which they were first made."""
        kinds = list(dict.fromkeys(type(row) for row in self.rows))
        self.rows.sort(key=lambda row: kinds.index(type(row)))
        for kind, rows in groupby(self.rows, type):
            kind._base_manager.bulk_create(list(rows), batch_size=200)


def a_record(slug: str) -> Record:
    forum = sitting.Forum.objects.create(
        slug=slug, name=f"{slug.title()} Schools Forum", short_name="the Forum", authority=slug
    )
    audit.record("forum-founded", "Set up.", forum=forum, by=None, on=HELD_ON)
    clerk = sitting.Person.objects.create_user(
        f"clerk@{slug}.example", "Clara Clerk", post="Clerk"
    )
    line = asking.BudgetLine(forum=forum, name="Combined budgets", block=Block.CSSB)
    record = Record(forum, clerk, line, [line])
    record.add(sitting.RoleGrant, person=clerk, role=Role.CLERK)
    return record


def a_member(record: Record, number: int) -> sitting.Appointment:
    person = sitting.Person.objects.create_user(f"m{number}@forum.example", f"Member {number}")
    group = list(Group)[number % len(Group)]
    seat = record.add(
        sitting.Seat,
        name=f"{group.label} {number}",
        group=group,
        kind=SeatKind.HEADTEACHER,
        position=number,
    )
    return record.add(
        sitting.Appointment, seat=seat, person=person, from_on=HELD_ON - timedelta(days=365)
    )


def a_meeting(record: Record, held_on: date, *, held: bool = True) -> sitting.Meeting:
    """A meeting whose agenda is published; and that is over, unless it is still to come."""
    by, at = record.clerk, timezone.now()
    over = {"opened_at": at, "opened_by": by, "closed_at": at, "closed_by": by} if held else {}
    return record.add(
        sitting.Meeting,
        held_on=held_on,
        place="County Hall",
        agenda_published_at=at,
        agenda_published_by=by,
        agenda_published_on=held_on - timedelta(days=10),
        **over,
    )


def an_item(record: Record, meeting: sitting.Meeting, number: int) -> sitting.AgendaItem:
    return record.add(
        sitting.AgendaItem,
        meeting=meeting,
        position=number,
        number=str(number),
        title=title(f"item {number}"),
        kind=ItemKind.REPORT,
        presenter="Head of Schools Finance",
    )


def a_paper(record: Record, item: sitting.AgendaItem, name: str) -> asking.Paper:
    matter = record.add(asking.Matter, title=f"{title(f'paper {name}')} {len(record.rows)}")
    return record.add(
        asking.Paper,
        matter=matter,
        title=title(f"paper {name}"),
        purpose=Purpose.DECISION,
        author_post="Schools Finance Manager",
        agenda_item=item,
        **tabled(record, item.meeting),
    )


def put(record: Record, paper: asking.Paper, label: str) -> asking.Question:
    """A recommendation for money, tabled, with its option and the question that it puts."""
    recommendation = record.add(
        asking.Recommendation,
        matter=paper.matter,
        paper=paper,
        label=label,
        position=int(label),
        text=paragraph(f"recommendation {paper.title}/{label}", 1),
        decision_type="GENERAL",
        seeks_resources=True,
        amount=AMOUNT,
        financial_year=record.year,
    )
    item = paper.agenda_item
    placement = record.add(
        asking.Placement,
        recommendation=recommendation,
        meeting=item.meeting,
        agenda_item=item,
        **tabled(record, item.meeting),
    )
    record.add(
        asking.FundingOption,
        recommendation=recommendation,
        source=Source.CENTRALLY_RETAINED,
        budget_line=record.line,
        amount=AMOUNT,
        financial_year=record.year,
    )
    return record.add(asking.Question, placement=placement, group="forum", amount_asked=AMOUNT)


def an_outcome(record: Record, question: asking.Question, *, settled: bool) -> deciding.Outcome:
    """Carried on a show of hands: paid from one source, or agreed in principle with an action."""
    item, meeting = question.placement.agenda_item, question.placement.meeting
    ballot = record.add(
        deciding.Ballot, question=question, agenda_item=item, **counted(record, meeting)
    )
    outcome = record.add(
        deciding.Outcome,
        question=question,
        ballot=ballot,
        result=Result.CARRIED,
        resolution=question.placement.recommendation.text,
        amount_agreed=AMOUNT,
        settlement=Settlement.SETTLED if settled else Settlement.UNSETTLED,
        decided_on=meeting.held_on,
        decided_at=timezone.now(),
        decided_by=record.clerk,
    )
    if settled:
        record.add(
            deciding.Award,
            outcome=outcome,
            source=Source.CENTRALLY_RETAINED,
            budget_line=record.line,
            amount=AMOUNT,
            financial_year=record.year,
            until_on=ends_on(record.year),
        )
        return outcome
    record.add(
        deciding.Action,
        reference=f"A{len(record.rows)}",
        meeting=meeting,
        agenda_item=item,
        settles=outcome,
        text="Bring the funding source to the forum.",
        owner=record.clerk,
        owner_post="Clerk",
        due_on=date(2026, 1, 15),
        set_on=meeting.held_on,
    )
    return outcome


def an_entry(
    record: Record, ballot: deciding.Ballot, appointment: sitting.Appointment, position: int
) -> None:
    record.add(
        deciding.RegisterEntry,
        ballot=ballot,
        seat=appointment.seat,
        appointment=appointment,
        position=position,
        seat_name=appointment.seat.name,
        group=appointment.seat.group,
        is_eligible=True,
        code="may-vote",
        reason="Represents schools that are asked.",
    )


def tabled(record: Record, meeting: sitting.Meeting) -> dict[str, object]:
    day = meeting.held_on - timedelta(days=10)
    return {"tabled_at": timezone.now(), "tabled_by": record.clerk, "tabled_on": day}


def published(record: Record) -> dict[str, object]:
    return {"draft_published_at": timezone.now(), "draft_published_by": record.clerk}


def counted(record: Record, meeting: sitting.Meeting) -> dict[str, object]:
    by, at = record.clerk, timezone.now()
    return {
        "method": Method.SHOW_OF_HANDS,
        "status": BallotStatus.CLOSED,
        "quorum_needed": 9,
        "quorum_present": 18,
        "opened_at": at,
        "opened_by": by,
        "opened_on": meeting.held_on,
        "closed_at": at,
        "closed_by": by,
        "votes_for": 14,
        "votes_against": 3,
        "abstentions": 1,
    }
