from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import CorrectionKind, MinutesStage
from decisions.rules.corrections import (
    CorrectionFacts,
    Stance,
    amounts_in,
    ask_twice,
    may_correct,
    stance,
)
from forum.choices import MeetingStage

JULY, JANUARY = date(2018, 7, 4), date(2019, 1, 16)
FACTS = CorrectionFacts(
    kind=CorrectionKind.WORDS,
    was="Early Years Practitioner",
    reads="Early Help Practitioner",
    minutes_stage=MinutesStage.SIGNED,
    meeting_on=JULY,
    made_at_on=JANUARY,
    made_at_stage=MeetingStage.HELD,
)


def codes(**change):
    return may_correct(replace(FACTS, **change)).codes


def test_agreed_minutes_are_corrected_at_a_later_meeting():
    assert may_correct(FACTS).allowed
    assert codes(minutes_stage=MinutesStage.AGREED) == set()


@pytest.mark.parametrize("stage", [MinutesStage.WRITING, MinutesStage.DRAFT])
def test_minutes_that_are_not_agreed_are_changed_and_not_corrected(stage):
    assert codes(minutes_stage=stage) == {"minutes-not-agreed"}


def test_correction_changes_something():
    assert codes(reads=" Early  Years Practitioner ") == {"nothing-corrected"}


def test_words_may_stay_where_an_amount_changes():
    amounts = {"amount_was": Decimal(100), "amount_reads": Decimal(101)}

    assert codes(reads=FACTS.was, **amounts) == set()


@pytest.mark.parametrize(
    ("day", "stage", "code"),
    [
        (None, None, "correcting-meeting-missing"),
        (JULY, MeetingStage.HELD, "corrected-before-held"),
        (JANUARY, MeetingStage.PUBLISHED, "correcting-meeting-not-open"),
    ],
)
def test_correction_names_a_later_meeting_that_was_opened(day, stage, code):
    assert codes(made_at_on=day, made_at_stage=stage) == {code}


@pytest.mark.parametrize(
    ("was", "reads", "asks"),
    [
        ("8960.40", "89604", True),
        ("8960.41", "89604", False),
        ("89604", "8960.40", True),
        ("89604", "8960.41", False),
        ("0", "1", True),
        ("89604", "89640", False),
    ],
)
def test_amount_that_becomes_ten_times_as_much_or_as_little_is_asked_twice(was, reads, asks):
    facts = replace(FACTS, amount_was=Decimal(was), amount_reads=Decimal(reads))

    asked = [reason.code for reason in ask_twice(facts)]

    assert asked == (["amount-tenfold"] if asks else [])
    assert may_correct(facts).codes == set(asked)
    assert may_correct(facts, confirmed=True).allowed


@pytest.mark.parametrize(
    ("was", "reads", "said"),
    [
        ("a sum of £2,240", "a sum of £22,401", "£2,240 becomes £22,401, 10 times as much."),
        (
            "£336k of the pool",
            "£33.6k of the pool",
            "£336,000 becomes £33,600, 10 times as little.",
        ),
        ("£1.2 million", "£1.2 billion", "£1,200,000 becomes £1,200,000,000, 1000 times as much."),
    ],
)
def test_amounts_are_read_from_the_words_where_none_are_entered(was, reads, said):
    (reason,) = ask_twice(replace(FACTS, was=was, reads=reads))

    assert (reason.code, reason.text.startswith(said)) == ("amount-tenfold", True)


def test_amounts_that_stay_are_not_compared_with_the_one_that_changes():
    facts = replace(FACTS, was="£4 each, £89,604 in all", reads="£4 each, £89,640 in all")

    assert ask_twice(facts) == ()


def test_amount_taken_out_of_the_words_is_no_change_of_amount():
    assert ask_twice(replace(FACTS, was="agreed £500", reads="agreed it")) == ()


def test_amounts_are_read_as_the_field_prints_them():
    said = "£89,604, £30,352.50, £ 5, £336k, £1.2 million and 4 posts"

    assert amounts_in(said) == [
        Decimal(89604),
        Decimal("30352.50"),
        Decimal(5),
        Decimal(336000),
        Decimal(1200000),
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Members agreed to fund four posts.", Stance.DECIDED),
        ("RESOLVED that the transfer be approved.", Stance.DECIDED),
        ("Members were consulted and supported the proposal.", Stance.ADVISED),
        ("The forum agreed to advise the authority.", Stance.ADVISED),
        ("The report was noted.", Stance.ADVISED),
        ("Pat asked about the posts.", None),
    ],
)
def test_words_say_whether_the_forum_decided_or_advised(words, found):
    assert stance(words) == found


@pytest.mark.parametrize(
    ("was", "reads"),
    [("The forum noted the growth fund.", "The forum agreed the growth fund."),
     ("The forum approved the formula.", "The forum was consulted on the formula.")],
)  # fmt: skip
def test_decision_that_becomes_advice_or_the_other_way_is_asked_twice(was, reads):
    facts = replace(FACTS, was=was, reads=reads)

    assert may_correct(facts).codes == {"role-changed"}
    assert may_correct(facts, confirmed=True).allowed


def test_correction_of_the_role_is_asked_twice_whatever_its_words():
    assert codes(kind=CorrectionKind.ROLE) == {"role-corrected"}


def test_advice_of_an_inquorate_forum_stays_advice():
    facts = replace(FACTS, was="Members supported it.", reads="Members agreed it.", is_advice=True)

    assert may_correct(facts, confirmed=True).codes == {"advice-stays-advice"}
    assert may_correct(replace(facts, is_advice=False), confirmed=True).allowed


def test_words_of_an_inquorate_forum_may_be_corrected_otherwise():
    assert codes(is_advice=True) == set()
    assert codes(is_advice=True, was="Members agreed it.", reads="Members supported it.") == {
        "role-changed"
    }


def test_correcting_an_amount_warns_that_the_award_stays():
    facts = replace(FACTS, was="£500", reads="£600", has_awards=True)

    assert may_correct(facts).warning_codes == {"award-stays"}
    assert may_correct(replace(facts, has_awards=False)).warning_codes == set()
    assert may_correct(replace(FACTS, has_awards=True)).warning_codes == set()
