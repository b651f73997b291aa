"""Middlesbrough, July 2018 to March 2019: the three papers that the gate would have met."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from forum.choices import Group
from papers.choices import Block, LineKind, OptionStatus, Origin, Source
from papers.rules.facts import LineFacts, OptionFacts, RecommendationFacts, TablingFacts
from papers.rules.tabling import may_table

JULY_TEXT = """Proposal

11. SMF consider the funding of four Early Help Practitioner posts at a cost of £89,604 \
(4 x £22,401) to be managed by the Family Partnership Team within Stronger Families.

12. This proposal is modelled on good practice from a number of Local Authorities.

13. *It is proposed that the funding for these posts of £89,604 is allocated by SMF from the \
centrally retained budgets or from the direct school grant.*

14. *If approved, updates of early help undertaken would be presented to SMF.*
"""
JANUARY_TEXT = """6) *Early Help Practitioners*

Following discussions at SMF during 2018/19 SMF approved the funding of 4 Early Help Practitioner \
posts from the DSG. This is unsustainable. Therefore, the Local Authority proposes to de-delegate \
this service in 2019/20. The only other option to fund these posts would be out of the central \
services block, however this has limited resource available.
"""
ASK = Decimal(89_604)
JULY_ASK = RecommendationFacts(
    "1",
    "SMF vote to agree to the funding of £89,604 to recruit to four posts to be managed within "
    "the Councils Stronger Families service, across the primary and secondary schools sector.",
    "GENERAL",
    seeks_resources=True,
    amount=ASK,
    financial_year="2018-19",
)
JULY = TablingFacts(
    title="Schools and Early Help",
    tabled_on=date(2018, 6, 22),
    meeting_on=date(2018, 7, 4),
    recommendations=(JULY_ASK,),
    text=JULY_TEXT,
    groups_with_members=frozenset(Group),
    groups_with_schools=frozenset({Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SECONDARY}),
)
CENTRAL = OptionFacts(
    "A",
    Source.CENTRALLY_RETAINED,
    LineFacts("Contribution to combined budgets", Block.CSSB),
    ASK,
    "2018-19",
)
HIGH_NEEDS = replace(
    CENTRAL,
    letter="B",
    source=Source.HIGH_NEEDS,
    line=LineFacts("Support for inclusion", Block.HIGH_NEEDS),
)
POOL = LineFacts(
    "Additional high needs funding 2019-20",
    Block.HIGH_NEEDS,
    LineKind.GRANT,
    left=Decimal(336_000),
)
ONE_OFF = OptionFacts(
    "E",
    Source.ONE_OFF,
    POOL,
    ASK,
    "2019-20",
    from_on=date(2018, 9, 1),
    until_on=date(2019, 10, 31),
)
JANUARY_ASK = replace(
    JULY_ASK,
    text="De-delegate the Early Help Practitioners in 2019/20 under Behaviour Support Services.",
    amount=None,
    financial_year="2019-20",
    options=(OptionFacts("C", Source.DE_DELEGATED),),
)
JANUARY = replace(
    JULY,
    tabled_on=date(2019, 1, 4),
    meeting_on=date(2019, 1, 16),
    text=JANUARY_TEXT,
    recommendations=(JANUARY_ASK,),
)


def test_the_july_paper_is_refused_with_the_paragraph_that_holds_the_sources():
    ruling = may_table(JULY)

    assert ruling.codes == {"no-funding-source"}
    assert ruling.reasons[0].text == (
        "Recommendation 1 asks for £89,604 and names no funding source. Two sources are mentioned "
        "in paragraph 13 (“centrally retained budgets”, “direct school grant”); add them as "
        "funding options of the recommendation. “Direct school grant” is not one of the four "
        "sources: say which budget line it is."
    )


def with_options(*options):
    return replace(JULY, recommendations=(replace(JULY_ASK, options=options),))


def test_two_options_may_be_tabled():
    ruling = may_table(with_options(CENTRAL, HIGH_NEEDS))

    assert ruling.allowed
    assert ruling.warning_codes == {"unrecognised-source"}


def test_the_grant_as_a_whole_is_no_option():
    assert may_table(with_options(replace(CENTRAL, source="DSG"))).codes == {
        "option-source-unknown"
    }


def test_a_split_over_two_lines_adds_up():
    half, rest = Decimal(50_000), Decimal(39_604)
    parts = (
        replace(CENTRAL, amount=half),
        replace(HIGH_NEEDS, letter="A", amount=rest),
    )

    assert may_table(with_options(*parts)).allowed
    assert may_table(with_options(parts[0], replace(parts[1], amount=half))).codes == {
        "split-does-not-add-up"
    }


def test_the_january_de_delegation_is_refused_with_everything_it_lacks():
    ruling = may_table(JANUARY)

    assert ruling.codes == {
        "no-amount",
        "option-no-amount",
        "option-no-financial-year",
        "option-no-line",
        "option-no-service",
        "option-no-phase",
        "option-no-rates",
        "de-delegation-wrong-type",
    }
    assert ruling.warning_codes == {"source-only-in-text", "unrecognised-source"}


def test_the_january_warnings_quote_what_the_record_does_not_bear_out():
    texts = {warning.code: warning.text for warning in may_table(JANUARY).warnings}

    assert texts["unrecognised-source"].startswith("“DSG” in paragraph 6: ")
    assert "paragraph 6 (“central services block”)" in texts["source-only-in-text"]


@pytest.mark.parametrize("code", ["DEDEL_PRIMARY", "DEDEL_SCHOOL_IMPROVEMENT"])
def test_the_right_type_alone_does_not_mend_january(code):
    ask = replace(JANUARY_ASK, decision_type=code)

    refused = may_table(replace(JANUARY, recommendations=(ask,))).codes

    assert {"option-no-phase", "option-no-rates", "no-amount"} <= refused
    assert "de-delegation-wrong-type" not in refused


def test_another_source_beside_de_delegation_needs_a_recommendation_of_its_own():
    mixed = replace(JANUARY_ASK, decision_type="DEDEL_PRIMARY", options=(CENTRAL,))

    assert "option-not-de-delegated" in may_table(replace(JANUARY, recommendations=(mixed,))).codes


def february(*options):
    ask = replace(JULY_ASK, decision_type="RESERVE_USE", financial_year="2019-20", options=options)
    return replace(
        JULY,
        tabled_on=date(2019, 2, 27),
        meeting_on=date(2019, 2, 27),
        text="",
        origin=Origin.MATTERS_ARISING,
        recommendations=(ask,),
    )


def test_february_is_settled_from_the_floor_with_one_off_money_inside_high_needs():
    gone = replace(CENTRAL, letter="D", status=OptionStatus.UNAVAILABLE)

    ruling = may_table(february(gone, ONE_OFF))

    assert ruling.allowed
    assert ruling.warning_codes == {"nothing-after-the-end"}


def test_february_without_an_end_date_is_refused():
    assert may_table(february(replace(ONE_OFF, until_on=None))).codes == {"option-no-end-date"}


def test_february_for_four_years_of_posts_is_more_than_the_pool():
    asked = replace(ONE_OFF, line=replace(POOL, left=Decimal(89_603)))

    assert may_table(february(asked)).warning_codes == {"over-balance", "nothing-after-the-end"}


def test_the_review_itself_names_the_source_that_its_rules_are_about():
    rule = RecommendationFacts(
        "26",
        "SMF note that all requests for additional resources are made with specific options for "
        "funding arrangements within the Recommendations before the item is tabled.",
        "MONITORING",
        options=(replace(ONE_OFF, amount=None, financial_year=""),),
    )

    ruling = may_table(replace(JULY, text="", recommendations=(rule,)))

    assert ruling.allowed
    assert ruling.warnings == ()
