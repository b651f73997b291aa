"""What is typed is kept as it is typed, put back, and forgotten once it is sent."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from pytest_django.asserts import assertContains

from decisions.choices import Method, VoteCast
from decisions.models import Action, MinuteItem, TypedSoFar
from decisions.workflow.minuting import begin_minutes
from decisions.workflow.typing import forget_typed, save_typed
from decisions.workflow.voting import open_ballot
from forum.models import AuditEntry
from tests.factories import MEETING_DAY

pytestmark = pytest.mark.django_db

FETCH = {"X-Requested-With": "fetch"}


def typed(record, form):
    return reverse("decisions:typed_save", args=[record.forum.slug, record.pk, form])


def to(name, record):
    return reverse(f"decisions:{name}", args=[record.forum.slug, record.pk])


@pytest.fixture
def minute(question, meeting, clerk):
    begin_minutes(meeting, by=clerk, on=MEETING_DAY)
    return MinuteItem.objects.get()


def test_counts_are_kept_as_typed_and_put_back_without_a_word(as_clerk, clerk, question, meeting):
    ballot = open_ballot(question, Method.SHOW_OF_HANDS, by=clerk, on=MEETING_DAY)

    answer = as_clerk.post(typed(ballot, "close"), {"votes_for": "1x", "csrfmiddlewaretoken": "y"})

    assert answer.status_code == 204
    assert TypedSoFar.objects.get().typed == {"votes_for": ["1x"]}
    page = as_clerk.get(to("meeting_run", meeting))
    assertContains(page, 'value="1x"')
    assertContains(page, "Typed and kept at")
    assert b"govuk-error-message" not in page.content


def test_outcome_with_its_awards_is_put_back(as_clerk, question, sitting, meeting):
    sitting.vote(question, *[VoteCast.FOR] * 3, letter="A")
    sent = {
        "result": "carried",
        "comments": "A member asked about next year.",
        "award-TOTAL_FORMS": "2",
        "award-INITIAL_FORMS": "0",
        "award-1-amount": "44,802",
    }

    as_clerk.post(typed(question, "outcome"), sent)

    page = as_clerk.get(to("meeting_run", meeting))
    assertContains(page, "A member asked about next year.")
    assertContains(page, 'name="award-1-amount" value="44,802"')


def test_what_postgresql_cannot_keep_is_left_out(as_clerk, meeting):
    as_clerk.post(typed(meeting, "action"), {"text": "Re\0port", "\0": "x"})

    assert TypedSoFar.objects.get().typed == {"text": ["Report"]}


def test_minute_without_its_text_falls_back_on_the_minutes(as_clerk, minute, meeting):
    as_clerk.post(typed(minute, "minute"), {"other": "x"})

    assert as_clerk.get(to("meeting_run", meeting)).status_code == 200


def test_typing_again_keeps_the_last_only(as_clerk, meeting):
    for text in ("Re", "Report", "Report back"):
        as_clerk.post(typed(meeting, "action"), {"text": text})

    assert TypedSoFar.objects.get().typed == {"text": ["Report back"]}


def test_typing_leaves_nothing_on_the_trail(as_clerk, meeting):
    as_clerk.post(typed(meeting, "action"), {"text": "Report"})

    assert not AuditEntry.objects.exists()


def test_form_that_is_emptied_is_forgotten(as_clerk, meeting):
    as_clerk.post(typed(meeting, "action"), {"text": "Report"})

    as_clerk.post(typed(meeting, "action"), {})

    assert not TypedSoFar.objects.exists()


def test_action_is_forgotten_once_it_is_set(as_clerk, clerk, question, meeting):
    sent = {
        "text": "Report back",
        "owner": clerk.pk,
        "due_on_day": "1",
        "due_on_month": "9",
        "due_on_year": "2026",
    }
    as_clerk.post(typed(meeting, "action"), sent)

    as_clerk.post(to("action_add", meeting), sent)

    assert Action.objects.get().text == "Report back"
    assert not TypedSoFar.objects.exists()


def test_action_that_is_refused_stays_typed(as_clerk, question, meeting):
    as_clerk.post(typed(meeting, "action"), {"text": "Report back"})

    as_clerk.post(to("action_add", meeting), {"text": "Report back"})

    assert TypedSoFar.objects.get().typed == {"text": ["Report back"]}


# The minute


def test_minute_typed_and_not_saved_comes_back_with_its_version(as_clerk, minute, meeting):
    as_clerk.post(typed(minute, "minute"), {"text": "The Forum heard", "version": "1"})

    page = as_clerk.get(to("meeting_run", meeting))

    assertContains(page, "The Forum heard")
    assertContains(page, "not in the minutes yet")
    minute.refresh_from_db()
    assert minute.text == ""


def test_minute_is_saved_without_leaving_the_screen(as_clerk, minute):
    as_clerk.post(typed(minute, "minute"), {"text": "The Forum heard", "version": "1"})

    answer = as_clerk.post(
        to("minute_item_save", minute), {"text": "The Forum heard.", "version": "1"}, headers=FETCH
    )

    minute.refresh_from_db()
    assert (answer.status_code, minute.text, minute.version) == (204, "The Forum heard.", 2)
    assert not TypedSoFar.objects.exists()


def test_minute_saved_by_somebody_else_shows_both_texts(as_clerk, minute):
    save = to("minute_item_save", minute)
    as_clerk.post(save, {"text": "Theirs.", "version": "1"})

    page = as_clerk.post(save, {"text": "Mine.", "version": "1"})

    assertContains(page, "Mine.", status_code=409)
    assertContains(page, "Theirs.", status_code=409)


# Who may


def test_there_is_no_such_form(as_clerk, meeting, question):
    assert as_clerk.post(typed(meeting, "poem"), {"a": "b"}).status_code == 404
    assert as_clerk.post(typed(question, "action"), {"a": "b"}).status_code == 404
    assert not TypedSoFar.objects.exists()


def test_nothing_is_typed_in_another_forum(client, stranger, meeting):
    client.force_login(stranger)
    own = stranger.role_grants.get().forum.slug

    assert client.post(typed(meeting, "action"), {"a": "b"}).status_code == 404
    elsewhere = reverse("decisions:typed_save", args=[own, meeting.pk, "action"])
    assert client.post(elsewhere, {"a": "b"}).status_code == 404


def test_typing_is_for_the_clerk(client, chair, meeting):
    client.force_login(chair)

    assert client.post(typed(meeting, "action"), {"a": "b"}).status_code == 403


def test_typing_asks_who_you_are(client, meeting):
    assert client.post(typed(meeting, "action"))["Location"].startswith("/account/sign-in/")


def test_reading_keeps_nothing(as_clerk, meeting):
    assert as_clerk.get(typed(meeting, "action")).status_code == 405


def test_steps_are_the_clerks(forum, meeting, officer):
    with pytest.raises(PermissionDenied):
        save_typed(forum, meeting.pk, "action", {"text": ["x"]}, by=officer)
    with pytest.raises(PermissionDenied):
        forget_typed(forum, meeting.pk, "action", by=officer)

    assert not TypedSoFar.objects.exists()
