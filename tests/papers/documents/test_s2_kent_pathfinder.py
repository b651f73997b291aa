"""S2: Kent's executive decision 23/00113: a grant, a condition, a delegation, and no vote."""

from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import ConditionState
from decisions.models import DelegatedAct
from decisions.models.outcomes.executive_facts import standing_of
from decisions.models.outcomes.executive_start import from_report
from decisions.pdfs.executive_notice import notice_pdf
from decisions.workflow.conditions import mark_condition
from decisions.workflow.executive import record_act, record_executive_decision
from forum.rules.ruling import Refused
from papers.choices import Block, LineKind, PaperKind, Precision, Source
from papers.models import FundingOption
from papers.models.printed import printed_blocks
from papers.workflow.funding import offer_option
from tests.factories import a_line
from tests.papers.documents.entering import entered, lost, reasons, words_of_pdf

pytestmark = pytest.mark.django_db

REPORTED = date(2024, 1, 16)
STEM = (
    "The Cabinet Member for Integrated Children's Services is asked (subject to selection by the "
    "DfE as an appropriate Pathfinder) to:"
)
DIRECTOR = "Corporate Director of Children, Young People and Education"
MEMBER = "Cabinet Member for Integrated Children's Services"

PRINTED = (
    "£200m", "over £45 million", "£19.5 million", "up to and including £5m", "£4,996,042",
    "2 February 2023", "6 November 2023", "July 2023", "March 2025", "reclaimed",
    "Memorandum of Understanding", "Equalities Impact Assessment",
    "Data Protection Impact Assessment",
)  # fmt: skip


@pytest.fixture
def paper(forum, officer):
    return entered(forum, "S2", by=officer, on=REPORTED)


@pytest.fixture
def decision(paper, officer):
    """Recorded from its report, with the bid as an option from an external grant."""
    grant = a_line(
        paper.forum, "Families First pathfinder grant", block=Block.OUTSIDE, kind=LineKind.GRANT
    )
    offer_option(
        FundingOption(
            forum=paper.forum, recommendation=paper.recommendations.first(), letter="A",
            source=Source.ONE_OFF, budget_line=grant, amount=Decimal(4_996_042),
            ceiling=Decimal(5_000_000), financial_year="2024-25",
            claw_back="Funding could be reclaimed if delivery is not as documented",
        ),
        by=officer,
        on=REPORTED,
    )  # fmt: skip
    drafted, conditions = from_report(paper.forum, str(paper.pk))
    drafted.alternatives = "Not to take part as a Pathfinder."
    return record_executive_decision(drafted, conditions, by=officer, on=REPORTED)


def test_every_particular_is_held(paper):
    head = paper.particulars

    assert paper.kind == PaperKind.EXECUTIVE
    assert head.from_post == DIRECTOR
    assert head.to_post == MEMBER
    assert all((head.from_name, head.to_name))
    assert head.subject == "23/00113 - Families First for Children - Pathfinder"
    assert head.reference == "23/00113"
    assert head.classification == "Unrestricted"
    assert head.divisions == "All"
    assert [each.casefold() for each in head.key_reasons] == [
        "expenditure of more than £1million",
        "affects two or more electoral divisions",
        "involves significant service development",
    ]


def test_its_pathway_is_held_before_and_after(paper):
    (future,) = paper.particulars.future_pathway

    assert [each["words"] for each in paper.particulars.past_pathway] == ["N/A"]
    assert future["words"].startswith("Decision taken out of Cycle")
    assert future["body"].endswith("Children, Young People and Education Cabinet Committee")
    assert future["on"] == "2024-01-16"


def test_recommendations_are_kept_once_and_printed_twice(paper):
    first, second = paper.recommendations.all()

    assert [first.label.strip(")"), second.label.strip(")")] == ["A", "B"]
    assert {first.stem, second.stem} == {STEM}
    assert first.text.startswith("Agree to enter into relevant agreements with the DfE")
    assert second.text.startswith(f"Delegate authority to the {DIRECTOR}, in consultation with")
    heads = [each for each in printed_blocks(paper) if each.text.startswith("Recommendation(s)")]
    assert len(heads) == 2


