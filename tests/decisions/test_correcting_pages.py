"""Correcting minutes, adding notes and leaving parts out, in the browser."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from decisions.models import Correction, PostMinuteNote
from decisions.workflow.minute_items import exempt_item
from decisions.workflow.minuting import agree_minutes, begin_minutes, publish_draft, save_item
from forum.choices import DocumentKind
from forum.models import PublishedDocument
from forum.workflow.meetings import mark_published, open_meeting
from tests.decisions.conftest import LATER
from tests.factories import MEETING_DAY, an_item

pytestmark = pytest.mark.django_db
SECRET = "Ash Lane owes it."


def to(name, meeting):
    return reverse(f"decisions:{name}", args=[meeting.forum.slug, meeting.pk])


@pytest.fixture
def minutes(sitting, question, meeting, clerk):
    sitting.carry(question)
    return begin_minutes(sitting.end(meeting), by=clerk, on=MEETING_DAY)


@pytest.fixture
def later(later_meeting, clerk):
    an_item(later_meeting)
    mark_published(later_meeting, by=clerk, on=MEETING_DAY, sha256="")
    return open_meeting(later_meeting, by=clerk, on=LATER)


@pytest.fixture
def agreed(minutes, later, clerk):
    publish_draft(minutes, by=clerk, on=MEETING_DAY)
    agree_minutes(minutes, at_meeting=later, by=clerk, on=LATER)
    return minutes


@pytest.fixture
def secret(minutes, clerk):
    """What the minutes say about their only item is exempt."""
    item = minutes.items.get()
    save_item(item, text=SECRET, version=1, by=clerk, on=MEETING_DAY)
    return exempt_item(item, reason="Names a school.", by=clerk, on=MEETING_DAY)


def sent(later, about="whole", **more):
    said = {"kind": "words", "was": "Early Years", "reads": "Early Help", "reason": "A slip."}
    return {"about": about, "made_at_meeting": later.pk, **said, **more}


# Corrections


def test_correction_stands_beside_the_decision_in_minutes_and_on_its_page(
    as_clerk, client, agreed, later, question
):
    outcome = question.outcome

    page = as_clerk.post(
        to("minutes_correct", agreed.meeting),
        sent(later, f"outcome:{outcome.pk}", amount_was="89,604", amount_reads="89,640"),
        follow=True,
    )

    said = "£89,604 should read £89,640"
    assertContains(page, "1 correction since")
    assertContains(page, said)
    assertContains(page, "the award and what is left on its budget line stay as recorded")
    client.logout()
    for url in (outcome.get_absolute_url(), to("minutes_detail", agreed.meeting)):
        assertContains(client.get(url), said)
    assertContains(client.get(to("meeting_log", agreed.meeting)), said)
    assert PublishedDocument.objects.filter(kind=DocumentKind.DECISION_LOG).count() == 2


def test_correction_of_an_item_stands_beside_it(as_clerk, agreed, later, meeting):
    about = f"item:{meeting.items.get().pk}"

    page = as_clerk.post(to("minutes_correct", meeting), sent(later, about), follow=True)

    assertContains(page, "“Early Years” should read “Early Help”.")
    assertContains(page, "Corrected at the meeting of 12 March 2026")


def test_tenfold_amount_is_asked_about_and_recorded_on_a_second_yes(as_clerk, agreed, later):
    url = to("minutes_correct", agreed.meeting)
    change = sent(later, was="about £450", reads="about £4,500")

    page = as_clerk.post(url, change)

    assertContains(page, "£450 becomes £4,500, 10 times as much", status_code=409)
    assert not Correction.objects.exists()
    asked = page.context["form"].data["asked"]
    as_clerk.post(url, {**change, "confirmed": "on", "asked": asked})
    assert Correction.objects.get().asked_twice


def test_yes_to_one_change_is_no_yes_to_another(as_clerk, agreed, later):
    url = to("minutes_correct", agreed.meeting)
    asked = as_clerk.post(url, sent(later, was="£450", reads="£4,500")).context["form"]

    another = sent(later, was="£450", reads="£45,000", confirmed="on", asked=asked.data["asked"])
    page = as_clerk.post(url, another)

    assertContains(page, "100 times as much", status_code=409)
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"about": ""}, "Choose what is corrected"),
        ({"was": ""}, "Enter the words that the agreed minutes have"),
        ({"made_at_meeting": ""}, "Choose the meeting that made the correction"),
        ({"amount_was": "5"}, "Enter both amounts, or neither"),
        ({"about": "outcome:1"}, "Choose one of the options in the list"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(as_clerk, agreed, later, change, said):
    page = as_clerk.post(to("minutes_correct", agreed.meeting), sent(later) | change)

    assertContains(page, said)
    assert not Correction.objects.exists()


def test_what_the_rules_refuse_is_said_beside_its_field(as_clerk, agreed, later):
    page = as_clerk.post(to("minutes_correct", agreed.meeting), sent(later, reads="Early  Years"))

    assertContains(page, "The words are the same as before", status_code=409)
    assertContains(page, "A slip.", status_code=409)


def test_draft_is_changed_and_not_corrected(as_clerk, minutes, later):
    page = as_clerk.post(to("minutes_correct", minutes.meeting), sent(later))

    assertContains(page, "These minutes are not agreed yet", status_code=409)


def test_minutes_page_asks_the_database_as_often_for_three_corrections_as_for_one(
    as_clerk, agreed, later, django_assert_num_queries
):
    url = to("minutes_correct", agreed.meeting)
    as_clerk.post(url, sent(later), follow=True)
    with django_assert_num_queries(10):
        as_clerk.get(to("minutes_detail", agreed.meeting))

    for words in ("Early Start", "Family Help"):
        as_clerk.post(url, sent(later, reads=words), follow=True)
    with django_assert_num_queries(10):
        page = as_clerk.get(to("minutes_detail", agreed.meeting))
    assertContains(page, "3 corrections since")


# Notes


def test_note_stands_under_its_item_for_everybody(as_clerk, client, agreed, meeting):
    item = meeting.items.get()
    assertContains(as_clerk.get(to("minutes_note", meeting)), "Add a post-minute note")

    as_clerk.post(to("minutes_note", meeting), {"item": item.pk, "text": "The outturn was £5."})

    assert PostMinuteNote.objects.get().agenda_item == item
    client.logout()
    assertContains(client.get(to("minutes_detail", meeting)), "The outturn was £5.")


def test_note_says_something(as_clerk, agreed):
    page = as_clerk.post(to("minutes_note", agreed.meeting), {"text": ""})

    assertContains(page, "Enter what was found out since")
    assert not PostMinuteNote.objects.exists()


# What is exempt


def test_clerk_makes_an_item_exempt_and_public_again(as_clerk, minutes):
    item = minutes.items.get()
    url = reverse("decisions:minute_item_exempt", args=[item.forum.slug, item.pk])
    assertContains(as_clerk.post(url, {"reason": ""}), "Say why this part is exempt")

    as_clerk.post(url, {"reason": "Names a school."})
    item.refresh_from_db()
    assert (item.is_exempt, item.exempt_reason) == (True, "Names a school.")

    as_clerk.post(url.replace("exempt/", "public/"))
    item.refresh_from_db()
    assert (item.is_exempt, item.exempt_reason) == (False, "")


def test_public_reads_why_a_part_is_left_out_and_members_read_the_part(
    client, primary_head, secret, clerk
):
    meeting = secret.minutes.meeting
    publish_draft(secret.minutes, by=clerk, on=MEETING_DAY)

    page = client.get(to("minutes_detail", meeting))
    assertContains(page, "Names a school.")
    assertContains(page, "RESOLVED:")
    assertNotContains(page, SECRET)
    assertNotContains(page, "full version")

    client.force_login(primary_head)
    page = client.get(to("minutes_detail", meeting))
    assertContains(page, SECRET)
    assertContains(page, "Draft minutes of 15 January 2026 (full version) (PDF)")
    assert client.get(to("minutes_full", meeting)).status_code == 200


def test_full_version_is_for_members_and_those_who_work_here(client, stranger, secret, clerk):
    meeting = secret.minutes.meeting
    publish_draft(secret.minutes, by=clerk, on=MEETING_DAY)
    full = PublishedDocument.objects.get(period="full")

    assert client.get(to("minutes_full", meeting)).status_code == 302
    public = reverse("decisions:document", args=[meeting.forum.slug, full.pk])
    assert client.get(public).status_code == 404
    client.force_login(stranger)
    assert client.get(to("minutes_full", meeting)).status_code == 404


def test_meeting_lists_the_public_version(client, secret, clerk):
    meeting = secret.minutes.meeting
    document = publish_draft(secret.minutes, by=clerk, on=MEETING_DAY)

    page = client.get(meeting.get_absolute_url())

    assertContains(page, reverse("decisions:document", args=[meeting.forum.slug, document.pk]))
    assertNotContains(page, "full version")


def test_no_full_version_where_nothing_is_exempt(as_clerk, agreed):
    assert as_clerk.get(to("minutes_full", agreed.meeting)).status_code == 404


# Who, and how


@pytest.mark.parametrize("name", ["minutes_correct", "minutes_note", "minutes_draft"])
def test_only_the_clerk_adds_to_minutes(client, officer, stranger, agreed, name):
    client.force_login(officer)
    assert client.post(to(name, agreed.meeting)).status_code == 403

    client.force_login(stranger)
    assert client.post(to(name, agreed.meeting)).status_code == 404


@pytest.mark.parametrize("name", ["minute_item_exempt", "minute_item_public"])
def test_only_the_clerk_says_what_is_exempt(client, officer, stranger, minutes, name):
    item = minutes.items.get()
    url = reverse(f"decisions:{name}", args=[item.forum.slug, item.pk])
    client.force_login(officer)
    assert client.post(url).status_code == 403

    client.force_login(stranger)
    assert client.post(url).status_code == 404


def test_reading_drafts_and_publishes_nothing(as_clerk, minutes):
    item = minutes.items.get()

    assert as_clerk.get(to("minutes_draft", minutes.meeting)).status_code == 405
    public = reverse("decisions:minute_item_public", args=[item.forum.slug, item.pk])
    assert as_clerk.get(public).status_code == 405
