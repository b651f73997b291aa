"""Letters about papers that come after the agenda."""

from __future__ import annotations

from forum.choices import MeetingStage, NoticeKind
from forum.models import AgendaItem
from forum.workflow.letters import Letter
from forum.workflow.meetings.recording import announce, tell_members
from papers.models import Paper


def tell_of_late_paper(paper: Paper, item: AgendaItem) -> None:
    """Members and followers are told of a paper that joins an agenda they have already."""
    meeting = item.meeting
    if meeting.stage != MeetingStage.PUBLISHED:
        return
    why = f"Why it is late: {paper.late_reason}\n" if paper.late_reason else ""
    letter = Letter(
        NoticeKind.PAPER,
        key=f"late-paper:{paper.pk}",
        subject=f"Paper added, item {item.number}, {paper.title}",
        text=f"“{paper.title}” is tabled under item {item.number}.\n{why}",
        path=paper.get_absolute_url(),
    )
    announce(meeting, letter, paper=paper.pk)
    tell_members(meeting, letter)
