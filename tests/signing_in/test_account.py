"""One's own account: password, address, and help for who lost their phone."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.signing_in.devices import device_words
from forum.choices import Role
from forum.models import AuditEntry, OutboxMessage, Person
from forum.rules.accounts import Account, may_help_in
from forum.rules.ruling import Refused
from forum.workflow.people.accounts import correct_person
from forum.workflow.people.signing_in import change_own_address, remove_second_step
from tests.factories import PASSWORD, a_role
from tests.signed_in import CODE, sign_in
from tests.signing_in.test_second_step import figures, with_app

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


# A password, where one is wanted


def chosen(client, password):
    return client.post(reverse("password"), {"password": password})


def test_password_that_was_chosen_signs_in(client, primary_head):
    sign_in(client, primary_head, CODE)
    chosen(client, "three words unrelated")
    client.post(reverse("sign_out"))

    answer = client.post(
        reverse("sign_in_by_password"),
        {"login": primary_head.email, "password": "three words unrelated"},
    )

    assert answer["Location"] == "/"
    told = OutboxMessage.objects.get(person=primary_head).subject
    assert told == "Your password was changed"


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("", "Enter a password"),
        ("elevenchars", "at least 12 characters"),
        ("1234567890123", "too common"),
        ("pat primary 1", "too similar"),
        ("schoolsforum2026", "nothing to do with this site"),
    ],
)
def test_weak_password_is_refused_with_the_reason(client, primary_head, password, sentence):
    sign_in(client, primary_head, CODE)

    page = chosen(client, password)

    assert sentence in page.content.decode()
    primary_head.refresh_from_db()
    assert primary_head.check_password(PASSWORD)


@pytest.mark.parametrize("length", [12, 64, 200])
def test_any_composition_and_length_will_do(client, primary_head, length):
    sign_in(client, primary_head, CODE)

    assert chosen(client, ("quiet rivers émigré ~ " * 10)[:length]).status_code == 302


def test_password_can_be_removed(client, primary_head):
    sign_in(client, primary_head, CODE)

    client.post(reverse("password_remove"))

    primary_head.refresh_from_db()
    assert not primary_head.has_usable_password()
    assert "Your password was removed" in OutboxMessage.objects.get(person=primary_head).subject


# Another address


def asked(client, email):
    client.post(reverse("address"), {"email": email})
    return re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}", mail.outbox[-1].body)


def test_person_changes_their_address_with_a_code_that_went_to_it(client, forum, primary_head):
    sign_in(client, primary_head, CODE)
    old = primary_head.email

    code = asked(client, "New.Address@example.org").group()
    client.post(reverse("address_confirm"), {"code": code})

    primary_head.refresh_from_db()
    assert primary_head.email == "new.address@example.org"
    assert mail.outbox[-1].to == ["new.address@example.org"]
    told = OutboxMessage.objects.filter(kind="account").values_list("address", flat=True)
    assert set(told) == {old, "new.address@example.org"}
    entry = AuditEntry.objects.filter(forum=forum).latest("seq")
    assert "email address changed by themselves" in entry.sentence


def test_wrong_code_changes_no_address_and_the_third_ends_it(client, primary_head):
    sign_in(client, primary_head, CODE)
    old, code = primary_head.email, asked(client, "new.address@example.org").group()

    pages = [client.post(reverse("address_confirm"), {"code": "WRNG"}) for _ in range(3)]
    client.post(reverse("address_confirm"), {"code": code})

    assert "That code is not right" in pages[0].content.decode()
    primary_head.refresh_from_db()
    assert primary_head.email == old


def test_address_of_somebody_else_is_not_given_and_not_given_away(
    client, primary_head, secondary_head
):
    sign_in(client, primary_head, CODE)

    free = client.post(reverse("address"), {"email": "free@example.org"})
    taken = client.post(reverse("address"), {"email": secondary_head.email})

    assert (free.status_code, free["Location"]) == (taken.status_code, taken["Location"])
    assert "nothing was changed" in mail.outbox[-1].body
    client.post(reverse("address_confirm"), {"code": ""})
    primary_head.refresh_from_db()
    assert primary_head.email != secondary_head.email


def test_nobody_changes_the_address_of_another(primary_head, clerk):
    with pytest.raises(PermissionDenied):
        change_own_address(primary_head, "x@example.org", by=clerk, on=TODAY())

    assert Person.objects.get(pk=primary_head.pk).email != "x@example.org"


# A lost phone


@pytest.fixture
def administrator(forum):
    return a_role(forum, Role.ADMINISTRATOR, "Adam Administrator")


def test_administrator_helps_a_clerk_in_who_lost_their_phone(client, forum, clerk, administrator):
    with_app(clerk)
    at_work = Client()
    sign_in(at_work, clerk)
    client.force_login(administrator)

    client.post(reverse("forum:person_second_step", args=[forum.slug, clerk.pk]))

    assert not Authenticator.objects.filter(user=clerk).exists()
    entry = AuditEntry.objects.filter(forum=forum).latest("seq")
    assert entry.sentence == "Clerk: second step of signing in removed"
    told = OutboxMessage.objects.get(person=clerk).subject
    assert told == "Your second step of signing in was removed"


def test_administrator_cannot_take_an_account_over_by_address_and_second_step(
    forum, clerk, administrator
):
    with_app(clerk)
    clerk.email = "administrator@elsewhere.example"
    correct_person(forum, clerk, by=administrator, on=TODAY())

    with pytest.raises(Refused) as refused:
        remove_second_step(forum, clerk, by=administrator, on=TODAY())

    assert refused.value.ruling.codes == {"corrected-lately"}
    assert Authenticator.objects.filter(user=clerk).exists()
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1), tick=False):
        remove_second_step(forum, clerk, by=administrator, on=TODAY())
    assert not Authenticator.objects.filter(user=clerk).exists()


def test_nobody_helps_themselves_in(administrator, forum):
    with_app(administrator)

    with pytest.raises(Refused) as refused:
        remove_second_step(forum, administrator, by=administrator, on=TODAY())

    assert refused.value.ruling.codes == {"own-second-step"}
    assert Authenticator.objects.filter(user=administrator).exists()


def test_clerk_does_not_take_a_second_step_away(forum, officer, clerk):
    with pytest.raises(PermissionDenied):
        remove_second_step(forum, officer, by=clerk, on=TODAY())


def test_person_of_another_forum_too_is_not_helped_over_its_head():
    assert may_help_in(Account(is_elsewhere=True)).codes == {"belongs-elsewhere"}
    assert may_help_in(Account()).allowed


def test_command_helps_where_no_administrator_can(clerk, capsys):
    with_app(clerk)

    call_command("remove_second_step", clerk.email.upper())

    assert not Authenticator.objects.filter(user=clerk).exists()
    with pytest.raises(CommandError, match="Nobody here"):
        call_command("remove_second_step", "nobody@example.org")


# The page, and small words


def test_account_page_shows_how_one_signs_in(client, clerk):
    client.force_login(with_app(clerk))

    text = client.get(reverse("account_home")).content.decode()

    assert clerk.email in text
    assert "In use" in text
    assert reverse("notice_choices") in text


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/156 Safari/537 Edg/156", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU) Version/19 Mobile Safari/604", "Safari on an iPhone"),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/156 Safari", "Chrome on an Android device"),
        ("curl/8", "A browser"),
    ],
)
def test_device_is_called_by_words_that_its_owner_knows(says, words):
    assert device_words(says) == words


def test_figures_of_an_app_change_every_half_minute():
    assert figures("JBSWY3DPEHPK3PXP", 1) != figures("JBSWY3DPEHPK3PXP", 2)
