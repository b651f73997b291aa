"""Middlesbrough's Early Help posts, lived through the steps with invented people.

July 2018: £89,604 agreed in principle, no source. January 2019: a paper says that it was approved
"from the DSG". February 2019: one-off high needs money until 31 October 2019.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from decisions.choices import Method, Result
from decisions.models import Action, Minutes, Outcome
from decisions.workflow.deciding import AwardDraft, OutcomeDraft, record_outcome
from decisions.workflow.following_up import set_action
from decisions.workflow.voting import Counts, close_ballot, open_ballot
from forum.choices import Group, Role
from forum.models import Forum, Meeting, Person
from forum.workflow.meetings import open_meeting
from papers.choices import Block, LineKind, OptionStatus, Source
from papers.models import (
    Allocation,
    BudgetLine,
    FundingOption,
    Matter,
    Paper,
    Question,
    Recommendation,
)
from papers.models.facts import paper_facts
from papers.rules.tabling import may_table
from papers.workflow.budget import set_allocation
from papers.workflow.funding import mark_option, offer_option
from papers.workflow.recommending import add_recommendation
from papers.workflow.tabling import table_paper
from tests.factories import (
    a_forum,
    a_line,
    a_matter,
    a_meeting,
    a_member,
    a_paper,
    a_role,
    a_text,
    an_item,
    everybody_present,
)

AMOUNT = Decimal(89604)
JULY, JANUARY, FEBRUARY = date(2018, 7, 4), date(2019, 1, 16), date(2019, 2, 27)
UNTIL = date(2019, 10, 31)
CLAIM = (
    "Following discussions the Forum approved the funding of 4 Early Help Practitioner posts "
    "from the DSG. The costs are covered by the authority, pending funding."
)
ASSUMED = "Amount and year assumed: the record states neither."


@dataclass
class Story:
    """What the tests ask for by name."""

    forum: Forum
    clerk: Person
    officer: Person
    auditor: Person
    matter: Matter
    meetings: list[Meeting]
    lines: dict[str, BudgetLine]
    agreed: Outcome
    settled: Outcome
    overdue: Action


def middlesbrough(forum: Forum | None = None, *, published: int = 3) -> Story:
    """The whole story; the draft minutes of so many meetings are published, from the first on."""
    forum = forum or a_forum()
    clerk = a_role(forum, Role.CLERK, "Clara Clerk", "Clerk to the forum")
    officer = a_role(forum, Role.OFFICER, "Omar Officer", "Early Help Manager")
    auditor = a_role(forum, Role.AUDITOR, "Ada Auditor", "Internal Audit Manager")
    for group in (Group.MAINTAINED_PRIMARY, Group.ACADEMY_MAINSTREAM):
        a_member(forum, group)
    matter = a_matter(forum)
    meetings = [a_held_meeting(forum, clerk, day) for day in (JULY, JANUARY, FEBRUARY)]
    lines = {
        "retained": a_line(forum, "Combined budgets"),
        "high_needs": a_line(forum, "Inclusion support", block=Block.HIGH_NEEDS),
        "balance": a_line(
            forum, "Additional high needs grant", block=Block.HIGH_NEEDS, kind=LineKind.BALANCE
        ),
    }
    allocation = Allocation(
        forum=forum,
        budget_line=lines["balance"],
        financial_year="2019-20",
        amount=Decimal(336000),
    )
    set_allocation(allocation, by=officer, on=JANUARY)
    agreed = _july(matter, meetings, lines, clerk, officer)
    overdue = _january(matter, meetings, clerk, officer)
    settled = _february(matter, meetings, lines, agreed, clerk, officer)
    for meeting in meetings[:published]:
        publish_draft(meeting, clerk)
    return Story(forum, clerk, officer, auditor, matter, meetings, lines, agreed, settled, overdue)


def a_held_meeting(forum: Forum, clerk: Person, day: date) -> Meeting:
    """A meeting in progress, with everybody there."""
    meeting = a_meeting(
        forum,
        day,
        agenda_published_at=timezone.now(),
        agenda_published_by=clerk,
        agenda_published_on=day,
    )
    everybody_present(meeting)
    return open_meeting(meeting, by=clerk, on=day)


def publish_draft(meeting: Meeting, clerk: Person) -> Minutes:
    """Draft minutes, published without their document."""
    return Minutes.objects.create(
        forum=meeting.forum,
        meeting=meeting,
        draft_published_at=timezone.now(),
        draft_published_by=clerk,
    )


def put(paper: Paper, recommendation: Recommendation, clerk: Person, on: date) -> Question:
    """Table the paper, whatever the gate warns of, and answer with the question it puts."""
    warnings = may_table(paper_facts(paper, on=on)).warnings
    table_paper(
        paper, acknowledged={w.key: "The chair agreed." for w in warnings}, by=clerk, on=on
    )
    return Question.objects.get(placement__recommendation=recommendation)


def carry(question: Question, clerk: Person, on: date) -> None:
    """Carried by a show of hands, all in favour."""
    ballot = open_ballot(question, Method.SHOW_OF_HANDS, by=clerk, on=on)
    voters = ballot.register.filter(is_eligible=True).count()
    close_ballot(ballot, Counts(voters, 0, 0), by=clerk, on=on)


def ask(
    paper: Paper, text: str, year: str, by: Person, on: date, **more: object
) -> Recommendation:
    """A recommendation that asks for the money of the posts."""
    values = {
        "label": "1",
        "decision_type": "GENERAL",
        "seeks_resources": True,
        "amount": AMOUNT,
        "financial_year": year,
    } | more
    recommendation = Recommendation(
        forum=paper.forum, matter=paper.matter, paper=paper, text=text, **values
    )
    return add_recommendation(recommendation, by=by, on=on)


def offer(
    recommendation: Recommendation, letter: str, line: BudgetLine, by: Person, on: date, **more
) -> FundingOption:
    values = {
        "source": Source.CENTRALLY_RETAINED,
        "amount": recommendation.amount,
        "financial_year": recommendation.financial_year,
    } | more
    option = FundingOption(
        forum=recommendation.forum,
        recommendation=recommendation,
        letter=letter,
        budget_line=line,
        **values,
    )
    return offer_option(option, by=by, on=on)


def _july(matter, meetings, lines, clerk, officer) -> Outcome:
    paper = a_paper(
        matter, an_item(meetings[0], "5"), author=officer, author_post="Early Help Manager"
    )
    wanted = ask(paper, "Agree to fund four Early Help posts.", "2018-19", officer, JULY)
    offer(wanted, "A", lines["retained"], officer, JULY)
    offer(wanted, "B", lines["high_needs"], officer, JULY, source=Source.HIGH_NEEDS)
    question = put(paper, wanted, clerk, JULY)
    carry(question, clerk, JULY)
    draft = OutcomeDraft(
        Result.CARRIED_AS_AMENDED,
        resolution="Agreed to fund four posts, full time and not term time only.",
        cost_effect="not stated",
        amount_agreed=AMOUNT,
        unsettled=True,
        action_text="Bring the funding source of the posts to the Forum.",
        action_owner=officer,
        action_due_meeting=meetings[1],
    )
    return record_outcome(question, draft, by=clerk, on=JULY)


def _january(matter, meetings, clerk, officer) -> Action:
    paper = a_paper(
        matter,
        an_item(meetings[1], "6"),
        title="Budget 2019-20: Early Help",
        purpose="information",
        author=officer,
        author_post="Early Help Manager",
    )
    a_text(paper, CLAIM, officer)
    warnings = may_table(paper_facts(paper, on=JANUARY)).warnings
    table_paper(
        paper, acknowledged={w.key: "The chair agreed." for w in warnings}, by=clerk, on=JANUARY
    )
    action = Action(
        forum=matter.forum,
        meeting=meetings[1],
        agenda_item=paper.agenda_item,
        matter=matter,
        text="Present Early Help and clusters to the Forum.",
        owner=officer,
        due_meeting=meetings[2],
        set_on=JANUARY,
    )
    return set_action(action, by=clerk, on=JANUARY)


def _february(matter, meetings, lines, agreed, clerk, officer) -> Outcome:
    paper = a_paper(
        matter,
        an_item(meetings[2], "7"),
        title="Early Help: where the money comes from",
        author=officer,
        author_post="Early Help Manager",
    )
    wanted = ask(paper, "Settle the source of the Early Help posts.", "2019-20", officer, FEBRUARY)
    unavailable = offer(wanted, "A", lines["retained"], officer, FEBRUARY)
    one_off = offer(
        wanted,
        "B",
        lines["balance"],
        officer,
        FEBRUARY,
        source=Source.ONE_OFF,
        until_on=UNTIL,
        proposer="Assistant Director",
    )
    question = put(paper, wanted, clerk, FEBRUARY)
    mark_option(
        unavailable, OptionStatus.UNAVAILABLE, note="Nothing is left.", by=clerk, on=FEBRUARY
    )
    carry(question, clerk, FEBRUARY)
    award = AwardDraft(
        Source.ONE_OFF, lines["balance"], AMOUNT, "2019-20", None, UNTIL, one_off, ASSUMED
    )
    draft = OutcomeDraft(
        Result.CARRIED,
        resolution="Agreed to fund the posts to October 2019 from one-off high needs money.",
        amount_agreed=AMOUNT,
        awards=(award,),
        settles=(agreed,),
    )
    return record_outcome(question, draft, by=clerk, on=FEBRUARY)
