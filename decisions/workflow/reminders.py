"""Letters that time gives rise to: authority that ends, actions that are due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from decisions.models import Action
from decisions.models.facts import action_facts
from decisions.models.following.actions import with_owners
from decisions.models.following.holders import Holding, holdings
from decisions.rules.actions import is_reminder_due
from forum.choices import NoticeKind, ReturningKind, Role
from forum.locks import lock_row
from forum.models import Forum, Meeting, Person, ReturningBusiness
from forum.rules.returning import comes_back
from forum.workflow.letters import write_letter
from papers.models.returning import days_of_meetings


@transaction.atomic
def announce_authorities(forum: Forum, *, on: date) -> int:
    """Write once to the clerk and the officers of every authority that the next meeting can renew.

    The letter goes out while at least one meeting is left before the end.
    """
    meeting = forum.meeting_set.to_come(on).order_by("held_on").first()
    if meeting is None:
        return 0
    ending = _ending(meeting)
    if not ending:
        return 0
    for person in _keepers(forum):
        write_letter(
            forum,
            person,
            key=f"authority-ends:{forum.pk}:{on}",
            subject=f"To renew or to let end: {ending[0].subject}",
            text=_words(ending, meeting),
            kind=NoticeKind.AUTHORITY,
            path=f"{meeting.get_absolute_url()}#returning",
        )
    told = ReturningBusiness.objects.filter(pk__in=[each.pk for each in ending])
    told.update(announced_on=on)
    return len(ending)


def remind_owners(forum: Forum, *, on: date) -> int:
    """Remind whoever answers for an action that is due soon or overdue; how many actions.

    What was entered from evidence long after is shown, and nobody is written to about it.
    """
    ours = Action.objects.open().filter(forum=forum, evidence_grade="")
    waiting = with_owners(ours.exclude(_without_day()))
    return sum(_remind(each, on=on) for each in holdings(waiting, forum, on=on))


def _without_day() -> Q:
    """An action that has no day: the log shows that as a defect, and no letter can be timed."""
    return Q(due_on__isnull=True, due_meeting__isnull=True)


@transaction.atomic
def _remind(holding: Holding, *, on: date) -> bool:
    action = holding.action
    lock_row(action)
    action.refresh_from_db(fields=["reminded_on", "closed_at", "closed_on"])
    if not is_reminder_due(action_facts(action), reminded_on=action.reminded_on, on=on):
        return False
    people = holding.answering or tuple(_clerks(action.forum))
    for person in people:
        write_letter(
            action.forum,
            person,
            key=f"action-remind:{action.pk}:{on}",
            subject=_subject(action, on),
            text=_reminder(action, on),
            kind=NoticeKind.ACTION,
            path=reverse("decisions:action_detail", args=[action.forum.slug, action.pk]),
        )
    action.reminded_on = on
    action.save(update_fields=["reminded_on"])
    return True


def _ending(meeting: Meeting) -> list[ReturningBusiness]:
    """Authorities that come back at the meeting and of which no letter told."""
    waiting = (
        ReturningBusiness.objects.waiting()
        .near(meeting.held_on)
        .filter(
            forum=meeting.forum_id,
            kind=ReturningKind.EXPIRING_AUTHORITY,
            announced_on__isnull=True,
            due_on__gte=meeting.held_on,
        )
    )
    days = days_of_meetings(meeting)
    return [
        each
        for each in waiting.select_related("due_meeting").order_by("due_on", "recorded_at")
        if comes_back(each.facts(), meeting_on=meeting.held_on, meetings=days)
    ]


def _lines(ending: Iterable[ReturningBusiness]) -> Iterator[str]:
    """A line for each matter: one decision in full, several as their number."""
    found: dict[str, list[ReturningBusiness]] = {}
    for each in ending:
        found.setdefault(each.subject, []).append(each)
    for subject, together in found.items():
        alone = len(together) == 1
        yield f"- {together[0].sentence if alone else f'{subject} ({len(together)} decisions)'}"


def _words(ending: list[ReturningBusiness], meeting: Meeting) -> str:
    day = f"{meeting.held_on:%-d %B %Y}"
    ends = "\n".join(_lines(ending))
    after = (
        "After its last day nothing may be spent under it. The agenda of the meeting lists it "
        "under “Must come back”."
    )
    return f"The next meeting, on {day}, can still renew this, or let it end:\n\n{ends}\n\n{after}"


def _subject(action: Action, on: date) -> str:
    when = "Overdue" if action.is_overdue(on) else f"Due {action.due_words}"
    return f"{when}: action {action.reference}"


def _reminder(action: Action, on: date) -> str:
    due = f"It was due {action.due_words}." if action.is_overdue(on) else ""
    lines = (
        f"Action {action.reference}: {action.text}",
        f"Owner: {action.owner_post or 'nobody named'}. Due: {action.due_words}.",
        due,
        "Sign in to note how it goes, or to close it with what shows that it is done.",
    )
    return "\n\n".join(filter(None, lines))


def _clerks(forum: Forum) -> list[Person]:
    return _holding_roles(forum, Role.CLERK)


def _keepers(forum: Forum) -> list[Person]:
    """Who can bring a decision to an agenda: the clerk, and the officers."""
    return _holding_roles(forum, Role.CLERK, Role.OFFICER)


def _holding_roles(forum: Forum, *roles: Role) -> list[Person]:
    found: dict[UUID, Person] = {
        grant.person_id: grant.person
        for grant in forum.rolegrant_set.filter(role__in=roles).select_related("person")
    }
    return list(found.values())
