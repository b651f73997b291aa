"""No word of what is not public is told in a letter to anybody who may not read it, nor logged."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from decisions.workflow.daily import run_daily
from forum.choices import NoticeKind, Role
from forum.models import Meeting, OutboxMessage, Subscription
from forum.workflow.letters import write_letter
from forum.workflow.letters.news import tell_followers
from forum.workflow.letters.paper import as_mail
from papers.models import Paper
from tests.access.asking import ask, undone
from tests.access.canaries import CANARY, INSIDE, WORKS, plant, words_in
from tests.access.forms import PEOPLE
from tests.logged import logged

pytestmark = pytest.mark.django_db
WORKING = {Role.CLERK, Role.OFFICER, Role.AUDITOR}
"""Who may read all that is being worked on."""
BEFORE = (0, 7, 14, 30, 90)
"""So many days before the meeting that is planned the daily work is done."""


@pytest.fixture
def planted(world):
    """Words to be found; and followers of everything, and of a word that nobody may find."""
    follows = {"forum": world.forum, "confirmed": timezone.now()}
    Subscription.objects.create(**follows, email="all@example.org")
    Subscription.objects.create(**follows, email="word@example.org", word=INSIDE)
    return plant(world)


@pytest.fixture
def new_letters(planted):
    """What was written since, also to followers, to whom a worker writes."""
    known = list(OutboxMessage.objects.values_list("pk", flat=True))

    def since():
        tell_followers(timezone.now() + timedelta(minutes=1))
        return OutboxMessage.objects.exclude(pk__in=known).select_related("person", "forum")

    return since


def words_of(letter):
    """Of all that goes out: its headers and its text."""
    mail = as_mail(letter)
    return set(CANARY.findall("\n".join([mail.subject, mail.body, str(mail.extra_headers)])))


def told_too_much(world, letter):
    """The words of a letter that its reader may not read, nor finds on the page it leads to."""
    person = letter.person
    if person and WORKING & {each.role for each in person.role_grants.filter(forum=world.forum)}:
        return set()
    words = {word for word in words_of(letter) if word.startswith(WORKS) or person is None}
    return words and words - _on_its_page(letter)


def _on_its_page(letter):
    """What was published as the letter was written stands where it leads."""
    reader = Client(raise_request_exception=False)
    if letter.person:
        reader.force_login(letter.person)
    return words_in(ask(reader, "GET", letter.path)) if letter.path else set()


def test_no_letter_and_no_line_of_the_log_tells_what_is_sent_in_forms(
    world, shown, new_letters, counted
):
    """Whatever those send who are shown most, its letters tell nobody what is kept from them."""
    wrong, told, clients = [], set(), {who: world.client(who) for who in PEOPLE}

    with logged() as log:
        for sender, form in [(who, form) for who in PEOPLE for form in shown[who]]:
            with undone():
                ask(clients[sender], "POST", form.action, form.body())
                for letter in new_letters():
                    if found := told_too_much(world, letter):
                        wrong.append((form.name, letter.kind, letter.reader, sorted(found)))
                    told |= words_of(letter)
                    counted["letters read for canaries"] += 1

    assert wrong == [], wrong
    assert told, "the control: those who may read them are told some"
    assert CANARY.findall(log.getvalue()) == []
    counted["lines of the log read for canaries"] += len(log.getvalue().splitlines())


def test_no_letter_of_the_daily_work_tells_what_its_reader_may_not_read(
    world, new_letters, counted
):
    wrong, day = [], world.hidden[Meeting].held_on

    for days in sorted(BEFORE, reverse=True):
        run_daily(on=day - timedelta(days=days))
    for letter in new_letters():
        if found := told_too_much(world, letter):
            wrong.append((letter.kind, letter.reader, sorted(found)))
        counted["letters read for canaries"] += 1

    assert wrong == [], wrong


@pytest.mark.parametrize(("who", "is_found"), [("member", True), ("clerk", False)])
def test_letter_with_the_title_of_a_draft_is_noticed(world, new_letters, who, is_found):
    """The control: the same letter is too much for a member, and nothing new for the clerk."""
    title = Paper.objects.get(pk=world.hidden[Paper].pk).title
    person = world.cast[who]
    write_letter(
        world.forum, person, key="control", subject="Told", text=title, kind=NoticeKind.MEETING
    )

    letter = new_letters().get(key=f"control:{person.pk}")

    assert bool(told_too_much(world, letter)) is is_found


def test_line_with_the_title_of_a_draft_is_noticed(world, new_letters):
    """The control: what a view of ours would write into the log is read there."""
    with logged() as log:
        logging.getLogger("tabled.sample").info("Saved %s", f"{WORKS}papertitle")

    assert CANARY.findall(log.getvalue()) == [f"{WORKS}papertitle"]
