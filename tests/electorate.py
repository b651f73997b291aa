"""A question put to an open meeting, and what its register would say of a member now."""

from __future__ import annotations

from decisions.models.ballots.entries import entries_for
from forum.choices import ItemKind
from forum.models import AgendaItem, Meeting, Person
from forum.workflow.meetings import mark_published, open_meeting
from papers.models import Question
from papers.models.facts import placement_facts
from papers.rules.electorate import Entry
from papers.rules.tabling import may_table
from papers.workflow.tabling import table_placement
from tests.asking import a_motion
from tests.factories import BEFORE, a_line, a_matter, an_item, an_option, everybody_present
from tests.presence import seat_of


def put(meeting: Meeting, clerk: Person, kind: str = "GENERAL", year: str = "2025-26") -> Question:
    """A motion put to an open meeting where everybody is, as the question that it asks."""
    item = an_item(meeting, title=kind, kind=ItemKind.OTHER_BUSINESS)
    matter = a_matter(meeting.forum, f"{kind} of {meeting.held_on}")
    motion = a_motion(matter, item, decision_type=kind, financial_year=year)
    an_option(motion.recommendation, a_line(meeting.forum, matter.title))
    mark_published(meeting, by=clerk, on=BEFORE, sha256="")
    open_meeting(meeting, by=clerk, on=meeting.held_on)
    everybody_present(meeting)
    warnings = may_table(placement_facts(motion, on=meeting.held_on)).warnings
    read = {each.key: "Read" for each in warnings}
    table_placement(motion, acknowledged=read, by=clerk, on=meeting.held_on)
    return motion.questions.first()


def code(question: Question, person: Person, *, in_the_room: bool = True) -> str:
    """The code of a member's line, were the ballot opened now."""
    return line(question, person, in_the_room=in_the_room).code


def line(question: Question, person: Person, *, in_the_room: bool = True) -> Entry:
    """A member's line in the register."""
    seat = seat_of(person).seat_id
    entries = entries_for(question, in_the_room=in_the_room)
    return next(each for each in entries if each.seat == seat)


def item_of(question: Question) -> AgendaItem:
    return question.placement.agenda_item
