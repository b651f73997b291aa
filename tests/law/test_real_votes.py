"""Who voted at real meetings, as published minutes have it, put to the rules.

Where the rules say otherwise the note of the case says why the record was wrong, or what the
forum's own constitution would have to say for it to be right.
"""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from forum.choices import SCHOOLS_GROUPS, Answer, Group, InterestAction, InterestKind
from papers.choices import WHOLE_FORUM
from papers.rules.decision_types import decision_type
from papers.rules.electorate import (
    InterestFacts,
    SeatFacts,
    asked_groups,
    procedure_register,
    register,
    voting_groups,
)
from papers.rules.forecast import SeatAnswer, forecast
from papers.rules.local import LocalRules

MP, MS = Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SECONDARY
MSP, MN, PRU = Group.MAINTAINED_SPECIAL, Group.MAINTAINED_NURSERY, Group.MAINTAINED_PRU
AM = Group.ACADEMY_MAINSTREAM
NOBODY_FROM_P16_OR_NS = tuple(set(Group) - {Group.POST_16, Group.NON_SCHOOLS})
FORUM = tuple(
    SeatFacts(group, f"{group.label} 1", group, "A. Member", present=True) for group in Group
)
DAY = date(2022, 12, 5)
NURSERY = LocalRules(nursery_votes_on_education_functions=True)


@dataclass(frozen=True)
class Case:
    """One question of a real meeting and the groups whose members the minutes let vote."""

    where: str
    code: str
    year: str
    voted: tuple[str, ...]
    by_rules: tuple[str, ...] = ()
    """Who may vote by the rules, where that is not who did."""
    local: LocalRules | None = None
    note: str = ""


CASES = (
    Case("West Berkshire, December 2022", "DEDEL_PRIMARY", "2023-24", (MP,)),
    Case("West Berkshire, December 2022", "DEDEL_SECONDARY", "2023-24", (MS,)),
    Case("West Berkshire, December 2022: special, nursery and PRU", "EDU_FUNCTIONS", "2023-24",
         (MP, MS, MSP, MN, PRU), local=NURSERY, note="Nursery votes by the constitution."),
    Case("West Berkshire, January 2023", "GROWTH_FUND", "2022-23", SCHOOLS_GROUPS, tuple(Group),
         note="The minutes say school members; no restriction to them was found."),
    Case("Nottingham, trade union time", "DEDEL_PRIMARY", "2022-23", (MP,)),
    Case("Wokingham, January 2019", "DEDEL_SCHOOL_IMPROVEMENT", "2019-20", (MP, MS)),
    Case("Wokingham, underspends", "DEDEL_CARRY_FORWARD", "2019-20", (MP, MS)),
    Case("East Sussex 2020/21, a grid of phases", "CONTINGENCY_CRITERIA", "2020-21", (MP, MS)),
    Case("Leicestershire, February 2023", "DEDEL_SCHOOL_IMPROVEMENT", "2023-24", SCHOOLS_GROUPS,
         (MP, MS), note="Put to maintained members; Part 6 is for primary and secondary only."),
    Case("Devon, January 2021: for nursery schools", "DEDEL_PRIMARY", "2021-22", (MP, MN), (MP,),
         note="Primary schools other than nursery: the law has no de-delegation for nursery."),
    Case("West Northamptonshire, October 2021", "DEDEL_SECONDARY", "2022-23", tuple(Group), (MS,),
         note="The whole forum supported it; the vote was in December, by maintained members."),
    Case("Oxfordshire, November 2018", "TRANSFER_SB_LE_05", "2019-20", tuple(Group)),
    Case("Bournemouth, January 2025", "TRANSFER_SB_GT_05", "2025-26", tuple(Group)),
    Case("Wandsworth, March 2026", "EY_CENTRAL", "2026-27", tuple(Group)),
    Case("Southampton, January 2020", "RESERVE_USE", "2020-21", tuple(Group)),
    Case("Bristol, November 2022: the formula", "FORMULA_MAINSTREAM", "2023-24", tuple(Group),
         NOBODY_FROM_P16_OR_NS, note="Nine parts en bloc; on formula parts 16 to 19 and others "
         "have no vote."),
    Case("Bristol, November 2022: growth fund", "GROWTH_FUND", "2023-24", tuple(Group)),
    Case("Staffordshire, October 2019", "CHAIR_ELECTION", "2019-20", tuple(Group)),
)  # fmt: skip


def may_vote(kind, seats=FORUM, *, asked=WHOLE_FORUM, groups=None):
    groups = asked_groups(kind) if groups is None else groups
    return register(kind, asked=asked, groups=groups, seats=seats, on=DAY)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.where}: {case.code}")
