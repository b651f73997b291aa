"""Interests as members declared them: left, stayed without a vote, spoke before declaring.

Cases: WBERKS-GROWTH-2023-01, WBERKS-SPARSITY-2024-25, DEVON-INTEREST-2025-01 and the interests of
STAFFS-CHAIR-2019-10-17. How many were there the minutes do not say: the numbers are invented.
"""

from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import DecisionEvent, Method, Result
from decisions.models import Action
from decisions.workflow.following_up import set_action
from decisions.workflow.voting import Counts, close_ballot, open_ballot, void_ballot
from forum.choices import Group, InterestAction, InterestKind
from forum.models import AuditEntry
from forum.models.quorum import quorum_of
from papers.choices import Block
from tests.factories import at_time
from tests.real_cases.telling import item, may_vote, question, why

pytestmark = pytest.mark.django_db

MP, MS, AM = (
    Group.MAINTAINED_PRIMARY,
    Group.MAINTAINED_SECONDARY,
    Group.ACADEMY_MAINSTREAM,
)
STAYED, LEFT = InterestAction.STAYED, InterestAction.LEFT
DID_NOT_VOTE = InterestAction.DID_NOT_VOTE
AT_A_SCHOOL_THAT_GAINS = "At a school that is to be paid"
CALCOTS, TRINITY = Decimal(38800), Decimal(125000)


@pytest.fixture
def growth(tell):
    """January 2023: two of four applicants are to be paid, £38.8k and £125k."""
    tell.people = tell.members(maintained_primary=3, academy_mainstream=2, non_schools=1)
    meeting = tell.call(date(2023, 1, 23), "Growth fund 2022/23", "Any other report")
    tell.later = tell.call(date(2023, 3, 13), "Growth fund: two applicants")
    paper = tell.paper(item(meeting, 1))
    tell.wanted = tell.ask(
        paper,
        "2.1",
        "Approve Growth Fund payments, August 2022 to September 2023.",
        "GROWTH_FUND",
        "2022-23",
        amount=CALCOTS + TRINITY,
    )
    for position, amount in enumerate((CALCOTS, TRINITY), start=1):
        tell.offer(
            tell.wanted,
            "Growth fund",
            amount=amount,
            position=position,
            from_on=date(2022, 8, 1),
            until_on=date(2023, 9, 30),
        )
    tell.table(paper)
    tell.meeting = tell.begin(meeting)
    return tell


def test_west_berkshire_pays_two_schools_while_their_members_are_out(growth):
    tell = growth
    going = [tell.people[MP][0], tell.people[AM][0]]
    for person in going:
        tell.declares(item(tell.meeting, 1), person, AT_A_SCHOOL_THAT_GAINS, LEFT)

    outcome = tell.carry(question(tell.wanted))

    assert outcome.amount_agreed == Decimal(163800)
    assert [each.amount for each in outcome.awards.order_by("amount")] == [CALCOTS, TRINITY]
    assert {why(outcome.ballot, person) for person in going} == {"left-for-interest"}
    assert (outcome.ballot.quorum_present, outcome.ballot.is_quorate) == (4, True)


def test_west_berkshire_quorum_is_lower_for_that_item_only(growth):
    tell = growth
    tell.declares(item(tell.meeting, 1), tell.people[MP][0], AT_A_SCHOOL_THAT_GAINS, LEFT)

    quorums = [
        quorum_of(tell.meeting, item=each).present for each in (item(tell.meeting, 1), None)
    ]

    assert quorums == [5, 6]
    assert quorum_of(tell.meeting, item=item(tell.meeting, 2)).present == 6


def test_west_berkshire_minutes_say_that_schools_members_voted_and_the_law_lets_all(growth):
    """The record names school members; no rule keeps others from a vote on the growth fund."""
    ballot = growth.declared(question(growth.wanted))

    assert may_vote(ballot) == {MP, AM, Group.NON_SCHOOLS}


def test_west_berkshire_resolves_an_action_with_its_owner_and_meeting(growth):
    tell = growth
    action = Action(
        forum=tell.forum,
        meeting=tell.meeting,
        agenda_item=item(tell.meeting, 1),
        matter=tell.wanted.matter,
        text="Report why two of four applicants did not meet the criteria",
        owner=tell.officer,
        due_meeting=tell.later,
        set_on=tell.meeting.held_on,
    )

    set_action(action, by=tell.clerk, on=tell.meeting.held_on)

    assert (action.reference, action.due_day) == ("Jan23-A1", tell.later.held_on)
    assert "Owner: Early Help Manager" in AuditEntry.objects.get(event="action-set").sentence


@pytest.fixture
def sparsity(tell):
    """2024/25 round: minimum or full sparsity factor, on which the forum is consulted."""
    tell.people = tell.members(maintained_primary=3, academy_mainstream=2)
    meeting = tell.call(date(2024, 1, 22), "Sparsity factor")
    paper = tell.paper(item(meeting, 1))
    tell.wanted = tell.ask(
        paper, "1", "Give a view on the sparsity factor.", "FORMULA_MAINSTREAM", "2024-25"
    )
    for letter, name in (("A", "minimum"), ("B", "full")):
        tell.offer(tell.wanted, f"Schools block: {name} sparsity", letter=letter)
    tell.table(paper)
    tell.meeting = tell.begin(meeting)
    return tell


