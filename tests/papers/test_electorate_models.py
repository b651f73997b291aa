"""Who may vote, as the record of a meeting has it: seats, presence, terms and conversions."""

from datetime import timedelta

import pytest

from decisions.choices import Method
from decisions.models.ballots.entries import entries_for
from decisions.workflow.voting import open_ballot
from forum.choices import (
    Group,
    InterestAction,
)
from forum.models import Appointment
from forum.workflow.schools import convert_school
from papers.models.electorate import groups_with_members, groups_with_schools
from tests.electorate import code, item_of, line, put
from tests.factories import (
    BEFORE,
    MEETING_DAY,
    a_meeting,
    a_member,
    a_person,
    a_school,
    at_time,
)
from tests.presence import a_substitute, comes, declare, leaves, seat_of

pytestmark = pytest.mark.django_db

MP, MS, AM = (
    Group.MAINTAINED_PRIMARY,
    Group.MAINTAINED_SECONDARY,
    Group.ACADEMY_MAINSTREAM,
)
DAY = timedelta(days=1)
DAYS = (MEETING_DAY - DAY, MEETING_DAY)


@pytest.fixture
def head(primary_head):
    return primary_head


@pytest.fixture
def trustee(academy_trustee):
    return academy_trustee


def goes(meeting, person, clerk):
    leaves(meeting, person, clerk, 10)


def sits_in(meeting, member, stand_in, clerk):
    comes(meeting, member, clerk, 11, substitution=stand_in)


# Presence


def test_before_the_meeting_a_member_may_vote_if_present(forum, meeting, clerk, head):
    question = put(meeting, clerk)

    assert code(question, head, in_the_room=False) == "may-vote-if-present"
    assert code(question, head) == "may-vote"


def test_who_left_has_no_vote_until_they_return(forum, meeting, clerk, head, trustee):
    question = put(meeting, clerk)
    goes(meeting, head, clerk)
    while_away = code(question, head)

    comes(meeting, head, clerk, 11)

    assert (while_away, code(question, head)) == ("not-present", "may-vote")


def test_substitute_votes_when_the_member_is_away(forum, meeting, clerk, head):
    question = put(meeting, clerk)
    stand_in = a_substitute(head)
    goes(meeting, head, clerk)
    sits_in(meeting, head, stand_in, clerk)

    entry = line(question, head)

    assert (entry.code, entry.by_substitute) == ("may-vote-as-substitute", True)
    assert entry.holder_name == "Sub Stitute"


def test_member_votes_when_the_substitute_is_there_as_well(forum, meeting, clerk, head):
    question = put(meeting, clerk)
    a_substitute(head)
    attendance = meeting.attendances.get(seat=seat_of(head).seat)
    attendance.intervals.create(forum=forum, came=at_time(meeting, 8), is_substitute=True)

    entry = line(question, head)

    assert (entry.code, entry.by_substitute, entry.holder_name) == (
        "may-vote",
        False,
        "Pat Primary",
    )
    assert "The substitute neither votes nor counts" in entry.reason


def test_frozen_register_names_the_substitute_who_votes(forum, meeting, clerk, head, trustee):
    question = put(meeting, clerk)
    stand_in = a_substitute(head)
    goes(meeting, head, clerk)
    sits_in(meeting, head, stand_in, clerk)

    ballot = open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)

    kept = ballot.register.get(seat=seat_of(head).seat)
    assert (kept.substitution, kept.is_eligible) == (stand_in, True)
    assert ballot.register.of(stand_in.person).get() == kept
    assert not ballot.register.of(head).filter(is_eligible=True, substitution=None).exists()


# Terms and conversions


def test_member_votes_on_the_last_day_of_the_term_and_not_on_the_day_after(forum, clerk, trustee):
    head = a_member(forum, MP, until_on=DAYS[0])

    found = [code(put(a_meeting(forum, day), clerk), head) for day in DAYS]

    assert found == ["may-vote", "term-ended"]


def test_vacant_seat_has_nobody_to_vote(forum, meeting, clerk, head, trustee):
    question = put(meeting, clerk)
    Appointment.objects.filter(person=head).update(from_on=MEETING_DAY + DAY)

    assert code(question, head) == "vacant"


