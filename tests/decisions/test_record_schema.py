"""The published schema says what a file is written as, and refuses what the reader refuses."""

import json

import pytest
from jsonschema import Draft202012Validator

from decisions.records.problems import NotImported
from decisions.records.schema import schema
from decisions.records.shape import parsed, record_in
from decisions.records.writing import lines
from forum.models import Forum
from tests.every_record import every_record
from tests.middlesbrough import middlesbrough
from tests.raw import unguarded
from tests.records_again import written

SCHEMA = Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
WRONG = {
    "table": lambda found: found["record"].update(parties=[]),
    "field": lambda found: found["forum"].update(motto="Onwards"),
    "missing": lambda found: found["record"]["papers.matter"][0].pop("title"),
    "no trail": lambda found: found.pop("trail"),
    "head": lambda found: found["trail"]["head"].pop("hash"),
    "pounds": lambda found: found["record"]["decisions.award"][0].update(amount=89604.5),
    "word": lambda found: found["record"]["decisions.award"][0].update(source="dsg"),
    "day": lambda found: found["record"]["forum.meeting"][0].update(held_on="4 July 2018"),
    "moment": lambda found: found["forum"].update(recorded_at="2018-07-04"),
    "identity": lambda found: found["record"]["forum.meeting"][0].update(id="july"),
    "null": lambda found: found["record"]["papers.matter"][0].update(title=None),
    "long": lambda found: found["forum"].update(slug="b" * 61),
    "truth": lambda found: found["people"][0].update(is_active="yes"),
}


@pytest.fixture(scope="module")
def file(django_db_setup, django_db_blocker):
    """A file with a row of every kind, which need not make sense."""
    with django_db_blocker.unblock(), unguarded():
        return written(every_record()[Forum])


def test_schema_is_a_schema():
    Draft202012Validator.check_schema(schema())


@pytest.mark.django_db
def test_record_that_is_written_keeps_to_the_schema():
    found = json.loads(written(middlesbrough().forum))

    assert [error.message for error in SCHEMA.iter_errors(found)] == []


def test_row_of_every_kind_keeps_to_the_schema_and_is_read_again(file):
    found = json.loads(file)

    assert [error.json_path for error in SCHEMA.iter_errors(found)] == []
    assert [name for name, rows in found["record"].items() if not rows] == []
    assert "".join(lines(record_in(parsed(file)).parts())).encode() == file


@pytest.mark.parametrize("name", WRONG)
def test_what_the_schema_refuses_the_reader_refuses(name, file):
    found = json.loads(file)

    WRONG[name](found)

    assert not SCHEMA.is_valid(found)
    with pytest.raises(NotImported):
        record_in(found)
