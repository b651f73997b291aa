from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from forum.choices import Group
from papers.choices import (
    Block,
    ClearanceKind,
    Lateness,
    LineKind,
    OptionStatus,
    Origin,
    Precision,
    Purpose,
    Source,
)
from papers.rules.facts import (
    LineFacts,
    NilFacts,
    OptionFacts,
    RateFacts,
    RecommendationFacts,
    TablingFacts,
)
from papers.rules.tabling import lateness, may_table

YEAR = "2024-25"
ADMISSIONS = LineFacts("School admissions", Block.CSSB, left=Decimal(500_000))
OPTION = OptionFacts("A", Source.CENTRALLY_RETAINED, ADMISSIONS, Decimal(89_604), YEAR)
ASKED = RecommendationFacts(
    "1",
    "Agree the funding.",
    "CSSB_ONGOING",
    seeks_resources=True,
    amount=Decimal(89_604),
    financial_year=YEAR,
    options=(OPTION,),
)
NIL = NilFacts("The formula moves no money of a source.", "Head of Finance")
NOTED = RecommendationFacts("1", "Note the report.", "MONITORING", options=(OPTION,))
DECLARED = replace(NOTED, options=(), nil=NIL)
READY = TablingFacts(
    title="School admissions",
    tabled_on=date(2024, 9, 5),
    meeting_on=date(2024, 9, 19),
    recommendations=(ASKED,),
    groups_with_members=frozenset(Group),
    groups_with_schools=frozenset(Group),
)


def asked(**changes):
    return replace(READY, recommendations=(replace(ASKED, **changes),))


def put(recommendation, **changes):
    return replace(READY, recommendations=(recommendation,), **changes)


def test_a_paper_with_everything_may_be_tabled_without_a_warning():
    ruling = may_table(READY)

    assert ruling.allowed
    assert ruling.warnings == ()


def test_already_tabled():
    assert may_table(replace(READY, is_tabled=True)).codes == {"already-tabled"}


def test_not_on_an_agenda():
    assert may_table(replace(READY, meeting_on=None)).codes == {"not-on-an-agenda"}


def test_no_recommendation():
    assert may_table(replace(READY, recommendations=())).codes == {"no-recommendation"}


def test_a_paper_for_information_needs_no_recommendation():
    assert may_table(replace(READY, recommendations=(), purpose=Purpose.INFORMATION)).allowed


def test_no_funding_source_names_the_amount():
    ruling = may_table(asked(options=()))

    assert ruling.codes == {"no-funding-source"}
    reason = ruling.reasons[0]
    assert reason.text == "Recommendation 1 asks for £89,604 and names no funding source."
    assert (reason.who, reason.source, reason.where) == (
        "the author", "Middlesbrough review 2019, recommendation 26", "Recommendation 1",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("precision", "amount", "words"),
    [
        (Precision.APPROXIMATE, Decimal(1_000_000), "approximately £1,000,000"),
        (Precision.UP_TO, Decimal(5_000_000), "up to £5,000,000"),
        (Precision.EXACT, Decimal("30352.50"), "£30,352.50"),
        (Precision.EXACT, None, "money"),
    ],
)
def test_no_funding_source_states_the_amount_as_firmly_as_the_paper(precision, amount, words):
    ruling = may_table(asked(options=(), precision=precision, amount=amount))

    assert ruling.reasons[0].text.startswith(f"Recommendation 1 asks for {words} and names no")


def test_no_funding_source_holds_for_a_recommendation_that_only_notes():
    ruling = may_table(put(replace(NOTED, options=())))

    assert ruling.codes == {"no-funding-source"}
    assert ruling.reasons[0].text == (
        "Recommendation 1 names no funding source: name that of the money which it is about."
    )


@pytest.mark.parametrize("status", [each for each in OptionStatus if each != "offered"])
def test_no_funding_source_where_no_option_is_on_offer(status):
    ruling = may_table(asked(options=(replace(OPTION, status=status),)))

    assert ruling.codes == {"no-funding-source"}
    assert ruling.reasons[0].text.endswith("None of its options is on offer any more.")


def test_no_funding_source_names_one_source_that_the_text_mentions():
    facts = replace(asked(options=()), text="4. It could be met from reserves.")

    assert may_table(facts).reasons[0].text == (
        "Recommendation 1 asks for £89,604 and names no funding source. One source is mentioned "
        "in paragraph 4 (“reserves”); add it as a funding option of the recommendation."
    )


def test_no_funding_source_names_what_is_proposed_before_what_is_only_spoken_of():
    facts = replace(asked(options=()), text="3. Reserves fell.\n4. It could be met from the CSSB.")

    assert "One source is mentioned in paragraph 4 (“CSSB”)" in may_table(facts).reasons[0].text


