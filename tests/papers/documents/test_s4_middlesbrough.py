"""S4: Middlesbrough's review of a decision with no source: what the gate would have stopped."""

from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import Result, Settlement
from forum.choices import ReturningKind
from forum.models import ReturningBusiness
from papers.choices import Block, LineKind, OptionStatus, Purpose, Source
from papers.models.facts import paper_facts
from papers.rules.facts import (
    LineFacts,
    OptionFacts,
    RecommendationFacts,
    TablingFacts,
)
from papers.rules.tabling import may_table
from papers.rules.text.text_form import plain
from papers.workflow.recommending import change_recommendation
from tests.factories import a_paper, a_text, an_item
from tests.middlesbrough import AMOUNT, CLAIM, UNTIL, a_held_meeting, middlesbrough
from tests.papers.documents.entering import entered, lost, not_found, reasons, text_of

pytestmark = pytest.mark.django_db

MEETING, ENTERED = date(2019, 3, 27), date(2019, 3, 12)
FINDINGS = [
    ("many-labels", "The money goes by 5 labels"),
    ("many-labels", "“third option” is not its number"),
    ("unrecognised-source", "“direct school grant”"),
    ("unrecognised-source", "“DSG”"),
    ("near-name", "“Early Years Practitioner” stands beside “Early Help Practitioner”"),
    ("near-acronym", "“SMT” stands beside “SMF”"),
    ("numbers-repeat", "11, 12, 13, 14"),
    ("term-differs", "runs to August 2019; paragraph 25 says “to October 2019, the first year”"),
    ("source-only-in-text", "Centrally retained money"),
    ("source-only-in-text", "De-delegated money"),
]
PRINTED = (
    "£89,604 (4 x £22,401)", "£336k", "4th July 2018", "16th January 2019", "27th February 2019",
    "4 Early Years Practitioner Posts", "full time and not term time only",
    "commence in September 2018 for a 1 year contract", "a future SMT by",
    "majority buy-back", "limited resource", "no-one was able to attend",
    "to October 2019, the first year of the appointments",
)  # fmt: skip


@pytest.fixture
def paper(forum, officer):
    return entered(forum, "S4", by=officer, on=MEETING)


def the_july_paper():
    """The paper of 4 July 2018 as the review quotes it: its proposal and its recommendation."""
    text = text_of("S4")
    proposal = text[text.index("Proposal") : text.index("\nRecommendation\n")]
    start = text.index("SMF vote to agree")
    asked = RecommendationFacts(
        "1", text[start : text.index("*", start)], "GENERAL", seeks_resources=True,
        amount=Decimal(89_604), financial_year="2018-19",
    )  # fmt: skip
    return TablingFacts(
        "Schools and Early Help", date(2018, 6, 20), date(2018, 7, 4), (asked,), text=proposal
    )


def test_head_is_held_as_printed(paper):
    assert paper.title == (
        "Early Help Practitioners – Independent Review of Funding Decisions taken by SMF"
    )
    assert paper.author_as_printed
    assert paper.written_on == MEETING
    assert paper.purpose == Purpose.INFORMATION
    assert "update on the approval for the Early Help Practitioner posts" in paper.text


def test_numbers_stand_as_printed_though_they_repeat_and_jump(paper):
    numbers = [
        each.number.rstrip(".")
        for each in paper.blocks
        if each.number.rstrip(".").isdigit() and each.kind in ("paragraph", "heading")
    ]

    quoted = ["11", "12", "13", "14", "1"]
    own = [str(number) for number in range(1, 28)]
    assert numbers == [*own[:8], *quoted, *own[8:]]


def test_marks_of_evidence_are_kept(paper):
    (thirteenth, _) = (each for each in paper.blocks if each.number == "13.")

    assert thirteenth.text.startswith("*")
    assert thirteenth.text.endswith("*")
    assert "**SMF 16th January 2019**" in [each.text for each in paper.blocks]


