"""The schedule on its pages: started, written, generated, read by everybody once it is public."""

from decimal import Decimal

import pytest
from django.utils import timezone

from forum.choices import Phase
from papers.choices import BuyBack
from papers.models import LocalService, Recommendation, Schedule, ScheduleLine
from papers.workflow.schedule import start_schedule
from tests.asking import address
from tests.factories import MEETING_DAY, a_school
from tests.guarded import table
from tests.havering import YEAR
from tests.papers.test_schedule_workflow import ON
from tests.schedules import havering, some_schools, some_units

pytestmark = pytest.mark.django_db
LINE = {
    "service": "code:INSURANCE",
    "group": "maintained_primary",
    "label": "2(i)",
    "printed_precision": "1000",
    "printed_total": "363,000",
    "last_year_total": "344,000",
    "if_refused": "Each school insures itself.",
    "buy_back": "offered",
    "buy_back_price": "=£23 a pupil",
    "rates-TOTAL_FORMS": "2",
    "rates-INITIAL_FORMS": "0",
    "rates-0-factor": "AWPU",
    "rates-0-unit_rate": "21.00",
    "rates-0-units": "17284",
    "rates-0-prior_rate": "20.00",
    "rates-0-prior_units": "17200",
}
PAGES = ["schedule_detail", "schedule_effect", "schedule_csv", "schedule_pdf"]
CHANGES = ["schedule_edit", "schedule_final", "schedule_line_add"]


@pytest.fixture
def schedule(paper, officer):
    return start_schedule(paper, financial_year=YEAR, by=officer, on=ON)


@pytest.fixture
def whole(paper, forum, officer):
    """Havering's schedule, with schools whose units it counts."""
    schedule = havering(paper, by=officer, on=ON)
    schools = some_schools(forum, 3)
    some_units(schools, "AWPU", 400, 200, 300, by=officer, is_estimate=True)
    some_units(schools, "EAL 3", "13.63", "148.4", 63, by=officer, is_estimate=True)
    return schedule


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer)
    return client


def at(name, paper):
    return address(f"papers:{name}", paper.forum, paper)


def words(answer):
    return " ".join(answer.content.decode().split())


def test_officer_starts_a_schedule_and_goes_on_to_its_first_line(as_officer, paper):
    page = words(as_officer.get(at("schedule_detail", paper)))
    answer = as_officer.post(at("schedule_detail", paper), {"financial_year": "2024/25"})

    assert "Start the schedule" in page
    assert answer["Location"] == at("schedule_line_add", paper)
    assert Schedule.objects.get().financial_year == YEAR


def test_a_year_that_is_none_stays_on_the_page(as_officer, paper):
    answer = as_officer.post(at("schedule_detail", paper), {"financial_year": "next"})

    assert "Enter the financial year as two years" in words(answer)
    assert not Schedule.objects.exists()


def test_officer_adds_a_service_of_the_catalogue(as_officer, schedule):
    answer = as_officer.post(at("schedule_line_add", schedule.paper), LINE)

    assert answer["Location"] == at("schedule_detail", schedule.paper)
    line = ScheduleLine.objects.get()
    assert (line.name, line.service.code, line.buy_back) == (
        "Insurance", "INSURANCE", BuyBack.OFFERED,
    )  # fmt: skip
    assert line.rates.get().prior_units == 17200
    page = words(as_officer.get(answer["Location"]))
    assert "AWPU: £21.00 × 17,284" in page
    assert "was £20.00, +5.0%" in page
    assert "price £17,284, volume £1,716" in page


def test_the_page_of_a_line_shows_what_is_saved(as_officer, whole):
    line = ScheduleLine.objects.get(label="2(v)")

    page = words(as_officer.get(address("papers:schedule_line_edit", line.forum, line)))

    assert 'value="14.08"' in page
    assert 'value="IDACI band E"' in page


def test_a_line_is_changed_and_taken_out(as_officer, schedule):
    as_officer.post(at("schedule_line_add", schedule.paper), LINE)
    line = ScheduleLine.objects.get()
    place = address("papers:schedule_line_edit", line.forum, line)

    saved = {"service": str(line.service_id), "label": "3", "rates-INITIAL_FORMS": "1"}
    as_officer.post(place, LINE | saved)
    line.refresh_from_db()
    assert (line.label, line.rates.count()) == ("3", 1)
    asked = words(as_officer.get(address("papers:schedule_line_remove", line.forum, line)))
    as_officer.post(address("papers:schedule_line_remove", line.forum, line))

    assert "Take out 3 Insurance?" in asked
    assert not ScheduleLine.objects.exists()


