"""The composition page: what the law and the constitution ask, and how it stands on a day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from forum.choices import Group, Phase
from forum.models import PupilCount, Seat
from forum.rules.financial_year import financial_year
from tests.asking import address, day
from tests.factories import a_constitution, a_member, a_school

pytestmark = pytest.mark.django_db


def words(answer):
    return " ".join(answer.content.decode().split())


def composition(client, forum, on=""):
    sent = day("on", on) if on else {}
    return words(client.get(address("forum:composition", forum), sent))


def test_public_reads_what_is_met_and_what_is_not_with_its_source(client, forum, primary_head):
    a_school(forum, Phase.SECONDARY)

    page = composition(client, forum)

    assert "1 of 1 seats are for schools and academies members" in page
    assert "Maintained secondary schools: 1 in the authority, 0 seats; at least 1" in page
    assert "Schools Forums (England) Regulations 2012, regulation 4" in page
    assert page.index("Not met") < page.index("Met</strong>")


def test_vacancies_and_terms_are_pointed_out(client, forum):
    today = timezone.localdate()
    ends = today + timedelta(days=60)
    a_member(forum, name="Soon Over", until_on=ends)
    a_member(forum, name="Long Gone", until_on=date(2025, 8, 31))
    Seat.objects.create(forum=forum, name="Empty", group=Group.EARLY_YEARS)

    page = composition(client, forum)

    assert f"the term ends on {ends:%-d %B %Y}" in page
    assert "the term ended on 31 August 2025, and the seat is vacant" in page
    assert "Empty is vacant" in page
    assert "Soon Over" not in page


def test_conversion_takes_the_member_out_of_the_group_that_day(client, forum):
    school = a_school(forum, name="Oak", converted_on=date(2025, 9, 1))
    a_member(forum, school=school)

    before = composition(client, forum, "31 8 2025")
    after = composition(client, forum, "1 9 2025")

    assert "no longer represents" not in before
    assert "Oak is now one of mainstream academies" in after


def test_limit_of_the_constitution_stands_beside_members_of_one_school(client, forum):
    a_constitution(forum, max_members_per_institution=1)
    school = a_school(forum, name="Oak")
    for _ in range(2):
        a_member(forum, school=school)

    page = composition(client, forum)

    assert "2 members are from Oak; the constitution sets at most 1." in page
    assert "At most 1" in page


def test_pupils_stand_beside_seats_without_a_verdict(client, forum, primary_head):
    year = financial_year(timezone.localdate())
    for phase, pupils in ((Phase.PRIMARY, 1500), (Phase.SECONDARY, 500)):
        school = a_school(forum, phase)
        PupilCount.objects.create(forum=forum, school=school, financial_year=year, pupils=pupils)

    page = composition(client, forum)

    assert f"Registered pupils of {year}" in page
    assert "1,500" in page
    assert "75.0%" in page
    assert "numbers without a verdict" in page


def test_pupils_that_nobody_entered_are_asked_for(client, forum):
    assert "No pupil numbers yet" in composition(client, forum)


def test_seat_that_is_no_more_is_not_counted_from_its_day(client, forum):
    Seat.objects.create(
        forum=forum, name="Gone", group=Group.POST_16, abolished_on=date(2026, 1, 1)
    )

    assert "Gone is vacant" in composition(client, forum, "31 12 2025")
    assert "Gone" not in composition(client, forum, "1 1 2026")


def test_day_that_is_none_says_so_and_shows_today(client, forum):
    page = composition(client, forum, "31 2 2018")

    assert "31 February 2018 is not a real date" in page


@pytest.mark.parametrize("many", [1, 3])
def test_composition_takes_the_same_queries_for_any_number(
    client, forum, many, django_assert_num_queries
):
    for _ in range(many):
        a_member(forum, school=a_school(forum))

    with django_assert_num_queries(8):
        client.get(address("forum:composition", forum))


def test_composition_is_only_read(client, forum, clerk):
    client.force_login(clerk)

    assert client.post(address("forum:composition", forum)).status_code == 405
