"""Every answer has its headers and a reference, and nobody can say who they are by a header."""

import re

import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import reverse

from config.requests import HEADERS, LETTERS, client_address, is_personal
from forum.views.forms import back_to
from forum.workflow.meetings import mark_published
from tests.factories import BEFORE, an_item

FORGED = "203.0.113.9"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("proxies", "said", "found"),
    [
        (0, None, "192.0.2.1"),
        (0, FORGED, "192.0.2.1"),
        (1, None, "192.0.2.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, f"{FORGED}, 198.51.100.7", "198.51.100.7"),
        (2, f"{FORGED}, 198.51.100.7, 10.0.0.1", "198.51.100.7"),
        (2, "10.0.0.1", "192.0.2.1"),
        (1, "198.51.100.7:4711", "198.51.100.7"),
        (1, "[2001:db8::7]:4711", "2001:db8::7"),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "<script>", "192.0.2.1"),
        (1, "", "192.0.2.1"),
    ],
)
def test_address_of_a_client_is_what_the_outermost_proxy_of_ours_saw(proxies, said, found):
    meta = {"REMOTE_ADDR": "192.0.2.1"} | ({} if said is None else {"HTTP_X_FORWARDED_FOR": said})

    assert client_address(meta, proxies) == found


@pytest.mark.parametrize("name", ["X_FORWARDED_FOR", "X_REAL_IP", "FORWARDED"])
def test_no_view_can_read_a_forged_address(client, forum, name):
    answer = client.get("/", headers={name: FORGED})

    assert FORGED not in str(answer.wsgi_request.META)


@override_settings(ALLOWED_HOSTS=["forum.example.org"])
@pytest.mark.parametrize(
    "host", ["evil.example", "forum.example.org.evil.example", "forum.example.org:x", "a b"]
)
def test_host_that_is_not_ours_is_answered_400_with_headers_and_a_reference(client, host):
    answer = client.get("/", headers={"host": host})

    assert answer.status_code == 400
    assert answer["X-Request-ID"] in answer.content.decode()
    assert {name: answer[name] for name in HEADERS} == HEADERS
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@override_settings(ALLOWED_HOSTS=["forum.example.org"])
def test_forwarded_host_changes_no_link(client, forum):
    forged = {"host": "forum.example.org", "x-forwarded-host": "evil.example"}

    answer = client.get(f"/{forum.slug}/", headers=forged)

    assert answer.status_code == 200
    assert b"evil.example" not in answer.content


def test_reference_is_new_each_time_and_can_be_read_out(client):
    given = {client.get("/healthz")["X-Request-ID"] for _ in range(5)}

    assert len(given) == 5
    assert all(re.fullmatch(rf"([{LETTERS}]{{4}}-){{2}}[{LETTERS}]{{4}}", one) for one in given)


def test_page_of_somebody_signed_in_is_kept_nowhere(client, forum, clerk):
    client.force_login(clerk)

    for address in ("/", f"/{forum.slug}/", f"/{forum.slug}/audit/", "/nothing-here/"):
        assert client.get(address)["Cache-Control"] == "private, no-store", address


def test_page_that_leads_to_signing_in_is_kept_nowhere(client, forum):
    answer = client.get(reverse("decisions:audit_trail", args=[forum.slug]))

    assert (answer.status_code, answer["Cache-Control"]) == (302, "private, no-store")


def test_page_for_the_public_is_kept_and_the_same_page_for_a_person_is_not(client, meeting, clerk):
    an_item(meeting)
    mark_published(meeting, by=clerk, on=BEFORE, sha256="")
    address = meeting.get_absolute_url()
    alone = client.get(address)["Cache-Control"]
    client.force_login(clerk)

    assert alone == "public, no-cache"
    assert client.get(address)["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("said", "status", "has_session", "kept"),
    [
        ("public, max-age=31536000, immutable", 200, True, True),
        ("public, max-age=31536000, immutable", 500, True, False),
        ("private, no-cache", 200, True, False),
        ("private, no-cache", 200, False, True),
        ("", 200, False, False),
    ],
)
def test_only_what_its_view_declares_public_is_kept_beside_a_session(
    rf, said, status, has_session, kept
):
    request = rf.get("/")
    if has_session:
        request.COOKIES["tabled-session"] = "somebody"
    answer = HttpResponse(status=status, headers={"Cache-Control": said} if said else {})

    assert is_personal(request, answer) is not kept


def test_site_believes_in_https_only_where_it_has_proxies(settings):
    assert settings.TRUSTED_PROXIES == 0
    assert settings.SECURE_PROXY_SSL_HEADER is None


@pytest.mark.parametrize("wanted", ["null", "home", "//evil.example/", "javascript:x", "/\\evil"])
def test_way_back_is_a_path_of_this_site_or_the_usual_one(rf, wanted):
    assert back_to(rf.get("/", {"next": wanted}), "/usual/") == "/usual/"
    assert back_to(rf.get("/", {"next": "/there/?a=b"}), "/usual/") == "/there/?a=b"
