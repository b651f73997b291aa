from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from forum.choices import Group
from papers.choices import Block, LineKind, Purpose, Source
from papers.rules.cautions import cautions, notes
from papers.rules.facts import (
    LineFacts,
    OptionFacts,
    RateFacts,
    RecommendationFacts,
    TablingFacts,
)

MP, MS, MSP = (
    Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SECONDARY, Group.MAINTAINED_SPECIAL,
)  # fmt: skip
FSM = RateFacts("FSM", Decimal("9.50"), Decimal(3195), Decimal(30352), "2024-25")
INSURANCE = OptionFacts(
    "A",
    Source.DE_DELEGATED,
    LineFacts("FSM eligibility", Block.SCHOOLS),
    Decimal(30352),
    "2024-25",
    service="FSM eligibility",
    group=MP,
    rates=(FSM,),
)
ASKED = RecommendationFacts(
    "2(ii)",
    "Consider whether to continue.",
    "DEDEL_PRIMARY",
    seeks_resources=True,
    amount=Decimal(30352),
    financial_year="2024-25",
    options=(INSURANCE,),
)
CALM = TablingFacts(
    title="De-delegation",
    tabled_on=date(2023, 9, 5),
    meeting_on=date(2023, 9, 21),
    recommendations=(ASKED,),
    groups_with_members=frozenset(Group),
    groups_with_schools=frozenset(Group),
)


def codes(**changes):
    return {warning.code for warning in cautions(replace(CALM, **changes))}


def told(recommendation, **changes):
    return codes(recommendations=(recommendation,), **changes)


def only(**changes):
    (warning,) = cautions(replace(CALM, **changes))
    return warning


def test_a_calm_paper_has_no_warning():
    assert codes() == set()


def test_late_counts_the_clear_working_days():
    warning = only(tabled_on=date(2023, 9, 14))

    assert (warning.code, warning.who, warning.where) == ("late", "the chair", "The paper")
    assert warning.text == (
        "Clear working days between tabling and the meeting: 4, of 6 asked for. The paper is "
        "labelled late, with the chair's reason."
    )


def test_handed_round_at_the_meeting():
    assert codes(tabled_on=CALM.meeting_on) == {"handed-round"}


def test_agenda_published_makes_a_supplement():
    assert codes(agenda_published=True) == {"agenda-published"}


def test_information_changes_budget():
    text = "3.1 We propose that the current budget (c. £1m) will be redirected."

    warning = only(text=text, purpose=Purpose.INFORMATION, recommendations=())

    assert warning.code == "information-changes-budget"
    assert warning.text == (
        "This paper is for information, but paragraph 3.1 changes a budget: “We propose that the "
        "current budget (c. £1m) will be redirected.” Does the forum have to decide?"
    )
    assert codes(text=text, purpose=Purpose.DECISION) == set()


def test_information_asks_for_money():
    warning = only(purpose=Purpose.INFORMATION)

    assert (warning.code, warning.who, warning.where) == (
        "information-asks-for-money",
        "the author",
        "The paper",
    )
    assert warning.text == (
        "This paper is for information, but Recommendation 2(ii) asks for £30,352: the forum "
        "decides that. Is the paper for decision?"
    )


@pytest.mark.parametrize(("length", "is_whole"), [(159, True), (160, True), (161, False)])
def test_a_long_sentence_is_quoted_in_part(length, is_whole):
    sentence = f"We propose to stop the grant {'x' * 200}"[: length - 1] + "."

    told = only(text=sentence, purpose=Purpose.INFORMATION, recommendations=()).text

    assert (f"“{sentence}”" in told) is is_whole
    assert ("stop the grant …”" in told) is not is_whole


def test_eligibility_wider_names_the_recommendations_that_ask_fewer():
    warning = only(eligibility_as_printed="LA maintained school representatives")

    assert warning.code == "eligibility-wider"
    assert warning.text == (
        "The paper prints “LA maintained school representatives” as eligible to vote; "
        "recommendation 2(ii) may be voted on by fewer, and the narrower holds."
    )


@pytest.mark.parametrize(
    ("printed", "schools"),
    [
        ("Maintained primary schools", frozenset(Group)),
        ("LA maintained school representatives", frozenset({MP})),
        ("", frozenset(Group)),
    ],
)
def test_eligibility_is_not_wider_where_no_other_schools_exist(printed, schools):
    assert codes(eligibility_as_printed=printed, groups_with_schools=schools) == set()


def test_eligibility_wider_where_non_schools_members_are_printed_too():
    assert codes(eligibility_as_printed="All members", groups_with_schools=frozenset({MP})) == {
        "eligibility-wider"
    }


def test_source_only_in_text():
    warning = only(text="3. It could be met from reserves.")

    assert (warning.code, warning.where) == ("source-only-in-text", "One-off, paragraph 3")
    assert warning.text == (
        "One-off money is spoken of in paragraph 3 (“reserves”), and no recommendation offers it."
    )


@pytest.mark.parametrize("text", ["Reserves fell.", "We propose de-delegation."])
def test_a_source_that_is_offered_or_not_proposed_needs_no_word(text):
    assert codes(text=text) == set()


def test_one_off_money_in_the_high_needs_block_answers_for_high_needs():
    line = LineFacts("Additional high needs funding", Block.HIGH_NEEDS, LineKind.GRANT)
    one_off = replace(INSURANCE, source=Source.ONE_OFF, line=line)
    offered = replace(ASKED, decision_type="RESERVE_USE", options=(one_off,))

    assert told(offered, text="It could be met from the high needs budget.") == set()


