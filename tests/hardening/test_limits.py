"""Limits count exactly, together on every server, and shut nobody out for long."""

import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from config import limits
from config.access import routes
from config.limits import LIMITS, Limit, counted_network, keyed, tend_limits
from forum.choices import Role
from forum.models import RateCount
from forum.models.limits import count_use
from tests.factories import a_role

pytestmark = pytest.mark.django_db
SEARCH = "decisions:search"


@pytest.fixture
def three(settings, monkeypatch):
    """Three searches in ten minutes for a person, five for a network."""
    settings.LIMITS = True
    limit = Limit("search", 3, 5, 600, ("GET",), frozenset({SEARCH}))
    monkeypatch.setattr(limits, "BY_ROUTE", {(SEARCH, "GET"): limit})


def search(client, forum, **more):
    return client.get(reverse(SEARCH, args=[forum.slug]), {"q": "early"}, **more)


def test_person_who_asks_too_often_is_told_when_to_go_on(client, forum, clerk, three):
    client.force_login(clerk)
    codes = [search(client, forum).status_code for _ in range(3)]

    answer = search(client, forum)

    assert codes == [200, 200, 200]
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 600
    assert f"Wait {answer['Retry-After']} seconds" in answer.content.decode()
    assert answer["X-Request-ID"] in answer.content.decode()


def test_one_person_uses_up_nothing_of_another_at_the_same_address(forum, clerk, three):
    first, second = Client(), Client()
    first.force_login(clerk)
    second.force_login(a_role(forum, Role.OFFICER))
    for _ in range(4):
        search(first, forum)

    assert search(first, forum).status_code == 429
    assert search(second, forum).status_code == 200
    assert search(Client(), forum).status_code == 200


def test_forged_addresses_do_not_get_past_the_limit(forum, three):
    codes = [
        search(Client(), forum, headers={"x-forwarded-for": f"203.0.113.{n}"}).status_code
        for n in range(20)
    ]

    assert codes == [200] * 5 + [429] * 15


def test_who_waits_may_go_on(client, forum, clerk, three, time_machine):
    time_machine.move_to(1_800_000_000, tick=False)
    client.force_login(clerk)
    codes = [search(client, forum).status_code for _ in range(4)]
    time_machine.move_to(1_800_000_000 + 601, tick=False)

    assert codes[-1] == 429
    assert search(client, forum).status_code == 200


def test_what_cannot_be_counted_does_not_pass(forum, three, monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(limits, "count_use", broken)

    assert search(Client(raise_request_exception=False), forum).status_code == 500


@pytest.fixture
def two_for_an_account(settings, monkeypatch):
    """Nine attempts a minute from one network, two of them on one account."""
    settings.LIMITS = True
    limit = Limit("sign-in", 9, 9, 60, ("POST",), frozenset({"sign_in"}), ("email",), 2)
    monkeypatch.setattr(limits, "BY_ROUTE", {("sign_in", "POST"): limit})


def ask_for_code(email, network):
    where = {"REMOTE_ADDR": network}
    return Client().post(reverse("sign_in"), {"email": email}, **where).status_code


def test_attempts_on_an_account_are_limited_where_they_come_from(clerk, two_for_an_account):
    far = [ask_for_code(clerk.email.upper(), "192.0.2.1") for _ in range(4)]

    assert far[2:] == [429, 429]
    assert 429 not in far[:2]
    assert ask_for_code(clerk.email, "198.51.100.1") != 429
    assert ask_for_code("other@example.org", "192.0.2.1") != 429


def test_table_of_counts_names_no_address(forum, three):
    search(Client(), forum, REMOTE_ADDR="192.0.2.77")

    (kept,) = RateCount.objects.all()
    assert kept.key == keyed("search", "192.0.2.77")
    assert "192" not in str(kept)
    assert len(kept.key) == 64


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.77", "192.0.2.77"),
        ("2001:db8:1:2:3::7", "2001:db8:1:2::/64"),
        ("", "unknown"),
    ],
)
def test_household_is_counted_as_one(address, counted):
    assert counted_network(address) == counted


def test_past_counts_are_forgotten_and_running_ones_kept():
    now = timezone.now()
    count_use("over", now=int(now.timestamp() * 1000) - 60_000, window=1000)
    count_use("running", now=int(now.timestamp() * 1000), window=60_000)

    tend_limits(now)

    assert [row.key for row in RateCount.objects.all()] == ["running"]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_counted_one_by_one():
    if connection.vendor != "postgresql":
        pytest.skip("one writer at a time on SQLite; make stress counts with several processes")
    now, told = int(time.time() * 1000), []

    def hammer():
        try:
            told.extend(count_use("k", now=now, window=60_000)[0] for _ in range(25))
        finally:
            connection.close()

    threads = [threading.Thread(target=hammer) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == list(range(1, 101))


# What is limited


def test_every_limit_is_about_addresses_that_exist():
    known = dict(routes(get_resolver())).keys()

    assert {route for limit in LIMITS for route in limit.routes} - known == set()


def test_everything_that_is_taken_away_or_made_on_asking_is_limited():
    limited = {route for limit in LIMITS for route in limit.routes}
    heavy = {
        name
        for name in dict(routes(get_resolver()))
        if name.endswith(("_pdf", "_csv", "_docx", "_export", "_bulk", "search"))
    }

    assert heavy - limited == set()


def test_windows_are_short_enough_that_nobody_misses_a_meeting():
    assert {
        limit.name: limit.seconds for limit in LIMITS if limit.name in {"vote", "sign-in"}
    } == {
        "vote": 60,
        "sign-in": 60,
    }
    assert max(limit.seconds for limit in LIMITS) <= 3600


# The cache that servers share


def test_cache_of_several_servers_lies_in_the_database(tmp_path):
    code = "from config.settings import CACHES; print(CACHES['default']['BACKEND'])"
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": "", "DEMO": "1", "TABLED_VAR": str(tmp_path)},
        cwd=django_settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == "django.core.cache.backends.db.DatabaseCache"


@pytest.mark.django_db(transaction=True)
def test_table_of_the_shared_cache_is_made_by_migrating(settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "tabled_cache",
        },
        "near": django_settings.CACHES["near"],
    }
    call_command("migrate", "--run-syncdb", verbosity=0)
    one, other = DatabaseCache("tabled_cache", {}), caches["default"]

    one.set("said", "here", 60)

    assert other.get("said") == "here"
