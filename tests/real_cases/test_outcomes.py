"""What came of what was put: refused, deferred, noted and agreed, part by part.

Cases: OXON-TRANSFER-2018-11, WOKINGHAM-DEDEL-2019-01-16, WANDSWORTH-EY-2026-03-16,
BRISTOL-2022-11, BCP-2025-01 and WBERKS-FORMULA-2019-20. Where the minutes count nobody, nobody is
counted here.
"""

from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import Result
from decisions.models import Action, Outcome
from decisions.models.facts import effect_row
from decisions.rules.effect import totals
from decisions.workflow.conditions import set_condition
from decisions.workflow.following_up import set_action
from forum.choices import Group, ReturningKind
from forum.models import AuditEntry, ReturningBusiness
from forum.models.quorum import quorum_of
from forum.rules.ruling import Refused
from papers.choices import Block, Precision, Purpose
from tests.factories import at_time
from tests.real_cases.telling import item, may_vote, question, why

pytestmark = pytest.mark.django_db

MP, MS = Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SECONDARY
EVERYBODY = {
    "maintained_primary": 3,
    "maintained_secondary": 1,
    "academy_mainstream": 3,
    "early_years": 1,
    "post_16": 1,
    "non_schools": 1,
}


def test_oxfordshire_refuses_up_to_1_8m_and_the_authority_goes_to_the_secretary_of_state(tell):
    """Whether £1.8m is within 0.5% the report does not say; that the forum decided, it does."""
    tell.members(**EVERYBODY)
    meeting = tell.call(date(2018, 11, 13), "High needs transfer")
    paper = tell.paper(item(meeting, 1))
    wanted = tell.ask(
        paper,
        "1",
        "Agree to transfer up to £1.8m.",
        "TRANSFER_SB_LE_05",
        "2019-20",
        amount=Decimal(1800000),
        precision=Precision.UP_TO,
    )
    tell.offer(wanted, "Schools block")
    tell.table(paper)
    tell.begin(meeting)

    ballot = tell.declared(question(wanted), carried=False)
    refusal = tell.resolve(question(wanted), Result.NOT_CARRIED)
    action = Action(
        forum=tell.forum,
        meeting=meeting,
        agenda_item=item(meeting, 1),
        matter=wanted.matter,
        text="Apply to the Secretary of State",
        owner=tell.officer,
        due_on=date(2018, 11, 30),
        set_on=meeting.held_on,
    )
    set_action(action, by=tell.clerk, on=meeting.held_on)

    assert may_vote(ballot) == {Group(name) for name in EVERYBODY}
    assert (refusal.result, refusal.awards.count()) == (Result.NOT_CARRIED, 0)
    assert wanted.kind.secretary_of_state == "may_decide_instead"
    assert wanted.options.get().status == "offered"


@pytest.fixture
def wokingham(tell):
    """January 2019: three lines come back that December had deferred."""
    tell.members(maintained_primary=3, maintained_secondary=1, academy_mainstream=2)
    december = tell.call(date(2018, 12, 5), "De-delegation")
    tell.january = tell.call(date(2019, 1, 16), "De-delegation")
    paper = tell.paper(item(december, 1))
    tell.lines = [
        tell.de_delegate(paper, str(place), service, "DEDEL_PRIMARY", "2019-20", **{MP: 1000})
        for place, service in enumerate(("contingency", "licences", "supply cover"), start=1)
    ]
    tell.table(paper)
    tell.begin(december)
    for each in tell.lines:
        tell.resolve(question(each, MP), Result.DEFERRED, deferred_to=tell.january)
    tell.begin(tell.january)
    return tell


def test_wokingham_deferred_report_returns_and_needs_a_vote_for_each_line(wokingham):
    """Contingency was agreed for primary; what became of the others the record does not show."""
    tell = wokingham
    waiting = ReturningBusiness.objects.waiting().filter(kind=ReturningKind.DEFERRAL)
    before = waiting.count()
    for each in tell.lines:
        tell.again(each, item(tell.january, 1))

    agreed = tell.carry(question(tell.lines[0], MP))

    assert (before, waiting.count()) == (3, 2)
    assert may_vote(agreed.ballot) == {MP}
    assert [each.placements.count() for each in tell.lines] == [2, 2, 2]
    assert not hasattr(question(tell.lines[1], MP), "outcome")


