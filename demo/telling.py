from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from uuid import UUID

from demo.calendar import Calendar
from forum.choices import ItemKind, MeetingKind
from forum.models import AgendaItem, Forum, Meeting, Person
from forum.rules.ruling import Reason
from forum.workflow.meetings import add_item, call_meeting
from papers.choices import Purpose, Source
from papers.models import (
    BudgetLine,
    FundingOption,
    Matter,
    Paper,
    Placement,
    RateLine,
    Recommendation,
)
from papers.models.facts import paper_facts, placement_facts
from papers.rules.tabling import may_table
from papers.workflow.budget import open_matter
from papers.workflow.drafting import clear_paper, start_paper
from papers.workflow.funding import offer_option
from papers.workflow.publishing import publish_agenda
from papers.workflow.recommending import add_recommendation
from papers.workflow.tabling import table_paper, table_placement

NOTICE = timedelta(days=14)
WRITING = timedelta(days=8)
PLACE = "County Hall, Room 3, and online"
OPENING = (
    ("Apologies and attendance", ItemKind.APOLOGIES),
    ("Declarations of interest", ItemKind.INTERESTS),
)
LAST_MINUTES = ("Minutes of the last meeting", ItemKind.MINUTES)
ARISING = ("Matters arising", ItemKind.MATTERS_ARISING)
CLOSING = ("Any other business", ItemKind.OTHER_BUSINESS)

WHY = {
    "agenda-published": "Sent to all members as a supplement on the day it was tabled.",
    "eligibility-wider": "The front sheet speaks of maintained schools in general; each recommendation names who votes.",
    "information-changes-budget": "The change of use is the authority's to make; members are asked to note and comment.",
    "late": "The schools need an answer this week; the chair agreed.",
    "prior-year-label": "A slip in the table: the rate is last year's. The paper stays as printed.",
    "since-date-later-than-meeting": "A slip: the body of the paper gives the right date. It stays as printed.",
    "source-only-in-text": "Spoken of as background; nothing is asked from it here.",
    "unrecognised-source": "The options of the recommendation say which budget lines are meant.",
}
"""Why business goes on although the gate warned: in the words of whoever answered for it."""


def reasons(warnings: Sequence[Reason]) -> dict[str, str]:
    """A reason for each warning of the gate, by its key."""
    return {
        each.key: WHY.get(each.code, "Read by the chair, and right as it is.") for each in warnings
    }


