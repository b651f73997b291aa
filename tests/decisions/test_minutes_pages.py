"""The minutes in the browser: written by the clerk, read by everybody, fixed once agreed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from decisions.choices import Method, MinutesStage
from decisions.models import Action, Minutes
from decisions.workflow.minuting import agree_minutes, begin_minutes, publish_draft, save_item
from decisions.workflow.voting import open_ballot
from forum.workflow.meetings import mark_published, open_meeting
from tests.decisions.conftest import LATER, put
from tests.factories import (
    MEETING_DAY,
    a_line,
    a_matter,
    a_paper,
    a_recommendation,
    an_item,
    an_option,
)

pytestmark = pytest.mark.django_db
QUERIES = 10
"""Once the facts of the meeting are known, which only a step changes."""


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
def published(minutes, clerk):
    save_item(minutes.items.get(), text="It was *agreed*.", version=1, by=clerk, on=MEETING_DAY)
    publish_draft(minutes, by=clerk, on=MEETING_DAY)
    return minutes


@pytest.fixture
def next_meeting(later_meeting, clerk):
    an_item(later_meeting)
    mark_published(later_meeting, by=clerk, on=MEETING_DAY, sha256="")
    return open_meeting(later_meeting, by=clerk, on=LATER)


@pytest.fixture
def agreed(published, next_meeting, clerk):
    agree_minutes(published, at_meeting=next_meeting, by=clerk, on=LATER)
    return published


def save(client, item, text, version):
    url = reverse("decisions:minute_item_save", args=[item.forum.slug, item.pk])
    return client.post(url, {"text": text, "version": version})


def test_clerk_begins_the_minutes(as_clerk, held):
    assertContains(as_clerk.get(to("minutes_detail", held)), "The minutes are not begun yet")

    page = as_clerk.post(to("minutes_detail", held), follow=True)

    assert Minutes.objects.get().items.count() == 1
    assertContains(page, "Being written")


def test_items_that_came_later_get_their_place(as_clerk, minutes, held):
    an_item(held, "5A", "Late business")
    assertContains(as_clerk.get(to("minutes_detail", held)), "Add the items that came later")

    as_clerk.post(to("minutes_detail", held))

    assert minutes.items.count() == 2


@pytest.mark.parametrize(
    "words",
    [
        "3 members were present and 2 needed",
        "Mainstream academies",
        "RESOLVED:",
        "Agree to fund four posts.",
        "For 3, against 0, abstained 0",
        "Combined budgets",
        "until 31 March 2026",
        "The record is complete",
    ],
)
def test_minutes_show_the_record_beside_each_item(as_clerk, minutes, held, words):
    assertContains(as_clerk.get(to("minutes_detail", held)), words)


def test_text_is_saved_as_typed(as_clerk, minutes):
    save(as_clerk, minutes.items.get(), "Pat asked:\r\n\r\n- why?  ", 1)

    assert minutes.items.get().text == "Pat asked:\n\n- why?  "


def test_text_saved_by_somebody_in_between_is_shown_beside_mine(as_clerk, minutes):
    item = minutes.items.get()
    save(as_clerk, item, "Theirs", 1)

    page = save(as_clerk, item, "Mine", 1)

    assertContains(page, "Mine", status_code=409)
    assertContains(page, "Theirs", status_code=409)
    assertContains(page, 'name="version" value="2"', status_code=409)
    assert minutes.items.get().text == "Theirs"


def test_text_without_its_version_cannot_be_read(as_clerk, minutes):
    assert save(as_clerk, minutes.items.get(), "Mine", "").status_code == 400


def test_page_lists_what_is_open_before_the_minutes_can_be_agreed(
    as_clerk, clerk, question, meeting, sitting
):
    Action.objects.create(
        forum=meeting.forum, meeting=meeting, reference="A1", text="Ask", set_on=MEETING_DAY
    )
    begin_minutes(meeting, by=clerk, on=MEETING_DAY)
    open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)

    page = as_clerk.get(to("minutes_detail", meeting))

    codes = {reason.code for reason in page.context["gate"].reasons}
    assert codes == {
        "ballot-left-open",
        "outcome-missing",
        "action-without-owner",
        "action-without-date",
    }
    assertContains(page, "Close the meeting first.")


def test_public_reads_the_draft_once_it_is_published(client, clerk, minutes, held):
    assert client.get(to("minutes_detail", held)).status_code == 404
    publish_draft(minutes, by=clerk, on=MEETING_DAY)

    page = client.get(to("minutes_detail", held))

    assertContains(page, "RESOLVED:")
    assertContains(page, "Draft: the forum agrees its minutes at a later meeting.")


def test_public_reads_what_was_published_and_not_what_is_being_changed(client, clerk, published):
    save_item(published.items.get(), text="Second thoughts", version=2, by=clerk, on=MEETING_DAY)

    page = client.get(to("minutes_detail", published.meeting))

    assertContains(page, "It was <em>agreed</em>.")
    assertNotContains(page, "Second thoughts")


def test_clerk_is_told_what_changed_since_the_draft(as_clerk, clerk, published):
    save_item(published.items.get(), text="Second thoughts", version=2, by=clerk, on=MEETING_DAY)

    page = as_clerk.get(to("minutes_detail", published.meeting))

    assertContains(page, "1 item changed since the draft was published")


def test_member_does_not_read_minutes_that_are_being_written(client, primary_head, minutes, held):
    client.force_login(primary_head)

    assert client.get(to("minutes_detail", held)).status_code == 404


def test_clerk_publishes_the_draft(as_clerk, minutes, held):
    page = as_clerk.post(to("minutes_publish", held), follow=True)

    minutes.refresh_from_db()
    assert minutes.stage == MinutesStage.DRAFT
    assertContains(page, "Draft minutes of 15 January 2026 (PDF)")


def test_draft_of_a_meeting_that_goes_on_is_refused(as_clerk, clerk, question, meeting):
    begin_minutes(meeting, by=clerk, on=MEETING_DAY)

    page = as_clerk.post(to("minutes_publish", meeting))

    assertContains(page, "Close the meeting first.", status_code=409)


def test_clerk_records_which_meeting_agreed_them(as_clerk, published, next_meeting):
    page = as_clerk.post(
        to("minutes_agree", published.meeting), {"at_meeting": next_meeting.pk}, follow=True
    )

    assertContains(page, "Agreed as a true record at the meeting of 12 March 2026")
    assertContains(page, "Decision log of 15 January 2026 (PDF)")
    assertNotContains(page, "<textarea")


def test_agreeing_at_a_meeting_that_was_not_opened_is_refused(as_clerk, published, later_meeting):
    page = as_clerk.post(to("minutes_agree", published.meeting), {"at_meeting": later_meeting.pk})

    published.refresh_from_db()
    assertContains(page, "has not been opened", status_code=409)
    assert published.stage == MinutesStage.DRAFT


def test_agreeing_needs_a_meeting(as_clerk, published):
    page = as_clerk.post(to("minutes_agree", published.meeting), {})

    assertContains(page, "Choose the meeting that agreed them")


def test_agreed_minutes_are_read_by_all_and_changed_by_nobody(client, as_clerk, agreed):
    page = save(as_clerk, agreed.items.get(), "Other", 2)

    assertContains(page, "agreed and fixed", status_code=409)
    client.logout()
    assertContains(client.get(to("minutes_detail", agreed.meeting)), "It was <em>agreed</em>.")


def test_chair_signs_agreed_minutes(client, chair, agreed):
    client.force_login(chair)
    assertContains(client.get(to("minutes_detail", agreed.meeting)), "Sign the minutes")

    page = client.post(to("minutes_sign", agreed.meeting), follow=True)

    assertContains(page, "signed by the chair on")
    agreed.refresh_from_db()
    assert agreed.signed_by == chair


def test_clerk_waits_for_the_signature(as_clerk, agreed):
    page = as_clerk.get(to("minutes_detail", agreed.meeting))

    assertContains(page, "They wait for the signature of the chair.")
    assert as_clerk.post(to("minutes_sign", agreed.meeting)).status_code == 403


CHANGES = ["minutes_publish", "minutes_agree"]


@pytest.mark.parametrize("name", CHANGES)
def test_only_the_clerk_works_on_the_minutes(client, officer, stranger, minutes, name):
    client.force_login(officer)
    assert client.post(to(name, minutes.meeting)).status_code == 403

    client.force_login(stranger)
    assert client.post(to(name, minutes.meeting)).status_code == 404


def test_officer_reads_and_does_not_write(client, officer, minutes):
    client.force_login(officer)

    page = client.get(to("minutes_detail", minutes.meeting))

    assertNotContains(page, "<textarea")
    assert client.post(to("minutes_detail", minutes.meeting)).status_code == 403
    assert save(client, minutes.items.get(), "Mine", 1).status_code == 403


@pytest.mark.parametrize(("name", "status"), [("minutes_publish", 405), ("minutes_sign", 403)])
def test_reading_changes_nothing(as_clerk, minutes, name, status):
    """Who may not sign is told so before anything about methods."""
    assert as_clerk.get(to(name, minutes.meeting)).status_code == status


def test_minutes_take_as_many_queries_for_three_questions_as_for_one(
    as_clerk, question, sitting, django_assert_num_queries
):
    meeting, forum = question.placement.meeting, question.forum
    sitting.carry(question)
    begin_minutes(meeting, by=sitting.clerk, on=MEETING_DAY)
    with CaptureQueriesContext(connection) as first:
        as_clerk.get(to("minutes_detail", meeting))
    with django_assert_num_queries(QUERIES):
        as_clerk.get(to("minutes_detail", meeting))

    for number in ("6", "7"):
        paper = a_paper(a_matter(forum, f"Matter {number}"), an_item(meeting, number))
        another = a_recommendation(paper, seeks_resources=True, amount=89604)
        an_option(another, a_line(forum, f"Line {number}"))
        sitting.carry(put(another, meeting, sitting.clerk))
    begin_minutes(meeting, by=sitting.clerk, on=MEETING_DAY)

    with django_assert_num_queries(len(first)):
        as_clerk.get(to("minutes_detail", meeting))
    with django_assert_num_queries(QUERIES):
        page = as_clerk.get(to("minutes_detail", meeting))
    assert page.content.decode().count("RESOLVED:") == 3
