"""Decisions outside a meeting: every member is asked, and the next meeting reports and minutes it.

Guidance accepts them where the forum agreed a procedure, every member can take part and enough
answer; the chair alone decides nothing.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from forum.choices import ForumEvent, ItemKind, NoticeKind, ReturningKind, Role
from forum.locks import lock_row
from forum.models import AgendaItem, Meeting, Person, ReturningBusiness
from forum.permissions import require
from forum.rules.meetings import may_decide_outside
from forum.rules.ruling import Ruling
from forum.workflow.letters import Letter
from forum.workflow.meetings.agenda import add_item
from forum.workflow.meetings.recording import members_of, record_about, tell_members


def ruling_on_asking(meeting: Meeting) -> Ruling:
    """Whether the members may be asked outside a meeting, and all of them can be told."""
    if not meeting.is_outside:
        return Ruling()
    members = members_of(meeting, meeting.held_on)
    return may_decide_outside(
        in_constitution=meeting.forum.constitution_on(meeting.held_on).urgency_procedure,
        members=len(members),
        told=sum(person.is_active and bool(person.email) for person in members),
    )


def ask_members(meeting: Meeting) -> None:
    """Tell every member what is asked, and until when they may answer."""
    letter = Letter(
        NoticeKind.ASKED,
        key=f"asked:{meeting.pk}",
        subject="Your decision is asked",
        text=(
            f"A decision is asked of every member outside a meeting. Answer by "
            f"{meeting.held_on:%-d %B %Y}.\n\nWhy it cannot wait: {meeting.called_because}\n\n"
            "Sign in to read the papers and to vote. The next meeting reports and minutes what "
            "was decided.\n"
        ),
    )
    tell_members(meeting, letter)


def bring_to_next_meeting(meeting: Meeting) -> None:
    """What was asked outside a meeting comes before the next one, to be reported and minuted."""
    ReturningBusiness(
        forum=meeting.forum,
        kind=ReturningKind.OUTSIDE_DECISION,
        sentence=f"Asked of all members outside a meeting, by {meeting.held_on:%-d %B %Y}: "
        f"{meeting.called_because}",
        about=meeting.pk,
        business=meeting.pk,
        arose_at=meeting,
    ).keep()


def settle_reported(meeting: Meeting, by: Person) -> None:
    """What stood on the agenda of a meeting that was held is reported."""
    reported = ReturningBusiness.objects.waiting().filter(
        kind=ReturningKind.OUTSIDE_DECISION, due_meeting=meeting
    )
    reported.update(settled_at=timezone.now(), settled_by=by)


@transaction.atomic
def report_outside(
    business: ReturningBusiness, meeting: Meeting, *, by: Person, on: date
) -> AgendaItem:
    """Put what was decided outside a meeting on an agenda, to be reported and minuted."""
    require(by, meeting.forum, Role.CLERK)
    lock_row(business)
    asked = f"{business.arose_at.held_on:%-d %B %Y}" if business.arose_at else "day not stated"
    item = AgendaItem(
        forum=meeting.forum,
        meeting=meeting,
        title=f"Decision outside a meeting, {asked}: report",
        kind=ItemKind.REPORT,
    )
    add_item(item, by=by, on=on)
    business.due_meeting = meeting
    business.save(update_fields=["due_meeting"])
    record_about(
        ForumEvent.ITEM_CHANGED,
        f"item {item.number} reports {business.arose_at}",
        meeting,
        by=by,
        on=on,
        item=item.pk,
        business=business.pk,
    )
    return item
