from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.choices import Group, InterestAction, InterestKind
from papers.choices import WHOLE_FORUM
from papers.rules.decision_types import decision_type, decision_types
from papers.rules.electorate import (
    InterestFacts,
    OverrideFacts,
    SeatFacts,
    asked_groups,
    procedure_register,
    register,
    voting_groups,
)
from papers.rules.regulations import FORUMS, INTERESTS, MEMBERSHIP

YEAR = "2024-25"
DAY = date(2024, 9, 2)
DAY_BEFORE = DAY - timedelta(days=1)
DAY_AFTER = DAY + timedelta(days=1)
MP, AM = Group.MAINTAINED_PRIMARY, Group.ACADEMY_MAINSTREAM
PRIMARY = decision_type("DEDEL_PRIMARY", YEAR)
HEAD = SeatFacts("seat-1", "Maintained primary headteacher 1", MP, "A. Head", present=True)
ABSENT = replace(HEAD, present=False)
COVERED = replace(ABSENT, substitute_name="B. Deputy", substitute_present=True)
SUBSTITUTES = f"({FORUMS}, reg 8(8))"
STAYED, SILENT, LEFT = (
    InterestFacts(InterestKind.AFFECTED, action, "Trustee of the charity that is paid.")
    for action in (InterestAction.STAYED, InterestAction.DID_NOT_VOTE, InterestAction.LEFT)
)
MAY, MAY_NOT = OverrideFacts(True, "The books are behind"), OverrideFacts(False, "Barred.")
CANNOT = "A ruling of the clerk cannot change that."


def entry_for(seat, kind=PRIMARY, *, asked=MP, on=DAY):
    return register(kind, asked=asked, groups=asked_groups(kind), seats=[seat], on=on)[0]


def test_a_substitute_votes_for_a_member_who_is_absent():
    entry = entry_for(COVERED)

    assert (entry.is_eligible, entry.code) == (True, "may-vote-as-substitute")
    assert (entry.by_substitute, entry.holder_name) == (True, "B. Deputy")
    assert entry.reason.startswith(
        f"May vote as the substitute for an absent member {SUBSTITUTES}. Maintained primary "
        "members vote on de-delegation for primary schools (School and Early Years Finance"
    )


def test_the_member_votes_where_the_substitute_is_there_too():
    entry = entry_for(replace(COVERED, present=True))

    assert (entry.is_eligible, entry.code) == (True, "may-vote")
    assert (entry.by_substitute, entry.holder_name) == (False, "A. Head")
    assert entry.reason.endswith(f" The substitute neither votes nor counts {SUBSTITUTES}.")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"substitute_present": False}, "not-present"),
        ({"substitute_name": ""}, "not-present"),
        ({"holder_name": ""}, "vacant"),
        ({"term_ended_on": DAY_BEFORE}, "term-ended"),
        ({"school_converted_on": DAY}, "school-converted"),
        ({"group": AM}, "group-not-asked"),
    ],
)
def test_no_substitute_votes_where_there_is_no_member_to_stand_in_for(change, code):
    entry = entry_for(replace(COVERED, **change))

    assert (entry.is_eligible, entry.by_substitute, entry.code) == (False, False, code)
    assert entry.holder_name == change.get("holder_name", "A. Head")


@pytest.mark.parametrize(
    ("converted", "code"),
    [
        (DAY_BEFORE, "substitute-school-converted"),
        (DAY, "substitute-school-converted"),
        (DAY_AFTER, "may-vote-as-substitute"),
        (None, "may-vote-as-substitute"),
    ],
)
def test_a_substitute_whose_own_school_has_converted_does_not_vote(converted, code):
    entry = entry_for(replace(COVERED, substitute_converted_on=converted))

    assert (entry.code, entry.is_eligible) == (code, code == "may-vote-as-substitute")


def test_a_substitute_whose_school_has_converted_is_told_when():
    entry = entry_for(replace(COVERED, substitute_converted_on=DAY))

    assert entry.reason == (
        "The substitute’s school became an academy on 2 September 2024; this seat is for "
        f"maintained primary schools ({MEMBERSHIP})."
    )


