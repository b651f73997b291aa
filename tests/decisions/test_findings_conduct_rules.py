from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import LinkKind, Result, Settlement
from decisions.rules.actions import ActionFacts
from decisions.rules.findings import (
    ClaimFacts,
    DecisionFacts,
    LinkFacts,
    MatterFacts,
    findings,
)
from decisions.rules.money import AwardFacts
from papers.choices import Source

FIRST, LATER, TODAY = date(2025, 6, 12), date(2025, 10, 9), date(2025, 12, 1)
DECISION = DecisionFacts(
    key="first",
    title="Recommendation 1",
    decided_on=FIRST,
    result=Result.CARRIED,
    settlement=Settlement.SETTLED,
    seeks_resources=True,
    awards=(AwardFacts(Source.HIGH_NEEDS, "Outreach", Decimal(1000), "2025-26"),),
)
UNSETTLED = replace(DECISION, awards=(), settlement=Settlement.UNSETTLED)
RATIFYING = replace(
    DECISION,
    key="later",
    decided_on=LATER,
    result=Result.RATIFIED,
    links=(LinkFacts(LinkKind.RATIFIES, "first"),),
)
CLAIM = ClaimFacts(
    "Early help update", LATER, "first", "approved from high needs", Source.HIGH_NEEDS
)
ACTION = ActionFacts("Report", has_owner=True, due_on=TODAY, reference="Jun25-Ac1")


def rules(*decisions, **more):
    return [each.rule for each in findings(MatterFacts("Outreach", TODAY, decisions, **more))]


def test_regular_history_is_quiet():
    assert rules(DECISION, claims=(CLAIM,), actions=(ACTION,)) == []


def test_vote_from_outside_the_group_is_found():
    decision = replace(DECISION, voters_outside=("Academy trust 1", "Academy trust 2"))

    (finding,) = findings(MatterFacts("Outreach", TODAY, (decision,)))

    assert finding.rule == "wrong-group-voted"
    assert "Academy trust 1, Academy trust 2" in finding.sentence


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ["never-ratified"]),
        ({"result": Result.NOT_CARRIED}, ["never-ratified"]),
        ({"result": Result.VIEW_RECORDED}, ["never-ratified"]),
        ({"result": Result.VIEW_RECORDED, "forum_decides": False}, []),
        ({"result": Result.DEFERRED}, []),
        ({"is_quorate": True}, []),
    ],
)
def test_inquorate_decision_is_to_be_ratified(change, expected):
    assert rules(replace(DECISION, **{"is_quorate": False, **change})) == expected


@pytest.mark.parametrize(
    ("is_quorate", "expected"), [(True, []), (False, ["never-ratified", "never-ratified"])]
)
def test_ratifying_meeting_is_quorate_itself(is_quorate, expected):
    inquorate = replace(DECISION, is_quorate=False)

    assert rules(inquorate, replace(RATIFYING, is_quorate=is_quorate)) == expected


@pytest.mark.parametrize(
    ("decision", "change", "says"),
    [
        (UNSETTLED, {"source": None}, "named no source"),
        (UNSETTLED, {}, "named no source"),
        (replace(DECISION, result=Result.NOT_CARRIED), {}, "was not carried"),
        (DECISION, {"source": Source.DE_DELEGATED}, "is paid from high needs money"),
        (DECISION, {"on": date(2025, 6, 11)}, "named no source"),
    ],
)
def test_later_paper_contradicts_the_record(decision, change, says):
    matter = MatterFacts("Outreach", TODAY, (decision,), claims=(replace(CLAIM, **change),))

    (finding,) = (each for each in findings(matter) if each.rule == "statement-contradicted")

    assert says in finding.sentence


@pytest.mark.parametrize("change", [{"source": None}, {"decision": "unknown"}, {"on": FIRST}])
def test_claim_that_fits_the_record_is_quiet(change):
    assert rules(DECISION, claims=(replace(CLAIM, **change),)) == []


@pytest.mark.parametrize(
    ("decision", "change", "expected"),
    [
        (DECISION, {"financial_year": "2026-27"}, ["earlier-approval-reused"]),
        (DECISION, {"financial_year": "2025-26"}, []),
        (DECISION, {"financial_year": "2026-27", "decision": "unknown"}, []),
    ],
)
def test_approval_is_for_its_own_year(decision, change, expected):
    assert rules(decision, claims=(replace(CLAIM, **change),)) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"due_on": date(2025, 11, 30)}, ["action-overdue"]),
        ({"due_on": date(2025, 11, 30), "closed_on": LATER}, []),
        ({"has_owner": False}, ["action-without-owner"]),
        ({"due_on": None}, ["action-without-date"]),
    ],
)
def test_action_that_nobody_will_do_is_found(change, expected):
    assert rules(actions=(replace(ACTION, **change),)) == expected


@pytest.mark.parametrize(("closed_on", "resolved"), [(None, False), (LATER, True)])
def test_closed_action_without_owner_or_date_stays_in_the_history(closed_on, resolved):
    action = replace(ACTION, has_owner=False, due_on=None, closed_on=closed_on)

    found = findings(MatterFacts("Outreach", TODAY, actions=(action,)))

    assert [(each.rule, each.is_resolved) for each in found] == [
        ("action-without-owner", resolved),
        ("action-without-date", resolved),
    ]


def test_substitute_of_another_group_is_found():
    decision = replace(DECISION, substitutes_outside=("Primary headteacher 1",))

    (finding,) = findings(MatterFacts("Outreach", TODAY, (decision,)))

    assert finding.rule == "substitute-of-another-group"
    assert "could vote from Primary headteacher 1." in finding.sentence


def test_ruling_of_the_clerk_is_found_with_its_reason():
    decision = replace(DECISION, rulings=("Primary headteacher 1. The clerk ruled: late papers.",))

    (finding,) = findings(MatterFacts("Outreach", TODAY, (decision,)))

    assert finding.rule == "clerk-ruled-on-register"
    assert "The clerk ruled: late papers." in finding.sentence
