"""S5: Staffordshire's progress report: three kinds of recommendation, and a list of actions."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from papers.choices import Block, ForumRole, LineKind, PaperKind, Source
from papers.models import FundingOption
from papers.models.printed import printed_blocks
from papers.rules.decision_types import decision_type
from papers.rules.kinds import ACTIONS
from papers.rules.text.blocks import TABLE
from papers.rules.text.text_form import parse, plain
from papers.workflow.drafting import Edited, save_paper
from papers.workflow.funding import offer_option
from papers.workflow.recommending import change_recommendation
from tests.factories import a_line
from tests.papers.documents.entering import entered, lost, not_found, nothing_lost, reasons

pytestmark = pytest.mark.django_db

MEETING, ENTERED = date(2016, 7, 5), date(2016, 6, 20)
RATIO = "For every £1 that DSG contributes, the County Council adds a further £5"
PROGRESS = """Table: Progress on actions
| Action | State | Due | Evidence |
| --- | --- | --- | --- |
| Partnership Working Group renamed, terms of reference revised | Done | | Appendix 1 |
| Repeat the survey to school leaders | Due | June 2016 | |
| Termly consultation with children; questionnaires | Continuing | Each term | Report card |
| Consultation with schools at closure | Being amended | not stated | |
| Protocol for disagreements | Drafted, awaiting sign-off by the Group | not stated | |
| Joint quality audit | Slow; emphasis given | not stated | Appendix 3 |
| Termly data report card | First produced; being split by district | June 2016 | Appendix 4 |"""
FINDINGS = [
    ("since-date-later-than-meeting", "December 2016"),
    ("planned-in-the-past", "“June 2016” is still to come; the forum meets on 5 July 2016"),
    ("appendix-letter-missing", "There is no Appendix 2"),
    ("body-not-told-apart", "“Reference Group”"),
    ("decision-to-come", "put it on the forward plan"),
    ("members-asked", "Recommendation 3"),
    ("matched-in-words", "co-fund"),
    ("unrecognised-source", "DSG"),
]
PRINTED = (
    "£1.44m", "9 December 2015", "31 March 2015", "2012", "119", "79", "October 2015", "£31 bn",
    "2015/16", "not been formally monitored or reviewed", RATIO,
)  # fmt: skip


@pytest.fixture
def paper(forum, officer):
    return entered(forum, "S5", by=officer, on=MEETING)


@pytest.fixture
def asked(paper, officer):
    """The third recommendation with the money that it is about, entered by form."""
    for each, kind in zip(
        paper.recommendations.all(), ("MONITORING", "GENERAL", "GENERAL"), strict=True
    ):
        each.decision_type = kind
        change_recommendation(each, by=officer, on=ENTERED)
    line = a_line(
        paper.forum, "Families First", block=Block.CSSB, kind=LineKind.HISTORIC,
        commitment_began_on=date(2012, 4, 1),
    )  # fmt: skip
    option = FundingOption(
        forum=paper.forum,
        recommendation=paper.recommendations.get(label="3"),
        source=Source.CENTRALLY_RETAINED,
        budget_line=line,
        amount=Decimal(1_440_000),
        amount_as_printed="£1.44m",
        financial_year="2016-17",
        match_words=RATIO,
        match_ours=Decimal(1),
        match_theirs=Decimal(5),
        match_from="Staffordshire County Council",
    )
    return offer_option(option, by=officer, on=ENTERED).recommendation


def test_head_is_held_as_printed(paper):
    assert paper.title.startswith("Schools Forum and Families First")
    assert "Update on the work of Local Support Teams" in paper.title
    assert paper.author_as_printed.endswith("Strategic Lead – Families First Targeted Services")
    assert paper.written_on == MEETING
    assert paper.eligibility_as_printed == ""
    (contact,) = paper.contacts.all()
    assert contact.role.casefold() == "report author"
    assert contact.post == "Strategic Lead – Families First Targeted Services"
    assert (bool(contact.telephone), contact.email) == (True, "")
    assert list(paper.background_documents.all()) == []
    assert "List of background papers" in plain(paper.blocks)


def test_three_recommendations_note_commission_and_ask(paper):
    note, commission, ask = paper.recommendations.all()

    assert [each.label for each in (note, commission, ask)] == ["1", "2", "3"]
    assert note.text == (
        "That Schools Forum notes progress made by Families First in partnership with Headteacher "
        "representatives, since the report to the Forum meeting in December 2016."
    )
    assert commission.text.startswith(
        "That Schools Forum agrees to receive a further report at its next meeting on the outcome "
        "of the repeated Survey to School Leaders"
    )
    assert ask.text.startswith("That Schools Forum identify any additional information that they")
    assert ask.text.endswith("continued provision of early help by Local Support Teams.")
    assert not any(each.seeks_resources for each in (note, commission, ask))


def test_parts_and_their_running_numbers_are_held(paper):
    heads = [each.text.strip("*") for each in paper.blocks if each.kind == "heading"]
    numbers = [
        each.number.rstrip(".") for each in paper.blocks if each.number.rstrip(".").isdigit()
    ]

    for head in ("PART A", "Reasons for recommendations:", "PART B", "Background:"):
        assert head in heads
    assert "Survey to School Leaders" in " ".join(heads)
    assert numbers == ["1", "2", "3", *(str(number) for number in range(1, 11))]
    labels = [point.label for each in paper.blocks for point in each.points if point.label]
    assert labels == ["(i)", "(ii)"]


def test_money_and_decisions_are_held_as_printed(paper):
    text = " ".join(plain(paper.blocks).split())

    assert [words for words in PRINTED if words not in text] == []


def test_source_and_match_are_held_as_words_and_as_numbers(asked):
    option = asked.options.get()

    assert (option.source, option.budget_line.kind) == (
        Source.CENTRALLY_RETAINED,
        LineKind.HISTORIC,
    )
    assert (option.amount, option.amount_as_printed) == (Decimal(1_440_000), "£1.44m")
    assert (option.match_words, option.match_ours, option.match_theirs) == (RATIO, 1, 5)
    assert option.amount * (1 + option.match_theirs / option.match_ours) == Decimal(8_640_000)


def test_progress_is_a_list_of_actions_with_their_state(paper, officer, client):
    (table,) = parse(PROGRESS)
    edited = Edited(
        base=paper.version, title=paper.title, purpose=paper.purpose, kind=PaperKind.PROGRESS,
        blocks=(*paper.blocks, table),
    )  # fmt: skip

    save_paper(paper, edited, by=officer, on=ENTERED)

    held = paper.blocks[-1]
    assert (held.kind, held.rows[0]) == (TABLE, ACTIONS)
    assert [row[1] for row in held.rows[1:]] == [
        "Done", "Due", "Continuing", "Being amended", "Drafted, awaiting sign-off by the Group",
        "Slow; emphasis given", "First produced; being split by district",
    ]  # fmt: skip
    assert "table-of-the-kind-missing" not in reasons(paper, on=ENTERED)
    client.force_login(officer)
    assert lost(paper, client, paper.get_absolute_url()) == {}


def test_nothing_is_lost_on_page_in_pdf_and_in_word(paper, asked, client, officer):
    client.force_login(officer)

    assert lost(paper, client, paper.get_absolute_url()) == {}


def test_what_is_lost_is_found(paper):
    blocks = printed_blocks(paper)
    text = plain(blocks)

    assert nothing_lost(blocks, text) == []
    assert nothing_lost(blocks, text.replace("Data Report Card", "")) != []
    assert nothing_lost([replace(blocks[-1], text="Nobody said this.")], text) == [
        f"{blocks[-1].number} Nobody said this.".strip()
    ]


def test_every_finding_is_a_warning_or_a_note(paper, asked):
    assert not_found(reasons(paper, on=ENTERED), FINDINGS) == []


def test_note_and_agree_are_different_kinds(paper, asked):
    kinds = [decision_type(each.decision_type, "2016-17") for each in paper.recommendations.all()]

    assert [kind.forum_role for kind in kinds] == [
        ForumRole.INFORMED,
        ForumRole.DECIDES,
        ForumRole.DECIDES,
    ]
