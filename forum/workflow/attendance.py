"""Who was at a meeting: the roll, who came and left in between, and who took the chair."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from forum import audit
from forum.choices import AuthorityTie, ForumEvent, Presence, PresidingAs, Role
from forum.locks import lock_row
from forum.models import (
    AgendaItem,
    Appointment,
    Attendance,
    Meeting,
    Person,
    PresenceInterval,
    Substitution,
)
from forum.models.quorum import interval_of, quorum_of
from forum.models.standing_in import sat_before, stands_in
from forum.permissions import require
from forum.rules.meetings import may_take_item
from forum.rules.offices import may_preside
from forum.rules.presence import clock_time, may_come, may_leave
from forum.rules.ruling import Ruling

SITS_AS_SUBSTITUTE = {Presence.PRESENT: False, Presence.SUBSTITUTE: True}
"""Who sits where the roll says that the seat is filled."""
NINE = time(9)
"""When a meeting is taken to begin whose hour is not recorded."""


def moment(meeting: Meeting, at: datetime | None = None) -> datetime:
    """When something happens: as stated; now, on the day itself; else when the meeting began."""
    now = timezone.now()
    if at is not None:
        return at
    if timezone.localdate(now) == meeting.held_on:
        return now
    return timezone.make_aware(datetime.combine(meeting.held_on, meeting.starts_at_time or NINE))


@transaction.atomic
def take_attendance(
    meeting: Meeting,
    presence: Mapping[Appointment, Presence],
    *,
    substitutes: Mapping[Appointment, Substitution] | None = None,
    remote: frozenset[Appointment] = frozenset(),
    by: Person,
    on: date,
) -> None:
    """Call the roll: who is present, has sent a substitute or apologies, or is absent.

    Later entries replace earlier ones; who left in between stays away until they come back. A
    ballot that is open or closed keeps its register.
    """
    require(by, meeting.forum, Role.CLERK)
    lock_row(meeting)
    for holder, state in presence.items():
        if state == Presence.SUBSTITUTE:
            _may_stand_in(meeting, holder, (substitutes or {}).get(holder)).insist()
        attendance, _ = Attendance.objects.update_or_create(
            meeting=meeting,
            seat=holder.seat,
            defaults={
                "forum": meeting.forum,
                "appointment": holder,
                "presence": state,
                "substitution": (substitutes or {}).get(holder) or _before(meeting, holder, state),
                "is_remote": holder in remote,
            },
        )
        _sit(attendance, moment(meeting))
    quorum = quorum_of(meeting)
    audit.record(
        ForumEvent.ATTENDANCE_TAKEN,
        f"Attendance on {meeting.held_on:%-d %B %Y}: {quorum.present} present, "
        f"{quorum.needed} needed for a quorum",
        forum=meeting.forum,
        by=by,
        on=on,
        about=meeting,
        seats=[
            {
                "seat": holder.seat_id,
                "presence": str(state),
                "remote": holder in remote,
                "substitute": (substitutes or {}).get(holder, _NOBODY).person_id,
            }
            for holder, state in presence.items()
        ],
    )


@transaction.atomic
def come_in(  # noqa: PLR0913 (who, as what, how and when is one coming)
    meeting: Meeting,
    holder: Appointment,
    *,
    substitution: Substitution | None = None,
    is_remote: bool = False,
    at: datetime | None = None,
    by: Person,
    on: date,
) -> Attendance:
    """The holder of a seat, or the substitute, comes in late or comes back.

    When the holder comes, the substitute sits down: the seat is filled once.
    """
    require(by, meeting.forum, Role.CLERK)
    lock_row(meeting)
    when, as_substitute = moment(meeting, at), substitution is not None
    attendance = _attendance(meeting, holder)
    stays = attendance.intervals.all()
    may_come(
        [interval_of(each) for each in stays],
        when,
        as_substitute=as_substitute,
        substitute_allowed=stands_in(meeting, holder, substitution),
    ).insist()
    if not as_substitute:
        stays.filter(is_substitute=True, left__isnull=True, came__lt=when).update(left=when)
    attendance.presence = Presence.SUBSTITUTE if as_substitute else Presence.PRESENT
    attendance.substitution = substitution or attendance.substitution
    attendance.is_remote = is_remote
    attendance.keep()
    _interval(attendance, when, is_substitute=as_substitute)
    _record(ForumEvent.MEMBER_CAME, "came in", attendance, when, by=by, on=on)
    return attendance


@transaction.atomic
def leave(
    meeting: Meeting,
    holder: Appointment,
    *,
    as_substitute: bool = False,
    at: datetime | None = None,
    by: Person,
    on: date,
) -> Attendance:
    """The holder of a seat, or the substitute, leaves the meeting, or loses the connection."""
    require(by, meeting.forum, Role.CLERK)
    lock_row(meeting)
    when = moment(meeting, at)
    attendance = _attendance(meeting, holder)
    stays = attendance.intervals.all()
    ruling = may_leave([interval_of(each) for each in stays], when, as_substitute=as_substitute)
    ruling.insist()
    here = stays.get(is_substitute=as_substitute, left__isnull=True)
    if here.came == when:
        here.delete()
    else:
        here.left = when
        here.keep()
    _record(ForumEvent.MEMBER_LEFT, "left", attendance, when, by=by, on=on)
    return attendance


@transaction.atomic
def preside(
    meeting: Meeting, person: Person | None, capacity: PresidingAs | str, *, by: Person, on: date
) -> Meeting:
    """Record who takes the chair of the meeting, and as what; nobody, until somebody does."""
    require(by, meeting.forum, Role.CLERK)
    lock_row(meeting)
    if person is not None:
        ruling_on_presiding(meeting, person, capacity).insist()
    meeting.presiding, meeting.presiding_as = person, capacity if person else ""
    meeting.save(update_fields=["presiding", "presiding_as"])
    as_what = PresidingAs(capacity).label.lower() if person else "nobody"
    audit.record(
        ForumEvent.PRESIDING,
        f"{meeting}: in the chair, {as_what}",
        forum=meeting.forum,
        by=by,
        on=on,
        about=meeting,
        person=person.pk if person else None,
        presiding_as=meeting.presiding_as,
    )
    return meeting


def ruling_on_presiding(meeting: Meeting, person: Person, capacity: PresidingAs | str) -> Ruling:
    """Whether the person may preside as what is said; its warnings are for the page to show."""
    seat = Appointment.objects.at(meeting).filter(person=person).first()
    return may_preside(
        is_member=seat is not None,
        is_officer=capacity == PresidingAs.OFFICER,
        tie=AuthorityTie(seat.authority_tie) if seat else AuthorityTie.NONE,
    )


@transaction.atomic
def take_item(
    item: AgendaItem | None, meeting: Meeting, *, at: datetime | None = None, by: Person, on: date
) -> Meeting:
    """Go to an item of the agenda, in whatever order; members see what the meeting is on."""
    require(by, meeting.forum, Role.CLERK)
    lock_row(meeting)
    may_take_item(meeting.stage).insist()
    if meeting.current_item_id == (item.pk if item else None):
        return meeting
    meeting.current_item = item
    meeting.save(update_fields=["current_item"])
    if item is not None and item.taken is None:
        item.taken = moment(meeting, at)
        item.save(update_fields=["taken"])
    audit.record(
        ForumEvent.ITEM_TAKEN,
        f"{meeting}: item {item.number} taken" if item else f"{meeting}: business ended",
        forum=meeting.forum,
        by=by,
        on=on,
        about=meeting,
        item=item.pk if item else None,
    )
    return meeting


_NOBODY = Substitution()


def _may_stand_in(
    meeting: Meeting, holder: Appointment, substitution: Substitution | None
) -> Ruling:
    """Whether the roll may say that a substitute sits there: one who is named for the seat."""
    allowed = stands_in(meeting, holder, substitution)
    return may_come((), moment(meeting), as_substitute=True, substitute_allowed=allowed)


def _before(meeting: Meeting, holder: Appointment, state: Presence) -> Substitution | None:
    return sat_before(meeting, holder) if state == Presence.PRESENT else None


def _attendance(meeting: Meeting, holder: Appointment) -> Attendance:
    attendance, _ = Attendance.objects.get_or_create(
        meeting=meeting,
        seat=holder.seat,
        defaults={
            "forum": meeting.forum,
            "appointment": holder,
            "presence": Presence.ABSENT,
        },
    )
    return attendance


def _sit(attendance: Attendance, when: datetime) -> None:
    """What the roll says of a seat: somebody sits there, or did until they left; or nobody ever.

    Whether they have come back is not for the roll to say, which is often put right much later.
    """
    as_substitute = SITS_AS_SUBSTITUTE.get(Presence(attendance.presence))
    stays = attendance.intervals.all()
    if as_substitute is None:
        stays.delete()
        return
    # Who sat there before, and got up, did sit there: a ballot may have had their vote.
    stays.exclude(is_substitute=as_substitute).filter(left__isnull=True).delete()
    stays.filter(left__isnull=True).update(is_remote=attendance.is_remote)
    if not stays.filter(is_substitute=as_substitute).exists():
        _interval(attendance, when, is_substitute=as_substitute)


def _interval(attendance: Attendance, when: datetime, *, is_substitute: bool) -> None:
    PresenceInterval(
        forum_id=attendance.forum_id,
        attendance=attendance,
        is_substitute=is_substitute,
        is_remote=attendance.is_remote,
        came=when,
    ).keep()


def _record(event: str, verb: str, attendance: Attendance, when: datetime, **more: Any) -> None:
    meeting = attendance.meeting
    quorum = quorum_of(meeting)
    audit.record(
        event,
        f"{attendance.seat.name} {verb} at {clock_time(when)}: {quorum.present} present, "
        f"{quorum.needed} needed for a quorum",
        forum=meeting.forum,
        about=meeting,
        seat=attendance.seat_id,
        presence=attendance.presence,
        remote=attendance.is_remote,
        moment=when,
        **more,
    )
