from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import Method, Result
from decisions.rules.actions import ActionFacts
from decisions.rules.money import AwardFacts, MoneyFacts, OfferFacts
from decisions.rules.outcomes import may_record
from decisions.rules.results import BallotFacts, OutcomeFacts
from forum.choices import MeetingStage
from papers.choices import ForumRole, Source

MEETING = date(2018, 7, 4)
ASKED = Decimal(89604)
BALLOT = BallotFacts(
    is_closed=True, carried=True, is_quorate=True, eligible_voters=9, method=Method.SHOW_OF_HANDS
)
CARRIED = OutcomeFacts(
    where="Recommendation 1, All who may vote",
    group_label="All who may vote",
    result=Result.CARRIED,
    forum_role=ForumRole.DECIDES,
    meeting_stage=MeetingStage.OPEN,
    meeting_on=MEETING,
    ballot=BALLOT,
)
LOST = replace(CARRIED, result=Result.NOT_CARRIED, ballot=replace(BALLOT, carried=False))
AMENDED = replace(
    CARRIED,
    result=Result.CARRIED_AS_AMENDED,
    resolution_changed=True,
    cost_effect="not stated",
)
UNDECIDED = replace(CARRIED, ballot=None, result=Result.VIEW_RECORDED)
DEFERRED = replace(UNDECIDED, result=Result.DEFERRED, deferred_to_on=date(2019, 1, 16))
INQUORATE = replace(BALLOT, is_quorate=False)
RATIFIED = replace(CARRIED, result=Result.RATIFIED, ratifies_earlier=True)
AWARD = AwardFacts(Source.CENTRALLY_RETAINED, "Early help", ASKED, "2018-19", option_letter="A")
OFFERS = (OfferFacts("A", Source.CENTRALLY_RETAINED), OfferFacts("B", Source.HIGH_NEEDS))
FUNDED = replace(CARRIED, money=MoneyFacts(True, ASKED, ASKED, (AWARD,), offers=OFFERS))


def codes(facts, **change):
    return may_record(replace(facts, **change)).codes


@pytest.mark.parametrize("facts", [CARRIED, LOST, AMENDED, DEFERRED, FUNDED])
def test_outcome_is_recorded(facts):
    assert may_record(facts).allowed
    assert not may_record(facts).warnings


def test_outcome_may_be_recorded_after_the_meeting():
    assert codes(CARRIED, meeting_stage=MeetingStage.HELD) == set()


@pytest.mark.parametrize(
    ("facts", "change", "code"),
    [
        (CARRIED, {"is_tabled": False}, "not-tabled"),
        (CARRIED, {"meeting_stage": MeetingStage.PUBLISHED}, "meeting-not-open"),
        (CARRIED, {"meeting_stage": MeetingStage.PLANNED}, "meeting-not-open"),
        (CARRIED, {"has_outcome": True}, "outcome-exists"),
        (CARRIED, {"ballot": None}, "no-ballot"),
        (LOST, {"ballot": None}, "no-ballot"),
        (CARRIED, {"ballot": replace(BALLOT, is_closed=False)}, "ballot-open"),
        (DEFERRED, {"ballot": replace(BALLOT, is_closed=False)}, "ballot-open"),
        (CARRIED, {"ballot": replace(BALLOT, carried=False)}, "result-differs-from-ballot"),
        (LOST, {"ballot": BALLOT}, "result-differs-from-ballot"),
        (DEFERRED, {"ballot": BALLOT}, "result-differs-from-ballot"),
        (CARRIED, {"ballot": replace(BALLOT, eligible_voters=0)}, "no-eligible-voter"),
        (CARRIED, {"ballot": INQUORATE}, "inquorate"),
        (LOST, {"ballot": replace(INQUORATE, carried=False)}, "inquorate"),
        (CARRIED, {"forum_role": ForumRole.CONSULTED}, "consulted-cannot-decide"),
        (LOST, {"forum_role": ForumRole.CONSULTED}, "consulted-cannot-decide"),
        (CARRIED, {"forum_role": ForumRole.INFORMED}, "informed-only"),
        (CARRIED, {"result": Result.RATIFIED}, "ratified-without-earlier"),
        (RATIFIED, {"ratifies_view": False}, "ratified-was-decided"),
        (AMENDED, {"resolution_changed": False}, "amended-without-text"),
        (AMENDED, {"cost_effect": " "}, "cost-effect-missing"),
        (DEFERRED, {"deferred_to_on": None}, "deferred-without-meeting"),
        (DEFERRED, {"deferred_to_on": MEETING}, "deferred-to-the-past"),
        (UNDECIDED, {"result": Result.NO_SUCH_SCHOOLS}, "schools-exist"),
    ],
)
def test_outcome_is_refused(facts, change, code):
    assert codes(facts, **change) == {code}


@pytest.mark.parametrize(
    "result", [Result.VIEW_RECORDED, Result.NOTED, Result.DEFERRED, Result.WITHDRAWN]
)
def test_inquorate_forum_may_leave_it_undecided(result):
    assert codes(DEFERRED, result=result, ballot=INQUORATE) == set()


