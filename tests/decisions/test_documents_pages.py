"""What was published, served as it was stored."""

import hashlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from decisions.workflow.minuting import begin_minutes, publish_draft
from forum.models import PublishedDocument
from tests.factories import MEETING_DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def minutes(sitting, question, meeting, clerk):
    sitting.carry(question)
    sitting.end(meeting)
    return begin_minutes(meeting, by=clerk, on=MEETING_DAY)


@pytest.fixture
def document(minutes, clerk):
    return publish_draft(minutes, by=clerk, on=MEETING_DAY)


def to(document):
    return reverse("decisions:document", args=[document.forum.slug, document.pk])


def of(name, minutes):
    return reverse(f"decisions:{name}", args=[minutes.forum.slug, minutes.meeting_id])


def test_everybody_gets_the_stored_bytes(client, document):
    page = client.get(to(document))

    assert hashlib.sha256(page.content).hexdigest() == document.sha256
    assert page["Content-Type"] == "application/pdf"
    assert page["Content-Disposition"] == (
        'inline; filename="draft-minutes-of-15-january-2026.pdf"'
    )
    assert page["ETag"] == f'"{document.sha256}"'
    assert page["Cache-Control"] == "public, max-age=31536000, immutable"
    assert page["X-Content-Type-Options"] == "nosniff"


def test_who_has_the_bytes_is_not_sent_them_again(client, document):
    page = client.get(to(document), headers={"If-None-Match": f'"{document.sha256}"'})

    assert (page.status_code, page.content) == (304, b"")


def test_altered_bytes_are_never_served(client, document, caplog):
    altered = PublishedDocument(
        **{
            field.attname: getattr(document, field.attname)
            for field in PublishedDocument._meta.fields
            if field.name not in {"id", "content", "edition"}
        },
        content=b"%PDF-1.7 altered",
        edition=9,
    )
    altered.save(force_insert=True)

    page = client.get(to(altered))

    assertContains(page, "This document cannot be served", status_code=500)
    assert "altered" not in page.headers.get("Cache-Control", "")
    assert str(altered.pk) in caplog.text


def test_document_of_another_forum_does_not_exist(client, stranger, document):
    there = reverse("decisions:document", args=["felpersham", document.pk])

    assert client.get(there).status_code == 404
    assert client.post(to(document)).status_code == 405


def test_clerk_previews_what_is_not_published(as_clerk, minutes):
    page = as_clerk.get(of("minutes_pdf", minutes))

    assert page.content.startswith(b"%PDF")
    assert page["Cache-Control"] == "private, no-store"
    assert not PublishedDocument.objects.exists()


def test_public_is_led_to_the_draft_as_it_was_published(client, minutes, document):
    assertRedirects(
        client.get(of("minutes_pdf", minutes)), to(document), fetch_redirect_response=False
    )


def test_preview_is_for_those_at_work(client, primary_head, minutes):
    assert client.get(of("minutes_pdf", minutes)).status_code == 404
    client.force_login(primary_head)
    assert client.get(of("meeting_log_pdf", minutes)).status_code == 404


def test_minutes_that_are_not_begun_have_no_document(as_clerk, meeting):
    url = reverse("decisions:minutes_pdf", args=[meeting.forum.slug, meeting.pk])

    assert as_clerk.get(url).status_code == 404


def test_log_of_a_meeting_is_previewed_before_it_is_published(as_clerk, minutes):
    assert as_clerk.get(of("meeting_log_pdf", minutes)).content.startswith(b"%PDF")


def test_bytes_are_not_read_for_a_list_of_documents(as_clerk, minutes, document):
    with CaptureQueriesContext(connection) as seen:
        as_clerk.get(of("minutes_detail", minutes))

    assert not [each for each in seen if '"forum_publisheddocument"."content"' in each["sql"]]
