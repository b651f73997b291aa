"""Who is in the chair: elected in secret, elected for a while, and outside the group that votes.

Cases: STAFFS-CHAIR-2019-10-17, LEICS-NOCHAIR-2023-02-14, and the chair of East Sussex in September
2025, who is an academies member. Everybody is invented.
"""

from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import Method, Procedure, Result, VoteCast
from decisions.models import Vote
from decisions.models.ballots.opening import open_facts
from decisions.rules.ballots import may_open_ballot
from decisions.workflow.casting import give_casting_vote
from decisions.workflow.voting import Counts, close_ballot
from forum.choices import Group, ItemKind, Office, PresidingAs
from forum.models import AuditEntry, OfficeHolding
from forum.models.presiding import presiding_over
from forum.rules.ruling import Refused
from forum.workflow.attendance import preside
from forum.workflow.membership import take_office
from tests.factories import a_chair, a_constitution
from tests.real_cases.telling import item, may_vote, question, why

pytestmark = pytest.mark.django_db

MP, MS, AM = (
    Group.MAINTAINED_PRIMARY,
    Group.MAINTAINED_SECONDARY,
    Group.ACADEMY_MAINSTREAM,
)
STAFFORDSHIRE, LEICESTERSHIRE = date(2019, 10, 17), date(2023, 2, 14)


@pytest.fixture
def staffordshire(tell):
    """Two nominations for the chair."""
    people = tell.members(maintained_primary=3, academy_mainstream=3)
    tell.meeting = tell.call(STAFFORDSHIRE, ("Election of the chair", ItemKind.ELECTION))
    tell.begin(tell.meeting)
    tell.a, tell.b = people[MP][0], people[AM][0]
    tell.election = tell.elect(
        item(tell.meeting, 1), Procedure.ELECT_CHAIR, Method.SECRET, tell.a, tell.b
    )
    return tell


def test_staffordshire_secret_ballot_gives_a_result_and_no_counts(staffordshire):
    tell = staffordshire
    elected = Counts(elected=tell.seat_of(tell.a))

    close_ballot(tell.election, elected, by=tell.clerk, on=STAFFORDSHIRE)

    ballot = tell.election
    assert ballot.elected == tell.seat_of(tell.a)
    assert (ballot.votes_for, ballot.votes_against, ballot.abstentions) == (None, None, None)
    assert not Vote.objects.exists()
    assert not ballot.option_counts.exists()
    assert may_vote(ballot) == {MP, AM}


def test_staffordshire_counts_of_a_secret_ballot_are_not_taken_down(staffordshire):
    tell = staffordshire
    a, b = tell.seat_of(tell.a), tell.seat_of(tell.b)
    counted = Counts(elected=a, candidates={a.pk: 4, b.pk: 2})

    with pytest.raises(Refused) as refused:
        close_ballot(tell.election, counted, by=tell.clerk, on=STAFFORDSHIRE)

    assert refused.value.ruling.codes == {"result-only"}
    assert '"candidates"' in AuditEntry.objects.get(event="ballot-opened").body


@pytest.fixture
def leicestershire(tell):
    """Nobody is in the chair; de-delegation for school improvement comes after the election."""
    tell.people = tell.members(maintained_primary=3, maintained_secondary=1, academy_mainstream=2)
    tell.meeting = tell.call(
        LEICESTERSHIRE, ("Election of chair and vice-chair", ItemKind.ELECTION), "De-delegation"
    )
    paper = tell.paper(item(tell.meeting, 2))
    tell.wanted = tell.de_delegate(
        paper, "1", "improvement", "DEDEL_SCHOOL_IMPROVEMENT", "2023-24", **{MP: 900, MS: 300}
    )
    tell.table(paper)
    tell.begin(tell.meeting)
    return tell


def warnings(tell):
    put = question(tell.wanted, MP)
    return may_open_ballot(open_facts(put, (), Method.SHOW_OF_HANDS)).warning_codes


def test_leicestershire_is_warned_while_nobody_is_in_the_chair(leicestershire):
    tell = leicestershire

    before = warnings(tell)
    chair = tell.people[AM][0]
    preside(tell.meeting, chair, PresidingAs.ELECTED, by=tell.clerk, on=LEICESTERSHIRE)

    assert (before, warnings(tell)) == ({"nobody-presides"}, set())
    assert presiding_over(tell.meeting) == chair
    assert AuditEntry.objects.get(event="presiding").sentence.endswith(
        "in the chair, elected for this meeting"
    )


