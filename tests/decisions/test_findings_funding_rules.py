from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import LinkKind, Result, Settlement
from decisions.rules.actions import ActionFacts
from decisions.rules.findings import (
    DecisionFacts,
    HistoricFacts,
    LineFacts,
    LinkFacts,
    MatterFacts,
    OptionFacts,
    findings,
)
from decisions.rules.money import AwardFacts
from papers.choices import OptionStatus, Source

FIRST, LATER, LAST = date(2025, 6, 12), date(2025, 10, 9), date(2026, 3, 31)
AWARD = AwardFacts(Source.HIGH_NEEDS, "Outreach", Decimal(1000), "2025-26")
SETTLED = DecisionFacts(
    key="first",
    title="Recommendation 1",
    decided_on=FIRST,
    result=Result.CARRIED,
    settlement=Settlement.SETTLED,
    seeks_resources=True,
    amount_asked=Decimal(1000),
    amount_agreed=Decimal(1000),
    awards=(AWARD,),
)
WITHOUT = replace(SETTLED, awards=(), settlement=Settlement.NOT_APPLICABLE)
ANOTHER = replace(
    SETTLED,
    key="later",
    decided_on=LATER,
    awards=(replace(AWARD, source=Source.ONE_OFF),),
    links=(LinkFacts(LinkKind.REPLACES, "first"),),
)
OPTION = OptionFacts("High needs", FIRST, Source.HIGH_NEEDS, OptionStatus.CHOSEN, "first")
OPEN = ActionFacts("Report", has_owner=True, due_on=date(2027, 1, 1), reference="Jun25-Ac1")


def found(*decisions, **more):
    return findings(MatterFacts("Outreach", LAST, decisions, **more))


def rules(*decisions, **more):
    return [finding.rule for finding in found(*decisions, **more)]


def test_settled_decision_is_quiet():
    assert rules(SETTLED, options=(OPTION,), actions=(OPEN,)) == []


def test_approval_without_a_source_waits_for_the_forum():
    (finding,) = found(WITHOUT)

    assert finding.rule == "approved-without-source"
    assert finding.sentence == ("Recommendation 1 was agreed on 12 June 2025 and names no source.")
    assert not finding.is_resolved


def test_approval_in_principle_settled_later_is_resolved_and_late():
    in_principle = replace(WITHOUT, settlement=Settlement.UNSETTLED)
    later = replace(
        SETTLED,
        key="later",
        decided_on=LATER,
        links=(LinkFacts(LinkKind.SETTLES_SOURCE, "first"),),
    )

    without, late = found(in_principle, later)

    assert without.sentence.endswith("in principle, its source not settled.")
    assert (without.is_resolved, without.resolves) == (
        True,
        "Settled by the decision of 9 October 2025.",
    )
    assert late.rule == "settled-late"
    assert "119 days after it was agreed" in late.sentence


@pytest.mark.parametrize(
    "decision",
    [
        replace(WITHOUT, result=Result.NOT_CARRIED),
        replace(WITHOUT, seeks_resources=False),
    ],
)
def test_what_agreed_no_money_needs_no_source(decision):
    assert rules(decision) == []


def test_settled_at_the_same_meeting_is_not_late():
    same_day = replace(SETTLED, key="later", links=(LinkFacts(LinkKind.SETTLES_SOURCE, "first"),))

    assert rules(WITHOUT, same_day) == ["approved-without-source"]


@pytest.mark.parametrize("kind", [LinkKind.AMENDS, LinkKind.REPLACES, LinkKind.RE_DECIDES])
def test_source_changed_by_a_later_decision(kind):
    later = replace(ANOTHER, links=(LinkFacts(kind, "first"),))

    (finding,) = found(SETTLED, later)

    assert finding.rule == "source-changed"
    assert finding.sentence == (
        "Recommendation 1 of 12 June 2025 was to come from high needs money; the decision of "
        "9 October 2025 takes it from one-off money."
    )


def test_source_kept_by_a_later_decision_is_quiet():
    assert rules(SETTLED, replace(ANOTHER, awards=(AWARD,))) == []


def test_source_that_was_not_offered_has_changed():
    option = replace(OPTION, source=Source.CENTRALLY_RETAINED)

    assert rules(SETTLED, options=(option,)) == ["source-changed"]
    assert rules(SETTLED, options=(option, OPTION)) == []
    assert rules(WITHOUT, options=(option,)) == ["approved-without-source"]


