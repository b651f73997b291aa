"""The short verbs that a real meeting is told in: each goes through the steps, on its own day.

Facts and figures are those of published minutes; every person is invented.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from decisions.choices import Method, Procedure, Result
from decisions.models import Ballot, Minutes, Outcome
from decisions.workflow.deciding import AwardDraft, OutcomeDraft, record_outcome
from decisions.workflow.minuting import agree_minutes, begin_minutes, publish_draft, save_item
from decisions.workflow.voting import (
    Counts,
    close_ballot,
    open_ballot,
    open_procedural_ballot,
)
from forum.choices import Group, InterestAction, InterestKind, ItemKind, Presence
from forum.models import AgendaItem, Appointment, Forum, Interest, Meeting, Person
from forum.models.school import MAINTAINED
from forum.workflow.attendance import come_in, leave, take_attendance
from forum.workflow.interests import declare_interest
from forum.workflow.meetings import (
    add_item,
    call_meeting,
    close_meeting,
    mark_published,
    open_meeting,
)
from papers.choices import WHOLE_FORUM, Block, LineKind, Origin, Purpose, Source
from papers.models import (
    BudgetLine,
    FundingOption,
    Matter,
    Paper,
    Placement,
    Question,
    RateLine,
    Recommendation,
)
from papers.models.facts import paper_facts, placement_facts
from papers.rules.tabling import may_table
from papers.workflow.drafting import start_paper
from papers.workflow.funding import offer_option
from papers.workflow.recommending import add_recommendation, move_recommendation, place_again
from papers.workflow.tabling import table_paper, table_placement
from tests.factories import a_matter, a_member, a_school, at_time

PHASE_OF = {group: phase for phase, group in MAINTAINED.items()}
LONG_AGO = date(2008, 9, 1)
NOTICE = timedelta(days=14)
READ = "Read, and the chair agreed"


@dataclass
class Telling:
    """Tells what happened at one forum."""

    forum: Forum
    clerk: Person
    officer: Person

    # Who there is

    def members(self, **groups: int) -> dict[Group, list[Person]]:
        """So many members of each group, and a school of each kind that is maintained."""
        found: dict[Group, list[Person]] = {}
        for name, count in groups.items():
            group = Group(name)
            if group in PHASE_OF:
                a_school(self.forum, PHASE_OF[group])
            found[group] = [a_member(self.forum, group, from_on=LONG_AGO) for _ in range(count)]
        return found

    # A meeting, from its calling to its minutes

    def call(self, day: date, *titles: str | tuple[str, ItemKind], **more: object) -> Meeting:
        """Call a meeting with these items, and publish its agenda in good time."""
        on = day - NOTICE
        meeting = call_meeting(
            Meeting(forum=self.forum, held_on=day, **more), by=self.clerk, on=on
        )
        for title in titles:
            text, kind = (title, ItemKind.REPORT) if isinstance(title, str) else title
            item = AgendaItem(forum=self.forum, meeting=meeting, title=text, kind=kind)
            add_item(item, by=self.clerk, on=on)
        return mark_published(meeting, by=self.clerk, on=on, sha256="")

    def begin(self, meeting: Meeting, *, away: Collection[Person] = ()) -> Meeting:
        """Open the meeting and call the roll: all are there but those away."""
        day = meeting.held_on
        open_meeting(meeting, by=self.clerk, on=day)
        current = Appointment.objects.current(day).filter(forum=self.forum)
        states = {
            each: Presence.APOLOGIES if each.person in away else Presence.PRESENT
            for each in current.select_related("person", "seat")
        }
        take_attendance(meeting, states, by=self.clerk, on=day)
        return meeting

    def leaves(self, meeting: Meeting, person: Person, hour: int, minute: int = 0) -> None:
        self._walk(leave, meeting, person, at_time(meeting, hour, minute))

    def comes(self, meeting: Meeting, person: Person, hour: int, minute: int = 0) -> None:
        self._walk(come_in, meeting, person, at_time(meeting, hour, minute))

    def _walk(self, step, meeting: Meeting, person: Person, at: datetime) -> None:
        step(meeting, self.seat_of(person), at=at, by=self.clerk, on=meeting.held_on)

    def seat_of(self, person: Person) -> Appointment:
        """The appointment of a member."""
        return person.appointments.get(forum=self.forum)

    def declares(
        self,
        item: AgendaItem,
        person: Person,
        nature: str,
        action: InterestAction,
        kind: InterestKind = InterestKind.AFFECTED,
        **more: object,
    ) -> Interest:
        """A member declares an interest in an item, or in a part of it."""
        interest = Interest(
            forum=self.forum,
            meeting=item.meeting,
            appointment=self.seat_of(person),
            agenda_item=item,
            kind=kind,
            action=action,
            nature=nature,
            **more,
        )
        return declare_interest(interest, by=person, on=item.meeting.held_on)

    def minute(self, meeting: Meeting, **texts: str) -> Minutes:
        """Close the meeting and publish its draft minutes: texts by number, as `item_3="…"`."""
        day = meeting.held_on
        close_meeting(meeting, open_ballots=0, by=self.clerk, on=day)
        minutes = begin_minutes(meeting, by=self.clerk, on=day)
        for number, text in texts.items():
            self.write(minutes, number.removeprefix("item_"), text, on=day)
        publish_draft(minutes, by=self.clerk, on=day)
        return minutes

    def write(self, minutes: Minutes, number: str, text: str, *, on: date) -> None:
        """Write what the minutes say about one item."""
        item = minutes.items.get(agenda_item__number=number)
        save_item(item, text=text, version=item.version, by=self.clerk, on=on)

    def agree(self, minutes: Minutes, at_meeting: Meeting) -> None:
        agree_minutes(minutes, at_meeting=at_meeting, by=self.clerk, on=at_meeting.held_on)

    # What is asked

    def paper(
        self, item: AgendaItem, text: str = "", purpose: Purpose = Purpose.DECISION
    ) -> Paper:
        """An officer writes a paper under the item."""
        paper = Paper(
            forum=self.forum,
            matter=self.matter(item.title),
            title=item.title,
            purpose=purpose,
            agenda_item=item,
            author=self.officer,
            author_post="Schools Finance Manager",
        )
        return start_paper(paper, text=text, by=self.officer, on=self.before(item))

    def matter(self, title: str) -> Matter:
        """The subject of this title, opened when it first comes up."""
        return self.forum.matter_set.filter(title=title).first() or a_matter(self.forum, title)

    def ask(
        self, paper: Paper, label: str, text: str, kind: str, year: str, **more: object
    ) -> Recommendation:
        """Add what the paper asks; with an amount it asks for money."""
        recommendation = Recommendation(
            forum=self.forum,
            matter=paper.matter,
            paper=paper,
            label=label,
            text=text,
            position=paper.recommendations.count() + 1,
            decision_type=kind,
            financial_year=year,
            seeks_resources="amount" in more,
            **more,
        )
        on = self.before(paper.agenda_item)
        return add_recommendation(recommendation, by=self.officer, on=on)

    def offer(
        self,
        recommendation: Recommendation,
        line: BudgetLine | str,
        source: Source = Source.CENTRALLY_RETAINED,
        rates: Sequence[RateLine] = (),
        **more: object,
    ) -> FundingOption:
        """Name the money of a recommendation, from a budget line."""
        if isinstance(line, str):
            line = self.line(line)
        values = {
            "letter": "A",
            "amount": recommendation.amount,
            "financial_year": recommendation.financial_year,
        } | more
        option = FundingOption(
            forum=self.forum,
            recommendation=recommendation,
            source=source,
            budget_line=line,
            **values,
        )
        return offer_option(option, rates, by=self.officer, on=LONG_AGO)

    def line(
        self, name: str, block: Block = Block.SCHOOLS, kind: LineKind = LineKind.LINE
    ) -> BudgetLine:
        """The budget line of this name, opened when it is first spoken of."""
        line, _ = BudgetLine.objects.get_or_create(
            forum=self.forum, name=name, defaults={"block": block, "kind": kind}
        )
        return line

    def de_delegate(
        self, paper: Paper, label: str, service: str, kind: str, year: str, **shares: int
    ) -> Recommendation:
        """Ask for one service, with so many pounds from each group that hands money back."""
        wanted = self.ask(
            paper,
            label,
            f"Agree to de-delegate {service}.",
            kind,
            year,
            amount=Decimal(sum(shares.values())),
            groups=[*shares],
        )
        self.share_out(wanted, service, **shares)
        return wanted

    def share_out(self, wanted: Recommendation, service: str, **shares: int) -> None:
        """A line of money for each group, at £1 a pupil: the record states no rates."""
        for number, (group, pounds) in enumerate(shares.items(), start=1):
            pupils = RateLine(
                factor="AWPU",
                unit_rate=Decimal(1),
                units=Decimal(pounds),
                printed_total=Decimal(pounds),
            )
            self.offer(
                wanted,
                service,
                Source.DE_DELEGATED,
                [pupils],
                position=number,
                service=service,
                group=group,
                amount=Decimal(pounds),
            )

    def motion(self, item: AgendaItem, text: str, kind: str, year: str, **more) -> Placement:
        """Something put without a paper, under matters arising or from the floor."""
        arising = item.kind == ItemKind.MATTERS_ARISING
        motion = Recommendation(
            forum=self.forum,
            matter=self.matter(item.title),
            origin=Origin.MATTERS_ARISING if arising else Origin.FLOOR,
            label="1",
            text=text,
            decision_type=kind,
            financial_year=year,
            seeks_resources="amount" in more,
            **more,
        )
        return move_recommendation(motion, item, by=self.clerk, on=item.meeting.held_on)

    # Before the forum

    def table(self, paper: Paper, *, on: date | None = None) -> set[str]:
        """Table the paper, whatever the gate warns of, and answer with what it warned of."""
        day = on or self.before(paper.agenda_item)
        warnings = may_table(paper_facts(paper, on=day)).warnings
        table_paper(paper, acknowledged=_read(warnings), by=self.clerk, on=day)
        return {each.code for each in warnings}

    def table_alone(self, placement: Placement) -> None:
        """Table a motion, or what comes back."""
        day = placement.meeting.held_on
        warnings = may_table(placement_facts(placement, on=day)).warnings
        table_placement(placement, acknowledged=_read(warnings), by=self.clerk, on=day)

    def again(self, recommendation: Recommendation, item: AgendaItem) -> Placement:
        """Put what was left open before a later meeting, in the words it was tabled in."""
        day = item.meeting.held_on
        placement = place_again(recommendation, item, by=self.clerk, on=day)
        self.table_alone(placement)
        return placement

    def before(self, item: AgendaItem) -> date:
        """A day in good time before the meeting of an item."""
        return item.meeting.held_on - NOTICE

    # The vote and its outcome

    def hands(
        self, question: Question, votes_for: int, votes_against: int = 0, abstained: int = 0
    ) -> Ballot:
        """A show of hands, counted."""
        counts = Counts(votes_for, votes_against, abstained)
        return self.vote(question, Method.SHOW_OF_HANDS, counts)

    def declared(self, question: Question, *, carried: bool = True) -> Ballot:
        """Counts not taken: the chair declares it."""
        return self.vote(question, Method.NOT_COUNTED, Counts(stated_carried=carried))

    def unanimous(self, question: Question) -> Ballot:
        return self.vote(question, Method.UNANIMOUS, Counts())

    def vote(self, question: Question, method: Method, counts: Counts) -> Ballot:
        """A ballot, opened and closed."""
        day = question.placement.meeting.held_on
        ballot = open_ballot(question, method, by=self.clerk, on=day)
        return close_ballot(ballot, counts, by=self.clerk, on=day)

    def elect(
        self, item: AgendaItem, office: Procedure, method: Method, *candidates: Person
    ) -> Ballot:
        """Open the election of one of the candidates."""
        return open_procedural_ballot(
            item,
            office,
            method,
            candidates=[self.seat_of(each) for each in candidates],
            by=self.clerk,
            on=item.meeting.held_on,
        )

    def resolve(self, question: Question, result: Result, **more: object) -> Outcome:
        """Record the outcome; what was carried is awarded from its only option."""
        wanted = question.placement.recommendation
        if result in {Result.CARRIED, Result.RATIFIED} and wanted.seeks_resources:
            parts = wanted.options.filter(group__in=["", question.group])
            awards = tuple(award_of(each) for each in parts)
            more = {"amount_agreed": question.amount_asked, "awards": awards} | more
        draft = OutcomeDraft(result, **more)
        return record_outcome(
            question, draft, by=self.clerk, on=question.placement.meeting.held_on
        )

    def carry(self, question: Question) -> Outcome:
        """Agreed without counts, as most minutes have it."""
        self.declared(question)
        return self.resolve(question, Result.CARRIED)


def question(recommendation: Recommendation, group: str = WHOLE_FORUM) -> Question:
    """What a recommendation asks of a group at the last meeting that it was before."""
    put = Question.objects.filter(placement__recommendation=recommendation, group=group)
    return put.order_by("placement__meeting__held_on").last()


def item(meeting: Meeting, number: int | str) -> AgendaItem:
    return meeting.items.get(number=str(number))


def may_vote(ballot: Ballot) -> set[str]:
    """The groups of those on the register who may vote."""
    return set(ballot.register.filter(is_eligible=True).values_list("group", flat=True))


def why(ballot: Ballot, person: Person) -> str:
    """The code of a member's line in the register."""
    return ballot.register.get(appointment__person=person).code


def award_of(option: FundingOption) -> AwardDraft:
    """An option taken up as it was tabled."""
    return AwardDraft(
        source=option.source,
        budget_line=option.budget_line,
        amount=option.amount,
        financial_year=option.financial_year,
        from_on=option.from_on,
        until_on=option.until_on,
        option=option,
    )


def _read(warnings: Iterable) -> dict[str, str]:
    return {each.key: READ for each in warnings}
