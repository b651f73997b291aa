"""Real processes: the restore drill, two servers behind a balancer, and the files of deploy/."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)


def proof(name, tmp_path):
    """Run a proof of tests/stress in short, on the engine of this run."""
    environment = os.environ | {"DEMO": "1", "STRESS_QUICK": "1", "TABLED_VAR": str(tmp_path)}
    environment.pop("PYTEST_VERSION", None)
    if os.environ.get("DATABASE_URL"):
        environment["STRESS_DATABASE"] = f"tabled_{name}"
    else:
        environment["TABLED_SQLITE"] = str(tmp_path / f"{name}.sqlite3")
    done = subprocess.run(
        [sys.executable, "-m", f"tests.stress.{name}", name, "--short"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_backup_made_under_load_is_restored_byte_for_byte(tmp_path):
    found = proof("drill", tmp_path)

    assert found["broken"] == 0
    assert found["entries"] > 0


@pytest.mark.skipif(not os.environ.get("DATABASE_URL"), reason="two servers need PostgreSQL")
def test_meeting_votes_through_two_servers_while_one_is_killed(tmp_path):
    found = proof("servers", tmp_path)

    assert found["counted"] == found["members"]
    assert (found["broken"], found["lost"], found["left"]) == (0, 0, 0)
    assert found["shared"] == "2 of 2"


def test_units_and_image_start_commands_that_there_are():
    units = [path.read_text() for path in (ROOT / "deploy" / "systemd").glob("*.service")]
    commands = re.findall(r"manage\.py(?:\", \"| )(\w+)", "\n".join([*units, compose()]))

    known = {path.stem for path in ROOT.glob("*/management/commands/*.py")}
    assert {"worker", "daily", "backup", "doctor", "migrate"} <= set(commands)
    assert set(commands) - known <= {"migrate"}


def test_every_setting_of_the_example_is_one_that_is_read():
    named = re.findall(r"^#?([A-Z_]+)=", (ROOT / "deploy/tabled.env.example").read_text(), re.M)
    read = "".join(path.read_text() for path in (ROOT / "config").glob("*.py"))

    assert len(named) > 8
    assert [name for name in named if f'"{name}"' not in read] == []


def test_image_copies_every_folder_that_the_application_needs():
    copied = set(re.findall(r"^COPY (\w+) ", (ROOT / "Dockerfile").read_text(), re.MULTILINE))

    assert copied == {"config", "forum", "papers", "decisions", "templates", "static"}


def compose():
    return (ROOT / "compose.yaml").read_text()
