"""The packs of the demo: made while the story is told, so that a visitor finds them."""

from __future__ import annotations

from datetime import timedelta

from django_tasks_db.models import DBTaskResult

from demo.telling import NOTICE, Teller
from forum.choices import ItemKind
from forum.models import AgendaItem, Meeting
from forum.rules.financial_year import financial_year
from forum.workflow.meetings import add_item
from papers.choices import Purpose, Source
from papers.models import PackBuild
from papers.models.facts import paper_facts
from papers.rules.tabling import may_table
from papers.workflow.making import make_pack
from papers.workflow.packing import publish_supplement
from papers.workflow.tabling import table_paper

LATE = "Falling rolls: a school that asks for help this year"


def make(meeting: Meeting) -> None:
    """Make what the worker would make in the background."""
    for build in PackBuild.objects.filter(meeting=meeting).unfinished():
        make_pack(build.pk)


def forget_those_of_the_past(teller: Teller) -> None:
    """Meetings that were over before the forum came here have no pack in this system."""
    PackBuild.objects.filter(forum=teller.forum).unfinished().delete()
    DBTaskResult.objects.filter(task_path="papers.tasks.make_pack").delete()


def supplement(teller: Teller, meeting: Meeting, after: str) -> None:
    """A paper that came late: a late item with a letter, and the supplement that brings it."""
    on = meeting.held_on - NOTICE + timedelta(days=3)
    item = AgendaItem(forum=teller.forum, meeting=meeting, title=LATE, kind=ItemKind.REPORT)
    add_item(item, after=meeting.items.get(title=after), by=teller.clerk, on=on)
    paper = teller.paper(
        meeting,
        LATE,
        "Falling rolls fund",
        "## 1 Why it is late\n\n1.1 The school told the authority on the day the agenda was published.\n\n"
        "## 2 Proposal\n\n2.1 No money is asked for yet. The forum is told what may follow.",
        author="finance",
        purpose=Purpose.INFORMATION,
    )
    note = teller.recommend(
        paper,
        "1",
        "Note the position.",
        decision_type="MONITORING",
        financial_year=financial_year(meeting.held_on),
    )
    teller.offer(note, Source.CENTRALLY_RETAINED, "Growth fund", amount=None)
    warnings = may_table(paper_facts(paper, on=on)).warnings
    why = "The chair agreed that it cannot wait for the next meeting."
    table_paper(paper, acknowledged={each.key: why for each in warnings}, by=teller.clerk, on=on)
    publish_supplement(meeting, by=teller.clerk, on=on)
    make(meeting)
