"""How long a session lasts, and what ends it."""

import time
from datetime import date, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from forum.models import Appointment, RoleGrant
from tests.signed_in import CODE, sign_in

pytestmark = pytest.mark.django_db
MINUTE, HOUR = 60, 60 * 60


def is_in(client):
    return client.get("/").context["user"].is_authenticated


def alone_for(client, seconds):
    """The person did nothing for so long."""
    session = client.session
    session["signing_in.seen"] = time.time() - seconds
    session.save()


@pytest.mark.parametrize(("minutes", "stays"), [(29, True), (31, False)])
def test_clerk_who_is_away_for_half_an_hour_is_signed_out(client, clerk, minutes, stays):
    sign_in(client, clerk, ago=2 * HOUR)
    alone_for(client, minutes * MINUTE)

    assert is_in(client) is stays


def test_chair_who_is_away_for_half_an_hour_is_signed_out(client, chair):
    sign_in(client, chair, ago=2 * HOUR)
    alone_for(client, 31 * MINUTE)

    assert not is_in(client)


def test_member_may_be_away_for_longer(client, primary_head):
    sign_in(client, primary_head, CODE, ago=5 * HOUR)
    alone_for(client, 4 * HOUR)

    assert is_in(client)


@pytest.mark.parametrize(("hours", "stays"), [(11.9, True), (12.1, False)])
def test_nobody_stays_signed_in_for_more_than_twelve_hours(client, primary_head, hours, stays):
    sign_in(client, primary_head, CODE, ago=hours * HOUR)

    assert is_in(client) is stays


def test_being_here_is_noted_once_a_minute(client, clerk, django_assert_num_queries):
    sign_in(client, clerk, ago=10 * MINUTE)
    alone_for(client, 2 * MINUTE)
    address = reverse("usersessions_list")
    client.get(address)
    seen = client.session["signing_in.seen"]

    client.get(address)

    assert time.time() - seen < MINUTE
    assert client.session["signing_in.seen"] == seen


# Ended by hand


def test_signing_out_ends_the_session_on_the_server(client, primary_head, by_code):
    by_code(primary_head)
    key = client.session.session_key

    client.post(reverse("sign_out"))

    assert not Session.objects.filter(session_key=key).exists()
    assert not UserSession.objects.exists()


def test_copied_cookie_is_worth_nothing_after_signing_out(client, clerk, settings):
    client.force_login(clerk)
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = client.session.session_key
    before = is_in(thief)

    client.post(reverse("sign_out"))

    assert (before, is_in(thief)) == (True, False)


def test_signing_out_is_a_post(client, clerk):
    client.force_login(clerk)

    assert client.get(reverse("sign_out")).status_code == 405
    assert is_in(client)


def test_list_shows_every_device_and_ends_the_others(client, primary_head, by_code, code_by_email):
    other = Client(HTTP_USER_AGENT="A phone")
    other.post("/account/sign-in/", {"email": primary_head.email})
    by_code(primary_head)
    UserSession.objects.create(
        user=primary_head, ip="203.0.113.7", user_agent="A phone", session_key="of another device"
    )

    shown = client.get(reverse("usersessions_list")).context["sessions"]
    client.post(reverse("usersessions_list"))

    assert len(shown) == 1  # one whose session is gone is not shown
    assert is_in(client)


def test_ending_the_other_sessions_ends_them_on_the_server(client, primary_head, by_code):
    by_code(primary_head)
    phone = Client()
    sign_in(phone, primary_head, CODE)
    UserSession.objects.create(
        user=primary_head, ip="203.0.113.7", user_agent="A phone",
        session_key=phone.session.session_key,
    )  # fmt: skip
    before = is_in(phone)

    client.post(reverse("usersessions_list"))

    assert (before, is_in(phone), is_in(client)) == (True, False, True)


# Ended by what happens elsewhere


def test_account_that_is_closed_is_out_on_the_next_request(client, clerk):
    client.force_login(clerk)
    before = is_in(client)
    clerk.is_active = False
    clerk.save()

    assert (before, is_in(client)) == (True, False)


def test_role_that_is_ended_is_gone_on_the_next_request(client, forum, clerk):
    client.force_login(clerk)
    address = reverse("papers:paper_list", args=[forum.slug])
    before = client.get(address).status_code
    RoleGrant.objects.filter(person=clerk).delete()

    assert (before, client.get(address).status_code) == (200, 404)


def test_term_that_is_ended_is_gone_on_the_next_request(client, forum, primary_head):
    client.force_login(primary_head)
    address = reverse("forum:member_list", args=[forum.slug])
    before = client.get(address).context["is_member"]
    Appointment.objects.filter(person=primary_head).update(
        until_on=date.today() - timedelta(days=1)  # noqa: DTZ011
    )

    assert (before, client.get(address).context["is_member"]) == (True, False)


def test_new_password_ends_the_sessions_elsewhere(client, primary_head):
    elsewhere = Client()
    elsewhere.force_login(primary_head)
    client.force_login(primary_head)

    client.post(reverse("password"), {"password": "three words unrelated"})

    assert (is_in(client), is_in(elsewhere)) == (True, False)
