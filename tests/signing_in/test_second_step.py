"""The second step: required of whoever has a job here, and of nobody else."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from config.signing_in.sealing import sealed, unsealed
from forum.choices import Role
from forum.models import OutboxMessage, RoleGrant
from tests.factories import PASSWORD, a_person, a_role
from tests.signed_in import CODE, sign_in

pytestmark = pytest.mark.django_db
SET_UP = "/account/second-step/"
JOBS = [Role.CLERK, Role.OFFICER, Role.AUDITOR, Role.ADMINISTRATOR]
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def figures(secret, steps=0):
    """What an authenticator app shows."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def with_app(person, secret=SEED):
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": sealed(secret)}
    )
    return person


@pytest.mark.parametrize("role", JOBS)
def test_job_without_second_step_leads_to_setting_one_up(client, forum, role, by_code):
    person = a_role(forum, role)

    assert by_code(person, "/borsetshire/")["Location"] == f"{SET_UP}?next=%2Fborsetshire%2F"
    assert "Set up a second step" in client.get(SET_UP).content.decode()


@pytest.mark.parametrize("role", JOBS)
def test_code_alone_opens_nothing_but_what_everybody_sees(client, forum, role):
    sign_in(client, a_role(forum, role), CODE)

    inside = client.get(reverse("papers:paper_list", args=[forum.slug]))
    public = client.get(forum.get_absolute_url())

    assert inside["Location"].startswith("/account/sign-in/?next=")
    assert public.status_code == 200
    assert not public.context["user"].is_authenticated


def test_administrator_of_the_site_needs_a_second_step_too(client):
    sign_in(client, a_person("Site", is_site_administrator=True), CODE)

    assert not client.get("/").context["user"].is_authenticated


def test_sign_in_page_leads_whoever_stands_half_way_on(client, clerk):
    sign_in(client, clerk, CODE)

    assert client.get("/account/sign-in/?next=/x/")["Location"] == f"{SET_UP}?next=%2Fx%2F"


def test_role_granted_meanwhile_needs_a_second_step_from_the_next_request(
    client, forum, primary_head
):
    sign_in(client, primary_head, CODE)
    before = client.get("/").context["user"]
    RoleGrant.objects.create(forum=forum, person=primary_head, role=Role.CLERK)

    assert before == primary_head
    assert not client.get("/").context["user"].is_authenticated


def test_session_that_records_nothing_is_over(client, clerk):
    client.force_login(clerk)
    session = client.session
    del session["account_authentication_methods"]
    session.save()

    assert not client.get("/").context["user"].is_authenticated


def test_proof_of_somebody_else_does_not_count(client, clerk, officer):
    client.force_login(clerk)
    session = client.session
    session["account_authentication_methods_user"] = str(officer.pk)
    session.save()

    assert not client.get("/").context["user"].is_authenticated


# The chair is a member until they have one


def test_chair_without_second_step_is_a_member_like_any_other(client, forum, chair):
    sign_in(client, chair, CODE)

    shown = client.get(reverse("forum:member_list", args=[forum.slug])).context

    assert shown["is_member"]
    assert not shown["is_chair"]


def test_chair_with_second_step_presides(client, forum, chair):
    client.force_login(chair)

    assert client.get(reverse("forum:member_list", args=[forum.slug])).context["is_chair"]


# Setting one up, with an app


def added(client):
    """Add an app, as a person would; its secret."""
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": figures(secret)})
    return secret


def test_clerk_sets_up_an_app_and_is_in(client, clerk, by_code):
    by_code(clerk, "/borsetshire/")
    before = client.session.session_key
    added(client)

    assert client.get(f"{SET_UP}?next=/borsetshire/")["Location"] == "/borsetshire/"
    assert client.get("/").context["user"] == clerk
    assert client.session.session_key != before
    assert not client.session.exists(before)


def test_job_given_to_somebody_who_has_an_app_asks_for_it(client, clerk):
    sign_in(client, with_app(clerk), CODE)

    asked = client.get(f"{SET_UP}?next=/borsetshire/")["Location"]
    answer = client.post(asked, {"code": figures(SEED)})

    assert asked == "/account/confirm/code/?next=%2Fborsetshire%2F"
    assert answer["Location"] == "/borsetshire/"
    assert client.get("/").context["user"] == clerk


def test_new_app_is_told_to_its_person_by_letter(
    client, clerk, django_capture_on_commit_callbacks
):
    client.force_login(clerk)
    with django_capture_on_commit_callbacks(execute=True):
        added(client)

    told = set(OutboxMessage.objects.values_list("person", "subject"))
    assert (clerk.pk, "An authenticator app can now be used to sign in as you") in told


