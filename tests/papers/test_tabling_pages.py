"""The gate as a page: a checklist with the way to mend each thing, and the Table button."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from papers.choices import Source
from papers.workflow.tabling import table_paper
from tests.asking import OPTION, a_motion, address, day
from tests.factories import (
    BEFORE,
    a_constitution,
    a_line,
    a_member,
    a_recommendation,
    an_item,
    an_option,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def spring_of_2026(time_machine):
    """A day after all that these tests tell of."""
    time_machine.move_to(datetime(2026, 4, 15, 12, tzinfo=UTC))


ON_TIME = day("tabled_on", "2 1 2026")
LATE = day("tabled_on", "14 1 2026")


@pytest.fixture(autouse=True)
def as_clerk(client, clerk):
    client.force_login(clerk)


@pytest.fixture
def asked(paper):
    a_member(paper.forum)
    return a_recommendation(paper, seeks_resources=True, amount=Decimal(89604))


@pytest.fixture
def sourced(asked, forum):
    an_option(asked, a_line(forum))
    return asked


@pytest.fixture
def gate(paper):
    return address("papers:paper_table", paper.forum, paper)


def words(answer):
    return " ".join(answer.content.decode().split())


def boxes(page):
    """The names of the boxes for reasons."""
    return re.findall(r'name="(why_[0-9a-f]{8})"', page)


def test_obstacle_names_the_recommendation_the_amount_and_the_way_to_mend_it(client, asked, gate):
    page = words(client.get(gate))

    assert "1 thing stands in the way" in page
    assert "Recommendation 1 asks for £89,604 and names no funding source" in page
    assert "Middlesbrough review 2019, recommendation 26" in page
    assert "Who can mend it: the author" in page
    assert f'href="{address("papers:option_source", asked.forum, asked)}"' in page
    assert "Table it" not in page


def test_obstacle_of_an_option_leads_to_that_option(client, asked, gate):
    option = an_option(asked, source=Source.ONE_OFF, until_on=None)

    page = words(client.get(gate))

    assert "3 things stand in the way" not in page
    assert f'href="{address("papers:option_edit", asked.forum, option)}"' in page
    assert "Change option A" in page


def test_obstacles_of_the_paper_stand_first(client, paper, asked, gate):
    a_constitution(paper.forum, finance_clearance=True)
    page = words(client.get(gate))

    order = [
        "The paper",
        "finance has not cleared",
        '<h3 class="govuk-heading-s">Recommendation 1',
    ]
    assert sorted(order, key=page.index) == order
    assert f'href="{address("papers:paper_clear", paper.forum, paper)}"' in page


def test_clerk_tables_a_paper_on_a_day_of_the_past(client, paper, sourced, gate):
    page = words(client.get(gate))

    answer = client.post(gate, ON_TIME, follow=True)

    paper.refresh_from_db()
    assert "Nothing stands in the way" in page
    assert paper.tabled_on == BEFORE
    assert "is tabled. Its text and funding options are fixed" in words(answer)


def test_warning_is_not_passed_without_a_reason(client, paper, sourced, gate):
    answer = client.post(gate, LATE)

    page = words(answer)
    paper.refresh_from_db()
    assert answer.status_code == 409
    assert not paper.is_tabled
    assert "Say why it goes on all the same: Clear working days" in page
    assert 'name="tabled_on_day" value="14"' in page


def test_warning_is_passed_with_a_reason_which_is_kept(client, paper, sourced, gate):
    (box,) = boxes(words(client.post(gate, LATE)))

    client.post(gate, LATE | {box: "The grant was announced on Friday."})

    paper.refresh_from_db()
    assert (paper.lateness, paper.late_reason) == ("late", "The grant was announced on Friday.")
    assert paper.acknowledgements.get().reason == "The grant was announced on Friday."
    assert "The grant was announced on Friday." in words(client.get(paper.get_absolute_url()))


def test_what_was_typed_is_still_there_when_the_gate_refuses(client, paper, asked, gate):
    (box,) = boxes(words(client.post(gate, LATE)))

    answer = client.post(gate, LATE | {box: "The chair agrees."})

    page = words(answer)
    assert answer.status_code == 409
    assert "Nothing has been tabled" in page
    assert "names no funding source" in page
    assert ">The chair agrees.</textarea>" in page.replace("> The", ">The")
    assert "Try again" in page


def test_day_that_is_none_is_an_error_beside_the_day(client, paper, sourced, gate):
    answer = client.post(gate, day("tabled_on", "31 2 2026"))

    assert answer.status_code == 200
    assert "31 February 2026 is not a real date" in words(answer)


def test_officer_reads_the_gate_and_cannot_table(client, paper, sourced, gate, officer):
    client.force_login(officer)

    page = words(client.get(gate))

    assert "The clerk can table it" in page
    assert "Table it" not in page
    assert client.post(gate, ON_TIME).status_code == 403


def test_auditor_is_shown_no_way_to_mend(client, asked, gate, auditor):
    client.force_login(auditor)

    page = words(client.get(gate))

    assert "names no funding source" in page
    assert "Add a funding option" not in page


def test_paper_that_is_tabled_says_so(client, paper, sourced, gate, clerk):
    table_paper(paper, by=clerk, on=BEFORE)

    assert "is tabled already" in words(client.get(gate))
    assert client.post(gate, ON_TIME).status_code == 409


@pytest.mark.parametrize("many", [1, 3])
def test_gate_takes_the_same_queries_for_any_number(
    client, paper, gate, forum, many, django_assert_num_queries
):
    line = a_line(forum)
    for number in range(many):
        asked = a_recommendation(paper, f"{number + 1}", seeks_resources=True, amount=Decimal(5))
        an_option(asked, line)

    with django_assert_num_queries(22):
        client.get(gate)


@pytest.fixture
def motion(paper):
    return a_motion(
        paper.matter, an_item(paper.agenda_item.meeting, "9", "Any other business"),
        seeks_resources=True, amount=Decimal(1000), financial_year="2025-26", label="M1",
    )  # fmt: skip


def test_option_of_a_motion_leads_back_to_its_gate(client, motion, forum):
    line = a_line(forum)
    add = address("papers:option_add", forum, motion.recommendation, "centrally_retained")

    answer = client.post(add, OPTION | {"budget_line": line.pk, "amount": "1,000"})

    assert answer.url == address("papers:placement_table", forum, motion)


def test_motion_passes_the_same_gate(client, motion, forum, asked):
    url = address("papers:placement_table", forum, motion)
    page = words(client.get(url))
    refused = client.post(url, day("tabled_on", "15 1 2026"))

    an_option(motion.recommendation, a_line(forum), amount=Decimal(1000))
    answer = client.post(url, day("tabled_on", "15 1 2026"))

    motion.refresh_from_db()
    assert "Recommendation M1 asks for £1,000 and names no funding source" in page
    assert "Agree to a survey." in page
    assert refused.status_code == 409
    assert answer.url == motion.meeting.get_absolute_url()
    assert motion.tabled_on == date(2026, 1, 15)
