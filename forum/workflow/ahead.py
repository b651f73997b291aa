"""Letters in good time: terms of office that end, and who has not said whether they come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from forum.choices import NoticeKind, Role
from forum.models import Appointment, Forum, Meeting, Person
from forum.models.replies import replies_to
from forum.rules.notices import ASK_BEFORE, TERM_TOLD, is_time_to_ask, term_notice
from forum.workflow.letters import Letter, write_letters
from forum.workflow.meetings.recording import about_meeting


@transaction.atomic
def tell_of_terms(forum: Forum, *, on: date) -> int:
    """Write to members whose term ends, and to the clerk, 90 and 30 days before; how many."""
    return sum(_tell_of_term(each, days) for each, days in _ending(forum, on))


def _ending(forum: Forum, on: date) -> Iterator[tuple[Appointment, int]]:
    """Terms that end soon and that nobody takes up in the same seat, and which notice is due."""
    current = Appointment.objects.current(on).filter(forum=forum)
    near = current.filter(until_on__lte=on + timedelta(days=max(TERM_TOLD)))
    for each in near.select_related("forum", "seat", "person"):
        due = term_notice(until_on=each.until_on, on=on) if each.until_on else None
        if due and not _is_filled_after(each):
            yield each, due


def _is_filled_after(ending: Appointment) -> bool:
    later = Q(seat=ending.seat, from_on__gt=ending.until_on)
    return ending.seat.abolished_on is not None or Appointment.objects.filter(later).exists()


def _tell_of_term(ending: Appointment, days: int) -> bool:
    """The same notice of the same end goes out once."""
    forum, key = ending.forum, f"term:{ending.pk}:{ending.until_on}:{days}"
    ends = f"{ending.until_on:%-d %B %Y}"
    who = ending.seat.constituency or "The group that the seat represents"
    text = (
        f"The term of {ending.person.name} in the seat “{ending.seat}” of {forum.name} ends on "
        f"{ends}. That is the last day on which it carries a vote.\n\n"
        f"{who} elects or appoints who follows.\n"
    )
    path = reverse("forum:member_list", args=[forum.slug])
    letter = Letter(NoticeKind.TERM, key, f"Term ends {ends}: {ending.seat}", text, path)
    clerks = Person.objects.holding(forum, Role.CLERK)
    return bool(write_letters(forum, [ending.person, *clerks], letter))


@transaction.atomic
def ask_who_comes(forum: Forum, *, on: date) -> int:
    """Write once to members who have not said whether they come, a week before; how many."""
    near = forum.meeting_set.to_come(on).public().filter(opened_at__isnull=True)
    near = near.filter(held_on__lte=on + timedelta(days=ASK_BEFORE)).select_related("forum")
    return sum(_ask(each) for each in near if is_time_to_ask(held_on=each.held_on, on=on))


def _ask(meeting: Meeting) -> int:
    silent = [row.holder.person for row in replies_to(meeting).rows if row.reply is None]
    letter = Letter(
        NoticeKind.COMING,
        key=f"coming:{meeting.pk}",
        subject="Are you coming?",
        text=(
            f"The forum meets on {meeting.held_on:%A %-d %B %Y}, and you have not said yet "
            "whether you come. One press is enough. If you cannot come, name who stands in for "
            "you. If you have an interest in an item, tell the clerk now.\n"
        ),
        path=reverse("forum:meeting_reply", args=[meeting.forum.slug, meeting.pk]),
    )
    return write_letters(meeting.forum, silent, about_meeting(meeting, letter))
