"""Decisions that were opened again, appealed against, contradicted, or taken by somebody else.

Cases: BUCKS-2019-01-15, BUCKS-APPEAL-2017-06-08, SOTON-2020-01 and WBERKS-EXEC-2020-01. In the
first three the minutes show no result: what is recorded here as one is invented.
"""

from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import LinkKind, Method, Result
from decisions.models import Ballot, ExecutiveDecision, Outcome
from decisions.workflow.deciding import link_decisions
from decisions.workflow.executive import record_executive_decision
from decisions.workflow.voting import Counts, void_ballot
from forum.choices import Group, ItemKind
from forum.models import AuditEntry
from forum.rules.ruling import Refused
from papers.choices import Block, LineKind, Source
from tests.real_cases.telling import award_of, item, question

pytestmark = pytest.mark.django_db

MP = Group.MAINTAINED_PRIMARY
SURPLUS = Decimal(283000)


def a_decision(tell, day, title, kind, year, *, amount=Decimal(1000)):
    """Agreed by the whole forum, without counts."""
    meeting = tell.call(day, title)
    paper = tell.paper(item(meeting, 1))
    wanted = tell.ask(paper, "1", "Agree it.", kind, year, amount=amount)
    tell.offer(wanted, title)
    tell.table(paper)
    tell.begin(meeting)
    return tell.carry(question(wanted))


def test_buckinghamshire_decides_again_in_january_what_it_decided_in_december(tell):
    """New money came in between; DfE suggested that forums review their decisions."""
    tell.members(maintained_primary=2, academy_mainstream=2)
    transfer = ("TRANSFER_SB_LE_05", "2019-20")
    december = a_decision(tell, date(2018, 12, 4), "Transfer", *transfer)
    january = a_decision(tell, date(2019, 1, 15), "Transfer reviewed", *transfer)

    link_decisions(january, december, LinkKind.RE_DECIDES, by=tell.clerk, on=january.decided_on)

    assert december.links_to.get().later == january
    assert december.result == Result.CARRIED
    assert AuditEntry.objects.get(event="decisions-linked").sentence.endswith("4 December 2018")


def test_buckinghamshire_decision_on_a_contingency_is_not_undone_by_voiding_its_vote(tell):
    """Legal advice of June 2017: the decision is final. Only a later one can bear on it."""
    tell.members(maintained_primary=2, academy_mainstream=2)
    decided = a_decision(tell, date(2017, 3, 21), "Contingency", "RESERVE_USE", "2017-18")

    with pytest.raises(Refused) as refused:
        void_ballot(decided.ballot, reason="Appeal", by=tell.clerk, on=date(2017, 6, 8))
    with pytest.raises(Refused) as again:
        tell.resolve(decided.question, Result.NOT_CARRIED)

    assert refused.value.ruling.codes == {"outcome-exists"}
    assert "outcome-exists" in again.value.ruling.codes
    assert Outcome.objects.get() == decided


@pytest.fixture
def southampton(tell):
    """January 2020: an estimated surplus of £283K, and three ways to use it."""
    tell.members(maintained_primary=3, academy_mainstream=2)
    tell.meeting = tell.call(
        date(2020, 1, 22), "Surplus", ("Any other business", ItemKind.OTHER_BUSINESS)
    )
    tell.surplus = tell.line("Surplus 2019-20", Block.SCHOOLS, LineKind.BALANCE)
    paper = tell.paper(item(tell.meeting, 1))
    tell.wanted = tell.ask(paper, "1", "Agree its use.", "RESERVE_USE", "2020-21", amount=SURPLUS)
    for letter in "AB":
        give(tell, tell.wanted, letter)
    tell.table(paper)
    tell.begin(tell.meeting)
    return tell


def give(tell, wanted, letter):
    return tell.offer(
        wanted, tell.surplus, Source.ONE_OFF, letter=letter, until_on=date(2021, 3, 31)
    )


def option_a(tell):
    return award_of(tell.wanted.options.get(letter="A"))


def test_southampton_option_added_by_word_of_mouth_is_a_motion_of_its_own(southampton):
    tell = southampton
    with pytest.raises(Refused) as refused:
        give(tell, tell.wanted, "C")
    motion = tell.motion(
        item(tell.meeting, 2), "Give it to schools.", "RESERVE_USE", "2020-21", amount=SURPLUS
    )
    with pytest.raises(Refused) as gate:
        tell.table_alone(motion)
    give(tell, motion.recommendation, "A")
    tell.table_alone(motion)

    assert refused.value.ruling.codes == {"already-tabled"}
    assert gate.value.ruling.codes == {"no-funding-source"}
    assert motion.questions.count() == 1


def test_southampton_vote_between_options_needs_more_than_half_for_one(southampton):
    tell = southampton
    put = question(tell.wanted)
    tell.vote(put, Method.SHOW_OF_HANDS, Counts(4, 1, 0, options={"A": 2, "B": 2}))

    with pytest.raises(Refused) as refused:
        tell.resolve(put, Result.CARRIED, awards=(option_a(tell),))
    settled = tell.resolve(
        put,
        Result.CARRIED_AS_AMENDED,
        resolution="Agreed: growth provision.",
        cost_effect="none",
        amount_agreed=SURPLUS,
        awards=(option_a(tell),),
    )

    assert refused.value.ruling.codes == {"no-option-preferred"}
    assert settled.awards.get().until_on == date(2021, 3, 31)


def test_southampton_earlier_agreement_stands_beside_the_one_that_conflicts(southampton):
    """A member reminded the forum that it had agreed to distribute such money."""
    tell = southampton
    earlier = a_decision(tell, date(2019, 1, 16), "Affordable NFF", "GENERAL", "2019-20")
    put = question(tell.wanted)
    tell.vote(put, Method.SHOW_OF_HANDS, Counts(4, 1, 0, options={"A": 3, "B": 1}))
    later = tell.resolve(put, Result.CARRIED, awards=(option_a(tell),))

    link_decisions(later, earlier, LinkKind.REVERSES, by=tell.clerk, on=later.decided_on)

    assert earlier.links_to.get().get_kind_display() == "Reverses"
    assert earlier.result == Result.CARRIED


def test_west_berkshire_executive_decides_apart_from_the_forum(tell):
    """£261k is 0.25% of £104.5m; the executive has no seats, no quorum and no vote here."""
    decision = ExecutiveDecision(
        forum=tell.forum,
        matter=tell.matter("Schools funding formula 2020/21"),
        reference="EX3784",
        title="Schools funding formula 2020/21",
        decided_by_post="Executive",
        decided_on=date(2020, 1, 16),
        text="Replicate the NFF, with a top slice of 0.25% for high needs.",
        amount=Decimal(261000),
        source=Source.HIGH_NEEDS,
        financial_year="2020-21",
    )
    condition = "If the forum does not agree, appeal to the Secretary of State"

    record_executive_decision(decision, [condition], by=tell.clerk, on=date(2020, 1, 16))

    assert round(decision.amount / Decimal(104_500_000) * 100, 2) == Decimal("0.25")
    assert decision.conditions.get().text == condition
    assert not Ballot.objects.exists()
    assert not Outcome.objects.exists()
