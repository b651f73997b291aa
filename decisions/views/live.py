"""A member's screen while the meeting runs: near-live where there is JavaScript, right without."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import etag, require_GET

from decisions.models.ballots.live import head_of, live
from decisions.views.doors import meeting_to_follow
from forum.views.page import page


def _tag(request, slug, pk):
    """Changes when something happened in the forum, or with the person's own vote."""
    return f'"{head_of(pk, request.user)}"'


@login_required
@require_GET
def meeting_live(request, slug, pk):
    tag = _tag(request, slug, pk)
    meeting = meeting_to_follow(request, slug, pk)
    context = {
        "title": "The meeting now",
        "meeting": meeting,
        "live": live(meeting, request.user),
        "tag": tag,
    }
    return page(request, "decisions/meeting_live.html", meeting.forum, context, current="Meetings")


@login_required
@require_GET
@etag(_tag)
def live_state(request, slug, pk):
    meeting = meeting_to_follow(request, slug, pk)
    context = {"meeting": meeting, "forum": meeting.forum, "live": live(meeting, request.user)}
    answer = render(request, "decisions/includes/live_state.html", context)
    patch_cache_control(answer, private=True, no_cache=True)
    return answer
