"""Interests: declared by a member or entered by the clerk, and ended when they bear no more."""

import pytest
from django.core.exceptions import PermissionDenied

from forum.choices import InterestAction, InterestKind
from forum.models import AuditEntry, Interest
from forum.models.quorum import quorum_of
from forum.rules.ruling import Refused
from forum.workflow.interests import declare_interest, end_interest, ruling_on_declaring
from forum.workflow.meetings import close_meeting, mark_published, open_meeting
from tests.factories import (
    BEFORE,
    MEETING_DAY,
    a_person,
    a_substitute,
    an_item,
    at_time,
    is_present,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(meeting):
    return an_item(meeting)


@pytest.fixture
def step(clerk):
    return {"by": clerk, "on": MEETING_DAY}


def an_interest(meeting, member, item=None, **more):
    values = {
        "kind": InterestKind.AFFECTED,
        "action": InterestAction.LEFT,
        "nature": "Paid work for the funded body",
    }
    return Interest(
        forum=meeting.forum,
        meeting=meeting,
        appointment=member.appointments.get(),
        agenda_item=item,
        **(values | more),
    )


def said(event):
    found = AuditEntry.objects.filter(event=event).order_by("seq")
    return [entry.sentence for entry in found]


def test_clerk_enters_an_interest_in_one_item(meeting, item, primary_head, step):
    interest = declare_interest(an_interest(meeting, primary_head, item), **step)

    seat = interest.appointment.seat.name
    assert Interest.objects.get() == interest
    assert said("interest-declared") == [f"{seat}: affected interest in item 5. Left the room"]


def test_trail_names_the_seat_and_never_the_person(meeting, item, primary_head, step):
    declare_interest(an_interest(meeting, primary_head, item), **step)

    entry = AuditEntry.objects.get(event="interest-declared")
    assert primary_head.name not in entry.body
    assert "Paid work" not in entry.body


def test_interest_in_the_whole_meeting_and_in_one_part_say_so(meeting, item, primary_head, step):
    declare_interest(an_interest(meeting, primary_head), **step)
    part = {"about": item.pk, "about_label": "Recommendation 2(ii)"}
    declare_interest(an_interest(meeting, primary_head, item, **part), **step)

    whole, partly = said("interest-declared")
    assert "interest in the whole meeting." in whole
    assert "interest in item 5, Recommendation 2(ii)." in partly


def test_member_declares_their_own(meeting, item, primary_head):
    declare_interest(an_interest(meeting, primary_head, item), by=primary_head, on=MEETING_DAY)

    assert AuditEntry.objects.get(event="interest-declared").actor == primary_head.pk


def test_substitute_declares_for_the_seat_they_sit_for(meeting, item, primary_head):
    stands_in = a_person("Stella Standing")
    seat = primary_head.appointments.get().seat
    substitution = a_substitute(seat, stands_in)

    interest = an_interest(meeting, primary_head, item, substitution=substitution)
    declare_interest(interest, by=stands_in, on=MEETING_DAY)

    assert Interest.objects.get().substitution == substitution


def test_nobody_declares_for_another_member(meeting, item, primary_head, secondary_head, officer):
    for somebody in (secondary_head, officer):
        with pytest.raises(PermissionDenied):
            declare_interest(an_interest(meeting, primary_head, item), by=somebody, on=MEETING_DAY)

    assert not Interest.objects.exists()


def test_interest_without_its_nature_is_not_declared(meeting, item, primary_head, step):
    with pytest.raises(Refused) as refused:
        declare_interest(an_interest(meeting, primary_head, item, nature=" "), **step)

    assert refused.value.ruling.codes == {"no-nature"}
    assert not Interest.objects.exists()


def test_no_interest_is_declared_once_the_meeting_is_over(
    meeting, item, primary_head, step, clerk
):
    mark_published(meeting, by=clerk, on=BEFORE, sha256="")
    close_meeting(open_meeting(meeting, **step), open_ballots=0, **step)

    with pytest.raises(Refused) as refused:
        declare_interest(an_interest(meeting, primary_head, item), **step)

    assert refused.value.ruling.codes == {"meeting-over"}


def test_interest_declared_during_a_ballot_warns_that_the_register_stands(
    meeting, item, primary_head
):
    ruling = ruling_on_declaring(
        an_interest(meeting, primary_head, item), has_ballot_open=True, has_voted=True
    )

    assert ruling.allowed
    assert ruling.warning_codes == {"register-frozen", "has-voted"}


def test_who_left_for_an_item_does_not_make_its_quorum(
    meeting, item, primary_head, secondary_head, step
):
    for member in (primary_head, secondary_head):
        is_present(meeting, member)
    interest = declare_interest(an_interest(meeting, primary_head, item), **step)
    during = quorum_of(meeting, item=item)

    end_interest(interest, at=at_time(meeting, 10, 30), **step)

    assert (during.present, quorum_of(meeting, item=item).present) == (1, 2)
    assert quorum_of(meeting).present == 2
    assert said("interest-ended")[0].endswith("interest in item 5 ended at 10:30am")


def test_interest_that_has_ended_keeps_its_hour(meeting, item, primary_head, step):
    interest = declare_interest(an_interest(meeting, primary_head, item), **step)
    end_interest(interest, at=at_time(meeting, 10), **step)

    end_interest(interest, at=at_time(meeting, 11), **step)

    interest.refresh_from_db()
    assert interest.ended == at_time(meeting, 10)
    assert len(said("interest-ended")) == 1


def test_nobody_ends_the_interest_of_another_member(
    meeting, item, primary_head, secondary_head, step
):
    interest = declare_interest(an_interest(meeting, primary_head, item), **step)

    with pytest.raises(PermissionDenied):
        end_interest(interest, by=secondary_head, on=MEETING_DAY)

    interest.refresh_from_db()
    assert interest.ended is None
