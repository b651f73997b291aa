"""The whole demo forum: written, taken in again and written again, from engine to engine."""

import os
import subprocess
import sys
from datetime import date

import pytest
from django.conf import settings

from decisions.audit import record_check
from decisions.records.reading import import_record
from demo.story import tell
from forum.audit.checks import trail_checks
from tests.raw import postgresql_only
from tests.records_again import told_and_forgotten, written

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
OTHER = {"DATABASE_URL", "TABLED_SQLITE"}


@pytest.fixture(scope="module")
def file(django_db_setup, django_db_blocker):
    """The record of the demo forum, told once; the forum itself is not here."""
    with django_db_blocker.unblock():
        return told_and_forgotten(lambda: tell(TODAY))


def test_demo_is_written_again_byte_for_byte_with_its_trail_unbroken(file):
    forum = import_record(file).forum

    assert written(forum) == file
    checks = [*trail_checks(forum), record_check(forum)]
    assert [str(problem) for check in checks for problem in check.problems] == []


@postgresql_only
def test_demo_goes_to_sqlite_and_back_byte_for_byte(file, tmp_path):
    there, back = tmp_path / "there.json", tmp_path / "back.json"
    there.write_bytes(file)
    elsewhere = {name: value for name, value in os.environ.items() if name not in OTHER}
    elsewhere |= {"TABLED_SQLITE": str(tmp_path / "other.sqlite3"), "DEMO": "1"}

    for words in (["migrate"], ["import_record", there], ["export_record", "lindenshire", back]):
        command = [sys.executable, settings.BASE_DIR / "manage.py", *words]
        subprocess.run(command, env=elsewhere, check=True, capture_output=True)

    assert back.read_bytes() == file
    assert written(import_record(back.read_bytes()).forum) == file
