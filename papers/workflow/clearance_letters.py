"""Letters about clearance: whose turn it is, what was returned, what waits too long."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from forum import audit
from forum.choices import NoticeKind, Role
from forum.locks import lock_row
from forum.models import Person
from forum.permissions import require
from forum.workflow.letters import write_letter
from papers.choices import PaperEvent
from papers.models import ClearanceRequest, Paper
from papers.models.chain import OF_REQUEST, before
from papers.rules.clearing import is_reminder_due, may_remind, waits_for


def write_to_those_in_turn(paper: Paper) -> None:
    """Tell everybody whose turn has come; nobody is told twice of the same request."""
    requests = ClearanceRequest.objects.in_turn().filter(paper=paper)
    for request in requests.select_related(*OF_REQUEST):
        write_letter(
            request.forum,
            request.asked_of,
            key=f"clearance-turn:{request.pk}",
            subject=f"To clear: {paper.title}",
            text=_asked_words(request),
            kind=NoticeKind.CLEARANCE,
            path=_page_of(paper),
        )


def write_to_author(request: ClearanceRequest) -> None:
    """Tell who wrote the paper, and who asked for the clearance, why it came back."""
    paper = request.paper
    people = {each.pk: each for each in (paper.author, request.asked_by) if each}
    for person in people.values():
        write_letter(
            request.forum,
            person,
            key=f"clearance-returned:{request.pk}",
            subject=f"Returned: {paper.title}",
            text=(
                f"{request.post} has returned version {paper.version} of “{paper.title}” "
                f"({request.get_kind_display().lower()} clearance):\n\n{request.answer}\n\n"
                "Mend the paper, then ask for the clearance again. The steps after it wait."
            ),
            kind=NoticeKind.CLEARANCE,
            path=_page_of(paper),
        )


@transaction.atomic
def remind(request: ClearanceRequest, *, by: Person, on: date) -> ClearanceRequest:
    """Write to who holds the paper up, once a day at most."""
    require(by, request.forum, Role.CLERK, Role.OFFICER)
    lock_row(request)
    request.refresh_from_db(fields=["state", "reminded_on"])
    may_remind(
        state=request.state,
        is_tabled=request.paper.is_tabled,
        before=before(request, request.paper),
        reminded_on=request.reminded_on,
        on=on,
    ).insist()
    _remind(request, on=on)
    audit.record(
        PaperEvent.CLEARANCE_REMINDED,
        f"{request.paper.title}: {request.get_kind_display().lower()} clearance by "
        f"{request.post}: reminded",
        forum=request.forum,
        by=by,
        on=on,
        about=request.paper,
        matter=request.paper.matter_id,
        request=request.pk,
    )
    return request


def remind_late(*, on: date) -> int:
    """Write to everybody whose deadline is near or over; how many were written to.

    For the daily run: safe to run twice, because the day of the last reminder is kept.
    """
    waiting = ClearanceRequest.objects.in_turn().filter(due_on__isnull=False)
    return sum(_remind_once(pk, on) for pk in list(waiting.values_list("pk", flat=True)))


@transaction.atomic
def _remind_once(pk: UUID, on: date) -> bool:
    request = ClearanceRequest.objects.select_related(*OF_REQUEST).get(pk=pk)
    lock_row(request)
    request.refresh_from_db(fields=["state", "reminded_on"])
    is_due = is_reminder_due(due_on=request.due_on, reminded_on=request.reminded_on, on=on)
    is_open = any(waits_for(before(request, request.paper)))
    if not request.is_waiting or not is_due or is_open:
        return False
    _remind(request, on=on)
    return True


def _remind(request: ClearanceRequest, *, on: date) -> None:
    write_letter(
        request.forum,
        request.asked_of,
        key=f"clearance-remind:{request.pk}:{on}",
        subject=f"Still to clear: {request.paper.title}",
        text=_asked_words(request),
        kind=NoticeKind.CLEARANCE,
        path=_page_of(request.paper),
    )
    request.reminded_on = on
    request.save(update_fields=["reminded_on"])


def _page_of(paper: Paper) -> str:
    return reverse("papers:clearance_detail", args=[paper.forum.slug, paper.pk])


def _asked_words(request: ClearanceRequest) -> str:
    paper = request.paper
    meeting = paper.agenda_item.meeting if paper.agenda_item else None
    asked = (
        f"You are asked to clear “{paper.title}”, version {paper.version}, as {request.post} "
        f"({request.get_kind_display().lower()} clearance)."
    )
    lines = (
        asked,
        f"It is for the meeting of {meeting.held_on:%-d %B %Y}." if meeting else "",
        f"Please answer by {request.due_on:%-d %B %Y}." if request.due_on else "",
        request.words,
        "Sign in to clear it, to return it with your reasons, or to pass it on.",
    )
    return "\n\n".join(filter(None, lines))
