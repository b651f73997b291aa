"""Votes by phase: one service, each phase by itself, for one year.

Cases: WBERKS-DEDEL-2022-12, WBERKS-DEDEL-2023-01, WBERKS-DEDEL-2020-21-CONSULT,
ESUSSEX-DEDEL-2020-21, NOTTM-TU-2022-23, WNORTHANTS-2021, and Staffordshire's levy of 2020. The
minutes give no amounts by service and phase: those here are invented.
"""

from datetime import date

import pytest

from decisions.choices import LinkKind, Method, Result
from decisions.models import Outcome
from decisions.models.facts import effect_row
from decisions.models.outcomes.authority import authority_of
from decisions.rules.authority import AuthorityState
from decisions.rules.effect import totals
from decisions.workflow.deciding import link_decisions
from decisions.workflow.voting import open_ballot
from forum.choices import Group, ReturningKind
from forum.models import ReturningBusiness
from forum.rules.ruling import Refused
from papers.choices import WHOLE_FORUM, Purpose
from tests.factories import a_constitution
from tests.real_cases.telling import item, may_vote, question, why

pytestmark = pytest.mark.django_db

MP, MS = Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SECONDARY
MSP, MN, PRU = Group.MAINTAINED_SPECIAL, Group.MAINTAINED_NURSERY, Group.MAINTAINED_PRU
DECEMBER, JANUARY = date(2022, 12, 5), date(2023, 1, 23)
YEAR = "2023-24"
OTHERS = {MSP: 9000, MN: 4000, PRU: 3000}


@pytest.fixture
def west_berkshire(tell):
    """December 2022: quorate as a whole, and nobody there from the maintained secondaries."""
    a_constitution(tell.forum, nursery_votes_on_education_functions=True)
    people = tell.members(
        maintained_primary=4,
        maintained_secondary=1,
        maintained_special=1,
        maintained_nursery=1,
        maintained_pru=1,
        academy_mainstream=3,
        early_years=1,
    )
    tell.people = people
    meeting = tell.call(DECEMBER, "De-delegations")
    paper = tell.paper(item(meeting, 1))
    tell.primary = tell.de_delegate(
        paper, "2.1", "behaviour support", "DEDEL_PRIMARY", YEAR, **{MP: 180000}
    )
    tell.secondary = tell.de_delegate(
        paper, "2.2", "behaviour support for secondary", "DEDEL_SECONDARY", YEAR, **{MS: 40000}
    )
    tell.others = tell.de_delegate(
        paper, "2.3", "statutory and regulatory duties", "EDU_FUNCTIONS", YEAR, **OTHERS
    )
    tell.table(paper)
    tell.begin(meeting, away=people[MS])
    return tell


def test_west_berkshire_carries_for_primary_what_secondary_could_not_be_asked(west_berkshire):
    tell = west_berkshire
    primary, secondary = question(tell.primary, MP), question(tell.secondary, MS)

    agreed = tell.carry(primary)
    with pytest.raises(Refused) as refused:
        open_ballot(secondary, Method.SHOW_OF_HANDS, by=tell.clerk, on=DECEMBER)
    nobody = tell.resolve(secondary, Result.NO_ELIGIBLE_MEMBER)

    assert refused.value.ruling.codes == {"no-eligible-voter"}
    assert (agreed.ballot.is_quorate, may_vote(agreed.ballot)) == (True, {MP})
    assert (nobody.ballot, nobody.amount_agreed, nobody.awards.count()) == (None, None, 0)
    assert totals(effect_row(each) for each in Outcome.objects.all()).together == 180000


def test_west_berkshire_asks_special_nursery_and_referral_units_on_education_functions(
    west_berkshire,
):
    """Whether they agreed the record does not show; who was asked it does."""
    tell = west_berkshire

    asked = {group: question(tell.others, group) for group in OTHERS}
    ballots = {group: tell.declared(each) for group, each in asked.items()}

    assert all(may_vote(ballots[group]) == {group} for group in OTHERS)
    nursery = ballots[MN].register.get(group=MN)
    assert "nursery schools members vote by the forum's constitution" in nursery.reason
    assert not tell.others.placements.get().questions.filter(group__in=[MP, MS]).exists()


def test_west_berkshire_without_its_constitution_might_not_ask_nursery_members(tell):
    tell.members(maintained_special=1, maintained_nursery=1)
    paper = tell.paper(item(tell.call(DECEMBER, "De-delegations"), 1))
    tell.de_delegate(paper, "1", "duties", "EDU_FUNCTIONS", YEAR, **{MSP: 9000, MN: 4000})

    with pytest.raises(Refused) as refused:
        tell.table(paper)

    assert refused.value.ruling.codes == {"group-widened", "option-wrong-phase"}


