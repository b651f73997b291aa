"""Who may vote, as the record of a meeting has it: seats, presence, terms and conversions."""

from datetime import date, timedelta

import pytest

from decisions.choices import Method, Procedure
from decisions.models import RegisterOverride
from decisions.models.entries import entries_for, entries_on_procedure
from decisions.workflow.overriding import override_register
from decisions.workflow.voting import open_ballot
from forum.choices import (
    Group,
    InterestAction,
    InterestKind,
    ItemKind,
    MeetingKind,
    SubstituteKind,
    TransferVoters,
)
from forum.models import Appointment, Constitution, Interest, Substitution
from forum.rules.ruling import Refused
from forum.workflow.attendance import come_in, leave
from forum.workflow.meetings import mark_published, open_meeting
from forum.workflow.schools import convert_school
from papers.models.electorate import groups_with_members, groups_with_schools, room
from papers.workflow.tabling import table_placement
from tests.asking import a_motion
from tests.factories import (
    BEFORE,
    MEETING_DAY,
    a_constitution,
    a_line,
    a_matter,
    a_meeting,
    a_member,
    a_person,
    a_school,
    an_item,
    an_option,
    at_time,
    everybody_present,
)

pytestmark = pytest.mark.django_db

MP, MS, AM = (
    Group.MAINTAINED_PRIMARY,
    Group.MAINTAINED_SECONDARY,
    Group.ACADEMY_MAINSTREAM,
)
DAY = timedelta(days=1)
DAYS = (MEETING_DAY - DAY, MEETING_DAY)


@pytest.fixture
def head(forum):
    return a_member(forum, MP, name="Pat Primary")


@pytest.fixture
def trustee(forum):
    return a_member(forum, AM, name="Tess Trustee")


def seat_of(person):
    return person.appointments.get()


def put(meeting, clerk, kind="GENERAL", year="2025-26"):
    """A motion put to an open meeting where everybody is, as the question that it asks."""
    item = an_item(meeting, title=kind, kind=ItemKind.OTHER_BUSINESS)
    matter = a_matter(meeting.forum, f"{kind} of {meeting.held_on}")
    motion = a_motion(matter, item, decision_type=kind, financial_year=year)
    an_option(motion.recommendation, a_line(meeting.forum, matter.title))
    mark_published(meeting, by=clerk, on=BEFORE, sha256="")
    open_meeting(meeting, by=clerk, on=meeting.held_on)
    everybody_present(meeting)
    table_placement(motion, by=clerk, on=meeting.held_on)
    return motion.questions.first()


def code(question, person, *, in_the_room=True):
    """The code of a member's line, were the ballot opened now."""
    return line(question, person, in_the_room=in_the_room).code


def line(question, person, *, in_the_room=True):
    seat = seat_of(person).seat_id
    entries = entries_for(question, in_the_room=in_the_room)
    return next(each for each in entries if each.seat == seat)


def a_substitute(forum, member, name="Sub Stitute", **more):
    return Substitution.objects.create(
        forum=forum,
        seat=seat_of(member).seat,
        person=more.pop("person", None) or a_person(name),
        kind=SubstituteKind.PERMANENT,
        from_on=date(2015, 9, 1),
        **more,
    )


def goes(meeting, person, clerk, hour=10):
    leave(meeting, seat_of(person), at=at_time(meeting, hour), by=clerk, on=meeting.held_on)


def sits_in(meeting, stand_in, clerk, hour=11):
    holder = stand_in.seat.appointments.get()
    at = at_time(meeting, hour)
    come_in(meeting, holder, substitution=stand_in, at=at, by=clerk, on=meeting.held_on)


# Presence


def test_before_the_meeting_a_member_may_vote_if_present(forum, meeting, clerk, head):
    question = put(meeting, clerk)

    assert code(question, head, in_the_room=False) == "may-vote-if-present"
    assert code(question, head) == "may-vote"


def test_who_left_has_no_vote_until_they_return(forum, meeting, clerk, head, trustee):
    question = put(meeting, clerk)
    goes(meeting, head, clerk)
    while_away = code(question, head)

    come_in(meeting, seat_of(head), at=at_time(meeting, 11), by=clerk, on=MEETING_DAY)

    assert (while_away, code(question, head)) == ("not-present", "may-vote")