def test_leicestershire_elects_a_chair_until_the_summer_and_two_vice_chairs(leicestershire):
    tell = leicestershire
    chair, *vices = (tell.people[MP][0], *tell.people[AM])
    offices = [(Office.CHAIR, Procedure.ELECT_CHAIR, chair)]
    offices += [(Office.VICE_CHAIR, Procedure.ELECT_VICE_CHAIR, each) for each in vices]

    for office, procedure, person in offices:
        election = tell.elect(item(tell.meeting, 1), procedure, Method.UNANIMOUS, person)
        close_ballot(election, by=tell.clerk, on=LEICESTERSHIRE)
        holding = OfficeHolding(
            forum=tell.forum,
            appointment=election.elected,
            office=office,
            from_on=LEICESTERSHIRE,
            until_on=date(2023, 7, 31) if office == Office.CHAIR else None,
        )
        take_office(holding, by=tell.clerk, on=LEICESTERSHIRE)

    assert presiding_over(tell.meeting) == chair
    assert warnings(tell) == set()
    assert OfficeHolding.objects.filter(office=Office.VICE_CHAIR).count() == 2
    assert OfficeHolding.objects.get(office=Office.CHAIR).until_on == date(2023, 7, 31)


def test_leicestershire_chair_until_the_summer_is_not_chair_in_the_autumn(leicestershire):
    tell = leicestershire
    holding = OfficeHolding(
        forum=tell.forum,
        appointment=tell.seat_of(tell.people[MP][0]),
        office=Office.CHAIR,
        from_on=LEICESTERSHIRE,
        until_on=date(2023, 7, 31),
    )
    take_office(holding, by=tell.clerk, on=LEICESTERSHIRE)
    autumn = tell.begin(tell.call(date(2023, 9, 26), "Outturn"))

    assert presiding_over(autumn) is None


def test_leicestershire_de_delegation_is_put_by_phase_not_to_all_maintained(leicestershire):
    """The agenda has “maintained members”: for this service the law asks two phases, apart."""
    tell = leicestershire

    asked = tell.wanted.placements.get().questions.values_list("group", flat=True)

    assert set(asked) == {MP, MS}
    assert may_vote(tell.declared(question(tell.wanted, MS))) == {MS}


@pytest.fixture
def east_sussex(tell):
    """A chair with a casting vote, who is an academies member; both votes are tied."""
    a_constitution(tell.forum, chair_casting_vote=True)
    people = tell.members(maintained_primary=2, academy_mainstream=2)
    tell.chair = a_chair(tell.forum, people[AM][0])
    tell.meeting = tell.call(date(2025, 9, 12), "De-delegation", "Growth fund")
    papers = [tell.paper(item(tell.meeting, number)) for number in (1, 2)]
    tell.primary = tell.de_delegate(
        papers[0], "1", "contingency", "DEDEL_PRIMARY", "2026-27", **{MP: 900}
    )
    tell.growth = tell.ask(
        papers[1], "1", "Agree the fund.", "GROWTH_FUND", "2026-27", amount=Decimal(900)
    )
    tell.offer(tell.growth, "Growth fund")
    for paper in papers:
        tell.table(paper)
    tell.begin(tell.meeting)
    return tell


def test_east_sussex_chair_outside_the_group_neither_votes_nor_casts(east_sussex):
    tell = east_sussex
    ballot = tell.hands(question(tell.primary, MP), 1, 1)

    with pytest.raises(Refused) as refused:
        give_casting_vote(ballot, VoteCast.FOR, by=tell.chair, on=tell.meeting.held_on)
    outcome = tell.resolve(question(tell.primary, MP), Result.NOT_CARRIED)

    assert why(ballot, tell.chair) == "group-not-asked"
    assert refused.value.ruling.codes == {"chair-not-eligible"}
    assert (ballot.casting_vote, outcome.awards.count()) == ("", 0)


def test_east_sussex_chair_casts_where_all_members_vote(east_sussex):
    tell = east_sussex
    ballot = tell.hands(question(tell.growth), 2, 2)

    give_casting_vote(ballot, VoteCast.FOR, by=tell.chair, on=tell.meeting.held_on)
    outcome = tell.resolve(question(tell.growth), Result.CARRIED)

    assert (ballot.casting_vote, outcome.amount_agreed) == (VoteCast.FOR, 900)
    assert AuditEntry.objects.get(event="casting-vote").sentence.startswith("Casting vote for")
