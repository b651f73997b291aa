"""Calling a meeting and building its agenda."""

from datetime import date, time

import pytest
from django.utils import timezone

from forum.choices import ItemKind
from forum.models import AgendaItem, Meeting
from tests.asking import address, day
from tests.factories import an_item

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_clerk(client, clerk):
    client.force_login(clerk)


@pytest.fixture
def published(meeting, clerk):
    """The meeting once its agenda is out."""
    meeting.agenda_published_at, meeting.agenda_published_by = timezone.now(), clerk
    meeting.agenda_published_on = date(2026, 1, 5)
    meeting.save()
    return meeting


def numbers(meeting):
    return [f"{item.number} {item.title}" for item in meeting.items.order_by("position")]


def test_clerk_calls_a_meeting_of_long_ago(client, forum):
    sent = {"kind": "ordinary", "place": "County Hall", "starts_at_time": "2pm"}

    answer = client.post(address("forum:meeting_call", forum), sent | day("held_on", "4 7 2018"))

    meeting = Meeting.objects.get()
    assert answer.url == meeting.get_absolute_url()
    assert (meeting.held_on, meeting.starts_at_time) == (date(2018, 7, 4), time(14, 0))


def test_clerk_adds_items_and_they_are_numbered(client, forum, meeting):
    url = address("forum:item_add", forum, meeting)

    client.post(url, {"title": "Apologies", "kind": "apologies"})
    client.post(url, {"title": "Early help", "kind": "report", "presenter": "Sam Lee"})

    assert numbers(meeting) == ["1 Apologies", "2 Early help"]
    assert meeting.items.last().presenter == "Sam Lee"


def test_item_keeps_the_number_that_is_printed(client, forum, meeting):
    sent = {"title": "Early Help Practitioners", "kind": "report", "number": "6(6)"}

    client.post(address("forum:item_add", forum, meeting), sent)

    assert numbers(meeting) == ["6(6) Early Help Practitioners"]


def test_clerk_changes_an_item_and_its_number_stays(client, forum, meeting):
    item = an_item(meeting, "5")

    client.post(
        address("forum:item_change", forum, item), {"title": "Early help", "kind": "procedure"}
    )

    item.refresh_from_db()
    assert (item.number, item.kind) == ("5", ItemKind.PROCEDURE)


def test_clerk_moves_an_item_and_numbers_follow(client, forum, meeting):
    an_item(meeting, "1", "Apologies")
    second = an_item(meeting, "2", "Early help")

    answer = client.post(address("forum:item_move", forum, second), {"direction": "up"})

    assert numbers(meeting) == ["1 Early help", "2 Apologies"]
    assert answer.url == f"{meeting.get_absolute_url()}#item-{second.pk}"


def test_item_moves_up_or_down_only(client, forum, meeting):
    item = an_item(meeting)

    assert (
        client.post(address("forum:item_move", forum, item), {"direction": "x"}).status_code == 400
    )
    assert client.post(address("forum:item_move", forum, item)).status_code == 400


def test_numbers_stay_once_the_agenda_is_published(client, forum, published):
    item = an_item(published, "7", "Last report")

    moved = client.post(address("forum:item_move", forum, item), {"direction": "up"})
    late = client.get(address("forum:item_add", forum, published))
    client.post(address("forum:item_add", forum, published), {"title": "Urgent", "kind": "report"})

    assert moved.status_code == 409
    assert "its numbers stay" in moved.content.decode()
    assert "late item, such as 7A" in late.content.decode()
    assert numbers(published) == ["7 Last report", "7A Urgent"]


def test_agenda_of_a_meeting_that_is_over_takes_no_item(client, forum, published, clerk):
    published.opened_at, published.opened_by = timezone.now(), clerk
    published.closed_at, published.closed_by = timezone.now(), clerk
    published.save()

    answer = client.get(address("forum:item_add", forum, published))

    assert answer.status_code == 409
    assert not AgendaItem.objects.exists()
