"""Meetings for people's own diaries: all of a forum to follow, or one to keep."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_GET

from forum.calendars import calendar_of
from forum.models.calendar import as_sittings, has_place, sittings
from forum.views.doors import forum_for, meeting_for, view_of_nothing


@require_GET
def meetings_ics(request, slug):
    """The same for everybody, whoever asks: what is published."""
    forum = forum_for(slug)
    return _calendar(request, forum, sittings(forum), name=forum.slug)


@require_GET
def meeting_ics(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    if not (meeting.is_public and has_place(meeting)):
        return view_of_nothing()
    name = f"{slug}-{meeting.held_on}"
    return _calendar(request, meeting.forum, as_sittings([meeting]), name=name)


def _calendar(request, forum, found, *, name):
    content = calendar_of(forum, found, site=settings.SITE_URL)
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    headers = {
        "Content-Disposition": f'inline; filename="{name}.ics"',
        "Cache-Control": "public, no-cache",
        "ETag": etag,
    }
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag=etag, response=response) or response
