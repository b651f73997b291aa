"""S1: Kent's information paper on family liaison officers, of which title and date are lost."""

from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import Result
from decisions.models import MinuteItem
from decisions.pdfs.minutes import minutes_pdf
from decisions.workflow.deciding import OutcomeDraft, record_outcome
from decisions.workflow.minuting import begin_minutes
from forum.models import Meeting
from forum.workflow.meetings import open_meeting
from papers.choices import AmountUnit, Block, LineKind, PaperKind, Precision, Purpose, Source
from papers.models import FundingOption, Question
from papers.models.facts import paper_facts
from papers.rules.tabling import may_table
from papers.rules.text.wording import verbs
from papers.workflow.funding import offer_option
from papers.workflow.publishing import publish_agenda
from papers.workflow.recommending import change_recommendation
from papers.workflow.tabling import table_paper
from tests.factories import a_line, everybody_present
from tests.papers.documents.entering import entered, lost, reasons, words_of_page, words_of_pdf

pytestmark = pytest.mark.django_db

MEETING, ENTERED = date(2016, 1, 22), date(2016, 1, 4)
STOPS = date(2016, 9, 1)


@pytest.fixture
def paper(forum, officer):
    return entered(forum, "S1", by=officer, on=MEETING, title="Family Liaison Officer funding")


@pytest.fixture
def asked(paper, officer):
    """The recommendation with the money that it is about, entered by form."""
    recommendation = paper.recommendations.get()
    recommendation.decision_type = "MONITORING"
    change_recommendation(recommendation, by=officer, on=ENTERED)
    line = a_line(paper.forum, "Family liaison officers", block=Block.CSSB, kind=LineKind.HISTORIC)
    option = FundingOption(
        forum=paper.forum,
        recommendation=recommendation,
        source=Source.CENTRALLY_RETAINED,
        budget_line=line,
        amount=Decimal(1_000_000),
        amount_precision=Precision.APPROXIMATE,
        amount_as_printed="c. £1m",
        amount_unit=AmountUnit.PER_ANNUM,
        financial_year="2016-17",
        from_on=STOPS,
        note="The same money, of which the use changes: redirected to early help in each district",
    )
    return offer_option(option, by=officer, on=ENTERED).recommendation


def test_every_field_of_the_head_is_held(paper):
    assert paper.purpose == Purpose.INFORMATION
    assert paper.kind_of_paper == PaperKind.INFORMATION
    assert (paper.author, paper.author_as_printed, paper.written_on) == (None, "", None)
    assert paper.eligibility_as_printed == ""
    assert "FOR: Information only" in paper.text
    assert "support the model of Early Help and Preventative Services" in paper.text
    assert "with effect from 1 September 2016" in paper.text


def test_its_headings_stand_in_their_order_with_their_numbers(paper):
    heads = [
        f"{each.number} {each.text}".strip() for each in paper.blocks if each.kind == "heading"
    ]

    assert heads == [
        "SUMMARY OF REPORT:",
        "1. Introduction",
        "2. Background",
        "3. What is changing?",
        "4. Rationale for change",
        "5. Recommendation",
        "Background Papers",
    ]
    numbers = {each.number for each in paper.blocks if each.kind == "paragraph" and each.number}
    assert numbers == {
        "1.1", "1.2", *(f"2.{n}" for n in range(1, 9)), "3.1", "4.1", "4.2", "4.3", "5.1",
    }  # fmt: skip


def test_recommendation_keeps_its_capitals_and_both_verbs(paper):
    recommendation = paper.recommendations.get()

    assert recommendation.label == "5.1"
    assert recommendation.text == (
        "Members of the Forum are asked to NOTE and COMMENT on this proposal"
    )
    assert verbs(recommendation.text) == ("note", "comment")
    assert (recommendation.seeks_resources, recommendation.groups) == (False, [])


