"""The forecast in the browser, as a document, and the letters that one press makes of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from forum.choices import Answer, ForumEvent, Group, NoticeKind, Phase
from forum.models import AuditEntry, OutboxMessage
from papers.choices import WHOLE_FORUM
from papers.models import Question
from tests.decisions.forecasts import agenda_out, answers, permanent_substitute, tabled
from tests.factories import a_chair, a_member, a_recommendation, a_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(meeting, clerk):
    return agenda_out(meeting, clerk)


@pytest.fixture
def red(published, secondary_head):
    """A question to secondary members, whose only one sends apologies."""
    a_school(published.forum, Phase.SECONDARY)
    answers(published, secondary_head, Answer.APOLOGIES)
    return tabled(published, groups=[Group.MAINTAINED_SECONDARY], votes_separately=True)


def to(name, record):
    return reverse(f"decisions:{name}", args=[record.forum.slug, record.pk])


def test_clerk_reads_in_words_what_cannot_be_decided(as_clerk, published, red):
    page = as_clerk.get(to("meeting_forecast", published))

    assertContains(page, "1 question cannot be decided as things stand.")
    assertContains(page, "Red: cannot be decided as things stand")
    assertContains(page, "No eligible voter of this group is expected: 1 with apologies.")
    assertContains(page, to("forecast_letters", red))


def test_chair_and_officer_read_the_forecast_and_write_no_letters(
    client, published, red, officer, secondary_head
):
    a_chair(published.forum, secondary_head)
    for person in (officer, secondary_head):
        client.force_login(person)
        page = client.get(to("meeting_forecast", published))
        assertNotContains(page, to("forecast_letters", red))
        assert client.get(to("forecast_letters", red)).status_code == 403
        assert client.get(to("forecast_pdf", published)).status_code == 200


def test_forecast_is_not_for_members_or_strangers(client, published, primary_head, stranger):
    address = to("meeting_forecast", published)
    codes = [client.get(address).status_code]
    for person in (primary_head, stranger):
        client.force_login(person)
        codes.append(client.get(address).status_code)

    assert codes == [302, 403, 404]


def test_forecast_is_read_and_never_posted(as_clerk, published):
    assert as_clerk.post(to("meeting_forecast", published)).status_code == 405


def test_empty_agenda_says_what_to_do(as_clerk, published):
    page = as_clerk.get(to("meeting_forecast", published))

    assertContains(page, "Nothing is put to a vote yet.")
    assertContains(page, "The agenda has no items yet")


def test_forecast_takes_the_same_queries_for_three_questions(as_clerk, published, primary_head):
    tabled(published)
    with CaptureQueriesContext(connection) as one:
        as_clerk.get(to("meeting_forecast", published))
    for number in "67":
        tabled(published, number)

    with CaptureQueriesContext(connection) as three:
        as_clerk.get(to("meeting_forecast", published))

    assert len(three) == len(one)


# Letters


def letters():
    return OutboxMessage.objects.filter(kind=NoticeKind.COMING)


def test_letters_are_shown_before_they_go(as_clerk, published, red, secondary_head):
    permanent_substitute(secondary_head, published.forum)

    page = as_clerk.get(to("forecast_letters", red))

    assertContains(page, "Put 1 letter in the outbox")
    assertContains(page, "You are the substitute for Sam Secondary")
    assertContains(page, "Maintained secondary schools")
    assert not letters().exists()


def test_letters_go_to_substitutes_and_to_who_has_not_answered(
    as_clerk, published, red, secondary_head
):
    substitute = permanent_substitute(secondary_head, published.forum)
    silent = a_member(published.forum, Group.MAINTAINED_SECONDARY, name="Sil Silent")
    a_member(published.forum, Group.MAINTAINED_PRIMARY, name="Other Group")

    page = as_clerk.post(to("forecast_letters", red))

    assertRedirects(page, to("meeting_forecast", published))
    sent = {message.address: message.text for message in letters()}
    assert sent.keys() == {substitute.email, silent.email}
    assert "You have not said yet whether you are coming" in sent[silent.email]


def test_member_who_is_away_without_a_substitute_is_asked_for_one(as_clerk, red, secondary_head):
    as_clerk.post(to("forecast_letters", red))

    (message,) = letters()
    assert message.address == secondary_head.email
    assert "no substitute is named in your place" in message.text


def test_letters_leave_a_sentence_that_names_seats_and_no_person(
    as_clerk, published, red, secondary_head
):
    permanent_substitute(secondary_head, published.forum)

    as_clerk.post(to("forecast_letters", red))

    entry = AuditEntry.objects.get(event=ForumEvent.LETTERS_SENT)
    seat = secondary_head.appointments.get().seat.name
    assert entry.sentence == (
        "1 letter put in the outbox about Recommendation 1, Maintained secondary schools: "
        f"no vote was expected from {seat}"
    )
    assert entry.about == published.pk


def test_nobody_gets_the_same_letter_twice(as_clerk, published, red, secondary_head):
    permanent_substitute(secondary_head, published.forum)
    as_clerk.post(to("forecast_letters", red))

    page = as_clerk.post(to("forecast_letters", red))

    assertContains(page, "nobody gets a letter twice", status_code=409)
    assertContains(as_clerk.get(to("forecast_letters", red)), "In the outbox")
    assert letters().count() == 1


def test_without_an_address_the_letters_are_refused(as_clerk, red, secondary_head):
    secondary_head.is_active = False
    secondary_head.save()

    page = as_clerk.post(to("forecast_letters", red))

    assertContains(page, "None of them has an email address here", status_code=409)
    assert not AuditEntry.objects.filter(event=ForumEvent.LETTERS_SENT).exists()


def test_stranger_learns_nothing_of_the_letters(client, red, stranger):
    client.force_login(stranger)

    assert client.get(to("forecast_letters", red)).status_code == 404
    assert client.post(to("forecast_letters", red)).status_code == 404


def test_question_of_a_paper_that_is_not_tabled_is_not_there(as_clerk, meeting, paper):
    placement = a_recommendation(paper).placements.get()
    made_up = Question.objects.create(forum=meeting.forum, placement=placement, group=WHOLE_FORUM)

    assert as_clerk.get(to("forecast_letters", made_up)).status_code == 404
    assert as_clerk.post(to("forecast_letters", made_up)).status_code == 404


# What needs a person


def test_clerk_is_told_at_home_what_the_next_meeting_cannot_decide(as_clerk, published, red):
    published.held_on = timezone.localdate() + timedelta(days=5)
    published.save()

    assertContains(as_clerk.get(reverse("home")), to("meeting_forecast", published))


def test_member_is_asked_whether_they_come_until_they_answer(client, published, primary_head):
    published.held_on = timezone.localdate() + timedelta(days=5)
    published.save()
    client.force_login(primary_head)
    assertContains(client.get(reverse("home")), "say whether you are coming")

    answers(published, primary_head, Answer.APOLOGIES)

    assertNotContains(client.get(reverse("home")), "say whether you are coming")
