"""Minutes drafted from the record, their clock, and what is published of them."""

import pytest
import time_machine
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from decisions.models import Minutes
from decisions.workflow.minuting import agree_minutes, begin_minutes, publish_draft, save_item
from forum.choices import Presence
from forum.workflow.meetings import close_meeting, mark_published, open_meeting
from tests.decisions.conftest import LATER
from tests.factories import MEETING_DAY, an_item, is_present

pytestmark = pytest.mark.django_db


def to(name, meeting):
    return reverse(f"decisions:{name}", args=[meeting.forum.slug, meeting.pk])


@pytest.fixture
def held(sitting, question, meeting):
    """The meeting, over, with everything decided."""
    sitting.carry(question)
    return sitting.end(meeting)


@pytest.fixture
def minutes(held, clerk):
    return begin_minutes(held, by=clerk, on=MEETING_DAY)


@pytest.fixture
def agreed(minutes, later_meeting, clerk):
    publish_draft(minutes, by=clerk, on=MEETING_DAY)
    an_item(later_meeting)
    mark_published(later_meeting, by=clerk, on=MEETING_DAY, sha256="")
    open_meeting(later_meeting, by=clerk, on=LATER)
    agree_minutes(minutes, at_meeting=later_meeting, by=clerk, on=LATER)
    return minutes


def test_minutes_begun_after_the_meeting_say_what_the_record_says(as_clerk, held):
    an_item(held, "1", "Apologies", kind="apologies")

    as_clerk.post(to("minutes_detail", held))

    said = Minutes.objects.get().items.get(agenda_item__number="1").text
    assert said == "There were no apologies.\n\nThe meeting was quorate."


def test_clerk_drafts_the_items_that_are_empty(as_clerk, clerk, minutes, held):
    an_item(held, "2", "Interests", kind="interests")
    begin_minutes(held, by=clerk, on=MEETING_DAY)
    assertContains(as_clerk.get(to("minutes_detail", held)), "2 items say nothing yet.")

    page = as_clerk.post(to("minutes_draft", held), follow=True)

    assertContains(page, "Drafted from the record: 2.")
    assertContains(page, "No interests were declared.")
    assertContains(as_clerk.post(to("minutes_draft", held), follow=True), "says nothing about")


def test_clock_of_the_draft_runs_until_it_is_published(as_clerk, clerk, minutes, held):
    with time_machine.travel("2026-01-20 12:00Z"):
        assertContains(as_clerk.get(to("minutes_detail", held)), "due by 22 January 2026, in 2")
    with time_machine.travel("2026-01-24 12:00Z"):
        page = as_clerk.get(to("minutes_detail", held))
        assertContains(page, "was due by 22 January 2026, 2 days ago.")
        assertContains(page, "Overdue")

    publish_draft(minutes, by=clerk, on=MEETING_DAY)

    assertContains(as_clerk.get(to("minutes_detail", held)), "done on 15 January 2026")


def test_text_typed_and_not_saved_is_put_back(as_clerk, minutes, held):
    item = minutes.items.get()
    url = reverse("decisions:typed_save", args=[held.forum.slug, item.pk, "minute"])
    as_clerk.post(url, {"text": "Half a sent", "version": 1})

    page = as_clerk.get(to("minutes_detail", held))

    assertContains(page, "Half a sent")
    assertContains(page, "not in the minutes yet")
    assert minutes.items.get().text == ""


def test_text_typed_before_somebody_else_saved_meets_theirs(as_clerk, clerk, minutes, held):
    item = minutes.items.get()
    url = reverse("decisions:typed_save", args=[held.forum.slug, item.pk, "minute"])
    as_clerk.post(url, {"text": "Half a sent", "version": 1})
    save_item(item, text="Theirs", version=1, by=clerk, on=MEETING_DAY)

    page = as_clerk.get(to("minutes_detail", held))

    assertContains(page, 'name="version" value="1"')
    again = reverse("decisions:minute_item_save", args=[held.forum.slug, item.pk])
    stale = as_clerk.post(again, {"text": "Half a sentence", "version": 1})
    assertContains(stale, "Theirs", status_code=409)


def test_published_minutes_say_what_they_said_whoever_is_renamed(client, agreed, primary_head):
    primary_head.name = "Somebody Else"
    primary_head.save()

    page = client.get(to("minutes_detail", agreed.meeting))

    assertContains(page, "Pat Primary")
    assertNotContains(page, "Somebody Else")


def test_meeting_that_was_never_quorate_leaves_briefing_notes(
    as_clerk, clerk, client, members, meeting, question
):
    for member in members[1:]:
        is_present(meeting, member, Presence.ABSENT)
    close_meeting(meeting, open_ballots=0, by=clerk, on=MEETING_DAY)
    minutes = begin_minutes(meeting, by=clerk, on=MEETING_DAY)

    document = publish_draft(minutes, by=clerk, on=MEETING_DAY)

    assert document.title == "Draft briefing notes of 15 January 2026"
    client.logout()
    page = client.get(to("minutes_detail", meeting))
    assertContains(page, "Briefing notes of 15 January 2026")
    assertContains(page, "The forum was not quorate, so it decided nothing.")