def test_more_rows_are_asked_for_without_saving(as_officer, schedule):
    answer = as_officer.post(at("schedule_line_add", schedule.paper), LINE | {"more": "yes"})

    assert 'name="rates-5-factor"' in words(answer)
    assert not ScheduleLine.objects.exists()


def test_another_service_follows_the_first(as_officer, schedule):
    place = at("schedule_line_add", schedule.paper)

    assert as_officer.post(place, LINE | {"another": "yes"})["Location"] == place


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("service", "", "Select the service"),
        ("service", "code:CELLOS", "Choose one of the options in the list"),
        ("label", "", "Enter the label of the recommendation, like 2(ii)"),
        ("group", "", "Select whose budget shares it comes from"),
        ("printed_total", "many", "Enter an amount in pounds and pence"),
        ("rates-0-unit_rate", "", "Enter the unit rate"),
        ("rates-0-prior_units", "-5", "Enter a number with up to 6 decimal places"),
    ],
)
def test_bad_input_stays_with_an_error_beside_it(as_officer, schedule, field, typed, sentence):
    answer = words(as_officer.post(at("schedule_line_add", schedule.paper), LINE | {field: typed}))

    assert sentence in answer
    assert "Each school insures itself." in answer
    assert not ScheduleLine.objects.exists()


def test_a_line_against_the_law_shows_its_reasons(as_officer, schedule):
    answer = as_officer.post(
        at("schedule_line_add", schedule.paper), LINE | {"group": "maintained_special"}
    )

    assert answer.status_code == 409
    assert "Part 6 of Schedule 2, which does not reach maintained special schools" in words(answer)


def test_everything_of_havering_is_on_the_page(as_officer, whole):
    page = words(as_officer.get(at("schedule_detail", whole.paper)))

    for figure in ("£1,519,580", "£422,300", "£1,941,880", "£9,400", "£1,951,280", "£98.38"):
        assert figure in page
    assert "last year&#x27;s rate is labelled 2024-25, which is this year" in page
    assert "taken together the totals allow 154 to 159 units" in page


def test_the_recommendations_are_made_with_one_press(as_officer, whole):
    answer = as_officer.post(at("schedule_generate", whole.paper))

    assert answer["Location"] == f"{whole.paper.get_absolute_url()}#recommendations"
    assert Recommendation.objects.count() == 8
    again = as_officer.post(at("schedule_generate", whole.paper), follow=True)
    assert "as the schedule has them already" in words(again)


def test_what_cannot_be_generated_shows_why_and_no_button(as_officer, schedule):
    page = words(as_officer.get(at("schedule_detail", schedule.paper)))
    answer = as_officer.post(at("schedule_generate", schedule.paper))

    assert "Make the recommendations" not in page
    assert answer.status_code == 409
    assert "The schedule has no lines" in words(answer)


def test_the_effect_is_shown_school_by_school(as_officer, whole):
    page = words(as_officer.get(at("schedule_effect", whole.paper)))

    assert "£518</td>" in page
    assert "£2,394</td>" in page
    assert "£5,639</td>" in page
    assert "Primary 2" in page


def test_no_cell_of_the_spreadsheet_runs_as_a_formula(as_officer, whole, forum, officer):
    school = a_school(forum, Phase.PRIMARY, "=cmd()")
    some_units([school], "AWPU", 100, by=officer, is_estimate=True)

    answer = as_officer.get(at("schedule_csv", whole.paper))

    rows = answer.content.decode("utf-8-sig").splitlines()
    assert answer["Content-Disposition"].startswith("attachment")
    assert rows[0].startswith("School,Group,1 Contingency")
    assert any(
        row.startswith("'=cmd(),Maintained primary schools,1100.00,2100.00") for row in rows
    )
    assert not [row for row in rows if row[:1] in "=+-@\t"]


