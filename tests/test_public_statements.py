"""What the site says to everybody: statements that the law asks for, and files for programs."""

from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser

import pytest
from django.conf import settings
from django.urls import reverse

from config.public.cookies import COOKIES
from tests.factories import a_forum

pytestmark = pytest.mark.django_db
PAGES = ("accessibility_statement", "privacy_notice", "cookies")


@pytest.fixture
def of_a_council(settings):
    settings.ORGANISATION = "Borsetshire Council"
    settings.CONTACT_EMAIL = "web@borsetshire.example"
    settings.PRIVACY_EMAIL = "dpo@borsetshire.example"
    settings.SECURITY_CONTACT = "https://borsetshire.example/security"
    settings.SITE_URL = "https://forums.borsetshire.example"


def words(answer):
    return " ".join(answer.content.decode().split())


def said(client):
    """The fields of security.txt."""
    lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    return dict(line.split(": ", 1) for line in lines)


@pytest.mark.parametrize("name", PAGES)
def test_statement_is_there_for_everybody_and_in_every_footer(client, clerk, name):
    place = reverse(name)

    for person in (None, clerk):
        if person:
            client.force_login(person)
        assert client.get(place).status_code == 200
        assert f'href="{place}"' in client.get("/").content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_statement_takes_nothing_in(client, db, name):
    assert client.post(reverse(name)).status_code == 405


# Accessibility


@pytest.mark.usefixtures("of_a_council")
def test_accessibility_statement_says_what_the_regulations_ask(client):
    a_forum("ambridge", contact_email="clerk@ambridge.example", contact_post="Clerk")

    page = words(client.get("/accessibility/"))

    for needed in (
        "Borsetshire Council",
        "https://forums.borsetshire.example",
        "web@borsetshire.example",
        "clerk@ambridge.example",
        "partially compliant",
        "Web Content Accessibility Guidelines 2.2, level AA",
        "(No. 2) Accessibility Regulations 2018",
        "Equality Advisory and Support Service",
        "last reviewed on",
    ):
        assert needed in page


def test_accessibility_statement_is_honest_about_what_was_not_tested(client, db):
    page = words(client.get("/accessibility/"))

    assert "No audit by a third party and no test with disabled people has been made yet." in page
    assert "may have no headings" in page


# Privacy and cookies


@pytest.mark.usefixtures("of_a_council")
def test_privacy_notice_has_the_complaint_route(client):
    page = words(client.get("/privacy/"))

    assert "dpo@borsetshire.example" in page
    assert "We acknowledge a complaint within 30 days" in page
    assert "Information Commissioner" in page
    assert "Article 6(1)(e)" in page


def test_cookies_page_names_every_cookie_and_reading_sets_none(client, forum):
    page = words(client.get("/cookies/"))

    for cookie in COOKIES:
        assert cookie.name in page
    for place in ("/", forum.get_absolute_url(), "/privacy/", f"/{forum.slug}/meetings/"):
        assert not client.get(place).cookies


def test_signing_in_and_sending_a_form_set_only_the_cookies_that_are_named(client, forum, clerk):
    client.force_login(clerk)
    client.get(reverse("forum:look", args=[forum.slug]))
    client.post(reverse("decisions:licence_state", args=[forum.slug]), {"licence": "none"})

    assert set(client.cookies) <= {cookie.name for cookie in COOKIES}


# For programs


@pytest.mark.usefixtures("of_a_council")
@pytest.mark.parametrize("days", [0, 200, 2000])
def test_security_txt_never_runs_out(client, time_machine, days):
    now = datetime(2026, 11, 22, 12, tzinfo=UTC) + timedelta(days=days)
    time_machine.move_to(now)

    told = said(client)

    expires = datetime.fromisoformat(told["Expires"])
    assert now + timedelta(days=100) < expires < now + timedelta(days=365)
    assert told["Contact"] == "https://borsetshire.example/security"
    assert told["Canonical"] == ("https://forums.borsetshire.example/.well-known/security.txt")


def test_security_contact_that_is_an_address_is_one_to_write_to(client, settings):
    settings.SECURITY_CONTACT = "it@borsetshire.example"

    assert said(client)["Contact"] == "mailto:it@borsetshire.example"


def test_robots_may_read_what_is_public_and_know_where_the_map_is(client, forum):
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").content.decode().splitlines())

    assert robots.can_fetch("*", forum.get_absolute_url())
    assert not robots.can_fetch("*", reverse("sign_in"))
    assert robots.site_maps() == [f"{settings.SITE_URL}/sitemap.xml"]
