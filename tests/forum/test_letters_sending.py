"""Letters over SMTP, to a mail server that misbehaves: each arrives once, or is seen not to."""

from datetime import timedelta
from email.utils import getaddresses
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from forum.choices import NoticeKind, Rhythm, Role
from forum.models import NoticeChoice, OutboxMessage, RoleGrant
from forum.workflow.letters import Letter, send_letters, write_letter, write_letters
from forum.workflow.letters.sending import LEASE
from forum.workflow.letters.smtp import EmailBackend
from tests.factories import a_person, a_role
from tests.mailserver import (
    BUSY,
    FAIL,
    HANG_UP,
    LATER,
    LOSE_AND_HANG_UP,
    REFUSE,
    SILENT,
    TAKE_AND_HANG_UP,
    MailServer,
)

pytestmark = pytest.mark.django_db
NEWS = Letter(NoticeKind.AGENDA, "agenda:1", "Agenda published", "Read it.", "/borsetshire/")


@pytest.fixture
def server(settings):
    with MailServer() as running:
        over_smtp(settings, running.port)
        yield running


@pytest.fixture
def people(forum):
    return [a_person(name) for name in ("Ann One", "Ben Two", "Cat Three")]


def over_smtp(settings, port):
    settings.EMAIL_BACKEND = "forum.workflow.letters.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 0.3


def letter_to(person):
    return OutboxMessage.objects.get(person=person)


def send(*, later=timedelta()):
    return send_letters(at=timezone.now() + later)


def all_once(server, people):
    return server.addresses == sorted(person.email for person in people)


def test_each_person_gets_a_letter_of_their_own(server, forum, people, settings):
    settings.SITE_URL = "https://forum.example.org"
    write_letters(forum, people, NEWS)

    assert send() == 3

    assert all_once(server, people)
    for taken in server.taken:
        letter = taken.letter
        assert [address for _, address in getaddresses([letter["To"]])] == list(taken.recipients)
        assert (letter["Cc"], letter["Bcc"], letter["Subject"]) == (None, None, NEWS.subject)
        assert letter["Auto-Submitted"] == "auto-generated"
        assert "https://forum.example.org/borsetshire/" in letter.get_content()
    assert len({taken.message_id for taken in server.taken}) == 3


