"""How a forum keeps to its duties, for everybody."""

import csv
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from forum.choices import Group
from forum.models import Constitution
from forum.workflow.meetings import cancel_meeting, mark_published
from papers.models import Paper
from tests.factories import BEFORE, a_meeting, a_member, an_item
from tests.middlesbrough import middlesbrough

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_february(time_machine):
    time_machine.move_to(datetime(2026, 2, 20, 12, tzinfo=UTC))


@pytest.fixture
def published(meeting, clerk):
    an_item(meeting, "1", "Apologies")
    mark_published(meeting, by=clerk, on=BEFORE, sha256="")
    return meeting


def words(answer):
    return " ".join(answer.content.decode().split())


def place(forum, name="compliance", *more):
    return reverse(f"decisions:{name}", args=[forum.slug, *more])


def test_page_says_what_was_in_time_and_by_how_much(client, forum, published, paper):
    tabled = {"tabled_at": timezone.now(), "tabled_by": published.agenda_published_by}
    Paper.objects.filter(pk=paper.pk).update(tabled_on=date(2026, 1, 9), **tabled)

    page = words(client.get(place(forum)))

    assert "Agendas: 1 of 1 agenda published in time." in page
    assert "8 of 6 working days" in page
    assert "1 of 1 late, by up to 3 working days" in page
    assert "Draft minutes: 0 of 1 draft published in time." in page
    assert "Meetings: 0 held and 1 published to come in 2025-26" in page


def test_meeting_is_judged_by_the_constitution_of_its_day(client, forum, published):
    later = {"in_force_from": date(2026, 2, 1), "notice_working_days": 20}
    Constitution.objects.create(forum=forum, **later)

    assert "8 of 6 working days" in words(client.get(place(forum)))


def test_vacant_seats_and_ended_terms_are_named_by_seat(client, forum):
    a_member(forum, Group.EARLY_YEARS, name="Nora Named", until_on=date(2025, 12, 31))

    page = words(client.get(place(forum)))

    assert "the term ended on 31 December 2025" in page
    assert "Nora Named" not in page


def test_source_that_is_not_settled_is_named_once_it_is_public(client, forum):
    story = middlesbrough(forum, published=2)

    page = words(client.get(place(forum)))

    assert story.agreed.get_absolute_url() in page
    assert "Funding sources: 1 decision without a settled source" in page


def test_meeting_that_is_not_published_is_not_on_the_page(client, forum, clerk):
    a_meeting(forum, date(2026, 3, 12))

    for person in (None, clerk):
        if person:
            client.force_login(person)
        assert "12 March 2026" not in words(client.get(place(forum)))


def test_cancelled_meeting_says_why_and_runs_no_clock(client, forum, published, clerk):
    cancel_meeting(published, reason="Snow", by=clerk, on=BEFORE)

    page = words(client.get(place(forum)))

    assert "Cancelled</strong> Snow" in page
    assert "Agendas: none was due yet." in page


def test_another_year_has_its_own_page(client, forum, published):
    page = words(client.get(place(forum, "compliance_year", "2024-25")))

    assert "No meeting of this year is published" in page
    assert place(forum, "compliance_year", "2025-26") in page


@pytest.mark.parametrize("year", ["2024", "2024-26", "now"])
def test_what_is_no_year_is_not_found(client, forum, year):
    assert client.get(place(forum, "compliance_year", year)).status_code == 404


def test_forum_that_does_not_exist_is_not_found(client, db):
    assert client.get("/nowhere/compliance/").status_code == 404


def test_nobody_sends_anything_to_it(client, forum):
    assert client.post(place(forum)).status_code == 405


def test_every_meeting_is_a_line_of_the_csv(client, forum, published):
    answer = client.get(place(forum, "compliance_csv"))

    (row,) = csv.DictReader(answer.content.decode("utf-8-sig").splitlines())
    assert row["notice given, working days"] == "8"
    assert row["last day to publish"] == "2026-01-06"
    assert row["agenda"] == "done"
    assert row["draft minutes"] == "overdue"


@pytest.mark.parametrize("many", [1, 3])
def test_page_takes_the_same_queries_for_any_number_of_meetings(
    client, forum, clerk, many, django_assert_max_num_queries
):
    for number in range(many):
        meeting = a_meeting(forum, date(2026, 2 + number, 26))
        an_item(meeting)
        mark_published(meeting, by=clerk, on=BEFORE, sha256="")

    with django_assert_max_num_queries(12):
        client.get(place(forum))
