from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from forum.choices import Group, Phase
from forum.models import AuditEntry
from forum.rules.ruling import Refused
from papers.models import FundingOption, LineRate, LocalService, Schedule, ScheduleLine
from papers.models.schedule_facts import schedule_facts
from papers.rules.schedule import summary
from papers.workflow.generating import generate_recommendations
from papers.workflow.schedule import (
    add_line,
    change_line,
    line_from,
    mark_final,
    name_service,
    remove_line,
    start_schedule,
)
from tests.havering import YEAR
from tests.schedules import havering, some_schools, some_units

ON = date(2023, 9, 7)


@pytest.fixture
def schedule(paper, officer):
    return havering(paper, by=officer, on=ON)


def test_havering_comes_to_the_totals_that_its_paper_does_not_print(schedule):
    found = summary(schedule_facts(schedule))

    primary, special = found.phases
    assert (primary.de_delegated, primary.education_functions) == (1519580, 422300)
    assert (primary.total, special.total, found.total) == (1941880, 9400, 1951280)


def test_generating_asks_for_each_service_once_by_phase(schedule, officer):
    said = generate_recommendations(schedule, by=officer, on=ON)

    asked = list(schedule.paper.recommendations.order_by("position"))
    assert [each.label for each in asked] == [
        "1", "2(i)", "2(ii)", "2(iii)", "2(iv)", "2(v)", "3(i)", "3(ii)",
    ]  # fmt: skip
    assert len(said) == 18
    assert FundingOption.objects.count() == 10


def test_a_wrong_seat_cannot_start_a_schedule(paper, auditor):
    with pytest.raises(PermissionDenied):
        start_schedule(paper, financial_year=YEAR, by=auditor, on=ON)

    assert not Schedule.objects.exists()