def test_the_year_is_changed_and_the_schedule_marked_final(as_officer, whole, forum, officer):
    place = at("schedule_final", whole.paper)

    assert as_officer.get(place).status_code == 409
    some_units(list(forum.school_set.all()), "EAL 3", 10, 20, 30, by=officer)
    assert "Mark the schedule as final?" in words(as_officer.get(place))
    as_officer.post(place)
    as_officer.post(
        at("schedule_edit", whole.paper), {"financial_year": YEAR, "note": "As counted."}
    )

    whole.refresh_from_db()
    assert (whole.is_final, whole.note) == (True, "As counted.")


def test_the_census_beside_the_estimate_is_shown(as_officer, whole, forum, officer):
    schools = list(forum.school_set.all())
    some_units(schools, "EAL 3", 20, 150, 70, by=officer)

    page = words(as_officer.get(at("schedule_detail", whole.paper)))

    assert "When the October census replaces the estimate" in page


@pytest.mark.parametrize("name", PAGES)
def test_everybody_reads_the_schedule_of_a_public_paper(client, whole, clerk, meeting, name):
    assert client.get(at(name, whole.paper)).status_code == 404
    table(whole.paper, clerk)
    meeting.agenda_published_at, meeting.agenda_published_by = timezone.now(), clerk
    meeting.agenda_published_on = MEETING_DAY
    meeting.save()

    answer = client.get(at(name, whole.paper))

    assert answer.status_code == 200
    assert b"Make the recommendations" not in answer.content


@pytest.mark.parametrize("name", [*PAGES, *CHANGES])
def test_a_stranger_finds_nothing(client, whole, stranger, name):
    client.force_login(stranger)

    assert client.get(at(name, whole.paper)).status_code == 404


@pytest.mark.parametrize("name", CHANGES)
def test_an_auditor_changes_nothing(client, whole, auditor, name):
    client.force_login(auditor)

    assert client.get(at(name, whole.paper)).status_code == 403
    assert client.get(at("schedule_detail", whole.paper)).status_code == 200
    assert client.post(at("schedule_generate", whole.paper)).status_code == 403


def test_a_reader_of_a_paper_without_a_schedule_finds_none(client, paper, auditor):
    client.force_login(auditor)

    assert client.get(at("schedule_detail", paper)).status_code == 404


def test_generating_needs_a_post(as_officer, whole):
    assert as_officer.get(at("schedule_generate", whole.paper)).status_code == 405


@pytest.mark.parametrize("name", [*CHANGES])
def test_the_schedule_of_a_tabled_paper_is_not_changed(as_officer, whole, clerk, name):
    table(whole.paper, clerk)

    assert as_officer.get(at(name, whole.paper)).status_code == 409


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_as_often_for_three_lines_as_for_one(
    as_officer, paper, officer, many, django_assert_max_num_queries
):
    schedule = havering(paper, by=officer, on=ON)
    doomed = schedule.lines.order_by("position")[many:]
    for line in list(doomed):
        line.rates.all().delete()
        line.delete()

    with django_assert_max_num_queries(12):
        as_officer.get(at("schedule_detail", paper))


def test_services_have_their_names_here(as_officer, forum):
    place = address("papers:service_list", forum)

    assert "No service is named yet" in words(as_officer.get(place))
    as_officer.post(place, {"name": "CLEAPSS", "code": "LICENCES"})
    service = LocalService.objects.get()
    change = address("papers:service_edit", forum, service)
    as_officer.post(change, {"name": "CLEAPSS advice", "code": "LICENCES", "s251_line": "1.1.9"})
    page = words(as_officer.get(place))

    assert "CLEAPSS advice</a>" in page
    assert "Licences and subscriptions" in page
    assert "1.1.9" in page


def test_a_name_is_given_once(as_officer, forum):
    place = address("papers:service_list", forum)
    for _ in range(2):
        answer = as_officer.post(place, {"name": "CLEAPSS", "code": "LICENCES"})

    assert "There is already a service with this name" in words(answer)
    assert LocalService.objects.count() == 1


def test_what_is_bought_back_stands_apart_from_what_is_voted(as_officer, schedule):
    as_officer.post(at("schedule_line_add", schedule.paper), LINE)

    page = words(as_officer.get(at("schedule_detail", schedule.paper)))

    assert "is a trade with the authority and is not voted on" in page
    assert "Offered to academies: =£23 a pupil" in page
    assert Decimal("363000") == ScheduleLine.objects.get().printed_total