def test_unrecognised_source_in_the_paper():
    warning = only(text="6. SMF approved four posts from the DSG.")

    assert (warning.code, warning.where) == ("unrecognised-source", "The paper")
    assert warning.text == (
        "“DSG” in paragraph 6: this is the grant as a whole and not one of the four sources; say "
        "which budget line it is."
    )


def test_unrecognised_source_in_a_recommendation():
    asked = replace(ASKED, text="Consider funding it from the direct school grant.")

    warning = only(recommendations=(asked,))

    assert (warning.code, warning.where) == ("unrecognised-source", "Recommendation 2(ii)")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("since August 2023", set()),
        ("since 21 September 2023", set()),
        ("since 22 September 2023", {"since-date-later-than-meeting"}),
        ("since October 2023", {"since-date-later-than-meeting"}),
    ],
)
def test_since_date_later_than_meeting(words, expected):
    assert told(replace(ASKED, text=f"Consider progress {words}.")) == expected
    assert codes(text=f"Progress {words}.") == expected


def test_since_date_is_not_compared_where_there_is_no_meeting():
    assert codes(text="Progress since October 2030.", meeting_on=None) == set()


def test_over_balance():
    line = replace(INSURANCE.line, left=Decimal("30351.99"))

    assert told(replace(ASKED, options=(replace(INSURANCE, line=line),))) == {"over-balance"}


def test_verb_does_not_fit():
    formula = replace(ASKED, decision_type="FORMULA_MAINSTREAM", text="Approve the formula.")
    formula = replace(formula, seeks_resources=False)

    warning = only(recommendations=(formula,))

    assert warning.code == "verb-does-not-fit"
    assert warning.text == (
        "Recommendation 2(ii) asks the forum to “approve”; on the funding formula it is "
        "consulted, and cannot decide."
    )


def test_asks_for_money():
    noted = replace(
        ASKED,
        decision_type="MONITORING",
        text="Note the report and set aside £140,000.",
        seeks_resources=False,
    )

    assert told(noted) == {"asks-for-money"}
    assert told(replace(noted, text="Note the report.")) == set()


@pytest.mark.parametrize("code", ["CHAIR_ELECTION", "MINUTES", "CONSTITUTION_PROCEDURE"])
def test_procedural_business(code):
    procedural = replace(ASKED, decision_type=code, text="Elect or agree.")

    assert told(procedural) == {"procedural-business"}


def test_no_eligible_member_where_schools_exist_and_no_seat_is_filled():
    warning = only(groups_with_members=frozenset({MS}))

    assert warning.code == "no-eligible-member"
    assert warning.text == (
        "Recommendation 2(ii) is put to maintained primary members, and no such seat is filled."
    )


def test_no_eligible_member_is_told_for_each_group_that_answers_apart():
    functions = replace(ASKED, decision_type="EDU_FUNCTIONS", groups=(MP, MS, MSP))
    facts = replace(CALM, recommendations=(functions,), groups_with_members=frozenset({MP}))

    assert [warning.where for warning in cautions(facts)] == [
        "Recommendation 2(ii), maintained secondary members",
        "Recommendation 2(ii), maintained special members",
    ]


def test_a_group_without_schools_is_not_missed():
    functions = replace(ASKED, decision_type="EDU_FUNCTIONS", groups=(MP, MS))
    only_primary = frozenset({MP})

    assert (
        told(functions, groups_with_members=only_primary, groups_with_schools=only_primary)
        == set()
    )


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        (frozenset(), {"no-eligible-member"}),
        (frozenset({Group.POST_16}), set()),
        (frozenset({MP}), set()),
    ],
)
def test_where_all_answer_together_one_member_of_any_group_is_enough(members, expected):
    general = replace(ASKED, decision_type="GENERAL")

    assert told(general, groups_with_members=members) == expected


def test_nobody_is_missed_where_there_is_no_meeting_or_no_vote():
    nobody = frozenset()
    noted = replace(ASKED, decision_type="MONITORING", seeks_resources=False)

    assert codes(meeting_on=None, groups_with_members=nobody) == set()
    assert told(noted, groups_with_members=nobody) == set()


def with_rate(**changes):
    return replace(ASKED, options=(replace(INSURANCE, rates=(replace(FSM, **changes),)),))


def test_printed_total_differs():
    warning = only(recommendations=(with_rate(printed_total=Decimal(30351)),))

    assert (warning.code, warning.where) == (
        "printed-total-differs", "Recommendation 2(ii), option A, FSM",
    )  # fmt: skip
    assert warning.text.endswith("3,195 × £9.50 = £30,352.50, differs from £30,351 as printed.")


def test_prior_year_label():
    warning = only(recommendations=(with_rate(prior_year_label="2024-25"),))

    assert warning.code == "prior-year-label"
    assert warning.text.endswith("last year's rate is labelled 2024-25, which is this year.")


def test_units_not_stated_is_a_note_and_no_warning():
    recommendation = with_rate(units=None)

    found = notes(replace(CALM, recommendations=(recommendation,)))
    (note,) = (each for each in found if each.code == "units-not-stated")

    assert told(recommendation) == set()
    assert note.code == "units-not-stated"
    assert note.text == (
        "Recommendation 2(ii), option A, FSM: units not stated, implied 3,194.9 (between 3,194.9 "
        "and 3,195.0)."
    )
    assert "units-not-stated" not in {each.code for each in notes(CALM)}


def test_an_untyped_recommendation_is_warned_of_nothing_that_needs_its_type():
    assert told(replace(ASKED, decision_type=""), eligibility_as_printed="All members") == set()


def test_a_paper_without_recommendations_offers_nothing():
    assert codes(recommendations=(), text="It could be met from reserves.") == set()
