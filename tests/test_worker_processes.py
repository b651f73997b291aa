"""A worker killed with -9 in the middle of a pack: real processes on a real database."""

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
        return {"DATABASE_URL": url, "STRESS_DATABASE": "tabled_worker_processes"}
    return {"TABLED_SQLITE": str(tmp_path / "workers.sqlite3")}


def test_pack_of_a_killed_worker_is_finished_by_another_and_published_once(place, tmp_path):
    environment = os.environ | place | {"DEMO": "1", "TABLED_VAR": str(tmp_path)}
    environment.pop("PYTEST_VERSION", None)

    done = subprocess.run(
        [sys.executable, "-m", "tests.stress.workers", "workers", "--short"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    )

    found = json.loads(done.stdout.splitlines()[-1])
    assert (found["races"], found["killed"], found["broken"]) == (1, 1, 0)
