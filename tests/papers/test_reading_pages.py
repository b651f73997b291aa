"""Reading a paper: its cover, what it asks, its text."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from forum import audit
from papers.choices import OptionStatus, Source
from papers.models import Allocation
from papers.workflow.clearing import clear_paper
from papers.workflow.tabling import table_paper
from tests.asking import address
from tests.factories import (
    BEFORE,
    a_line,
    a_member,
    a_rate,
    a_recommendation,
    a_text,
    an_option,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(paper):
    return a_recommendation(
        paper, seeks_resources=True, amount=Decimal(89604), decision_type="CSSB_ONGOING"
    )


@pytest.fixture
def line(forum):
    line = a_line(forum)
    Allocation.objects.create(
        forum=forum, budget_line=line, financial_year="2025-26", amount=Decimal(120000)
    )
    return line


def publish(paper, clerk):
    """The paper as everybody reads it: tabled, and its agenda out."""
    a_member(paper.forum)
    table_paper(paper, acknowledged={}, by=clerk, on=BEFORE)
    meeting = paper.agenda_item.meeting
    meeting.agenda_published_at, meeting.agenda_published_by = timezone.now(), clerk
    meeting.agenda_published_on = BEFORE
    meeting.save()


def words(answer):
    return " ".join(answer.content.decode().split())


def test_cover_says_who_may_vote_and_why(client, paper, asked, officer):
    client.force_login(officer)

    page = words(client.get(paper.get_absolute_url()))

    assert "The forum decides. All members vote." in page
    assert "Schools Forums (England) Regulations 2012, reg 8(9)" in page
    assert "Asks for <strong>£89,604</strong> for 2025-26" in page
    assert "No funding source" in page


def test_cover_says_what_would_be_left(client, paper, asked, line, officer):
    an_option(asked, line)
    client.force_login(officer)

    page = words(client.get(paper.get_absolute_url()))

    assert "Option A: Centrally retained, £89,604" in page
    assert "£120,000" in page
    assert "£30,396" in page
    assert "This is not actual spending" in page


def test_rates_are_multiplied_out(client, paper, asked, line, officer):
    option = an_option(
        asked, line, source=Source.DE_DELEGATED, service="EAL", group="maintained_primary"
    )
    a_rate(option, "EAL 3", units=None, unit_rate=Decimal("38.00"), printed_total=Decimal(107000))
    client.force_login(officer)

    page = words(client.get(paper.get_absolute_url()))

    assert "units not stated, implied 2,815.8" in page


def test_earlier_decisions_of_the_matter_stand_on_the_cover(client, paper, asked, officer):
    audit.record(
        "outcome-recorded", "Recommendation 1, All who may vote: carried", forum=paper.forum,
        by=officer, on=date(2018, 7, 4), matter=paper.matter,
    )  # fmt: skip
    audit.record(
        "outcome-recorded", "A later one", forum=paper.forum, by=officer, on=date(2026, 3, 1),
        matter=paper.matter,
    )  # fmt: skip
    client.force_login(officer)

    page = words(client.get(paper.get_absolute_url()))

    assert "4 July 2018" in page
    assert "Recommendation 1, All who may vote: carried" in page
    assert "A later one" not in page


def test_clearance_is_shown_with_its_post(client, paper, asked, finance):
    clear_paper(paper, note="Amounts agree.", by=finance, on=BEFORE)
    client.force_login(finance)

    page = words(client.get(paper.get_absolute_url()))

    assert '<td class="govuk-table__cell">Schools Finance Manager</td>' in page
    assert "Version 1. Amounts agree.</td>" in page


def test_text_is_shown_with_its_printed_numbers_and_no_markup(client, paper, officer):
    a_text(paper, "## 2 Background\n\n11. First <script>alert(1)</script> **bold**")
    client.force_login(officer)

    page = words(client.get(paper.get_absolute_url()))

    assert "2 Background" in page
    assert '<span class="label">11.</span> First' in page
    assert "<script>alert" not in page
    assert "<strong>bold</strong>" in page


def test_draft_does_not_exist_for_the_public_or_for_members(client, paper, primary_head):
    assert client.get(paper.get_absolute_url()).status_code == 404
    client.force_login(primary_head)
    assert client.get(paper.get_absolute_url()).status_code == 404


def test_public_reads_a_published_paper_without_the_controls(client, paper, asked, line, clerk):
    an_option(asked, line)
    publish(paper, clerk)

    page = words(client.get(paper.get_absolute_url()))

    assert "Agree to fund four posts." in page
    for control in ("Edit the paper", "Add a funding option", "Take out", "Versions"):
        assert control not in page


def test_tabled_paper_offers_no_change_to_those_who_draft(client, paper, asked, line, clerk):
    an_option(asked, line)
    an_option(asked, line, letter="B")
    publish(paper, clerk)
    client.force_login(clerk)

    page = words(client.get(paper.get_absolute_url()))

    assert "Edit the paper" not in page
    assert "Mark as withdrawn or unavailable" in page


def test_option_that_is_gone_says_why(client, paper, asked, line, officer):
    an_option(
        asked, line, status=OptionStatus.UNAVAILABLE, status_note="Report of the review, item 7"
    )
    client.force_login(officer)

    page = words(client.get(paper.get_absolute_url()))

    assert "Unavailable" in page
    assert "Report of the review, item 7" in page


@pytest.mark.parametrize("many", [1, 3])
def test_published_paper_takes_the_same_queries_for_any_number(
    client, paper, line, clerk, many, django_assert_num_queries
):
    for number in range(many):
        asked = a_recommendation(
            paper, f"{number + 1}", seeks_resources=True, amount=Decimal(500), text="Agree £500."
        )
        a_rate(an_option(asked, line))
    publish(paper, clerk)

    with django_assert_num_queries(25):
        client.get(paper.get_absolute_url())


def test_paper_comes_as_a_pdf(client, paper, asked, officer):
    client.force_login(officer)

    answer = client.get(address("papers:paper_pdf", paper.forum, paper))

    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"] == f'inline; filename="paper-{paper.pk}.pdf"'
