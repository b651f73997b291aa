"""Signing in by a code that comes by e-mail."""

import re
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client, override_settings
from django.urls import reverse

pytestmark = pytest.mark.django_db
SIGN_IN, CONFIRM = "/account/sign-in/", "/account/sign-in/code/"


def test_member_signs_in_with_a_code_alone(client, primary_head, by_code):
    answer = by_code(primary_head)

    assert answer["Location"] == "/"
    assert client.get("/").context["user"] == primary_head


def test_code_letter_says_the_vital_fact_first(primary_head, code_by_email):
    code = code_by_email(primary_head.email)

    (letter,) = mail.outbox
    assert letter.to == [primary_head.email]
    assert letter.subject == f"Your code to sign in: {code}"
    assert "Never tell it to anybody" in letter.body


def test_address_is_known_whatever_its_case_and_spaces(primary_head, code_by_email):
    assert code_by_email(f" {primary_head.email.upper()} ")


def test_signing_in_leads_on_only_within_this_site(client, primary_head, by_code):
    assert by_code(primary_head, "/borsetshire/members/")["Location"] == "/borsetshire/members/"
    client.post(reverse("sign_out"))
    assert by_code(primary_head, "https://elsewhere.example/")["Location"] == "/"


def test_session_gets_a_new_key_at_sign_in(client, primary_head, code_by_email):
    code = code_by_email(primary_head.email)
    before = client.session.session_key

    client.post(CONFIRM, {"code": code})

    assert client.session.session_key != before
    assert not client.session.exists(before)


def test_wrong_code_is_refused_and_the_third_ends_the_try(client, primary_head, code_by_email):
    code = code_by_email(primary_head.email)

    pages = [client.post(CONFIRM, {"code": "WRNG-WRNG"}) for _ in range(3)]

    assert "That code is not right" in pages[0].content.decode()
    assert pages[2].status_code == 302
    assert client.post(CONFIRM, {"code": code}).status_code == 302
    assert not client.get("/").context["user"].is_authenticated


def test_code_works_once(client, primary_head, code_by_email):
    code = code_by_email(primary_head.email)
    client.post(CONFIRM, {"code": code})
    client.post(reverse("sign_out"))

    client.post(CONFIRM, {"code": code})

    assert not client.get("/").context["user"].is_authenticated


def test_code_works_only_in_the_browser_that_asked(primary_head, code_by_email):
    code = code_by_email(primary_head.email)
    elsewhere = Client()

    elsewhere.post(CONFIRM, {"code": code})

    assert not elsewhere.get("/").context["user"].is_authenticated


def test_code_ends_after_a_quarter_of_an_hour(client, primary_head, code_by_email, time_machine):
    code = code_by_email(primary_head.email)
    time_machine.move_to("2027-01-01T12:00Z")

    client.post(CONFIRM, {"code": code})

    assert not client.get("/").context["user"].is_authenticated


def test_whoever_mistyped_their_address_can_give_another(client, primary_head, by_code):
    client.post(SIGN_IN, {"email": "mistyped@example.org"})

    assert client.get(SIGN_IN).status_code == 200
    assert by_code(primary_head)["Location"] == "/"


# Nobody learns who is known here


def as_seen(client, email):
    """The answers to asking for a code, without what changes by itself."""
    asked = client.post(SIGN_IN, {"email": email})
    page = client.get(CONFIRM).content.decode().replace(email, "…")
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    return asked.status_code, asked["Location"], page


def test_unknown_address_sees_what_a_known_one_sees(primary_head, forum):
    gone = primary_head.__class__.objects.create_user("gone@example.org", "Gone Away")
    gone.is_active = False
    gone.save()

    known, unknown, closed = (
        as_seen(Client(), email)
        for email in (primary_head.email, "nobody@example.org", gone.email)
    )

    assert known == unknown == closed


def test_unknown_address_gets_a_letter_too(client):
    client.post(SIGN_IN, {"email": "nobody@example.org"})

    (letter,) = mail.outbox
    assert letter.subject == "No account here with this address"
    assert letter.to == ["nobody@example.org"]


class Down(EmailBackend):
    def send_messages(self, messages):
        raise SMTPServerDisconnected("the server hung up")


@pytest.mark.parametrize("email", ["known", "nobody@example.org"])
def test_mail_server_that_is_down_gives_a_sentence(client, primary_head, email):
    email = primary_head.email if email == "known" else email

    with override_settings(EMAIL_BACKEND="tests.signing_in.test_codes.Down"):
        page = client.post(SIGN_IN, {"email": email})

    text = page.content.decode()
    assert page.status_code == 503
    assert "We cannot send email just now" in text
    assert f'value="{email}"' in text


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "Enter your email address"),
        ("not an address", "Enter an email address in the right format"),
    ],
)
def test_address_that_is_none_is_said_beside_the_field(client, email, sentence):
    assert sentence in client.post(SIGN_IN, {"email": email}).content.decode()


# Too many tries


def test_fourth_code_within_a_minute_is_not_sent_and_a_minute_later_is(
    client, primary_head, time_machine
):
    time_machine.move_to("2026-11-01T12:00Z", tick=False)
    pages = [client.post(SIGN_IN, {"email": primary_head.email}) for _ in range(4)]
    time_machine.shift(61)
    later = client.post(SIGN_IN, {"email": primary_head.email})

    assert [page.status_code for page in pages] == [302, 302, 302, 200]
    assert "Wait a minute" in pages[3].content.decode()
    assert later.status_code == 302


def test_stranger_does_not_keep_a_member_from_their_code(primary_head):
    for _ in range(4):
        Client(REMOTE_ADDR="203.0.113.7").post(SIGN_IN, {"email": primary_head.email})
    mail.outbox.clear()

    Client(REMOTE_ADDR="198.51.100.2").post(SIGN_IN, {"email": primary_head.email})

    assert len(mail.outbox) == 1


def test_forged_header_does_not_widen_the_limit(client, primary_head):
    codes = [
        client.post(
            SIGN_IN,
            {"email": f"somebody{number}@example.org"},
            HTTP_X_FORWARDED_FOR=f"203.0.113.{number}",
        ).status_code
        for number in range(25)
    ]

    assert codes.count(302) == 20
