"""What a record file holds: every kind of record of a forum, parents first."""

import pytest
from django.apps import apps

from decisions.records.births import (
    BALLOT,
    BEFORE_OPENING,
    BORN,
    MOVES,
    WAITS,
    WHILE_OPEN,
    Move,
    in_order,
)
from decisions.records.schema import schema
from decisions.records.tables import (
    APPS,
    ELSEWHERE,
    FORUM,
    MADE_ANEW,
    PEOPLE,
    POINTS_BACK,
    TRAIL,
    tables,
)
from decisions.records.values import read, written
from tests.every_record import record_models

NAMES = [table.name for table in tables()]
PARTS = {*BEFORE_OPENING, *WHILE_OPEN}
COLUMNS = [column for table in (FORUM, PEOPLE, *tables(), TRAIL) for column in table.columns]


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model.__name__)
def test_every_model_stands_in_a_record_file_once_or_is_made_from_it(model):
    places = [model in {table.model for table in tables()}, model in ELSEWHERE, model in MADE_ANEW]

    assert places.count(True) == 1


def test_everything_that_points_to_a_forum_is_one_of_our_models():
    pointing = {
        model._meta.app_label
        for model in apps.get_models()
        if any(field.related_model is FORUM.model for field in model._meta.concrete_fields)
    }

    assert pointing == set(APPS)


def test_parents_come_before_their_children():
    for table in tables():
        before = {*NAMES[: NAMES.index(table.name)], PEOPLE.name}
        assert table.parents <= before, table.name


def test_every_field_is_written_but_the_forum_and_ways_to_sign_in():
    for table in (FORUM, PEOPLE, *tables(), TRAIL):
        fields = {field.name for field in table.model._meta.concrete_fields}
        left_out = fields - {column.name for column in table.columns}
        ways_in = {"password", "last_login", "is_site_administrator"}
        signing_in = ways_in if table is PEOPLE else set()
        assert left_out - {"forum"} == signing_in, table.name


def test_nothing_joins_two_tables_without_a_row_of_its_own():
    assert [model for model in record_models() if model._meta.many_to_many] == []


def test_there_is_a_way_to_write_every_field():
    for column in COLUMNS:
        assert written(column.field, None) is None, column
        if column.field.null:
            assert read(column.field, None) is None
        else:
            with pytest.raises(ValueError, match=r"cannot be null"):
                read(column.field, None)


def test_what_a_file_may_leave_out_has_a_value_to_begin_with():
    for column in COLUMNS:
        if column.may_be_missing:
            value = written(column.field, column.at_first)
            assert written(column.field, read(column.field, value)) == value, column


def test_every_table_comes_in_once_after_what_it_points_to():
    order = [each.name if isinstance(each, Move) else each for each in in_order()]
    of_a_ballot = dict.fromkeys(PARTS, BALLOT)

    assert sorted(order) == sorted({*NAMES, *(move.name for move in MOVES)} - PARTS)
    for table in tables():
        if table.name not in PARTS:
            here = order.index(table.name)
            parents = {of_a_ballot.get(name, name) for name in table.parents - {PEOPLE.name}}
            assert all(order.index(parent) < here for parent in parents), table.name


def test_everything_comes_in_before_minutes_are_agreed_but_what_corrects_them():
    order = [each.name if isinstance(each, Move) else each for each in in_order()]

    assert order[order.index("agreed") :] == ["agreed", "decisions.correction"]


def test_what_is_said_of_births_names_tables_and_fields_that_there_are():
    columns = {table.name: {column.column for column in table.columns} for table in tables()}

    for name, values in BORN.items():
        assert values.keys() <= columns[name]
    assert {*WAITS, *PARTS, *(move.table for move in MOVES)} <= columns.keys()
    for name, fields in POINTS_BACK.items():
        assert {f"{field}_id" for field in fields} <= BORN[name].keys()


def test_schema_lists_every_table_and_every_field():
    found = schema()

    assert list(found["properties"]["record"]["properties"]) == NAMES
    for table in (FORUM, PEOPLE, *tables(), TRAIL):
        fields = list(found["$defs"][table.name]["properties"])
        assert fields == [column.name for column in table.columns]
