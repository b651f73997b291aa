"""Signing in with an organisation's own account: known by tenant and object id, not by e-mail."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from config.environment import identity_providers
from forum.models import OutboxMessage
from tests.signed_in import sign_in
from tests.signing_in.provider import CLIENT, come_back, provider

pytestmark = pytest.mark.django_db
TENANT, OBJECT = "1b2c", "9f8e"
LOGIN = "/account/sign-in/with/entra/"


def known_as(url):
    return {
        "provider_id": "entra",
        "name": "Microsoft",
        "client_id": CLIENT,
        "secret": "s",
        "settings": {"server_url": url, "fetch_userinfo": False, "oauth_pkce_enabled": True},
    }


def use(settings, url):
    settings.IDENTITY_PROVIDERS = [known_as(url)]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": settings.IDENTITY_PROVIDERS}}


@pytest.fixture
def entra(settings):
    with provider() as running:
        use(settings, running.url)
        running.says = {"sub": "s1", "tid": TENANT, "oid": OBJECT}
        yield running


def connected(person):
    account = {"provider": "entra", "uid": f"{TENANT}:{OBJECT}", "extra_data": {}}
    return SocialAccount.objects.create(user=person, **account)


def who(client):
    return client.get("/").context["user"]


def test_person_who_connected_it_signs_in_with_it(client, entra, primary_head):
    connected(primary_head)

    answer = come_back(client, client.post(f"{LOGIN}?next=/borsetshire/"))

    assert answer["Location"] == "/borsetshire/"
    assert who(client) == primary_head


def test_same_address_with_another_object_id_is_nobody(client, entra, primary_head):
    connected(primary_head)
    entra.says = {"sub": "s1", "tid": TENANT, "oid": "other", "email": primary_head.email}

    page = come_back(client, client.post(LOGIN))

    assert "not connected yet" in page.content.decode()
    assert not who(client).is_authenticated


def test_same_object_id_of_another_tenant_is_nobody(client, entra, primary_head):
    connected(primary_head)
    entra.says |= {"tid": "another"}

    come_back(client, client.post(LOGIN))

    assert not who(client).is_authenticated


def test_address_that_changed_at_the_provider_changes_nothing(client, entra, primary_head):
    connected(primary_head)
    entra.says |= {"email": "a.new.name@example.org"}

    come_back(client, client.post(LOGIN))

    assert who(client) == primary_head


def test_stranger_is_not_given_an_account(client, entra, primary_head):
    entra.says |= {"email": "somebody@example.org", "email_verified": True}
    before = primary_head.__class__.objects.count()

    come_back(client, client.post(LOGIN))

    assert primary_head.__class__.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_closed_account_is_not_let_in(client, entra, primary_head):
    connected(primary_head)
    primary_head.is_active = False
    primary_head.save()

    assert come_back(client, client.post(LOGIN))["Location"] == "/account/sign-in/closed/"
    assert client.get("/account/sign-in/closed/").status_code == 200
    assert not who(client).is_authenticated


# The second step


def test_clerk_still_needs_a_second_step(client, entra, clerk):
    connected(clerk)

    answer = come_back(client, client.post(LOGIN))

    assert answer["Location"].startswith("/account/second-step/")


def test_provider_that_says_it_asked_for_one_is_believed(client, entra, clerk):
    connected(clerk)
    entra.says |= {"amr": ["pwd", "mfa"]}

    come_back(client, client.post(LOGIN))

    assert who(client) == clerk


def test_provider_that_asks_everybody_for_one_is_believed(client, entra, clerk, settings):
    connected(clerk)
    settings.OIDC_ASKS_FOR_SECOND_STEP = True

    come_back(client, client.post(LOGIN))

    assert who(client) == clerk


# Connecting and disconnecting


def test_person_connects_their_account_and_is_told_by_letter(client, entra, primary_head):
    sign_in(client, primary_head)

    come_back(client, client.post(f"{LOGIN}?process=connect"))

    account = SocialAccount.objects.get()
    assert (account.user, account.uid) == (primary_head, f"{TENANT}:{OBJECT}")
    told = OutboxMessage.objects.get(person=primary_head)
    assert told.subject == "Your organisation's account can now sign in as you"


def test_account_of_somebody_else_is_not_taken_over(client, entra, primary_head, secondary_head):
    connected(primary_head)
    sign_in(client, secondary_head)

    come_back(client, client.post(f"{LOGIN}?process=connect"))

    assert SocialAccount.objects.get().user == primary_head


def test_disconnected_account_lets_nobody_in(client, entra, primary_head):
    connected(primary_head)
    sign_in(client, primary_head)
    client.post(reverse("provider_disconnect", args=["entra"]))
    client.post(reverse("sign_out"))

    come_back(client, client.post(LOGIN))

    assert not who(client).is_authenticated


# When it does not work


def test_provider_that_is_down_gives_a_sentence(client, settings):
    use(settings, "http://127.0.0.1:9")

    page = client.post(LOGIN)

    assert page.status_code == 503
    assert "sign in another way" in page.content.decode()


def test_provider_that_answers_nonsense_gives_a_sentence(client, entra):
    entra.broken = True

    assert client.post(LOGIN).status_code == 503


def test_provider_that_breaks_in_between_gives_a_sentence(client, entra):
    asked = client.post(LOGIN)
    entra.broken = True

    assert come_back(client, asked).status_code == 503


def test_token_that_says_not_who_it_is_lets_nobody_in(client, entra):
    entra.says = {"sub": "s1", "tid": TENANT}

    assert come_back(client, client.post(LOGIN)).status_code == 503


@pytest.mark.parametrize("claim", [{"iss": "https://elsewhere"}, {"aud": "other"}, {"exp": 1}])
def test_token_for_somebody_else_lets_nobody_in(client, entra, primary_head, claim):
    connected(primary_head)
    entra.says |= claim

    page = come_back(client, client.post(LOGIN))

    assert page.status_code in {401, 503}
    assert not who(client).is_authenticated


def test_answer_that_nobody_asked_for_gives_a_sentence(client, entra):
    page = client.get(f"{LOGIN}back/", {"code": "c", "state": "made up"})

    assert page.status_code == 401
    assert "sign in another way" in page.content.decode()


def test_whoever_turns_round_at_the_provider_is_at_the_door_again(client, entra):
    asked = client.post(LOGIN)
    state = asked["Location"].partition("state=")[2].partition("&")[0]

    back = client.get(f"{LOGIN}back/", {"error": "access_denied", "state": state}, follow=True)

    assert back.redirect_chain[-1][0] == "/account/sign-in/"


def test_way_back_is_this_site_whatever_the_request_says(client, entra, settings):
    settings.SITE_URL = "https://forum.example.org"

    asked = client.post(LOGIN)

    assert "redirect_uri=https%3A%2F%2Fforum.example.org%2Faccount%2F" in asked["Location"]


def test_unknown_provider_is_not_there(client):
    assert client.post("/account/sign-in/with/elsewhere/").status_code == 404


def test_sign_in_page_offers_what_is_set_up(client, entra):
    assert "Sign in with Microsoft" in client.get("/account/sign-in/").content.decode()


# Settings


def test_tenant_must_be_one(monkeypatch):
    monkeypatch.setenv("ENTRA_TENANT", "common")

    with pytest.raises(ImproperlyConfigured, match="one tenant"):
        identity_providers()


def test_provider_without_its_secret_is_said_at_once(monkeypatch):
    monkeypatch.setenv("OIDC_SERVER", "https://id.example.org")
    monkeypatch.setenv("OIDC_CLIENT_ID", "x")

    with pytest.raises(ImproperlyConfigured, match="Set OIDC_SECRET"):
        identity_providers()


def test_both_kinds_are_read_from_the_environment(monkeypatch):
    for name in ("ENTRA_TENANT", "ENTRA_CLIENT_ID", "ENTRA_SECRET"):
        monkeypatch.setenv(name, "x")
    for name in ("OIDC_SERVER", "OIDC_CLIENT_ID", "OIDC_SECRET"):
        monkeypatch.setenv(name, "y")

    assert [found["provider_id"] for found in identity_providers()] == ["entra", "oidc"]
