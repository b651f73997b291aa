"""Error pages say what to do and give a reference; they never say what went wrong inside."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import IntegrityError, InterfaceError, OperationalError
from django.test import Client, RequestFactory

from config import errors
from config.requests import new_reference
from decisions.views import home
from forum.rules.ruling import Reason, Refused, Ruling

SECRET = "the secret of line 7"
pytestmark = pytest.mark.django_db


@pytest.fixture
def breaking(monkeypatch, forum):
    """Ask for the home of a forum while something in it goes wrong."""

    def ask(error):
        def broken(*args, **kwargs):
            raise error

        monkeypatch.setattr(home, "page", broken)
        return Client(raise_request_exception=False).get(f"/{forum.slug}/")

    return ask


@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [
        (SuspiciousOperation(SECRET), 400, "Something in that request is not right"),
        (PermissionDenied(SECRET), 403, "You do not have access to this page"),
        (ValueError(SECRET), 500, "Sorry, there is a problem with the service"),
        (OperationalError(SECRET), 503, "Try again in a moment"),
        (InterfaceError(SECRET), 503, "Try again in a moment"),
    ],
)
def test_error_page_gives_a_reference_and_tells_no_secret(breaking, error, status, sentence):
    answer = breaking(error)

    text = answer.content.decode()
    assert answer.status_code == status
    assert sentence in text
    assert answer["X-Request-ID"] in text
    assert SECRET not in text
    assert "Traceback" not in text


def test_what_the_rules_refuse_has_a_reference_too(breaking):
    answer = breaking(Refused(Ruling.of([Reason("sample", "Not on a Sunday.")])))

    assert answer.status_code == 409
    assert answer["X-Request-ID"] in answer.content.decode()


@pytest.mark.parametrize(
    ("said", "status", "sentence"),
    [
        (
            "The minutes are agreed. (guard_x_update)\nCONTEXT: line 7",
            409,
            "The minutes are agreed.",
        ),
        ("CHECK constraint failed: forum_seat_kind_is_known", 409, "Choose a kind from the list."),
        ("FOREIGN KEY constraint failed", 500, "Sorry, there is a problem"),
    ],
)
def test_what_only_the_database_refused_is_a_reason_and_nothing_else_is(
    breaking, said, status, sentence
):
    answer = breaking(IntegrityError(said))

    text = answer.content.decode()
    assert answer.status_code == status
    assert sentence in text
    assert "guard_" not in text


def test_page_not_found_has_a_reference(client, forum):
    answer = client.get("/nothing/here/")

    assert answer.status_code == 404
    assert answer["X-Request-ID"] in answer.content.decode()


def test_form_without_its_token_is_answered_with_a_reference(forum, clerk):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(clerk)

    answer = strict.post(f"/{forum.slug}/members/seats/add/", {"name": "New"})

    assert answer.status_code == 403
    assert "This page was open for too long" in answer.content.decode()
    assert answer["X-Request-ID"] in answer.content.decode()


def test_form_sent_while_the_database_is_away_is_said_not_to_be_saved():
    request = RequestFactory().post("/")
    request.reference = new_reference()
    try:
        raise OperationalError(SECRET)
    except OperationalError:
        answer = errors.failed(request)

    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "Not saved: try again" in answer.content.decode()


def test_page_of_our_own_mistake_asks_the_database_nothing(django_assert_num_queries, clerk):
    request = RequestFactory().get("/")
    request.user, request.reference = clerk, new_reference()

    with django_assert_num_queries(0):
        assert errors.failed(request).status_code == 500
