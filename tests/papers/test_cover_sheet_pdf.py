"""The cover sheet at a glance: type, cost, source, effect for each pupil, refusal, clearance."""

from datetime import date
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from forum.choices import Group, Phase
from forum.models import PupilCount
from forum.pdf import render
from papers.choices import AmountUnit, ClearanceKind, Source
from papers.pdfs.paper import paper_context
from papers.workflow.clearing import clear_paper
from tests.factories import (
    BEFORE,
    a_constitution,
    a_line,
    a_rate,
    a_recommendation,
    a_school,
    an_option,
)
from tests.pdf_checks import page_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(paper):
    return a_recommendation(
        paper, seeks_resources=True, amount=Decimal(89604), do_nothing="The posts end in March."
    )


def facts(paper, on=BEFORE):
    paper = type(paper).objects.get(pk=paper.pk)
    return {fact["label"]: fact["value"] for fact in paper_context(paper, on=on)["facts"]}


def counted(forum, pupils, phase=Phase.PRIMARY, **more):
    school = a_school(forum, phase, **more)
    PupilCount.objects.create(forum=forum, school=school, financial_year="2025-26", pupils=pupils)


def test_cover_says_what_it_is_what_it_costs_and_from_which_money(paper, asked, forum):
    paper.kind = "de_delegation"
    paper.save()
    an_option(asked, a_line(forum))
    balance = a_line(forum, "Balance brought forward", kind="balance")
    an_option(asked, balance, letter="B", source=Source.ONE_OFF, grant_reference="DfE")

    said = facts(paper)

    assert said["Type"] == "De-delegation. For decision"
    assert said["Cost"] == "£89,604 for 2025-26"
    assert said["Source"] == (
        "Centrally retained: Combined budgets\nOne-off: Balance brought forward (DfE)"
    )
    assert said["If it is refused"] == "The posts end in March."
    assert said["Earlier decisions"] == "None of this matter is on record"


def test_cost_names_the_years_of_each_alternative(paper, asked, forum):
    line = a_line(forum)
    an_option(asked, line)
    for year, amount in (("2025-26", 60000), ("2026-27", 29604)):
        an_option(asked, line, letter="B", financial_year=year, amount=Decimal(amount))

    assert facts(paper)["Cost"] == (
        "£89,604: option A for 2025-26; option B for 2025-26 and 2026-27"
    )


def test_many_lines_are_counted_by_source(paper, asked, forum):
    for number in range(5):
        an_option(asked, a_line(forum, f"Line {number}"))

    assert facts(paper)["Source"] == "Centrally retained: 5 lines"


def test_cost_for_each_pupil_is_that_of_the_schools_concerned(paper, asked, forum):
    assert (
        facts(paper)["For each pupil"] == "not stated: the pupils of all schools are not counted"
    )

    counted(forum, 400)
    counted(forum, 1100, Phase.SECONDARY, converted_on=date(2018, 9, 1))
    assert facts(paper)["For each pupil"] == "£59.74: £89,604 for 1,500 pupils of all schools"

    option = an_option(
        asked, a_line(forum), source=Source.DE_DELEGATED, group=Group.MAINTAINED_PRIMARY
    )
    a_rate(option)
    assert facts(paper)["For each pupil"] == (
        "£224.01: £89,604 for 400 pupils of maintained primary schools"
    )


def test_amount_that_is_stated_for_each_pupil_stands_as_it_is(paper, asked, forum):
    an_option(asked, a_line(forum), amount=Decimal("19.31"), amount_unit=AmountUnit.PER_PUPIL)

    assert facts(paper)["For each pupil"] == "1: £19.31"


def test_paper_that_asks_for_no_money_says_so(paper):
    a_recommendation(paper, text="Note the report.")

    said = facts(paper)

    assert said["Cost"] == "This paper asks for no money"
    assert "For each pupil" not in said
    assert "Source" not in said


def test_author_stands_as_printed(paper):
    paper.author_as_printed = "Nick Carter, Education Finance Group Manager"
    paper.save()

    assert facts(paper)["Report of"] == "Nick Carter, Education Finance Group Manager"


def test_cover_lists_each_clearance_given_or_asked_for(paper, finance, chair):
    a_constitution(paper.forum, legal_clearance=True)
    clear_paper(paper, note="Sums agree.", by=finance, on=BEFORE)
    clear_paper(paper, kind=ClearanceKind.CHAIR, note="", by=chair, on=BEFORE)

    context = paper_context(type(paper).objects.get(pk=paper.pk), on=BEFORE)
    said = " ".join(render_to_string("pdf/paper.html", context).split())

    assert [row["kind"] for row in context["clearances"]] == ["finance", "legal", "chair"]
    assert "<td>Schools Finance Manager</td>" in said
    assert "<td>Version 1. Sums agree.</td>" in said
    assert '<th scope="row">Legal</th> <td colspan="3">Not given</td>' in said
    assert "Fiona" not in said


def test_options_in_full_stand_after_the_recommendations(paper, asked, forum):
    an_option(
        asked, a_line(forum), full_year_amount=Decimal(153607), is_recurring=True,
        from_on=date(2025, 9, 1), conditions=["A termly report"],
    )  # fmt: skip
    an_option(asked, a_line(forum, "Other"), letter="B")

    context = paper_context(type(paper).objects.get(pk=paper.pk), on=BEFORE)
    said = " ".join(render_to_string("pdf/paper.html", context).split())

    assert said.index("the options side by side") > said.index("<h2>Recommendations</h2>")
    assert "7 of 12 months of £153,607 for a full year: £89,604.08" in said
    assert "<p>Do nothing: The posts end in March.</p>" in said


def test_ordinary_cover_fits_one_page(paper, asked, forum, finance):
    line = a_line(forum)
    an_option(asked, line)
    balance = a_line(forum, "Balance brought forward", kind="balance")
    an_option(asked, balance, letter="B", source=Source.ONE_OFF)
    clear_paper(paper, note="Amounts agree with the budget.", by=finance, on=BEFORE)
    context = paper_context(type(paper).objects.get(pk=paper.pk), on=BEFORE)

    # One page for the cover, one for the recommendations and the report.
    assert page_count(render("pdf/paper.html", context)) == 2
