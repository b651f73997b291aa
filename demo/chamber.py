"""What happens in the room, and what is written about it: attendance, votes, outcomes, minutes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from decisions.choices import Method, Procedure, Result, VoteCast
from decisions.models import Action, Ballot, MinuteItem, Outcome
from decisions.models.drafts import AwardDraft, Counts, OutcomeDraft
from decisions.workflow.deciding import record_outcome
from decisions.workflow.following_up import set_action
from decisions.workflow.minuting import agree_minutes, begin_minutes, publish_draft, save_item
from decisions.workflow.voting import (
    cast_vote,
    close_ballot,
    open_ballot,
    open_procedural_ballot,
)
from demo.telling import Teller
from forum.choices import ItemKind, Presence
from forum.models import AgendaItem, Appointment, Meeting
from forum.workflow.attendance import take_attendance
from forum.workflow.meetings import close_meeting, open_meeting
from papers.choices import WHOLE_FORUM
from papers.models import FundingOption, Question

WRITING_UP = timedelta(days=6)


def assemble(
    teller: Teller, meeting: Meeting, *, away: Iterable[str] = (), absent: Iterable[str] = ()
) -> None:
    """Open the meeting with everybody there but those who sent apologies, or sent none."""
    on = meeting.held_on
    open_meeting(meeting, by=teller.clerk, on=on)
    current = Appointment.objects.current(on).filter(forum=teller.forum)
    states = dict.fromkeys(away, Presence.APOLOGIES) | dict.fromkeys(absent, Presence.ABSENT)
    presence = {
        member: states.get(member.person.name, Presence.PRESENT)
        for member in current.select_related("seat", "person")
    }
    take_attendance(meeting, presence, by=teller.clerk, on=on)


def question(meeting: Meeting, title: str, label: str, group: str = WHOLE_FORUM) -> Question:
    """What a paper, or a motion, asks one group at the meeting."""
    return meeting_questions(meeting, title).get(
        placement__recommendation__label=label, group=group
    )


def meeting_questions(meeting: Meeting, title: str) -> object:
    """All that is put under the item of this title, in the order of the agenda."""
    return Question.objects.filter(
        placement__meeting=meeting, placement__agenda_item__title=title
    ).order_by("placement__recommendation__position", "position")


def hands(teller: Teller, asked: Question, *, against: int = 0, abstained: int = 0) -> Ballot:
    """A show of hands: all who may vote and are here are in favour but these."""
    on = asked.placement.meeting.held_on
    ballot = open_ballot(asked, Method.SHOW_OF_HANDS, by=teller.clerk, on=on)
    return _counted(teller, ballot, against, abstained, on)


def declared(teller: Teller, asked: Question) -> Ballot:
    """Nobody counted; the chair declared it carried."""
    on = asked.placement.meeting.held_on
    ballot = open_ballot(asked, Method.NOT_COUNTED, by=teller.clerk, on=on)
    return close_ballot(ballot, Counts(stated_carried=True), by=teller.clerk, on=on)


def devices(
    teller: Teller,
    asked: Question,
    *,
    against: Iterable[str] = (),
    abstained: Iterable[str] = (),
    prefer: Mapping[str, str] | None = None,
) -> Ballot:
    """Members vote on their own devices: for, but for these; and some prefer an option."""
    on = asked.placement.meeting.held_on
    choices = dict.fromkeys(against, VoteCast.AGAINST) | dict.fromkeys(abstained, VoteCast.ABSTAIN)
    ballot = open_ballot(asked, Method.ELECTRONIC, by=teller.clerk, on=on)
    for entry in ballot.register.filter(is_eligible=True).select_related("appointment__person"):
        voter = entry.appointment.person
        choice = choices.get(voter.name, VoteCast.FOR)
        letter = (prefer or {}).get(voter.name, "") if choice == VoteCast.FOR else ""
        cast_vote(ballot, choice=choice, option_letter=letter, by=voter)
    return close_ballot(ballot, by=teller.clerk, on=on)


def procedure(
    teller: Teller, item: AgendaItem, what: Procedure, *, against: int = 0, abstained: int = 0
) -> Ballot:
    """A show of hands of all members on procedure."""
    on = item.meeting.held_on
    ballot = open_procedural_ballot(item, what, Method.SHOW_OF_HANDS, by=teller.clerk, on=on)
    return _counted(teller, ballot, against, abstained, on)


def record(teller: Teller, asked: Question, result: Result, **more: object) -> Outcome:
    """Record what came of a question."""
    on = asked.placement.meeting.held_on
    return record_outcome(asked, OutcomeDraft(result, **more), by=teller.clerk, on=on)


def agree(teller: Teller, asked: Question, **more: object) -> Outcome:
    """Carried, from the options that stand for the group."""
    assumption = str(more.pop("assumption", ""))
    options = asked.placement.recommendation.options.filter(
        group__in=["", asked.group], status="offered"
    )
    awards = tuple(award(each, assumption) for each in options)
    agreed = sum((each.amount or Decimal(0) for each in awards), Decimal(0))
    return record(teller, asked, Result.CARRIED, amount_agreed=agreed, awards=awards, **more)


def award(option: FundingOption, assumption: str = "") -> AwardDraft:
    """The money of an option as the clerk enters it."""
    return AwardDraft(
        option.source,
        option.budget_line,
        option.amount,
        option.financial_year,
        option.from_on,
        option.until_on,
        option,
        assumption,
    )


def act(
    teller: Teller,
    item: AgendaItem,
    text: str,
    owner: str,
    due: Meeting | date,
    matter: str = "",
) -> Action:
    """An action set under an item, with its owner and day."""
    is_day, on, by = isinstance(due, date), item.meeting.held_on, teller.people[owner]
    action = Action(
        forum=teller.forum,
        meeting=item.meeting,
        agenda_item=item,
        matter=teller.matter(matter, by=teller.clerk, on=on) if matter else None,
        text=text,
        owner=by,
        owner_post=by.post,
        due_on=due if is_day else None,
        due_meeting=None if is_day else due,
        set_on=on,
    )
    return set_action(action, by=teller.clerk, on=on)


def agree_last_minutes(teller: Teller, last: Meeting, here: Meeting) -> None:
    """The members agree the minutes of the meeting before."""
    item = here.items.get(kind=ItemKind.MINUTES)
    ballot = open_procedural_ballot(
        item, Procedure.AGREE_MINUTES, Method.NOT_COUNTED, by=teller.clerk, on=here.held_on
    )
    close_ballot(ballot, Counts(stated_carried=True), by=teller.clerk, on=here.held_on)
    agree_minutes(last.minutes, at_meeting=here, by=teller.clerk, on=here.held_on)


def close(teller: Teller, meeting: Meeting, words: Mapping[str, str]) -> None:
    """Close the meeting, write it up by the titles of its items, and publish the draft."""
    close_meeting(meeting, open_ballots=0, by=teller.clerk, on=meeting.held_on)
    on = meeting.held_on + WRITING_UP
    minutes = begin_minutes(meeting, by=teller.clerk, on=on)
    for item in MinuteItem.objects.filter(minutes=minutes).select_related("agenda_item"):
        if text := words.get(item.agenda_item.title):
            save_item(item, text=text, version=item.version, by=teller.clerk, on=on)
    publish_draft(minutes, by=teller.clerk, on=on)


def _counted(teller: Teller, ballot: Ballot, against: int, abstained: int, on: date) -> Ballot:
    here = ballot.register.filter(is_eligible=True).count()
    counts = Counts(here - against - abstained, against, abstained)
    return close_ballot(ballot, counts, by=teller.clerk, on=on)
