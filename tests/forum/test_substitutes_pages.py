"""Naming a substitute and ending it, as the clerk does it on a page."""

from datetime import date

import pytest

from forum.choices import Phase, SubstituteKind
from forum.models import Substitution
from tests.asking import address, day
from tests.factories import a_constitution, a_person, a_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def seat(primary_head):
    return primary_head.appointments.get().seat


@pytest.fixture
def standing(forum, seat):
    return Substitution.objects.create(
        forum=forum,
        seat=seat,
        person=a_person("Sue Stand"),
        kind=SubstituteKind.PERMANENT,
        from_on=date(2025, 9, 1),
    )


def words(answer):
    return " ".join(answer.content.decode().split())


def newcomer(seat, **more):
    values = {"known_or_new": "new", "name": "Nia New", "email": "nia@example.org"}
    return {"seat": seat.pk, "kind": "permanent", **values, **more}


def add(client, forum, sent):
    return client.post(address("forum:substitute_add", forum), sent, follow=True)


def test_clerk_names_a_permanent_substitute(as_clerk, forum, seat):
    page = words(add(as_clerk, forum, newcomer(seat) | day("from_on", "1 9 2025")))

    named = Substitution.objects.get()
    assert (named.person.name, named.from_on, named.until_on) == (
        "Nia New",
        date(2025, 9, 1),
        None,
    )
    assert f"Nia New stands in for the holder of {seat}" in page
    assert "Nothing says which group they represent" in page
    assert "Substitute: Nia New" in page


def test_clerk_names_one_for_a_meeting(as_clerk, forum, seat, meeting):
    school = a_school(forum)
    sent = newcomer(seat, kind="for_meeting", meeting=meeting.pk, school=school.pk)

    page = words(add(as_clerk, forum, sent))

    named = Substitution.objects.get()
    assert (named.meeting, named.from_on) == (meeting, meeting.held_on)
    assert "Nothing says which group" not in page


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"seat": ""}, "Select the seat"),
        ({"kind": ""}, "Say for how long they are a substitute"),
        ({}, "Enter the day from which they are a substitute"),
        ({"kind": "for_meeting"}, "Select the meeting"),
        ({"kind": "for_meeting", "meeting": "x"}, "Choose one of the options in the list"),
        ({"known_or_new": "known"}, "Select the person"),
        (day("from_on", "1 9 2025") | day("until_on", "31 8 2025"), "must not be before"),
    ],
)
def test_form_says_what_is_missing_and_keeps_the_rest(as_clerk, forum, seat, sent, says):
    answer = add(as_clerk, forum, newcomer(seat) | sent)

    assert says in words(answer)
    assert "nia@example.org" in words(answer)
    assert not Substitution.objects.exists()


def test_what_the_rules_refuse_stands_beside_the_field(as_clerk, forum, seat):
    school = a_school(forum, Phase.SECONDARY)
    sent = newcomer(seat, school=school.pk) | day("from_on", "1 9 2025")

    answer = add(as_clerk, forum, sent)

    assert answer.status_code == 200
    assert "They represent maintained secondary schools" in words(answer)
    assert not Substitution.objects.exists()


def test_page_says_what_the_constitution_knows(as_clerk, forum, seat):
    a_constitution(forum, substitute_rule="permanent")

    page = words(as_clerk.get(address("forum:substitute_add", forum), {"seat": seat.pk}))

    assert "Under the constitution: permanent substitutes only." in page
    assert f'value="{seat.pk}" selected' in page


def test_page_opened_from_a_meeting_has_it_chosen(as_clerk, forum, seat, meeting):
    page = words(as_clerk.get(address("forum:substitute_add", forum), {"meeting": meeting.pk}))

    assert f'value="{meeting.pk}" selected' in page
    assert 'value="for_meeting" checked' in page


def test_clerk_ends_a_substitute(as_clerk, forum, standing):
    url = address("forum:substitute_end", forum, standing)

    as_clerk.post(url, day("until_on", "31 3 2026"))

    standing.refresh_from_db()
    assert standing.until_on == date(2026, 3, 31)


def test_clerk_takes_back_one_for_a_meeting(as_clerk, forum, seat, meeting):
    add(as_clerk, forum, newcomer(seat, kind="for_meeting", meeting=meeting.pk))
    url = address("forum:substitute_end", forum, Substitution.objects.get())

    asked = words(as_clerk.get(url))
    page = words(as_clerk.post(url, follow=True))

    assert "They no longer stand in on 15 January 2026." in asked
    assert f"Nia New for {seat}: taken back." in page
    assert not Substitution.objects.exists()


def test_end_long_before_the_start_is_refused_with_the_reason(as_clerk, forum, standing):
    url = address("forum:substitute_end", forum, standing)

    answer = as_clerk.post(url, day("until_on", "1 1 2020"))

    assert answer.status_code == 409
    assert "They are a substitute from 1 September 2025" in words(answer)


@pytest.mark.parametrize(("who", "status"), [("primary_head", 403), ("stranger", 404)])
def test_only_the_clerk_names_substitutes_here(client, forum, request, who, status, standing):
    client.force_login(request.getfixturevalue(who))

    assert client.get(address("forum:substitute_add", forum)).status_code == status
    end = address("forum:substitute_end", forum, standing)
    assert client.get(end).status_code == status


def test_substitute_of_another_forum_is_not_there(client, stranger, standing):
    client.force_login(stranger)
    other = stranger.role_grants.get().forum

    answer = client.get(address("forum:substitute_end", other, standing))

    assert answer.status_code == 404
