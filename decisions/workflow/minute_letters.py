"""Letters about minutes: published as a draft, and agreed."""

from __future__ import annotations

from django.urls import reverse

from decisions.models import Minutes
from forum.choices import NoticeKind
from forum.models import Meeting
from forum.workflow.letters import Letter
from forum.workflow.meetings.recording import announce, tell_members


def tell_of_draft(minutes: Minutes, *, edition: int) -> None:
    """Members are asked to read the draft; those who follow the forum hear of it."""
    again = " again" if edition > 1 else ""
    letter = Letter(
        NoticeKind.DRAFT_MINUTES,
        key=f"draft-minutes:{minutes.pk}:{edition}",
        subject=f"Draft minutes published{again}",
        text=(
            f"The draft minutes of {minutes.meeting.held_on:%-d %B %Y} are published{again}, with "
            "what was decided. The forum has not agreed them yet: tell the clerk of anything that "
            "is not as it was.\n"
        ),
        path=_page_of(minutes),
    )
    _tell(minutes, letter)


def tell_of_agreed(minutes: Minutes, at_meeting: Meeting) -> None:
    """Members and followers hear that a later meeting agreed the minutes."""
    letter = Letter(
        NoticeKind.AGREED_MINUTES,
        key=f"agreed-minutes:{minutes.pk}",
        subject="Minutes agreed",
        text=(
            f"The minutes of {minutes.meeting.held_on:%-d %B %Y} were agreed at the meeting of "
            f"{at_meeting.held_on:%-d %B %Y}. They are published with the decision log.\n"
        ),
        path=_page_of(minutes),
    )
    _tell(minutes, letter)


def _tell(minutes: Minutes, letter: Letter) -> None:
    announce(minutes.meeting, letter)
    tell_members(minutes.meeting, letter)


def _page_of(minutes: Minutes) -> str:
    return reverse("decisions:minutes_detail", args=[minutes.forum.slug, minutes.meeting_id])
