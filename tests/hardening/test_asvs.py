"""The map of ASVS says what is true: every test and file that it names is there."""

import re
from importlib.metadata import version
from pathlib import Path

import pytest
from django.conf import settings

from config.limits import LIMITS

ROOT = Path(settings.BASE_DIR)
MAP = (ROOT / "docs" / "asvs.md").read_text()
SECURITY = (ROOT / "docs" / "security.md").read_text()
ROW = re.compile(
    r"^\| (\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| ([^|]+) \| ([^|]*) \|$", re.MULTILINE
)
STATES = {"met", "**not met**", "not applicable"}
ROWS = ROW.findall(MAP)


def named():
    """What the rows point to."""
    return {word for *_, held in ROWS for word in re.findall(r"`([^`]+)`", held)}


def test_every_requirement_of_the_two_levels_is_answered_once():
    numbers = [number for number, *_ in ROWS]

    assert len(numbers) == len(set(numbers)) == 253
    assert {state for _, _, state, *_ in ROWS} == STATES
    assert [number for number, _, _, how, _ in ROWS if not how.strip()] == []


def test_what_is_met_names_what_holds_it():
    assert [number for number, _, state, _, held in ROWS if state == "met" and not held] == []


def test_figures_of_the_map_are_those_of_its_rows():
    met, not_met, beside = (
        sum(state == wanted for _, _, state, *_ in ROWS)
        for wanted in ("met", "**not met**", "not applicable")
    )

    assert f"**Met {met}, not met {not_met}, not applicable {beside}.**" in MAP


def test_every_test_that_the_map_names_is_there():
    known = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(), re.MULTILINE)
    }

    assert {word for word in named() if word.startswith("test_")} - known == set()


def test_every_file_that_the_map_names_is_there():
    files = {word for word in named() if not word.startswith("test_")}

    assert [name for name in sorted(files) if not (ROOT / name).exists()] == []


def test_limits_are_those_that_the_page_of_security_states():
    minutes = {60: "1 minute", 300: "5 minutes", 600: "10 minutes"}

    for limit in LIMITS:
        stated = re.search(
            rf"^\| {limit.name}\b[^|]*\|([^|]*)\|([^|]*)\|([^|]*)\|$", SECURITY, re.M
        )
        assert stated, limit.name
        assert stated[1].split()[0] == str(limit.person)
        assert stated[2].split()[0] == str(limit.network)
        assert stated[3].strip() == minutes[limit.seconds]


@pytest.mark.parametrize(
    ("package", "oldest"),
    [("django", (5, 2, 19)), ("weasyprint", (70, 0)), ("nh3", (0, 3, 8))],
)
def test_packages_are_no_older_than_their_last_known_mend(package, oldest):
    assert tuple(int(part) for part in version(package).split(".")) >= oldest
