"""Doors: how a view gets hold of a record. What is not yours, or not public, does not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from forum.choices import Role
from forum.models import Forum, Meeting
from forum.permissions import appointments, holds, is_chair, works_here


def forum_for(slug: str) -> Forum:
    """A forum by its address; every forum is public."""
    return get_object_or_404(Forum, slug=slug)


def meeting_for(request: HttpRequest, slug: str, pk: object) -> Meeting:
    """A meeting: for those who work in the forum from its calling, for all once its agenda is out."""
    meetings = Meeting.objects.select_related("forum").filter(forum__slug=slug)
    meeting = get_object_or_404(meetings, pk=pk)
    if not meeting.is_public and not is_inside(request.user, meeting.forum):
        return get_object_or_404(meetings.none())
    return meeting


def is_inside(person: object, forum: Forum) -> bool:
    """Whether the person has any part in the forum: a job in the system, or a seat."""
    return works_here(person, forum) or bool(appointments(person, forum, timezone.localdate()))


def roles_of(person: object, forum: Forum) -> dict[str, bool]:
    """Who the person is in this forum, for a page to show what they can do."""
    today = timezone.localdate()
    return {
        "is_clerk": holds(person, forum, Role.CLERK),
        "is_officer": holds(person, forum, Role.OFFICER),
        "is_auditor": holds(person, forum, Role.AUDITOR),
        "is_administrator": holds(person, forum, Role.ADMINISTRATOR),
        "is_chair": is_chair(person, forum, today),
        "is_member": bool(appointments(person, forum, today)),
    }


def only(*roles: Role) -> Callable:
    """Open a page to people who hold one of these roles in its forum: 404 for another forum's
    object is the door's business inside, 403 for the wrong role is here."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        @login_required
        def guarded(
            request: HttpRequest, slug: str, *args: object, **kwargs: object
        ) -> HttpResponse:
            forum = forum_for(slug)
            if not (is_inside(request.user, forum) or holds(request.user, forum, *Role)):
                # Somebody of another forum learns nothing of what exists here.
                return view_of_nothing()
            if not holds(request.user, forum, *roles):
                raise PermissionDenied
            return view(request, slug, *args, **kwargs)

        guarded.roles = roles
        return guarded

    return decorate


def view_of_nothing() -> HttpResponse:
    """The 404 of something that is not there, for the one asking."""
    return get_object_or_404(Forum.objects.none())
