"""Members: who represents whom on a day, and what the clerk changes."""

from datetime import date

import pytest

from forum.choices import Group, Phase
from forum.models import Appointment, OfficeHolding, Person, School, Seat
from tests.asking import address, day
from tests.factories import a_member, a_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def seat(forum):
    return Seat.objects.create(forum=forum, name="Primary 1", group=Group.MAINTAINED_PRIMARY)


def words(answer):
    return " ".join(answer.content.decode().split())


def test_public_reads_who_represents_whom(client, forum, chair, secondary_head):
    page = words(client.get(address("forum:member_list", forum)))

    assert "2 seats: 2 filled, 0 vacant" in page
    assert "<strong>Chair</strong>: Pat Primary, Maintained primary schools" in page
    assert "Sam Secondary" in page
    assert "Maintained secondary schools" in page
    assert "@example.org" not in page
    assert "Appoint" not in page


def test_members_of_another_day_are_those_of_that_day(client, forum):
    a_member(forum, name="Olga Old", from_on=date(2015, 9, 1), until_on=date(2019, 8, 31))
    url = address("forum:member_list", forum)

    then = words(client.get(url, day("on", "4 7 2018")))
    now = words(client.get(url))

    assert "On 4 July 2018 the forum has 1 seat: 1 filled" in then
    assert "0 filled, 1 vacant" in now
    assert "Last held by Olga Old" in now


def test_day_that_is_none_says_so_and_shows_today(client, forum, primary_head):
    page = words(client.get(address("forum:member_list", forum), day("on", "31 2 2018")))

    assert "31 February 2018 is not a real date" in page
    assert 'value="31"' in page
    assert "The forum has 1 seat" in page


def test_conversion_is_noted_beside_the_member(client, forum):
    school = a_school(forum, name="Ambridge Primary", converted_on=date(2020, 9, 1))
    a_member(forum, school=school)

    page = words(client.get(address("forum:member_list", forum)))

    assert "Ambridge Primary became an academy on 1 September 2020" in page
    assert "no such schools recorded" in page


@pytest.mark.parametrize("many", [1, 3])
def test_member_list_takes_the_same_queries_for_any_number(
    client, forum, many, django_assert_num_queries
):
    for _ in range(many):
        a_member(forum, school=a_school(forum))

    with django_assert_num_queries(7):
        client.get(address("forum:member_list", forum))


def test_clerk_adds_a_seat(as_clerk, forum):
    sent = {"name": "Special head", "group": "maintained_special", "kind": "headteacher"}

    answer = as_clerk.post(address("forum:seat_add", forum), sent, follow=True)

    assert Seat.objects.get(forum=forum).group == Group.MAINTAINED_SPECIAL
    assert "The seat “Special head” is added" in words(answer)


def test_clerk_appoints_somebody_new(as_clerk, forum, seat):
    sent = {"seat": seat.pk, "known_or_new": "new", "name": "Nia New", "email": "Nia@Example.org"}

    as_clerk.post(address("forum:member_appoint", forum), sent | day("from_on", "1 9 2025"))

    appointed = Appointment.objects.get(seat=seat)
    assert (appointed.person.name, appointed.person.email) == ("Nia New", "nia@example.org")
    assert appointed.until_on is None
    assert not appointed.person.has_usable_password()


def test_clerk_appoints_somebody_whose_address_is_known(as_clerk, forum, seat, officer):
    sent = {
        "seat": seat.pk,
        "known_or_new": "new",
        "name": "Other",
        "email": officer.email.upper(),
    }

    as_clerk.post(address("forum:member_appoint", forum), sent | day("from_on", "1 9 2025"))

    assert Appointment.objects.get(seat=seat).person == officer
    assert not Person.objects.filter(name="Other").exists()


def test_nobody_is_appointed_to_a_seat_that_is_held(as_clerk, forum, primary_head):
    held = primary_head.appointments.get().seat
    sent = {"seat": held.pk, "known_or_new": "known", "known": primary_head.pk}

    answer = as_clerk.post(
        address("forum:member_appoint", forum), sent | day("from_on", "1 9 2025")
    )

    assert "Somebody sits here already" in words(answer)
    assert Appointment.objects.count() == 1


def test_clerk_ends_an_appointment(as_clerk, forum, primary_head):
    appointment = primary_head.appointments.get()

    as_clerk.post(
        address("forum:appointment_end", forum, appointment),
        day("until_on", "31 8 2026") | {"because": "Resigned"},
    )

    appointment.refresh_from_db()
    assert appointment.until_on == date(2026, 8, 31)


def test_clerk_records_the_chair(as_clerk, forum, primary_head):
    sent = {"office": "chair", "appointment": primary_head.appointments.get().pk}

    as_clerk.post(address("forum:office_take", forum), sent | day("from_on", "15 9 2025"))

    assert OfficeHolding.objects.get().appointment.person == primary_head


def test_clerk_enters_a_school_and_its_conversion(as_clerk, forum):
    sent = {"name": "Loxley Primary", "phase": "primary", "establishment": "maintained"}
    as_clerk.post(address("forum:school_add", forum), sent)
    school = School.objects.get()

    as_clerk.post(address("forum:school_convert", forum, school), day("converted_on", "1 9 2025"))

    school.refresh_from_db()
    assert (school.phase, school.converted_on) == (Phase.PRIMARY, date(2025, 9, 1))
    page = words(as_clerk.get(address("forum:school_list", forum)))
    assert "became an academy on 1 September 2025" in page
    assert "Mainstream academies" in page