def test_letter_says_how_to_have_no_more_of_its_kind(server, forum, people):
    write_letters(forum, people[:1], NEWS)
    write_letter(forum, people[1], key="m", subject="Moved", text="x", kind=NoticeKind.MEETING)

    send()

    free, owed = (
        next(each.letter for each in server.taken if person.email in each.recipients)
        for person in people[:2]
    )
    link = urlsplit(free["List-Unsubscribe"].strip(" <>"))
    assert (link.scheme, link.path.startswith("/account/letters/")) == ("http", True)
    assert free["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert owed["List-Unsubscribe"] is None
    assert "Such letters always reach you" in owed.get_content()


def test_refused_address_stops_nobody_else(server, forum, people):
    server.always[people[0].email] = REFUSE
    write_letters(forum, people, NEWS)

    assert send() == 2

    assert all_once(server, people[1:])
    refused = letter_to(people[0])
    assert (refused.attempts, refused.given_up) == (1, False)
    assert "550 5.1.1 No such user" in refused.last_error


def test_refused_address_is_given_up_after_a_day(server, forum, people):
    server.always[people[0].email] = REFUSE
    write_letters(forum, people[:1], NEWS)

    send(later=timedelta(hours=23))
    assert not letter_to(people[0]).given_up
    send(later=timedelta(hours=25))

    assert letter_to(people[0]).given_up
    assert send(later=timedelta(days=9)) == 0


@pytest.mark.parametrize("act", [LATER, BUSY, FAIL, HANG_UP, LOSE_AND_HANG_UP, SILENT])
def test_letter_that_is_not_taken_arrives_once_later(server, forum, people, act):
    server.silence = 0.5
    server.acts[people[0].email] = [act]
    write_letters(forum, people, NEWS)

    first, then = send(), send(later=timedelta(hours=1))

    assert (first, then) == (2, 1)
    assert all_once(server, people)


def test_server_that_is_away_loses_nothing(forum, people, settings):
    with MailServer() as gone:
        port = gone.port
    over_smtp(settings, port)
    write_letters(forum, people, NEWS)

    assert send() == 0
    waiting = list(OutboxMessage.objects.values_list("attempts", "given_up"))
    with MailServer(port) as server:
        assert send(later=timedelta(hours=1)) == 3

    assert waiting == [(1, False)] * 3
    assert all_once(server, people)


def test_server_that_turns_everybody_away_loses_nothing(server, forum, people):
    server.greeting = "554 No service"
    write_letters(forum, people, NEWS)

    assert send() == 0
    assert {"The mail server answered 554 No service"} >= {letter_to(people[0]).last_error}
    server.greeting = "220 mail.example.org"

    assert send(later=timedelta(hours=1)) == 3
    assert all_once(server, people)


def test_server_away_for_five_days_is_seen(forum, people, settings):
    with MailServer() as gone:
        port = gone.port
    over_smtp(settings, port)
    write_letters(forum, people[:1], NEWS)

    send(later=timedelta(days=4, hours=23))
    assert not letter_to(people[0]).given_up
    send(later=timedelta(days=5, hours=2))

    left = letter_to(people[0])
    assert (left.given_up, left.sent) == (True, None)
    assert left.last_error.startswith("The mail server cannot be reached.")


def test_letter_taken_without_an_answer_is_offered_again_under_the_same_identity(
    server, forum, people
):
    server.acts[people[0].email] = [TAKE_AND_HANG_UP]
    write_letters(forum, people, NEWS)

    send()
    doubtful = letter_to(people[0])
    send(later=timedelta(hours=1))

    assert (doubtful.doubts, doubtful.sent) == (1, None)
    assert "may have arrived" in doubtful.last_error
    twice = [each for each in server.taken if people[0].email in each.recipients]
    assert len(twice) == 2
    assert len({each.message_id for each in twice}) == 1
    assert len(server.taken) == 4


def test_letter_never_answered_is_offered_three_times_and_then_seen(server, forum, people):
    server.always[people[0].email] = TAKE_AND_HANG_UP
    write_letters(forum, people[:1], NEWS)

    for hours in range(1, 9):
        send(later=timedelta(hours=hours))

    assert len(server.taken) == 3
    assert letter_to(people[0]).given_up


def test_letter_in_the_hands_of_another_worker_is_left(server, forum, people):
    write_letters(forum, people[:1], NEWS)
    now = timezone.now()
    OutboxMessage.objects.update(taken=now, attempts=1, next_try=now + LEASE)

    assert send() == 0
    assert send(later=LEASE + timedelta(seconds=1)) == 1
    assert letter_to(people[0]).doubts == 1


def test_letter_waits_twice_as_long_each_time_up_to_an_hour(server, forum, people):
    server.always[people[0].email] = LATER
    write_letters(forum, people[:1], NEWS)
    waits, at = [], timezone.now() + timedelta(minutes=1)

    for _ in range(8):
        send_letters(at=at)
        waits.append(letter_to(people[0]).next_try - at)
        at += waits[-1]

    assert [wait.total_seconds() / 60 for wait in waits] == [2, 4, 8, 16, 32, 60, 60, 60]


@pytest.mark.parametrize(
    "address",
    ["ann@example.org, ben@example.org", "Ann <ann@example.org>", "ann@example.org\nBcc: x@y.org"],
)
def test_what_is_no_address_is_seen_at_once_and_stops_nobody(server, forum, people, address):
    people[0].email = address

    assert write_letters(forum, people, NEWS) == 3
    assert send() == 2

    assert all_once(server, people[1:])
    left = OutboxMessage.objects.get(given_up=True)
    assert left.last_error.startswith("This is not an email address.")


def test_subject_is_one_line(server, forum, people):
    subject = "Agenda\r\nBcc: everybody@example.org\u2028\x00" + "é" * 200
    write_letter(forum, people[0], key="a", subject=subject, text="a\x00b")

    assert send() == 1

    (taken,) = server.taken
    assert taken.recipients == (people[0].email,)
    assert taken.letter["Bcc"] is None
    assert len(OutboxMessage.objects.get().subject) <= 150


def test_letter_goes_to_the_address_that_its_reader_has_by_then(server, forum, people):
    write_letters(forum, people[:1], NEWS)
    people[0].email = "corrected@example.org"
    people[0].save()

    send()

    assert server.addresses == ["corrected@example.org"]


def test_letter_to_an_account_that_was_closed_meanwhile_is_not_sent(server, forum, people):
    write_letters(forum, people, NEWS)
    people[0].is_active = False
    people[0].save()

    assert send() == 2

    assert letter_to(people[0]).last_error == "The account of this person is closed."


def test_letter_about_what_is_unpublished_goes_only_to_who_is_still_inside(server, forum):
    officer = a_role(forum, Role.OFFICER)
    letter = Letter(NoticeKind.CLEARANCE, "c:1", "To clear: a draft", "A draft.")
    write_letters(forum, [officer], letter)
    RoleGrant.objects.filter(person=officer).delete()

    assert send() == 0

    assert letter_to(officer).given_up


def test_letter_about_an_account_keeps_no_link_once_it_is_sent(server, people):
    link = "Open /account/invitation/secret/"
    write_letter(None, people[0], key="a", subject="Come in", text=link, kind=NoticeKind.ACCOUNT)

    send()

    assert "secret" in server.taken[0].letter.get_content()
    assert letter_to(people[0]).text == ""


def test_who_wants_none_of_a_kind_gets_none_and_who_wants_them_together_waits(
    server, forum, people
):
    for person, rhythm in zip(people, (Rhythm.NEVER, Rhythm.DAILY), strict=False):
        NoticeChoice.objects.create(person=person, kind=NoticeKind.AGENDA, rhythm=rhythm)

    assert write_letters(forum, people, NEWS) == 2
    assert send() == 1

    assert server.addresses == [people[2].email]


def test_one_event_writes_to_nobody_twice(forum, people):
    assert write_letters(forum, people[:2], NEWS) == 2
    assert write_letters(forum, people, NEWS) == 1


class Dying(EmailBackend):
    """The worker is killed once the server has the letter, before it can say so."""

    def send_messages(self, email_messages):
        super().send_messages(email_messages)
        raise SystemExit


def test_letter_of_a_worker_that_died_is_offered_again_under_the_same_identity(
    server, forum, people, settings
):
    write_letters(forum, people[:1], NEWS)
    settings.EMAIL_BACKEND = "tests.forum.test_letters_sending.Dying"
    with pytest.raises(SystemExit):
        send()
    settings.EMAIL_BACKEND = "forum.workflow.letters.smtp.EmailBackend"

    assert send() == 0
    assert send(later=LEASE + timedelta(seconds=1)) == 1

    assert letter_to(people[0]).doubts == 1
    assert len({each.message_id for each in server.taken}) == 1
    assert len(server.taken) == 2