def test_every_figure_is_held_as_printed(paper):
    text = " ".join(paper.text.split())
    figures = (
        "approximately £1m", "c. £1m", "176 schools", "£5k", "£1k", "£10k", "£1,320", "£935",
        "c.£53m",
    )  # fmt: skip

    assert [figure for figure in figures if figure not in text] == []


def test_money_is_the_same_with_another_use(asked):
    option = asked.options.get()

    assert (option.source, option.budget_line.kind) == (
        Source.CENTRALLY_RETAINED,
        LineKind.HISTORIC,
    )
    assert (option.amount, option.amount_precision) == (Decimal(1_000_000), Precision.APPROXIMATE)
    assert (option.amount_as_printed, option.amount_unit) == ("c. £1m", AmountUnit.PER_ANNUM)
    assert (option.from_on, option.months, option.full_year_amount) == (STOPS, None, None)
    assert option.note.startswith("The same money, of which the use changes")


def test_prior_decision_and_background_papers_are_held(paper):
    assert "most recent review in 2013 by the Forum Executive" in " ".join(paper.text.split())
    titles = [each.title for each in paper.background_documents.all()]
    assert titles[0].startswith("Families and Social Care Retained Elements of the DSG")
    assert titles[1].endswith("paper for Appendix 2 and 3.docx")


def test_nothing_is_lost_on_page_in_pdf_and_in_word(paper, asked, client, officer):
    client.force_login(officer)

    assert lost(paper, client, paper.get_absolute_url()) == {}


def test_what_it_does_not_say_is_printed_as_not_stated(paper, client, officer):
    client.force_login(officer)

    page = " ".join(words_of_page(client.get(paper.get_absolute_url()).content.decode()).split())
    pdf = " ".join(
        words_of_pdf(client.get(f"{paper.get_absolute_url()}paper.pdf").content).split()
    )

    for words in (page, pdf):
        assert "Report of not stated" in words
        assert "Date of the paper not stated" in words


def test_its_findings_are_warnings_and_notes(paper, asked):
    found = reasons(paper, on=ENTERED)

    assert "changes a centrally retained budget" in found["information-changes-budget"][0]
    assert "5 of the 12 months of 2016-17" in found["part-year-not-stated"][0]
    assert "£5,682 each; the text says £5k" in found["average-does-not-fit"][0]
    assert found["not-stated"][0].startswith("The paper does not state its author and date")
    assert "range-does-not-hold" not in found


def test_it_may_be_tabled_only_with_a_reason_for_the_change_of_a_budget(paper, asked):
    ruling = may_table(paper_facts(paper, on=ENTERED))

    assert ruling.allowed
    assert "information-changes-budget" in ruling.warning_codes
    assert "information-changes-budget" in ruling.given(()).codes


def test_it_is_noted_with_comments_and_no_vote(paper, asked, clerk, primary_head):
    ruling = may_table(paper_facts(paper, on=ENTERED))
    override = {
        warning.key: "The Forum is told; it does not decide." for warning in ruling.warnings
    }
    table_paper(paper, acknowledged=override, by=clerk, on=ENTERED)
    everybody_present(paper.meeting)
    publish_agenda(paper.meeting, by=clerk, on=ENTERED)
    meeting = open_meeting(Meeting.objects.get(), by=clerk, on=MEETING)
    comments = "Members asked when schools are told.\nA governor feared a gap in the summer."
    draft = OutcomeDraft(Result.NOTED, comments=comments)

    outcome = record_outcome(Question.objects.get(), draft, by=clerk, on=MEETING)

    minutes = begin_minutes(meeting, by=clerk, on=MEETING)
    printed = " ".join(words_of_pdf(minutes_pdf(minutes, on=MEETING)).split())
    assert (outcome.result, outcome.ballot) == (Result.NOTED, None)
    assert MinuteItem.objects.filter(minutes=minutes).exists()
    assert "NOTED" in printed
    assert "Members asked when schools are told." in printed
    assert "A governor feared a gap in the summer." in printed
    assert "0 for" not in printed
    assert "abstention" not in printed.lower()