def test_wokingham_minutes_are_not_agreed_while_a_line_has_no_outcome(wokingham):
    tell = wokingham
    for each in tell.lines:
        tell.again(each, item(tell.january, 1))
    tell.carry(question(tell.lines[0], MP))
    minutes = tell.minute(tell.january)
    later = tell.begin(tell.call(date(2019, 3, 13), "Minutes"))

    with pytest.raises(Refused) as refused:
        tell.agree(minutes, later)

    assert refused.value.ruling.codes == {"outcome-missing"}
    assert len(refused.value.ruling.reasons) == 2


def test_wokingham_underspend_is_kept_or_returned_by_those_who_gave_it(wokingham):
    tell = wokingham
    put = tell.motion(item(tell.january, 1), "Return it.", "DEDEL_CARRY_FORWARD", "2019-20")
    tell.offer(put.recommendation, "Underspend of de-delegated money")
    tell.table_alone(put)

    assert may_vote(tell.declared(question(put.recommendation, MS))) == {MS}
    assert set(put.questions.values_list("group", flat=True)) == {MP, MS}


@pytest.fixture
def wandsworth(tell):
    """March 2026: a report for information, with money in its second recommendation."""
    tell.members(**EVERYBODY)
    meeting = tell.call(date(2026, 3, 16), "Project report")
    paper = tell.paper(item(meeting, 1), purpose=Purpose.INFORMATION)
    line = tell.line("Early years: central", Block.EARLY_YEARS)
    tell.noted = tell.ask(paper, "1", "Note the report.", "MONITORING", "2026-27")
    tell.money = tell.ask(
        paper, "2", "Set aside £140,000.", "EY_CENTRAL", "2026-27", amount=Decimal(140000)
    )
    for each in (tell.noted, tell.money):
        tell.offer(each, line)
    tell.warned = tell.table(paper)
    tell.begin(meeting)
    return tell


def test_wandsworth_report_for_information_that_asks_for_money_warns(wandsworth):
    assert "information-asks-for-money" in wandsworth.warned


def test_wandsworth_notes_one_part_and_agrees_the_other_unanimously(wandsworth):
    tell = wandsworth
    noted = tell.resolve(question(tell.noted), Result.NOTED)
    tell.unanimous(question(tell.money))

    agreed = tell.resolve(question(tell.money), Result.CARRIED)

    assert (noted.ballot, noted.amount_agreed) == (None, None)
    assert agreed.ballot.counts == "Agreed by all, nobody against"
    assert (agreed.amount_agreed, agreed.awards.get().budget_line.block) == (140000, "early_years")


PARTS = {
    "a": ("MONITORING", None, Result.NOTED),
    "b": ("MFG_LEVEL", None, Result.VIEW_RECORDED),
    "c": ("TRANSFER_SB_LE_05", 1500000, Result.CARRIED),
    "d": ("FORMULA_MAINSTREAM", None, Result.VIEW_RECORDED),
    "e": ("FORMULA_MAINSTREAM", None, Result.VIEW_RECORDED),
    "f": ("FORMULA_MAINSTREAM", None, Result.VIEW_RECORDED),
    "g": ("FORMULA_MAINSTREAM", None, Result.VIEW_RECORDED),
    "h": ("GROWTH_FUND", 2000000, Result.CARRIED),
    "i": ("FALLING_ROLLS", None, Result.CARRIED),
}
"""The nine parts of November 2022: what each is, its money, and what the law lets come of it."""


@pytest.fixture
def bristol(tell):
    tell.members(**EVERYBODY)
    meeting = tell.call(date(2022, 11, 29), "School funding 2023/24")
    paper = tell.paper(item(meeting, 1))
    tell.parts = {}
    for label, (kind, amount, _) in PARTS.items():
        money = {"amount": Decimal(amount)} if amount else {}
        tell.parts[label] = tell.ask(paper, label, "As printed.", kind, "2023-24", **money)
        tell.offer(tell.parts[label], "Schools block")
    tell.table(paper)
    tell.begin(meeting)
    return tell


