"""The short verbs that a real meeting is told in: each goes through the steps, on its own day.

Facts and figures are those of published minutes; every person is invented.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

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
from forum.models import AgendaItem, Appointment, Interest, Meeting, Person
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
from papers.choices import WHOLE_FORUM
from papers.models import (
    FundingOption,
    Question,
    Recommendation,
)
from tests.factories import a_member, a_school, at_time
from tests.real_cases.asking import LONG_AGO, NOTICE, Asking

PHASE_OF = {group: phase for phase, group in MAINTAINED.items()}


class Telling(Asking):
    """Tells what happened at one forum."""

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
            parts = wanted.options.filter(group__in=question.option_groups)
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