def test_substitute_votes_when_the_member_is_away(forum, meeting, clerk, head):
    question = put(meeting, clerk)
    stand_in = a_substitute(forum, head)
    goes(meeting, head, clerk)
    sits_in(meeting, stand_in, clerk)

    entry = line(question, head)

    assert (entry.code, entry.by_substitute) == ("may-vote-as-substitute", True)
    assert entry.holder_name == "Sub Stitute"


def test_member_votes_when_the_substitute_is_there_as_well(forum, meeting, clerk, head):
    question = put(meeting, clerk)
    a_substitute(forum, head)
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
    stand_in = a_substitute(forum, head)
    goes(meeting, head, clerk)
    sits_in(meeting, stand_in, clerk)

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
    stand_in = a_substitute(forum, head, school=school)
    convert_school(school, converted_on=MEETING_DAY, by=clerk, on=BEFORE)
    found = []
    for day in DAYS:
        question = put(a_meeting(forum, day), clerk)
        goes(question.placement.meeting, head, clerk)
        sits_in(question.placement.meeting, stand_in, clerk)
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
    forum, meeting, clerk, head, trustee, action, expected
):
    question = put(meeting, clerk)
    declare(question, head, action)

    assert code(question, head) == expected
    assert code(question, trustee) == "may-vote"


def declare(question, person, action, **more):
    placement = question.placement
    values = {"agenda_item": placement.agenda_item, "kind": InterestKind.AFFECTED} | more
    return Interest.objects.create(
        forum=question.forum,
        meeting=placement.meeting,
        appointment=seat_of(person),
        action=action,
        nature="Paid by the funded body",
        **values,
    )


def test_the_interest_that_bears_most_counts(forum, meeting, clerk, head, trustee):
    question = put(meeting, clerk)
    declare(question, head, InterestAction.LEFT)
    declare(question, head, InterestAction.STAYED, agenda_item=None)

    assert code(question, head) == "left-for-interest"


def test_interest_of_the_member_does_not_bind_the_substitute(forum, meeting, clerk, head, trustee):
    question = put(meeting, clerk)
    stand_in = a_substitute(forum, head)
    declare(question, head, InterestAction.DID_NOT_VOTE)
    goes(meeting, head, clerk)
    sits_in(meeting, stand_in, clerk)
    unbound = code(question, head)

    declare(question, head, InterestAction.DID_NOT_VOTE, substitution=stand_in)

    assert (unbound, code(question, head)) == ("may-vote-as-substitute", "interest-declared")


# One person, one vote


def test_member_of_two_seats_votes_from_the_first(forum, meeting, clerk, head, trustee):
    second = seat_of(trustee)
    second.person = head
    second.save()
    question = put(meeting, clerk)

    entries = {each.seat: each for each in entries_for(question, in_the_room=True)}

    first = head.appointments.exclude(pk=second.pk).get()
    assert entries[first.seat_id].code == "may-vote"
    assert entries[second.seat_id].code == "votes-from-another-seat"
    assert first.seat.name in entries[second.seat_id].reason


def test_member_of_two_seats_votes_from_the_one_that_is_asked(
    forum, meeting, clerk, head, trustee
):
    second = seat_of(trustee)
    second.person = head
    second.save()
    question = put(meeting, clerk, "SCHEME_CHANGE")

    entries = {each.group: each.code for each in entries_for(question, in_the_room=True)}

    assert entries == {MP: "may-vote", AM: "group-not-asked"}


def test_substitute_of_two_members_votes_once(forum, meeting, clerk, head, trustee):
    other = a_member(forum, MP)
    question = put(meeting, clerk)
    person = a_person("Sub Stitute")
    for member in (head, other):
        stand_in = a_substitute(forum, member, person=person)
        goes(meeting, member, clerk)
        sits_in(meeting, stand_in, clerk)

    codes = [code(question, each) for each in (head, other)]

    assert codes == ["may-vote-as-substitute", "votes-from-another-seat"]