@pytest.mark.parametrize(("several", "count"), [(8, "Eight"), (9, "Nine"), (10, "10")])
def test_no_funding_source_counts_its_mentions(several, count):
    words = "reserve reserves balance balances surplus surpluses CSSB underspend underspends"
    some = ", ".join([*words.split(), "high needs"][:several])

    found = may_table(replace(asked(options=()), text=f"It could be: {some}.")).reasons[0].text

    assert f" {count} sources are mentioned in the text (" in found


def test_a_recommendation_that_only_notes_needs_a_source_and_no_amount():
    bare = replace(NOTED, options=(OptionFacts("A", Source.CENTRALLY_RETAINED),))

    assert may_table(put(bare)).allowed


def test_a_recommendation_that_only_notes_still_needs_one_of_the_four_sources():
    assert may_table(put(replace(NOTED, options=(OptionFacts("A", "DSG"),)))).codes == {
        "option-source-unknown"
    }


def test_nil_declaration_counts_where_the_constitution_allows_it():
    assert may_table(put(DECLARED, nil_allowed=True)).allowed


def test_nil_not_allowed_does_not_count():
    assert may_table(put(DECLARED)).codes == {"nil-not-allowed", "no-funding-source"}


def test_nil_but_seeks_resources():
    facts = replace(asked(options=(), nil=NIL), nil_allowed=True)

    assert may_table(facts).codes == {"nil-but-seeks-resources", "no-funding-source"}


def test_nil_beside_a_source():
    facts = put(replace(DECLARED, options=(OPTION,)), nil_allowed=True)

    assert may_table(facts).codes == {"nil-beside-a-source"}


@pytest.mark.parametrize("nil", [NilFacts(" ", "Head of Finance"), NilFacts("None.", "")])
def test_nil_incomplete(nil):
    assert may_table(put(replace(DECLARED, nil=nil), nil_allowed=True)).codes == {"nil-incomplete"}


def test_no_decision_type():
    assert may_table(asked(decision_type="")).codes == {"no-decision-type"}


@pytest.mark.parametrize(
    ("code", "year"), [("FALLING_ROLLS", "2013-14"), ("GENERAL", "2012-13"), ("OTHER", YEAR)]
)
def test_decision_type_unknown_in_year(code, year):
    facts = asked(
        decision_type=code, financial_year=year, options=(replace(OPTION, financial_year=year),)
    )

    ruling = may_table(facts)

    assert ruling.codes == {"decision-type-unknown-in-year"}
    assert (
        ruling.reasons[0].text
        == f"Recommendation 1: “{code}” is not a type of decision of {year}."
    )


def test_decision_type_unknown_tells_the_year_of_the_meeting_where_there_is_no_other():
    ruling = may_table(put(replace(NOTED, decision_type="OTHER")))

    assert ruling.reasons[0].text.endswith("not a type of decision of 2024-25.")


def test_group_widened():
    ruling = may_table(
        put(replace(NOTED, decision_type="SCHEME_CHANGE", groups=(Group.ACADEMY_MAINSTREAM,)))
    )

    assert ruling.codes == {"group-widened"}
    assert ruling.reasons[0].text == (
        "Recommendation 1 asks mainstream academies members; the law gives this vote to schools "
        "members only. A paper may ask fewer, never more."
    )


def test_a_paper_may_ask_fewer_groups():
    assert may_table(asked(groups=(Group.MAINTAINED_PRIMARY,))).allowed


def test_groups_of_a_paper_that_the_forum_only_notes_do_not_matter():
    assert may_table(put(replace(NOTED, groups=(Group.MAINTAINED_PRIMARY,)))).allowed


@pytest.mark.parametrize("amount", [None, Decimal("-0.01"), Decimal(0)])
def test_no_amount(amount):
    assert "no-amount" in may_table(asked(amount=amount)).codes


def test_an_amount_of_a_penny_is_an_amount():
    penny = Decimal("0.01")

    assert may_table(asked(amount=penny, options=(replace(OPTION, amount=penny),))).allowed


@pytest.mark.parametrize("year", ["", "2024", "2024-26"])
def test_no_financial_year(year):
    assert may_table(asked(financial_year=year)).codes == {"no-financial-year"}


def test_informed_seeks_resources():
    ruling = may_table(asked(decision_type="MONITORING", text="Note it."))

    assert ruling.codes == {"informed-seeks-resources"}
    assert ruling.reasons[0].text == (
        "Recommendation 1 asks for £89,604, but the forum is only informed of monitoring and "
        "progress reports; it cannot grant it."
    )


def test_not_marked_as_seeking_resources():
    unmarked = replace(NOTED, decision_type="DEDEL_PRIMARY", text="Agree it.")

    assert may_table(put(unmarked)).codes == {"not-marked-as-seeking-resources"}


