"""Replies: a member says whether they come, and who comes in their place."""

import pytest
from django.core.exceptions import PermissionDenied

from forum.choices import Answer, ForumEvent, SubstituteKind
from forum.models import AuditEntry, Reply, Substitution
from forum.models.replies import replies_to
from forum.rules.ruling import Refused
from forum.workflow.replies import give_reply
from tests.factories import BEFORE, MEETING_DAY, a_person

pytestmark = pytest.mark.django_db


def reply_of(meeting, person, answer, **more):
    holder = person.appointments.get()
    return Reply(meeting=meeting, appointment=holder, answer=answer, **more)


def stand_in(meeting, person, name="Sue Stands In", kind=SubstituteKind.FOR_MEETING):
    seat = person.appointments.get().seat
    is_permanent = kind == SubstituteKind.PERMANENT
    return Substitution(
        forum=meeting.forum,
        seat=seat,
        person=a_person(name),
        kind=kind,
        meeting=None if is_permanent else meeting,
        from_on=BEFORE if is_permanent else MEETING_DAY,
        until_on=None if is_permanent else MEETING_DAY,
    )


def test_member_answers_for_their_own_seat(meeting, primary_head):
    give_reply(reply_of(meeting, primary_head, Answer.COMING), by=primary_head, on=BEFORE)

    reply = Reply.objects.get()
    assert (reply.answer, reply.given_by) == (Answer.COMING, primary_head)
    seat = primary_head.appointments.get().seat
    entry = AuditEntry.objects.get(event=ForumEvent.REPLY_GIVEN)
    assert entry.sentence == f"Ordinary meeting of 15 January 2026: {seat.name}, coming"
    assert "Pat" not in entry.body


def test_later_answer_replaces_the_first(meeting, primary_head):
    for answer in (Answer.COMING, Answer.APOLOGIES):
        give_reply(reply_of(meeting, primary_head, answer), by=primary_head, on=BEFORE)

    assert Reply.objects.get().answer == Answer.APOLOGIES


def test_clerk_answers_for_anybody_and_a_member_for_nobody_else(
    meeting, clerk, primary_head, secondary_head
):
    give_reply(reply_of(meeting, primary_head, Answer.ONLINE), by=clerk, on=BEFORE)

    with pytest.raises(PermissionDenied):
        give_reply(reply_of(meeting, primary_head, Answer.COMING), by=secondary_head, on=BEFORE)
    assert Reply.objects.get().answer == Answer.ONLINE


def test_substitute_is_named_with_the_answer(meeting, primary_head):
    named = stand_in(meeting, primary_head)

    give_reply(
        reply_of(meeting, primary_head, Answer.SUBSTITUTE),
        substitution=named,
        by=primary_head,
        on=BEFORE,
    )

    assert Substitution.objects.get().person == named.person
    (row,) = replies_to(meeting).rows
    assert (row.answer, row.substitute.person) == ("Sending a substitute", named.person)


def test_who_sends_a_substitute_says_whom(meeting, primary_head):
    with pytest.raises(Refused) as refused:
        give_reply(reply_of(meeting, primary_head, Answer.SUBSTITUTE), by=primary_head, on=BEFORE)

    assert refused.value.ruling.codes == {"no-substitute"}
    assert not Reply.objects.exists()


def test_permanent_substitute_needs_no_naming_and_stays(meeting, primary_head):
    stand_in(meeting, primary_head, kind=SubstituteKind.PERMANENT).save()

    give_reply(reply_of(meeting, primary_head, Answer.SUBSTITUTE), by=primary_head, on=BEFORE)
    give_reply(reply_of(meeting, primary_head, Answer.COMING), by=primary_head, on=BEFORE)

    assert Substitution.objects.get().until_on is None


def test_member_who_comes_after_all_takes_the_substitute_back(meeting, primary_head):
    give_reply(
        reply_of(meeting, primary_head, Answer.SUBSTITUTE),
        substitution=stand_in(meeting, primary_head),
        by=primary_head,
        on=BEFORE,
    )

    give_reply(reply_of(meeting, primary_head, Answer.COMING), by=primary_head, on=BEFORE)

    assert not Substitution.objects.exists()


def test_another_substitute_takes_the_place_of_the_first(meeting, primary_head):
    for name in ("Sue Stands In", "Sid Stands In"):
        give_reply(
            reply_of(meeting, primary_head, Answer.SUBSTITUTE),
            substitution=stand_in(meeting, primary_head, name),
            by=primary_head,
            on=BEFORE,
        )

    assert Substitution.objects.get().person.name == "Sid Stands In"


@pytest.mark.parametrize("many", [1, 3])
def test_answers_are_read_in_three_queries(
    meeting, primary_head, secondary_head, special_head, many, django_assert_num_queries
):
    for person in (primary_head, secondary_head, special_head)[:many]:
        give_reply(reply_of(meeting, person, Answer.COMING), by=person, on=BEFORE)

    with django_assert_num_queries(3):
        found = replies_to(meeting)
        names = [f"{row.holder.person} {row.holder.seat} {row.answer}" for row in found.rows]
    assert len(names) == 3
    assert dict(found.counts)["Coming"] == many
