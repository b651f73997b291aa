"""Findings about how long a decision lasts, what was said of it, and what was asked."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import ConditionState, ExternalResult, LinkKind, Result, Settlement
from decisions.rules.authority import ConditionFacts
from decisions.rules.findings import (
    ORDER,
    AskedFacts,
    ClaimFacts,
    CorrectionFacts,
    DecisionFacts,
    LinkFacts,
    MatterFacts,
    OfficeFacts,
    OptionFacts,
    SpendingFacts,
    StepFacts,
    figures,
    findings,
)
from decisions.rules.money import AwardFacts
from forum.choices import AuthorityTie, EvidenceGrade
from papers.choices import OptionStatus, Source

JUNE, OCTOBER, LAST, AFTER = (
    date(2025, 6, 12),
    date(2025, 10, 9),
    date(2026, 3, 31),
    date(2026, 6, 1),
)
AWARD = AwardFacts(Source.HIGH_NEEDS, "Outreach", Decimal(1000), "2025-26")
SETTLED = DecisionFacts(
    key="june",
    title="Recommendation 1",
    decided_on=JUNE,
    result=Result.CARRIED,
    settlement=Settlement.SETTLED,
    seeks_resources=True,
    amount_agreed=Decimal(1000),
    awards=(AWARD,),
    recommendation="asked",
)
LATER = replace(SETTLED, key="october", decided_on=OCTOBER)
SPENT = SpendingFacts("spent", "The posts start.", JUNE, OCTOBER, Decimal(500))
ASKED = AskedFacts(
    "asked", "Recommendation 1", JUNE, Decimal(1000), named_elsewhere="paragraph 13"
)


def found(*decisions, on=AFTER, **more):
    return findings(MatterFacts("Outreach", on, decisions, **more))


def rules(*decisions, **more):
    return [each.rule for each in found(*decisions, **more)]


def test_recommendation_that_names_no_source_is_found_with_where_they_were_named():
    (finding,) = found(asked=(ASKED,))

    assert finding.rule == "asked-without-source"
    assert finding.sentence == (
        "Recommendation 1 asks for £1,000 and names no funding source; sources are named only in "
        "paragraph 13."
    )
    assert not finding.is_resolved


@pytest.mark.parametrize(
    ("asked", "expected"),
    [(ASKED, [("asked-without-source", True)]), (replace(ASKED, sources_named=1), [])],
)
def test_recommendation_whose_source_was_settled_is_put_right(asked, expected):
    assert [(each.rule, each.is_resolved) for each in found(SETTLED, asked=(asked,))] == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({}, [], id="within the award"),
        pytest.param({"until_on": LAST}, [], id="to its last day"),
        pytest.param({"until_on": AFTER}, [False], id="beyond it"),
        pytest.param({"from_on": date(2025, 6, 11)}, [False], id="before the decision"),
    ],
)
def test_spending_is_held_against_the_authority_of_its_days(change, expected):
    spending = replace(SPENT, **change)

    assert [each.is_resolved for each in found(SETTLED, spending=(spending,))] == expected


def test_spending_without_authority_says_on_which_days():
    (finding,) = found(SETTLED, spending=(replace(SPENT, until_on=AFTER),))

    assert finding.rule == "spent-without-authority"
    assert "no current authority from 1 April 2026 to 1 June 2026" in finding.sentence
    assert "£500" in finding.sentence


def test_spending_that_a_later_decision_covers_is_put_right():
    backdated = replace(LATER, awards=(replace(AWARD, from_on=JUNE),))

    (finding,) = found(backdated, spending=(SPENT,))

    assert (finding.is_resolved, finding.resolves) == (
        True,
        "A later decision covers the whole of it.",
    )


@pytest.mark.parametrize("kind", [LinkKind.REPLACES, LinkKind.REVERSES])
def test_spending_after_the_decision_was_taken_back_is_found(kind):
    reversing = replace(LATER, awards=(), settlement=Settlement.NOT_APPLICABLE,
                        seeks_resources=False, links=(LinkFacts(kind, "june"),))  # fmt: skip

    assert rules(SETTLED, reversing, spending=(SPENT,)) == ["spent-without-authority"]


@pytest.mark.parametrize(
    ("state", "on", "expected"),
    [
        (ConditionState.MET, AFTER, []),
        (ConditionState.OPEN, LAST, []),
        (ConditionState.OPEN, AFTER, ["condition-not-met"]),
        (ConditionState.FAILED, LAST, ["condition-not-met"]),
        (ConditionState.LAPSED, LAST, ["condition-not-met"]),
    ],
)
def test_condition_that_was_not_met_is_found(state, on, expected):
    hanging = replace(SETTLED, conditions=(ConditionFacts("The grant is paid.", state),))

    assert rules(hanging, on=on) == expected


def test_condition_of_a_replaced_decision_is_put_right():
    hanging = replace(
        SETTLED, conditions=(ConditionFacts("The grant is paid.", ConditionState.FAILED),)
    )
    later = replace(LATER, links=(LinkFacts(LinkKind.REPLACES, "june"),))

    (finding,) = found(hanging, later)

    assert (finding.rule, finding.is_resolved) == ("condition-not-met", True)


@pytest.mark.parametrize(("overtakes", "expected"), [(True, ["overtaken-outside"]), (False, [])])
def test_decision_overtaken_by_an_outside_body_is_found(overtakes, expected):
    step = StepFacts("The cabinet", ExternalResult.REFUSED, OCTOBER, overtakes=overtakes)

    assert rules(replace(SETTLED, outside=(step,))) == expected


def test_overtaken_decision_that_the_forum_took_up_is_put_right():
    step = StepFacts("The cabinet", ExternalResult.APPROVED_IN_PART, OCTOBER, Decimal(600), True)
    later = replace(LATER, links=(LinkFacts(LinkKind.AMENDS, "june"),))

    (finding,) = found(replace(SETTLED, outside=(step,)), later)

    assert finding.is_resolved
    assert finding.sentence.endswith("approved in part, £600.")


@pytest.mark.parametrize(
    ("again_on", "expected"),
    [
        pytest.param(None, [False], id="never"),
        pytest.param(OCTOBER, [], id="in time"),
        pytest.param(date(2026, 1, 15), [True], id="late"),
    ],
)
def test_deferral_that_does_not_come_back_in_time_is_found(again_on, expected):
    deferred = replace(SETTLED, result=Result.DEFERRED, awards=(), deferred_to_on=OCTOBER,
                       settlement=Settlement.NOT_APPLICABLE)  # fmt: skip
    again = (replace(LATER, decided_on=again_on),) if again_on else ()

    of_rule = [each for each in found(deferred, *again) if each.rule == "deferral-forgotten"]

    assert [each.is_resolved for each in of_rule] == expected


@pytest.mark.parametrize(
    ("grade", "expected"),
    [
        (EvidenceGrade.LATER_ASSERTION, ["later-assertion-only"]),
        (EvidenceGrade.MINUTE, []),
        (None, []),
    ],
)
def test_decision_known_from_a_later_assertion_only_is_found(grade, expected):
    assert rules(replace(SETTLED, grade=grade)) == expected


@pytest.mark.parametrize(("has_counts", "expected"), [(True, []), (False, ["votes-not-recorded"])])
def test_decision_without_counts_is_found(has_counts, expected):
    assert rules(replace(SETTLED, has_counts=has_counts)) == expected


@pytest.mark.parametrize(("is_great", "expected"), [(True, ["greatly-corrected"]), (False, [])])
def test_great_correction_of_agreed_minutes_is_found(is_great, expected):
    correction = CorrectionFacts(OCTOBER, "£10,000", "£1,000", is_great)

    assert rules(replace(SETTLED, corrections=(correction,))) == expected


@pytest.mark.parametrize(
    ("amount", "names_money", "expected"),
    [
        (Decimal(1000), False, []),
        (Decimal(2000), False, ["statement-contradicted"]),
        (None, True, []),
        (None, False, []),
    ],
)
def test_statement_is_held_against_amount_and_source(amount, names_money, expected):
    said = ClaimFacts("The director", OCTOBER, "june", "approved", amount=amount,
                      names_money=names_money, is_statement=True)  # fmt: skip

    assert rules(SETTLED, claims=(said,)) == expected


def test_statement_is_told_by_who_said_it():
    said = ClaimFacts("The director", OCTOBER, "june", "£2,000 was agreed", amount=Decimal(2000),
                      is_statement=True, where="minute 6")  # fmt: skip

    (finding,) = found(SETTLED, claims=(said,))

    assert finding.sentence == (
        "The director, on 9 October 2025: “£2,000 was agreed”; the decision of 12 June 2025 "
        "agreed £1,000."
    )
    assert str(finding.evidence[0]) == "The director, 9 October 2025 (minute 6)"


def test_services_de_delegated_one_by_one_are_one_name():
    options = tuple(
        OptionFacts(f"De-delegated, {name}", day, Source.DE_DELEGATED, OptionStatus.CHOSEN, "june")
        for name, day in (("Insurance", JUNE), ("Licences", OCTOBER))
    )

    assert figures(MatterFacts("Services", AFTER, options=options)).labels == 1
    assert rules(options=options) == []


def test_overtaken_refused_decision_no_longer_gives_authority():
    step = StepFacts("The cabinet", ExternalResult.REFUSED, JUNE, overtakes=True)
    refused = replace(SETTLED, outside=(step,))

    assert "spent-without-authority" in rules(refused, spending=(SPENT,))


def test_every_rule_has_its_place_in_the_order():
    assert len(set(ORDER)) == len(ORDER)


@pytest.mark.parametrize(
    ("tie", "until_on", "expected"),
    [
        (AuthorityTie.NONE, None, []),
        (AuthorityTie.EXECUTIVE_MEMBER, None, [("barred-office", False)]),
        (AuthorityTie.OFFICER, LAST, [("barred-office", True)]),
        (AuthorityTie.OFFICER, AFTER, [("barred-office", False)]),
    ],
)
def test_chair_tied_to_the_authority_is_found(tie, until_on, expected):
    held = OfficeFacts("1", "Chair", "Academy governor 1", JUNE, tie, until_on)

    assert [(each.rule, each.is_resolved) for each in found(offices=(held,))] == expected
