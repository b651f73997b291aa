"""A process killed with -9 in the middle of a step: real processes on a real database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)


@pytest.fixture
def place(tmp_path):
    """Where such a database is: a new one on the server of the tests, or a file."""
    if url := os.environ.get("DATABASE_URL"):
        return {"DATABASE_URL": url, "STRESS_DATABASE": "tabled_kills"}
    return {"TABLED_SQLITE": str(tmp_path / "kills.sqlite3")}


def test_vote_and_file_are_there_whole_or_not_at_all(place, tmp_path):
    quick = {"DEMO": "1", "STRESS_QUICK": "1", "TABLED_VAR": str(tmp_path)}
    environment = os.environ | place | quick
    environment.pop("PYTEST_VERSION", None)

    done = subprocess.run(
        [sys.executable, "-m", "tests.stress.kills", "kills", "--short"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    )

    found = json.loads(done.stdout.splitlines()[-1])
    assert (found["flows"], found["half"], found["lost"]) == (2, 0, 0)
    assert found["races"] > 20
    assert found["kept"] >= 2
