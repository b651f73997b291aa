"""Erasing one person: nothing leads to them any more, and the record stands."""

from datetime import date
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection

from decisions.audit import checks_of
from decisions.rules.erasing import ERASED
from decisions.workflow.erasing import erase_again, erase_person
from forum.audit import checkpoint
from forum.choices import ForumEvent
from forum.models import AuditEntry, Erasure, OutboxMessage, Person, Subscription
from forum.rules.ruling import Refused
from forum.workflow.letters import write_letter
from tests.factories import a_person

pytestmark = pytest.mark.django_db
LATER = date(2028, 1, 1)


@pytest.fixture
def former(forum, primary_head, client):
    """Somebody whose term is over, with everything that leads to them."""
    term = primary_head.appointments.get()
    term.until_on = date(2026, 8, 31)
    term.save()
    EmailAddress.objects.create(user=primary_head, email=primary_head.email, verified=True)
    write_letter(forum, primary_head, key="notice", subject="Agenda", text=f"Dear {primary_head}")
    Subscription.objects.create(forum=forum, email=primary_head.email.upper())
    client.force_login(primary_head)
    return primary_head


def everything():
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 (our own tables)
            yield from (f"{table}: {row}" for row in cursor.fetchall())


def test_nothing_leads_to_somebody_who_was_erased(former):
    address = former.email

    erase_person(former, on=LATER)

    assert [row for row in everything() if address.lower() in row.lower()] == []
    person = Person.objects.get(pk=former.pk)
    assert (person.name, person.post, person.is_active) == ("Pat Primary", "", False)
    assert not person.has_usable_password()
    assert not Session.objects.exists()
    assert not apps.get_model("usersessions.UserSession").objects.filter(user=former).exists()


def test_the_trail_says_so_without_a_name_and_still_verifies(forum, former):
    before = checkpoint(forum).splitlines()[:4]

    forums = erase_person(former, on=LATER)

    entry = AuditEntry.objects.get(event=ForumEvent.PERSON_ERASED)
    assert forums == [forum]
    assert (entry.sentence, entry.about) == (
        "The contact details of a person erased",
        former.pk,
    )
    assert entry.prev == before[3]
    assert all(check.passed for check in checks_of(forum))


def test_letter_that_waits_is_not_sent_to_nobody(former):
    erase_person(former, on=LATER)

    letter = OutboxMessage.objects.get()
    assert (letter.address, letter.text, letter.is_waiting) == ("", "", False)


def test_who_is_named_nowhere_loses_the_name_too(db):
    person = a_person("Nora Nobody")

    assert erase_person(person, on=LATER) == []
    assert Person.objects.get(pk=person.pk).name == ERASED


def test_who_sits_is_not_erased(forum, primary_head, clerk):
    with pytest.raises(Refused) as refused:
        erase_person(primary_head, on=LATER)
    assert refused.value.ruling.codes == {"still-sits"}

    with pytest.raises(Refused) as refused:
        erase_person(clerk, on=LATER)
    assert refused.value.ruling.codes == {"still-holds-role"}
    assert Person.objects.get(pk=clerk.pk).email == clerk.email


def test_whom_a_restore_brings_back_is_erased_again(former):
    erased = [str(former.pk), "00000000-0000-4000-8000-000000000000"]

    assert erase_again(erased) == 1
    assert erase_again(erased) == 0
    assert Erasure.objects.get().person_id == former.pk


def test_command_says_first_and_erases_when_told(former):
    out = StringIO()

    call_command("erase_person", former.email, stdout=out, skip_checks=True)
    assert "can be erased" in out.getvalue()
    assert not Erasure.objects.exists()

    call_command("erase_person", former.email, "--apply", stdout=out, skip_checks=True)
    assert Erasure.objects.exists()
    with pytest.raises(CommandError, match="Nobody is known"):
        call_command("erase_person", former.email, skip_checks=True)


def test_command_names_what_stands_in_the_way(forum, clerk):
    with pytest.raises(CommandError, match="They are clerk of Borsetshire"):
        call_command("erase_person", clerk.email, skip_checks=True)
