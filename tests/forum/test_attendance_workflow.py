"""The roll, who comes and leaves in between, who presides, and which item is taken."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from forum.choices import AuthorityTie, Presence, PresidingAs
from forum.models import Attendance, AuditEntry, PresenceInterval
from forum.models.quorum import quorum_of, sitting
from forum.rules.ruling import Refused
from forum.workflow.attendance import (
    come_in,
    leave,
    moment,
    preside,
    ruling_on_presiding,
    take_attendance,
    take_item,
)
from forum.workflow.meetings import mark_published, open_meeting
from tests.factories import (
    BEFORE,
    MEETING_DAY,
    a_meeting,
    a_member,
    a_person,
    a_substitute,
    an_item,
    at_time,
    is_present,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(primary_head):
    """The appointment of the primary headteacher."""
    return primary_head.appointments.get()


@pytest.fixture
def other(secondary_head):
    return secondary_head.appointments.get()


@pytest.fixture
def stand_in(head):
    """The permanent substitute of the primary headteacher."""
    return a_substitute(head.seat, a_person("Stella Standing"))


@pytest.fixture
def step(clerk):
    """What every step is told besides."""
    return {"by": clerk, "on": MEETING_DAY}


@pytest.fixture
def open_now(meeting, step, clerk):
    an_item(meeting)
    mark_published(meeting, by=clerk, on=BEFORE, sha256="")
    return open_meeting(meeting, **step)


def said(event):
    """What the trail says of such an event, earliest first."""
    found = AuditEntry.objects.filter(event=event).order_by("seq")
    return list(found.values_list("sentence", flat=True))


# When


def test_moment_is_what_is_stated(meeting):
    assert moment(meeting, at_time(meeting, 14, 5)) == at_time(meeting, 14, 5)


def test_moment_on_another_day_is_when_the_meeting_begins(meeting):
    assert moment(meeting) == at_time(meeting, 9)


def test_moment_on_the_day_itself_is_now(meeting, time_machine):
    time_machine.move_to(at_time(meeting, 14, 7))

    assert moment(meeting) == at_time(meeting, 14, 7)


# The roll


def test_roll_has_four_states_and_says_the_quorum(meeting, head, other, stand_in, step):
    third, fourth = (a_member(meeting.forum).appointments.get() for _ in range(2))
    states = {
        head: Presence.SUBSTITUTE,
        other: Presence.PRESENT,
        third: Presence.APOLOGIES,
        fourth: Presence.ABSENT,
    }

    take_attendance(meeting, states, substitutes={head: stand_in}, **step)

    recorded = {each.appointment: each.presence for each in meeting.attendances.all()}
    assert recorded == states
    assert {seat: who.by_substitute for seat, who in sitting(meeting).items()} == {
        head.seat_id: True,
        other.seat_id: False,
    }
    assert said("attendance-taken") == [
        "Attendance on 15 January 2026: 2 present, 2 needed for a quorum"
    ]


def test_roll_keeps_who_takes_part_remotely(meeting, head, other, step):
    present = {head: Presence.PRESENT, other: Presence.PRESENT}

    take_attendance(meeting, present, remote=frozenset({head}), **step)

    assert sitting(meeting)[head.seat_id].is_remote
    assert not sitting(meeting)[other.seat_id].is_remote


def test_roll_called_again_leaves_away_who_left_in_between(meeting, head, other, step):
    present = {head: Presence.PRESENT, other: Presence.PRESENT}
    take_attendance(meeting, present, **step)
    leave(meeting, head, at=at_time(meeting, 10), **step)

    take_attendance(meeting, present, **step)

    assert set(sitting(meeting)) == {other.seat_id}
    assert PresenceInterval.objects.count() == 2


def test_roll_put_right_takes_away_a_presence_that_never_was(meeting, head, step):
    take_attendance(meeting, {head: Presence.PRESENT}, **step)

    take_attendance(meeting, {head: Presence.APOLOGIES}, **step)

    assert sitting(meeting) == {}
    assert not PresenceInterval.objects.exists()


def test_roll_put_right_puts_the_member_in_the_place_of_the_substitute(
    meeting, head, stand_in, step
):
    take_attendance(meeting, {head: Presence.SUBSTITUTE}, substitutes={head: stand_in}, **step)

    take_attendance(meeting, {head: Presence.PRESENT}, **step)

    assert not sitting(meeting)[head.seat_id].by_substitute
    assert Attendance.objects.get().substitution is None


def test_roll_does_not_seat_a_substitute_nobody_named(meeting, head, step):
    with pytest.raises(Refused) as refused:
        take_attendance(meeting, {head: Presence.SUBSTITUTE}, **step)

    assert refused.value.ruling.codes == {"no-substitute-named"}
    assert not Attendance.objects.exists()


def test_roll_does_not_seat_the_substitute_of_another_seat(meeting, other, stand_in, step):
    with pytest.raises(Refused) as refused:
        take_attendance(
            meeting, {other: Presence.SUBSTITUTE}, substitutes={other: stand_in}, **step
        )

    assert refused.value.ruling.codes == {"no-substitute-named"}


def test_roll_is_called_by_the_clerk(meeting, head, officer):
    with pytest.raises(PermissionDenied):
        take_attendance(meeting, {head: Presence.PRESENT}, by=officer, on=MEETING_DAY)

    assert not Attendance.objects.exists()


# Coming and leaving


def test_quorum_follows_who_leaves_and_comes_back(meeting, head, other, step):
    take_attendance(meeting, {head: Presence.PRESENT, other: Presence.PRESENT}, **step)

    leave(meeting, head, at=at_time(meeting, 10), **step)
    away = quorum_of(meeting)
    come_in(meeting, head, at=at_time(meeting, 10, 20), **step)

    assert (away.present, quorum_of(meeting).present) == (1, 2)
    assert quorum_of(meeting, at=at_time(meeting, 10, 10)).present == 1
    assert said("member-left")[0].endswith("left at 10am: 1 present, 1 needed for a quorum")
    assert said("member-came")[0].endswith("came in at 10:20am: 2 present, 1 needed for a quorum")


def test_latecomer_of_whom_nothing_was_recorded_comes_in(meeting, head, step):
    come_in(meeting, head, is_remote=True, at=at_time(meeting, 9, 40), **step)

    attendance = Attendance.objects.get()
    assert attendance.presence == Presence.PRESENT
    assert sitting(meeting)[head.seat_id].is_remote


def test_substitute_takes_over_once_the_member_has_left(meeting, head, stand_in, step):
    is_present(meeting, head.person)
    leave(meeting, head, at=at_time(meeting, 10), **step)

    come_in(meeting, head, substitution=stand_in, at=at_time(meeting, 10, 5), **step)

    assert sitting(meeting)[head.seat_id].by_substitute
    assert Attendance.objects.get().substitution == stand_in


def test_substitute_does_not_sit_beside_the_member(meeting, head, stand_in, step):
    is_present(meeting, head.person)

    with pytest.raises(Refused) as refused:
        come_in(meeting, head, substitution=stand_in, at=at_time(meeting, 10), **step)

    assert refused.value.ruling.codes == {"member-is-here"}
    assert PresenceInterval.objects.count() == 1


def test_member_who_comes_takes_the_seat_back(meeting, head, stand_in, step):
    take_attendance(meeting, {head: Presence.SUBSTITUTE}, substitutes={head: stand_in}, **step)

    come_in(meeting, head, at=at_time(meeting, 10), **step)

    assert not sitting(meeting)[head.seat_id].by_substitute
    assert sitting(meeting, at=at_time(meeting, 9, 30))[head.seat_id].by_substitute
    assert quorum_of(meeting).present == 1


def test_substitute_of_another_seat_does_not_come_in(meeting, other, stand_in, step):
    with pytest.raises(Refused) as refused:
        come_in(meeting, other, substitution=stand_in, at=at_time(meeting, 10), **step)

    assert refused.value.ruling.codes == {"no-substitute-named"}


def test_substitute_for_one_meeting_does_not_come_to_another(meeting, head, step):
    elsewhere = a_meeting(meeting.forum, date(2026, 3, 12))
    named = a_substitute(head.seat, a_person("Otto Other"), meeting=elsewhere)

    with pytest.raises(Refused) as refused:
        come_in(meeting, head, substitution=named, at=at_time(meeting, 10), **step)

    assert refused.value.ruling.codes == {"no-substitute-named"}


def test_who_is_here_does_not_come_in_again(meeting, head, step):
    is_present(meeting, head.person)

    with pytest.raises(Refused) as refused:
        come_in(meeting, head, at=at_time(meeting, 10), **step)

    assert refused.value.ruling.codes == {"here-already"}
    assert said("member-came") == []


def test_who_is_not_here_does_not_leave(meeting, head, step):
    with pytest.raises(Refused) as refused:
        leave(meeting, head, **step)

    assert refused.value.ruling.codes == {"not-here"}
    assert not Attendance.objects.exists()


def test_nobody_leaves_before_they_came(meeting, head, step):
    is_present(meeting, head.person)

    with pytest.raises(Refused) as refused:
        leave(meeting, head, at=at_time(meeting, 8), **step)

    assert refused.value.ruling.codes == {"left-before-coming"}
    assert set(sitting(meeting)) == {head.seat_id}


def test_who_leaves_at_once_was_never_there(meeting, head, step):
    come_in(meeting, head, at=at_time(meeting, 10), **step)

    leave(meeting, head, at=at_time(meeting, 10), **step)

    assert not PresenceInterval.objects.exists()


@pytest.mark.parametrize("move", [come_in, leave])
def test_coming_and_leaving_are_recorded_by_the_clerk(move, meeting, head, officer):
    with pytest.raises(PermissionDenied):
        move(meeting, head, by=officer, on=MEETING_DAY)

    assert not Attendance.objects.exists()


# The chair


def test_member_is_elected_to_preside_at_the_meeting(meeting, head, step):
    preside(meeting, head.person, PresidingAs.ELECTED, **step)

    meeting.refresh_from_db()
    assert (meeting.presiding, meeting.presiding_as) == (head.person, "elected")
    assert said("presiding") == [
        "Ordinary meeting of 15 January 2026: in the chair, elected for this meeting"
    ]


def test_nobody_presides_any_more(meeting, head, step):
    preside(meeting, head.person, PresidingAs.ELECTED, **step)

    preside(meeting, None, "", **step)

    meeting.refresh_from_db()
    assert (meeting.presiding, meeting.presiding_as) == (None, "")
    assert said("presiding")[-1].endswith("in the chair, nobody")


def test_officer_presides_with_a_warning(meeting, officer, step):
    preside(meeting, officer, PresidingAs.OFFICER, **step)

    ruling = ruling_on_presiding(meeting, officer, PresidingAs.OFFICER)
    assert ruling.warning_codes == {"officer-presides"}
    assert meeting.presiding == officer


def test_member_tied_to_the_authority_presides_with_a_warning(meeting, head):
    head.authority_tie = AuthorityTie.ELECTED_MEMBER
    head.save()

    ruling = ruling_on_presiding(meeting, head.person, PresidingAs.ELECTED)

    assert ruling.warning_codes == {"tied-presides"}


def test_who_is_no_member_does_not_preside(meeting, step):
    with pytest.raises(Refused) as refused:
        preside(meeting, a_person("Gus Guest"), PresidingAs.ELECTED, **step)

    meeting.refresh_from_db()
    assert refused.value.ruling.codes == {"presides-no-member"}
    assert meeting.presiding is None


def test_who_presides_is_recorded_by_the_clerk(meeting, head, officer):
    with pytest.raises(PermissionDenied):
        preside(meeting, head.person, PresidingAs.ELECTED, by=officer, on=MEETING_DAY)


# The current item


def test_item_is_taken_in_whatever_order(open_now, step):
    first, later = open_now.items.get(), an_item(open_now, "6", "Growth")

    take_item(later, open_now, at=at_time(open_now, 9, 30), **step)
    take_item(first, open_now, at=at_time(open_now, 9, 50), **step)
    take_item(None, open_now, **step)

    assert open_now.current_item is None
    assert (later.taken, first.taken) == (at_time(open_now, 9, 30), at_time(open_now, 9, 50))
    assert [sentence.split(": ")[1] for sentence in said("item-taken")] == [
        "item 6 taken",
        "item 5 taken",
        "business ended",
    ]


def test_item_that_is_taken_again_keeps_the_hour_when_it_came_first(open_now, step):
    item = open_now.items.get()
    take_item(item, open_now, at=at_time(open_now, 9, 30), **step)
    take_item(None, open_now, **step)

    take_item(item, open_now, at=at_time(open_now, 11), **step)

    item.refresh_from_db()
    assert item.taken == at_time(open_now, 9, 30)


def test_item_the_meeting_is_on_is_not_taken_twice(open_now, step):
    take_item(open_now.items.get(), open_now, **step)

    take_item(open_now.items.get(), open_now, **step)

    assert len(said("item-taken")) == 1


def test_no_item_is_taken_before_the_meeting_opens(meeting, step):
    item = an_item(meeting)

    with pytest.raises(Refused) as refused:
        take_item(item, meeting, **step)

    assert refused.value.ruling.codes == {"not-in-progress"}
    assert item.taken is None


def test_items_are_taken_by_the_clerk(open_now, officer):
    with pytest.raises(PermissionDenied):
        take_item(open_now.items.get(), open_now, by=officer, on=MEETING_DAY)
