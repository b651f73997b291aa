"""How the record names an outcome, finds one by its name, and points at another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from decisions.choices import LinkKind
from decisions.models.outcomes.outcome import Outcome, OutcomeQuerySet
from forum.choices import Group
from forum.models import Forum

GROUP_CODES: dict[str, str] = {
    Group.MAINTAINED_PRIMARY: "MP",
    Group.MAINTAINED_SECONDARY: "MS",
    Group.MAINTAINED_SPECIAL: "MSP",
    Group.MAINTAINED_NURSERY: "MN",
    Group.MAINTAINED_PRU: "PRU",
    Group.ACADEMY_MAINSTREAM: "AM",
    Group.ACADEMY_SPECIAL: "ASP",
    Group.ACADEMY_AP: "AAP",
    Group.EARLY_YEARS: "EY",
    Group.POST_16: "P16",
    Group.NON_SCHOOLS: "NS",
}
"""How a reference names the group that answered; the whole forum needs no name."""

LATER_WORDS = {
    LinkKind.AMENDS: "Amended by",
    LinkKind.REPLACES: "Replaced by",
    LinkKind.REVERSES: "Reversed by",
    LinkKind.RATIFIES: "Ratified by",
    LinkKind.RE_DECIDES: "Decided again by",
    LinkKind.SETTLES_SOURCE: "Source settled by",
}
"""How an earlier decision speaks of a later one that bears on it."""

_REFERENCE = re.compile(r"(\d{4}-\d{2}-\d{2})/([^/]+)/(.+)")


@dataclass(frozen=True)
class LinkRow:
    """Another decision that bears on this one: "Source settled by 2019-02-27/7/1"."""

    words: str
    outcome: Outcome
    kind: LinkKind
    reversed_on: date | None = None
    """The day on which a decision that settled a source was reversed: it settles it no more."""

    @property
    def reference(self) -> str:
        return reference(self.outcome)

    @property
    def decided_on(self) -> date:
        return self.outcome.decided_on

    @property
    def text(self) -> str:
        return f"{self.words} {self.reference}"

    @property
    def dated(self) -> str:
        """The same with its day, and until when it held."""
        said = f"{self.text} of {self.decided_on:%-d %B %Y}"
        if self.reversed_on is None:
            return said
        return f"{said}, until that was reversed on {self.reversed_on:%-d %B %Y}"


def reference(outcome: Outcome) -> str:
    """How the record names an outcome: day, item, label, and the group where groups vote apart."""
    placement = outcome.question.placement
    stem = (
        f"{placement.meeting.held_on:%Y-%m-%d}/{placement.agenda_item.number}"
        f"/{placement.recommendation.label}"
    )
    code = GROUP_CODES.get(outcome.question.group)
    return f"{stem}/{code}" if code else stem


def outcome_named(forum: Forum, words: str) -> Outcome | None:
    """The outcome of the forum with this reference; None where there is none."""
    found = _REFERENCE.fullmatch(words.strip())
    if found is None:
        return None
    item = found[2]
    named = Outcome.objects.filter(
        forum=forum, question__placement__agenda_item__number=item, **_on_its_day(found[1])
    ).select_related(
        "question__placement__meeting",
        "question__placement__agenda_item",
        "question__placement__recommendation",
    )
    return next((each for each in named if reference(each) == words.strip()), None)


def of_matter(matter_id: UUID) -> OutcomeQuerySet:
    """The outcomes of a matter with what names them, the latest first."""
    outcomes = Outcome.objects.filter(question__placement__recommendation__matter=matter_id)
    return outcomes.select_related(
        "question__placement__meeting",
        "question__placement__agenda_item",
        "question__placement__recommendation",
    ).order_by("-decided_on", "-recorded_at")


def _on_its_day(words: str) -> dict[str, object]:
    try:
        return {"question__placement__meeting__held_on": date.fromisoformat(words)}
    except ValueError:
        return {"pk": None}
