from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import Method, MinutesStage, Result
from decisions.rules.actions import ActionFacts
from decisions.rules.minutes import (
    BallotRecord,
    MinutedQuestionFacts,
    MinutesFacts,
    VoteOnMinutes,
    may_agree,
    may_edit_minutes,
    may_publish_draft,
)
from decisions.rules.money import AwardFacts, MoneyFacts, OfferFacts
from decisions.rules.signing import may_sign
from forum.choices import MeetingStage
from papers.choices import Source

JULY, JANUARY = date(2018, 7, 4), date(2019, 1, 16)
ASKED = Decimal(89604)
BALLOT = BallotRecord(
    has_register=True, has_counts=True, is_quorate=True, method=Method.SHOW_OF_HANDS
)
AWARD = AwardFacts(Source.CENTRALLY_RETAINED, "Early help", ASKED, "2018-19")
OFFERS = (OfferFacts("A", Source.CENTRALLY_RETAINED),)
SETTLED = MoneyFacts(True, ASKED, ASKED, (AWARD,), offers=OFFERS)
ACTION = ActionFacts(
    "Settle the source", has_owner=True, due_on=JANUARY, reference="Jul18-Ac1", set_on=JULY
)
IN_PRINCIPLE = MoneyFacts(True, ASKED, ASKED, unsettled=True, action=ACTION, offers=OFFERS)
FUNDED = MinutedQuestionFacts(
    where="Item 5, Recommendation 1", result=Result.CARRIED, ballot=BALLOT, money=SETTLED
)
DEFERRED = MinutedQuestionFacts("Item 6", Result.DEFERRED, deferred_to_on=JANUARY)
NOTED = MinutedQuestionFacts("Item 7", Result.NOTED)
MINUTES = MinutesFacts(
    stage=MinutesStage.DRAFT,
    meeting_on=JULY,
    questions=(FUNDED, DEFERRED, NOTED),
    actions=(ACTION,),
    agreed_at_meeting_on=JANUARY,
    agreed_at_meeting_stage=MeetingStage.OPEN,
)


def agreeing(question=FUNDED, **change):
    return may_agree(replace(MINUTES, questions=(replace(question, **change),)))


def test_complete_minutes_are_agreed_at_a_later_meeting():
    assert may_agree(MINUTES).allowed


CARRIED, LOST = VoteOnMinutes(True, True), VoteOnMinutes(True, False)
INQUORATE = VoteOnMinutes(is_quorate=False, is_carried=True)


@pytest.mark.parametrize(
    ("votes", "codes"),
    [
        ((), set()),
        ((CARRIED,), set()),
        ((LOST, CARRIED), set()),
        ((INQUORATE,), {"minutes-vote-inquorate"}),
        ((LOST,), {"minutes-not-carried"}),
        ((LOST, INQUORATE), {"minutes-not-carried"}),
    ],
)
def test_minutes_that_were_voted_on_are_agreed_by_a_quorate_vote_that_was_carried(votes, codes):
    assert may_agree(replace(MINUTES, votes=votes)).codes == codes


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"stage": MinutesStage.WRITING}, "draft-not-published"),
        ({"stage": MinutesStage.AGREED}, "agreed-already"),
        ({"stage": MinutesStage.SIGNED}, "agreed-already"),
        ({"agreed_at_meeting_on": None}, "agreeing-meeting-missing"),
        ({"agreed_at_meeting_on": JULY}, "not-a-later-meeting"),
        ({"agreed_at_meeting_on": date(2018, 7, 3)}, "not-a-later-meeting"),
        ({"agreed_at_meeting_stage": MeetingStage.PUBLISHED}, "agreeing-meeting-not-open"),
        ({"agreed_at_meeting_stage": None}, "agreeing-meeting-not-open"),
        ({"open_ballots": ("Recommendation 2",)}, "ballot-left-open"),
        ({"actions": (replace(ACTION, has_owner=False),)}, "action-without-owner"),
        ({"actions": (replace(ACTION, due_on=None),)}, "action-without-date"),
    ],
)
def test_minutes_are_not_agreed(change, code):
    assert may_agree(replace(MINUTES, **change)).codes == {code}


def test_minutes_are_agreed_the_day_after_at_the_earliest():
    assert may_agree(replace(MINUTES, agreed_at_meeting_on=date(2018, 7, 5))).allowed


