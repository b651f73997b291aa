"""The rows of a told record as records of their models, and what of them is there already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from decisions.models.following.action import Action
from decisions.models.outcomes.executive import ExecutiveDecision
from decisions.models.outcomes.external import ExternalStep
from decisions.models.outcomes.happening import Happening
from decisions.models.outcomes.implementation import Implementation
from decisions.models.outcomes.outcome import Award, Condition, DecisionLink, Outcome
from decisions.rules.told import Known, Problem, Row, Told, expand, headed
from forum.models import AgendaItem, Forum, Meeting, Person
from papers.models import (
    Allocation,
    BudgetLine,
    FundingOption,
    Matter,
    NamedSource,
    Paper,
    Placement,
    Question,
    Recommendation,
)

MODELS: Mapping[str, type[models.Model]] = {
    "person": Person,
    "line": BudgetLine,
    "allocation": Allocation,
    "matter": Matter,
    "meeting": Meeting,
    "item": AgendaItem,
    "paper": Paper,
    "recommendation": Recommendation,
    "option": FundingOption,
    "named_source": NamedSource,
    "placement": Placement,
    "question": Question,
    "outcome": Outcome,
    "award": Award,
    "link": DecisionLink,
    "condition": Condition,
    "action": Action,
    "executive": ExecutiveDecision,
    "happening": Happening,
    "external": ExternalStep,
    "implementation": Implementation,
}
MOVES_ON = {
    "amount_asked", "closed_on", "due_meeting_id", "due_on", "evidence", "has_schools",
    "is_public", "marked_on", "owner_id", "owner_post", "position", "reference",
    "reported_to_id", "settlement", "state", "status", "status_note", "status_on", "summary",
}  # fmt: skip
"""What the record may say otherwise by now, or says by itself: not compared with the file."""

COUNTED = {
    "meeting": "Meetings",
    "paper": "Papers",
    "recommendation": "Recommendations",
    "option": "Funding options",
    "named_source": "Sources named otherwise",
    "outcome": "Decisions",
    "award": "Awards",
    "condition": "Conditions",
    "link": "Links between decisions",
    "action": "Actions",
    "executive": "Decisions by office-holders",
    "happening": "Happenings",
    "external": "Steps of outside bodies",
    "line": "Budget lines",
    "matter": "Matters",
    "person": "People",
}
"""What a page counts of a record before it is entered."""


@dataclass(frozen=True)
class Ahead:
    """A told record beside the forum: what is new, what is there, and every problem."""

    told: Told
    new: tuple[Row, ...] = ()
    there: int = 0
    """So many records of the file are in the record already."""
    problems: tuple[Problem, ...] = ()

    @property
    def counted(self) -> list[tuple[str, int]]:
        """How many records of each kind are new, by the words for them."""
        numbers = Counter(row.kind for row in self.new)
        return [(COUNTED[kind], numbers[kind]) for kind in COUNTED if kind in numbers]


def _known_of(forum: Forum) -> Known:
    """What the forum holds by the names that a file may use."""
    meetings = Meeting.objects.filter(forum=forum, cancelled_at__isnull=True)
    days = list(meetings.values_list("held_on", "pk", "is_historic"))
    return Known(
        lines=dict(BudgetLine.objects.filter(forum=forum).values_list("name", "pk")),
        matters=dict(Matter.objects.filter(forum=forum).values_list("title", "pk")),
        people=dict(Person.objects.values_list("email", "pk")),
        meetings={day.isoformat(): pk for day, pk, _ in days},
        run_here=frozenset(day.isoformat() for day, _, historic in days if not historic),
    )


def told_ahead(forum: Forum, document: Mapping[str, object], *, on: date) -> Ahead:
    """What the file would bring into the forum, with every problem; nothing is written."""
    head = headed(document)
    told = expand(document, forum=forum.pk, known=_known_of(forum), on=on)
    found = _beside(forum, told)
    problems = (*head.problems, *found.problems)
    if head.forum["slug"] not in ("", forum.slug):
        other = f"This is a record of “{head.forum['slug']}”, and not of {forum.name}."
        problems = (*problems, Problem("forum.slug", other))
    return Ahead(told, found.new, found.there, problems)


def _beside(forum: Forum, told: Told) -> Ahead:
    """The rows that are new, and where the file differs from what is recorded."""
    there = _there(told.rows)
    found = [(row, there.get(row.id)) for row in told.rows]
    new = tuple(row for row, record in found if record is None)
    problems = [*told.problems, *_unresolved(forum, told)]
    for row, record in found:
        if record is not None:
            problems += _differences(forum, row, record)
    return Ahead(told, new, len(found) - len(new), tuple(problems))


def born(row: Row, forum: Forum, by: Person) -> Any:
    """The record of a row as it is first written; what completes it comes after."""
    values = {"id": row.id, **row.values}
    if row.kind != "person":
        values["forum"] = forum
    values |= BORN.get(row.kind, _as_it_is)(dict(row.values), by)
    model = MODELS[row.kind]
    left_out = {name for name in values if values[name] is _LEFT_OUT}
    return model(**{name: value for name, value in values.items() if name not in left_out})


def _there(rows: Iterable[Row]) -> dict[UUID, Any]:
    """The records that have the ids of these rows."""
    by_kind: dict[str, list[UUID]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row.id)
    found: dict[UUID, Any] = {}
    for kind, ids in by_kind.items():
        for start in range(0, len(ids), 500):
            found |= MODELS[kind]._default_manager.in_bulk(ids[start : start + 500])
    return found


def _unresolved(forum: Forum, told: Told) -> Iterator[Problem]:
    """Pointers that end nowhere: neither in the file nor in this forum."""
    for pointer in told.open_ended:
        records = MODELS[pointer.kind]._default_manager.filter(pk=pointer.id)
        if pointer.kind != "person":
            records = records.filter(forum=forum)
        if not records.exists():
            yield pointer.problem


def _differences(forum: Forum, row: Row, record: Any) -> Iterator[Problem]:
    """Where the record says otherwise; what the file leaves empty is no difference."""
    if getattr(record, "forum_id", forum.pk) != forum.pk:
        yield Problem(row.place, "This id belongs to a record of another forum.")
        return
    if row.kind == "external":
        return  # Its body may have answered since.
    for name, value in row.values.items():
        if name in MOVES_ON or value in ("", None, []) or not hasattr(record, name):
            continue
        if getattr(record, name) != value:
            yield Problem(
                f"{row.place}.{name.removesuffix('_id')}",
                f"The record has “{getattr(record, name)}” here, and the file “{value}”. What is "
                "recorded is not changed by a file: correct it where it stands.",
            )


_LEFT_OUT = object()


def _as_it_is(values: dict[str, Any], by: Person) -> dict[str, Any]:
    return {}


def _person(values: dict[str, Any], by: Person) -> dict[str, Any]:
    nobody = Person()
    nobody.set_unusable_password()
    return {"password": nobody.password}


def _meeting(values: dict[str, Any], by: Person) -> dict[str, Any]:
    published = {
        "agenda_published_at": timezone.now(),
        "agenda_published_by": by,
        "agenda_published_on": values["held_on"],
    }
    public = published if values["is_public"] else {}
    return {"is_historic": True, "is_public": _LEFT_OUT, **public}


def _paper(values: dict[str, Any], by: Person) -> dict[str, Any]:
    return {"text": _LEFT_OUT}


def _option(values: dict[str, Any], by: Person) -> dict[str, Any]:
    return {"status": "offered", "status_note": "", "status_on": None}


def _outcome(values: dict[str, Any], by: Person) -> dict[str, Any]:
    settlement = values["settlement"]
    return {
        "settlement": "unsettled" if settlement == "settled" else settlement,
        "resolution": values["resolution"] or _asked(values["question_id"]),
        "decided_at": timezone.now(),
        "decided_by": by,
    }


def _action(values: dict[str, Any], by: Person) -> dict[str, Any]:
    closed = {"closed_at": timezone.now(), "closed_by": by} if values["closed_on"] else {}
    owner = Person.objects.filter(pk=values["owner_id"]).first()
    post = values["owner_post"] or (owner.post if owner else "")
    return {"owner_post": post, **closed}


def _asked(question: UUID) -> str:
    """The words that were put, for an outcome that repeats none."""
    put = Question.objects.select_related("placement__recommendation").get(pk=question)
    return put.placement.recommendation.text


BORN = {
    "person": _person,
    "meeting": _meeting,
    "paper": _paper,
    "option": _option,
    "outcome": _outcome,
    "action": _action,
}
"""What a record begins with, where that is not all that its row says."""
