"""Taking up an invitation, as whoever got the letter."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from forum.models import Invitation, OutboxMessage, Person
from forum.workflow.people.founding import first_administrator
from forum.workflow.people.inviting import invite, withdraw_invitation
from tests.factories import BEFORE

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(forum, clerk, primary_head):
    invite(forum, primary_head, by=clerk, on=BEFORE)
    return re.search(r"/account/invitation/[^/]+/", OutboxMessage.objects.get().text)[0]


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def code():
    """The code that came by e-mail."""
    return re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", mail.outbox[-1].body)[0]


def test_looking_at_the_link_uses_nothing_up(client, link):
    for _ in range(2):
        page = client.get(link)

    assert "Accept the invitation" in text_of(page)
    assert "no-store" in page["Cache-Control"]
    assert Invitation.objects.get().accepted is None
    assert mail.outbox == []


def test_invited_member_signs_in_with_a_code_and_the_link_is_spent(client, link, primary_head):
    asked = client.post(link, follow=True)
    response = client.post(asked.redirect_chain[-1][0], {"code": code()}, follow=True)

    assert mail.outbox[-1].to == [primary_head.email]
    assert response.wsgi_request.user == primary_head
    assert response.redirect_chain[-1][0].startswith("/borsetshire/")
    assert "does not work any more" in text_of(client.get(link))
    assert client.post(link).status_code == 409


def test_link_alone_signs_nobody_in(client, link):
    response = client.post(link, follow=True)

    assert not response.wsgi_request.user.is_authenticated


def test_unknown_link_says_so_and_tells_nothing(client, db):
    got, sent = (
        getattr(client, method)("/account/invitation/nope/") for method in ("get", "post")
    )

    assert (got.status_code, sent.status_code) == (404, 404)
    assert "This link does not work" in text_of(got)


def test_link_that_ran_out_says_whom_to_ask(client, link):
    Invitation.objects.update(expires=timezone.now() - timedelta(seconds=1))

    assert "Ask the clerk of your forum to send another" in text_of(client.get(link))
    assert client.post(link).status_code == 409


def test_withdrawn_link_and_disabled_account_get_the_same_answer(client, link, clerk):
    withdraw_invitation(Invitation.objects.get(), by=clerk, on=BEFORE)
    withdrawn = text_of(client.get(link))
    Invitation.objects.update(withdrawn_at=None, withdrawn_by=None)
    Person.objects.update(is_active=False)

    assert text_of(client.get(link)) == withdrawn
    assert "works once" in withdrawn


def test_somebody_else_who_is_signed_in_is_asked_to_sign_out_first(client, link, clerk):
    client.force_login(clerk)

    page = text_of(client.get(link))

    assert "You are signed in as Clara Clerk" in page
    assert "Accept the invitation" not in page


def test_forged_host_does_not_change_the_link(forum, clerk, primary_head, client, settings):
    settings.ALLOWED_HOSTS = ["testserver", "evil.example"]
    settings.SITE_URL = "https://forum.example.gov.uk"
    client.force_login(clerk)
    where = f"/borsetshire/people/persons/{primary_head.pk}/invite/"

    client.post(where, headers={"host": "evil.example", "x-forwarded-host": "evil.example"})

    letter = OutboxMessage.objects.get()
    assert "https://forum.example.gov.uk/account/invitation/" in letter.text
    assert "evil" not in letter.text


def test_first_administrator_of_the_site_comes_in_by_the_printed_link(client, db):
    person, token = first_administrator("sid@example.org", "Sid Site", at=timezone.now())

    asked = client.post(f"/account/invitation/{token}/", follow=True)
    response = client.post(asked.redirect_chain[-1][0], {"code": code()}, follow=True)

    assert "/account/second-step/" in response.redirect_chain[-1][0]
    assert Person.objects.get(pk=person.pk).last_login is not None
