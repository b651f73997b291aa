"""What a record file holds, as the models tell: every table of a forum, parents first.

Nothing is listed by hand, so a new kind of record is in the file as soon as it is a model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from graphlib import TopologicalSorter

from django.apps import apps
from django.db.models import Field, Model

from forum.models import (
    AuditEntry,
    Erasure,
    Forum,
    ForumRecord,
    Invitation,
    News,
    NoticeChoice,
    OutboxMessage,
    Person,
    RateCount,
    SearchText,
    Subscription,
    TrailHead,
)

APPS = ("forum", "papers", "decisions")
NOT_WRITTEN: Mapping[type[Model], frozenset[str]] = {
    Person: frozenset({"password", "last_login", "is_site_administrator"}),
}
"""A record carries no way to sign in, and nothing about signing in."""
POINTS_BACK = {"forum.meeting": ("current_item",)}
"""Where a parent points at its own child: it is born without it."""
MUST_BE_GIVEN = frozenset({"id", "recorded_at"})
"""Both have a default in the model, for records that begin here."""


@dataclass(frozen=True)
class Column:
    """One field of a table, under the name that it has in the model."""

    field: Field

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def column(self) -> str:
        """Its name as an attribute: a parent is kept by its identity."""
        return self.field.attname

    @property
    def parent(self) -> str:
        """The table that it points to; empty where it points nowhere."""
        related = self.field.related_model
        return related._meta.label_lower if isinstance(related, type) else ""

    @property
    def may_be_missing(self) -> bool:
        """Whether a file may leave it out, because a record begins without it."""
        if self.name in MUST_BE_GIVEN:
            return False
        return self.field.null or self.field.has_default() or self.field.blank

    @property
    def at_first(self) -> object:
        """What it holds where a file leaves it out."""
        return self.field.get_default()


@dataclass(frozen=True)
class Table:
    """One kind of record."""

    model: type[Model]

    @property
    def name(self) -> str:
        return self.model._meta.label_lower

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        left_out = NOT_WRITTEN.get(self.model, frozenset()) | {"forum"}
        fields = self.model._meta.concrete_fields
        return tuple(Column(field) for field in fields if field.name not in left_out)

    @property
    def parents(self) -> frozenset[str]:
        """The tables that its rows point to, but for itself and where it points back."""
        back = POINTS_BACK.get(self.name, ())
        pointed = {column.parent for column in self.columns if column.name not in back}
        return frozenset(pointed - {"", self.name})

    @property
    def own_parents(self) -> tuple[Column, ...]:
        """Where its rows point to others of the same table."""
        return tuple(column for column in self.columns if column.parent == self.name)


FORUM, PEOPLE, TRAIL = Table(Forum), Table(Person), Table(AuditEntry)
ELSEWHERE: Mapping[type[Model], str] = {
    Forum: "forum",
    Person: "people",
    AuditEntry: "trail.entries",
    TrailHead: "trail.head",
}
"""What stands in the file under a name of its own, beside the tables."""
MADE_ANEW: Mapping[type[Model], str] = {
    SearchText: "manage.py search_rebuild",
    RateCount: "the next request that is counted",
    Invitation: "another letter from the clerk",
    OutboxMessage: "what happens next; a letter is never sent from two places",
    NoticeChoice: "each person, on the page of their notices",
    Subscription: "whoever follows the forum, by a new link",
    News: "what is published next",
    Erasure: "manage.py erase_person",
}
"""What no file holds: it repeats the record, is of no use later, or would let somebody in."""


@cache
def tables() -> tuple[Table, ...]:
    """Every kind of record that belongs to one forum, in an order in which parents come first."""
    found = {table.name: table for table in _of_one_forum()}
    return tuple(found[name] for name in parents_first(found.values()))


def parents_first(some: Iterable[Table]) -> list[str]:
    """The names of the tables, each after those that it points to; else app by app, by name."""
    known = {table.name: table for table in some}
    sorter = TopologicalSorter(
        {name: table.parents & known.keys() for name, table in known.items()}
    )
    sorter.prepare()
    names: list[str] = []
    waiting: list[str] = []
    while sorter.is_active():
        waiting = sorted([*waiting, *sorter.get_ready()], key=_app_and_name)
        names.append(waiting.pop(0))
        sorter.done(names[-1])
    return names


def _app_and_name(table: str) -> tuple[int, str]:
    return APPS.index(table.split(".")[0]), table


def _of_one_forum() -> Iterator[Table]:
    for name in APPS:
        for model in apps.get_app_config(name).get_models():
            if issubclass(model, ForumRecord) and model not in ELSEWHERE:
                yield Table(model)