def test_the_substitutes_school_does_not_matter_while_the_member_votes():
    seat = replace(COVERED, present=True, substitute_converted_on=DAY)

    assert entry_for(seat).code == "may-vote"


def test_a_substitute_is_expected_before_the_meeting():
    seat = replace(HEAD, present=None, substitute_name="B. Deputy")

    entry = entry_for(seat)

    assert (entry.code, entry.by_substitute) == ("may-vote-if-present", False)
    assert entry.reason.startswith("May vote if present. Maintained primary members vote")
    assert entry.reason.endswith(f"If absent, B. Deputy votes as substitute {SUBSTITUTES}.")


def test_a_substitute_whose_school_has_converted_is_not_expected():
    seat = replace(
        HEAD, present=None, substitute_name="B. Deputy", substitute_converted_on=DAY_BEFORE
    )

    assert "B. Deputy" not in entry_for(seat).reason


@pytest.mark.parametrize("present", [True, None])
@pytest.mark.parametrize(
    ("interest", "eligible", "code", "words"),
    [
        (STAYED, True, None, "Declared an affected interest: Trustee of the charity that is paid"),
        (SILENT, False, "interest-declared", "Declared an affected interest: Trustee"),
        (LEFT, False, "left-for-interest", "Declared an affected interest: Trustee"),
    ],
    ids=["stayed", "did-not-vote", "left"],
)
def test_an_interest_keeps_from_voting_who_does_not_vote_or_leaves(
    present, interest, eligible, code, words
):
    entry = entry_for(replace(HEAD, present=present, interest=interest))

    by_default = "may-vote" if present else "may-vote-if-present"
    assert (entry.is_eligible, entry.code) == (eligible, code or by_default)
    assert words in entry.reason
    assert entry.reason.endswith(f"({INTERESTS}).")


def test_an_interest_without_a_nature_is_said_by_its_kind():
    interest = InterestFacts(InterestKind.PECUNIARY, InterestAction.LEFT, "")

    entry = entry_for(replace(HEAD, interest=interest))

    assert entry.reason == f"Declared a pecuniary interest, and leaves the room ({INTERESTS})."


@pytest.mark.parametrize(
    ("present", "code"), [(True, "interest-declared"), (False, "not-present")]
)
def test_an_absent_member_is_absent_whatever_was_declared(present, code):
    assert entry_for(replace(HEAD, present=present, interest=SILENT)).code == code


def test_a_member_who_left_for_an_interest_has_no_substitute_for_it():
    entry = entry_for(replace(COVERED, interest=LEFT))

    assert (entry.is_eligible, entry.code) == (False, "left-for-interest")


def test_nobody_votes_from_two_seats():
    entry = entry_for(replace(HEAD, votes_from="Maintained primary governor 2"))

    assert (entry.is_eligible, entry.code) == (False, "votes-from-another-seat")
    assert entry.reason == (
        f"Votes already from Maintained primary governor 2: one member, one vote ({FORUMS}, "
        "reg 8(9))."
    )


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({}, "May vote. Maintained primary members vote"),
        ({"group": AM}, "Academies members do not vote on de-delegation"),
        ({"term_ended_on": DAY_BEFORE}, "The term of office ended on 1 September 2024;"),
        ({"school_converted_on": DAY}, "The school became an academy on 2 September 2024;"),
        ({"interest": SILENT}, "Declared an affected interest"),
        ({"present": None}, "May vote if present."),
    ],
    ids=["eligible", "group", "term", "school", "interest", "before"],
)
def test_the_clerk_rules_either_way_and_the_rules_stay_in_view(change, rule):
    may = entry_for(replace(HEAD, **change, override=MAY))
    may_not = entry_for(replace(HEAD, **change, override=MAY_NOT))

    assert (may.is_eligible, may.code, may.overridden) == (True, "clerk-ruled-may-vote", True)
    assert may.reason.startswith(
        "The clerk ruled that this member may vote: The books are behind. By the rules: " + rule
    )
    assert (may_not.is_eligible, may_not.code) == (False, "clerk-ruled-may-not")
    assert may_not.reason.startswith(
        "The clerk ruled that this member may not vote: Barred. By the rules: " + rule
    )


