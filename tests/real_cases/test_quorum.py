"""Meetings that were not quorate, and what they could still do.

Cases: HEREFORD-INQUORATE-2018-07-06, and Wolverhampton's informal meeting of 5 October 2023 with
its extraordinary meeting of 30 November. How many were there the minutes do not say: the numbers
are invented, and only that they fell short is not.
"""

from datetime import date

import pytest

from decisions.choices import LinkKind, Method, Procedure, Result
from decisions.models import Outcome
from decisions.models.ballots.opening import open_facts
from decisions.rules.ballots import may_open_ballot
from decisions.workflow.voting import (
    Counts,
    close_ballot,
    open_ballot,
    open_procedural_ballot,
    void_ballot,
)
from forum.choices import Group, ItemKind, MeetingKind, PresidingAs, ReturningKind
from forum.models import Meeting, ReturningBusiness
from forum.models.quorum import quorum_of
from forum.rules.ruling import Refused
from forum.workflow.attendance import preside
from forum.workflow.meetings import call_meeting
from tests.real_cases.telling import item, question, why

pytestmark = pytest.mark.django_db

AM = Group.ACADEMY_MAINSTREAM
JULY, OCTOBER = date(2018, 7, 6), date(2018, 10, 19)
SERVICING = "Servicing of schools forums"


@pytest.fixture
def herefordshire(tell):
    """Ten members, three there: the consultation and the membership both wait for a quorum."""
    tell.people = tell.members(
        maintained_primary=3, maintained_secondary=2, academy_mainstream=3, early_years=2
    )
    tell.later = tell.call(OCTOBER, "Membership", "Consultation")
    tell.july = tell.call(JULY, "Membership", "Consultation")
    papers = [tell.paper(item(tell.july, number)) for number in (1, 2)]
    tell.membership = tell.ask(
        papers[0],
        "1",
        "Agree one maintained secondary seat on the Budget Working Group, and five of academies.",
        "CONSTITUTION_PROCEDURE",
        "2018-19",
    )
    tell.growth = tell.ask(
        papers[1], "1", "Agree the criteria of the growth fund.", "GROWTH_FUND", "2018-19"
    )
    tell.offer(tell.membership, SERVICING)
    tell.offer(tell.growth, "Growth fund")
    for paper in papers:
        tell.table(paper)
    there = tell.people[AM]
    everybody = [each for group in tell.people.values() for each in group]
    tell.begin(tell.july, away=[each for each in everybody if each not in there])
    return tell


def test_herefordshire_may_show_a_view_and_decide_nothing(herefordshire):
    tell = herefordshire
    put = question(tell.growth)
    tell.hands(put, 3)

    with pytest.raises(Refused) as refused:
        tell.resolve(put, Result.CARRIED)
    view = tell.resolve(put, Result.VIEW_RECORDED, comments="Members indicated approval.")

    quorum = quorum_of(tell.july)
    assert (quorum.present, quorum.needed) == (3, 4)
    assert refused.value.ruling.codes == {"inquorate"}
    assert (view.is_carried, view.ballot.is_quorate) == (False, False)


def test_herefordshire_clerk_is_warned_before_the_vote(herefordshire):
    put = question(herefordshire.growth)

    ruling = may_open_ballot(open_facts(put, (), Method.SHOW_OF_HANDS))

    warning = next(each for each in ruling.warnings if each.code == "inquorate")
    assert "3 present, 4 needed" in warning.text
    assert "only show a view" in warning.text


def test_herefordshire_defers_its_membership_and_decides_it_when_quorate(herefordshire):
    tell = herefordshire
    tell.resolve(question(tell.membership), Result.DEFERRED, deferred_to=tell.later)
    waiting = ReturningBusiness.objects.waiting().get(kind=ReturningKind.DEFERRAL)
    tell.begin(tell.later)

    tell.again(tell.membership, item(tell.later, 1))
    decided = tell.carry(question(tell.membership))

    assert waiting.due_meeting == tell.later
    assert (decided.result, decided.decided_on) == (Result.CARRIED, OCTOBER)
    assert decided.ballot.is_quorate
    assert not ReturningBusiness.objects.waiting().exists()


def test_herefordshire_ratifies_later_and_the_day_of_that_counts(herefordshire):
    """No ratification is in the record: that a view was followed up there is a gap in it."""
    tell = herefordshire
    view = tell.resolve(question(tell.growth), Result.VIEW_RECORDED)
    tell.begin(tell.later)
    tell.again(tell.growth, item(tell.later, 2))
    tell.declared(question(tell.growth))

    ratified = tell.resolve(question(tell.growth), Result.RATIFIED, ratifies=(view,))

    assert (ratified.decided_on, ratified.is_carried) == (OCTOBER, True)
    assert ratified.links_from.get(kind=LinkKind.RATIFIES).earlier == view


