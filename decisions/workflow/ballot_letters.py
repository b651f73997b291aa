"""The letter that a ballot is open, to those who may vote on their own device."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from decisions.choices import Method
from decisions.models import Ballot, RegisterEntry
from forum.choices import NoticeKind
from forum.models import Person
from forum.workflow.letters import Letter, write_letters
from forum.workflow.meetings.recording import about_meeting


def tell_voters(ballot: Ballot, register: Iterable[RegisterEntry]) -> None:
    """Whoever may vote is told once a meeting, by the first ballot that asks them."""
    if ballot.method != Method.ELECTRONIC:
        return
    meeting = ballot.agenda_item.meeting
    letter = Letter(
        NoticeKind.BALLOT,
        key=f"ballot:{meeting.pk}",
        subject="Vote now",
        text=(
            f"A ballot is open in which you may vote: item {ballot.agenda_item.number}, "
            f"{ballot.agenda_item.title}. Sign in to vote. Of later ballots in this meeting you "
            "are told on the page of the meeting only.\n"
        ),
        path=reverse("decisions:meeting_live", args=[ballot.forum.slug, meeting.pk]),
    )
    voters = [_voter(entry) for entry in register if entry.is_eligible]
    write_letters(ballot.forum, filter(None, voters), about_meeting(meeting, letter))


def _voter(entry: RegisterEntry) -> Person | None:
    """Who votes from the seat: its substitute, or its holder."""
    sits = entry.substitution or entry.appointment
    return sits.person if sits else None
