"""Making a pack: by one worker at a time, again after a failure, in two versions."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from forum import pdf
from forum.choices import DocumentKind
from forum.models import PublishedDocument
from forum.workflow.jobs import Later, is_asked_for
from papers.choices import BuildState
from papers.models import PackBuild
from papers.models.packs import latest
from papers.workflow.making import (
    JOB,
    LEASE,
    MOST_ATTEMPTS,
    NEVER_FINISHED,
    ask_for_the_forgotten,
    make_pack,
)
from papers.workflow.publishing import publish_agenda
from tests.factories import BEFORE
from tests.packs import a_tabled_paper, published_pack, work
from tests.pdf_checks import read_out, text

pytestmark = pytest.mark.django_db
SECRET = "Canary and Sons"
EXEMPT = f"## 1 Prices\n\n1.1 The contractor [[{SECRET}]] asks £9.\n"


@pytest.fixture
def waiting(meeting, clerk):
    """A pack that nobody has begun to make."""
    a_tabled_paper(meeting, "5", "Growth fund", by=clerk)
    publish_agenda(meeting, by=clerk, on=BEFORE)
    return PackBuild.objects.get()


@pytest.fixture
def both(meeting, clerk):
    """A published pack in two versions."""
    a_tabled_paper(meeting, "5", "Contract", EXEMPT, by=clerk)
    a_tabled_paper(meeting, "6", "Scheme", by=clerk)
    published_pack(meeting, clerk)
    return latest(meeting), latest(meeting, "full")


def whole_of(content, tmp_path):
    """Every byte of the document, unpacked: its streams, its strings, its names."""
    path = tmp_path / "pack.pdf"
    with pikepdf.open(io.BytesIO(content)) as file:
        file.save(
            path,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return path.read_bytes()


def test_nobody_else_makes_a_pack_that_is_being_made(waiting):
    waiting.state, waiting.attempts = BuildState.RUNNING, 1
    waiting.next_try = timezone.now() + LEASE
    waiting.save()

    with pytest.raises(Later):
        make_pack(waiting.pk)

    assert PublishedDocument.objects.filter(kind=DocumentKind.PACK).count() == 0


def test_pack_of_a_dead_worker_is_finished_by_another(waiting):
    waiting.state, waiting.attempts = BuildState.RUNNING, 1
    waiting.next_try = timezone.now() - timedelta(seconds=1)
    waiting.save()

    make_pack(waiting.pk)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts) == (BuildState.MADE, 2)


def test_pack_that_is_made_is_not_made_again(waiting):
    make_pack(waiting.pk)
    make_pack(waiting.pk)

    assert PublishedDocument.objects.filter(kind=DocumentKind.PACK).count() == 1


def test_pack_begun_again_and_again_is_given_up(waiting):
    waiting.state, waiting.attempts = BuildState.RUNNING, MOST_ATTEMPTS
    waiting.save()

    make_pack(waiting.pk)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.failure) == (BuildState.FAILED, NEVER_FINISHED)


def test_part_that_cannot_be_printed_is_named_and_not_tried_again(waiting, monkeypatch):
    monkeypatch.setattr(pdf, "SECONDS", 0)  # of work that one document may take

    work()

    waiting.refresh_from_db()
    assert waiting.state == BuildState.FAILED
    assert waiting.failure.startswith("Agenda: This document is too long or too complicated")
    assert work() == 0


def test_pack_that_is_in_no_queue_is_asked_for_again(waiting):
    assert ask_for_the_forgotten(at=timezone.now()) == 0
    DBTaskResult.objects.all().delete()

    assert ask_for_the_forgotten(at=timezone.now()) == 1
    assert is_asked_for(JOB, str(waiting.pk))


def test_public_version_holds_no_byte_of_what_is_exempt(both, tmp_path):
    public, full = (bytes(build.document.content) for build in both)

    assert SECRET not in text(public)
    assert SECRET in text(full)
    assert b"Canary" not in whole_of(public, tmp_path)
    assert b"Canary" in whole_of(full, tmp_path) or SECRET in read_out(full)


def test_both_versions_have_the_same_numbers(both):
    public, full = (
        {leaf["name"]: leaf["number"] for leaf in each.holds["leaves"]} for each in both
    )

    assert public == full
    assert both[0].pages == both[1].pages
