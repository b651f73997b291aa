"""The schedule of a paper, written line by line; its units; and what is fixed with it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from forum.choices import Group
from forum.models import AuditEntry
from forum.rules.ruling import Refused
from papers.choices import PaperEvent
from papers.models import LineRate, LocalService, Schedule, ScheduleLine, SchoolFactor
from papers.models.schedule_facts import schedule_facts
from papers.rules.schedules.schedule import summary
from papers.workflow.schedule import (
    change_schedule,
    line_from,
    mark_final,
    name_service,
    remove_line,
    start_schedule,
    write_line,
)
from papers.workflow.units import UnitsEntry, enter_units
from tests.guarded import table
from tests.havering import YEAR
from tests.schedules import a_rate_of, havering, some_schools, some_units

pytestmark = pytest.mark.django_db
ON = date(2023, 9, 7)
PRIMARY, SPECIAL = Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SPECIAL


@pytest.fixture
def schedule(paper, officer):
    return start_schedule(paper, financial_year=YEAR, by=officer, on=ON)


@pytest.fixture
def insurance(forum, officer):
    service = LocalService(forum=forum, code="INSURANCE", name="Insurance")
    return name_service(service, by=officer, on=ON)


@pytest.fixture
def line(schedule, insurance, officer):
    return write_line(a_line(schedule, insurance), [a_rate_of("AWPU", "21.00")], by=officer, on=ON)


def a_line(schedule, service, **more):
    values = {"name": service.name, "group": PRIMARY, "label": "1"} | more
    return ScheduleLine(forum=schedule.forum, schedule=schedule, service=service, **values)


def last_sentence(event):
    return AuditEntry.objects.filter(event=event).latest("seq").sentence


def test_havering_comes_to_the_totals_that_its_paper_does_not_print(paper, officer):
    schedule = havering(paper, by=officer, on=ON)

    found = summary(schedule_facts(schedule))

    primary, special = found.phases
    assert (primary.de_delegated, primary.education_functions) == (1519580, 422300)
    assert (primary.total, special.total, found.total) == (1941880, 9400, 1951280)
    assert LocalService.objects.count() == 8
    assert not LocalService.objects.filter(code="").exists()


def test_starting_a_schedule_leaves_its_entry(schedule):
    assert last_sentence(PaperEvent.SCHEDULE_STARTED) == (
        "De-delegation schedule 2024-25 of Schools and early help: started"
    )
    assert not schedule.is_final


def test_a_wrong_seat_cannot_start_a_schedule(paper, auditor):
    with pytest.raises(PermissionDenied):
        start_schedule(paper, financial_year=YEAR, by=auditor, on=ON)

    assert not Schedule.objects.exists()


def test_a_paper_has_no_second_schedule(schedule, officer):
    with pytest.raises(Refused, match="has a schedule already"):
        start_schedule(schedule.paper, financial_year=YEAR, by=officer, on=ON)

    assert Schedule.objects.count() == 1


def test_the_year_of_a_schedule_is_changed_before_tabling(schedule, officer):
    schedule.financial_year = "2025-26"

    change_schedule(schedule, by=officer, on=ON)

    assert Schedule.objects.get().financial_year == "2025-26"
    assert last_sentence(PaperEvent.SCHEDULE_CHANGED).endswith(": changed")


def test_a_service_has_the_name_that_it_has_here(insurance):
    assert last_sentence(PaperEvent.SERVICE_NAMED) == "De-delegated service: Insurance"


def test_a_line_is_added_with_rates_under_the_known_name_of_their_factor(line):
    (rate,) = line.rates.all()

    assert (rate.factor, rate.counts, rate.unit_rate) == ("AWPU", "AWPU", Decimal("21.00"))
    assert last_sentence(PaperEvent.SCHEDULE_CHANGED).endswith(
        "1 Insurance, maintained primary schools, added"
    )


def test_a_line_names_its_service_where_it_is_new(schedule, forum, officer):
    new = LocalService(forum=forum, code="LICENCES", name="CLEAPSS")

    line = write_line(a_line(schedule, new), [a_rate_of("AWPU", "0.50")], by=officer, on=ON)

    assert str(line) == "1 CLEAPSS, maintained primary schools"
    assert LocalService.objects.get().code == "LICENCES"


def test_a_line_of_schools_that_the_law_does_not_reach_is_refused(schedule, insurance, officer):
    with pytest.raises(Refused, match="Part 6"):
        write_line(a_line(schedule, insurance, group=SPECIAL), by=officer, on=ON)

    assert not ScheduleLine.objects.exists()


def test_a_changed_line_has_its_new_rates_only(line, officer):
    line.printed_total = Decimal(363000)

    write_line(line, [a_rate_of("FSM eligible", "9.50", 3195)], by=officer, on=ON)

    assert [(rate.factor, rate.counts) for rate in line.rates.all()] == [("FSM eligible", "FSM")]
    assert "£363,000, changed" in last_sentence(PaperEvent.SCHEDULE_CHANGED)


def test_a_line_read_again_from_a_table_replaces_the_first(schedule, line, officer):
    again = ScheduleLine(name="insurance", group=PRIMARY, label="2(i)")

    line_from(schedule, again, [a_rate_of("AWPU", "22.00")], by=officer, on=ON)

    (kept,) = ScheduleLine.objects.all()
    assert (kept.pk, kept.label) == (line.pk, "2(i)")
    assert [rate.unit_rate for rate in kept.rates.all()] == [Decimal("22.00")]


def test_a_line_read_under_an_unknown_name_waits_for_what_it_is_in_law(schedule, officer):
    with pytest.raises(Refused, match="choose what it is in law"):
        line_from(
            schedule, ScheduleLine(name="Cellos", group=PRIMARY, label="1"), [], by=officer, on=ON
        )


def test_a_removed_line_is_kept_on_the_trail(line, officer):
    remove_line(line, by=officer, on=ON)

    assert (ScheduleLine.objects.count(), LineRate.objects.count()) == (0, 0)
    assert last_sentence(PaperEvent.SCHEDULE_CHANGED).endswith("taken out")


def test_the_schedule_of_a_tabled_paper_is_fixed(line, paper, clerk, officer):
    table(paper, clerk)

    for write in (
        lambda: change_schedule(line.schedule, by=officer, on=ON),
        lambda: write_line(line, by=officer, on=ON),
        lambda: remove_line(line, by=officer, on=ON),
        lambda: mark_final(line.schedule, by=officer, on=ON),
    ):
        with pytest.raises(Refused, match="was tabled"):
            write()
    assert line.rates.count() == 1


# The units of schools


def test_units_of_the_schools_make_the_total(line, forum, officer):
    some_units(some_schools(forum, 2), "AWPU", 412, "63.5", by=officer, is_estimate=True)

    assert summary(schedule_facts(line.schedule)).total == Decimal("9985.50")
    assert last_sentence(PaperEvent.UNITS_ENTERED) == (
        "Units 2024-25: 2 schools, estimated units for AWPU"
    )


def test_units_entered_again_replace_those_of_the_same_schools(forum, officer):
    schools = some_schools(forum, 2)
    some_units(schools, "AWPU", 412, 208, by=officer)
    some_units(schools, "FSM", 40, 20, by=officer)

    enter_units(forum, UnitsEntry(YEAR, ["AWPU"], {schools[0]: {}}), by=officer, on=ON)

    left = SchoolFactor.objects.values_list("school__name", "factor")
    assert sorted(left) == [
        ("Primary 1", "FSM"), ("Primary 2", "AWPU"), ("Primary 2", "FSM"),
    ]  # fmt: skip


def test_a_wrong_seat_enters_no_units(forum, auditor):
    with pytest.raises(PermissionDenied):
        some_units(some_schools(forum, 1), "AWPU", 412, by=auditor)

    assert not SchoolFactor.objects.exists()


def test_the_census_comes_in_beside_the_estimate_of_a_tabled_schedule(
    line, paper, forum, clerk, officer
):
    schools = some_schools(forum, 1)
    some_units(schools, "AWPU", 412, by=officer, is_estimate=True)
    table(paper, clerk)

    with pytest.raises(Refused, match="rests on these units"):
        some_units(schools, "AWPU", 413, by=officer, is_estimate=True)
    some_units(schools, "AWPU", 413, by=officer)

    assert summary(schedule_facts(line.schedule)).total == Decimal("8652.00")
    assert SchoolFactor.objects.count() == 2


def test_a_schedule_is_final_once_the_census_is_entered(line, forum, officer):
    schools = some_schools(forum, 1)
    some_units(schools, "AWPU", 412, by=officer, is_estimate=True)

    with pytest.raises(Refused, match="are an estimate"):
        mark_final(line.schedule, by=officer, on=ON)
    some_units(schools, "AWPU", 413, by=officer)
    mark_final(line.schedule, by=officer, on=ON)

    assert summary(schedule_facts(line.schedule)).total == Decimal("8673.00")
    assert last_sentence(PaperEvent.SCHEDULE_FINAL).endswith("marked final")
