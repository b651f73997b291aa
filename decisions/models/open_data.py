"""What everybody may take away and use: published meetings, decisions, awards, actions, members.

Names are those of Popolo (popoloproject.com) where it has one: organization, event, motion,
membership, post. Nothing here is more than the pages show to who is not signed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.urls import reverse

from decisions.models.action import Action
from decisions.models.log import with_money
from decisions.models.log_row import LogRow, award_facts
from decisions.models.outcome import Outcome
from decisions.rules.authority import last_day
from forum.choices import DataLicence
from forum.models import Appointment, Forum, Meeting, OfficeHolding

LICENCES = {
    DataLicence.OGL: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    DataLicence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    DataLicence.NONE: "",
}
Row = tuple[object, ...]


@dataclass(frozen=True)
class Taken:
    """The taking away of a table."""

    site: str
    """How the address of each record begins: "https://forum.example"."""
    on: date


@dataclass(frozen=True)
class Dataset:
    """One table of the open data: what it holds, its columns, and its rows."""

    name: str
    title: str
    about: str
    columns: tuple[tuple[str, str], ...]
    """The name of each column, and what it holds."""
    read: Callable[[Forum, Taken], Iterator[Row]]

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.columns)

    def rows(self, forum: Forum, taken: Taken) -> list[Row]:
        """Every row that is published."""
        return list(self.read(forum, taken))


@dataclass(frozen=True)
class Terms:
    """On what terms the data may be used, as every file states them."""

    licence: str
    url: str
    attribution: str


def terms_of(forum: Forum) -> Terms:
    """The licence of the forum's open data, and how to name where it is from."""
    licence = DataLicence(forum.data_licence)
    named = f"{forum.name}, {forum.authority}"
    under = "" if licence == DataLicence.NONE else f", licensed under the {licence.label}"
    return Terms(licence.label, LICENCES[licence], f"Contains information of {named}{under}.")


def published_outcomes(forum: Forum) -> list[LogRow]:
    """Every published decision of the forum as a row of the log, the earliest first."""
    outcomes = with_money(Outcome.objects.filter(forum=forum).public(), inside=False)
    return [LogRow(outcome) for outcome in outcomes]


def _meetings(forum: Forum, taken: Taken) -> Iterator[Row]:
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


def _decisions(forum: Forum, taken: Taken) -> Iterator[Row]:
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


def _awards(forum: Forum, taken: Taken) -> Iterator[Row]:
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


def _actions(forum: Forum, taken: Taken) -> Iterator[Row]:
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


def _memberships(forum: Forum, taken: Taken) -> Iterator[Row]:
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


_ID = ("id", "Identifier, the same for ever")
_URL = ("url", "Page of the record")
_FORUM = ("organization_id", "Identifier of the forum")

DATASETS = {
    each.name: each
    for each in (
        Dataset(
            "meetings",
            "Meetings",
            "Every meeting whose agenda is published; an event in Popolo.",
            (
                _ID,
                _URL,
                _FORUM,
                ("name", "Kind and day of the meeting"),
                ("classification", "Kind of meeting"),
                ("start_date", "Day of the meeting"),
                ("start_date_basis", "Whether the record states the day"),
                ("start_time", "Time of day it begins"),
                ("location", "Place"),
                ("status", "How far it has come"),
                ("agenda_published", "Day on which the agenda was published"),
                ("minutes", "How far its minutes have come"),
            ),
            _meetings,
        ),
        Dataset(
            "decisions",
            "Decisions",
            "What each group resolved on each recommendation, once the minutes are published; "
            "a motion in Popolo.",
            (
                _ID,
                _URL,
                _FORUM,
                ("reference", "Reference in the decision log"),
                ("date", "Day of the decision"),
                ("meeting_id", "Identifier of the meeting"),
                ("item", "Number of the agenda item"),
                ("matter_id", "Identifier of the matter"),
                ("matter", "Matter"),
                ("paper", "Title of the paper"),
                ("recommendation", "Label of the recommendation"),
                ("text_tabled", "Text as it was put"),
                ("text", "Text as resolved"),
                ("group", "Who decided"),
                ("result", "Outcome"),
                ("votes_for", "Votes for"),
                ("votes_against", "Votes against"),
                ("abstentions", "Abstentions"),
                ("requirement", "Majority needed"),
                ("amount_asked", "Pounds asked"),
                ("amount_agreed", "Pounds agreed"),
                ("settlement", "Where its funding source stands"),
                ("authority_until", "Last day of its authority to spend"),
                ("conditions", "What it hangs on"),
                ("links", "How it bears on other decisions"),
                ("evidence", "Of a decision entered afterwards, what shows it"),
            ),
            _decisions,
        ),
        Dataset(
            "awards",
            "Awards",
            "The money of each decision: from which funding source and budget line, how much, for "
            "when.",
            (
                _ID,
                ("url", "Page of the decision"),
                ("decision_id", "Identifier of the decision"),
                ("reference", "Reference in the decision log"),
                ("date", "Day of the decision"),
                ("matter", "Matter"),
                ("group", "Who decided"),
                ("source", "Funding source, one of four"),
                ("budget_line_id", "Identifier of the budget line"),
                ("budget_line", "Budget line"),
                ("block", "Block of the Dedicated Schools Grant"),
                ("amount", "Pounds"),
                ("financial_year", "Financial year"),
                ("start_date", "First day, where one is stated"),
                ("end_date", "Last day of authority"),
                ("assumption", "What had to be assumed"),
            ),
            _awards,
        ),
        Dataset(
            "actions",
            "Actions",
            "Who does what by when, in the words of published minutes; owners by their post.",
            (
                _ID,
                _URL,
                ("reference", "Reference of the action"),
                ("meeting_id", "Identifier of the meeting that set it"),
                ("set_on", "Day it was set"),
                ("matter", "Matter"),
                ("text", "What is to be done"),
                ("owner_post", "Post of the owner"),
                ("due", "Day it is due"),
                ("status", "Open or closed"),
                ("closed_on", "Day it was closed"),
            ),
            _actions,
        ),
        Dataset(
            "members",
            "Members",
            "Who holds a seat today, for which group; a membership in Popolo.",
            (
                _ID,
                _FORUM,
                ("person_id", "Identifier of the person"),
                ("person", "Name"),
                ("post_id", "Identifier of the seat"),
                ("post", "Seat"),
                ("role", "Member, chair or vice-chair"),
                ("group", "Whom the seat represents"),
                ("class", "Class of member"),
                ("on_behalf_of", "School, where one is recorded"),
                ("start_date", "First day of the term"),
                ("end_date", "Last day of the term"),
            ),
            _memberships,
        ),
    )
}
"""Each table by the name in its address, which never changes."""
