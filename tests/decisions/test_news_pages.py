"""Following a forum: feeds, the map for search engines, and the page that says how."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from forum import audit
from forum.choices import DocumentKind
from forum.models import Meeting, PublishedDocument
from forum.models.document import FULL
from forum.workflow.meetings import cancel_meeting, mark_published
from papers.models import Matter, Paper
from tests.factories import BEFORE, a_forum, a_meeting, a_member, an_item
from tests.middlesbrough import a_held_meeting, middlesbrough, publish_draft
from tests.record import decisions

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def story(forum):
    return middlesbrough(forum)


@pytest.fixture
def published(forum, clerk):
    meeting = a_meeting(forum, place="County Hall")
    an_item(meeting)
    mark_published(meeting, by=clerk, on=BEFORE, sha256="")
    return meeting


def read_xml(content):
    return ET.fromstring(content)  # noqa: S314 - what this site wrote itself


def a_document(meeting, clerk, kind, **more):
    values = {"title": "It", "content": b"", "sha256": "", "trail_seq": 1, "trail_hash": ""}
    values |= {"published_by": clerk, "published_at": timezone.now(), "published_on": BEFORE}
    return PublishedDocument.objects.create(
        forum=meeting.forum, about=meeting.pk, kind=kind, **(values | more)
    )


def feed(client, forum, name):
    """The entries of a feed, each by its tags."""
    answer = client.get(reverse("decisions:feed", args=[forum.slug, name]))
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    entries = read_xml(answer.content).findall(f"{ATOM}entry")
    return [
        {part.tag.removeprefix(ATOM): part.text or part.get("href") for part in entry}
        for entry in entries
    ]


def on_the_map(client, place):
    return {each.text for each in read_xml(client.get(place).content).iter(f"{MAP}loc")}


# Feeds


def test_feed_of_agendas_tells_of_what_is_published(client, forum, published):
    a_meeting(forum, date(2026, 3, 12))

    (entry,) = feed(client, forum, "agendas")

    assert entry["title"] == "Agenda: Ordinary meeting of 15 January 2026"
    assert entry["summary"] == "County Hall"
    assert entry["id"] == f"urn:uuid:{published.pk}"
    assert entry["link"] == settings.SITE_URL + published.get_absolute_url()


def test_feed_of_agendas_tells_that_a_meeting_is_cancelled(client, forum, published, clerk):
    cancel_meeting(published, reason="Snow", by=clerk, on=BEFORE)

    (entry,) = feed(client, forum, "agendas")

    assert entry["title"] == "Cancelled: Ordinary meeting of 15 January 2026"
    assert entry["summary"] == "Snow"


def test_feed_of_minutes_tells_of_drafts_and_agreed_ones(client, forum, published, clerk):
    for kind in (DocumentKind.DRAFT_MINUTES, DocumentKind.MINUTES, DocumentKind.PACK):
        a_document(published, clerk, kind)
    a_document(published, clerk, DocumentKind.MINUTES, period=FULL)

    entries = feed(client, forum, "minutes")

    assert [each["title"] for each in entries] == ["Agreed minutes: It", "Draft minutes: It"]
    minutes = reverse("decisions:minutes_detail", args=[forum.slug, published.pk])
    assert {each["link"] for each in entries} == {settings.SITE_URL + minutes}


def test_feed_of_decisions_has_the_result_first_and_the_source(client, story):
    entries = feed(client, story.forum, "decisions")

    assert {each["id"] for each in entries} == {
        f"urn:uuid:{each.pk}" for each in (story.agreed, story.settled)
    }
    settled = next(each for each in entries if str(story.settled.pk) in each["id"])
    label = story.settled.question.placement.recommendation.label
    assert settled["title"].startswith("Carried: ")
    assert f", recommendation {label}, " in settled["title"]
    agreed = next(each for each in entries if str(story.agreed.pk) in each["id"])
    assert "£" in agreed["summary"]


def test_decision_is_in_no_feed_until_its_minutes_are_published(client, forum, clerk, officer):
    a_member(forum)
    held = a_held_meeting(forum, clerk, date(2026, 1, 15))
    (outcome,) = decisions(held, 1, clerk=clerk, officer=officer)
    before = feed(client, forum, "decisions")

    publish_draft(held, clerk)
    audit.record("tried", "Published.", forum=forum, by=clerk, on=BEFORE)

    assert before == []
    assert [each["id"] for each in feed(client, forum, "decisions")] == [f"urn:uuid:{outcome.pk}"]


def test_words_of_a_feed_are_text_and_never_markup(client, forum, published):
    Meeting.objects.filter(pk=published.pk).update(place="<b>Hall</b>\x0b & more")

    (entry,) = feed(client, forum, "agendas")

    assert entry["summary"] == "&lt;b&gt;Hall&lt;/b&gt; &amp; more"


def test_empty_feed_is_as_old_as_its_forum(client, db):
    forum = a_forum("felpersham")
    place = reverse("decisions:feed", args=[forum.slug, "decisions"])

    updated = read_xml(client.get(place).content).findtext(f"{ATOM}updated")

    assert updated.startswith(f"{forum.recorded_at:%Y-%m-%dT%H:%M:%S}")


def test_feed_that_does_not_exist_is_not_found(client, forum):
    assert client.get(reverse("decisions:feed", args=[forum.slug, "votes"])).status_code == 404
    assert client.get(reverse("decisions:feed", args=["nowhere", "minutes"])).status_code == 404


def test_reader_that_has_the_feed_is_told_so(client, forum, published):
    place = reverse("decisions:feed", args=[forum.slug, "agendas"])
    etag = client.get(place)["ETag"]

    again = client.get(place, headers={"if-none-match": etag})

    assert again.status_code == 304


@pytest.mark.parametrize(("name", "most"), [("agendas", 4), ("minutes", 4), ("decisions", 8)])
def test_feed_takes_a_fixed_number_of_queries(
    client, story, name, most, django_assert_max_num_queries
):
    with django_assert_max_num_queries(most):
        feed(client, story.forum, name)


# The page and the map


def test_page_says_how_to_follow_a_forum(client, forum):
    page = client.get(reverse("decisions:follow", args=[forum.slug])).content.decode()

    assert f"{settings.SITE_URL}/borsetshire/meetings.ics" in page
    for name in ("agendas", "minutes", "decisions"):
        assert reverse("decisions:feed", args=[forum.slug, name]) in page


def test_map_of_the_site_leads_to_the_map_of_each_forum(client, forum, stranger):
    assert on_the_map(client, "/sitemap.xml") == {
        f"{settings.SITE_URL}/borsetshire/sitemap.xml",
        f"{settings.SITE_URL}/felpersham/sitemap.xml",
    }


def test_every_address_on_the_map_is_there_for_everybody(client, story):
    places = on_the_map(client, reverse("decisions:forum_sitemap", args=[story.forum.slug]))

    paths = [each.removeprefix(settings.SITE_URL) for each in places]
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
    assert settings.SITE_URL + story.agreed.get_absolute_url() in places


def test_drafts_are_not_on_the_map(client, forum, paper, meeting):
    places = on_the_map(client, reverse("decisions:forum_sitemap", args=[forum.slug]))

    for draft in (paper, meeting, Matter.objects.get()):
        assert settings.SITE_URL + draft.get_absolute_url() not in places
    assert Paper.objects.exists()
