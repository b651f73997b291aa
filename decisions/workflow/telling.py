"""Entering a historic record from a file: all of it through the guards, or nothing.

What the file tells is expanded to rows (decisions.rules.told); here they are written as they were
born and completed as they became, each with its entry on the trail, in one transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from decisions.choices import DecisionEvent
from decisions.models import Action, ExecutiveDecision, Outcome
from decisions.models.told import Ahead, born, told_ahead
from decisions.rules.told import Problem, Row, headed
from decisions.rules.told.rows import FORUMS, KINDS
from decisions.search import executive_entries, outcome_entries
from decisions.workflow.coming_back import complete_the_book
from decisions.workflow.completing import Written, at, complete, put_down, write_text
from decisions.workflow.following_up import next_reference
from decisions.workflow.standing import complete_the_lines
from decisions.workflow.told_entries import entry_of
from forum import audit
from forum.choices import Role
from forum.locks import lock_row
from forum.models import Forum, Meeting, Person
from forum.permissions import require
from forum.rules.ruling import Reason, Ruling
from forum.search import keep
from forum.workflow.people.roles import grant_role
from forum.workflow.setup import found_forum
from papers.models import Paper
from papers.search import paper_entries

COUNTED = {
    "meeting": "meeting",
    "recommendation": "recommendation",
    "outcome": "decision",
    "award": "award",
    "action": "action",
    "happening": "happening",
}
"""What the sentence about an import counts."""


@dataclass(frozen=True)
class Entered:
    """What an import did."""

    forum: Forum
    new: Mapping[str, int]
    """How many records of each kind were entered."""
    there: int
    """How many were in the record already, and were left as they are."""

    @property
    def words(self) -> str:
        """The outcome in a sentence."""
        if not self.new:
            return "Nothing changed: everything in the file is in the record already."
        told = [_count(self.new[kind], noun) for kind, noun in COUNTED.items() if kind in self.new]
        total = sum(self.new.values())
        return f"{', '.join(told) or 'No decisions'} entered ({_count(total, 'record')} in all)"


def ruling_on(ahead: Ahead) -> Ruling:
    """Whether the record may be entered: only without a single problem."""
    return Ruling.of(_reason(problem) for problem in ahead.problems)


@transaction.atomic
def tell_record(
    forum: Forum, document: Mapping[str, object], *, by: Person, on: date, sha256: str = ""
) -> Entered:
    """Enter the historic record that the file tells; what is there already stays as it is."""
    require(by, forum, Role.CLERK)
    lock_row(audit.trail_head(forum))
    ahead = told_ahead(forum, document, on=on)
    ruling_on(ahead).insist()
    entered = Entered(forum, Counter(row.kind for row in ahead.new), ahead.there)
    if ahead.new:
        audit.record(
            DecisionEvent.RECORD_TOLD,
            f"Historic record: {entered.words}",
            forum=forum,
            by=by,
            on=on,
            about=forum,
            file=sha256,
            new=dict(entered.new),
        )
        written = _write(forum, ahead.new, by=by)
        _let_be_found(written)
        complete_the_lines(forum, on=on)
        complete_the_book(forum, on=on)
    return entered


@transaction.atomic
def found_and_tell(document: Mapping[str, object], *, on: date, sha256: str = "") -> Entered:
    """Set up the forum of the file, with the clerk that it names, and enter its record."""
    head = headed(document)
    problems = [*head.problems, *_name_problems(head.forum["name"])]
    Ruling.of(_reason(problem) for problem in problems).insist()
    values = dict(head.forum)
    named = values.pop("id")
    pk = named or uuid5(FORUMS, values["slug"])
    by = head.entered_by or {"name": "Record file", "email": "record@records.invalid"}
    clerk = Person.objects.filter(email=by["email"]).first()
    clerk = clerk or Person.objects.create_user(**by)
    forum = found_forum(Forum(id=pk, **values), by=None, on=on)
    grant_role(forum, clerk, Role.CLERK, by=None, on=on)
    return tell_record(forum, document, by=clerk, on=on, sha256=sha256)


def take_in(document: Mapping[str, object], *, email: str, on: date, sha256: str = "") -> Entered:
    """Enter the record into its forum, in the name of the person with this address.

    Where the forum is not here yet, it is set up first.
    """
    head = headed(document)
    forum = Forum.objects.filter(slug=head.forum["slug"]).first()
    if forum is None:
        return found_and_tell(document, on=on, sha256=sha256)
    email = email or head.entered_by.get("email", "")
    by = Person.objects.filter(email=email.lower()).first()
    if by is None:
        raise PermissionDenied
    return tell_record(forum, document, by=by, on=on, sha256=sha256)


def _name_problems(name: str) -> Iterator[Problem]:
    """A new forum has a name that no other forum has."""
    if not name:
        yield Problem("forum.name", "The forum is not here yet: give its name, to set it up.")
    elif Forum.objects.filter(name=name).exists():
        yield Problem("forum.name", "Another forum has this name here already.")


def _reason(problem: Problem) -> Reason:
    return Reason(
        "told-wrong",
        problem.sentence,
        who="Whoever wrote the file",
        source="Tabled’s record format",
        where=problem.place,
    )


def _write(forum: Forum, rows: Iterable[Row], *, by: Person) -> dict[str, Written]:
    """Write the rows kind by kind; what needs all of a kind to be there comes after it."""
    of_kind: dict[str, list[Row]] = {}
    for row in rows:
        of_kind.setdefault(row.kind, []).append(row)
    written: dict[str, Written] = {}
    here: dict[UUID, Any] = {}
    for kind in KINDS:
        written[kind] = [(row, _born(forum, row, here, by=by)) for row in of_kind.get(kind, [])]
        _insert(written[kind])
        for row, record in written[kind]:
            if kind == "paper":
                write_text(record, str(row.values["text"]), by)
            entry = entry_of(kind, record)
            if entry:
                put_down(entry, forum, by, on=row.on)
        complete(kind, written, by)
    return written


def _let_be_found(written: Mapping[str, Written]) -> None:
    """What was told can be searched for at once."""
    papers, outcomes, executive = (
        [record.pk for _, record in written[kind]] for kind in ("paper", "outcome", "executive")
    )
    keep(paper_entries(Paper.objects.filter(pk__in=papers)))
    keep(outcome_entries(Outcome.objects.filter(pk__in=outcomes)))
    keep(executive_entries(ExecutiveDecision.objects.filter(pk__in=executive)))


def _born(forum: Forum, row: Row, here: dict[UUID, Any], *, by: Person) -> Any:
    """The record as it is first written, beside those of the file that it points at."""
    with at(row):
        record = born(row, forum, by)
        for field in record._meta.concrete_fields:
            parent = here.get(getattr(record, field.attname)) if field.is_relation else None
            if parent is not None:
                setattr(record, field.name, parent)
        if row.kind == "action" and not record.reference:
            record.reference = _reference(record.meeting, here)
        record.clean_fields(exclude=_not_typed(record))
    here[record.pk] = record
    return record


def _reference(meeting: Meeting, here: Mapping[UUID, Any]) -> str:
    """The next free reference of the meeting, after those that wait to be written."""
    stem, _, number = next_reference(meeting).rpartition("-A")
    waiting = [
        each
        for each in here.values()
        if isinstance(each, Action) and each.reference.startswith(f"{stem}-A")
    ]
    return f"{stem}-A{int(number) + len(waiting)}"


def _insert(records: Written) -> None:
    """Write all of a kind at once; where the database refuses, one by one, to say which."""
    if not records:
        return
    model = type(records[0][1])
    try:
        with transaction.atomic():
            model._default_manager.bulk_create([record for _, record in records])
    except DatabaseError:
        for row, record in records:
            with at(row):
                record.validate_constraints()
                record.save(force_insert=True)


def _not_typed(record: Any) -> list[str]:
    """What no file fills, or this one left empty: the rule said what may not be."""
    fields = record._meta.concrete_fields
    empty: tuple[object, ...] = (None, "", [])
    return [
        each.name for each in fields if each.is_relation or getattr(record, each.attname) in empty
    ]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
