"""What bears on the register besides the room: the clerk's ruling, and the settings of the day."""

from datetime import timedelta

import pytest

from decisions.choices import Method, Procedure
from decisions.models import RegisterOverride
from decisions.models.ballots.ballot_facts import is_carried
from decisions.models.ballots.entries import entries_for, entries_on_procedure
from decisions.workflow.overriding import override_register
from decisions.workflow.voting import Counts, close_ballot, open_ballot
from forum.choices import Group, MajorityRule, MeetingKind, TransferVoters
from forum.models import Constitution
from forum.rules.ruling import Refused
from papers.models.electorate import room
from tests.electorate import code, item_of, line, put
from tests.factories import MEETING_DAY, a_constitution, a_meeting, a_member, an_item
from tests.presence import leaves, seat_of

pytestmark = pytest.mark.django_db

DAYS = (MEETING_DAY - timedelta(days=1), MEETING_DAY)


@pytest.fixture
def head(primary_head):
    return primary_head


@pytest.fixture
def trustee(academy_trustee):
    return academy_trustee


# The clerk's ruling


def rule(question, person, clerk, *, may_vote):
    ruling = RegisterOverride(
        forum=question.forum,
        agenda_item=item_of(question),
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
    leaves(meeting, head, clerk, 10)

    with pytest.raises(Refused) as refused:
        rule(question, head, clerk, may_vote=True)

    assert refused.value.ruling.codes == {"member-not-present"}
    assert code(question, head) == "not-present"


def test_ruling_bears_on_its_own_question_only(forum, meeting, clerk, head, trustee):
    question = put(meeting, clerk)
    rule(question, head, clerk, may_vote=False)

    on_procedure = entries_on_procedure(item_of(question), Procedure.ADOPT_PROCEDURE)

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


def test_vote_needs_the_majority_that_the_constitution_asks_for_on_its_day(forum, clerk, head):
    for _ in range(4):
        a_member(forum)
    a_constitution(forum)
    two_thirds = {"majority_rule": MajorityRule.TWO_THIRDS, "chair_casting_vote": True}
    Constitution.objects.create(forum=forum, in_force_from=MEETING_DAY, **two_thirds)
    found = []
    for day in DAYS:
        question = put(a_meeting(forum, day), clerk)
        ballot = open_ballot(question, Method.SHOW_OF_HANDS, by=clerk, on=day)
        close_ballot(ballot, Counts(3, 2, 0), by=clerk, on=day)
        found.append((is_carried(ballot), ballot.has_casting_vote))

    assert found == [(True, False), (False, True)]


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
