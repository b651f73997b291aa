"""Meetings with papers for a pack, and the worker that makes it."""

from __future__ import annotations

from django.utils import timezone

from forum.models import Meeting
from forum.workflow.jobs import do_next_job
from papers.choices import Purpose
from papers.models import PackBuild, Paper
from papers.models.packs import latest
from papers.workflow.publishing import publish_agenda
from tests.factories import BEFORE, a_matter, a_paper, a_text, an_item

TEXT = """## 1 Background

1.1 Growth is paid to schools that admit more pupils.

1.2 It is taken from the schools block.

## 2 Proposals

2.1 Keep the rates of last year.
"""


def a_tabled_paper(meeting: Meeting, number: str, title: str, text: str = TEXT, **more) -> Paper:
    """A paper for information under an item of its own, put before the meeting."""
    paper = a_drafted_paper(meeting, number, title, text, **more)
    return put(paper, more.get("by"))


def a_drafted_paper(meeting, number: str, title: str, text: str = TEXT, **more) -> Paper:
    item = an_item(meeting, number, f"Business {number}")
    matter = a_matter(meeting.forum, f"Matter {number}")
    paper = a_paper(matter, item, title=title, purpose=Purpose.INFORMATION)
    a_text(paper, text, more.get("by"))
    return paper


def put(paper: Paper, by=None) -> Paper:
    paper.tabled_at, paper.tabled_on = timezone.now(), BEFORE
    paper.tabled_by = by or paper.versions.get(number=paper.version).saved_by
    paper.save()
    return paper


def work() -> int:
    """Do every job that is due, as a worker does; says how many."""
    done = 0
    while do_next_job("test"):
        done += 1
    return done


def published_pack(meeting: Meeting, clerk, **more) -> PackBuild:
    """The pack of the meeting, once its agenda was published and the worker was there."""
    publish_agenda(meeting, by=clerk, on=BEFORE, **more)
    work()
    return latest(meeting)
