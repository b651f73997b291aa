"""Schools: the list, one school, its conversion, and the pupils of all."""

from datetime import date

import pytest
from django.utils import timezone

from forum.choices import Group, Phase
from forum.models import PupilCount, School
from forum.rules.financial_year import financial_year, year_after
from tests.asking import address, day
from tests.factories import a_member, a_school

pytestmark = pytest.mark.django_db
YEAR = financial_year(timezone.localdate())


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


def words(answer):
    return " ".join(answer.content.decode().split())


def counted(school, pupils, year=YEAR):
    PupilCount.objects.create(
        forum=school.forum, school=school, financial_year=year, pupils=pupils
    )


def test_public_reads_the_schools_group_by_group_with_their_pupils(client, forum):
    counted(a_school(forum, name="Oak"), 1210)
    counted(a_school(forum, Phase.MIDDLE, "Elm", deemed_phase=Phase.SECONDARY), 600)
    a_school(forum, name="Ash", closed_on=date(2020, 9, 1))

    page = words(client.get(address("forum:school_list", forum)))

    assert f"2 schools, 1,810 pupils in {YEAR}" in page
    assert "Middle, counts as secondary" in page
    assert "Ash: closed 1 September 2020" in page
    assert page.index(">Oak<") < page.index(">Elm<")
    assert "Convert" not in page


def test_school_is_found_by_a_word_of_its_name(client, forum):
    a_school(forum, name="Oakfield Primary")
    a_school(forum, name="Elm")

    page = words(client.get(address("forum:school_list", forum), {"named": "OAK"}))

    assert "1 school with “OAK” in the name" in page
    assert "Elm" not in page


@pytest.mark.parametrize("many", [1, 3])
def test_school_list_takes_the_same_queries_for_any_number(
    client, forum, many, django_assert_num_queries
):
    for _ in range(many):
        counted(a_school(forum), 100)

    with django_assert_num_queries(4):
        client.get(address("forum:school_list", forum))


def test_clerk_changes_a_school(as_clerk, forum):
    school = a_school(forum, name="Oak")
    sent = {"name": "Oak", "phase": "middle", "deemed_phase": "primary"}

    as_clerk.post(
        address("forum:school_change", forum, school),
        {**sent, "establishment": "maintained", **day("closed_on", "1 9 2026")},
    )

    school.refresh_from_db()
    assert (school.phase, school.deemed_phase) == (Phase.MIDDLE, Phase.PRIMARY)
    assert school.closed_on == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"phase": "middle"}, "counts as primary or secondary"),
        ({"deemed_phase": "primary"}, "leave this empty"),
        (day("opened_on", "1 9 2025") | day("closed_on", "1 9 2024"), "that day or later"),
        (day("opened_on", "1 9 2025") | day("converted_on", "1 9 2024"), "that day or later"),
        ({"name": "Taken"}, "There is already a school with this name"),
    ],
)
def test_school_that_cannot_be_so_says_why_and_keeps_the_rest(as_clerk, forum, sent, says):
    a_school(forum, name="Taken")
    whole = {"name": "Oak", "phase": "primary", "establishment": "maintained"} | sent

    answer = as_clerk.post(address("forum:school_add", forum), whole)

    assert says in words(answer)
    assert f'value="{whole["name"]}"' in words(answer)
    assert School.objects.count() == 1


def test_conversion_tells_which_seats_lose_their_holder(as_clerk, forum):
    school = a_school(forum, name="Oak")
    a_member(forum, name="Ann Lee", school=school)
    a_member(forum, Group.NON_SCHOOLS, name="Union Rep", school=school)

    page = words(as_clerk.get(address("forum:school_convert", forum, school)))

    assert "Seats that lose their holder that day" in page
    assert "Ann Lee" in page
    assert "Union Rep" not in page