def test_headings_stand_with_their_printed_numbers(paper):
    heads = [
        f"{each.number} {each.text}".strip() for each in paper.blocks if each.kind == "heading"
    ]

    assert [head for head in heads if head[0].isdigit()] == [
        "1. Introduction",
        "2. Description",
        "3. Key Features and minimum expectations:",
        "4. Financial Implications",
        "5. Options considered",
        "6. Policy Framework",
        "7. Legal Implications",
        "8. Equalities Implications",
        "9. Other Corporate Implications",
        "10. Governance",
        "11. Data Protection implications",
        "12 Recommendation(s):",
    ]


def test_money_dates_and_obligations_are_held_as_printed(paper):
    text = " ".join(paper.text.split())

    assert [words for words in PRINTED if words not in text] == []


def test_contacts_and_background_document_are_held_as_printed(paper):
    author, director = paper.contacts.all()

    assert (author.role.casefold(), director.role.casefold()) == (
        "report author",
        "relevant director",
    )
    assert author.post == "Assistant Director Integrated Children's Services (South)"
    assert director.post == "Interim Director of Operational Children's Services"
    assert all((author.name, author.telephone, author.email))
    assert all((director.name, director.telephone, director.email))
    assert "pathfinder programme" in paper.background_documents.get().title


def test_nothing_is_lost_on_page_in_pdf_and_in_word(paper, decision, client, officer):
    client.force_login(officer)

    assert lost(paper, client, paper.get_absolute_url()) == {}


def test_its_findings_are_warnings_and_notes(paper):
    found = reasons(paper, on=date(2024, 1, 2))

    assert "the two differ" in found["recommendations-differ"][0]
    assert "subject to selection by the DfE" in found["condition-in-words"][0]
    assert found["names-differ"][0].startswith("One name may be written in 3 ways")
    assert "“reclaimed”" in found["may-be-reclaimed"][0]
    assert "£3,958 is left" in found["near-ceiling"][0]
    assert "11.1" in found["promised-without-owner"][0]
    assert "over-ceiling" not in found


def test_decision_has_a_person_and_a_post_and_no_meeting_or_vote(decision, paper):
    assert decision.decided_by_post == MEMBER
    assert decision.decided_by_name == paper.particulars.to_name
    assert decision.decided_on is None
    assert (decision.paper, decision.paper_version) == (paper, paper.version)
    assert len(decision.key_reasons) == 3
    assert decision.alternatives == "Not to take part as a Pathfinder."


def test_its_source_is_the_nearest_of_the_four(decision):
    assert (decision.source, decision.budget_line.kind) == (Source.ONE_OFF, LineKind.GRANT)
    assert (decision.amount, decision.precision) == (Decimal(4_996_042), Precision.EXACT)
    assert decision.ceiling - decision.amount == Decimal(3_958)
    assert decision.financial_year == "2024-25"


def test_it_stands_on_condition_until_that_is_marked(decision, officer):
    condition = decision.conditions.get()

    assert standing_of(decision).startswith("Agreed, conditional on: selection by the DfE")
    mark_condition(
        condition, ConditionState.MET, evidence="Letter of selection", by=officer, on=REPORTED
    )
    assert standing_of(decision) == "Agreed, and its conditions are met"


def test_act_under_its_delegation_leads_back_to_it(decision, officer):
    def act(amount):
        return DelegatedAct(
            forum=decision.forum, decision=decision, what="Memorandum of Understanding signed",
            by_post=DIRECTOR, consulted_post=MEMBER, amount=amount,
        )  # fmt: skip

    with pytest.raises(Refused) as refused:
        record_act(act(Decimal(4_996_042)), by=officer, on=REPORTED)
    assert refused.value.ruling.codes == {"condition-open"}
    record_act(act(None), by=officer, on=REPORTED)
    assert [each.what for each in decision.acts.all()] == ["Memorandum of Understanding signed"]
    assert (decision.delegate_post, decision.consulted_post) == (DIRECTOR, MEMBER)


def test_its_notice_says_all_of_it(decision):
    printed = " ".join(words_of_pdf(notice_pdf(decision, on=REPORTED)).split())

    for words in (
        "conditional on: selection by the DfE", MEMBER, "Decided on not stated", "£4,996,042",
        "£5,000,000", "One-off", "Not to take part as a Pathfinder.", "Unrestricted",
        "Expenditure of more than £1million", "Decision taken out of Cycle",
        f"To: {DIRECTOR}, in consultation with {MEMBER}",
    ):  # fmt: skip
        assert words in printed