@dataclass
class Teller:
    """Tells the story of one forum."""

    forum: Forum
    people: dict[str, Person]
    calendar: Calendar
    lines: dict[str, BudgetLine] = field(default_factory=dict)
    meetings: list[Meeting] = field(default_factory=list)
    """The ordinary meetings in order: those held, and the coming one."""
    published: dict[UUID, date] = field(default_factory=dict)
    """When the agenda of a meeting is published, where that is not a fortnight before it."""

    @property
    def clerk(self) -> Person:
        return self.people["clerk"]

    def call(self, day: date, *, on: date, kind: MeetingKind = MeetingKind.ORDINARY) -> Meeting:
        """Call a meeting; its agenda is filled later."""
        meeting = Meeting(
            forum=self.forum, held_on=day, kind=kind, place=PLACE, starts_at_time=time(16, 30)
        )
        return call_meeting(meeting, by=self.clerk, on=on)

    def item(
        self,
        meeting: Meeting,
        title: str,
        kind: ItemKind = ItemKind.REPORT,
        presenter: str = "",
        *,
        on: date | None = None,
    ) -> AgendaItem:
        """Add an item at the end of the agenda."""
        item = AgendaItem(
            forum=self.forum, meeting=meeting, title=title, kind=kind, presenter=presenter
        )
        return add_item(item, by=self.clerk, on=on or self.writing_day(meeting))

    def open_agenda(self, meeting: Meeting) -> None:
        """The standing items that come first."""
        has_last = meeting.kind == MeetingKind.ORDINARY and meeting != self.meetings[0]
        last = (LAST_MINUTES, ARISING) if has_last else ()
        for title, kind in (*OPENING, *last):
            self.item(meeting, title, kind)

    def publish_day(self, meeting: Meeting) -> date:
        return self.published.get(meeting.pk, meeting.held_on - NOTICE)

    def writing_day(self, meeting: Meeting) -> date:
        """When officers write for a meeting."""
        return self.publish_day(meeting) - WRITING

    def tabling_day(self, meeting: Meeting) -> date:
        return self.publish_day(meeting) - timedelta(days=1)

    def paper(
        self,
        meeting: Meeting,
        title: str,
        matter: str,
        text: str,
        *,
        author: str,
        purpose: Purpose = Purpose.DECISION,
        eligibility: str = "",
    ) -> Paper:
        """An officer starts a paper, under an item of its own."""
        by, on = self.people[author], self.writing_day(meeting)
        paper = Paper(
            forum=self.forum,
            matter=self.matter(matter, by=by, on=on),
            title=title,
            purpose=purpose,
            author=by,
            author_post=by.post,
            agenda_item=self.item(meeting, title, presenter=by.post),
            eligibility_as_printed=eligibility,
        )
        return start_paper(paper, text=text, by=by, on=on)

    def matter(self, title: str, *, by: Person, on: date, summary: str = "") -> Matter:
        """The matter with this title, opened where it is new."""
        known = Matter.objects.filter(forum=self.forum, title=title).first()
        new = Matter(forum=self.forum, title=title, summary=summary)
        return known or open_matter(new, by=by, on=on)

    def recommend(self, paper: Paper, label: str, text: str, **more: object) -> Recommendation:
        """Add what a paper asks; an amount means that it asks for money."""
        amount = more.pop("amount", None)
        recommendation = Recommendation(
            forum=self.forum,
            matter=paper.matter,
            paper=paper,
            label=label,
            text=text,
            position=paper.recommendations.count() + 1,
            seeks_resources=amount is not None,
            amount=None if amount is None else Decimal(amount),
            **({"decision_type": "GENERAL"} | more),
        )
        return add_recommendation(
            recommendation, by=paper.author, on=self.writing_day(paper.agenda_item.meeting)
        )

    def offer(
        self,
        recommendation: Recommendation,
        source: Source,
        line: str,
        rates: Sequence[RateLine] = (),
        **more: object,
    ) -> FundingOption:
        """Offer money for a recommendation; without an amount it only names the source."""
        paper = recommendation.paper
        amount = more.pop("amount", recommendation.amount)
        option = FundingOption(
            forum=self.forum,
            recommendation=recommendation,
            source=source,
            budget_line=self.lines[line],
            amount=None if amount is None else Decimal(amount),
            financial_year=recommendation.financial_year,
            **more,
        )
        return offer_option(
            option, rates, by=paper.author, on=self.writing_day(paper.agenda_item.meeting)
        )

    def table(self, meeting: Meeting, *, but: Sequence[str] = ()) -> None:
        """The clerk tables the papers of a meeting, and says why each warning may stand."""
        on = self.tabling_day(meeting)
        for paper in Paper.objects.filter(agenda_item__meeting=meeting).exclude(title__in=but):
            self.clear(paper, on=on)
            warnings = may_table(paper_facts(paper, on=on)).warnings
            table_paper(paper, acknowledged=reasons(warnings), by=self.clerk, on=on)
        for placement in meeting.placements.filter(
            tabled_at=None, recommendation__paper__tabled_at__isnull=False
        ):
            self.table_alone(placement, on=on)

    def table_alone(self, placement: Placement, *, on: date) -> None:
        """What has no paper of its own at this meeting passes the same gate."""
        warnings = may_table(placement_facts(placement, on=on)).warnings
        table_placement(placement, acknowledged=reasons(warnings), by=self.clerk, on=on)

    def clear(self, paper: Paper, *, on: date) -> None:
        """Finance clears what somebody else wrote, where the constitution asks for it."""
        if self.forum.constitution_on(on).finance_clearance:
            finance, chief = self.people["finance"], self.people["chief_finance"]
            by = chief if paper.author == finance else finance
            clear_paper(paper, note="Figures agreed with the ledger.", by=by, on=on)

    def publish(self, meeting: Meeting, *, reason: str = "") -> None:
        """The agenda goes out, with the business that is always last."""
        on = self.publish_day(meeting)
        self.item(meeting, *CLOSING, on=on)
        publish_agenda(meeting, reason=reason, by=self.clerk, on=on)
