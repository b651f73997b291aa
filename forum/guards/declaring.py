"""How a guard is declared: once, in SQL that both engines read, with the sentence that it says.

A guard is a trigger that refuses one kind of write to one table. In its SQL stand `NEW` and `OLD`,
or `ROW`: the row as it will be (INSERT), as it was (DELETE), or either of them (UPDATE).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.apps import apps

PREFIX = "guard_"
SQLITE, POSTGRESQL = "sqlite", "postgresql"
NAME_LIMIT = 63
"""PostgreSQL cuts longer names off without an error."""

SHARE = "FOR SHARE"
UPDATE = "FOR NO KEY UPDATE"

_ROWS = {"INSERT": ("NEW",), "DELETE": ("OLD",), "UPDATE": ("OLD", "NEW"), "TRUNCATE": ()}
_SQLITE_WORDS = (("IS NOT DISTINCT FROM", "IS"), ("IS DISTINCT FROM", "IS NOT"))


@dataclass(frozen=True)
class Refusal:
    """One sentence, and the condition under which the write is refused with it."""

    sentence: str
    when: str = "TRUE"
    given: str = "TRUE"
    """A cheap condition that is looked at first."""
    engine: str = ""
    """The only engine that needs it; empty: both."""


def unless(condition: str, sentence: str, **more: str) -> Refusal:
    """Refused unless the condition is known to hold: what cannot be told is refused too."""
    return Refusal(sentence, f"({condition}) IS NOT TRUE", **more)


@dataclass(frozen=True)
class Lock:
    """A parent row that is held before its children are counted (PostgreSQL).

    SQLite needs none: there whoever writes holds the one write lock already.
    """

    table: str
    row: str
    strength: str = UPDATE
    key: str = "id"

    def statement(self, event: str) -> str:
        rows = ", ".join(_in_rows(self.row, event))
        return (
            f"PERFORM 1 FROM {self.table} WHERE {self.key} IN ({rows}) "
            f"ORDER BY {self.key} {self.strength};"
        )


@dataclass(frozen=True)
class Guard:
    """A trigger that refuses one kind of write to one table."""

    name: str
    table: str
    event: str
    refusals: tuple[Refusal, ...]
    given: str = "TRUE"
    """The writes that it looks at: a condition on OLD and NEW without subqueries."""
    locks: tuple[Lock, ...] = ()

    def __post_init__(self) -> None:
        if len(self.name) > NAME_LIMIT:
            raise ValueError(f"{self.name} is longer than {NAME_LIMIT} characters.")

    def is_for(self, engine: str) -> bool:
        """Whether the engine has any use for it."""
        if self.event == "TRUNCATE":
            return engine == POSTGRESQL
        return any(refusal.engine in {"", engine} for refusal in self.refusals)

    @property
    def sqlite(self) -> str:
        """The trigger exactly as SQLite stores it."""
        given = "" if self.given == "TRUE" else f" WHEN {self.given}"
        refused = "".join(
            f"  SELECT RAISE(ABORT, {self._quoted(refusal)}) WHERE {self._when(refusal)};\n"
            for refusal in self._refusals(SQLITE)
        )
        text = (
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"FOR EACH ROW{given} BEGIN\n{refused}END"
        )
        for standard, ours in _SQLITE_WORDS:
            text = text.replace(standard, ours)
        return text

    @property
    def trigger(self) -> str:
        """The trigger exactly as PostgreSQL writes it."""
        each = "STATEMENT" if self.event == "TRUNCATE" else "ROW"
        return (
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"FOR EACH {each} EXECUTE FUNCTION {self.name}()"
        )

    @property
    def body(self) -> str:
        """The body of the PostgreSQL function.

        After a lock it counts afresh only where each statement sees what was committed before it,
        so with locks any other isolation is refused.
        """
        lines = ["BEGIN"]
        row = "OLD" if self.event == "DELETE" else "NEW"
        if self.given != "TRUE":
            lines.append(f"  IF ({self.given}) IS NOT TRUE THEN RETURN {row}; END IF;")
        if self.locks:
            committed = "current_setting('transaction_isolation') NOT LIKE 'read %committed'"
            lines.append(f"  IF {committed} THEN")
            lines.append(f"    {self._raise(Refusal('Write this in READ COMMITTED isolation.'))}")
            lines.append("  END IF;")
        lines += [f"  {lock.statement(self.event)}" for lock in self.locks]
        for refusal in self._refusals(POSTGRESQL):
            lines.append(f"  IF {self._when(refusal)} THEN")
            lines.append(f"    {self._raise(refusal)}")
            lines.append("  END IF;")
        return "\n".join([*lines, f"  RETURN {row};", "END"])

    def function(self, schema: str) -> str:
        """The PostgreSQL function; no table put before ours in the search path deceives it."""
        return (
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql "
            f"SET search_path = {schema}, pg_temp AS $guard${self.body}$guard$"
        )

    def _refusals(self, engine: str) -> list[Refusal]:
        return [refusal for refusal in self.refusals if refusal.engine in {"", engine}]

    def _when(self, refusal: Refusal) -> str:
        rows = _in_rows(refusal.when, self.event)
        when = rows[0] if len(rows) == 1 else " OR ".join(f"({sql})" for sql in rows)
        return when if refusal.given == "TRUE" else f"{refusal.given} AND ({when})"

    def _quoted(self, refusal: Refusal) -> str:
        return "'" + f"{refusal.sentence} ({self.name})".replace("'", "''") + "'"

    def _raise(self, refusal: Refusal) -> str:
        # Of the class that Django calls an IntegrityError.
        return (
            f"RAISE EXCEPTION USING ERRCODE = '23514', MESSAGE = {self._quoted(refusal)}, "
            f"CONSTRAINT = '{self.name}', TABLE = TG_TABLE_NAME;"
        )


def _in_rows(sql: str, event: str) -> list[str]:
    """The SQL once for each row that ROW stands for."""
    if "ROW." not in sql:
        return [sql]
    return [re.sub(r"\bROW\.", f"{row}.", sql) for row in _ROWS[event]]


def on(
    events: str,
    table: str,
    what: str,
    *refusals: Refusal,
    given: str = "TRUE",
    locks: tuple[Lock, ...] = (),
) -> tuple[Guard, ...]:
    """One guard for each of the events: `on("INSERT UPDATE", "papers_placement", ...)`."""
    names = events.split()
    return tuple(
        Guard(
            f"{PREFIX}{table}_{what}{f'_{event.lower()}' if len(names) > 1 else ''}",
            table,
            event,
            refusals,
            given,
            locks,
        )
        for event in names
    )


def add_only(table: str, sentence: str) -> tuple[Guard, ...]:
    """Rows that are written once."""
    return on("UPDATE DELETE", table, "add_only", Refusal(sentence))


def changed(columns: Iterable[str]) -> str:
    """Any of the columns is given another value."""
    return "(" + " OR ".join(f'NEW."{c}" IS DISTINCT FROM OLD."{c}"' for c in columns) + ")"


def columns(table: str, *, but: Collection[str] = ()) -> list[str]:
    """The columns of a table but those named, so that a new column is guarded without a word."""
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    names = [str(field.column) for field in model._meta.concrete_fields]
    if unknown := set(but) - set(names):
        raise ValueError(f"{table} has no {', '.join(sorted(unknown))}.")
    return [name for name in names if name not in but]
