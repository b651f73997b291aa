"""Every record stays itself and stays in its forum, as the models tell: none is forgotten.

With foreign keys that are checked only at the end of a transaction, a child can be handed to
another forum in four ways: by pointing it elsewhere, by changing the forum of its parent, by
swapping the identity of two parents, and by replacing its parent under the same identity.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.models import ManyToOneRel, Model, UniqueConstraint

from forum.guards.declaring import SQLITE, Guard, Refusal, changed, on

_KEPT = ("forum_id", "recorded_at")


def identity_guards() -> Iterator[Guard]:
    """The guards of every table of the apps that declare guards."""
    for model in _models():
        table = model._meta.db_table
        if added := (*_same_forum(model, "INSERT"), *_not_replacing(model, "INSERT")):
            yield from on("INSERT", table, "added", *added)
        yield from on("UPDATE", table, "changed", *_stays_itself(model))
        if refusals := tuple(_still_referred_to(model)):
            yield from on("DELETE", table, "removed", *refusals)
        yield from on("TRUNCATE", table, "emptied", Refusal("Records are not emptied out."))


def _models() -> list[type[Model]]:
    return [
        model
        for config in apps.get_app_configs()
        if hasattr(config, "guards")
        for model in config.get_models()
    ]


def _stays_itself(model: type[Model]) -> Iterator[Refusal]:
    names = {field.column for field in model._meta.concrete_fields}
    kept = sorted({_pk(model), *(name for name in _KEPT if name in names)})
    yield Refusal(
        "A record keeps its identity, its forum and the moment it was recorded.", changed(kept)
    )
    yield from _same_forum(model, "UPDATE")
    yield from _not_replacing(model, "UPDATE")


def _same_forum(model: type[Model], event: str) -> Iterator[Refusal]:
    """A child belongs to the forum of each of its parents."""
    if not _has_forum(model):
        return
    for field in model._meta.concrete_fields:
        parent, column = field.related_model, str(field.column)
        if not isinstance(parent, type) or not _has_forum(parent):
            continue
        given = f"NEW.{column} IS NOT NULL"
        yield Refusal(
            f"The {model._meta.verbose_name} and its {field.verbose_name} belong to one forum.",
            f"NOT EXISTS (SELECT 1 FROM {parent._meta.db_table} p "
            f"WHERE p.id = NEW.{column} AND p.forum_id = NEW.forum_id)",
            given if event == "INSERT" else f"{given} AND {changed([column])}",
        )


def _not_replacing(model: type[Model], event: str) -> Iterator[Refusal]:
    """No row is written over another: SQLite's REPLACE passes the triggers on DELETE."""
    table, pk = model._meta.db_table, _pk(model)
    for key in _unique_keys(model):
        if event == "UPDATE" and key == (pk,):
            continue
        same = " AND ".join(f'r."{name}" = NEW."{name}"' for name in key)
        other = "" if event == "INSERT" else f" AND r.{pk} IS DISTINCT FROM OLD.{pk}"
        yield Refusal(
            "A record is never written over another.",
            f"EXISTS (SELECT 1 FROM {table} r WHERE {same}{other})",
            "TRUE" if event == "INSERT" else changed(key),
            engine=SQLITE,
        )


def _still_referred_to(model: type[Model]) -> Iterator[Refusal]:
    """A record stays while another points at it, also inside a transaction."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel):
            continue
        child = relation.related_model
        children = child._meta.verbose_name_plural
        yield Refusal(
            f"This {model._meta.verbose_name} stays: {children} refer to it.",
            f"EXISTS (SELECT 1 FROM {child._meta.db_table} c "
            f"WHERE c.{relation.field.column} = OLD.{_pk(model)})",
        )


def _unique_keys(model: type[Model]) -> Iterator[tuple[str, ...]]:
    """Each set of columns by which a row could be written over; partial ones by hand."""
    meta = model._meta
    for field in meta.concrete_fields:
        if field.unique:
            yield (str(field.column),)
    for constraint in meta.constraints:
        if (
            isinstance(constraint, UniqueConstraint)
            and constraint.fields
            and not constraint.condition
        ):
            columns = {field.name: str(field.column) for field in meta.concrete_fields}
            yield tuple(columns[name] for name in constraint.fields)


def _has_forum(model: type[Model]) -> bool:
    return any(
        field.name == "forum" and not field.primary_key for field in model._meta.concrete_fields
    )


def _pk(model: type[Model]) -> str:
    return model._meta.pk.column or ""
