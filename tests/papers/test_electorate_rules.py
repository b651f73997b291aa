from dataclasses import replace
from datetime import date

import pytest

from forum.choices import ACADEMIES_GROUPS, SCHOOLS_GROUPS, Group, InterestAction, InterestKind
from papers.choices import WHOLE_FORUM
from papers.rules.decision_types import decision_type
from papers.rules.electorate import (
    InterestFacts,
    OverrideFacts,
    SeatFacts,
    asked_groups,
    members,
    procedure_register,
    register,
    voting_groups,
    widened,
)

YEAR = "2024-25"
DAY = date(2024, 9, 2)
MP, MS = Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SECONDARY
MSP, PRU, AM = Group.MAINTAINED_SPECIAL, Group.MAINTAINED_PRU, Group.ACADEMY_MAINSTREAM
PRIMARY = decision_type("DEDEL_PRIMARY", YEAR)
FUNCTIONS = decision_type("EDU_FUNCTIONS", YEAR)
GENERAL = decision_type("GENERAL", YEAR)
HEAD = SeatFacts("seat-1", "Maintained primary headteacher 1", MP, "A. Head", present=True)


def entry_for(seat, kind=PRIMARY, *, asked=MP, groups=None, on=DAY):
    groups = asked_groups(kind) if groups is None else groups
    return register(kind, asked=asked, groups=groups, seats=[seat], on=on)[0]


def test_may_vote_when_present_in_a_group_that_is_asked():
    entry = entry_for(HEAD)

    assert (entry.is_eligible, entry.code) == (True, "may-vote")
    assert entry.reason.startswith(
        "May vote. Maintained primary members vote on de-delegation for primary schools "
    )
    assert (entry.seat, entry.seat_name, entry.holder_name, entry.group) == (
        "seat-1", "Maintained primary headteacher 1", "A. Head", MP,
    )  # fmt: skip


def test_may_vote_if_present_before_the_meeting():
    entry = entry_for(replace(HEAD, present=None))

    assert (entry.is_eligible, entry.code) == (True, "may-vote-if-present")


def test_not_present_does_not_vote():
    entry = entry_for(replace(HEAD, present=False))

    assert (entry.is_eligible, entry.code) == (False, "not-present")


def test_vacant_seat_does_not_vote():
    entry = entry_for(replace(HEAD, holder_name="", present=False))

    assert (entry.is_eligible, entry.code) == (False, "vacant")
    assert entry.reason == (
        "The seat is vacant; only members vote (Schools Forums (England) Regulations 2012, "
        "reg 8(9))."
    )


@pytest.mark.parametrize(
    ("ended", "code"),
    [
        (date(2024, 8, 31), "term-ended"),
        (date(2024, 9, 1), "term-ended"),
        (date(2024, 9, 2), "may-vote"),
        (date(2024, 9, 3), "may-vote"),
        (None, "may-vote"),
    ],
    ids=str,
)
def test_term_ended_from_the_day_after_its_last(ended, code):
    entry = entry_for(replace(HEAD, term_ended_on=ended))

    assert (entry.code, entry.is_eligible) == (code, code == "may-vote")


@pytest.mark.parametrize(
    ("converted", "code"),
    [
        (date(2024, 8, 31), "school-converted"),
        (date(2024, 9, 1), "school-converted"),
        (date(2024, 9, 2), "school-converted"),
        (date(2024, 9, 3), "may-vote"),
        (None, "may-vote"),
    ],
    ids=str,
)
def test_school_converted_from_the_day_it_becomes_an_academy(converted, code):
    entry = entry_for(replace(HEAD, school_converted_on=converted))

    assert (entry.code, entry.is_eligible) == (code, code == "may-vote")


def test_school_converted_says_when_and_what_it_no_longer_represents():
    reason = entry_for(replace(HEAD, school_converted_on=date(2024, 9, 1))).reason

    assert reason == (
        "The school became an academy on 1 September 2024; this seat is for maintained primary "
        "schools (practice of schools forums, Devon and Bracknell Forest)."
    )