def test_member_votes_the_day_before_the_conversion_and_not_on_it(forum, clerk, head, trustee):
    school = a_school(forum)
    Appointment.objects.filter(person=head).update(school=school)
    convert_school(school, converted_on=MEETING_DAY, by=clerk, on=BEFORE)

    found = [code(put(a_meeting(forum, day), clerk), head) for day in DAYS]

    assert found == ["may-vote", "school-converted"]


def test_substitute_of_a_school_that_converts_stands_in_until_the_day_before(
    forum, clerk, head, trustee
):
    school = a_school(forum)
    stand_in = a_substitute(head, school=school)
    convert_school(school, converted_on=MEETING_DAY, by=clerk, on=BEFORE)
    found = []
    for day in DAYS:
        question = put(a_meeting(forum, day), clerk)
        goes(question.placement.meeting, head, clerk)
        sits_in(question.placement.meeting, head, stand_in, clerk)
        found.append(code(question, head))

    assert found == ["may-vote-as-substitute", "substitute-school-converted"]


def test_conversion_moves_the_school_to_another_group_on_its_day(forum, clerk):
    school = a_school(forum)
    school.converted_on = MEETING_DAY
    school.save()

    found = [groups_with_schools(a_meeting(forum, day)) for day in DAYS]

    assert found == [{MP}, {AM}]


def test_group_has_members_while_a_term_covers_the_day(forum):
    a_member(forum, MP, until_on=DAYS[0])

    assert [groups_with_members(a_meeting(forum, day)) for day in DAYS] == [{MP}, set()]


# Interests


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (InterestAction.STAYED, "may-vote"),
        (InterestAction.DID_NOT_VOTE, "interest-declared"),
        (InterestAction.LEFT, "left-for-interest"),
    ],
)
def test_interest_bears_on_the_vote_as_the_member_acted(
    meeting, clerk, head, trustee, action, expected
):
    question = put(meeting, clerk)
    declare(meeting, head, action, clerk, item_of(question))

    assert code(question, head) == expected
    assert code(question, trustee) == "may-vote"


def test_the_interest_that_bears_most_counts(forum, meeting, clerk, head, trustee):
    question = put(meeting, clerk)
    declare(meeting, head, InterestAction.LEFT, clerk, item_of(question))
    declare(meeting, head, InterestAction.STAYED, clerk)

    assert code(question, head) == "left-for-interest"


def test_interest_of_the_member_does_not_bind_the_substitute(forum, meeting, clerk, head, trustee):
    question = put(meeting, clerk)
    stand_in = a_substitute(head)
    declare(meeting, head, InterestAction.DID_NOT_VOTE, clerk, item_of(question))
    goes(meeting, head, clerk)
    sits_in(meeting, head, stand_in, clerk)
    unbound = code(question, head)

    declare(
        meeting,
        head,
        InterestAction.DID_NOT_VOTE,
        clerk,
        item_of(question),
        substitution=stand_in,
    )

    assert (unbound, code(question, head)) == ("may-vote-as-substitute", "interest-declared")


# One person, one vote


def gives_seat_to(person, other):
    """One person comes to hold two seats."""
    second = seat_of(person)
    second.person = other
    second.save()
    return second


def test_member_of_two_seats_votes_from_the_first(forum, meeting, clerk, head, trustee):
    question = put(meeting, clerk)
    second = gives_seat_to(trustee, head)

    entries = {each.seat: each for each in entries_for(question, in_the_room=True)}

    first = head.appointments.exclude(pk=second.pk).get()
    assert entries[first.seat_id].code == "may-vote"
    assert entries[second.seat_id].code == "votes-from-another-seat"
    assert first.seat.name in entries[second.seat_id].reason


def test_member_of_two_seats_votes_from_the_one_that_is_asked(
    forum, meeting, clerk, head, trustee
):
    question = put(meeting, clerk, "SCHEME_CHANGE")
    gives_seat_to(trustee, head)

    entries = {each.group: each.code for each in entries_for(question, in_the_room=True)}

    assert entries == {MP: "may-vote", AM: "group-not-asked"}


def test_substitute_of_two_members_votes_once(forum, meeting, clerk, head, trustee):
    other = a_member(forum, MP)
    question = put(meeting, clerk)
    person = a_person("Sub Stitute")
    for member in (head, other):
        stand_in = a_substitute(member, person)
        goes(meeting, member, clerk)
        sits_in(meeting, member, stand_in, clerk)

    codes = [code(question, each) for each in (head, other)]

    assert codes == ["may-vote-as-substitute", "votes-from-another-seat"]