@pytest.mark.parametrize(
    ("question", "change", "code"),
    [
        (FUNDED, {"result": None}, "outcome-missing"),
        (FUNDED, {"ballot": replace(BALLOT, has_register=False)}, "register-missing"),
        (FUNDED, {"ballot": replace(BALLOT, has_counts=False)}, "counts-missing"),
        (FUNDED, {"ballot": replace(BALLOT, is_quorate=False)}, "inquorate"),
        (FUNDED, {"money": replace(SETTLED, awards=())}, "source-not-decided"),
        (FUNDED, {"money": replace(SETTLED, amount_agreed=None)}, "amount-agreed-missing"),
        (FUNDED, {"money": replace(SETTLED, amount_agreed=ASKED + 1)}, "awards-do-not-add-up"),
        (FUNDED, {"result": Result.WITHDRAWN}, "award-not-carried"),
        (DEFERRED, {"deferred_to_on": None}, "deferred-without-meeting"),
        (DEFERRED, {"deferred_to_on": JULY}, "deferred-to-the-past"),
    ],
)
def test_question_stands_in_the_way_and_is_named(question, change, code):
    ruling = agreeing(question, **change)

    assert ruling.codes == {code}
    assert all(question.where in reason.text for reason in ruling.reasons)


def test_question_decided_without_a_ballot_lacks_register_and_counts():
    assert agreeing(ballot=None).codes == {"register-missing", "counts-missing"}
    assert agreeing(ballot=None, result=Result.NOT_CARRIED, money=MoneyFacts()).codes == {
        "register-missing",
        "counts-missing",
    }


def test_counts_may_be_stated_as_not_taken():
    stated = replace(BALLOT, has_counts=False, method=Method.NOT_COUNTED)

    assert agreeing(ballot=stated).allowed


def test_incomplete_award_is_named_by_its_number():
    money = replace(SETTLED, awards=(replace(AWARD, budget_line=""),))

    (reason,) = agreeing(money=money).reasons

    assert reason.text == (
        "Item 5, Recommendation 1, award 1: Add what is missing from the award: budget line."
    )


def test_agreed_in_principle_stands_with_an_open_owned_dated_action():
    assert agreeing(money=IN_PRINCIPLE).allowed


@pytest.mark.parametrize(
    ("action", "codes"),
    [
        (None, {"unsettled-without-owner", "unsettled-without-date"}),
        (replace(ACTION, has_owner=False), {"unsettled-without-owner"}),
        (replace(ACTION, due_on=None), {"unsettled-without-date"}),
        (replace(ACTION, closed_on=JANUARY), {"unsettled-without-open-action"}),
    ],
)
def test_agreed_in_principle_without_such_an_action_stands_in_the_way(action, codes):
    assert agreeing(money=replace(IN_PRINCIPLE, action=action)).codes == codes


def test_source_settled_since_needs_no_open_action():
    money = replace(IN_PRINCIPLE, action=replace(ACTION, closed_on=JANUARY))

    assert agreeing(money=money, settled_since=True).allowed


def test_every_obstacle_is_named_at_once():
    minutes = replace(
        MINUTES,
        stage=MinutesStage.WRITING,
        questions=(replace(FUNDED, result=None), replace(DEFERRED, deferred_to_on=None)),
        actions=(replace(ACTION, has_owner=False, due_on=None),),
    )

    assert may_agree(minutes).codes == {
        "draft-not-published",
        "outcome-missing",
        "deferred-without-meeting",
        "action-without-owner",
        "action-without-date",
    }


@pytest.mark.parametrize("stage", [MinutesStage.WRITING, MinutesStage.DRAFT])
def test_draft_is_published_after_the_meeting_though_gaps_remain(stage):
    assert may_publish_draft(replace(MINUTES, stage=stage, questions=(DEFERRED, NOTED))).allowed
    gap = replace(FUNDED, result=None)
    assert may_publish_draft(replace(MINUTES, stage=stage, questions=(gap,))).allowed


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"stage": MinutesStage.AGREED}, "agreed-already"),
        ({"meeting_stage": MeetingStage.OPEN}, "meeting-not-held"),
        ({"open_ballots": ("Recommendation 2",)}, "ballot-left-open"),
    ],
)
def test_draft_is_not_published(change, code):
    assert may_publish_draft(replace(MINUTES, **change)).codes == {code}


def test_chair_signs_what_was_agreed():
    assert may_sign(MinutesStage.AGREED, by_chair=True).allowed


@pytest.mark.parametrize(
    ("stage", "by_chair", "code"),
    [
        (MinutesStage.WRITING, True, "not-agreed"),
        (MinutesStage.DRAFT, True, "not-agreed"),
        (MinutesStage.SIGNED, True, "signed-already"),
        (MinutesStage.AGREED, False, "not-the-chair"),
    ],
)
def test_minutes_are_not_signed(stage, by_chair, code):
    assert may_sign(stage, by_chair=by_chair).codes == {code}


def test_nobody_signs_minutes_in_their_own_hand():
    ruling = may_sign(MinutesStage.AGREED, by_chair=True, wrote_them=True)

    assert ruling.codes == {"wrote-them"}


@pytest.mark.parametrize(
    ("stage", "codes"),
    [
        (MinutesStage.WRITING, set()),
        (MinutesStage.DRAFT, set()),
        (MinutesStage.AGREED, {"minutes-fixed"}),
        (MinutesStage.SIGNED, {"minutes-fixed"}),
    ],
)
def test_minutes_are_written_until_they_are_agreed(stage, codes):
    assert may_edit_minutes(stage).codes == codes