def test_key_of_the_app_is_shown_and_drawn_without_a_picture_from_elsewhere(client, clerk):
    client.force_login(clerk)

    page = client.get(reverse("mfa_activate_totp"))

    text, secret = page.content.decode(), page.context["form"].secret
    assert "<path d=" in text
    assert "data:" not in text
    assert secret[:4] in text


def test_key_lies_sealed_in_the_database(client, clerk):
    client.force_login(clerk)
    secret = added(client)

    kept = Authenticator.objects.get(user=clerk, type="totp").data["secret"]
    assert secret not in kept
    assert unsealed(kept) == secret


def test_seal_of_another_key_opens_nothing_known(settings):
    token = sealed(SEED)
    settings.SECRET_KEY = "another key of this site, long enough to be one"

    assert unsealed(token) not in {SEED, ""}
    settings.SECRET_KEY_FALLBACKS = []


def test_older_key_still_opens_what_it_sealed(settings):
    token, old = sealed(SEED), settings.SECRET_KEY
    settings.SECRET_KEY = "another key of this site, long enough to be one"
    settings.SECRET_KEY_FALLBACKS = [old]

    assert unsealed(token) == SEED


# Signing in with one


def test_code_by_email_is_followed_by_the_second_step(client, clerk, by_code):
    with_app(clerk)

    asked = by_code(clerk)
    between = client.get("/").context["user"]
    client.post(asked["Location"], {"code": figures(SEED)})

    assert asked["Location"] == "/account/sign-in/second-step/"
    assert not between.is_authenticated
    assert client.get("/").context["user"] == clerk


def test_code_of_the_app_works_once(client, clerk, by_code):
    with_app(clerk)
    code = figures(SEED)
    client.post(by_code(clerk)["Location"], {"code": code})
    client.post(reverse("sign_out"))

    page = client.post(by_code(clerk)["Location"], {"code": code})

    assert "That code is not right" in page.content.decode()
    assert not client.get("/").context["user"].is_authenticated


def test_password_is_followed_by_the_second_step(client, clerk):
    with_app(clerk)

    asked = client.post(
        reverse("sign_in_by_password"), {"login": clerk.email, "password": PASSWORD}
    )

    assert asked["Location"] == "/account/sign-in/second-step/"


def test_recovery_code_lets_in_once(client, clerk, by_code):
    client.force_login(clerk)
    added(client)
    recovery = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    client.post(reverse("sign_out"))

    client.post(by_code(clerk)["Location"], {"code": recovery})
    first = client.get("/").context["user"]
    client.post(reverse("sign_out"))
    client.post(by_code(clerk)["Location"], {"code": recovery})

    assert first == clerk
    assert not client.get("/").context["user"].is_authenticated


def test_five_wrong_codes_slow_down_and_a_minute_later_the_right_one_works(
    client, clerk, by_code, time_machine
):
    time_machine.move_to("2026-11-02T12:00Z", tick=False)
    address = by_code(with_app(clerk))["Location"]
    pages = [client.post(address, {"code": "000000"}) for _ in range(6)]
    early = client.post(address, {"code": figures(SEED)})
    time_machine.shift(61)
    client.post(address, {"code": figures(SEED)})

    assert "Too many tries" in pages[5].content.decode()
    assert early.status_code == 200
    assert client.get("/").context["user"] == clerk


def test_member_may_have_one_too_and_is_then_asked_for_it(client, primary_head, by_code):
    with_app(primary_head)

    assert by_code(primary_head)["Location"] == "/account/sign-in/second-step/"


def test_removing_the_app_is_told_by_letter(client, clerk):
    client.force_login(with_app(clerk))

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.filter(user=clerk).exists()
    told = OutboxMessage.objects.get(person=clerk).subject
    assert told == "Your authenticator app can no longer be used to sign in"


@pytest.mark.parametrize(
    "name", ["mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes", "password"]
)
def test_changing_how_one_signs_in_asks_who_is_there(client, clerk, name):
    sign_in(client, clerk, ago=31 * 60)

    assert client.get(reverse(name))["Location"].startswith("/account/confirm/?next=")


def test_pages_of_ones_own_account_are_for_nobody_else(client):
    for name in ("account_home", "mfa_list_webauthn", "usersessions_list", "second_step"):
        assert Client().get(reverse(name))["Location"].startswith("/account/sign-in/?next=")
