"""Every address, as everybody and nobody: each answer has every header, and no cache keeps it."""

import hashlib
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client, override_settings

from config.requests import HEADERS
from forum.models import StoredFile
from forum.views.files import SANDBOX, handed_out
from tests.asking import one_of_each
from tests.hardening.fuzzing import everybody_at_once, read_to_the_end, urls

STATIC = ("/static/tabled.css", "/static/tabled.js", "/static/govuk/govuk-frontend.min.js")
pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses(forum, paper, finance):
    one_of_each(paper, finance)
    return [*(url for _, url in urls(forum)), *STATIC, "/static/nothing.css", "/no/such/page/"]


def crawl(client, addresses):
    for address in addresses:
        answer = client.get(address)
        read_to_the_end(answer)
        yield address, answer


def faults(address, answer):
    """What is missing from an answer."""
    lacks = {name for name, value in HEADERS.items() if name not in answer.headers}
    policy = answer.headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy or "*" in policy:
        lacks.add("Content-Security-Policy")
    if "frame-ancestors 'none'" not in policy and "sandbox" not in policy:
        lacks.add("frame-ancestors")
    if answer.status_code == 200 and "Content-Type" not in answer.headers:
        lacks.add("Content-Type")
    lacks |= {"told: " + name for name in ("Server", "X-Powered-By") if name in answer.headers}
    return [f"{address} {answer.status_code}: {lack}" for lack in sorted(lacks)]


def test_every_answer_to_nobody_has_every_header(addresses):
    client = Client(raise_request_exception=False)

    found = [fault for got in crawl(client, addresses) for fault in faults(*got)]

    assert found == []


@override_settings(SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True)
def test_every_answer_to_a_person_has_every_header_and_is_kept_nowhere(addresses, forum):
    client = Client(raise_request_exception=False)
    client.force_login(everybody_at_once(forum))
    wrong = []

    for address, answer in crawl(client, addresses):
        wrong += [*faults(address, answer), *loose_cookies(address, answer)]
        said = answer.headers.get("Cache-Control", "")
        is_static = address.startswith(settings.STATIC_URL)
        if not is_static and said != "private, no-store" and "public" not in said:
            wrong.append(f"{address}: {said}")

    assert wrong == []


def loose_cookies(address, answer):
    """Cookies that a script could read, or that go along to or from elsewhere."""
    for name, cookie in answer.cookies.items():
        kept = cookie["httponly"], cookie["secure"], cookie["samesite"], cookie["path"]
        if cookie["max-age"] != 0 and kept != (True, True, "Lax", "/"):
            yield f"{address}: {name} {kept}"


def test_policy_lets_nothing_in_but_our_own(client, forum):
    policy = client.get("/")["Content-Security-Policy"]

    assert set(policy.split("; ")) == {
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    }


@pytest.mark.parametrize(
    "name", ["page.html", "a\r\nSet-Cookie: b=c.png", "../../passwd", "“q”.pdf"]
)
def test_uploaded_file_is_saved_under_one_line_and_never_opened(rf, name):
    content = b"<script>alert(1)</script>"
    sha256 = hashlib.sha256(content).hexdigest()
    file = StoredFile(name=name, content_type="image/png", content=content, sha256=sha256)

    answer = handed_out(rf.get("/"), file)

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == SANDBOX
    assert answer["Content-Type"] == "image/png"
    assert "Set-Cookie" not in answer.headers


def test_file_of_the_site_is_sandboxed_like_a_page(client):
    answer = client.get(STATIC[0])
    read_to_the_end(answer)

    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert SANDBOX == "default-src 'none'; sandbox"


def test_form_may_lead_to_the_identity_provider_of_the_settings_and_nowhere_else(tmp_path):
    entra = {"ENTRA_TENANT": "0a1b", "ENTRA_CLIENT_ID": "tabled", "ENTRA_SECRET": "word"}
    code = (
        "from config.settings import CONTENT_SECURITY_POLICY as policy;"
        "print(policy['DIRECTIVES']['form-action'])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": os.defpath, "DEMO": "1", "TABLED_VAR": str(tmp_path), **entra},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == """["'self'", 'https://login.microsoftonline.com']"""
