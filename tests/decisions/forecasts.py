"""A meeting ahead, with its agenda out, and what people say about coming."""

import itertools
from datetime import date

from django.utils import timezone

from forum.choices import SubstituteKind
from forum.models import Reply, Substitution
from papers.models.facts import paper_facts
from papers.rules.tabling import may_table
from papers.workflow.tabling import table_paper
from tests.factories import (
    BEFORE,
    a_line,
    a_matter,
    a_paper,
    a_person,
    a_recommendation,
    an_item,
    an_option,
)

_number = itertools.count(1)


def agenda_out(meeting, clerk):
    """The agenda is out; nobody is there yet."""
    meeting.agenda_published_at = timezone.now()
    meeting.agenda_published_by, meeting.agenda_published_on = clerk, BEFORE
    meeting.save()
    return meeting


def tabled(meeting, number="5", **more):
    """A paper of one recommendation, tabled for the meeting: its first question."""
    paper = a_paper(a_matter(meeting.forum, f"Matter {next(_number)}"), an_item(meeting, number))
    recommendation = a_recommendation(paper, **more)
    an_option(recommendation, a_line(meeting.forum, f"Line {next(_number)}"))
    warnings = may_table(paper_facts(paper, on=BEFORE)).warnings
    read = {each.key: "Read" for each in warnings}
    table_paper(paper, acknowledged=read, by=meeting.agenda_published_by, on=BEFORE)
    return recommendation.placements.get().questions.first()


def answers(meeting, person, answer):
    appointment = person.appointments.get(forum=meeting.forum)
    Reply.objects.create(
        forum=meeting.forum,
        meeting=meeting,
        appointment=appointment,
        answer=answer,
        given_at=timezone.now(),
        given_by=person,
    )


def permanent_substitute(member, forum, name="Sue Substitute"):
    """Somebody who stands in for the member whenever they are away."""
    person = a_person(name, "Deputy headteacher")
    Substitution.objects.create(
        forum=forum,
        seat=member.appointments.get(forum=forum).seat,
        person=person,
        kind=SubstituteKind.PERMANENT,
        from_on=date(2025, 9, 1),
    )
    return person
