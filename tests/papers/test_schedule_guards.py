"""The schedule of a tabled paper in raw SQL: its lines, its rates, and the units it rests on."""

from decimal import Decimal

import pytest

from forum.choices import Group, Phase
from papers.choices import MoveKind
from papers.models import (
    BalanceMove,
    LineRate,
    LocalService,
    Schedule,
    ScheduleLine,
    SchoolFactor,
)
from tests.factories import MEETING_DAY, a_school
from tests.guarded import drafted, table
from tests.raw import assert_refused, change, copy, remove, try_both

pytestmark = pytest.mark.django_db
PRIMARY = Group.MAINTAINED_PRIMARY
YEAR = "2025-26"


@pytest.fixture
def draft():
    return drafted()


@pytest.fixture
def rate(draft):
    """A rate of the schedule of a draft."""
    forum = draft.forum
    schedule = Schedule.objects.create(forum=forum, paper=draft.paper, financial_year=YEAR)
    service = LocalService.objects.create(forum=forum, code="INSURANCE", name="Insurance")
    line = ScheduleLine.objects.create(
        forum=forum, schedule=schedule, service=service, name="Insurance", group=PRIMARY, label="1"
    )
    return LineRate.objects.create(
        forum=forum, line=line, factor="AWPU", counts="AWPU", unit_rate=Decimal("21.00")
    )


@pytest.fixture
def units(draft, rate):
    """The estimate that the schedule counts."""
    return SchoolFactor.objects.create(
        forum=draft.forum,
        school=a_school(draft.forum, Phase.PRIMARY),
        financial_year=YEAR,
        factor="AWPU",
        units=Decimal(412),
        is_estimate=True,
    )


@pytest.fixture
def move(draft):
    return BalanceMove.objects.create(
        forum=draft.forum,
        recommendation=draft.recommendation,
        kind=MoveKind.RETURN,
        from_line=draft.line,
        from_group=PRIMARY,
        from_year=YEAR,
        to_group=PRIMARY,
        to_year=YEAR,
        amount=Decimal(5),
    )


def tabled(draft):
    table(draft.placement, draft.clerk)
    table(draft.paper, draft.clerk)


def test_a_draft_lets_its_schedule_change(rate, units, move):
    assert change(rate, unit_rate="22.00") == 1
    assert change(rate.line, label="2") == 1
    assert change(rate.line.schedule, is_final=True) == 1
    assert change(units, units="413") == 1
    assert change(move, amount=600) == 1


def test_the_schedule_of_a_tabled_paper_is_fixed(draft, rate):
    tabled(draft)

    try_both(lambda: change(rate.line.schedule, is_final=True), "tabled_is_fixed")
    try_both(lambda: change(rate.line.schedule, financial_year="2026-27"), "tabled_is_fixed")


def test_the_lines_of_a_tabled_schedule_are_fixed(draft, rate):
    tabled(draft)

    try_both(lambda: change(rate.line, label="2"), "tabled_is_fixed")
    try_both(
        lambda: copy(rate.line, group=Group.MAINTAINED_SECONDARY, recorded_at=MEETING_DAY),
        "tabled_is_fixed",
    )


def test_the_rates_of_a_tabled_schedule_are_fixed(draft, rate):
    tabled(draft)

    try_both(lambda: change(rate, unit_rate="22.00"), "tabled_is_fixed")
    try_both(lambda: copy(rate, factor="FSM"), "tabled_is_fixed")
    try_both(lambda: remove(rate), "tabled_is_fixed")


def test_units_that_a_tabled_schedule_counts_stay(draft, units):
    tabled(draft)

    try_both(lambda: change(units, units="413"), "relied_on_is_fixed")
    try_both(lambda: remove(units), "relied_on_is_fixed")
    other = a_school(draft.forum, Phase.PRIMARY)
    try_both(lambda: copy(units, school_id=other.pk), "relied_on_is_fixed")


def test_the_census_and_other_factors_and_years_come_in_beside_them(draft, units):
    tabled(draft)

    assert copy(units, is_estimate=False) == 1
    assert copy(units, factor="FSM") == 1
    assert copy(units, financial_year="2026-27") == 1


def test_a_move_is_fixed_with_its_recommendation_but_for_what_was_decided(draft, move):
    tabled(draft)

    try_both(lambda: change(move, amount=600), "tabled_is_fixed")
    try_both(lambda: remove(move), "tabled_is_fixed")
    try_both(lambda: copy(move), "tabled_is_fixed")
    decided = {"decided_on": MEETING_DAY, "outcome": draft.paper.pk, "amount_decided": 500}
    assert change(move, **decided) == 1


def test_a_move_that_was_decided_stays(draft, move):
    tabled(draft)
    change(move, decided_on=MEETING_DAY, outcome=draft.paper.pk, amount_decided=500)

    try_both(lambda: change(move, amount_decided=400), "decided_stays")
    assert_refused(lambda: change(move, decided_on=None, outcome=None, amount_decided=None))