def test_herefordshire_member_who_voices_absent_groups_has_no_vote_for_them(herefordshire):
    tell = herefordshire
    put = question(tell.growth)

    ballot = tell.hands(put, 3)

    absent = [person for group, people in tell.people.items() if group != AM for person in people]
    assert {why(ballot, person) for person in absent} == {"not-present"}
    with pytest.raises(Refused):
        open_ballot(put, Method.SHOW_OF_HANDS, by=tell.clerk, on=JULY)


def test_herefordshire_had_no_urgent_route_without_one_in_its_constitution(herefordshire):
    tell = herefordshire
    urgent = Meeting(
        forum=tell.forum,
        held_on=date(2018, 7, 20),
        kind=MeetingKind.OUTSIDE,
        called_because="The consultation ends before October.",
    )

    with pytest.raises(Refused) as refused:
        call_meeting(urgent, by=tell.clerk, on=JULY)

    assert refused.value.ruling.codes == {"no-urgency-procedure"}


@pytest.fixture
def wolverhampton(tell):
    """5 October 2023: an officer in the chair, and one member there of the two needed."""
    tell.people = tell.members(maintained_primary=3, academy_mainstream=2)
    tell.october = tell.call(
        date(2023, 10, 5),
        ("Election of the chair", ItemKind.ELECTION),
        ("Minutes", ItemKind.MINUTES),
    )
    tell.begin(tell.october, away=[*tell.people[Group.MAINTAINED_PRIMARY], tell.people[AM][0]])
    preside(
        tell.october, tell.officer, PresidingAs.OFFICER, by=tell.clerk, on=tell.october.held_on
    )
    return tell


def test_wolverhampton_elects_nobody_while_inquorate(wolverhampton):
    tell = wolverhampton
    candidate = tell.people[AM][1]
    election = tell.elect(
        item(tell.october, 1), Procedure.ELECT_CHAIR, Method.UNANIMOUS, candidate
    )

    with pytest.raises(Refused) as refused:
        close_ballot(election, Counts(), by=tell.clerk, on=tell.october.held_on)
    void_ballot(election, reason="Not quorate", by=tell.clerk, on=tell.october.held_on)

    assert refused.value.ruling.codes == {"inquorate-election"}
    assert "deferred to a quorate meeting" in str(refused.value)
    assert election.elected is None


def test_wolverhampton_elects_at_its_extraordinary_meeting(wolverhampton):
    tell = wolverhampton
    november = tell.call(
        date(2023, 11, 30),
        ("Election of the chair", ItemKind.ELECTION),
        kind=MeetingKind.EXTRAORDINARY,
        called_because="The meeting of 5 October was not quorate.",
    )
    tell.begin(november)
    candidate = tell.people[AM][1]
    election = tell.elect(item(november, 1), Procedure.ELECT_CHAIR, Method.UNANIMOUS, candidate)

    close_ballot(election, Counts(), by=tell.clerk, on=november.held_on)

    assert election.elected == tell.seat_of(candidate)
    assert not Outcome.objects.exists()


def on_the_minutes(tell, meeting, number):
    """A vote on the minutes, all in favour."""
    on = meeting.held_on
    ballot = open_procedural_ballot(
        item(meeting, number), Procedure.AGREE_MINUTES, Method.UNANIMOUS, by=tell.clerk, on=on
    )
    return close_ballot(ballot, by=tell.clerk, on=on)


def test_wolverhampton_minutes_wait_for_the_quorate_meeting(wolverhampton):
    """They were approved “subject to ratification”: the vote stands on record and binds nobody."""
    tell = wolverhampton
    on_the_minutes(tell, tell.october, 2)
    minutes = tell.minute(tell.begin(tell.call(date(2023, 7, 6), "Outturn")))
    extra = {"kind": MeetingKind.EXTRAORDINARY, "called_because": "October was not quorate."}
    november = tell.begin(tell.call(date(2023, 11, 30), ("Minutes", ItemKind.MINUTES), **extra))

    with pytest.raises(Refused) as refused:
        tell.agree(minutes, tell.october)
    on_the_minutes(tell, november, 1)
    tell.agree(minutes, november)

    assert refused.value.ruling.codes == {"minutes-vote-inquorate"}
    assert minutes.agreed_at_meeting == november


def test_wolverhampton_vote_on_the_minutes_is_marked_as_not_quorate(wolverhampton):
    tell = wolverhampton
    ballot = on_the_minutes(tell, tell.october, 2)

    assert (ballot.quorum_present, ballot.quorum_needed, ballot.is_quorate) == (1, 2, False)
    assert (tell.october.presiding, tell.october.presiding_as) == (
        tell.officer,
        PresidingAs.OFFICER,
    )
