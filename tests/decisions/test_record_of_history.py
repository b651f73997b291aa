"""What was told from old papers is a record like any other: written and taken in byte for byte."""

import json
from datetime import date
from pathlib import Path

import pytest

from decisions.records.reading import import_record
from decisions.workflow.telling import found_and_tell
from tests.records_again import told_and_forgotten, written

pytestmark = pytest.mark.django_db

TOLD = sorted((Path(__file__).parents[1] / "records").glob("*.json"))


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.stem)
def test_history_as_told_is_written_again_byte_for_byte(path):
    told = json.loads(path.read_text("utf-8"))

    file = told_and_forgotten(lambda: found_and_tell(told, on=date(2026, 11, 22)))

    assert written(import_record(file).forum) == file


def test_there_is_history_to_tell():
    assert "middlesbrough" in {path.stem for path in TOLD}
