"""What the project stands on stays as it is meant: packages and settings."""

import os
import re
import socket
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings
from django.db.backends.postgresql.psycopg_any import is_psycopg3
from pytest_socket import SocketConnectBlockedError

ROOT = Path(__file__).resolve().parent.parent


def test_django_talks_to_postgresql_through_psycopg2():
    assert not is_psycopg3
    assert find_spec("psycopg") is None


def test_pyproject_names_the_packages_of_requirements_in():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert project["dependencies"] == _names(ROOT / "requirements.in")


def test_development_set_holds_the_runtime_set_at_the_same_versions():
    runtime, development = (_pins(f"requirements{suffix}.txt") for suffix in ("", "-dev"))

    assert runtime
    assert runtime.items() <= development.items()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_lock_file_pins_by_hash_and_names_no_index(name):
    text = (ROOT / name).read_text()

    assert not re.search(r"://|--index|--extra-index|--find-links|--trusted", text)
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=[a-z])", text))


def test_network_is_out_of_reach():
    with (
        pytest.warns(UserWarning, match="192.0.2.1"),
        pytest.raises(SocketConnectBlockedError),
        socket.socket() as door,
    ):
        door.connect(("192.0.2.1", 80))


def test_key_is_needed_in_production(tmp_path):
    refused = _settings("SECRET_KEY", tmp_path, SECRET_KEY="")

    assert "Set SECRET_KEY" in refused


def test_key_of_a_demo_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first = _settings("SECRET_KEY", tmp_path, DEMO="1")
    second = _settings("SECRET_KEY", tmp_path, DEMO="1")

    assert first == second
    assert len(first) > 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://u:secret@h/n", "scheme “mysql”, which is not understood"),
        ("tabled", "scheme “”, which is not understood"),
        ("postgres://h", "names no database"),
        ("postgres://u:secret/@h/n", "is not a URL that can be read"),
    ],
)
def test_database_url_that_is_not_understood_is_refused_plainly(tmp_path, url, sentence):
    refused = _settings("DATABASES", tmp_path, DEMO="1", DATABASE_URL=url)

    assert sentence in refused
    assert "secret" not in refused


def test_database_url_is_read_whole(tmp_path):
    url = "postgres://u%40x:p%2F@db:5433/tabled?sslmode=require"

    read = _settings("DATABASES['default']", tmp_path, DEMO="1", DATABASE_URL=url)

    for part in ("'u@x'", "'p/'", "'db'", "'5433'", "'tabled'", "'sslmode': 'require'"):
        assert part in read


@pytest.mark.parametrize(
    ("asked", "options"), [("", "-c jit=off"), ("?options=-c%20jit%3Don", "-c jit=on")]
)
def test_queries_are_not_compiled_unless_the_url_says_so(tmp_path, asked, options):
    url = f"postgres://u@db/tabled{asked}"

    read = _settings("DATABASES['default']['OPTIONS']", tmp_path, DEMO="1", DATABASE_URL=url)

    assert read == f"{{'options': '{options}'}}"


def test_database_url_may_name_a_socket(tmp_path):
    url = "postgres://u@/tabled?host=/run/Sockets"

    assert _settings("DATABASES['default']['HOST']", tmp_path, DEMO="1", DATABASE_URL=url) == (
        "/run/Sockets"
    )


def test_every_host_is_not_allowed(tmp_path):
    assert "cannot be '*'" in _settings("ALLOWED_HOSTS", tmp_path, DEMO="1", ALLOWED_HOSTS="*")


def test_cookies_in_production_are_bound_to_the_host_and_to_https(tmp_path):
    names = "SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, SESSION_COOKIE_SECURE, CSRF_COOKIE_SECURE"

    told = _settings(names, tmp_path, DEMO="1", HTTPS="1")

    assert told == "__Host-tabled-session __Host-tabled-csrf True True"


def test_passwords_are_kept_with_argon2(tmp_path):
    assert _settings("PASSWORD_HASHERS[0]", tmp_path, DEMO="1").endswith("Argon2PasswordHasher")


def test_sqlite_writes_through_and_one_at_a_time():
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        pytest.skip("this run is on PostgreSQL")
    options = settings.DATABASES["default"]["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in options["init_command"]


def _settings(expression: str, var: Path, **environment: str) -> str:
    """Read settings in a fresh process; answer with the value, or the last line of the error."""
    done = subprocess.run(
        [sys.executable, "-c", f"from config.settings import *; print({expression})"],
        cwd=ROOT,
        env={"PATH": os.defpath, "TABLED_VAR": str(var), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return (done.stdout or done.stderr).strip().splitlines()[-1]


def _names(path: Path) -> list[str]:
    lines = path.read_text().splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-"))]


def _pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))
