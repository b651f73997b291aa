"""Meetings in people's diaries: the same entry for ever, and each change a higher number."""

import json
from datetime import UTC, date, datetime, time

import pytest
from django.conf import settings
from django.urls import reverse
from icalendar import Calendar

from forum.choices import MeetingKind
from forum.models import Meeting
from forum.workflow.meetings import cancel_meeting, change_meeting, mark_published, move_meeting
from tests.factories import BEFORE, MEETING_DAY, a_forum, a_meeting, an_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(forum, clerk):
    """A meeting in winter, at two in the afternoon."""
    meeting = a_meeting(forum, starts_at_time=time(14), place="County Hall, room 3")
    an_item(meeting)
    return mark_published(meeting, by=clerk, on=BEFORE, sha256="") or meeting


def entries(client, forum):
    """The entries of the calendar, as another program reads them."""
    answer = client.get(reverse("forum:meetings_ics", args=[forum.slug]))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content).walk("VEVENT")


def entry(client, forum):
    (only,) = entries(client, forum)
    return only


def test_meeting_is_in_the_calendar_with_time_in_utc(client, forum, published):
    told = entry(client, forum)

    assert told["UID"] == f"{published.pk}@tabled"
    assert told.decoded("DTSTART") == datetime(2026, 1, 15, 14, tzinfo=UTC)
    assert told["STATUS"] == "CONFIRMED"
    assert told["LOCATION"] == "County Hall, room 3"
    assert told["URL"] == settings.SITE_URL + published.get_absolute_url()


def test_time_in_summer_is_an_hour_earlier_in_utc(client, forum, clerk):
    meeting = a_meeting(forum, date(2026, 7, 15), starts_at_time=time(14))
    an_item(meeting)
    mark_published(meeting, by=clerk, on=BEFORE, sha256="")

    assert entry(client, forum).decoded("DTSTART") == datetime(2026, 7, 15, 13, tzinfo=UTC)


def test_meeting_without_a_time_takes_its_day(client, forum, meeting, clerk):
    an_item(meeting)
    mark_published(meeting, by=clerk, on=BEFORE, sha256="")

    assert entry(client, forum).decoded("DTSTART") == MEETING_DAY


def test_each_change_has_a_higher_number_and_the_same_uid(client, forum, published, clerk):
    seen = [entry(client, forum)]

    published.place = "The library"
    change_meeting(published, by=clerk, on=BEFORE)
    seen.append(entry(client, forum))
    move_meeting(published, date(2026, 1, 22), reason="Snow", by=clerk, on=BEFORE)
    seen.append(entry(client, forum))
    cancel_meeting(published, reason="More snow", by=clerk, on=BEFORE)
    seen.append(entry(client, forum))

    numbers = [int(each["SEQUENCE"]) for each in seen]
    assert numbers == sorted(set(numbers))
    assert len({each["UID"] for each in seen}) == 1
    assert seen[2].decoded("DTSTART") == datetime(2026, 1, 22, 14, tzinfo=UTC)


def test_cancelled_meeting_stays_in_the_calendar_as_cancelled(client, forum, published, clerk):
    cancel_meeting(published, reason="Snow", by=clerk, on=BEFORE)

    told = entry(client, forum)

    assert told["STATUS"] == "CANCELLED"
    assert told["SUMMARY"] == "Cancelled: Borsetshire Schools Forum: ordinary meeting"
    assert "Snow" in told["DESCRIPTION"]


def test_what_nobody_can_come_to_is_not_in_the_calendar(client, forum, published):
    out = {"agenda_published_at": published.agenda_published_at}
    out |= {"agenda_published_by": published.agenda_published_by}
    out |= {"agenda_published_on": published.agenda_published_on}
    a_meeting(forum, date(2026, 3, 1))
    a_meeting(forum, date(2026, 3, 2), kind=MeetingKind.OUTSIDE, called_because="A grant", **out)
    a_meeting(forum, date(2019, 3, 2), is_historic=True, **out)

    assert [each["UID"] for each in entries(client, forum)] == [f"{published.pk}@tabled"]


def test_one_meeting_is_kept_by_itself(client, forum, published, meeting_to_come):
    place = reverse("forum:meeting_ics", args=[forum.slug, published.pk])

    (told,) = Calendar.from_ical(client.get(place).content).walk("VEVENT")

    assert told["UID"] == f"{published.pk}@tabled"


@pytest.fixture
def meeting_to_come(forum):
    """One whose agenda is not published."""
    return a_meeting(forum, date(2026, 3, 12))


def test_meeting_that_is_not_published_or_elsewhere_is_not_there(
    client, forum, clerk, published, meeting_to_come
):
    a_forum("felpersham")
    for slug, meeting in ((forum.slug, meeting_to_come), ("felpersham", published)):
        place = reverse("forum:meeting_ics", args=[slug, meeting.pk])
        assert client.get(place).status_code == 404
        client.force_login(clerk)
        assert client.get(place).status_code == 404
        client.logout()


def test_diary_that_has_it_already_is_told_so(client, forum, published):
    place = reverse("forum:meetings_ics", args=[forum.slug])
    etag = client.get(place)["ETag"]

    assert client.get(place, headers={"if-none-match": etag}).status_code == 304


@pytest.mark.parametrize("many", [1, 3])
def test_calendar_takes_the_same_queries_for_any_number(
    client, forum, clerk, many, django_assert_num_queries
):
    for number in range(many):
        meeting = a_meeting(forum, date(2026, 2 + number, 1))
        an_item(meeting)
        mark_published(meeting, by=clerk, on=BEFORE, sha256="")

    with django_assert_num_queries(3):
        assert len(entries(client, forum)) == many


# What search engines read


def test_page_says_its_meeting_to_search_engines(client, published):
    published.how_to_attend = "</script><b>Ask at the desk</b>"
    Meeting.objects.filter(pk=published.pk).update(how_to_attend=published.how_to_attend)

    page = client.get(published.get_absolute_url()).content.decode()

    said = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    told = json.loads(said)
    assert told["@type"] == "Event"
    assert told["startDate"] == "2026-01-15T14:00:00+00:00"
    assert told["eventStatus"] == "https://schema.org/EventScheduled"
    assert told["location"] == [
        {"@type": "Place", "name": "County Hall, room 3", "address": "County Hall, room 3"}
    ]
    assert told["description"] == published.how_to_attend
    assert "<b>" not in page