@pytest.mark.parametrize("result", [Result.CARRIED, Result.CARRIED_AS_AMENDED, Result.RATIFIED])
@pytest.mark.parametrize(
    ("role", "code"),
    [
        (ForumRole.CONSULTED, "consulted-cannot-decide"),
        (ForumRole.INFORMED, "informed-only"),
    ],
)
def test_consulted_and_informed_never_read_as_approved(result, role, code):
    assert code in codes(AMENDED, result=result, forum_role=role, ratifies_earlier=True)


@pytest.mark.parametrize("carried", [True, False])
def test_consulted_vote_is_recorded_as_a_view(carried):
    ballot = replace(BALLOT, carried=carried)

    assert codes(UNDECIDED, forum_role=ForumRole.CONSULTED, ballot=ballot) == set()


@pytest.mark.parametrize("role", [ForumRole.ELECTS, ForumRole.PROCEDURE])
def test_elections_and_procedure_are_decided(role):
    assert codes(CARRIED, forum_role=role) == set()


def test_ratified_goes_back_to_an_earlier_view():
    assert codes(RATIFIED) == set()


def test_group_without_schools_has_one_outcome_only():
    nobody = replace(UNDECIDED, has_schools=False)

    assert codes(nobody, result=Result.NO_SUCH_SCHOOLS) == set()
    assert codes(nobody, result=Result.CARRIED) == {"no-such-schools-only"}
    assert codes(nobody, result=Result.NO_ELIGIBLE_MEMBER) == {"no-such-schools-only"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"eligible_present": None}, set()),
        ({"eligible_present": 0}, set()),
        ({"ballot": replace(BALLOT, eligible_voters=0)}, set()),
        ({"eligible_present": 1}, {"eligible-member-present"}),
        ({"ballot": replace(INQUORATE, eligible_voters=1)}, {"eligible-member-present"}),
    ],
)
def test_no_eligible_member_only_where_there_was_none(change, expected):
    assert codes(UNDECIDED, result=Result.NO_ELIGIBLE_MEMBER, **change) == expected


def test_agreed_without_the_source_is_refused():
    money = replace(FUNDED.money, awards=())

    assert codes(FUNDED, money=money) == {"source-not-decided"}


def test_money_of_what_is_not_carried_is_refused():
    assert codes(DEFERRED, money=FUNDED.money) == {"award-not-carried"}


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [(MEETING, {"action-due-in-the-past"}), (date(2018, 7, 5), set())],
)
def test_source_is_to_be_settled_after_the_meeting(due_on, expected):
    action = ActionFacts("Settle the source", has_owner=True, due_on=due_on)
    money = MoneyFacts(True, ASKED, ASKED, unsettled=True, action=action, offers=OFFERS)

    assert codes(FUNDED, money=money) == expected


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ("A", set()),
        ("B", {"award-not-of-the-chosen-option"}),
        (None, {"no-option-preferred"}),
    ],
)
def test_award_follows_the_option_that_was_preferred(chosen, expected):
    ballot = replace(BALLOT, took_preferences=True, chosen_letter=chosen)

    assert codes(FUNDED, ballot=ballot) == expected


def test_forum_may_split_the_money_by_an_amendment():
    ballot = replace(BALLOT, took_preferences=True)

    assert codes(AMENDED, money=FUNDED.money, ballot=ballot) == set()


def test_no_preference_leaves_it_agreed_in_principle():
    action = ActionFacts("Settle the source", has_owner=True, due_on=date(2019, 1, 16))
    money = MoneyFacts(True, ASKED, ASKED, unsettled=True, action=action, offers=OFFERS)

    assert codes(FUNDED, money=money, ballot=replace(BALLOT, took_preferences=True)) == set()


def test_every_obstacle_is_named_at_once():
    money = replace(FUNDED.money, awards=(), amount_agreed=None)
    bare = replace(AMENDED, resolution_changed=False, has_outcome=True, ballot=None, money=money)

    assert may_record(bare).codes == {
        "amended-without-text",
        "outcome-exists",
        "no-ballot",
        "source-not-decided",
        "amount-agreed-missing",
    }


@pytest.mark.parametrize(
    ("facts", "change", "warnings"),
    [
        (UNDECIDED, {}, {"noted-without-deciding"}),
        (UNDECIDED, {"result": Result.NOTED}, {"noted-without-deciding"}),
        (UNDECIDED, {"forum_role": ForumRole.INFORMED}, set()),
        (UNDECIDED, {"ballot": INQUORATE}, set()),
        (CARRIED, {"resolution_changed": True}, {"resolution-differs"}),
    ],
)
def test_outcome_warns(facts, change, warnings):
    assert may_record(replace(facts, **change)).warning_codes == warnings


@pytest.mark.parametrize(
    ("until_on", "warnings"), [(MEETING, set()), (date(2018, 7, 3), {"award-ended-already"})]
)
def test_award_that_ended_before_the_meeting_warns(until_on, warnings):
    money = replace(FUNDED.money, awards=(replace(AWARD, until_on=until_on),))

    assert may_record(replace(FUNDED, money=money)).warning_codes == warnings