def test_the_clerk_may_let_a_substitute_vote():
    seat = replace(COVERED, substitute_converted_on=DAY, override=MAY)

    entry = entry_for(seat)

    assert (entry.code, entry.by_substitute) == ("clerk-ruled-may-vote", True)
    assert entry.holder_name == "B. Deputy"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"holder_name": ""}, "vacant"),
        ({"holder_name": "", "group": AM}, "group-not-asked"),
        ({"present": False}, "not-present"),
        ({"present": False, "term_ended_on": DAY_BEFORE}, "term-ended"),
        ({"interest": LEFT}, "left-for-interest"),
        ({"votes_from": "Governor 2"}, "votes-from-another-seat"),
    ],
)
def test_no_ruling_makes_a_voter_where_there_is_none(change, code):
    may = entry_for(replace(HEAD, **change, override=MAY))
    may_not = entry_for(replace(HEAD, **change, override=MAY_NOT))

    assert (may.is_eligible, may.code, may.overridden) == (False, code, False)
    assert may.reason.endswith(CANNOT)
    assert (may_not.is_eligible, may_not.code, may_not.overridden) == (False, code, False)
    assert CANNOT not in may_not.reason


def test_no_ruling_makes_a_vote_where_nobody_is_asked():
    kind = decision_type("MONITORING", YEAR)

    entry = entry_for(replace(HEAD, override=MAY), kind, asked=WHOLE_FORUM)

    assert (entry.is_eligible, entry.code) == (False, "informed-only")


DAYS = st.none() | st.dates(DAY - timedelta(days=3), DAY + timedelta(days=3))
INTERESTS_DECLARED = st.builds(
    InterestFacts, st.sampled_from(InterestKind), st.sampled_from(InterestAction), st.just("A")
)
SEATS = st.builds(
    SeatFacts,
    seat=st.just("seat-1"),
    seat_name=st.just("Seat 1"),
    group=st.sampled_from(Group),
    holder_name=st.sampled_from(["", "A. Head"]),
    term_ended_on=DAYS,
    present=st.sampled_from([None, True, False]),
    school_converted_on=DAYS,
    substitute_name=st.sampled_from(["", "B. Deputy"]),
    substitute_present=st.booleans(),
    substitute_converted_on=DAYS,
    interest=st.none() | INTERESTS_DECLARED,
    override=st.sampled_from([None, None, MAY, MAY_NOT]),
    votes_from=st.sampled_from(["", "", "Seat 2"]),
)
KINDS = st.sampled_from(decision_types(YEAR))


@given(SEATS, KINDS)
def test_a_seat_votes_at_most_once_however_the_question_is_put(seat, kind):
    seat = replace(seat, override=None)

    entries = [entry_for(seat, kind, asked=asked) for asked in voting_groups(kind)]

    assert sum(entry.is_eligible for entry in entries) <= 1


@given(SEATS, KINDS, INTERESTS_DECLARED)
def test_an_interest_never_makes_anybody_eligible(seat, kind, interest):
    without = entry_for(replace(seat, interest=None), kind, asked=WHOLE_FORUM)

    declared = entry_for(replace(seat, interest=interest), kind, asked=WHOLE_FORUM)

    assert without.is_eligible or not declared.is_eligible


@given(SEATS, KINDS, st.sets(st.sampled_from(Group)))
def test_narrowing_never_widens(seat, kind, narrowed):
    seat = replace(seat, override=None)
    groups = asked_groups(kind, tuple(narrowed))

    entries = register(kind, asked=WHOLE_FORUM, groups=groups, seats=[seat], on=DAY)

    assert set(groups) <= set(kind.groups)
    assert entry_for(seat, kind, asked=WHOLE_FORUM).is_eligible or not entries[0].is_eligible


@given(SEATS, KINDS)
def test_nobody_votes_from_an_empty_chair_and_every_sentence_cites(seat, kind):
    asked = [entry_for(seat, kind, asked=asked) for asked in (WHOLE_FORUM, *kind.groups)]

    for entry in (*asked, *procedure_register([seat], on=DAY)):
        assert seat.is_taken or not entry.is_eligible
        assert not entry.by_substitute or entry.holder_name == seat.substitute_name
        assert entry.reason.endswith((".", CANNOT))
        assert any(source in entry.reason for source in ("Regulations", "forums", "guidance"))
