"""Choosing one's letters, ending them by one press, and following a forum without an account."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forum.choices import NoticeKind, Rhythm
from forum.models import NoticeChoice, OutboxMessage, Subscription
from forum.rules.notices import NOTICES
from forum.workflow.letters import Letter, send_letters, write_letters, write_to_address
from forum.workflow.letters.choosing import chosen_by
from forum.workflow.letters.following import confirm_token

pytestmark = pytest.mark.django_db
CHOICES, SUBSCRIBE = "/account/notices/", "/borsetshire/subscribe/"
NEWS = Letter(NoticeKind.AGENDA, "agenda:1", "Agenda published", "Read it.")
ADDRESS = "resident@example.org"


def words(answer):
    return " ".join(answer.content.decode().split())


def usual(parts):
    return {
        kind.value: notice.usual.value
        for kind, notice in NOTICES.items()
        if notice.to & parts and not notice.is_fixed
    }


def link_in(letter):
    return re.search(r"http://localhost:8000(/account/letters/\S+/)", letter.body)[1]


@pytest.fixture
def follower(forum):
    return Subscription.objects.create(
        forum=forum, email=ADDRESS, word="insurance", confirmed=timezone.now()
    )


# Choosing


def test_person_chooses_what_and_how_often(client, primary_head):
    client.force_login(primary_head)
    sent = usual({"member"}) | {"agenda": "weekly", "pack": "at-once"}

    page = words(client.get(CHOICES))
    answer = words(client.post(CHOICES, sent, follow=True))

    assert "A paper, an item or a supplement that joins a published agenda." in page
    assert "It cannot be switched off: else you might come on the wrong day" in page
    assert "Saved." in answer
    chosen = chosen_by(primary_head)
    assert (chosen[NoticeKind.AGENDA], chosen[NoticeKind.PACK]) == (
        Rhythm.WEEKLY,
        Rhythm.AT_ONCE,
    )


def test_person_is_asked_only_about_what_they_can_get(client, auditor):
    client.force_login(auditor)

    page = words(client.get(CHOICES))

    assert "Audit trail" in page
    assert "Clearance of a paper" not in page


def test_what_is_not_offered_is_refused_beside_its_question(client, primary_head):
    client.force_login(primary_head)

    answer = client.post(CHOICES, usual({"member"}) | {"action": "never"})

    assert "Choose one of the options in the list" in words(answer)
    assert not NoticeChoice.objects.exists()


def test_nobody_chooses_without_signing_in(client):
    assert client.get(CHOICES).status_code == 302


# One press in a letter


def test_one_press_by_the_mailbox_ends_one_kind(forum, primary_head, mailoutbox):
    write_letters(forum, [primary_head], NEWS)
    send_letters(at=timezone.now())
    address = mailoutbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    mailbox = Client(enforce_csrf_checks=True)

    answer = mailbox.post(
        address.removeprefix("http://localhost:8000"), {"List-Unsubscribe": "One-Click"}
    )

    assert answer.status_code == 200
    chosen = chosen_by(primary_head)
    assert chosen[NoticeKind.AGENDA] == Rhythm.NEVER
    assert chosen[NoticeKind.DRAFT_MINUTES] == Rhythm.AT_ONCE


def test_opening_the_link_ends_nothing(client, follower, mailoutbox):
    write_to_address(NEWS, ADDRESS, subscription=follower.pk)
    send_letters(at=timezone.now())

    page = words(client.get(link_in(mailoutbox[0])))

    assert "Stop these letters?" in page
    assert Subscription.objects.exists()


def test_follower_leaves_and_is_erased(client, follower, mailoutbox):
    write_to_address(NEWS, ADDRESS, subscription=follower.pk)
    send_letters(at=timezone.now())
    link = link_in(mailoutbox[0])

    pages = [words(client.post(link)) for _ in range(2)]

    assert all("Your address is erased." in page for page in pages)
    assert not Subscription.objects.exists()
    assert not OutboxMessage.objects.exclude(address="").exists()


def test_forged_link_leads_nowhere(client, follower, mailoutbox):
    write_to_address(NEWS, ADDRESS, subscription=follower.pk)
    send_letters(at=timezone.now())
    forged = link_in(mailoutbox[0]).replace("/s:", "/p:")

    assert client.post(forged).status_code == 404
    assert client.post("/account/letters/x/").status_code == 404
    assert Subscription.objects.exists()


# Following


def test_visitor_asks_confirms_and_follows(client, forum, mailoutbox):
    sent = {"email": ADDRESS, "what": "word", "word": "high needs", "rhythm": "weekly"}

    answer = words(client.post(SUBSCRIBE, sent, follow=True))
    send_letters(at=timezone.now())
    link = re.search(r"localhost:8000(/borsetshire/subscribe/\S+/)", mailoutbox[0].body)[1]
    asked = words(client.get(link))
    unconfirmed = Subscription.objects.get().confirmed
    done = words(client.post(link))

    assert "a letter is on its way" in answer
    assert f"We would send {ADDRESS} letters from {forum.name} about “high needs”" in asked
    assert unconfirmed is None
    assert "From now on you hear of “high needs”, once a week." in done
    assert Subscription.objects.confirmed().get().rhythm == Rhythm.WEEKLY


def test_visitor_learns_nothing_of_who_follows(client, follower):
    sent = {"email": ADDRESS, "what": "everything", "rhythm": "at-once"}
    known = client.post(SUBSCRIBE, sent)
    unknown = client.post(SUBSCRIBE, sent | {"email": "nobody@example.org"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


@pytest.mark.parametrize("word", ["", "  ", "—", "-insurance"])
def test_visitor_without_a_word_to_look_for_is_told(client, forum, word):
    sent = {"email": ADDRESS, "what": "word", "word": word, "rhythm": "at-once"}

    page = words(client.post(SUBSCRIBE, sent))

    assert "Enter a word to look for, like insurance" in page
    assert ADDRESS in page
    assert not Subscription.objects.exists()


def test_old_or_forged_link_says_what_to_do(client, forum, follower):
    token = confirm_token(follower, "weekly")
    for wrong in (token[:-2], "x", f"{token}x"):
        page = client.get(reverse("forum:subscribe_confirm", args=["borsetshire", wrong]))
        assert page.status_code == 404
        assert "Ask for emails about this forum again" in words(page)
