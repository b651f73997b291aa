"""Who is needed at a meeting and not expected there."""

import pytest

from forum.choices import Answer, Capacity, ReturningKind
from forum.models import InAttendance, Reply, ReturningBusiness
from forum.models.absences import absences_at
from forum.rules.absences import Coming, Needed, absences
from tests.factories import BEFORE, MEETING_DAY, an_item

OWNER = ("Action Jan19-A1", "its owner", "Head of Early Help")


@pytest.mark.parametrize(
    ("coming", "codes"),
    [
        (Coming.EXPECTED, []),
        (Coming.SILENT, ["needed-not-answered"]),
        (Coming.NOT_COMING, ["needed-not-coming"]),
        (Coming.NOT_LISTED, ["needed-not-listed"]),
    ],
)
def test_owner_who_is_not_expected_is_flagged(coming, codes):
    assert [each.code for each in absences([Needed(*OWNER, coming)])] == codes


def test_flag_says_what_lacks_whom():
    (flag,) = absences([Needed(*OWNER, Coming.NOT_COMING)])

    assert flag.text == (
        "Action Jan19-A1: its owner, Head of Early Help, does not come. Ask them, name somebody "
        "else, or put it off."
    )


@pytest.fixture
def due(db, forum, officer):
    """An action of an officer, due at the meeting."""
    return ReturningBusiness.objects.create(
        forum=forum, kind=ReturningKind.ACTION, sentence="Report", subject="Action Jan26-B1",
        about=officer.pk, business=officer.pk, due_on=MEETING_DAY, owner=officer,
        owner_post="Early Help Manager",
    )  # fmt: skip


def listed(meeting, person, *, is_expected=True):
    return InAttendance.objects.create(
        forum=meeting.forum, meeting=meeting, person=person, name=person.name, post=person.post,
        capacity=Capacity.PRESENTER, is_expected=is_expected,
    )  # fmt: skip


def flags(meeting):
    return [(each.where, each.code) for each in absences_at(meeting)]


def test_owner_of_a_due_action_is_flagged_until_they_are_listed(due, meeting, officer):
    assert flags(meeting) == [("Action Jan26-B1", "needed-not-listed")]
    listed(meeting, officer)
    assert flags(meeting) == []


def test_owner_who_does_not_come_is_flagged(due, meeting, officer):
    listed(meeting, officer, is_expected=False)

    assert flags(meeting) == [("Action Jan26-B1", "needed-not-coming")]


def test_action_that_is_due_later_flags_nobody(due, meeting):
    ReturningBusiness.objects.update(due_on=MEETING_DAY.replace(day=16))

    assert flags(meeting) == []


def test_clerk_is_always_expected(due, meeting, clerk):
    ReturningBusiness.objects.update(owner=clerk)

    assert flags(meeting) == []


def test_member_who_owns_an_action_is_flagged_by_their_answer(due, meeting, primary_head):
    ReturningBusiness.objects.update(owner=primary_head)
    seat = primary_head.appointments.get()
    assert flags(meeting) == [("Action Jan26-B1", "needed-not-answered")]

    reply = Reply.objects.create(
        forum=meeting.forum, meeting=meeting, appointment=seat, answer=Answer.APOLOGIES,
        given_at=f"{BEFORE} 12:00Z", given_by=primary_head,
    )  # fmt: skip
    assert flags(meeting) == [("Action Jan26-B1", "needed-not-coming")]
    reply.answer = Answer.COMING
    reply.save()
    assert flags(meeting) == []


def test_presenter_is_found_by_name_or_post_once_somebody_is_listed(db, meeting, officer, finance):
    item = an_item(meeting, "6", "Early help")
    item.presenter = f"{officer.name}, Early Help Manager"
    item.save()
    assert flags(meeting) == []

    listed(meeting, finance)
    assert flags(meeting) == [("Item 6, Early help", "needed-not-listed")]
    listed(meeting, officer)
    assert flags(meeting) == []


def test_absences_take_the_same_queries_for_three_as_for_one(
    due, meeting, django_assert_num_queries, officer
):
    for number in range(2):
        item = an_item(meeting, f"{number + 6}")
        item.presenter = "Somebody"
        item.save()

    with django_assert_num_queries(7):
        assert len(absences_at(meeting)) == 1
