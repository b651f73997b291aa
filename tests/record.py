"""Decisions made through the steps, as many as a page of the record needs."""

from __future__ import annotations

from decisions.choices import Result
from decisions.models import Outcome
from decisions.workflow.deciding import AwardDraft, OutcomeDraft, record_outcome
from forum.models import Meeting, Person
from papers.choices import Source
from papers.models import BudgetLine, Matter
from tests.factories import a_line, a_matter, a_paper, an_item
from tests.middlesbrough import ask, carry, offer, put

YEAR = "2025-26"


def decisions(
    meeting: Meeting, count: int, *, clerk: Person, officer: Person, start: int = 1
) -> list[Outcome]:
    """So many decisions of a meeting in progress, each of a matter, paper and line of its own."""
    forum = meeting.forum
    return [
        a_decision(
            meeting,
            a_matter(forum, f"Matter {number}"),
            a_line(forum, f"Line {number}"),
            clerk=clerk,
            officer=officer,
        )
        for number in range(start, start + count)
    ]


def in_principle(
    meeting: Meeting, count: int, *, clerk: Person, officer: Person, back: Meeting
) -> list[Outcome]:
    """So many decisions of a meeting in progress that name no source and come back to another."""
    day, found = meeting.held_on, []
    for number in range(1, count + 1):
        item = an_item(meeting, str(meeting.items.count() + 1), f"Post {number}")
        paper = a_paper(a_matter(meeting.forum, f"Post {number}"), item, author=officer)
        wanted = ask(paper, f"Agree to fund post {number}.", YEAR, officer, day)
        offer(wanted, "A", a_line(meeting.forum, f"Line {number}"), officer, day)
        question = put(paper, wanted, clerk, day)
        carry(question, clerk, day)
        draft = OutcomeDraft(
            Result.CARRIED,
            amount_agreed=wanted.amount,
            unsettled=True,
            action_text="Name the source.",
            action_owner=officer,
            action_due_meeting=back,
        )
        found.append(record_outcome(question, draft, by=clerk, on=day))
    return found


def a_decision(
    meeting: Meeting, matter: Matter, line: BudgetLine, *, clerk: Person, officer: Person
) -> Outcome:
    """£89,604 agreed by a show of hands, centrally retained."""
    day = meeting.held_on
    item = an_item(meeting, str(meeting.items.count() + 1), matter.title)
    paper = a_paper(matter, item, title=f"About {matter.title}", author=officer)
    wanted = ask(paper, f"Agree to fund {matter.title}.", YEAR, officer, day)
    option = offer(wanted, "A", line, officer, day)
    question = put(paper, wanted, clerk, day)
    carry(question, clerk, day)
    award = AwardDraft(Source.CENTRALLY_RETAINED, line, wanted.amount, YEAR, option=option)
    draft = OutcomeDraft(Result.CARRIED, amount_agreed=wanted.amount, awards=(award,))
    return record_outcome(question, draft, by=clerk, on=day)