def test_those_who_voted_might_or_the_note_says_why_not(case):
    kind = decision_type(case.code, case.year, case.local)

    allowed = {entry.group for entry in may_vote(kind) if entry.is_eligible}

    assert allowed == set(case.by_rules or case.voted)
    assert bool(case.note) or not case.by_rules


def test_west_berkshire_2022_secondary_schools_could_not_decide_with_no_member_there():
    kind = decision_type("DEDEL_SECONDARY", "2023-24")
    seats = [replace(seat, present=seat.group != MS) for seat in FORUM]

    entries = may_vote(kind, seats, asked=MS)

    assert [entry.group for entry in entries if entry.is_eligible] == []
    assert {entry.group: entry.code for entry in entries}[MS] == "not-present"


def test_west_berkshire_2022_would_have_been_red_in_the_forecast():
    kind = decision_type("DEDEL_SECONDARY", "2023-24")
    before = may_vote(kind, [replace(seat, present=None) for seat in FORUM], asked=MS)
    coming = [SeatAnswer(group, Answer.COMING) for group in Group if group != MS]

    seen = forecast(before, [*coming, SeatAnswer(MS, Answer.APOLOGIES)])

    assert [flag.code for flag in seen.flags] == ["no-eligible-voter-expected"]
    assert seen.missing == (MS,)


def test_west_berkshire_2023_one_member_decided_for_all_secondary_schools():
    kind = decision_type("DEDEL_SECONDARY", "2023-24")
    before = may_vote(kind, [replace(seat, present=None) for seat in FORUM], asked=MS)

    seen = forecast(before, [SeatAnswer(MS, Answer.COMING)])

    assert [flag.code for flag in seen.flags] == ["one-eligible-voter"]
    assert sum(entry.is_eligible for entry in may_vote(kind, asked=MS)) == 1


def test_west_berkshire_2023_members_who_left_for_the_growth_fund_voted_on_the_next_item():
    left = InterestFacts(InterestKind.AFFECTED, InterestAction.LEFT, "Head of a school that gains")
    growth, next_item = (decision_type(code, "2023-24") for code in ("GROWTH_FUND", "GENERAL"))
    head = replace(FORUM[0], interest=left)

    assert may_vote(growth, [head])[0].code == "left-for-interest"
    assert may_vote(next_item, [replace(head, interest=None)])[0].code == "may-vote"


def test_devon_2025_a_member_paid_by_the_funded_body_stayed_and_did_not_vote():
    interest = InterestFacts(
        InterestKind.PECUNIARY, InterestAction.DID_NOT_VOTE, "Paid work for the association"
    )
    kind = decision_type("CSSB_ONGOING", "2025-26")

    entries = may_vote(kind, [replace(FORUM[0], interest=interest), *FORUM[1:]])

    assert [entry.code for entry in entries[:2]] == ["interest-declared", "may-vote"]
    assert "Paid work for the association" in entries[0].reason


def test_staffordshire_2019_union_representatives_declared_and_stayed():
    interest = InterestFacts(InterestKind.AFFECTED, InterestAction.STAYED, "Union duties money")
    kind = decision_type("GENERAL", "2019-20")

    entry = may_vote(kind, [replace(FORUM[-1], interest=interest)])[0]

    assert entry.is_eligible
    assert "Declared an affected interest: Union duties money" in entry.reason


def test_havering_2012_all_members_there_voted_on_the_minutes():
    seats = [replace(FORUM[number % 11], seat=number) for number in range(14)]

    entries = procedure_register(seats, on=date(2012, 12, 6))

    assert sum(entry.is_eligible for entry in entries) == 11 + 3


def test_herefordshire_2018_who_speaks_for_absent_groups_has_not_their_votes():
    seats = [replace(seat, present=seat.group == AM) for seat in FORUM]

    entries = procedure_register(seats, on=date(2018, 7, 6))

    assert [entry.group for entry in entries if entry.is_eligible] == [AM]


def test_east_sussex_each_phase_has_its_own_column():
    kind = decision_type("DEDEL_SCHOOL_IMPROVEMENT", "2020-21")

    assert voting_groups(kind, separately=False) == (MP, MS)


def test_a_paper_may_ask_schools_members_only_about_the_growth_fund():
    kind = decision_type("GROWTH_FUND", "2022-23")

    entries = may_vote(kind, groups=asked_groups(kind, SCHOOLS_GROUPS))

    assert {entry.group for entry in entries if entry.is_eligible} == set(SCHOOLS_GROUPS)
    assert {entry.code for entry in entries if not entry.is_eligible} == {"narrowed-out"}