@pytest.fixture
def a_meeting_later(west_berkshire):
    """January 2023: the secondary question again, after an item that two members left."""
    tell = west_berkshire
    tell.carry(question(tell.primary, MP))
    tell.resolve(question(tell.secondary, MS), Result.NO_ELIGIBLE_MEMBER)
    tell.january = tell.call(JANUARY, "Growth fund", "Maintained secondary de-delegation")
    tell.begin(tell.january)
    return tell


def test_west_berkshire_decides_the_second_half_a_meeting_later(a_meeting_later):
    """One proposer is named and no seconder; no vote is counted."""
    tell = a_meeting_later
    tell.again(tell.secondary, item(tell.january, 2))

    outcome = tell.carry(question(tell.secondary, MS))

    assert outcome.decided_on == JANUARY
    assert outcome.ballot.counts == "Counts not taken; declared carried"
    assert outcome.ballot.register.filter(is_eligible=True).count() == 1
    assert outcome.awards.get().amount == 40000
    assert not Outcome.objects.filter(question__group=MP, decided_on=JANUARY).exists()


def test_west_berkshire_members_who_left_for_one_item_vote_on_the_next(a_meeting_later):
    tell = a_meeting_later
    secondary, primary = tell.people[MS][0], tell.people[MP][0]
    for person in (secondary, primary):
        tell.leaves(tell.january, person, 17, 10)
    growth = tell.motion(item(tell.january, 1), "Note the growth fund.", "GENERAL", "2022-23")
    tell.offer(growth.recommendation, "Growth fund")
    tell.table_alone(growth)
    without = tell.declared(question(growth.recommendation))
    for person in (secondary, primary):
        tell.comes(tell.january, person, 17, 25)

    tell.again(tell.secondary, item(tell.january, 2))
    ballot = tell.carry(question(tell.secondary, MS)).ballot

    assert (why(without, secondary), why(without, primary)) == ("not-present", "not-present")
    assert (without.quorum_present, ballot.quorum_present) == (10, 12)
    assert why(ballot, secondary) == "may-vote"


def test_west_berkshire_2019_consults_on_what_it_decides_in_january(tell):
    """WBERKS-DEDEL-2020-21-CONSULT: agreed as the content of a consultation, and no more."""
    december, january = date(2019, 12, 9), date(2020, 1, 20)
    tell.members(maintained_primary=2, maintained_secondary=1)
    later = tell.call(january, "De-delegations 2020-21")
    first = tell.call(december, "De-delegations 2020-21")
    paper = tell.paper(item(first, 1), purpose=Purpose.CONSULTATION)
    wanted = tell.de_delegate(paper, "2.1", "insurance", "DEDEL_PRIMARY", "2020-21", **{MP: 5000})
    tell.table(paper)
    tell.begin(first)

    view = tell.resolve(question(wanted, MP), Result.DEFERRED, deferred_to=later)
    waiting = ReturningBusiness.objects.waiting().get()
    tell.begin(later)
    tell.again(wanted, item(later, 1))
    decided = tell.carry(question(wanted, MP))

    assert (waiting.kind, waiting.due_meeting) == (ReturningKind.DEFERRAL, later)
    assert (view.amount_agreed, decided.amount_agreed) == (None, 5000)
    waiting.refresh_from_db()
    assert waiting.settled_at


def test_west_berkshire_2019_could_not_have_tabled_an_amount_to_be_confirmed(tell):
    tell.members(maintained_primary=2)
    paper = tell.paper(item(tell.call(date(2019, 12, 9), "De-delegations"), 1))
    tell.de_delegate(paper, "2.1", "schools in difficulty", "DEDEL_PRIMARY", "2020-21")
    paper.recommendations.update(seeks_resources=True, amount=None, groups=[])

    with pytest.raises(Refused) as refused:
        tell.table(paper)

    assert "no-amount" in refused.value.ruling.codes


@pytest.mark.parametrize("together", [True, False])
def test_staffordshire_maintained_members_agree_a_levy_in_one_vote_or_each_by_themselves(
    tell, together
):
    """Minutes have “maintained school members only”; whether in one vote the constitution says."""
    a_constitution(tell.forum, education_functions_together=together)
    tell.members(maintained_primary=2, maintained_special=1, academy_mainstream=2)
    meeting = tell.call(date(2020, 10, 15), "Levy")
    paper = tell.paper(item(meeting, 1))
    shares = {MP: 9000, MSP: 1000}
    wanted = tell.de_delegate(paper, "1", "duties", "EDU_FUNCTIONS", "2021-22", **shares)
    tell.table(paper)
    tell.begin(meeting)

    put = [question(wanted, group) for group in ((WHOLE_FORUM,) if together else (MP, MSP))]
    outcomes = [tell.carry(each) for each in put]

    assert [each.amount_asked for each in put] == ([10000] if together else [9000, 1000])
    awards = [award for each in outcomes for award in each.awards.all()]
    awarded = {each.option.group: each.amount for each in awards}
    assert awarded == shares
    assert set().union(*(may_vote(each.ballot) for each in outcomes)) == {MP, MSP}
    assert set(wanted.options.values_list("status", flat=True)) == {"chosen"}


