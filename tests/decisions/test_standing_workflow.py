from decimal import Decimal

import pytest

from decisions.choices import ConditionState, ExternalBody, ExternalResult, LinkKind
from decisions.models import Condition, DecisionLink, ExternalStep
from decisions.workflow.conditions import mark_condition
from decisions.workflow.external import ask_outside, record_answer
from decisions.workflow.settling import link_decisions
from decisions.workflow.standing import complete_the_lines
from forum.models import AuditEntry
from papers.models import Commitment
from tests.factories import MEETING_DAY, a_member
from tests.middlesbrough import AMOUNT, a_held_meeting
from tests.record import YEAR, decisions

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(forum, clerk, officer):
    """Two decisions of a meeting, each of £89,604 on a line of its own."""
    a_member(forum)
    meeting = a_held_meeting(forum, clerk, MEETING_DAY)
    return decisions(meeting, 2, clerk=clerk, officer=officer)


def on_the_line(outcome):
    """What drafting shows as taken from the line of its award."""
    return outcome.awards.get().budget_line.committed(YEAR)


def test_reversing_gives_the_money_back_to_its_line(two, clerk):
    link_decisions(two[1], two[0], LinkKind.REVERSES, by=clerk, on=MEETING_DAY)

    assert (on_the_line(two[0]), on_the_line(two[1])) == (0, AMOUNT)
    assert Commitment.objects.get(outcome=two[0].pk).undone_on == MEETING_DAY


def test_amending_leaves_the_line_as_it_is(two, clerk):
    link_decisions(two[1], two[0], LinkKind.AMENDS, by=clerk, on=MEETING_DAY)

    assert on_the_line(two[0]) == AMOUNT


def test_outside_body_that_decides_less_leaves_that_on_the_line(two, clerk):
    step = ExternalStep(
        forum=two[0].forum, outcome=two[0], body=ExternalBody.COUNCIL_EXECUTIVE, asked="To agree."
    )
    step = ask_outside(step, by=clerk, on=MEETING_DAY)
    step.result, step.overtakes = ExternalResult.APPROVED_IN_PART, True
    step.decided_on, step.amount = MEETING_DAY, Decimal(50000)
    step.text, step.evidence = "Agreed at £50,000.", "Minutes of the executive"

    record_answer(step, by=clerk, on=MEETING_DAY)

    assert on_the_line(two[0]) == 50000


@pytest.mark.parametrize(
    ("state", "stands"), [(ConditionState.MET, AMOUNT), (ConditionState.FAILED, 0)]
)
def test_failed_condition_gives_the_money_back(two, clerk, state, stands):
    condition = Condition(forum=two[0].forum, outcome=two[0], text="Schools buy back.").keep()

    mark_condition(condition, state, evidence="Returns", by=clerk, on=MEETING_DAY)

    assert on_the_line(two[0]) == stands


def test_what_no_step_wrote_down_is_completed_once(forum, two):
    DecisionLink(forum=forum, later=two[1], earlier=two[0], kind=LinkKind.REPLACES).keep()
    entries = AuditEntry.objects.count()

    written = [complete_the_lines(forum, on=MEETING_DAY) for _ in range(2)]

    assert written == [1, 0]
    assert on_the_line(two[0]) == 0
    assert AuditEntry.objects.count() == entries
