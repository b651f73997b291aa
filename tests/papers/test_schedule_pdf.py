"""The schedule as a document, and what the paper and its cover sheet take from it."""

from datetime import date
from decimal import Decimal

import pytest

from papers.models import ScheduleLine
from papers.pdfs.paper import paper_context, paper_pdf
from papers.pdfs.schedule import (
    effect_csv,
    schedule_context,
    schedule_part,
    schedule_pdf,
    schedule_words,
)
from tests.pdf_checks import faults
from tests.pdf_checks import text as text_of
from tests.schedules import havering, some_schools, some_units

pytestmark = pytest.mark.django_db
ON = date(2023, 9, 7)


@pytest.fixture
def schedule(paper, forum, officer):
    """Havering's, with the effect of the EAL service on three schools."""
    schedule = havering(paper, by=officer, on=ON)
    schools = some_schools(forum, 3)
    some_units(schools, "EAL 3", "13.63", 63, "148.4", by=officer, is_estimate=True)
    schedule.lines.filter(label="2(iv)").update(
        if_refused="The team would end.", buy_back="offered", buy_back_price="By subscription"
    )
    return schedule


def test_the_context_holds_each_phase_with_its_lines(schedule):
    context = schedule_context(schedule)

    primary, special = context["phases"]
    assert (primary.group, len(primary.rows), primary.unit) == (
        "Maintained primary schools", 8, "pupil",
    )  # fmt: skip
    assert (special.sums.total, special.unit) == (9400, "place")
    assert context["total"] == 1951280
    assert {each.code for each in context["notes"]} == {
        "units-not-stated",
        "units-implied-together",
    }
    assert [line.label for line in context["buy_backs"]] == ["2(iv)"]


def test_the_effect_of_a_service_is_lowest_median_and_highest(schedule):
    primary, _ = schedule_context(schedule)["phases"]

    eal = next(found for line, found in primary.effect.by_line if line.label == "2(iv)")
    assert (eal.lowest, eal.median, eal.highest) == (
        Decimal("517.94"), Decimal("2394.00"), Decimal("5639.20"),
    )  # fmt: skip
    assert len(primary.effect.without_units) == 7


def test_the_document_is_tagged_and_holds_every_total(schedule):
    made = schedule_pdf(schedule, on=ON)

    assert faults(made) == []
    text = text_of(made)
    for figure in ("£1,519,580", "£422,300", "£1,941,880", "£1,951,280", "£2,394", "Primary 3"):
        assert figure in text
    assert "The team would end." in text
    assert "Draft: not tabled" in text


def test_the_cover_sheet_is_told_what_a_refusal_means(schedule):
    words = schedule_words(schedule.paper)

    assert words.per_pupil[0] == (
        "Maintained primary schools: £98.38 for every pupil, £112.35 a pupil in all"
    )
    assert words.refusals == (("2(iv) EAL service", "The team would end."),)
    assert words.kind == "Estimate"


def test_a_paper_without_a_schedule_has_nothing_to_say_of_it(paper):
    assert schedule_words(paper) is None
    assert schedule_part(paper) is None
    assert paper_context(paper)["schedule_part"] is None


def test_the_paper_holds_the_totals_of_its_schedule(schedule):
    part = paper_context(schedule.paper, on=ON)["schedule_part"]

    assert (part["total"], [line.name for line in part["buy_backs"]]) == (
        1951280, ["EAL service"],
    )  # fmt: skip
    text = text_of(paper_pdf(schedule.paper, on=ON))
    assert "De-delegation schedule 2024-25, an estimate" in text
    assert "£1,951,280" in text


def test_the_spreadsheet_leaves_empty_what_is_not_known(schedule):
    heads, first, *rest = effect_csv(schedule).removeprefix("\ufeff").splitlines()

    assert heads.split(",")[6] == "2(iv) EAL service (£)"
    assert first == "Primary 1,Maintained primary schools,,,,,517.94,,,,517.94,"
    assert len(rest) == 2


def test_an_empty_schedule_is_a_document_too(schedule):
    for line in ScheduleLine.objects.all():
        line.rates.all().delete()
        line.delete()

    assert schedule_context(schedule)["phases"] == ()
    assert schedule_pdf(schedule).startswith(b"%PDF")
