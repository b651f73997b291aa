"""What is wrong with an installation is said before people trust it, and a right one is clean."""

import os
import re
import secrets
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.db import connection, connections
from django.test import override_settings

from config import checks
from config.environment import site_url
from config.standing_settings import SHARED

RIGHT = {
    "HTTPS": "1",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "forum.example.gov.uk",
    "SITE_URL": "https://forum.example.gov.uk",
    "EMAIL_URL": "smtp+tls://user:word@mail.example.gov.uk:587",
    "EMAIL_FROM": "forum@example.gov.uk",
    "TRUSTED_PROXIES": "1",
}


def told(check):
    return [message.id for message in check()]


def deploy(tmp_path, **environment):
    command = [sys.executable, "manage.py", "check", "--deploy", "--database", "default"]
    command += ["--fail-level", "WARNING"]
    return subprocess.run(
        command,
        cwd=django_settings.BASE_DIR,
        env={"PATH": os.defpath, "TABLED_VAR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_right_installation_is_clean(tmp_path):
    done = deploy(tmp_path, **RIGHT)

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_demo_is_no_installation(tmp_path):
    done = deploy(tmp_path, DEMO="1")

    assert done.returncode == 1
    for number in ("01", "02", "07", "10", "11", "12"):
        assert f"tabled.E0{number}" in done.stderr


WRONG = [
    ("production_is_on", {"DEMO": True}, "tabled.E001"),
    ("production_is_on", {"DEBUG": True}, "tabled.E001"),
    ("production_is_on", {"HTTPS": False}, "tabled.E002"),
    ("production_is_on", {"LIMITS": False}, "tabled.E003"),
    ("production_is_on", {"ASGI_APPLICATION": "config.asgi.application"}, "tabled.E004"),
    ("addresses_are_ours", {"ALLOWED_HOSTS": [".example.org"]}, "tabled.E006"),
    ("addresses_are_ours", {"ALLOWED_HOSTS": ["*"]}, "tabled.E006"),
    ("addresses_are_ours", {"SITE_URL": "http://forum.example.org"}, "tabled.E007"),
    ("addresses_are_ours", {"SITE_URL": ""}, "tabled.E007"),
    ("addresses_are_ours", {"SECURE_PROXY_SSL_HEADER": ("X", "https")}, "tabled.E008"),
    ("secrets_are_kept", {"SECRET_KEY": "short"}, "tabled.E009"),
    ("secrets_are_kept", {"SECRET_KEY": "a" * 80}, "tabled.E009"),
    ("secrets_are_kept", {"SESSION_COOKIE_NAME": "session"}, "tabled.E010"),
    ("letters_go_out", {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"},
     "tabled.E011"),
    ("letters_go_out", {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                        "EMAIL_HOST": "localhost"}, "tabled.E011"),
    ("letters_go_out", {"DEFAULT_FROM_EMAIL": "tabled@localhost"}, "tabled.E012"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "wrong", "number"), WRONG)
def test_wrong_setting_is_an_error(check, wrong, number):
    with override_settings(**wrong):
        found = told(getattr(checks, check))

    assert number in found


def test_psycopg_3_would_be_an_error(monkeypatch):
    monkeypatch.setattr(checks, "find_spec", lambda name: name == "psycopg")

    assert "tabled.E005" in told(checks.production_is_on)


@pytest.mark.django_db
def test_sqlite_keeps_what_it_acknowledges():
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")

    assert checks.commits_are_kept(databases=["default"]) == []


@pytest.mark.django_db
def test_postgresql_that_may_lose_a_commit_is_an_error():
    if connection.vendor != "postgresql":
        pytest.skip("about PostgreSQL")
    off = ["synchronous_commit"]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        for name in ("fsync", "full_page_writes"):
            cursor.execute(f"SHOW {name}")
            off += [name] if cursor.fetchone() == ("off",) else []

    found = checks.commits_are_kept(databases=["default"])

    assert {error.id for error in found} == {"tabled.E013"}
    assert {error.msg for error in found} == {f"PostgreSQL's {name} is off." for name in off}


@pytest.mark.django_db
def test_sqlite_that_may_lose_a_commit_is_an_error(monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    monkeypatch.setattr(connections["default"], "transaction_mode", None)

    assert [found.id for found in checks.commits_are_kept(databases=["default"])] == [
        "tabled.E015"
    ]


def test_number_of_proxies_that_is_none_is_refused_plainly(tmp_path):
    done = deploy(tmp_path, **RIGHT | {"TRUSTED_PROXIES": "many"})

    assert "TRUSTED_PROXIES is a whole number" in done.stderr


def test_shared_cache_is_large_enough_for_a_council():
    assert SHARED["OPTIONS"]["MAX_ENTRIES"] >= 10_000


@pytest.mark.parametrize(("port", "site"), [("8011", ":8011"), ("", ":8000")])
def test_links_of_a_demo_name_the_port_that_it_runs_on(monkeypatch, port, site):
    monkeypatch.delenv("SITE_URL", raising=False)
    monkeypatch.setenv("PORT", port)

    assert site_url() == f"http://localhost{site}"


def test_right_installation_on_postgresql_lacks_only_what_these_tests_leave_out(tmp_path):
    """The server of the tests does not write through: that it says so is the proof it looks."""
    if connection.vendor != "postgresql":
        pytest.skip("the other engine is asked above")
    done = deploy(tmp_path, **RIGHT, DATABASE_URL=os.environ["DATABASE_URL"])

    assert set(re.findall(r"tabled\.\w+|security\.\w+", done.stderr)) == {"tabled.E013"}