def test_bristol_nine_parts_taken_at_once_have_nine_outcomes(bristol):
    """The minutes have one “agreed” for all nine; on five the forum only gives a view."""
    tell = bristol
    for label, (_, _, result) in PARTS.items():
        put = question(tell.parts[label])
        if result != Result.NOTED:
            tell.declared(put)
        tell.resolve(put, result)

    outcomes = Outcome.objects.all()
    assert outcomes.count() == 9
    assert outcomes.carried().count() == 3
    assert {each.ballot.votes_for for each in outcomes if each.ballot} == {None}
    assert totals(effect_row(each) for each in outcomes).together == 3500000


def test_bristol_formula_is_not_agreed_by_those_who_are_consulted(bristol):
    put = question(bristol.parts["d"])
    ballot = bristol.declared(put)

    with pytest.raises(Refused) as refused:
        bristol.resolve(put, Result.CARRIED)

    assert refused.value.ruling.codes == {"consulted-cannot-decide"}
    assert not may_vote(ballot) & {Group.POST_16, Group.NON_SCHOOLS}
    assert Group.EARLY_YEARS in may_vote(ballot)


def test_bristol_agrees_in_principle_with_the_money_still_unconfirmed(bristol):
    tell = bristol
    agreed = tell.carry(question(tell.parts["c"]))

    set_condition(agreed, "the funding is confirmed", by=tell.clerk, on=agreed.decided_on)

    assert agreed.conditions.get().state == "open"
    assert (
        "on condition that the funding is confirmed"
        in AuditEntry.objects.get(event="condition-set").sentence
    )


def test_bournemouth_one_per_cent_gets_a_view_and_its_growth_fund_a_decision(tell):
    """What came of it the record does not show; that consultation was lacking it does."""
    tell.members(**EVERYBODY)
    meeting = tell.call(date(2025, 1, 13), "Funding and transfer")
    paper = tell.paper(item(meeting, 1))
    transfer = tell.ask(
        paper, "1", "Give a view on 1%.", "TRANSFER_SB_GT_05", "2025-26", amount=Decimal(1000)
    )
    growth = tell.ask(
        paper, "2", "Agree the growth fund.", "GROWTH_FUND", "2025-26", amount=Decimal(500)
    )
    for each in (transfer, growth):
        tell.offer(each, "Schools block")
    tell.table(paper)
    tell.begin(meeting)
    for each in (transfer, growth):
        tell.declared(question(each))

    with pytest.raises(Refused) as refused:
        tell.resolve(question(transfer), Result.CARRIED)
    view = tell.resolve(
        question(transfer), Result.VIEW_RECORDED, comments="Not all schools were consulted."
    )

    assert refused.value.ruling.codes == {"consulted-cannot-decide"}
    assert (transfer.kind.secretary_of_state, view.awards.count()) == ("approves", 0)
    assert tell.resolve(question(growth), Result.CARRIED).amount_agreed == 500


def test_west_berkshire_member_who_rejoins_at_half_past_five_votes_on_what_follows(tell):
    """Formula 2019/20: a view on the formula before, a decision on 0.5% after they are back."""
    people = tell.members(maintained_primary=3, academy_mainstream=2)
    meeting = tell.call(date(2018, 12, 10), "Formula 2019/20")
    paper = tell.paper(item(meeting, 1))
    formula = tell.ask(paper, "1", "Recommend the NFF.", "FORMULA_MAINSTREAM", "2019-20")
    transfer = tell.ask(
        paper, "3", "Agree 0.5%.", "TRANSFER_SB_LE_05", "2019-20", amount=Decimal(500)
    )
    for each in (formula, transfer):
        tell.offer(each, "Schools block")
    tell.table(paper)
    tell.begin(meeting)
    late = people[MP][0]
    tell.leaves(meeting, late, 17)

    view = tell.declared(question(formula))
    tell.comes(meeting, late, 17, 30)
    decision = tell.declared(question(transfer))

    assert (why(view, late), why(decision, late)) == ("not-present", "may-vote")
    moments = (at_time(meeting, 16, 59), at_time(meeting, 17, 29), at_time(meeting, 17, 30))
    assert [quorum_of(meeting, at=each).present for each in moments] == [5, 4, 5]
