"""Actions in the browser: set by the clerk, followed by their owner."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from decisions.models import Action
from decisions.workflow.following_up import set_action
from tests.decisions.conftest import LATER
from tests.factories import MEETING_DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def add(meeting):
    return reverse("decisions:action_add", args=[meeting.forum.slug, meeting.pk])


@pytest.fixture
def action(meeting, officer, clerk):
    action = Action(
        forum=meeting.forum,
        meeting=meeting,
        text="Report the impact.",
        owner=officer,
        due_on=LATER,
        set_on=MEETING_DAY,
    )
    return set_action(action, by=clerk, on=MEETING_DAY)


def to(action):
    return reverse("decisions:action_detail", args=[action.forum.slug, action.pk])


def day(name, when):
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}


def test_clerk_sets_an_action_under_an_item(as_clerk, question, officer, later_meeting, add):
    item = question.placement.agenda_item
    assertContains(as_clerk.get(f"{add}?item=5"), "selected>5. Early help")

    as_clerk.post(
        add,
        {
            "text": "Report the impact.",
            "owner": officer.pk,
            "due_meeting": later_meeting.pk,
            "agenda_item": item.pk,
        },
    )

    action = Action.objects.get()
    assert (action.owner, action.due_meeting, action.agenda_item) == (officer, later_meeting, item)
    assert action.matter == question.placement.recommendation.matter


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": " "}, "Enter what is to be done"),
        ({"owner": ""}, "Choose the one person who does it"),
        ({"owner": "everybody"}, "Choose one of the options in the list"),
        ({"due_on_day": ""}, "must include a day"),
        ({"due_on_day": "", "due_on_month": "", "due_on_year": ""},
         "Enter the day it is due, or choose a meeting"),
    ],
)  # fmt: skip
def test_action_without_words_owner_or_day_is_not_set(as_clerk, officer, add, typed, sentence):
    sent = {"text": "Report the impact.", "owner": officer.pk, **day("due_on", LATER)}

    page = as_clerk.post(add, sent | typed)

    assertContains(page, sentence)
    assert not Action.objects.exists()


def test_stranger_is_not_offered_as_an_owner(as_clerk, stranger, add):
    assertNotContains(as_clerk.get(add), "Stan Stranger")


def test_only_the_clerk_sets_an_action(client, officer, stranger, add):
    client.force_login(officer)
    assert client.post(add).status_code == 403

    client.force_login(stranger)
    assert client.post(add).status_code == 404


def test_owner_notes_progress_on_the_day_it_was_made(client, officer, action):
    client.force_login(officer)

    page = client.post(
        to(action),
        {"note": "yes", "progress": "Half is in.", **day("noted_on", date(2026, 2, 2))},
        follow=True,
    )

    assertContains(page, "Half is in.")
    assertContains(page, "2 February 2026")


def test_owner_closes_the_action_with_its_evidence(client, officer, action):
    client.force_login(officer)

    page = client.post(
        to(action),
        {"close": "yes", "evidence": "Report of 12 March.", **day("closed_on", LATER)},
        follow=True,
    )

    assertContains(page, "12 March 2026: Report of 12 March.")
    assertNotContains(page, "<textarea")


def test_closing_before_the_action_was_set_is_refused_and_kept(as_clerk, action):
    sent = {"close": "yes", "evidence": "It is done", **day("closed_on", date(2025, 1, 1))}

    page = as_clerk.post(to(action), sent)

    action.refresh_from_db()
    assertContains(page, "it cannot be closed before that", status_code=409)
    assertContains(page, "It is done", status_code=409)
    assert action.is_open


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"note": "yes"}, "Enter how it goes"),
        ({"close": "yes"}, "Say what shows that it is done"),
    ],
)
def test_empty_words_are_not_kept(as_clerk, action, sent, sentence):
    assertContains(as_clerk.post(to(action), sent), sentence)


def test_others_inside_read_and_do_not_write(client, finance, action):
    client.force_login(finance)

    assertNotContains(client.get(to(action)), "<textarea")
    assert client.post(to(action), {"note": "yes"}).status_code == 403


def test_action_is_for_those_inside_until_the_minutes_are_published(client, stranger, action):
    assert client.get(to(action)).status_code == 404
    client.force_login(stranger)
    assert client.get(to(action)).status_code == 404


def test_setting_leads_back_to_the_meeting(as_clerk, officer, meeting, add):
    sent = {"text": "Report.", "owner": officer.pk, **day("due_on", LATER)}

    run = reverse("decisions:meeting_run", args=[meeting.forum.slug, meeting.pk])
    assertRedirects(as_clerk.post(add, sent), run)
