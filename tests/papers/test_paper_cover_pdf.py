from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.template.loader import render_to_string

from forum import audit
from forum.choices import Group, Phase
from papers.choices import OptionStatus, Source
from papers.models import Allocation, Commitment, NilDeclaration
from papers.models.facts import paper_facts
from papers.pdfs.paper import paper_context, paper_pdf
from papers.rules.tabling import may_table
from papers.workflow.tabling import table_paper
from tests.documents import TRAIL, broken_promises, flowing
from tests.factories import (
    BEFORE,
    MEETING_DAY,
    a_line,
    a_matter,
    a_meeting,
    a_member,
    a_paper,
    a_recommendation,
    a_school,
    an_item,
    an_option,
)
from tests.havering import recommend_all
from tests.pdf_checks import outline, page_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def havering(forum, clerk, officer):
    """Eight recommendations to de-delegate, tabled; no maintained secondary school is left."""
    a_school(forum, Phase.PRIMARY)
    a_school(forum, Phase.SPECIAL)
    for group in (Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SPECIAL):
        a_member(forum, group)
    meeting, on = a_meeting(forum, date(2023, 9, 21)), date(2023, 9, 8)
    paper = a_paper(
        a_matter(forum, "De-delegation 2024-25"),
        an_item(meeting, "6", "De-delegation"),
        title="De-delegation of funding for central services 2024-25",
        eligibility_as_printed="LA maintained school representatives",
    )
    recommend_all(paper, by=officer, on=on)
    warnings = may_table(paper_facts(paper, on=on)).warnings
    reasons = {warning.key: "As printed in the paper" for warning in warnings}
    return table_paper(paper, acknowledged=reasons, by=clerk, on=on)


def html(paper, on=BEFORE):
    return " ".join(render_to_string("pdf/paper.html", paper_context(paper, on=on)).split())


def facts(paper, on=BEFORE):
    return {fact["label"]: fact["value"] for fact in paper_context(paper, on=on)["facts"]}


# The cover sheet of a de-delegation


def test_cover_says_who_may_vote_and_by_what_authority(havering):
    rows = paper_context(havering)["voting"]

    assert [row["labels"] for row in rows] == [
        "1, 2(i), 2(ii), 2(iii), 2(iv), 2(v)",
        "3(i), 3(ii)",
    ]
    assert rows[0]["voters"] == "Maintained primary members vote."
    assert "Schedule 2 Part 6" in rows[0]["citation"]
    assert rows[1]["voters"].endswith("maintained special members vote, each group by itself.")


def test_group_without_schools_is_named(havering):
    assert paper_context(havering)["without_schools"] == ["maintained secondary schools"]


def test_cover_has_every_option_and_rate_as_printed(havering):
    context = paper_context(havering)
    printed = html(havering)

    assert [row["where"] for row in context["options"]].count("3(i)") == 2
    assert len(context["options"]) == 10
    assert len([row for row in context["rates"] if "rate" in row]) == 17
    assert "£9.50<br>2024-25" in printed
    assert "units not stated, implied 2,815.8" in printed


def test_effect_comes_to_the_totals_of_the_paper(havering):
    context = paper_context(havering)

    assert context["per_group"] == {
        "Maintained primary schools": Decimal(1941880),
        "Maintained special schools": Decimal(9400),
    }
    assert context["together"] == Decimal(1951280)
    assert {row["asking"] for row in context["balances"]} >= {Decimal(341000), Decimal(90700)}


def test_cover_prints_warnings_with_the_reasons_given(havering):
    assert html(havering).count("As printed in the paper") == havering.acknowledgements.count()
    assert (
        facts(havering)["Eligible to vote, as printed"] == "LA maintained school representatives"
    )