SERVICES = {"contingency": (True, True), "free school meals": (True, False), "EALS": (True, True)}


def test_east_sussex_grid_keeps_each_service_and_phase_apart(tell):
    """The figures of the published grid were lost: which cell said no is invented."""
    people = tell.members(maintained_primary=3, maintained_secondary=2)
    meeting = tell.call(date(2019, 11, 15), "De-delegation approval")
    paper = tell.paper(item(meeting, 1))
    put = {
        service: tell.de_delegate(
            paper, str(row), service, "DEDEL_SCHOOL_IMPROVEMENT", "2020-21", **{MP: 300, MS: 100}
        )
        for row, service in enumerate(SERVICES, start=1)
    }
    tell.table(paper)
    tell.begin(meeting)

    for service, cells in SERVICES.items():
        for group, says_yes in zip((MP, MS), cells, strict=True):
            voters = len(people[group])
            tell.hands(question(put[service], group), *((voters,) if says_yes else (0, voters)))
            result = Result.CARRIED if says_yes else Result.NOT_CARRIED
            tell.resolve(question(put[service], group), result)

    money = totals(effect_row(each) for each in Outcome.objects.all())
    assert (money.voted, money.together) == (6, 1100)
    assert money.per_group == {MP: 900, MS: 200}
    assert money.per_line["2"] == 300


def test_east_sussex_could_not_bind_two_years_with_one_vote(tell):
    """EALS was viable only on two years at £440,000; de-delegation is for one."""
    tell.members(maintained_primary=1)
    paper = tell.paper(item(tell.call(date(2019, 11, 15), "De-delegation approval"), 1))
    eals = tell.de_delegate(paper, "1", "EALS", "DEDEL_PRIMARY", "2020-21", **{MP: 440000})
    eals.options.update(from_on=date(2020, 4, 1), until_on=date(2022, 3, 31))

    with pytest.raises(Refused) as refused:
        tell.table(paper)

    assert refused.value.ruling.codes == {"de-delegation-more-than-one-year"}


def test_nottingham_renews_for_one_phase_an_authority_that_ends(tell):
    """Whether it was agreed the record does not show; what it renewed it does."""
    tell.members(maintained_primary=2, maintained_secondary=1, academy_mainstream=2)
    before, renewed = (
        _trade_union_time(tell, *when)
        for when in ((date(2020, 10, 13), "2021-22"), (date(2021, 11, 2), "2022-23"))
    )

    link_decisions(renewed, before, LinkKind.REPLACES, by=tell.clerk, on=date(2021, 11, 2))

    states = [authority_of(before, on=day).state for day in (date(2022, 3, 31), date(2022, 4, 1))]
    assert states == [AuthorityState.IN_FORCE, AuthorityState.ENDED]
    assert may_vote(renewed.ballot) == {MP}
    assert renewed.awards.get().financial_year == "2022-23"


def _trade_union_time(tell, day, year):
    meeting = tell.call(day, "Trade union time off")
    paper = tell.paper(item(meeting, 1))
    wanted = tell.de_delegate(paper, "1", "union time", "DEDEL_PRIMARY", year, **{MP: 60000})
    tell.table(paper)
    tell.begin(meeting)
    return tell.carry(question(wanted, MP))


def test_west_northamptonshire_supports_in_october_and_decides_by_phase_in_december(tell):
    """The whole forum supported £2.10 a pupil: a view, and nobody may spend on it."""
    october, december = date(2021, 10, 19), date(2021, 12, 14)
    tell.members(maintained_primary=2, maintained_secondary=1, academy_mainstream=3)
    first, later = tell.call(october, "De-delegation"), tell.call(december, "De-delegation")
    paper = tell.paper(item(first, 1), purpose=Purpose.CONSULTATION)
    wanted = tell.de_delegate(
        paper, "1", "union", "DEDEL_SCHOOL_IMPROVEMENT", "2022-23", **{MP: 21000, MS: 4200}
    )
    tell.table(paper)
    tell.begin(first)

    views = [tell.resolve(question(wanted, each), Result.VIEW_RECORDED) for each in (MP, MS)]
    tell.begin(later)
    tell.again(wanted, item(later, 1))
    decided = [tell.carry(question(wanted, each)) for each in (MP, MS)]

    assert [each.is_carried for each in views + decided] == [False, False, True, True]
    assert [each.awards.count() for each in views] == [0, 0]
    assert [may_vote(each.ballot) for each in decided] == [{MP}, {MS}]
