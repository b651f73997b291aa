"""Calling, changing and cancelling a meeting."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from forum.models import Meeting
from tests.asking import address, day
from tests.factories import MEETING_DAY, a_constitution, a_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def early_in_january(time_machine):
    time_machine.move_to(datetime(2026, 1, 2, 12, tzinfo=UTC))


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def published(meeting, clerk):
    meeting.agenda_published_at, meeting.agenda_published_by = timezone.now(), clerk
    meeting.agenda_published_on = date(2026, 1, 2)
    meeting.save()
    return meeting


def words(answer):
    return " ".join(answer.content.decode().split())


def test_extraordinary_meeting_asks_why_beside_the_field(as_clerk, forum):
    sent = {"kind": "extraordinary", "place": "County Hall"} | day("held_on", "15 1 2026")

    refused = as_clerk.post(address("forum:meeting_call", forum), sent)
    as_clerk.post(address("forum:meeting_call", forum), sent | {"called_because": "A grant"})

    assert "Say why this cannot wait for an ordinary meeting" in words(refused)
    assert "County Hall" in words(refused)
    assert Meeting.objects.get().called_because == "A grant"


def test_decision_outside_a_meeting_is_refused_with_its_reason(as_clerk, forum, primary_head):
    sent = {"kind": "outside", "called_because": "A grant"} | day("held_on", "15 1 2026")

    refused = as_clerk.post(address("forum:meeting_call", forum), sent)
    a_constitution(forum, urgency_procedure=True)
    as_clerk.post(address("forum:meeting_call", forum), sent)

    assert refused.status_code == 409
    assert "no procedure for decisions outside a meeting" in words(refused)
    assert Meeting.objects.get().is_outside


def test_link_to_join_is_kept_and_shown(as_clerk, forum, meeting):
    url = address("forum:meeting_change", forum, meeting)
    sent = {"place": "County Hall", "online_link": "https://meet.example.org/forum"}

    answer = as_clerk.post(url, sent | day("to_on", "15 1 2026"), follow=True)

    assert 'href="https://meet.example.org/forum"' in words(answer)
    assert "County Hall" in words(answer)


def test_link_that_is_none_is_refused_beside_its_field(as_clerk, forum, meeting):
    sent = {"online_link": "javascript:alert(1)"} | day("to_on", "15 1 2026")

    answer = as_clerk.post(address("forum:meeting_change", forum, meeting), sent)

    assert "Enter a link that begins with https://" in words(answer)
    assert "javascript:alert(1)" in words(answer)


def test_published_meeting_moves_with_a_reason_beside_the_field(as_clerk, forum, published):
    url = address("forum:meeting_change", forum, published)
    sent = day("to_on", "14 1 2026")

    refused = as_clerk.post(url, sent)
    moved = as_clerk.post(url, sent | {"reason": "The room is taken"}, follow=True)

    published.refresh_from_db()
    assert "members and the public are told" in words(refused)
    assert published.held_on == date(2026, 1, 14)
    assert "shortens their notice" in words(moved)


def test_meeting_does_not_move_to_the_day_of_another(as_clerk, forum, meeting):
    a_meeting(forum, date(2026, 1, 20))

    answer = as_clerk.post(
        address("forum:meeting_change", forum, meeting), day("to_on", "20 1 2026")
    )

    assert "There is already a meeting on 20 January 2026" in words(answer)


def test_cancelled_meeting_is_struck_and_kept_with_its_reason(as_clerk, forum, published):
    url = address("forum:meeting_cancel", forum, published)

    refused = as_clerk.post(url, {"reason": ""})
    detail = as_clerk.post(url, {"reason": "Snow"}, follow=True)
    listed = as_clerk.get(address("papers:meeting_list", forum))

    assert "Say why" in words(refused)
    assert "<s>Ordinary meeting of 15 January 2026</s>" in words(detail)
    assert "Cancelled: Snow" in words(detail)
    assert "Run the meeting" not in words(detail)
    assert "<s><a" in words(listed)
    assert "Snow" in words(listed)


def test_another_meeting_is_called_for_the_day_of_a_cancelled_one(as_clerk, forum, published):
    as_clerk.post(address("forum:meeting_cancel", forum, published), {"reason": "Snow"})

    sent = {"kind": "ordinary"} | day("held_on", "15 1 2026")
    as_clerk.post(address("forum:meeting_call", forum), sent)

    assert forum.meeting_set.filter(held_on=MEETING_DAY).count() == 2


@pytest.mark.parametrize("name", ["meeting_cancel", "meeting_change"])
def test_meeting_that_is_over_stays_as_it_was(as_clerk, forum, published, clerk, name):
    published.opened_at, published.opened_by = timezone.now(), clerk
    published.closed_at, published.closed_by = timezone.now(), clerk
    published.save()

    assert as_clerk.get(address(f"forum:{name}", forum, published)).status_code == 409


@pytest.mark.parametrize("name", ["meeting_cancel", "meeting_change", "items_reorder"])
def test_meeting_is_changed_by_the_clerk_of_its_forum_only(
    client, forum, meeting, officer, stranger, name
):
    url = address(f"forum:{name}", forum, meeting)

    assert client.get(url).status_code == 302
    client.force_login(officer)
    assert client.get(url).status_code == 403
    client.force_login(stranger)
    assert client.get(url).status_code == 404
