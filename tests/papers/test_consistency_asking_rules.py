"""What a paper asks, promises and leaves open."""

import pytest

from papers.choices import Origin, PaperKind
from papers.rules.consistency import remarks
from papers.rules.facts import RecommendationFacts
from tests.papers.saying import noted, paper, said, warned

TABLE = "| Action | State |\n| --- | --- |\n| Survey | Due |"
WHOLE = (
    "If it were not agreed, schools would buy it. Academies can buy it back. All were consulted."
)


def asks(text, kind="DEDEL_PRIMARY"):
    return {"recommendations": (RecommendationFacts("2(i)", text, kind),)}


def test_consider_where_a_yes_or_a_no_is_needed():
    assert said("verb-tells-no-decision", "", **asks("Consider the service.")) == (
        "Members are asked to consider Recommendation 2(i), which needs a yes or a no: say what "
        "they are to agree."
    )
    assert noted("", **asks("Consider and agree the service.")) == set()
    assert noted("", **asks("Consider the report.", "MONITORING")) == set()


def test_members_who_are_asked_what_they_need():
    assert said("members-asked", "", **asks("That the Forum identify any information.")) == (
        "Recommendation 2(i) asks members what they need. Make each request an action, with an "
        "owner and a day."
    )


def test_condition_in_the_words_of_what_is_asked():
    text = "The member is asked (subject to selection by the department) to agree."

    assert noted("", **asks(text)) == {"condition-in-words"}
    assert noted(text) == {"condition-in-words"}
    assert noted("It will bring bills forward, subject to parliamentary time.") == set()


def test_money_that_may_have_to_be_paid_back():
    assert said("may-be-reclaimed", "7.1 The funding could be reclaimed.") == (
        "In paragraph 7.1 money may have to be given back (“reclaimed”): say who would bear it, "
        "and record it as a condition of the grant."
    )
    assert noted("7.1 The land could be reclaimed.") == set()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The assessment will be completed once it is known.", {"promised-without-owner"}),
        ("The assessment will be completed by the Director.", set()),
        ("The assessment will be completed by 31 March.", set()),
    ],
)
def test_work_that_is_promised(text, codes):
    assert noted(text) == codes


def test_other_money_beside_that_of_the_forum():
    text = "9. For every £1 that DSG contributes, the County Council adds a further £5."

    assert said("matched-in-words", text).startswith("In paragraph 9 other money stands beside")
    assert noted("9. The County Council co-funds the teams.") == set()


def test_de_delegation_paper_that_leaves_things_out():
    bare, whole = "The service is paid for.", WHOLE

    assert said("de-delegation-leaves-out", bare, kind=PaperKind.DE_DELEGATION) == (
        "The paper does not say what happens if a service is not agreed, how academies can buy it "
        "back or what schools said when they were consulted."
    )
    assert noted(whole, kind=PaperKind.DE_DELEGATION) == set()
    assert noted(bare, kind=PaperKind.DECISION) == set()


@pytest.mark.parametrize("kind", [PaperKind.PROGRESS, PaperKind.OUTTURN])
def test_report_without_the_table_of_its_kind(kind):
    assert noted("All is well.", kind=kind) == {"table-of-the-kind-missing"}
    assert noted(TABLE, kind=kind) == set()


def test_paper_that_names_neither_author_nor_date():
    assert said("not-stated", "", not_stated=("author", "date")) == (
        "The paper does not state its author and date: it is printed as “not stated”."
    )
    assert noted("") == set()


def test_motion_without_a_paper_is_not_read():
    motion = paper("7.1 The funding could be reclaimed.", origin=Origin.FLOOR)

    assert remarks(motion) == ()


def test_claim_of_a_source_where_the_record_has_none():
    text = "SMF approved the funding of 4 posts from the DSG."
    record = "Early Help: 1 of 4 July 2018, funding source not settled"

    assert said("claim-against-the-record", text, unsettled=(record,)) == (
        "The text says “SMF approved the funding of 4 posts from the DSG” "
        f"The record says: {record}."
    )
    assert warned(text) == set()
    assert warned("We met.", unsettled=(record,)) == set()