def test_no_finance_clearance():
    ruling = may_table(replace(READY, clearances_missing=(ClearanceKind.FINANCE,)))

    assert ruling.codes == {"no-finance-clearance"}
    assert ruling.reasons[0].who == "the finance officer"


def test_finance_clearance_given_or_not_asked_for():
    missing = (ClearanceKind.FINANCE,)

    assert may_table(replace(READY, clearances_missing=())).allowed
    assert may_table(put(DECLARED, nil_allowed=True, clearances_missing=missing)).allowed


def test_obstacles_of_options_are_those_of_the_gate():
    facts = asked(options=(replace(OPTION, line=None), replace(OPTION, letter="B", amount=None)))

    assert may_table(facts).codes == {"option-no-line", "option-no-amount"}
    assert [reason.where for reason in may_table(facts).reasons] == [
        "Recommendation 1, option A",
        "Recommendation 1, option B",
    ]


def test_parts_of_a_split_have_names_of_their_own():
    parts = (replace(OPTION, line=None), replace(OPTION, line=None))

    assert [reason.where for reason in may_table(asked(options=parts)).reasons] == [
        "Recommendation 1, option A, part 1",
        "Recommendation 1, option A, part 2",
        "Recommendation 1, option A",
    ]


def test_split_that_does_not_add_up_is_an_obstacle():
    half = replace(OPTION, amount=Decimal(44_802))

    assert may_table(asked(options=(half,))).codes == {"split-does-not-add-up"}
    assert may_table(asked(options=(half, half))).allowed


def test_every_obstacle_is_named_at_once():
    empty = RecommendationFacts("1", "", seeks_resources=True)
    facts = replace(
        put(empty), is_tabled=True, meeting_on=None, clearances_missing=(ClearanceKind.FINANCE,)
    )  # fmt: skip

    assert may_table(facts).codes == {
        "already-tabled",
        "not-on-an-agenda",
        "no-finance-clearance",
        "no-decision-type",
        "no-funding-source",
        "no-amount",
        "no-financial-year",
    }


@pytest.mark.parametrize("origin", [Origin.FLOOR, Origin.MATTERS_ARISING])
def test_the_gate_holds_for_business_without_a_paper_but_not_notice_or_clearance(origin):
    motion = replace(
        READY,
        origin=origin,
        tabled_on=READY.meeting_on,
        clearances_missing=tuple(ClearanceKind),
        agenda_published=True,
    )

    assert may_table(motion) == may_table(READY)
    assert lateness(motion) == Lateness.IN_TIME
    assert may_table(replace(motion, recommendations=())).codes == {"no-recommendation"}
    unfunded = replace(motion, recommendations=(replace(ASKED, options=()),))
    assert may_table(unfunded).codes == {"no-funding-source"}


@pytest.mark.parametrize(
    ("tabled_on", "expected"),
    [
        (date(2024, 9, 9), Lateness.IN_TIME),
        (date(2024, 9, 10), Lateness.IN_TIME),
        (date(2024, 9, 11), Lateness.LATE),
        (date(2024, 9, 12), Lateness.LATE),
        (date(2024, 9, 18), Lateness.LATE),
        (date(2024, 9, 19), Lateness.HANDED_ROUND),
        (date(2024, 9, 20), Lateness.HANDED_ROUND),
    ],
    ids=str,
)
def test_lateness_is_told_from_the_clear_working_days(tabled_on, expected):
    facts = replace(READY, tabled_on=tabled_on)

    assert lateness(facts) == expected
    assert (
        may_table(facts).warning_codes
        == {
            Lateness.IN_TIME: set(),
            Lateness.LATE: {"late"},
            Lateness.HANDED_ROUND: {"handed-round"},
        }[expected]
    )


def test_a_paper_that_is_on_no_agenda_is_not_late():
    assert lateness(replace(READY, meeting_on=None)) == Lateness.IN_TIME


def test_de_delegation_of_education_functions_cites_its_own_provision():
    line = OptionFacts(
        "A",
        Source.DE_DELEGATED,
        LineFacts("Statutory duties", Block.SCHOOLS, LineKind.LINE),
        Decimal(89_604),
        "2023-24",
        service="Statutory duties",
        group=Group.MAINTAINED_PRIMARY,
        rates=(RateFacts("AWPU", Decimal("19.31"), None, Decimal(1)),),
    )
    facts = asked(
        decision_type="EDU_FUNCTIONS",
        groups=(Group.MAINTAINED_PRIMARY,),
        financial_year="2023-24",
        options=(line,),
    )

    ruling = may_table(facts)

    assert ruling.codes == {"option-rates-do-not-add-up"}
    assert ruling.reasons[0].source.endswith("reg 12(1)(e) and Schedule 2 Part 7")
