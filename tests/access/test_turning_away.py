"""How somebody is turned away before a page is asked: who they are comes before all else."""

import pytest
from django.urls import reverse

from forum.choices import Role
from tests.factories import a_person, a_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def sends_only(forum):
    """An address that nothing is read from."""
    return reverse("decisions:year_log_publish", args=[forum.slug, "2025-26"])


def test_anonymous_is_asked_to_sign_in_and_led_back(client, forum):
    place = reverse("papers:paper_list", args=[forum.slug])

    answer = client.get(f"{place}?page=2")

    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('sign_in')}?next={place}%3Fpage%3D2"


def test_stranger_does_not_learn_which_methods_are_taken(client, sends_only, stranger, officer):
    found = {}
    for who in (None, stranger, officer):
        client.logout()
        if who:
            client.force_login(who)
        found[who] = client.get(sends_only).status_code

    assert found == {None: 302, stranger: 404, officer: 403}


def test_somebody_who_may_come_is_told_which_methods_are_taken(client, sends_only, clerk):
    client.force_login(clerk)

    answer = client.get(sends_only)

    assert (answer.status_code, answer["Allow"]) == (405, "POST")


def test_head_is_asked_like_get(client, forum, officer):
    place = reverse("forum:seat_add", args=[forum.slug])
    client.force_login(officer)

    assert client.head(place).status_code == client.get(place).status_code == 403
    for public in ("/", forum.get_absolute_url()):
        assert client.head(public).status_code == client.get(public).status_code == 200


def test_forum_that_is_not_there_is_not_there_for_its_own_people_either(client, clerk):
    client.force_login(clerk)

    assert client.get("/nowhere/papers/").status_code == 404
    assert client.get("/nowhere/").status_code == 404


@pytest.mark.parametrize("role", [*Role])
def test_role_in_one_forum_opens_nothing_in_another(client, forum, stranger, role):
    there = stranger.role_grants.get().forum
    client.force_login(a_role(forum, role))

    assert client.get(reverse("papers:paper_list", args=[there.slug])).status_code == 404


def test_pages_of_the_site_are_for_its_administrators_only(client, clerk):
    found = []
    for person in (clerk, a_person("Sue Site", is_site_administrator=True)):
        client.force_login(person)
        found.append(client.get(reverse("site_home")).status_code)

    assert found == [404, 200]


def test_administrator_of_the_site_is_nobody_in_its_forums(client, forum):
    client.force_login(a_person("Sue Site", is_site_administrator=True))

    assert client.get(reverse("papers:paper_list", args=[forum.slug])).status_code == 404
    assert client.get(reverse("forum:member_list", args=[forum.slug])).status_code == 200


def test_role_that_ends_closes_the_door_at_the_next_request(client, forum, officer):
    client.force_login(officer)
    place = reverse("papers:paper_list", args=[forum.slug])
    before = client.get(place).status_code
    officer.role_grants.all().delete()

    assert (before, client.get(place).status_code) == (200, 404)
