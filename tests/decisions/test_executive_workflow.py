from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from decisions.choices import ConditionState, DecisionEvent
from decisions.models import Condition, ExecutiveDecision
from decisions.workflow.conditions import mark_condition, set_condition
from decisions.workflow.executive import (
    record_executive_decision,
)
from forum.models import AuditEntry
from papers.choices import Block, LineKind, Source
from tests.factories import MEETING_DAY, a_line, a_matter

pytestmark = pytest.mark.django_db

DECIDED = date(2025, 12, 1)
SELECTED = "The department selects the authority"


def a_decision(forum, **more):
    """A cabinet member accepts a grant; not recorded yet."""
    values = {
        "matter": a_matter(forum, "Pathfinder"),
        "reference": "EX/0113",
        "title": "Pathfinder grant",
        "decided_by_post": "Cabinet Member for Children's Services",
        "decided_on": DECIDED,
        "text": "Accept the grant.",
        "key_reasons": ["Expenditure of more than £1 million"],
        "delegation": "The director takes the steps needed.",
        "amount": Decimal(4996042),
        "source": Source.ONE_OFF,
        "budget_line": a_line(forum, "Grant", block=Block.OUTSIDE, kind=LineKind.GRANT),
        "financial_year": "2025-26",
    } | more
    return ExecutiveDecision(forum=forum, **values)


@pytest.fixture
def condition(forum, officer):
    decision = record_executive_decision(a_decision(forum), [SELECTED], by=officer, on=DECIDED)
    return decision.conditions.get()


@pytest.fixture
def outcome(question, sitting):
    return sitting.carry(question)


def test_officer_records_a_decision_taken_between_meetings(forum, officer, meeting):
    decision = a_decision(forum, reported_to=meeting)

    record_executive_decision(decision, [SELECTED], by=officer, on=DECIDED)

    assert ExecutiveDecision.objects.get() == decision
    assert [(each.text, each.state) for each in decision.conditions.all()] == [
        (SELECTED, ConditionState.OPEN)
    ]


def test_recording_writes_one_entry_with_money_reasons_and_delegation(forum, officer):
    decision = record_executive_decision(a_decision(forum), [SELECTED], by=officer, on=DECIDED)

    entry = AuditEntry.objects.get(event=DecisionEvent.EXECUTIVE_DECISION)
    assert entry.sentence == (
        "EX/0113 Pathfinder grant by Cabinet Member for Children's Services, £4,996,042"
    )
    assert (entry.about, entry.matter, entry.happened_on) == (
        decision.pk,
        decision.matter_id,
        DECIDED,
    )
    assert "Expenditure of more than £1 million" in entry.body
    assert "The director takes the steps needed." in entry.body
    assert SELECTED in entry.body


def test_decision_whose_day_and_amount_are_not_stated_stays_without_them(forum, clerk):
    bare = a_decision(forum, decided_on=None, amount=None)

    record_executive_decision(bare, by=clerk, on=DECIDED)

    recorded = ExecutiveDecision.objects.get()
    assert (recorded.decided_on, recorded.amount) == (None, None)
    assert AuditEntry.objects.get().sentence.endswith("Cabinet Member for Children's Services")


def test_member_may_not_record_an_executive_decision(forum, primary_head):
    with pytest.raises(PermissionDenied):
        record_executive_decision(a_decision(forum), by=primary_head, on=DECIDED)

    assert not ExecutiveDecision.objects.exists()
    assert not AuditEntry.objects.exists()


def test_clerk_of_another_forum_may_not_record_an_executive_decision(forum, stranger):
    with pytest.raises(PermissionDenied):
        record_executive_decision(a_decision(forum), by=stranger, on=DECIDED)

    assert not ExecutiveDecision.objects.exists()


def test_clerk_sets_a_condition_on_an_outcome(outcome, clerk):
    set_condition(outcome, "A report comes within the year", by=clerk, on=MEETING_DAY)

    condition = outcome.conditions.get()
    assert (condition.text, condition.state) == (
        "A report comes within the year",
        ConditionState.OPEN,
    )
    entry = AuditEntry.objects.get(event=DecisionEvent.CONDITION_SET)
    assert entry.sentence.endswith("on condition that A report comes within the year")
    assert (entry.about, entry.matter) == (
        outcome.pk,
        outcome.question.placement.recommendation.matter_id,
    )


def test_officer_may_not_set_a_condition_on_an_outcome(outcome, officer):
    with pytest.raises(PermissionDenied):
        set_condition(outcome, "A report", by=officer, on=MEETING_DAY)

    assert not Condition.objects.exists()


@pytest.mark.parametrize(
    "state", [ConditionState.MET, ConditionState.FAILED, ConditionState.LAPSED]
)
def test_officer_marks_what_became_of_a_condition(condition, officer, state):
    mark_condition(condition, state, evidence="Letter", by=officer, on=MEETING_DAY)

    condition.refresh_from_db()
    assert (condition.state, condition.evidence, condition.marked_on) == (
        state,
        "Letter",
        MEETING_DAY,
    )
    entry = AuditEntry.objects.get(event=DecisionEvent.CONDITION_MARKED)
    assert entry.sentence == f"Condition {state.label.lower()}: {SELECTED}"
    assert entry.matter == condition.executive_decision.matter_id


def test_marking_a_condition_of_an_outcome_is_about_its_matter(outcome, clerk):
    condition = set_condition(outcome, "A report", by=clerk, on=MEETING_DAY)

    mark_condition(condition, ConditionState.MET, evidence="Item 6", by=clerk, on=MEETING_DAY)

    entry = AuditEntry.objects.get(event=DecisionEvent.CONDITION_MARKED)
    assert entry.matter == outcome.question.placement.recommendation.matter_id


def test_auditor_may_not_mark_a_condition(condition, auditor):
    with pytest.raises(PermissionDenied):
        mark_condition(
            condition, ConditionState.MET, evidence="Letter", by=auditor, on=MEETING_DAY
        )

    condition.refresh_from_db()
    assert condition.state == ConditionState.OPEN
