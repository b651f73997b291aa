"""What the clerk changes about seats, terms and offices, page by page."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from forum.choices import AuthorityTie, Group, Phase, SubstituteKind
from forum.models import Appointment, AuditEntry, OfficeHolding, School, Seat, Substitution
from tests.asking import address, day
from tests.factories import a_member, a_person, a_school

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


def appoint(client, forum, seat, **more):
    who = {"known_or_new": "new", "name": "Nia New", "email": "nia@example.org"}
    sent = {"seat": seat.pk, **who, **day("from_on", "1 9 2025"), **more}
    return client.post(address("forum:member_appoint", forum), sent, follow=True)


@pytest.mark.parametrize(
    ("group", "tie", "says"),
    [
        (Group.NON_SCHOOLS, AuthorityTie.EXECUTIVE_MEMBER, "cannot be a non-schools member"),
        (Group.EARLY_YEARS, AuthorityTie.RELEVANT_OFFICER, "cannot be a non-schools member"),
    ],
)
def test_tie_that_bars_is_refused_beside_its_field(as_clerk, forum, group, tie, says):
    barred = Seat.objects.create(forum=forum, name="Seat", group=group)

    answer = appoint(as_clerk, forum, barred, authority_tie=tie)

    assert answer.status_code == 200
    assert says in words(answer)
    assert "regulation 7(4)" in words(answer)
    assert "nia@example.org" in words(answer)
    assert not Appointment.objects.exists()


def test_doubt_about_an_appointment_is_said_once_it_is_made(as_clerk, forum, seat):
    page = words(appoint(as_clerk, forum, seat, authority_tie=AuthorityTie.RELEVANT_OFFICER))

    assert Appointment.objects.get().authority_tie == AuthorityTie.RELEVANT_OFFICER
    assert "guidance says that they should not be a schools member either" in page


def test_school_of_another_group_is_refused_beside_its_field(as_clerk, forum, seat):
    school = a_school(forum, Phase.SECONDARY)

    answer = appoint(as_clerk, forum, seat, school=school.pk)

    assert "this seat represents maintained primary schools" in words(answer)
    assert not Appointment.objects.exists()


def test_list_shows_substitutes_and_who_comes_next(client, forum, meeting, primary_head):
    seat = primary_head.appointments.get().seat
    future = timezone.localdate() + timedelta(days=10)
    Substitution.objects.create(
        forum=forum,
        seat=seat,
        person=a_person("Sue Stand"),
        kind=SubstituteKind.PERMANENT,
        from_on=date(2025, 9, 1),
    )
    Appointment.objects.filter(seat=seat).update(until_on=future - timedelta(days=1))
    Appointment.objects.create(
        forum=forum, seat=seat, person=a_person("Nora Next"), from_on=future
    )

    page = words(client.get(address("forum:member_list", forum)))

    assert "Substitute: Sue Stand" in page
    assert f"From {future:%-d %B %Y}: Nora Next" in page
    assert "Ends soon" in page


def test_seat_page_shows_who_held_it_and_why_it_ended(as_clerk, forum, seat):
    Appointment.objects.create(
        forum=forum,
        seat=seat,
        person=a_person("Olga Old"),
        from_on=date(2020, 9, 1),
        until_on=date(2024, 8, 31),
        ended_because="Resigned",
    )

    page = words(as_clerk.get(address("forum:seat_change", forum, seat)))

    assert "Olga Old" in page
    assert "1 September 2020 to 31 August 2024: Resigned" in page


def test_clerk_changes_a_seat(as_clerk, forum, seat):
    sent = {"name": "Primary head 1", "group": seat.group, "kind": "headteacher"}

    as_clerk.post(
        address("forum:seat_change", forum, seat), {**sent, "constituency": "Primary heads"}
    )

    seat.refresh_from_db()
    assert (seat.name, seat.constituency) == ("Primary head 1", "Primary heads")


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"group": "early_years"}, "so its group stays"),
        ({"phase": "primary"}, "Only an academies seat has a phase"),
    ],
)
def test_seat_that_cannot_be_so_says_why(as_clerk, forum, primary_head, sent, says):
    seat = primary_head.appointments.get().seat
    whole = {"name": "Typed", "group": seat.group, "kind": "headteacher"} | sent

    page = words(as_clerk.post(address("forum:seat_change", forum, seat), whole))

    assert says in page
    assert 'value="Typed"' in page
    seat.refresh_from_db()
    assert seat.name != "Typed"


@pytest.mark.parametrize("name", ["forum:seat_add", "forum:office_take", "forum:member_appoint"])
def test_form_asks_before_anything_is_sent(as_clerk, forum, name):
    assert as_clerk.get(address(name, forum)).status_code == 200


def test_clerk_abolishes_a_seat(as_clerk, forum, primary_head):
    term = primary_head.appointments.get()
    url = address("forum:seat_abolish", forum, term.seat)

    asked = words(as_clerk.get(url))
    as_clerk.post(url, day("abolished_on", "1 9 2027"))

    assert "The seat stays in the record of earlier meetings." in asked
    term.refresh_from_db()
    assert term.until_on == date(2027, 8, 31)
    assert Seat.objects.get().abolished_on == date(2027, 9, 1)


def test_seat_that_cannot_be_abolished_says_why(as_clerk, forum, primary_head):
    url = address("forum:seat_abolish", forum, primary_head.appointments.get().seat)

    answer = as_clerk.post(url, day("abolished_on", "1 9 2014"))

    assert answer.status_code == 409
    assert "Somebody is appointed to this seat from 1 September 2015" in words(answer)


def test_end_of_an_appointment_asks_for_the_reason(as_clerk, forum, primary_head):
    url = address("forum:appointment_end", forum, primary_head.appointments.get())
    until = day("until_on", "31 8 2026")

    without = words(as_clerk.post(url, until))
    unsaid = words(as_clerk.post(url, until | {"because": "other"}))
    as_clerk.post(url, until | {"because": "other", "because_other": "Moved away"})

    assert "Answer “Why does it end?”" in without
    assert "Enter the reason" in unsaid
    assert primary_head.appointments.get().ended_because == "Moved away"


def test_clerk_corrects_a_term(as_clerk, forum, primary_head):
    term = primary_head.appointments.get()
    days = day("from_on", "1 9 2016") | day("until_on", "31 8 2027")

    as_clerk.post(
        address("forum:appointment_change", forum, term), days | {"authority_tie": "none"}
    )

    term.refresh_from_db()
    assert (term.from_on, term.until_on) == (date(2016, 9, 1), date(2027, 8, 31))


def test_correction_that_overlaps_says_so(as_clerk, forum, seat):
    first = Appointment.objects.create(
        forum=forum,
        seat=seat,
        person=a_person("A B"),
        from_on=date(2020, 9, 1),
        until_on=date(2024, 8, 31),
    )
    Appointment.objects.create(
        forum=forum, seat=seat, person=a_person("C D"), from_on=date(2024, 9, 1)
    )
    days = day("from_on", "1 9 2020") | day("until_on", "1 9 2024")

    answer = as_clerk.post(
        address("forum:appointment_change", forum, first), days | {"authority_tie": "none"}
    )

    assert "Somebody sits here already: since 1 September 2024" in words(answer)
    first.refresh_from_db()
    assert first.until_on == date(2024, 8, 31)


def test_councillor_is_refused_as_chair_beside_the_member(as_clerk, forum):
    member = a_member(forum, authority_tie=AuthorityTie.ELECTED_MEMBER)
    sent = {"office": "chair", "appointment": member.appointments.get().pk}

    answer = as_clerk.post(address("forum:office_take", forum), sent | day("from_on", "15 9 2025"))

    assert "A councillor or officer of the authority cannot be chair" in words(answer)
    assert not OfficeHolding.objects.exists()


def test_doubt_about_a_chair_is_said_once_it_is_recorded(as_clerk, forum):
    member = a_member(forum, Group.NON_SCHOOLS)
    sent = {"office": "chair", "appointment": member.appointments.get().pk}

    page = words(
        as_clerk.post(
            address("forum:office_take", forum), sent | day("from_on", "15 9 2025"), follow=True
        )
    )

    assert OfficeHolding.objects.exists()
    assert "neither votes nor casts where only schools members vote" in page


def test_chair_leaves_office(as_clerk, forum, chair):
    url = address("forum:office_end", forum, OfficeHolding.objects.get())

    missing = words(as_clerk.post(url, {"what": "end"}))
    early = words(as_clerk.post(url, {"what": "end"} | day("until_on", "1 1 2014")))
    as_clerk.post(url, {"what": "end"} | day("until_on", "31 8 2026"))

    assert "Enter the last day in office" in missing
    assert "They took office on 1 September 2015" in early
    assert OfficeHolding.objects.get().until_on == date(2026, 8, 31)


def test_office_entered_by_mistake_is_removed(as_clerk, forum, chair):
    url = address("forum:office_end", forum, OfficeHolding.objects.get())

    as_clerk.post(url, {"what": "remove"})

    assert not OfficeHolding.objects.exists()


PAGES = {
    "forum:seat_change": Seat,
    "forum:seat_abolish": Seat,
    "forum:appointment_change": Appointment,
    "forum:appointment_end": Appointment,
    "forum:office_end": OfficeHolding,
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("who", "status"), [("chair", 403), ("stranger", 404)])
@pytest.mark.usefixtures("chair")
def test_only_the_clerk_changes_the_membership(client, forum, request, name, who, status):
    client.force_login(request.getfixturevalue(who))

    answer = client.get(address(name, forum, PAGES[name].objects.get()))

    assert answer.status_code == status


@pytest.mark.parametrize("name", PAGES)
def test_what_belongs_to_another_forum_is_not_there(client, chair, stranger, name):
    client.force_login(stranger)
    other = stranger.role_grants.get().forum

    assert client.get(address(name, other, PAGES[name].objects.get())).status_code == 404


REMOVALS = {
    "forum:appointment_remove": Appointment,
    "forum:seat_remove": Seat,
    "forum:school_remove": School,
}


@pytest.fixture
def by_mistake(forum):
    """A seat, a school and an appointment that nothing refers to."""
    seat = Seat.objects.create(forum=forum, name="Wrong", group=Group.POST_16)
    term = a_member(forum).appointments.get()
    return {Seat: seat, School: a_school(forum, name="Wrong"), Appointment: term}


@pytest.mark.parametrize(("name", "model"), REMOVALS.items())
def test_what_was_entered_by_mistake_is_removed(as_clerk, forum, by_mistake, name, model):
    record = by_mistake[model]

    page = words(as_clerk.post(address(name, forum, record), follow=True))

    assert "removed" in page
    assert not model.objects.filter(pk=record.pk).exists()
    assert "by mistake" in AuditEntry.objects.get().sentence


@pytest.mark.parametrize(("name", "model"), REMOVALS.items())
def test_what_is_on_record_is_not_removed(as_clerk, forum, chair, name, model):
    school = a_school(forum)
    Appointment.objects.update(school=school)

    answer = as_clerk.post(address(name, forum, model.objects.get()))

    assert answer.status_code == 409
    assert "Other records refer to it, so it stays" in words(answer)
    assert model.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(("name", "model"), REMOVALS.items())
def test_only_the_clerk_removes_and_only_by_a_press(client, forum, by_mistake, clerk, name, model):
    url = address(name, forum, by_mistake[model])
    client.force_login(a_member(forum))
    wrong_role = client.post(url)
    client.force_login(clerk)

    assert (wrong_role.status_code, client.get(url).status_code) == (403, 405)
    assert model.objects.filter(pk=by_mistake[model].pk).exists()


def test_page_says_why_a_record_stays(as_clerk, forum, chair):
    page = words(as_clerk.get(address("forum:seat_change", forum, Seat.objects.get())))

    assert "abolish the seat, or change it" in page
    assert "Remove it" not in page
