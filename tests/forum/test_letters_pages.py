"""The letters of a forum: what waits, what was sent, what did not arrive, and sending again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forum.choices import ForumEvent, NoticeKind
from forum.models import AuditEntry, OutboxMessage, Subscription
from forum.rules.ruling import Refused
from forum.workflow.letters import Letter, write_letters, write_to_address
from forum.workflow.letters.again import send_again, send_all_again
from tests.factories import MEETING_DAY, a_member

pytestmark = pytest.mark.django_db
LIST, AGAIN = "/borsetshire/letters/", "/borsetshire/letters/again/"
NEWS = Letter(NoticeKind.AGENDA, "agenda:1", "Agenda published", "Read it.")


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def failed(forum, primary_head):
    write_letters(forum, [primary_head], NEWS)
    OutboxMessage.objects.update(given_up=True, last_error="550 No such user", attempts=3)
    return OutboxMessage.objects.get()


def again(letter):
    return f"/borsetshire/letters/{letter.pk}/again/"


def words(answer):
    return " ".join(answer.content.decode().split())


def test_clerk_sees_what_did_not_arrive_and_why(as_clerk, failed, primary_head):
    page = words(as_clerk.get(LIST))

    assert "Not delivered (1)" in page
    assert "Agenda published<br>" in page
    assert primary_head.email in page
    assert "550 No such user" in page
    assert "tried 3 times" in page


def test_clerk_sees_letters_by_how_they_stand(as_clerk, forum, primary_head, secondary_head):
    write_letters(forum, [primary_head, secondary_head], NEWS)
    OutboxMessage.objects.filter(person=primary_head).update(sent=timezone.now())

    waiting, sent = (words(as_clerk.get(f"{LIST}?state={name}")) for name in ("waiting", "sent"))

    assert (primary_head.email in waiting, secondary_head.email in waiting) == (False, True)
    assert (primary_head.email in sent, secondary_head.email in sent) == (True, False)


def test_letters_that_nobody_sends_are_told(as_clerk, forum, primary_head):
    write_letters(forum, [primary_head], NEWS)
    assert "Nobody seems to be sending them" not in words(as_clerk.get(LIST))

    OutboxMessage.objects.update(next_try=timezone.now() - timedelta(minutes=16))

    assert "Nobody seems to be sending them" in words(as_clerk.get(LIST))


def test_addresses_of_the_public_are_counted_and_not_shown(as_clerk, forum):
    follower = Subscription.objects.create(
        forum=forum, email="resident@example.org", confirmed=timezone.now()
    )
    write_to_address(NEWS, follower.email, subscription=follower.pk)

    page = words(as_clerk.get(f"{LIST}?state=waiting"))

    assert "1 address of the public follows this forum by email." in page
    assert "resident@example.org" not in page


def test_clerk_sends_a_letter_again_to_the_address_of_today(as_clerk, failed, primary_head):
    primary_head.email = "corrected@example.org"
    primary_head.save()

    page = words(as_clerk.post(again(failed), follow=True))

    failed.refresh_from_db()
    assert f"The letter to {primary_head.name} waits to be sent again." in page
    assert (failed.is_waiting, failed.address) == (True, "corrected@example.org")
    assert failed.next_try <= timezone.now()
    entry = AuditEntry.objects.get(event=ForumEvent.LETTERS_SENT)
    assert entry.sentence == "1 letter put in the outbox again that could not be delivered"


def test_clerk_sends_all_of_them_again(as_clerk, failed, forum, secondary_head):
    write_letters(forum, [secondary_head], NEWS)

    page = words(as_clerk.post(AGAIN, follow=True))

    assert "1 letter waits to be sent again." in page
    assert OutboxMessage.objects.waiting().count() == 2


def test_letter_that_was_sent_is_not_sent_again(as_clerk, failed):
    OutboxMessage.objects.update(given_up=False, sent=timezone.now())

    answer = as_clerk.post(again(failed))

    assert answer.status_code == 409
    assert "it would come twice" in words(answer)
    assert not AuditEntry.objects.exists()


def test_letter_whose_address_was_erased_is_not_sent_again(failed, clerk):
    failed.address, failed.person = "", None
    failed.save()

    with pytest.raises(Refused):
        send_again(failed, by=clerk, on=MEETING_DAY)
    assert send_all_again(failed.forum, by=clerk, on=MEETING_DAY) == 0


def test_letters_are_the_clerks_to_see(client, failed, officer, auditor, primary_head, stranger):
    codes = []
    for person in (officer, auditor, primary_head, stranger):
        client.force_login(person)
        codes.append((client.get(LIST).status_code, client.post(again(failed)).status_code))

    assert codes == [(403, 403)] * 3 + [(404, 404)]
    assert not OutboxMessage.objects.waiting().exists()


def test_letter_of_another_forum_does_not_exist(client, failed, stranger):
    client.force_login(stranger)

    assert client.post(f"/felpersham/letters/{failed.pk}/again/").status_code == 404


def test_letters_are_not_sent_again_by_a_get(as_clerk, failed):
    assert [as_clerk.get(address).status_code for address in (AGAIN, again(failed))] == [405, 405]


def test_list_takes_the_same_queries_for_three_letters(as_clerk, forum, failed):
    with CaptureQueriesContext(connection) as one:
        as_clerk.get(LIST)
    write_letters(forum, [a_member(forum), a_member(forum)], NEWS)
    OutboxMessage.objects.update(given_up=True)

    with CaptureQueriesContext(connection) as three:
        as_clerk.get(LIST)

    assert len(three) == len(one)
