"""The verbs that the story is told in: each goes through the workflow steps, on its own day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal

from decisions.choices import Method, Result, VoteCast
from decisions.models import Action, Ballot, Minutes, Outcome
from decisions.workflow.casting import cast_vote
from decisions.workflow.deciding import AwardDraft, OutcomeDraft, record_outcome
from decisions.workflow.following_up import set_action
from decisions.workflow.minute_items import draft_items
from decisions.workflow.minuting import (
    agree_minutes,
    begin_minutes,
    publish_draft,
    save_item,
    sign_minutes,
)
from decisions.workflow.voting import Counts, close_ballot, open_ballot
from forum.choices import Business, ItemKind, MeetingKind, Presence
from forum.models import AgendaItem, Appointment, Forum, Meeting, Person
from forum.workflow.attendance import take_attendance
from forum.workflow.meetings import add_item, call_meeting, close_meeting, open_meeting
from papers.choices import Purpose, Source
from papers.models import (
    BudgetLine,
    FundingOption,
    Matter,
    Paper,
    Question,
    RateLine,
    Recommendation,
)
from papers.models.facts import paper_facts
from papers.rules.tabling import may_table
from papers.rules.text.text_form import parse
from papers.workflow.budget import open_matter
from papers.workflow.drafting import start_paper
from papers.workflow.funding import offer_option
from papers.workflow.publishing import publish_agenda
from papers.workflow.recommending import add_recommendation
from papers.workflow.tabling import table_paper

NOTICE = timedelta(days=12)
OPENING = (
    ("Apologies and attendance", ItemKind.APOLOGIES),
    ("Declarations of interest", ItemKind.INTERESTS),
)
BUSINESS = {
    "De-delegation of funding for central services": Business.DE_DELEGATION,
    "High needs: places and top-ups": Business.HIGH_NEEDS,
    "Early years: central spending": Business.EARLY_YEARS,
    "Scheme for financing schools: changes": Business.SCHEME,
    "Membership and terms of office": Business.COMPOSITION,
    "Forward plan": Business.FORWARD_PLAN,
    "Outturn of the last year": Business.OUTTURN,
    "Election of the chair": Business.OFFICES,
}
"""Which business of the year an item takes, by its title."""
CLOSING = (("Any other business", ItemKind.OTHER_BUSINESS),)
URGENT = "Two payments are due before the next ordinary meeting."


@dataclass
class Teller:
    """Tells the story of one forum."""

    forum: Forum
    people: dict[str, Person]
    lines: dict[str, BudgetLine] = field(default_factory=dict)
    outcome: Outcome | None = None
    """The early help posts, agreed and waiting for their source."""

    @property
    def clerk(self) -> Person:
        return self.people["clerk"]

    def call(
        self, day: date, titles: Sequence[str], *, minutes: bool = True, urgent: bool = False
    ) -> Meeting:
        """Call a meeting with its standing items and these reports."""
        kind = MeetingKind.EXTRAORDINARY if urgent else MeetingKind.ORDINARY
        meeting = Meeting(
            forum=self.forum,
            held_on=day,
            kind=kind,
            starts_at_time=time(14),
            place="County Hall, Room 3, and online",
            called_because=URGENT if urgent else "",
        )
        called = day - timedelta(days=40)
        call_meeting(meeting, by=self.clerk, on=called)
        last = (("Minutes of the last meeting", ItemKind.MINUTES),) if minutes else ()
        for title, item_kind in (
            *OPENING,
            *last,
            *((each, ItemKind.REPORT) for each in titles),
            *CLOSING,
        ):
            item = AgendaItem(
                forum=self.forum,
                meeting=meeting,
                title=title,
                kind=item_kind,
                business=BUSINESS.get(title, ""),
            )
            add_item(item, by=self.clerk, on=called)
        return meeting

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
        """An officer starts a paper under the item of the same title."""
        by = self.people[author]
        on = meeting.held_on - NOTICE - timedelta(days=8)
        known = Matter.objects.filter(forum=self.forum, title=matter).first()
        paper = Paper(
            forum=self.forum,
            matter=known or open_matter(Matter(forum=self.forum, title=matter), by=by, on=on),
            title=title,
            purpose=purpose,
            author=by,
            author_post=by.post,
            agenda_item=meeting.items.get(title=title),
            eligibility_as_printed=eligibility,
        )
        return start_paper(paper, blocks=parse(text), by=by, on=on)

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
        return add_recommendation(recommendation, by=paper.author, on=self.writing(paper))

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
            **({"financial_year": recommendation.financial_year} | more),
        )
        return offer_option(option, rates, by=paper.author, on=self.writing(paper))

    def writing(self, paper: Paper) -> date:
        return paper.agenda_item.meeting.held_on - NOTICE - timedelta(days=6)

    def table(
        self, paper: Paper, why: str = "Read by the chair; the text stands as printed."
    ) -> None:
        """The clerk tables a paper in time, and says why each warning may stand."""
        on = paper.agenda_item.meeting.held_on - NOTICE
        warnings = may_table(paper_facts(paper, on=on)).warnings
        table_paper(paper, acknowledged={each.key: why for each in warnings}, by=self.clerk, on=on)

    def publish(self, meeting: Meeting) -> None:
        publish_agenda(meeting, by=self.clerk, on=meeting.held_on - NOTICE)

    def hold(self, meeting: Meeting, away: Iterable[str] = ()) -> None:
        """Open the meeting with everybody there but these."""
        publish_agenda(meeting, by=self.clerk, on=meeting.held_on - NOTICE)
        open_meeting(meeting, by=self.clerk, on=meeting.held_on)
        self.attend(meeting, away)

    def attend(self, meeting: Meeting, away: Iterable[str] = ()) -> None:
        current = Appointment.objects.current(meeting.held_on).filter(forum=self.forum)
        presence = {
            member: Presence.APOLOGIES if member.person.name in away else Presence.PRESENT
            for member in current.select_related("seat", "person")
        }
        take_attendance(meeting, presence, by=self.clerk, on=meeting.held_on)

    def member(self, name: str, meeting: Meeting) -> Appointment:
        """The appointment that somebody holds on the day of a meeting."""
        current = Appointment.objects.current(meeting.held_on).filter(forum=self.forum)
        return current.get(person=self.people[name])

    def questions(self, recommendation: Recommendation) -> list[Question]:
        placement = recommendation.placements.order_by("meeting__held_on").last()
        return list(placement.questions.all())

    def hands(
        self, question: Question, votes_for: int, against: int = 0, abstained: int = 0
    ) -> Ballot:
        """A show of hands that the clerk counts."""
        counts = Counts(votes_for, against, abstained)
        return self._taken(question, Method.SHOW_OF_HANDS, counts)

    def declared(self, question: Question, *, carried: bool = True) -> Ballot:
        """Nobody counted; the chair declared it."""
        return self._taken(question, Method.NOT_COUNTED, Counts(stated_carried=carried))

    def devices(self, question: Question, votes: Mapping[str, VoteCast]) -> Ballot:
        """Members vote on their own devices."""
        on = question.placement.meeting.held_on
        ballot = open_ballot(question, Method.ELECTRONIC, by=self.clerk, on=on)
        for name, choice in votes.items():
            cast_vote(ballot, choice=choice, by=self.people[name])
        return close_ballot(ballot, by=self.clerk, on=on)

    def record(self, question: Question, result: Result, **more: object) -> Outcome:
        on = question.placement.meeting.held_on
        return record_outcome(question, OutcomeDraft(result, **more), by=self.clerk, on=on)

    def agree(self, question: Question, *letters: str, **more: object) -> Outcome:
        """Carried, from the options with these letters (or the only ones there are)."""
        options = question.placement.recommendation.options.filter(group__in=["", question.group])
        chosen = [each for each in options if not letters or each.letter in letters]
        awards = tuple(
            AwardDraft(
                each.source,
                each.budget_line,
                each.amount,
                each.financial_year,
                each.from_on,
                each.until_on,
                each,
                more.get("assumption", ""),
            )
            for each in chosen
        )
        more.pop("assumption", None)
        agreed = sum((each.amount for each in awards), Decimal(0))
        return self.record(question, Result.CARRIED, amount_agreed=agreed, awards=awards, **more)

    def act(
        self, meeting: Meeting, text: str, owner: str, due: Meeting | date, matter: str = ""
    ) -> Action:
        """An action of a meeting, with its owner and day."""
        is_day = isinstance(due, date)
        action = Action(
            forum=self.forum,
            meeting=meeting,
            matter=Matter.objects.filter(forum=self.forum, title=matter).first(),
            text=text,
            owner=self.people[owner],
            owner_post=self.people[owner].post,
            due_on=due if is_day else None,
            due_meeting=None if is_day else due,
            set_on=meeting.held_on,
        )
        return set_action(action, by=self.clerk, on=meeting.held_on)

    def close(self, meeting: Meeting) -> None:
        close_meeting(meeting, open_ballots=0, by=self.clerk, on=meeting.held_on)

    def minute(self, of: Meeting, words: Mapping[str, str], *, publish: bool = True) -> Minutes:
        """Write up the meeting, by the titles of its items, and publish the draft."""
        on = of.held_on + timedelta(days=6)
        minutes = begin_minutes(of, by=self.clerk, on=on)
        for item in minutes.items.select_related("agenda_item"):
            if text := words.get(item.agenda_item.title):
                save_item(item, text=text, version=item.version, by=self.clerk, on=on)
        draft_items(minutes, by=self.clerk, on=on)
        if publish:
            publish_draft(minutes, by=self.clerk, on=on)
        return minutes

    def agree_minutes(self, of: Meeting, at: Meeting, *, sign: bool = True) -> None:
        agree_minutes(of.minutes, at_meeting=at, by=self.clerk, on=at.held_on)
        if sign:
            sign_minutes(of.minutes, by=self.people["Fiona Drummond"], on=at.held_on)

    def _taken(self, question: Question, method: Method, counts: Counts) -> Ballot:
        on = question.placement.meeting.held_on
        ballot = open_ballot(question, method, by=self.clerk, on=on)
        return close_ballot(ballot, counts, by=self.clerk, on=on)
