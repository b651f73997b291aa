"""Finding rows by words: tsvector and GIN on PostgreSQL, FTS5 on SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet

from forum.guards.search_index import COLUMN, READ_AS, SQLITE_TABLE
from forum.models import Forum, SearchText
from forum.rules.searching import WHOLE, Part, Reader, Term, facet

_PHRASE = f"phraseto_tsquery('english', translate(%s, {READ_AS}))"
_WITHIN = f"IN (SELECT rowid FROM {SQLITE_TABLE} WHERE {SQLITE_TABLE} MATCH %s)"  # noqa: S608
Sql = tuple[str, tuple[str | int, ...]]


def looking(
    forum: Forum,
    reader: Reader,
    sought: Sequence[Term],
    also: Iterable[tuple[str, str]] = (),
    part: Part = WHOLE,
) -> QuerySet[SearchText]:
    """What this reader may come upon in a forum, the latest first: with all terms and facts.

    Whether it is published is for the caller to ask, of the records as they stand.
    """
    facts = (("forum", forum.pk.hex), ("reader", str(reader)), *also)
    scope = [facet(*fact) for fact in facts]
    found = SearchText.objects.filter(_Found(scope, sought, part))
    return found.order_by(F("day").desc(nulls_last=True), "-pk")


class _Found(Func):
    """Whether a row holds these words of its scope, and these terms in its title or its words."""

    output_field = BooleanField()

    def __init__(self, scope: Sequence[str], sought: Sequence[Term], part: Part) -> None:
        super().__init__(F("id"))
        self.scope = scope
        self.asked = [term for term in sought if not term.is_left_out]
        self.left_out = [term for term in sought if term.is_left_out]
        self.years = [facet("year", year) for year in part.years]
        self.others = part.is_all_others

    @property
    def table(self) -> str:
        """What the query calls the table."""
        return self.get_source_expressions()[0].alias

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Sql:
        within, held = f"{self.table}.id {_WITHIN}", f"instr({self.table}.scope, %s) > 0"
        parts, values = [held] * len(self.scope), [f" {word} " for word in self.scope]
        if self.asked:
            parts.append(within)
            values.append(" AND ".join(map(_quoted, self.asked)))
        for term in self.left_out:
            parts.append(f"NOT {within}")
            values.append(_quoted(term))
        if self.years:
            either = " OR ".join([held] * len(self.years))
            parts.append(f"{'NOT ' if self.others else ''}({either})")
            values += [f" {word} " for word in self.years]
        return f"({' AND '.join(parts)})", tuple(values)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Sql:
        scope = [f"'{word}'" for word in self.scope]
        if self.years:
            either = " | ".join(f"'{word}'" for word in self.years)
            scope.append(f"{'!' if self.others else ''}({either})")
        parts, values = ["%s::tsquery"], [" & ".join(scope)]
        for sign, some in (("", self.asked), ("!!", self.left_out)):
            for term in some:
                either = " || ".join([_PHRASE] * len(term.spellings))
                parts.append(f"{sign}({either})")
                values += term.spellings
        return f"({self.table}.{COLUMN} @@ ({' && '.join(parts)}))", tuple(values)


def _quoted(term: Term) -> str:
    either = " OR ".join('"' + spelling.replace('"', " ") + '"' for spelling in term.spellings)
    return f"({either})"
