"""What everybody may take away and use: published meetings, decisions, awards, actions, members.

Names are those of Popolo (popoloproject.com) where it has one: organization, event, motion,
membership, post. Nothing here is more than the pages show to who is not signed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from decisions.models.looking import open_rows
from decisions.models.looking.open_rows import Row, Taken
from forum.choices import DataLicence
from forum.models import Forum

LICENCES = {
    DataLicence.OGL: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    DataLicence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    DataLicence.NONE: "",
}


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
            open_rows.meetings,
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
            open_rows.decisions,
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
            open_rows.awards,
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
            open_rows.actions,
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
            open_rows.memberships,
        ),
    )
}
"""Each table by the name in its address, which never changes."""