def test_school_converted_bars_from_general_business_too():
    seat = replace(HEAD, school_converted_on=date(2024, 9, 1))

    assert entry_for(seat, GENERAL, asked=WHOLE_FORUM).code == "school-converted"


def test_an_academies_seat_does_not_lapse_because_its_school_once_converted():
    seat = replace(HEAD, group=AM, school_converted_on=date(2015, 9, 1))

    assert entry_for(seat, GENERAL, asked=WHOLE_FORUM).code == "may-vote"


@pytest.mark.parametrize(
    ("group", "who"),
    [
        (AM, "Academies members"),
        (Group.ACADEMY_SPECIAL, "Academies members"),
        (MS, "Maintained secondary members"),
        (MSP, "Maintained special members"),
        (Group.EARLY_YEARS, "Early years members"),
        (Group.NON_SCHOOLS, "Other non-schools members"),
    ],
)
def test_group_not_asked_by_law_is_told_who_votes_and_where_it_says_so(group, who):
    entry = entry_for(replace(HEAD, group=group))

    assert (entry.is_eligible, entry.code) == (False, "group-not-asked")
    assert entry.reason == (
        f"{who} do not vote on de-delegation for primary schools; only maintained primary members "
        "do (School and Early Years Finance Regulations 2024 (SI 2024/66), Schedule 2 Part 6; "
        "voting by phase, Schools Forums (England) Regulations 2012, reg 8 as amended in 2012 and "
        "2013)."
    )


def test_narrowed_out_where_the_paper_leaves_a_group_out():
    seat = replace(HEAD, group=PRU)

    entry = entry_for(seat, FUNCTIONS, asked=MP, groups=(MP, MSP))

    assert (entry.is_eligible, entry.code) == (False, "narrowed-out")
    assert entry.reason.startswith(
        "This paper asks maintained primary and maintained special members only, of all who may "
        "vote (School and Early Years Finance Regulations 2024"
    )


def test_votes_with_own_group_where_groups_answer_apart():
    entry = entry_for(replace(HEAD, group=MSP), FUNCTIONS, asked=MP, groups=(MP, MSP))

    assert (entry.is_eligible, entry.code) == (False, "votes-with-own-group")
    assert entry.reason.startswith(
        "Maintained special members vote on this separately, by themselves (School and Early Years"
    )


def test_informed_only_nobody_votes():
    kind = decision_type("MONITORING", YEAR)

    entry = entry_for(HEAD, kind, asked=WHOLE_FORUM)

    assert (entry.is_eligible, entry.code) == (False, "informed-only")
    assert entry.reason.startswith("The forum is informed of monitoring and progress reports;")


@pytest.mark.parametrize("group", [Group.POST_16, Group.NON_SCHOOLS])
def test_other_non_schools_members_do_not_vote_on_the_formula(group):
    kind = decision_type("FORMULA_MAINSTREAM", YEAR)

    entry = entry_for(replace(HEAD, group=group), kind, asked=WHOLE_FORUM)

    assert entry.code == "group-not-asked"
    assert "only schools, academies and early years members do" in entry.reason


def test_early_years_votes_on_the_formula():
    kind = decision_type("FORMULA_MAINSTREAM", YEAR)

    seat = replace(HEAD, group=Group.EARLY_YEARS)

    assert entry_for(seat, kind, asked=WHOLE_FORUM).code == "may-vote"


def test_the_register_keeps_every_seat_in_order():
    seats = [replace(HEAD, seat=number) for number in (3, 1, 2)]

    entries = register(PRIMARY, asked=MP, groups=(MP,), seats=seats, on=DAY)

    assert [entry.seat for entry in entries] == [3, 1, 2]


