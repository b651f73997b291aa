"""What somebody is to do between meetings: promised, passed on, and superseded."""

from __future__ import annotations

from datetime import date, timedelta

from decisions.choices import ActionOrigin
from decisions.models import Action
from decisions.workflow.actions import ActionChange, change_action, supersede_action
from decisions.workflow.following_up import note_progress, set_action
from demo.telling import Teller
from forum.models import Meeting


def follow(teller: Teller, coming: Meeting, today: date) -> None:
    """A report for the next meeting; a request that moved with its post; one done otherwise."""
    since = today - timedelta(days=21)
    asked = _ask(teller, "Report on the take-up of the growth fund.", "finance", since, coming)
    note_progress(
        asked, text="Figures of the autumn term are in.", by=teller.people["finance"], on=today
    )
    moved = _ask(
        teller, "List the places in the inclusion hubs.", "families", since, coming,
        post="Head of Inclusion",
    )  # fmt: skip
    later = ActionChange(
        moved.owner, moved.owner_post, today + timedelta(days=30), None,
        "The hubs count their places at the end of term.",
    )  # fmt: skip
    change_action(moved, later, by=teller.clerk, on=today - timedelta(days=7))
    first = _ask(teller, "Ask members which papers come too late.", "clerk", since, coming)
    second = _ask(teller, "Ask members about all papers in one survey.", "clerk", today, coming)
    reason = "One survey is enough."
    supersede_action(first, second, reason=reason, by=teller.clerk, on=today)


def _ask(teller: Teller, text: str, owner: str, on: date, due: Meeting, post: str = "") -> Action:
    action = Action(
        forum=teller.forum,
        origin=ActionOrigin.BY_HAND,
        text=text,
        owner=teller.people[owner],
        owner_post=post,
        due_meeting=due,
        brings_report=text.startswith("Report"),
        set_on=on,
    )
    return set_action(action, by=teller.clerk, on=on)
