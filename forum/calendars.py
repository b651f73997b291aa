"""Meetings for other programs: iCalendar for people's diaries, schema.org for search engines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vDuration, vText

from forum.models import Forum, Meeting
from forum.models.calendar import Sitting, starts_of, title_of

MAKER = "-//Tabled//Schools forums//EN"
SCHEMA = "https://schema.org"
TWICE_A_DAY = timedelta(hours=12)
"""How often a diary that follows the meetings should ask again."""
Facts = dict[str, object]


def calendar_of(forum: Forum, sittings: Iterable[Sitting], *, site: str) -> bytes:
    """The meetings as a calendar to subscribe to (RFC 5545), times in UTC."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", forum.name)
    calendar.add("refresh-interval", vDuration(TWICE_A_DAY), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(TWICE_A_DAY))
    for sitting in sittings:
        calendar.add_component(_event(sitting, site))
    return calendar.to_ical()


def _event(sitting: Sitting, site: str) -> Event:
    """The same UID for ever; a diary that has the meeting takes the one of the highest number."""
    meeting, event = sitting.meeting, Event()
    changed = sitting.changed_at.astimezone(UTC).replace(microsecond=0)
    event.add("uid", f"{meeting.pk}@tabled")
    event.add("sequence", sitting.changes)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", _in_utc(meeting))
    title = title_of(meeting)
    event.add("summary", f"Cancelled: {title}" if meeting.cancelled_at else title)
    event.add("status", "CANCELLED" if meeting.cancelled_at else "CONFIRMED")
    if meeting.place:
        event.add("location", vText(meeting.place))
    event.add("description", _words(meeting))
    event.add("url", site + meeting.get_absolute_url())
    return event


def _in_utc(meeting: Meeting) -> object:
    starts = starts_of(meeting)
    return starts.astimezone(UTC) if isinstance(starts, datetime) else starts


def _words(meeting: Meeting) -> str:
    if meeting.cancelled_at:
        return f"Cancelled: {meeting.cancelled_because}"
    online = f"Online: {meeting.online_link}" if meeting.online_link else ""
    time = "" if meeting.starts_at_time else "The time is not stated."
    said = (time, meeting.attending, online, "The meeting is public.")
    return "\n\n".join(each for each in said if each)


def event_of(meeting: Meeting, *, site: str) -> Facts:
    """The meeting as schema.org names its parts."""
    status = "EventCancelled" if meeting.cancelled_at else "EventScheduled"
    facts: Facts = {
        "@context": SCHEMA,
        "@type": "Event",
        "@id": site + meeting.get_absolute_url(),
        "url": site + meeting.get_absolute_url(),
        "name": title_of(meeting),
        "startDate": starts_of(meeting).isoformat(),
        "eventStatus": f"{SCHEMA}/{status}",
        "isAccessibleForFree": True,
        "organizer": organisation_of(meeting.forum, site=site),
    }
    places = _places(meeting)
    if places:
        facts["location"] = places
        facts["eventAttendanceMode"] = f"{SCHEMA}/{_way(meeting)}"
    if meeting.attending:
        facts["description"] = meeting.attending
    return facts


def organisation_of(forum: Forum, *, site: str) -> Facts:
    """The forum as schema.org names its parts."""
    facts: Facts = {
        "@type": "GovernmentOrganization",
        "name": forum.name,
        "url": site + forum.get_absolute_url(),
        "areaServed": forum.authority,
    }
    return facts | ({"email": forum.contact_email} if forum.contact_email else {})


def _places(meeting: Meeting) -> list[Facts]:
    places: list[Facts] = []
    if meeting.place:
        places.append({"@type": "Place", "name": meeting.place, "address": meeting.place})
    if meeting.online_link:
        places.append({"@type": "VirtualLocation", "url": meeting.online_link})
    return places


def _way(meeting: Meeting) -> str:
    if meeting.place and meeting.online_link:
        return "MixedEventAttendanceMode"
    return "OnlineEventAttendanceMode" if meeting.online_link else "OfflineEventAttendanceMode"