def declared_in_debate(tell):
    """The member spoke for the option that benefits her school, and then declared it."""
    return tell.declares(
        item(tell.meeting, 1),
        tell.people[MP][0],
        "Head of a school that gains by the full factor",
        DID_NOT_VOTE,
        said_before="Spoke for the full factor",
        declared=at_time(tell.meeting, 17, 40),
    )


def test_west_berkshire_interest_declared_in_mid_debate_keeps_what_was_said_before(sparsity):
    tell = sparsity
    interest = declared_in_debate(tell)

    ballot = tell.vote(
        question(tell.wanted), Method.SHOW_OF_HANDS, Counts(4, 0, 0, options={"A": 3, "B": 1})
    )
    view = tell.resolve(question(tell.wanted), Result.VIEW_RECORDED)

    interest.refresh_from_db()
    assert interest.said_before == "Spoke for the full factor"
    assert why(ballot, tell.people[MP][0]) == "interest-declared"
    assert (ballot.quorum_present, view.ballot) == (5, ballot)


def test_west_berkshire_interest_declared_after_the_vote_opened_needs_it_run_again(sparsity):
    tell, on = sparsity, sparsity.meeting.held_on
    first = open_ballot(question(tell.wanted), Method.ELECTRONIC, by=tell.clerk, on=on)
    declared_in_debate(tell)
    frozen = why(first, tell.people[MP][0])

    void_ballot(first, reason="An interest was declared", by=tell.clerk, on=on)
    second = open_ballot(question(tell.wanted), Method.ELECTRONIC, by=tell.clerk, on=on)

    assert (frozen, why(second, tell.people[MP][0])) == ("may-vote", "interest-declared")
    voided = AuditEntry.objects.get(event=DecisionEvent.BALLOT_VOIDED)
    assert "An interest was declared" in voided.sentence


@pytest.fixture
def devon(tell):
    """Item 9c: parts e) and f) of one item; a member is paid by the association of part f)."""
    tell.people = tell.members(maintained_primary=1, academy_mainstream=1, early_years=1)
    meeting = tell.call(date(2025, 1, 22), "Central school services")
    paper = tell.paper(item(meeting, 1))
    line = tell.line("Phase associations", Block.CSSB)
    tell.parts = {}
    for label in ("9c) e)", "9c) f)"):
        tell.parts[label] = tell.ask(
            paper, label, "Agree the line.", "CSSB_ONGOING", "2025-26", amount=Decimal(1000)
        )
        tell.offer(tell.parts[label], line)
    tell.table(paper)
    tell.meeting = tell.begin(meeting)
    tell.paid = tell.people[MP][0]
    tell.declares(
        item(meeting, 1),
        tell.paid,
        "Paid work for the association",
        DID_NOT_VOTE,
        InterestKind.PECUNIARY,
        about=tell.parts["9c) f)"].pk,
        about_label="9c) f)",
    )
    return tell


def test_devon_member_with_an_interest_in_one_part_votes_on_the_others(devon):
    ballots = {label: devon.declared(question(each)) for label, each in devon.parts.items()}

    codes = {label: why(ballot, devon.paid) for label, ballot in ballots.items()}
    assert codes == {"9c) e)": "may-vote", "9c) f)": "interest-declared"}
    assert ballots["9c) f)"].register.filter(is_eligible=True).count() == 2


def test_devon_member_who_stays_without_a_vote_still_makes_the_quorum(devon):
    ballot = devon.declared(question(devon.parts["9c) f)"]))

    assert (ballot.quorum_present, ballot.quorum_needed) == (3, 2)
    sentence = AuditEntry.objects.get(event="interest-declared").sentence
    assert sentence.endswith("interest in item 1, 9c) f). Stayed, and did not vote")


def test_devon_general_interest_as_a_head_changes_nothing(devon):
    head = devon.people[AM][0]
    devon.declares(item(devon.meeting, 1), head, "Head of a school", STAYED, InterestKind.GENERAL)

    assert why(devon.declared(question(devon.parts["9c) f)"])), head) == "may-vote"


def test_staffordshire_union_members_declare_on_facility_time_that_others_vote_on(tell):
    """Two recipients of union money declared; no vote of theirs was asked for by law anyway."""
    people = tell.members(maintained_primary=3, non_schools=2)
    meeting = tell.call(date(2019, 10, 17), "Facility time")
    paper = tell.paper(item(meeting, 1))
    wanted = tell.de_delegate(paper, "1", "facility", "DEDEL_PRIMARY", "2020-21", **{MP: 7000})
    tell.table(paper)
    tell.begin(meeting)
    for person in people[Group.NON_SCHOOLS]:
        tell.declares(item(meeting, 1), person, "Receives union duties money", STAYED)

    ballot = open_ballot(
        question(wanted, MP), Method.SHOW_OF_HANDS, by=tell.clerk, on=meeting.held_on
    )
    close_ballot(ballot, Counts(3, 0, 0), by=tell.clerk, on=meeting.held_on)

    assert {why(ballot, each) for each in people[Group.NON_SCHOOLS]} == {"group-not-asked"}
    assert (ballot.quorum_present, ballot.votes_for) == (5, 3)
