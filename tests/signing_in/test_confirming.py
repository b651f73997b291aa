"""Before what cannot be undone: who is there? And nothing that was sent is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from config.signing_in.kept import MOST_LETTERS
from forum.choices import Role
from forum.models import RoleGrant
from tests.factories import PASSWORD, a_role
from tests.signed_in import CODE, sign_in
from tests.signing_in.test_second_step import figures, with_app

pytestmark = pytest.mark.django_db
LONG_AGO = 40 * 60
KEPT = "/account/kept/"


@pytest.fixture
def administrator(forum):
    return with_app(a_role(forum, Role.ADMINISTRATOR, "Adam Administrator"))


@pytest.fixture
def role_grant(forum, primary_head, finance):
    """The step, with what is typed in it."""
    address = reverse("forum:role_grant", args=[forum.slug])
    return address, {"known_or_new": "known", "known": finance.pk, "role": "auditor"}


def test_recent_sign_in_is_enough(client, administrator, role_grant):
    sign_in(client, administrator, ago=20 * 60)

    answer = client.post(*role_grant)

    assert "/account/" not in answer.get("Location", "")


def test_older_one_is_asked_again_and_nothing_is_done(client, administrator, role_grant):
    sign_in(client, administrator, ago=LONG_AGO)
    before = RoleGrant.objects.count()

    answer = client.post(*role_grant)

    assert answer["Location"] == "/account/confirm/?next=%2Faccount%2Fkept%2F"
    assert RoleGrant.objects.count() == before


def test_reading_the_form_is_not_asked_for(client, administrator, role_grant):
    sign_in(client, administrator, ago=LONG_AGO)

    assert client.get(role_grant[0]).status_code == 200


def test_what_was_sent_is_offered_again_after_confirming(client, administrator, role_grant):
    sign_in(client, administrator, ago=LONG_AGO)
    asked = client.post(*role_grant)["Location"]
    way = client.get(asked)["Location"]

    answer = client.post(way, {"code": figures(secret())})
    assert answer["Location"] == KEPT
    kept = client.get(KEPT).context["kept"]
    assert kept.path == role_grant[0]
    assert dict(kept.fields) == {name: str(value) for name, value in role_grant[1].items()}
    sent = client.post(kept.path, dict(kept.fields))
    assert "/account/" not in sent.get("Location", "")
    assert client.get(KEPT)["Location"] == "/"


def test_wrong_password_confirms_nothing(client, administrator, role_grant):
    sign_in(client, administrator, ago=LONG_AGO)
    client.post(*role_grant)

    wrong = {"password": "something else entirely"}
    page = client.post(f"/account/confirm/password/?next={KEPT}", wrong)

    assert "The password is not right" in page.content.decode()
    assert client.post(*role_grant)["Location"].startswith("/account/confirm/")


def test_password_confirms_too(client, administrator, role_grant):
    sign_in(client, administrator, ago=LONG_AGO)
    client.post(*role_grant)

    answer = client.post(f"/account/confirm/password/?next={KEPT}", {"password": PASSWORD})

    assert answer["Location"] == KEPT


def secret():
    return "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def test_somebody_with_nothing_else_confirms_by_signing_in_again(client, primary_head, by_code):
    primary_head.set_unusable_password()
    primary_head.save()
    sign_in(client, primary_head, CODE, ago=LONG_AGO)

    way = client.get(client.get(reverse("password"))["Location"])["Location"]
    assert way.startswith("/account/confirm/again/?")
    again = client.post(way, {"next": "/account/password/"})
    assert again["Location"] == "/account/sign-in/?next=%2Faccount%2Fpassword%2F"
    assert by_code(primary_head, "/account/password/")["Location"] == "/account/password/"
    assert client.get("/account/password/").status_code == 200


@pytest.mark.parametrize("path", ["minutes_agree", "ballot_close"])
def test_steps_that_cannot_be_undone_ask(client, forum, clerk, path):
    sign_in(client, clerk, ago=LONG_AGO)
    address = reverse(f"decisions:{path}", args=[forum.slug, clerk.pk])

    assert client.post(address)["Location"].startswith("/account/confirm/")


def test_wrong_role_is_turned_away_before_anything_is_asked(client, forum, officer):
    sign_in(client, officer, ago=LONG_AGO)
    address = reverse("decisions:ballot_close", args=[forum.slug, officer.pk])

    assert client.post(address).status_code == 403


# A form that meets the end of its session


@pytest.fixture
def ended(client, clerk):
    """A clerk in the middle of something, whose session has just ended."""
    sign_in(client, clerk, ago=13 * 60 * 60)
    return clerk


def typed(forum):
    address = reverse("forum:school_add", args=[forum.slug])
    return address, {"name": "A school with a long name\nand more", "phase": "primary"}


def test_form_sent_after_the_end_is_there_after_signing_in_again(client, forum, ended, by_code):
    answer = client.post(*typed(forum))

    assert answer["Location"] == "/account/sign-in/?next=%2Faccount%2Fkept%2F"
    assert "What you sent is kept" in client.get(answer["Location"]).content.decode()
    by_code_and_app(client, ended, by_code)
    kept = client.get(KEPT).context["kept"]
    assert kept.path == typed(forum)[0]
    assert dict(kept.fields) == typed(forum)[1]
    assert "A school with a long name" in client.get(KEPT).content.decode()


def by_code_and_app(client, person, by_code):
    client.post(by_code(with_app(person), KEPT)["Location"], {"code": figures(secret())})


def test_somebody_else_at_the_same_browser_sees_none_of_it(
    client, forum, ended, primary_head, by_code
):
    client.post(*typed(forum))

    by_code(primary_head)

    assert client.get(KEPT)["Location"] == "/"
    assert "signing_in.kept" not in client.session


def test_second_form_after_the_end_is_kept_too(client, forum, ended, by_code):
    client.get("/")
    client.post(*typed(forum))

    by_code_and_app(client, ended, by_code)

    assert dict(client.get(KEPT).context["kept"].fields) == typed(forum)[1]


def test_what_a_page_saves_by_itself_does_not_take_its_place(client, forum, ended, by_code):
    client.post(*typed(forum))
    client.post(*typed(forum), headers={"X-Requested-With": "fetch"})
    client.post(typed(forum)[0], {"name": "half a"}, headers={"X-Requested-With": "fetch"})

    by_code_and_app(client, ended, by_code)

    assert dict(client.get(KEPT).context["kept"].fields) == typed(forum)[1]


def test_form_of_somebody_who_never_was_signed_in_is_not_kept(client, forum, clerk, by_code):
    answer = client.post(*typed(forum))

    assert "kept" not in answer["Location"]
    assert "What you sent is kept" not in client.get(answer["Location"]).content.decode()
    by_code_and_app(client, clerk, by_code)
    assert client.get(KEPT)["Location"] == "/"


def test_secrets_and_floods_are_not_kept(client, forum, ended):
    client.post(typed(forum)[0], {"password": "a secret", "csrfmiddlewaretoken": "x", "name": "y"})
    kept = client.session["signing_in.kept"]["fields"]
    client.post(typed(forum)[0], {"name": "y" * (MOST_LETTERS + 1)})

    assert [name for name, _ in kept] == ["name"]
    assert client.session["signing_in.kept"]["fields"] == kept


def test_kept_page_is_for_those_who_are_signed_in(client):
    assert Client().get(KEPT)["Location"].startswith("/account/sign-in/")


def test_text_that_begins_with_an_empty_line_comes_back_as_it_was(client, forum, ended, by_code):
    address, sent = typed(forum)
    client.post(address, sent | {"name": "\nbegins with an empty line"})

    by_code_and_app(client, ended, by_code)

    assert "hidden>&#10;\nbegins with an empty line<" in client.get(KEPT).content.decode()