@pytest.mark.parametrize(
    ("label", "named_on", "expected"),
    [
        ("Balance", LATER, ["several-labels"]),
        ("High needs", LATER, []),
        ("Balance", FIRST, []),
    ],
)
def test_several_labels_over_several_meetings(label, named_on, expected):
    other = replace(OPTION, label=label, named_on=named_on)

    assert rules(SETTLED, options=(OPTION, other)) == expected


def test_option_that_is_no_source_is_found():
    assert rules(options=(replace(OPTION, source=None),)) == ["option-not-recognised"]


@pytest.mark.parametrize(
    ("decision", "status", "expected"),
    [
        (SETTLED, OptionStatus.OFFERED, ["option-never-resolved"]),
        (SETTLED, OptionStatus.REJECTED, []),
        (replace(WITHOUT, result=Result.DEFERRED), OptionStatus.OFFERED, []),
    ],
)
def test_option_left_standing_after_its_decision(decision, status, expected):
    assert rules(decision, options=(replace(OPTION, status=status),)) == expected


@pytest.mark.parametrize(
    ("until_on", "action", "expected"),
    [
        pytest.param(date(2026, 3, 30), OPEN, ["authority-expired"], id="ended yesterday"),
        pytest.param(LAST, OPEN, [], id="ends today"),
        pytest.param(date(2026, 3, 30), replace(OPEN, closed_on=LATER), [], id="action closed"),
    ],
)
def test_authority_ended_while_actions_continue(until_on, action, expected):
    ended = replace(SETTLED, awards=(replace(AWARD, until_on=until_on),))

    assert rules(ended, actions=(action,)) == expected


def test_authority_of_a_replaced_decision_does_not_count():
    ended = replace(ANOTHER, awards=(replace(AWARD, until_on=LATER),))

    assert rules(SETTLED, ended, actions=(OPEN, OPEN)) == ["authority-expired"]


def test_authority_without_an_end_does_not_expire():
    endless = replace(SETTLED, awards=(replace(AWARD, financial_year=""),))

    assert rules(endless, actions=(OPEN,)) == []


@pytest.mark.parametrize(
    ("text", "is_recurring", "recurs"),
    [
        ("Agree to fund four posts.", None, True),
        ("Agree £5,000 per annum.", None, True),
        ("Agree £5k p.a. for each school.", None, True),
        ("Agree an Ongoing contribution.", None, True),
        ("Agree to buy laptops.", None, False),
        ("Agree post-16 transport.", None, False),
        ("Agree to buy laptops.", True, True),
        ("Agree to fund four posts.", False, False),
    ],
)
def test_one_off_money_for_a_recurring_cost(text, is_recurring, recurs):
    decision = replace(ANOTHER, links=(), text=text, is_recurring=is_recurring)

    assert rules(decision) == (["one-off-for-recurring"] if recurs else [])


def test_one_off_money_that_was_refused_or_has_no_end():
    refused = replace(ANOTHER, links=(), is_recurring=True, result=Result.NOT_CARRIED)
    award = replace(AWARD, source=Source.ONE_OFF, financial_year="")
    endless = replace(ANOTHER, links=(), is_recurring=True, awards=(award,))

    assert rules(refused) == []
    assert found(endless)[0].sentence == (
        "Recommendation 1 takes one-off money for a cost that reads as recurring."
    )


@pytest.mark.parametrize(
    ("allocated", "expected"),
    [(Decimal(999), ["line-over-committed"]), (Decimal(1000), []), (None, [])],
)
def test_line_over_committed(allocated, expected):
    line = LineFacts("Outreach", "2025-26", allocated, Decimal(1000))

    assert rules(lines=(line,)) == expected


@pytest.mark.parametrize(
    ("amount", "result", "expected"),
    [
        (101, Result.CARRIED, ["historic-increased"]),
        (100, Result.CARRIED, []),
        (101, Result.NOT_CARRIED, []),
    ],
)
def test_historic_commitment_increased(amount, result, expected):
    historic = HistoricFacts("Combined budgets", Decimal(amount), Decimal(100))

    assert rules(replace(SETTLED, result=result, historic=(historic,))) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"amount_asked": Decimal(1001)}, ["amount-differs"]),
        ({"amount_asked": None}, []),
        ({"amount_agreed": None}, []),
    ],
)
def test_amount_agreed_differs_from_the_amount_asked(change, expected):
    assert rules(replace(SETTLED, **change)) == expected
