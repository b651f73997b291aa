"""Doors: how a view gets hold of a record. What is not yours, or not public, does not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import NoReturn
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from forum.choices import Role
from forum.models import (
    AgendaItem,
    Appointment,
    Forum,
    InAttendance,
    Interest,
    Meeting,
    OfficeHolding,
    OutboxMessage,
    ReturningBusiness,
    School,
    Seat,
    StoredFile,
    Substitution,
)
from forum.permissions import standing


def forum_for(slug: str) -> Forum:
    """A forum by its address; every forum is public."""
    return get_object_or_404(Forum, slug=slug)


def forum_asked(request: HttpRequest, slug: str) -> Forum:
    """The forum of the request's address, read once for all who ask at the door."""
    known = request.__dict__.setdefault("_forums_asked", {})
    if slug not in known:
        known[slug] = forum_for(slug)
    return known[slug]


def meeting_for(request: HttpRequest, slug: str, pk: object) -> Meeting:
    """A meeting: from its calling for those inside the forum, for all once its agenda is out."""
    meetings = Meeting.objects.select_related("forum").filter(forum__slug=slug)
    meeting = get_object_or_404(meetings, pk=pk)
    if not meeting.is_public and not is_inside(request.user, meeting.forum):
        return get_object_or_404(meetings.none())
    return meeting


def item_for(slug: str, pk: object) -> AgendaItem:
    """An item of an agenda, for those who may change it."""
    items = AgendaItem.objects.select_related("forum", "meeting__forum")
    return get_object_or_404(items, forum__slug=slug, pk=pk)


def in_attendance_for(slug: str, pk: object) -> InAttendance:
    """Somebody on the list of who attends a meeting, for those who may change it."""
    listed = InAttendance.objects.select_related("forum", "meeting__forum", "agenda_item")
    return get_object_or_404(listed, forum__slug=slug, pk=pk)


def appointment_for(slug: str, pk: object) -> Appointment:
    """Somebody's term in a seat of the forum."""
    appointments = Appointment.objects.select_related("forum", "seat", "person")
    return get_object_or_404(appointments, forum__slug=slug, pk=pk)


def seat_for(slug: str, pk: object) -> Seat:
    """A place on the forum, also one that is no more."""
    return get_object_or_404(Seat.objects.select_related("forum"), forum__slug=slug, pk=pk)


def office_for(slug: str, pk: object) -> OfficeHolding:
    """Somebody's time as chair or vice-chair of the forum."""
    held = OfficeHolding.objects.select_related(
        "forum", "appointment__seat", "appointment__person"
    )
    return get_object_or_404(held, forum__slug=slug, pk=pk)


def substitution_for(slug: str, pk: object) -> Substitution:
    """Somebody who stands in for the holder of a seat."""
    standing = Substitution.objects.select_related("forum", "seat", "person", "meeting")
    return get_object_or_404(standing, forum__slug=slug, pk=pk)


def file_for(slug: str, pk: object) -> StoredFile:
    """A file that was uploaded in the forum; who may have it, its view asks."""
    return get_object_or_404(StoredFile.objects.select_related("forum"), forum__slug=slug, pk=pk)


def interest_for(request: HttpRequest, slug: str, pk: object) -> Interest:
    """An interest, for those inside and who declared it; whose it is, the step asks."""
    interests = Interest.objects.select_related(
        "forum", "meeting__forum", "appointment__seat", "substitution"
    )
    interest = get_object_or_404(interests, forum__slug=slug, pk=pk)
    stands_in = interest.substitution and interest.substitution.person_id == request.user.pk
    if not stands_in and not is_inside(request.user, interest.forum):
        view_of_nothing()
    return interest


def letter_for(slug: str, pk: object) -> OutboxMessage:
    """A letter of the forum; those to its followers are nobody's to see."""
    letters = OutboxMessage.objects.select_related("forum", "person")
    return get_object_or_404(letters, forum__slug=slug, pk=pk)


def school_for(slug: str, pk: object) -> School:
    """A school of the forum's authority."""
    return get_object_or_404(School.objects.select_related("forum"), forum__slug=slug, pk=pk)


def returning_for(slug: str, pk: object) -> ReturningBusiness:
    """Business that waits to be put on an agenda as it is, or to be taken off the list."""
    waiting = ReturningBusiness.objects.to_bring().select_related("forum", "arose_at")
    try:
        pk = UUID(str(pk))
    except ValueError:
        view_of_nothing()
    return get_object_or_404(waiting, forum__slug=slug, pk=pk)


def is_inside(person: object, forum: Forum) -> bool:
    """Whether the person has any part in the forum: a job in the system, or a seat."""
    roles = roles_of(person, forum)
    return any(roles[who] for who in ("is_clerk", "is_officer", "is_auditor", "is_member"))


def is_any_of(person: object, forum: Forum, *wanted: Role) -> bool:
    """Whether the person holds one of these roles here, as the request knows it already."""
    here = roles_of(person, forum)
    return any(here[f"is_{role}"] for role in wanted)


def works_in(person: object, forum: Forum) -> bool:
    """Whether the person may see drafts: clerk, officer or auditor of the forum."""
    return is_any_of(person, forum, Role.CLERK, Role.OFFICER, Role.AUDITOR)


def roles_of(person: object, forum: Forum) -> dict[str, bool]:
    """Who the person is in this forum, for a page to show what they can do."""
    # Several parts of one request ask; who somebody is does not change in between.
    known = person.__dict__.setdefault("_roles_in", {})
    if forum.pk not in known:
        known[forum.pk] = _roles_of(person, forum)
    return known[forum.pk]


def _roles_of(person: object, forum: Forum) -> dict[str, bool]:
    today = timezone.localdate()
    here = standing(person, forum, today)
    return {f"is_{word}": word in here for word in (*Role.values, "chair", "member")}


def only(*roles: str, or_chair: bool = False) -> Callable:
    """Open a page to people who hold one of these roles in its forum, and perhaps to its chair:
    404 for another forum's object is the door's business inside, 403 for the wrong role here."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        @login_required
        def guarded(
            request: HttpRequest, slug: str, *args: object, **kwargs: object
        ) -> HttpResponse:
            forum = forum_asked(request, slug)
            here = roles_of(request.user, forum)
            if not any(here.values()):
                # Somebody of another forum learns nothing of what exists here.
                view_of_nothing()
            presides = or_chair and here["is_chair"]
            if not presides and not any(here[f"is_{role}"] for role in roles):
                raise PermissionDenied
            return view(request, slug, *args, **kwargs)

        return guarded

    return decorate


def view_of_nothing() -> NoReturn:
    """The 404 of something that is not there, for the one asking."""
    raise Http404
