"""The facts of a meeting that its minutes begin with, read once for all items."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import chain
from uuid import UUID

from django.db.models import Prefetch, Q

from decisions.models.following.action import Action, ActionNote
from decisions.models.minuting.correction import Correction
from decisions.models.minuting.minutes import MinuteItem, Minutes
from decisions.models.room.attendance_record import comings, interests_by_item
from decisions.rules.minute_drafts import (
    Absent,
    Arising,
    EarlierMinutes,
    ItemFacts,
    MeetingFacts,
    draft_of,
)
from forum.choices import ItemKind, Presence
from forum.models import Attendance, Meeting, Reply
from papers.models import Paper


def drafts_of(minutes: Minutes) -> list[tuple[MinuteItem, str]]:
    """The items that say nothing yet, each with the words that the record has for it."""
    empty = minutes.items.filter(text="").select_related("agenda_item")
    facts, papers = meeting_facts(minutes.meeting), _papers(minutes.meeting)
    found = [(item, draft_of(_item_facts(item, papers), facts)) for item in empty]
    return [(item, words) for item, words in found if words]


def meeting_facts(meeting: Meeting) -> MeetingFacts:
    """The facts of a meeting, as the first draft of its minutes tells them."""
    recorded = list(
        meeting.attendances.select_related(
            "seat", "appointment__person", "substitution__person"
        ).order_by("seat__position", "seat__name")
    )
    said = {
        each.appointment_id: each.note
        for each in Reply.objects.filter(meeting=meeting).exclude(note="")
    }
    return MeetingFacts(
        quorum=_quorum(meeting) if recorded else "",
        absent=tuple(_absent(recorded, Presence.APOLOGIES, said)),
        substitutes=tuple(_absent(recorded, Presence.SUBSTITUTE, said)),
        is_attended=bool(recorded),
        interests=tuple(chain.from_iterable(interests_by_item(meeting).values())),
        earlier=_earlier(meeting),
        arising=tuple(_arising(meeting)),
    )


def _absent(recorded: list[Attendance], presence: Presence, said: dict[UUID, str]) -> list[Absent]:
    return [
        Absent(
            name=each.appointment.person.name,
            seat=each.seat.name,
            because=said.get(each.appointment_id, ""),
            substitute=each.substitution.person.name if each.substitution else "",
        )
        for each in recorded
        if each.presence == presence
    ]


def _quorum(meeting: Meeting) -> str:
    is_quorate = comings(meeting).quorum().met
    return f"The meeting was {'quorate' if is_quorate else 'not quorate'}."


def _earlier(meeting: Meeting) -> EarlierMinutes:
    agreed = meeting.minutes_agreed.select_related("meeting").order_by("meeting__held_on")
    made = Correction.objects.filter(made_at_meeting=meeting)
    return EarlierMinutes(
        agreed=tuple(each.meeting.day_printed for each in agreed),
        corrections=tuple(
            _corrected(each) for each in made.select_related("meeting", "agenda_item")
        ),
    )


def _corrected(correction: Correction) -> str:
    item = f", item {correction.agenda_item.number}" if correction.agenda_item else ""
    return (
        f"Minutes of {correction.meeting.day_printed}{item}: “{correction.was}” to read "
        f"“{correction.reads}”."
    )


def _arising(meeting: Meeting) -> list[Arising]:
    """Actions of earlier meetings that were open since the last one."""
    day = meeting.held_on
    before = Meeting.objects.going_ahead().filter(forum=meeting.forum_id, held_on__lt=day)
    last = before.order_by("-held_on").values_list("held_on", flat=True).first() or date.min
    set_before = Action.objects.filter(forum=meeting.forum_id, set_on__lt=day)
    since = set_before.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=last))
    notes = Prefetch("notes", ActionNote.objects.filter(noted_on__lte=day))
    actions = since.select_related("owner", "due_meeting").prefetch_related(notes)
    return [
        Arising(each.reference, each.text, each.owner_words, _state(each, day))
        for each in actions.order_by("set_on", "reference")
    ]


def _state(action: Action, day: date) -> str:
    if action.closed_on and action.closed_on <= day:
        return f"Closed on {action.closed_on:%-d %B %Y}: {action.evidence}"
    notes = list(action.notes.all())
    went = f" {notes[-1].text}" if notes else ""
    due = action.due_day
    if due is None:
        return f"In hand, with no day set.{went}"
    when = f"Overdue since {due:%-d %B %Y}." if due < day else f"Due by {due:%-d %B %Y}."
    return f"{when}{went}"


def _papers(meeting: Meeting) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    tabled = Paper.objects.filter(agenda_item__meeting=meeting, tabled_at__isnull=False)
    for item, title in tabled.order_by("recorded_at").values_list("agenda_item", "title"):
        found[item].append(title)
    return found


def _item_facts(minute: MinuteItem, papers: dict[UUID, list[str]]) -> ItemFacts:
    item = minute.agenda_item
    return ItemFacts(ItemKind(item.kind), item.presenter, tuple(papers.get(item.pk, ())))
