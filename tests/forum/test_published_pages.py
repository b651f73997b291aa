"""Published pages, made once and kept for all who are not signed in."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forum import audit
from forum.models import AgendaItem
from forum.views import published
from forum.views.published import kept_for_the_public
from forum.workflow.meetings import add_item, mark_published
from tests.factories import BEFORE, MEETING_DAY, an_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(meeting, clerk):
    """The address of an agenda that is published."""
    an_item(meeting)
    mark_published(meeting, by=clerk, on=BEFORE, sha256="")
    return meeting.get_absolute_url()


def add_late_item(meeting, clerk):
    item = AgendaItem(forum=meeting.forum, meeting=meeting, title="Late grant")
    add_item(item, by=clerk, on=MEETING_DAY)


# What the public is answered


def test_page_is_made_once_for_everybody(client, page, django_assert_num_queries):
    first = client.get(page)

    with django_assert_num_queries(1):
        second = Client().get(page)

    assert second.content == first.content
    assert b"Early help" in second.content
    assert second["ETag"] == first["ETag"]


def test_browser_that_has_the_page_is_told_so(client, page):
    etag = client.get(page)["ETag"]

    answer = client.get(page, headers={"if-none-match": etag})

    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["ETag"] == etag


def test_kept_page_sets_no_cookie_and_is_asked_for_each_time(client, page):
    for answer in (client.get(page), client.get(page)):
        assert not answer.cookies
        assert answer["Cache-Control"] == "public, no-cache"
        assert answer["Vary"] == "Cookie"
        assert "default-src 'none'" in answer["Content-Security-Policy"]


# When it is made again


def test_page_is_made_again_after_a_step(client, page, meeting, clerk):
    before = client.get(page)

    add_late_item(meeting, clerk)

    after = client.get(page)
    assert b"Late grant" in after.content
    assert b"Late grant" not in before.content
    assert client.get(page, headers={"if-none-match": before["ETag"]}).status_code == 200


def test_page_is_made_again_on_another_day(client, page, time_machine):
    time_machine.move_to(datetime(2026, 1, 10, 12, tzinfo=UTC))
    client.get(page)

    time_machine.shift(timedelta(days=1))

    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    assert len(asked) > 1


def test_draft_is_not_there_until_it_is_published(client, meeting, clerk):
    an_item(meeting)
    audit.record("tried", "Begun.", forum=meeting.forum, by=clerk, on=BEFORE)
    assert client.get(meeting.get_absolute_url()).status_code == 404

    mark_published(meeting, by=clerk, on=BEFORE, sha256="")

    assert client.get(meeting.get_absolute_url()).status_code == 200


# Who is not answered with it


def test_person_who_is_signed_in_reads_their_own_page(client, page, clerk):
    client.get(page)
    client.force_login(clerk)

    answer = client.get(page)

    assert b"Clara Clerk" in answer.content
    assert b"Run the meeting" in answer.content
    assert "ETag" not in answer


def test_page_of_a_person_is_kept_for_nobody(client, page, clerk):
    client.force_login(clerk)
    client.get(page)

    answer = Client().get(page)

    assert b"Clara Clerk" not in answer.content
    assert b"csrfmiddlewaretoken" not in answer.content


def test_browser_that_signs_in_is_not_told_that_it_has_the_page(client, page, clerk):
    etag = client.get(page)["ETag"]
    client.force_login(clerk)

    assert client.get(page, headers={"if-none-match": etag}).status_code == 200


# What is not kept


def asked_twice(rf, forum, answer, path="/page/", *, said=""):
    """How often a page is made for two strangers."""
    made = []

    def view(request, slug):
        made.append(slug)
        return answer(request)

    for _ in range(2):
        request = rf.get(path)
        request.user, request._messages = AnonymousUser(), CookieStorage(request)
        if said:
            messages.success(request, said)
        kept_for_the_public(view)(request, forum.slug)
    return len(made)


@pytest.fixture
def begun(forum):
    """A forum whose trail has begun."""
    audit.record("tried", "Begun.", forum=forum, by=None, on=BEFORE)
    return forum


def test_page_for_everybody_is_kept(rf, begun):
    assert asked_twice(rf, begun, lambda _: HttpResponse("page")) == 1


def with_cookie(_):
    response = HttpResponse("page")
    response.set_cookie("a", "b")
    return response


@pytest.mark.parametrize(
    "answer",
    [
        lambda request: HttpResponse(get_token(request)),
        lambda _: HttpResponse("gone", status=404),
        lambda _: HttpResponse("page", headers={"Cache-Control": "no-store"}),
        lambda _: HttpResponse(b"x" * (published.LARGEST + 1)),
        with_cookie,
    ],
    ids=["token", "not there", "header", "enormous", "cookie"],
)
def test_what_is_not_for_everybody_is_not_kept(rf, begun, answer):
    assert asked_twice(rf, begun, answer) == 2


def test_search_is_not_kept(rf, begun):
    assert asked_twice(rf, begun, lambda _: HttpResponse("found"), "/page/?words=grant") == 2


def test_page_that_says_what_just_happened_is_not_kept(rf, begun):
    assert asked_twice(rf, begun, lambda _: HttpResponse("page"), said="You are signed out.") == 2


def test_page_is_not_kept_before_the_trail_begins(rf, forum):
    assert asked_twice(rf, forum, lambda _: HttpResponse("page")) == 2
