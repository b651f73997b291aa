"""The Middlesbrough matter, and the figures of its review."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import LinkKind, Result, Settlement
from decisions.rules.actions import ActionFacts
from decisions.rules.findings import (
    RULES,
    ClaimFacts,
    DecisionFacts,
    Figures,
    LinkFacts,
    MatterFacts,
    OptionFacts,
    claims_in,
    days_to_settled,
    figures,
    findings,
    settling_decision,
)
from decisions.rules.money import AwardFacts
from papers.choices import OptionStatus, Source

JULY, JANUARY, FEBRUARY, MARCH = (
    date(2018, 7, 4),
    date(2019, 1, 16),
    date(2019, 2, 27),
    date(2019, 3, 27),
)
ASKED = Decimal(89604)
APPROVAL = DecisionFacts(
    key="july",
    title="Recommendation 1",
    decided_on=JULY,
    result=Result.CARRIED_AS_AMENDED,
    settlement=Settlement.UNSETTLED,
    seeks_resources=True,
    text="Agree to fund four Early Help posts.",
    amount_asked=ASKED,
    amount_agreed=ASKED,
    evidence="minute 5",
)
SETTLING = DecisionFacts(
    key="february",
    title="Recommendation 2",
    decided_on=FEBRUARY,
    result=Result.CARRIED,
    settlement=Settlement.SETTLED,
    seeks_resources=True,
    text="Agree to fund the posts to October 2019.",
    amount_asked=ASKED,
    amount_agreed=ASKED,
    awards=(
        AwardFacts(
            Source.ONE_OFF,
            "High needs, additional one-off",
            ASKED,
            "2019-20",
            until_on=date(2019, 10, 31),
        ),
    ),
    links=(LinkFacts(LinkKind.SETTLES_SOURCE, "july"),),
)
REJECTED = OptionStatus.REJECTED
OPTIONS = (
    OptionFacts("Centrally retained budgets", JULY, Source.CENTRALLY_RETAINED, REJECTED, "july"),
    OptionFacts("Direct school grant", JULY, None, REJECTED, "july"),
    OptionFacts("De-delegation 2019/20", JANUARY, Source.DE_DELEGATED, REJECTED),
    OptionFacts("Central services block", JANUARY, Source.CENTRALLY_RETAINED, REJECTED),
    OptionFacts("Additional one-off High Needs", FEBRUARY, Source.ONE_OFF, OptionStatus.CHOSEN),
)
OVERDUE = ActionFacts("Bring clusters", True, FEBRUARY, "Jan19-Ac1", JANUARY)
MATTER = MatterFacts(
    title="Early Help Practitioners",
    as_of=MARCH,
    decisions=(SETTLING, APPROVAL),
    options=OPTIONS,
    claims=(ClaimFacts("Item 6", JANUARY, "july", "approved the posts from the DSG"),),
    actions=(OVERDUE,),
    meetings=(JULY, JANUARY, FEBRUARY, MARCH),
)


def found(matter):
    return [finding.rule for finding in findings(matter)]


def test_review_of_the_matter_in_figures():
    assert figures(MATTER) == Figures(
        days_to_settled=238,
        never_settled=0,
        meetings=3,
        labels=5,
        overdue_actions=1,
        statements_contradicted=1,
    )


def test_review_of_the_matter_finds():
    assert found(MATTER) == [
        "approved-without-source",
        "settled-late",
        "source-changed",
        "several-labels",
        "option-not-recognised",
        "one-off-for-recurring",
        "statement-contradicted",
        "action-overdue",
    ]


def test_quiet_matter_has_no_findings():
    assert findings(MatterFacts("Insurance", MARCH)) == ()


def test_figures_of_a_matter_without_money():
    assert figures(MatterFacts("Insurance", MARCH)) == Figures(None, 0, 0, 0, 0, 0)


def test_matter_never_settled_is_counted_up_to_the_day():
    matter = replace(MATTER, decisions=(APPROVAL,))

    counted = figures(matter)

    assert (counted.days_to_settled, counted.never_settled, counted.meetings) == (None, 1, 4)


def test_decision_with_its_source_is_settled_at_once():
    assert settling_decision(SETTLING, MATTER) == SETTLING
    assert days_to_settled(SETTLING, MATTER) == 0


def test_source_is_settled_by_the_first_decision_that_names_one():
    unsettled = replace(SETTLING, key="empty", decided_on=JANUARY, awards=())
    again = replace(SETTLING, key="again", decided_on=MARCH)
    matter = replace(MATTER, decisions=(APPROVAL, again, unsettled, SETTLING))

    assert settling_decision(APPROVAL, matter) == SETTLING


@pytest.mark.parametrize("kind", [LinkKind.REVERSES, LinkKind.REPLACES])
def test_approval_that_was_taken_back_waits_no_more(kind):
    later = replace(
        SETTLING, settlement=Settlement.NOT_APPLICABLE, awards=(), seeks_resources=False
    )
    matter = replace(
        MATTER, decisions=(APPROVAL, replace(later, links=(LinkFacts(kind, "july"),)))
    )

    (finding,) = [each for each in findings(matter) if each.rule == "approved-without-source"]

    assert (finding.is_resolved, finding.resolves) == (
        True,
        "Taken back by the decision of 27 February 2019.",
    )
    counted = figures(matter)
    assert (counted.never_settled, counted.days_to_settled, counted.meetings) == (0, None, 3)


@pytest.mark.parametrize("kind", [LinkKind.AMENDS, LinkKind.REVERSES, LinkKind.RATIFIES])
def test_other_links_settle_nothing(kind):
    later = replace(SETTLING, links=(LinkFacts(kind, "july"),))

    assert days_to_settled(APPROVAL, replace(MATTER, decisions=(APPROVAL, later))) is None


def test_every_finding_says_its_evidence_and_what_would_resolve_it():
    for finding in findings(MATTER):
        assert finding.title
        assert finding.sentence.endswith(".")
        assert finding.evidence
        assert finding.resolves.endswith(".")


def test_every_rule_is_run_once():
    assert len(set(RULES)) == len(RULES) == 29


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The posts were approved from the DSG.", None),
        ("It was agreed to pay from the dedicated schools grant.", None),
        ("Members agreed £1m from centrally retained budgets.", Source.CENTRALLY_RETAINED),
        ("It was approved from the central schools services block.", Source.CENTRALLY_RETAINED),
        ("They agreed to pay from one-off high needs money.", Source.ONE_OFF),
        ("They agreed to pay from the high needs block.", Source.HIGH_NEEDS),
        ("It was approved from dedelegated funds.", Source.DE_DELEGATED),
    ],
)
def test_text_claims_an_approval_from_some_money(text, source):
    (claim,) = claims_in(f"The forum met. {text} It was late.")

    assert (claim.words, claim.source) == (text.rstrip("."), source)


@pytest.mark.parametrize(
    "text",
    ["", "The forum agreed to fund the posts.", "It agreed a report from the director.", "DSG"],
)
def test_text_without_a_claim(text):
    assert claims_in(text) == ()
