"""The forecast as it is read: whom each question will find, and how close the quorum is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decisions.models.ballots.forecast import meeting_forecast
from decisions.models.ballots.votes_ahead import votes_ahead
from forum.choices import (
    Answer,
    Group,
    InterestAction,
    InterestKind,
    ItemKind,
    Phase,
    TransferVoters,
)
from forum.models import Appointment, Interest, Seat
from papers.rules.forecast import Colour
from tests.decisions.forecasts import agenda_out, answers, permanent_substitute, tabled
from tests.factories import (
    BEFORE,
    a_constitution,
    a_matter,
    a_member,
    a_paper,
    a_recommendation,
    a_school,
    an_item,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(meeting, clerk):
    return agenda_out(meeting, clerk)


def secondary_only(meeting):
    a_school(meeting.forum, Phase.SECONDARY)
    return tabled(meeting, groups=[Group.MAINTAINED_SECONDARY], votes_separately=True)


def asked_of(meeting, group=""):
    found = meeting_forecast(meeting).asked
    return next(each for each in found if not group or each.group == Group(group).label)


def test_question_without_answers_is_amber(published, primary_head, secondary_head):
    tabled(published)

    asked = asked_of(published)

    assert (asked.seen.eligible_seats, asked.seen.expected, asked.seen.unknown) == (2, 0, 2)
    assert asked.colour == Colour.AMBER


def test_question_whose_members_come_is_green(published, primary_head, secondary_head):
    tabled(published)
    answers(published, primary_head, Answer.COMING)
    answers(published, secondary_head, Answer.ONLINE)

    asked = asked_of(published)

    assert (asked.seen.expected, asked.colour) == (2, Colour.GREEN)
    assert asked.state == "Green: voters are expected"


def test_group_with_apologies_only_is_red(published, primary_head, secondary_head):
    secondary_only(published)
    answers(published, secondary_head, Answer.APOLOGIES)

    asked = asked_of(published, Group.MAINTAINED_SECONDARY)

    assert (asked.seen.eligible_seats, asked.seen.apologies, asked.colour) == (1, 1, Colour.RED)
    assert asked.may_write
    assert "No eligible voter of this group is expected" in asked.flags[0].text


def test_substitute_with_a_name_is_expected(published, primary_head, secondary_head):
    tabled(published)
    answers(published, primary_head, Answer.COMING)
    answers(published, secondary_head, Answer.SUBSTITUTE)
    assert asked_of(published).seen.expected == 1

    permanent_substitute(secondary_head, published.forum)

    assert asked_of(published).seen.expected == 2


def test_vacancies_ended_terms_and_conflicts_are_counted(published, primary_head, secondary_head):
    forum = published.forum
    Seat.objects.create(forum=forum, name="Primary 9", group=Group.MAINTAINED_PRIMARY)
    ended = a_member(forum, name="Ed Ended")
    Appointment.objects.filter(person=ended).update(until_on=BEFORE)
    Interest.objects.create(
        forum=forum,
        meeting=published,
        appointment=secondary_head.appointments.get(),
        kind=InterestKind.PECUNIARY,
        action=InterestAction.DID_NOT_VOTE,
        nature="Paid by the service",
    )
    tabled(published)

    seen = asked_of(published).seen

    assert (seen.vacancies, seen.terms_ended, seen.conflicts, seen.eligible_seats) == (1, 1, 1, 1)


def test_quorum_says_how_many_at_least_and_at_most(published, primary_head, secondary_head):
    for number in range(3):
        a_member(published.forum, name=f"More {number}")
    answers(published, primary_head, Answer.COMING)
    answers(published, secondary_head, Answer.APOLOGIES)

    seen = meeting_forecast(published)

    assert (seen.quorum.needed, seen.quorum.at_least, seen.quorum.at_most) == (2, 1, 4)
    assert (seen.at_least, seen.at_most) == ("1 (1 short)", "4 (2 more than needed)")
    assert seen.quorum_state == "Amber: quorum at risk"
    assert seen.answered == 2


def test_what_is_not_tabled_yet_is_forecast_too(meeting, primary_head, officer):
    paper = a_paper(a_matter(meeting.forum), an_item(meeting), author=officer)
    a_recommendation(paper)

    asked = asked_of(meeting)

    assert (asked.is_tabled, asked.may_write, asked.seen.eligible_seats) == (False, False, 1)


def test_elections_and_minutes_are_put_to_all_members(published, primary_head, secondary_head):
    an_item(published, "2", "Minutes", kind=ItemKind.MINUTES)
    an_item(published, "3", "Chair", kind=ItemKind.ELECTION)

    found = meeting_forecast(published).asked

    assert [each.what for each in found] == ["Agreeing the minutes", "Election"]
    assert {each.seen.eligible_seats for each in found} == {2}


def test_for_information_nobody_votes_and_nothing_is_red(published, primary_head):
    tabled(published, decision_type="MONITORING")

    asked = asked_of(published)

    assert (asked.state, asked.flags) == ("For information: nobody votes", ())


def test_constitution_of_the_day_says_who_votes(published, primary_head, forum):
    a_member(forum, Group.POST_16, name="Poppy Post")
    tabled(published, decision_type="TRANSFER_SB_LE_05")
    assert asked_of(published).seen.eligible_seats == 2

    a_constitution(forum, transfer_voters=TransferVoters.FORMULA)

    assert asked_of(published).seen.eligible_seats == 1


def test_forty_items_take_as_many_queries_as_one(published, primary_head, secondary_head):
    tabled(published, decision_type="TRANSFER_SB_LE_05")
    with CaptureQueriesContext(connection) as one:
        meeting_forecast(published)
    for number in range(6, 12):
        tabled(published, number=str(number), decision_type="TRANSFER_SB_LE_05")
    a_member(published.forum, name="One More")

    with CaptureQueriesContext(connection) as many:
        assert len(meeting_forecast(published).asked) == 7

    assert len(many) == len(one)


def test_substitute_reads_what_they_would_vote_on_and_for_whom(published, primary_head):
    substitute = permanent_substitute(primary_head, published.forum)
    tabled(published)

    (ahead,) = votes_ahead(published.forum, substitute).questions

    assert ahead.entry is None
    assert ahead.is_mine
    assert ahead.stand_ins[0].stands_for == "Pat Primary"
    assert ahead.stand_ins[0].entry.reason.startswith("May vote as the substitute")


def test_substitute_of_a_group_that_is_not_asked_reads_why(published, academy_trustee):
    substitute = permanent_substitute(academy_trustee, published.forum)
    tabled(published, decision_type="SCHEME_CHANGE")

    (ahead,) = votes_ahead(published.forum, substitute).questions

    assert not ahead.is_mine
    assert "Academies members do not vote on" in ahead.stand_ins[0].entry.reason
