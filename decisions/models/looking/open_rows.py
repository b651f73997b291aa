"""The rows of the open data: published meetings, decisions, awards, actions and members.

Nothing here is more than the pages show to who is not signed in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse

from decisions.models.following.action import Action
from decisions.models.outcomes.outcome import DecisionLink, Outcome
from decisions.models.threads.log_row import LogRow, award_facts
from decisions.rules.authority import last_day
from forum.models import Appointment, Forum, Meeting, OfficeHolding
from forum.reading import at_once, nothing_thrown_away

Row = tuple[object, ...]
_PLACED = "question__placement"
_ASKED = f"{_PLACED}__recommendation"
_ENDS = ("meeting", "agenda_item", "recommendation")
_OF_ITS_SUBJECT = ("recommendation__matter", "recommendation__paper")


@dataclass(frozen=True)
class Taken:
    """The taking away of a table."""

    site: str
    """How the address of each record begins: "https://forum.example"."""
    on: date


def published_outcomes(forum: Forum) -> list[LogRow]:
    """Every published decision of the forum as a row of the log, the earliest first."""
    # Nothing is joined to what is read beside them: Django copies that once for each decision.
    near: list[Prefetch | str] = ["awards", "awards__budget_line", "awards__option", "conditions"]
    for mine, other in (("links_from", "earlier"), ("links_to", "later")):
        links = DecisionLink.objects.to_public(other).filter(forum=forum)
        near.append(Prefetch(mine, links.with_reversals(inside=False)))
        near += [f"{mine}__{other}__{_PLACED}__{end}" for end in _ENDS]
    # Many decisions have the same meeting, item, paper and matter: those are read once.
    near += [f"{_PLACED}__{end}" for end in ("meeting", "agenda_item", *_OF_ITS_SUBJECT)]
    joined = {f"{path}__forum": forum for path in ("question", _PLACED, _ASKED)}
    ordered = (
        Outcome.objects.public_of(forum)
        .filter(**joined)
        .select_related("ballot", _ASKED)
        .order_by(
            f"{_PLACED}__meeting__held_on",
            f"{_PLACED}__agenda_item__position",
            f"{_ASKED}__position",
            "question__position",
            "pk",
        )
    )
    with nothing_thrown_away():
        with at_once():
            found = list(ordered)
        prefetch_related_objects(found, *near)
        return [LogRow(_of(forum, outcome)) for outcome in found]


def _of(forum: Forum, outcome: Outcome) -> Outcome:
    outcome.forum = forum
    return outcome


def meetings(forum: Forum, taken: Taken) -> Iterator[Row]:
    """Every meeting whose agenda is published."""
    meetings = forum.meeting_set.public().select_related("forum", "minutes").order_by("held_on")
    for meeting in meetings:
        yield (
            meeting.pk,
            taken.site + meeting.get_absolute_url(),
            forum.pk,
            str(meeting),
            meeting.get_kind_display(),
            meeting.held_on,
            meeting.get_day_basis_display(),
            meeting.starts_at_time,
            meeting.place,
            meeting.stage.label,
            meeting.agenda_published_on,
            _minutes(meeting),
        )


def _minutes(meeting: Meeting) -> str:
    minutes = getattr(meeting, "minutes", None)
    return minutes.stage.label if minutes and minutes.is_public else "Not published"


def decisions(forum: Forum, taken: Taken) -> Iterator[Row]:
    """What each group resolved, once the minutes are published."""
    for row in published_outcomes(forum):
        outcome, ballot = row.outcome, row.outcome.ballot
        yield (
            outcome.pk,
            taken.site + outcome.get_absolute_url(),
            forum.pk,
            row.reference,
            outcome.decided_on,
            row.meeting.pk,
            row.item.number,
            row.matter.pk,
            row.matter.title,
            row.paper_title,
            row.recommendation.label,
            row.text_tabled,
            row.text_resolved,
            row.group,
            row.result,
            *_counts(row),
            ballot.get_majority_display() if ballot else None,
            row.amount_asked,
            row.amount_agreed,
            row.settlement,
            row.until,
            "; ".join(f"{each.text} ({each.get_state_display()})" for each in row.conditions),
            "; ".join(link.text for link in row.links),
            outcome.evidence_words,
        )


def _counts(row: LogRow) -> Row:
    """For, against and abstained; as the record states them where there was no ballot of ours."""
    ballot, outcome = row.outcome.ballot, row.outcome
    if ballot:
        return (ballot.votes_for, ballot.votes_against, ballot.abstentions)
    return (outcome.stated_for, outcome.stated_against, outcome.stated_abstain)


def awards(forum: Forum, taken: Taken) -> Iterator[Row]:
    """The money of each published decision."""
    for row in published_outcomes(forum):
        for award in row.awards:
            yield (
                award.pk,
                taken.site + row.outcome.get_absolute_url(),
                row.outcome.pk,
                row.reference,
                row.outcome.decided_on,
                row.matter.title,
                row.group,
                award.get_source_display(),
                award.budget_line_id,
                award.budget_line.name,
                award.budget_line.get_block_display(),
                award.amount,
                award.financial_year,
                award.from_on,
                last_day(award_facts(award)),
                award.assumption,
            )


def actions(forum: Forum, taken: Taken) -> Iterator[Row]:
    """The actions of published minutes, their owners by post."""
    actions = Action.objects.filter(forum=forum).public()
    for action in actions.select_related("matter", "due_meeting").order_by("set_on", "reference"):
        address = reverse("decisions:action_detail", args=[forum.slug, action.pk])
        yield (
            action.pk,
            taken.site + address,
            action.reference,
            action.meeting_id,
            action.set_on,
            action.matter.title if action.matter else "",
            action.text,
            action.owner_post,
            action.due_day,
            "Open" if action.is_open else "Closed",
            action.closed_on,
        )


def memberships(forum: Forum, taken: Taken) -> Iterator[Row]:
    """Who holds a seat on the day, for which group."""
    offices = {
        held.appointment_id: held.get_office_display()
        for held in OfficeHolding.objects.current(taken.on).filter(forum=forum)
    }
    holding = Appointment.objects.current(taken.on).filter(forum=forum)
    for each in holding.select_related("seat", "person", "school").order_by("seat__position"):
        yield (
            each.pk,
            forum.pk,
            person_id(forum, each.person_id),
            each.person.name,
            each.seat_id,
            each.seat.name,
            offices.get(each.pk, "Member"),
            each.seat.get_group_display(),
            each.seat.member_class.label,
            each.school.name if each.school else "",
            each.from_on,
            each.until_on,
        )


def person_id(forum: Forum, person: UUID) -> UUID:
    """Who somebody is in the open data: always the same, and not as the audit trail knows them."""
    return uuid5(forum.pk, person.hex)