@pytest.mark.parametrize("group", Group)
def test_all_members_vote_on_general_business(group):
    entry = entry_for(replace(HEAD, group=group), GENERAL, asked=WHOLE_FORUM)

    assert entry.is_eligible
    assert "All members vote on this business (Schools Forums" in entry.reason


@pytest.mark.parametrize("group", Group)
def test_all_members_vote_on_procedure(group):
    seat = replace(HEAD, group=group)

    entry = procedure_register([seat], on=DAY)[0]

    assert (entry.is_eligible, entry.code) == (True, "may-vote")
    assert entry.reason.endswith("(Schools Forums (England) Regulations 2012, reg 8(9)).")


def test_the_election_of_a_chair_cites_its_own_paragraph():
    entry = procedure_register([HEAD], on=DAY, is_election=True)[0]

    assert entry.reason.endswith("(Schools Forums (England) Regulations 2012, reg 8(5)).")


INTEREST = InterestFacts(InterestKind.AFFECTED, InterestAction.DID_NOT_VOTE, "Ballot candidate")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"holder_name": ""}, "vacant"),
        ({"present": False}, "not-present"),
        ({"present": None}, "may-vote-if-present"),
        ({"term_ended_on": date(2024, 9, 1)}, "term-ended"),
        ({"school_converted_on": date(2024, 9, 1)}, "school-converted"),
        ({"interest": INTEREST}, "interest-declared"),
        ({"override": OverrideFacts(False, "Barred")}, "clerk-ruled-may-not"),
        ({"votes_from": "Governor 2"}, "votes-from-another-seat"),
    ],
)
def test_procedure_needs_a_holder_in_post_and_in_the_room(change, code):
    assert procedure_register([replace(HEAD, **change)], on=DAY)[0].code == code


@pytest.mark.parametrize(
    ("code", "narrowed", "separately", "groups"),
    [
        ("DEDEL_PRIMARY", (), None, (MP,)),
        ("DEDEL_PRIMARY", (), False, (MP,)),
        ("DEDEL_SCHOOL_IMPROVEMENT", (), None, (MP, MS)),
        ("DEDEL_SCHOOL_IMPROVEMENT", (), False, (MP, MS)),
        ("EDU_FUNCTIONS", (), None, (MP, MS, MSP, PRU)),
        ("EDU_FUNCTIONS", (MSP, MP), None, (MP, MSP)),
        ("EDU_FUNCTIONS", (MP, MSP), False, (WHOLE_FORUM,)),
        ("GENERAL", (), None, (WHOLE_FORUM,)),
        ("GENERAL", (MP, MS), None, (WHOLE_FORUM,)),
        ("GENERAL", (MP, MS), True, (MP, MS)),
        ("SCHEME_CHANGE", (), None, (WHOLE_FORUM,)),
        ("MONITORING", (), None, (WHOLE_FORUM,)),
        ("DEDEL_PRIMARY", (AM,), None, ()),
    ],
)
def test_voting_groups_follow_the_law_the_paper_and_then_the_default(
    code, narrowed, separately, groups
):
    kind = decision_type(code, YEAR)

    assert voting_groups(kind, narrowed=narrowed, separately=separately) == groups


def test_a_paper_narrows_and_never_widens():
    assert asked_groups(PRIMARY, (MP, AM)) == (MP,)
    assert widened(PRIMARY, (MP, AM, MS)) == (AM, MS)
    assert widened(PRIMARY, (MP,)) == ()
    assert widened(PRIMARY, ()) == ()


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        (tuple(Group), "all members"),
        (SCHOOLS_GROUPS, "schools members"),
        (ACADEMIES_GROUPS, "academies members"),
        ((MP,), "maintained primary members"),
        ((MSP, MP), "maintained primary and maintained special members"),
        (
            (MP, MS, PRU),
            "maintained primary, maintained secondary and pupil referral unit members",
        ),
        ((), "no members"),
        (("martians",), "no members"),
    ],
)
def test_members_in_words(groups, words):
    assert members(groups) == words
