"""Meetings: calling them, building and publishing their agendas, opening and closing them."""

from forum.workflow.meetings.agenda import (
    add_item,
    change_item,
    change_presenter,
    move_item,
    remove_item,
    renumber_items,
    reorder_items,
)
from forum.workflow.meetings.calling import (
    call_meeting,
    cancel_meeting,
    change_meeting,
    move_meeting,
    ruling_on_moving,
)
from forum.workflow.meetings.outside import report_outside, ruling_on_asking
from forum.workflow.meetings.returning import bring_back, end_waiting, release
from forum.workflow.meetings.running import (
    close_meeting,
    mark_published,
    open_meeting,
    ruling_on_agenda,
    ruling_on_opening,
)

__all__ = [
    "add_item",
    "bring_back",
    "call_meeting",
    "cancel_meeting",
    "change_item",
    "change_meeting",
    "change_presenter",
    "close_meeting",
    "end_waiting",
    "mark_published",
    "move_item",
    "move_meeting",
    "open_meeting",
    "release",
    "remove_item",
    "renumber_items",
    "reorder_items",
    "report_outside",
    "ruling_on_agenda",
    "ruling_on_asking",
    "ruling_on_moving",
    "ruling_on_opening",
]
