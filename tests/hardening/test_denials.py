"""Whoever is turned away is counted, without who it was; a burst of it is an alarm."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config import denials, limits
from config.limits import Limit
from decisions.upkeep.doctor import examine
from decisions.upkeep.looked import WELL, WRONG
from forum.models import RateCount
from forum.models.denials import count_denial, most_denials
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def export(forum):
    """An address that a member may not ask for."""
    return reverse("decisions:record_export", args=[forum.slug])


def turned_away():
    return most_denials(timezone.now())


def doctor_says():
    lines = examine(at=timezone.now(), quick=True)
    return next((line.state, line.words) for line in lines if line.name == "denied")


def test_burst_of_denied_requests_is_an_alarm_and_fewer_are_not(
    client, export, primary_head, settings
):
    settings.DENIED_BURST = 3
    client.force_login(primary_head)
    told = []
    for _ in range(3):
        assert client.get(export).status_code == 403
        told.append(doctor_says()[0])

    assert told == [WELL, WELL, WRONG]
    assert doctor_says()[1].startswith("3 requests or more were turned away in a quarter")


def test_stranger_who_tries_the_pages_of_a_forum_is_counted(client, forum, stranger):
    client.force_login(stranger)

    assert client.get(reverse("papers:paper_list", args=[forum.slug])).status_code == 404
    assert client.get(reverse("site_home")).status_code == 404
    assert turned_away() == 2


def test_form_without_a_token_is_counted(primary_head):
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(primary_head)

    assert forged.post(reverse("sign_out")).status_code == 403
    assert turned_away() == 1


def test_who_asks_too_often_is_counted(client, forum, settings, monkeypatch):
    settings.LIMITS = True
    limit = Limit("search", 1, 1, 600, ("GET",), frozenset({"decisions:search"}))
    monkeypatch.setattr(limits, "BY_ROUTE", {("decisions:search", "GET"): limit})
    address = reverse("decisions:search", args=[forum.slug])

    assert [client.get(address).status_code for _ in range(3)] == [200, 429, 429]
    assert turned_away() == 2


def test_failed_sign_in_is_counted_and_a_good_one_is_not(client, clerk):
    client.login(email=clerk.email, password="wrong")
    client.login(email=clerk.email, password=PASSWORD)

    assert turned_away() == 1


def test_what_is_simply_not_there_is_not_counted(client, forum, clerk):
    paper = f"/{forum.slug}/papers/{clerk.pk}/"
    for address in ("/nowhere/", paper, "/favicon.ico", "/wp-login/"):
        assert client.get(address).status_code == 404
    client.get(reverse("papers:paper_list", args=[forum.slug]))  # asks to sign in
    client.force_login(clerk)
    client.get(paper)

    assert turned_away() == 0
    assert not RateCount.objects.exists()


def test_what_is_counted_names_nobody(client, export, primary_head):
    client.force_login(primary_head)
    client.get(export, REMOTE_ADDR="192.0.2.77")

    (kept,) = RateCount.objects.all()
    assert kept.key.split()[0] == "denied"
    assert kept.key.split()[1].isdecimal()
    assert "192" not in str(kept)


def test_from_the_alarm_on_nothing_more_is_written(settings, django_assert_num_queries):
    settings.DENIED_BURST = 2
    now = timezone.now()
    for _ in range(2):
        count_denial(now)

    with django_assert_num_queries(1):
        count_denial(now)

    assert turned_away() == 2


@pytest.mark.parametrize(("minutes", "seen"), [(55, 1), (80, 0)])
def test_burst_is_told_of_for_an_hour(minutes, seen):
    count_denial(timezone.now() - timedelta(minutes=minutes))

    assert turned_away() == seen


def test_who_is_denied_stays_so_where_nothing_can_be_counted(
    client, export, primary_head, monkeypatch
):
    def broken(at):
        raise DatabaseError

    monkeypatch.setattr(denials, "count_denial", broken)
    client.force_login(primary_head)

    assert client.get(export).status_code == 403