def test_de_delegation_keeps_the_promises_of_a_document(havering):
    made = paper_pdf(havering, trail_line=TRAIL, on=date(2023, 9, 8))

    assert broken_promises(made, title=havering.title, trail=TRAIL) == []
    assert 4 <= page_count(made) <= 6
    assert "Draft" not in flowing(made)
    marks = outline(made)
    assert [words for level, words in marks if level == 2] == [
        "Cover sheet",
        "Recommendations",
        "Report",
    ]
    assert paper_pdf(havering, trail_line=TRAIL, on=date(2023, 9, 8)) == made


# Money


def test_alternatives_stand_side_by_side_with_what_is_left(paper, forum):
    recommendation = a_recommendation(paper, seeks_resources=True, amount=Decimal(89604))
    line = a_line(forum)
    Allocation.objects.create(
        forum=forum, budget_line=line, financial_year="2025-26", amount=Decimal(100000)
    )
    an_option(recommendation, line)
    balance = a_line(forum, "Surplus brought forward", block="high_needs", kind="balance")
    an_option(recommendation, balance, letter="B", source=Source.ONE_OFF, proposer="Head of SEN")

    context = paper_context(paper)

    assert context["alternatives"] == [
        "Recommendation 1: options A and B are alternatives; the forum chooses one."
    ]
    assert [row["where"] for row in context["options"]] == ["1, option A", "1, option B"]
    assert context["options"][1]["remarks"] == ["Proposed by Head of SEN"]
    assert [row["after"] for row in context["balances"]] == [Decimal(10396), None]


def test_cover_reads_the_same_after_the_decision(paper, forum):
    recommendation = a_recommendation(paper, seeks_resources=True, amount=Decimal(89604))
    line = a_line(forum)
    option = an_option(recommendation, line)
    before = html(paper)
    for day in (MEETING_DAY, date(2026, 3, 1)):
        Commitment.objects.create(
            forum=forum, budget_line=line, financial_year="2025-26", amount=Decimal(89604),
            source=Source.CENTRALLY_RETAINED, outcome=option.pk,
            award=a_matter(forum, str(day)).pk,
            matter=paper.matter, decided_on=day, title="Early help",
        )  # fmt: skip
    option.status = OptionStatus.CHOSEN
    option.save()
    paper = type(paper).objects.get(pk=paper.pk)

    assert html(paper) == before


def test_earlier_decisions_of_the_matter_stand_on_the_cover(paper, forum, clerk):
    line = a_line(forum)
    with transaction.atomic():
        audit.record(
            "outcome-recorded", "Recommendation 1: carried, £5,000", forum=forum, by=clerk,
            on=date(2025, 7, 4), matter=paper.matter_id,
        )  # fmt: skip
    Commitment.objects.create(
        forum=forum, budget_line=line, financial_year="2025-26", amount=Decimal(5000),
        source=Source.CENTRALLY_RETAINED, award=line.pk, outcome=line.pk, matter=paper.matter,
        decided_on=date(2025, 7, 4), title="Early help",
    )  # fmt: skip

    said = html(paper)

    assert '<th scope="row">4 July 2025</th><td>Recommendation 1: carried, £5,000</td>' in said
    assert '<td class="number">£5,000</td><td>not stated</td>' in said


def test_withdrawn_option_says_so(paper, forum):
    recommendation = a_recommendation(paper, seeks_resources=True, amount=Decimal(89604))
    an_option(recommendation, a_line(forum), status=OptionStatus.WITHDRAWN, status_note="Spent.")

    assert "Withdrawn: Spent." in html(paper)


def test_nil_declaration_is_printed_with_the_post_that_made_it(paper, finance):
    recommendation = a_recommendation(paper)
    NilDeclaration.objects.create(
        forum=paper.forum, recommendation=recommendation, reason="A formula consultation.",
        declared_post="Schools Finance Manager", declared_at=recommendation.recorded_at,
        declared_by=finance, declared_on=BEFORE,
    )  # fmt: skip

    said = html(paper)

    assert "Recommendation 1 touches no funding source: A formula consultation." in said
    assert "Declared by the Schools Finance Manager, 2 January 2026." in said
