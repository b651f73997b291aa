from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from forum.guards import install, lift
from forum.guards.identity import identity_guards
from forum.models import Forum, Person, Seat
from forum.models.search import SearchText
from papers.models import Matter
from tests.every_record import every_record, record_models
from tests.factories import MEETING_DAY
from tests.raw import (
    assert_refused,
    assert_unguarded,
    change,
    columns,
    copy,
    insert,
    postgresql_only,
    remove,
    replace,
    run,
    sqlite_only,
    try_both,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()
BELONG = "belong to one forum"
KEEPS = "A record keeps its identity"
REFERRED = "refer to it"
OVER = "never written over"
_LINE, _MATTER = {"scope": "line", "matter_id": None}, {"scope": "matter"}
WITH = {
    "superseded_by_id": {"closed_at": NOW, "closed_on": MEETING_DAY, "closed_by_id": Person},
    "FindingNote.matter_id": _MATTER,
    "FindingNote.budget_line_id": _LINE,
    "ReviewSignOff.matter_id": _MATTER,
    "ReviewSignOff.budget_line_id": _LINE,
    "executive_decision_id": {"outcome_id": None},
    "settles_id": {"due_on": MEETING_DAY},
    "Substitution.meeting_id": {
        "kind": "for_meeting",
        "from_on": MEETING_DAY,
        "until_on": MEETING_DAY,
    },
    "PackBuild.document_id": {"state": "made"},
    "public_file_id": {
        "is_exempt": True,
        "exempt_reason": "Names a child.",
        "exempt_approved_by_post": "Director",
    },
    "elected_id": {"procedure": "elect_chair", "question_id": None},
}
"""What has to change together, for other constraints not to refuse it first."""


def _with(model, column, here):
    """What else must stand with the parent; a kind of record stands for that row of its own."""
    found = WITH.get(column, {}) | WITH.get(f"{model.__name__}.{column}", {})
    return {
        name: here[value] if isinstance(value, type) else value for name, value in found.items()
    }


@pytest.fixture
def two():
    """Two forums with a row of every kind, held by the guards of identity alone."""
    lift(connection)
    pair = every_record(), every_record()
    connection.check_constraints()
    install(connection, list(identity_guards()))
    return pair


def kept_models():
    """Every record but the words to be found by, which are made anew at any time."""
    return [model for model in record_models() if model is not SearchText]


def forum_models():
    return [m for m in kept_models() if "forum" in {f.name for f in m._meta.concrete_fields}]


def parents(model):
    """The fields of a record that point at another record of its forum."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.related_model in forum_models() and not field.primary_key
    ]


def test_every_parent_of_every_record_is_of_its_forum(two):
    here, there = two
    pairs = [(model, field) for model in forum_models() for field in parents(model)]

    for model, field in pairs:
        beside = _with(model, field.column, here)
        elsewhere = {field.column: there[field.related_model], **beside}

        def move(model=model, elsewhere=elsewhere):
            return change(here[model], **elsewhere)

        def alone(model=model, move=move):
            # Without the child that the parent has already, where it has one only.
            run(f"DELETE FROM {model._meta.db_table} WHERE forum_id = %s", there[Forum])
            return move()

        def add(model=model, elsewhere=elsewhere):
            return copy(here[model], **elsewhere)

        assert_refused(move, BELONG)
        assert_refused(add, BELONG)
        assert_unguarded(alone)
    assert len(pairs) > 60


def test_record_stays_in_its_forum_and_keeps_its_identity(two):
    here, _ = two
    bare = Forum.objects.create(slug="bare", name="Bare", short_name="it", authority="Bare")

    for model in kept_models():
        if model in forum_models():
            try_both(lambda model=model: change(here[model], forum_id=bare), KEEPS)
        if "id" in {field.column for field in model._meta.concrete_fields}:
            try_both(lambda model=model: change(here[model], id=uuid4()), KEEPS)


def test_record_stays_while_another_points_at_it(two):
    here, _ = two
    pointed_at = {
        field.related_model
        for model in record_models()
        for field in model._meta.concrete_fields
        if field.related_model and here[model].serializable_value(field.attname)
    }

    for model in pointed_at & set(record_models()):
        try_both(lambda model=model: remove(here[model]), REFERRED)
    assert len(pointed_at) > 15


def test_parent_is_not_made_again_in_another_forum(two):
    """Foreign keys are only looked at when the transaction ends: it could be gone in between."""
    here, there = two

    for model in (Matter, Seat):

        def write(model=model):
            values = columns(here[model]) | {"forum_id": there[Forum], "name": "other"}
            if model is Matter:
                values["title"] = values.pop("name")
            return remove(here[model]) + insert(model._meta.db_table, **values)

        try_both(write, REFERRED)


def test_person_does_not_take_the_identity_of_another(two):
    here, there = two

    try_both(lambda: change(there[Person], id=here[Forum]), KEEPS)


@sqlite_only
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_record_is_not_written_over(two, recursive):
    here, there = two
    run(f"PRAGMA recursive_triggers = {recursive}")
    try:
        for model in record_models():
            if model in (Forum, Person) or model in forum_models():
                try_both(lambda model=model: replace(here[model]), OVER)
        seat = columns(there[Seat])
        try_both(lambda: change(there[Seat], verb="UPDATE OR REPLACE", id=here[Seat]), KEEPS)
        twin = there.make(Seat, name="twin")
        try_both(lambda: change(twin, verb="UPDATE OR REPLACE", name=seat["name"]), OVER)
    finally:
        run("PRAGMA recursive_triggers = ON")


@postgresql_only
def test_no_table_is_emptied(two):
    for model in record_models():
        table = model._meta.db_table
        try_both(lambda table=table: run(f"TRUNCATE {table} CASCADE"), "Records are not emptied")


def test_record_may_change_otherwise(two):
    here, _ = two

    for model in record_models():
        values = columns(here[model])
        values = {name: values[name] for name in values if name not in ("id", "forum_id")}
        if values:
            assert change(here[model], **values) == 1