def test_clerk_converts_a_school_and_ends_the_appointments_ticked(as_clerk, forum):
    school = a_school(forum, name="Oak")
    leaving = a_member(forum, school=school).appointments.get()
    staying = a_member(forum, school=school).appointments.get()
    url = address("forum:school_convert", forum, school)

    as_clerk.post(url, day("converted_on", "1 9 2026") | {"ending": [leaving.pk]})

    for each in (school, leaving, staying):
        each.refresh_from_db()
    assert school.converted_on == date(2026, 9, 1)
    assert (leaving.until_on, staying.until_on) == (date(2026, 8, 31), None)


def test_conversion_before_opening_is_an_error_beside_the_day(as_clerk, forum):
    school = a_school(forum, opened_on=date(2025, 9, 1))
    url = address("forum:school_convert", forum, school)

    answer = as_clerk.post(url, day("converted_on", "1 9 2024"))

    assert "It opened on 1 September 2025" in words(answer)
    school.refresh_from_db()
    assert school.converted_on is None


def test_clerk_enters_the_pupils_of_all_schools_on_one_page(as_clerk, forum):
    oak, elm = a_school(forum, name="Oak"), a_school(forum, Phase.SPECIAL, "Elm")
    counted(elm, 90)
    url = address("forum:pupils_enter", forum)

    shown = words(as_clerk.get(url))
    as_clerk.post(url, {f"pupils-{oak.pk}": "210", f"pupils-{elm.pk}": "", "is_estimate": "on"})

    assert 'value="90"' in shown
    left = PupilCount.objects.get()
    assert (left.school, left.pupils, left.financial_year) == (oak, 210, YEAR)
    assert left.is_estimate


def test_pupils_of_another_year_are_entered_beside_this_years(as_clerk, forum):
    oak, following = a_school(forum, name="Oak"), year_after(YEAR)
    counted(oak, 200)

    as_clerk.post(
        f"{address('forum:pupils_enter', forum)}?year={following}", {f"pupils-{oak.pk}": "210"}
    )

    years = PupilCount.objects.order_by("financial_year").values_list("pupils", flat=True)
    assert list(years) == [200, 210]


def test_what_is_pasted_fills_the_boxes_and_saves_nothing(as_clerk, forum):
    a_school(forum, name="Oak")
    a_school(forum, name="Elm")

    page = words(
        as_clerk.post(
            address("forum:pupils_enter", forum), {"pasted": "Oak\t1,210\nAsh\t5\nElm\tmany"}
        )
    )

    assert "1 box filled in from what you pasted" in page
    assert 'value="1210"' in page
    assert "No school called “Ash” is open" in page
    assert "“many” is no number of pupils" in page
    assert "Ash 5 Elm many</textarea>" in page
    assert not PupilCount.objects.exists()


@pytest.mark.parametrize("typed", ["-1", "abc", "1e3", "=1+1", "20001", "1.5"])
def test_number_that_is_none_stays_with_an_error_beside_it(as_clerk, forum, typed):
    school = a_school(forum, name="Oak")

    answer = as_clerk.post(address("forum:pupils_enter", forum), {f"pupils-{school.pk}": typed})

    assert answer.status_code == 200
    assert f'value="{typed}"' in words(answer)
    assert "Error:" in words(answer)
    assert not PupilCount.objects.exists()


@pytest.mark.parametrize("many", [1, 3])
def test_page_of_pupils_takes_the_same_queries_for_any_number(
    as_clerk, forum, many, django_assert_num_queries
):
    for _ in range(many):
        counted(a_school(forum), 100)

    with django_assert_num_queries(8):
        as_clerk.get(address("forum:pupils_enter", forum))


@pytest.mark.parametrize("name", ["school_change", "school_convert"])
@pytest.mark.parametrize(("who", "status"), [("primary_head", 403), ("stranger", 404)])
def test_only_the_clerk_changes_schools(client, forum, request, name, who, status):
    client.force_login(request.getfixturevalue(who))

    answer = client.get(address(f"forum:{name}", forum, a_school(forum)))

    assert answer.status_code == status


def test_school_of_another_forum_is_not_there(as_clerk, forum, stranger):
    other = stranger.role_grants.get().forum

    answer = as_clerk.get(address("forum:school_change", forum, a_school(other)))

    assert answer.status_code == 404