# The clerk's ruling


def rule(question, person, clerk, *, may_vote):
    ruling = RegisterOverride(
        forum=question.forum,
        agenda_item=question.placement.agenda_item,
        question=question,
        seat=seat_of(person).seat,
        may_vote=may_vote,
        reason="The school left the phase yesterday.",
    )
    return override_register(ruling, by=clerk, on=MEETING_DAY)


def test_ruling_of_the_clerk_stands_in_the_register_with_what_the_rules_say(
    forum, meeting, clerk, head, trustee
):
    question = put(meeting, clerk)

    rule(question, head, clerk, may_vote=False)

    entry = line(question, head)
    assert (entry.code, entry.overridden) == ("clerk-ruled-may-not", True)
    assert entry.reason.startswith("The clerk ruled that this member may not vote: The school")
    assert "By the rules: May vote." in entry.reason
    ballot = open_ballot(question, Method.SHOW_OF_HANDS, by=clerk, on=MEETING_DAY)
    assert ballot.register.get(overridden=True).seat == seat_of(head).seat


def test_ruling_takes_back_a_ruling(forum, meeting, clerk, head, trustee):
    question = put(meeting, clerk)
    rule(question, head, clerk, may_vote=False)

    rule(question, head, clerk, may_vote=True)

    assert code(question, head) == "clerk-ruled-may-vote"


def test_ruling_gives_no_vote_to_somebody_who_is_not_there(forum, meeting, clerk, head, trustee):
    question = put(meeting, clerk)
    goes(meeting, head, clerk)

    with pytest.raises(Refused) as refused:
        rule(question, head, clerk, may_vote=True)

    assert refused.value.ruling.codes == {"member-not-present"}
    assert code(question, head) == "not-present"


def test_ruling_bears_on_its_own_question_only(forum, meeting, clerk, head, trustee):
    question = put(meeting, clerk)
    rule(question, head, clerk, may_vote=False)

    on_procedure = entries_on_procedure(question.placement.agenda_item, Procedure.ADOPT_PROCEDURE)

    assert {each.code for each in on_procedure} == {"may-vote"}


# The settings of the day


def test_decision_is_judged_by_the_settings_in_force_on_its_day(forum, clerk, head):
    provider = a_member(forum, Group.POST_16)
    a_constitution(forum)
    Constitution.objects.create(
        forum=forum, in_force_from=MEETING_DAY, transfer_voters=TransferVoters.FORMULA
    )

    questions = [put(a_meeting(forum, day), clerk, "TRANSFER_SB_LE_05") for day in DAYS]

    assert [code(each, provider) for each in questions] == ["may-vote", "group-not-asked"]
    assert [code(each, head) for each in questions] == ["may-vote", "may-vote"]


def test_register_follows_the_law_of_the_year_of_the_question(forum, clerk, head, trustee):
    """Until 2019-20 the forum decided on a deficit; since then it is informed."""
    found = [
        code(put(a_meeting(forum, day), clerk, "DSG_DEFICIT", year), trustee)
        for day, year in zip(DAYS, ("2019-20", "2020-21"), strict=True)
    ]

    assert found == ["may-vote", "informed-only"]


def test_outside_a_meeting_every_holder_is_asked(forum, clerk, head, trustee):
    a_constitution(forum, urgency_procedure=True)
    meeting = a_meeting(forum, kind=MeetingKind.OUTSIDE, called_because="It cannot wait.")

    place = room(meeting, in_the_room=True)

    seats = place.facts(an_item(meeting))
    assert [each.present for each in seats] == [True, True]
    assert {place.voter(each.seat) for each in seats} == {head.pk, trustee.pk}


def test_room_is_read_once_for_however_many_questions(
    forum, meeting, clerk, head, trustee, django_assert_num_queries
):
    question = put(meeting, clerk)
    place = room(meeting, in_the_room=True)
    entries_for(question, in_the_room=True, within=place)

    with django_assert_num_queries(1):  # The clerk's rulings.
        entries_for(question, in_the_room=True, within=place)
