"""The public follows a forum: the address says yes, is told what is public, and is erased."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forum.choices import NoticeKind, Rhythm
from forum.models import News, OutboxMessage, Subscription
from forum.workflow.letters import Letter, send_letters, write_news
from forum.workflow.letters.following import (
    asked_for,
    confirm,
    confirm_token,
    follow,
    forget_unconfirmed,
    leave,
)
from forum.workflow.letters.gathering import write_digests
from forum.workflow.letters.news import tell_followers
from papers.search import keep_paper
from tests.factories import MEETING_DAY, a_forum, a_matter, a_meeting, a_paper, a_text, an_item

pytestmark = pytest.mark.django_db
ADDRESS = "resident@example.org"


def follower(forum, word="", rhythm=Rhythm.AT_ONCE, email=ADDRESS):
    return Subscription.objects.create(
        forum=forum, email=email, word=word, rhythm=rhythm, confirmed=timezone.now()
    )


def news(meeting, text="- 5. Insurance", **more):
    letter = Letter(NoticeKind.AGENDA, "k", "Agenda published", text, "/borsetshire/")
    write_news(meeting, letter, **more)


def tell():
    return tell_followers(timezone.now())


def letters():
    return OutboxMessage.objects.filter(subscription__isnull=False)


@pytest.fixture
def meeting(meeting, clerk):
    meeting.agenda_published_at, meeting.agenda_published_by = timezone.now(), clerk
    meeting.agenda_published_on = MEETING_DAY
    meeting.save()
    return meeting


def test_address_is_asked_and_nothing_else_is_sent_before_it_says_yes(forum, meeting, mailoutbox):
    follow(forum, email=" Resident@Example.org ", word="insurance")
    news(meeting)

    assert tell() == 0
    assert send_letters(at=timezone.now()) == 1

    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == (
        [ADDRESS],
        "Confirm that you want letters from Borsetshire Schools Forum",
    )
    assert "http://localhost:8000/borsetshire/subscribe/" in letter.body


def test_letter_that_asks_goes_once_an_hour_however_often_somebody_types_an_address(forum):
    for _ in range(3):
        follow(forum, email=ADDRESS)

    assert letters().count() == 1
    assert Subscription.objects.count() == 1


def test_link_confirms_for_two_days_and_only_in_its_forum(forum, time_machine):
    follow(forum, email=ADDRESS)
    wanted = Subscription.objects.get()
    token = confirm_token(wanted, Rhythm.WEEKLY)

    assert asked_for(forum, token) == (wanted, Rhythm.WEEKLY)
    assert asked_for(forum, token[:-1]) is None
    assert asked_for(a_forum("felpersham"), token) is None
    time_machine.move_to(timezone.now() + timedelta(days=2, seconds=2))
    assert asked_for(forum, token) is None


def test_who_follows_everything_is_told_once(forum, meeting):
    confirm(follower(forum), Rhythm.AT_ONCE)
    follower(forum, word="insurance")
    news(meeting)

    assert (tell(), tell()) == (1, 0)

    letter = letters().get()
    assert (letter.address, letter.forum, letter.person) == (ADDRESS, None, None)


def test_who_follows_a_word_is_told_where_it_is_spoken_of(forum, meeting):
    follower(forum, word="insurance")
    follower(forum, word="swimming", email="other@example.org")
    news(meeting)

    assert tell() == 1

    assert "“insurance” is spoken of in:\n\n- 5. Insurance" in letters().get().text


def test_word_in_a_published_paper_is_found_and_an_exempt_one_is_not(forum, meeting, clerk):
    paper = a_paper(a_matter(forum), an_item(meeting))
    a_text(paper, "Asbestos is found. [[Zanzibar]] is withheld.", clerk)
    paper.tabled_at, paper.tabled_by, paper.tabled_on = timezone.now(), clerk, MEETING_DAY
    paper.save()
    keep_paper(paper)
    for word in ("asbestos", "zanzibar"):
        follower(forum, word=word, email=f"{word}@example.org")
    news(meeting, "- 6. Other")

    assert tell() == 1

    assert letters().get().address == "asbestos@example.org"


def test_news_of_another_forum_are_not_told(forum, meeting):
    follower(a_forum("felpersham"))
    news(meeting)

    assert tell() == 0


def test_what_is_not_public_is_not_told(forum):
    follower(forum)
    news(a_meeting(forum, MEETING_DAY + timedelta(days=60)))

    assert tell() == 0
    assert News.objects.get().told


def test_follower_may_have_one_letter_a_day(forum, meeting):
    follower(forum, rhythm=Rhythm.DAILY)
    news(meeting)
    news(meeting, "- 6. More")
    tell()

    assert send_letters(at=timezone.now()) == 0
    assert write_digests(on=timezone.localdate()) == 1
    assert send_letters(at=timezone.now()) == 1


def test_leaving_erases_the_address_wherever_it_stands(forum, meeting):
    wanted = follower(forum)
    news(meeting)
    tell()
    send_letters(at=timezone.now())
    news(meeting, "- 7. Later")
    tell()

    leave(wanted)

    assert not Subscription.objects.exists()
    assert list(letters().values_list("address", "text")) == [("", "")]


def test_address_that_does_not_answer_is_erased(forum):
    follow(forum, email=ADDRESS)
    now = timezone.now()

    assert forget_unconfirmed(at=now + timedelta(days=1)) == 0
    assert forget_unconfirmed(at=now + timedelta(days=3)) == 1

    assert not letters().exclude(address="").exists()
    assert not Subscription.objects.exists()


def test_address_that_answered_stays(forum):
    follower(forum)

    assert forget_unconfirmed(at=timezone.now() + timedelta(days=400)) == 0