def test_recommendations_are_the_two_rules(paper):
    gate, minutes = paper.recommendations.all()

    assert (gate.label, minutes.label) == ("26", "27")
    assert gate.text == (
        "SMF note that all requests for additional resources are made with specific options for "
        "funding arrangements within the Recommendations before the item is tabled for SMF "
        "meetings."
    )
    assert minutes.text == (
        "SMF note that all minutes must clearly record the SMF decisions regarding funding "
        "sources when agreeing additional resources."
    )


def test_money_dates_and_slips_are_held_as_printed(paper):
    text = " ".join(plain(paper.blocks).split())

    assert [words for words in PRINTED if words not in text] == []


def test_nothing_is_lost_on_page_in_pdf_and_in_word(paper, client, officer):
    client.force_login(officer)

    assert lost(paper, client, paper.get_absolute_url()) == {}


def test_every_slip_is_a_warning_or_a_note(paper, officer):
    for each in paper.recommendations.all():
        each.decision_type = "MONITORING"
        change_recommendation(each, by=officer, on=ENTERED)

    found = reasons(paper, on=ENTERED)

    assert not_found(found, FINDINGS) == []
    assert "product-differs" not in found


def test_july_paper_is_not_tabled_without_a_source():
    ruling = may_table(the_july_paper())

    (reason,) = (each for each in ruling.reasons if each.code == "no-funding-source")
    assert "£89,604" in reason.text
    assert "paragraph 13" in reason.text
    assert "unrecognised-source" in ruling.warning_codes


def test_january_proposal_to_de_delegate_needs_what_a_phase_votes_on():
    line = LineFacts("Behaviour support", Block.SCHOOLS, LineKind.LINE)
    option = OptionFacts("A", Source.DE_DELEGATED, line, Decimal(89_604), "2019-20")
    asked = RecommendationFacts(
        "1", "Agree to fund the posts.", "GENERAL", seeks_resources=True,
        amount=Decimal(89_604), financial_year="2019-20", options=(option,),
    )  # fmt: skip
    facts = TablingFacts("Budget", date(2019, 1, 2), date(2019, 1, 16), (asked,))

    codes = may_table(facts).codes

    assert any(code.startswith("de-delegation") for code in codes), codes


def test_january_claim_is_held_against_the_record(forum):
    story = middlesbrough(forum)
    ReturningBusiness.objects.update(settled_at=None, settled_by=None)
    meeting = a_held_meeting(forum, story.clerk, date(2019, 3, 6))
    paper = a_paper(story.matter, an_item(meeting, "6"), purpose="information")
    a_text(paper, CLAIM, story.officer)

    (warning,) = (
        each
        for each in may_table(paper_facts(paper, on=date(2019, 3, 1))).warnings
        if each.code == "claim-against-the-record"
    )

    assert "from the DSG" in warning.text
    assert "4 July 2018, funding source not settled" in warning.text


def test_what_was_agreed_without_a_source_stays_open_until_it_is_settled(forum):
    story = middlesbrough(forum)

    assert story.agreed.result == Result.CARRIED_AS_AMENDED
    assert "full time and not term time only" in story.agreed.resolution
    assert story.agreed.cost_effect == "not stated"
    assert story.agreed.settlement == Settlement.UNSETTLED
    assert story.agreed.settling_actions.count() == 1
    book = ReturningBusiness.objects.get(kind=ReturningKind.UNSETTLED_SOURCE)
    assert book.about == story.agreed.pk
    assert story.settled.until_on == UNTIL
    award = story.settled.awards.get()
    assert (award.source, award.amount) == (Source.ONE_OFF, AMOUNT)
    assert award.budget_line.block == Block.HIGH_NEEDS
    statuses = {
        each.status for each in story.settled.question.placement.recommendation.options.all()
    }
    assert statuses == {OptionStatus.UNAVAILABLE, OptionStatus.CHOSEN}
    assert story.overdue.owner is not None
    days = story.settled.decided_on - story.agreed.decided_on
    assert days.days == 238
