"""Papers that ask for no money: Kent's information paper, Staffordshire's progress report."""

from dataclasses import replace
from datetime import date

from forum.choices import Group
from papers.choices import Block, LineKind, Purpose, Source
from papers.rules.facts import LineFacts, OptionFacts, RecommendationFacts, TablingFacts
from papers.rules.tabling import may_table

KENT_TEXT = """## 1. Introduction

1.1 The Local Authority has for a number of years provided some schools and academies with \
funding to contribute towards the costs of a Family Liaison Officer. This has been funded from a \
centrally retained DSG budget.

1.2 In total approximately £1m is distributed and this is currently allocated to 176 schools.

## 3. What is changing?

3.1 We are proposing to cease making FLO payments to schools from 1st September 2016. We propose \
that the current budget (c. £1m) will be redirected to support the EHPS work within each District.
"""
RETAINED = OptionFacts(
    "A",
    Source.CENTRALLY_RETAINED,
    LineFacts("Family Liaison Officers", Block.CSSB, LineKind.HISTORIC),
)
KENT_ASK = RecommendationFacts(
    "5.1",
    "Members of the Forum are asked to NOTE and COMMENT on this proposal",
    "MONITORING",
    options=(RETAINED,),
)
KENT = TablingFacts(
    title="Family Liaison Officer funding",
    tabled_on=date(2016, 1, 4),
    meeting_on=date(2016, 1, 22),
    recommendations=(KENT_ASK,),
    purpose=Purpose.INFORMATION,
    text=KENT_TEXT,
    groups_with_members=frozenset(Group),
    groups_with_schools=frozenset(Group),
)


def test_kent_may_be_tabled_with_the_question_whether_the_forum_must_decide():
    ruling = may_table(KENT)

    assert ruling.allowed
    assert [warning.code for warning in ruling.warnings] == ["information-changes-budget"]
    assert ruling.warnings[0].text == (
        "This paper is for information, but paragraph 3.1 changes a centrally retained budget: "
        "“We are proposing to cease making FLO payments to schools from 1st September 2016.” Does "
        "the forum have to decide?"
    )


def test_kent_without_its_source_is_refused_and_told_where_it_stands():
    ruling = may_table(replace(KENT, recommendations=(replace(KENT_ASK, options=()),)))

    assert ruling.codes == {"no-funding-source"}
    assert "One source is mentioned in paragraph 1.1 (“centrally retained DSG budget”)" in (
        ruling.reasons[0].text
    )


def test_kent_for_information_needs_no_recommendation():
    ruling = may_table(replace(KENT, recommendations=()))

    assert ruling.allowed
    assert ruling.warning_codes == {"information-changes-budget"}


def staffordshire_ask(label, text, code):
    return RecommendationFacts(label, text, code, options=(RETAINED,))


STAFFORDSHIRE = TablingFacts(
    title="Schools Forum and Families First",
    tabled_on=date(2016, 6, 23),
    meeting_on=date(2016, 7, 5),
    recommendations=(
        staffordshire_ask(
            "1",
            "That Schools Forum notes progress made by Families First in partnership with "
            "Headteacher representatives, since the report to the Forum meeting in December 2016.",
            "MONITORING",
        ),
        staffordshire_ask(
            "2",
            "That Schools Forum agrees to receive a further report at its next meeting on the "
            "outcome of the repeated Survey to School Leaders.",
            "GENERAL",
        ),
        staffordshire_ask(
            "3",
            "That Schools Forum identify any additional information that they would require, to "
            "enable the Forum to resolve on the allocation from the DSG for early help.",
            "GENERAL",
        ),
    ),
    groups_with_members=frozenset(Group),
    groups_with_schools=frozenset(Group),
)


def test_staffordshire_needs_a_source_and_no_amount():
    ruling = may_table(STAFFORDSHIRE)

    assert ruling.allowed
    assert [(warning.code, warning.where) for warning in ruling.warnings] == [
        ("unrecognised-source", "Recommendation 3"),
        ("since-date-later-than-meeting", "Recommendation 1"),
    ]


def test_staffordshire_without_a_source_is_refused_for_each_recommendation():
    bare = tuple(replace(each, options=()) for each in STAFFORDSHIRE.recommendations)

    ruling = may_table(replace(STAFFORDSHIRE, recommendations=bare))

    assert [(reason.code, reason.where) for reason in ruling.reasons] == [
        ("no-funding-source", "Recommendation 1"),
        ("no-funding-source", "Recommendation 2"),
        ("no-funding-source", "Recommendation 3"),
    ]


def test_every_warning_can_be_acknowledged_by_itself():
    keys = [warning.key for warning in may_table(STAFFORDSHIRE).warnings]

    assert len(keys) == len(set(keys))
