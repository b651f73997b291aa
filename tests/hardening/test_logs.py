"""The log says what happened, who by identity, and under which reference; it names nobody."""

import io
import json
import logging

import pytest
from django.core.management import call_command
from django.urls import get_resolver, reverse

from config.access import routes
from config.logs import EVENTS, network_of
from decisions.management.commands import verify_trail
from forum.rules.chain import Check
from tests.factories import PASSWORD
from tests.logged import logged

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines():
    """Everything that is logged while the test runs, as it would be written."""
    with logged() as stream:
        yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


def of_requests(lines):
    return [line for line in lines() if line["logger"] == "tabled.requests"]


def test_request_leaves_one_line_with_who_what_and_how_it_went(client, forum, clerk, lines):
    client.force_login(clerk)
    answer = client.get(reverse("decisions:audit_trail", args=[forum.slug]))

    (line,) = of_requests(lines)
    assert {name: line[name] for name in ("event", "outcome", "route", "method", "status")} == {
        "event": "read",
        "outcome": "ok",
        "route": "decisions:audit_trail",
        "method": "GET",
        "status": 200,
    }
    assert (line["actor"], line["forum"]) == (str(clerk.pk), forum.slug)
    assert line["reference"] == answer["X-Request-ID"]
    assert line["at"].endswith("+00:00")


def test_denied_access_and_what_is_not_there_are_logged(client, forum, clerk, primary_head, lines):
    client.force_login(primary_head)
    client.get(reverse("decisions:record_export", args=[forum.slug]))
    client.get(f"/{forum.slug}/papers/{clerk.pk}/")

    denied, missing = of_requests(lines)
    assert (denied["event"], denied["outcome"]) == ("export", "denied")
    assert (missing["outcome"], missing["object"]) == ("not-found", str(clerk.pk))


def test_signing_in_is_logged_well_or_ill_without_the_address(client, clerk, lines):
    address = reverse("sign_in")
    client.login(email=clerk.email, password="wrong")
    client.login(email=clerk.email, password=PASSWORD)
    client.get(address)

    said = [line for line in lines() if line["logger"] == "tabled.sign-in"]
    assert ("sign-in", "denied") in [(line["event"], line["outcome"]) for line in said]
    assert clerk.email not in json.dumps(said)


def test_nothing_typed_and_nobody_s_name_gets_into_the_log(client, forum, clerk, lines):
    canaries = ["Canary Name", "canary@example.org", "canary-token", "192.0.2.77"]
    clerk.name = canaries[0]
    clerk.save()
    client.force_login(clerk)
    where = {"REMOTE_ADDR": canaries[3]}
    client.get(f"/{forum.slug}/search/?q={canaries[1]}", **where)
    client.get(f"/{forum.slug}/{canaries[2]}/", **where)
    typed = {"known_or_new": "new", "name": canaries[0], "email": canaries[1]}
    client.post(reverse("forum:member_appoint", args=[forum.slug]), typed, **where)
    try:
        raise ValueError(f"{canaries[1]} and {canaries[2]}")
    except ValueError:
        logging.getLogger("django.request").exception("Odd: %s", canaries[1])
    logging.getLogger("django.security.DisallowedHost").error(f"Invalid: {canaries[2]}")
    logging.getLogger("elsewhere").warning(f"wrote to {canaries[1]} from {canaries[3]}")

    text = json.dumps(lines())
    assert len(of_requests(lines)) == 3
    assert [canary for canary in canaries if canary in text] == []
    assert '"error": "ValueError"' in text
    assert "tests/hardening/test_logs.py" in text


def test_verifying_is_logged_well_or_ill(forum, lines, monkeypatch):
    call_command("verify_trail", stdout=io.StringIO())
    monkeypatch.setattr(verify_trail, "guards_check", lambda: Check(1, looked_at=1, failed=1))
    with pytest.raises(SystemExit):
        call_command("verify_trail", stdout=io.StringIO())

    said = [line for line in lines() if line["logger"] == "tabled.verify"]
    assert [(line["event"], line["outcome"], line["level"]) for line in said] == [
        ("verify", "ok", "INFO"),
        ("verify", "failed", "ERROR"),
    ]


def test_line_break_that_somebody_slipped_in_does_not_begin_a_line(lines):
    logging.getLogger("tabled.sample").warning('one\n{"event": "forged"}')

    assert len(lines()) == 1


def test_exempt_reading_is_logged_by_identity(client, forum, clerk, lines):
    logging.getLogger("tabled.exempt").info("exempt-read document=%s person=%s", "d1", clerk.pk)

    (line,) = lines()
    assert str(clerk.pk) in line["message"]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::7", "2001:db8:1::/48"),
        ("unix", ""),
    ],
)
def test_network_is_kept_and_the_address_is_not(address, network):
    assert network_of(address) == network


def test_every_event_is_about_an_address_that_exists():
    assert EVENTS.keys() - dict(routes(get_resolver())).keys() == set()
