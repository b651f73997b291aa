import pytest
from django.utils import timezone

from papers.models import PackBuild, PackOpening
from tests.factories import BEFORE
from tests.guarded import a_document, tabled
from tests.raw import change, remove, try_both

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    """A pack that was published."""
    asked = tabled()
    return PackBuild.objects.create(
        forum=asked.forum,
        meeting=asked.meeting,
        version="public",
        edition=1,
        state="made",
        holds={"next": 12},
        pages=11,
        asked_at=timezone.now(),
        asked_by=asked.clerk,
        asked_on=BEFORE,
        next_try=timezone.now(),
        document=a_document(asked, "pack"),
    )


@pytest.mark.parametrize(
    ("column", "value"), [("holds", "{}"), ("pages", 12), ("edition", 2), ("state", "waiting")]
)
def test_published_pack_stays_as_it_was(published, column, value):
    more = {"document_id": None} if column == "state" else {}

    try_both(lambda: change(published, **{column: value}, **more), "published_stays")


def test_published_pack_is_not_taken_away(published):
    try_both(lambda: remove(published), "published_is_kept")


def test_that_a_pack_was_opened_stays_on_record(published):
    opening = PackOpening.objects.create(
        forum=published.forum,
        document=published.document,
        opened_at=timezone.now(),
        opened_by=published.asked_by,
    )

    try_both(lambda: change(opening, opened_at=timezone.now()), "add_only")
    try_both(lambda: remove(opening), "add_only")


def test_build_that_is_not_published_yet_may_still_change(published):
    draft = PackBuild.objects.create(
        forum=published.forum,
        meeting=published.meeting,
        version="public",
        edition=2,
        asked_at=timezone.now(),
        asked_by=published.asked_by,
        asked_on=BEFORE,
        next_try=timezone.now(),
    )

    assert change(draft, pieces_done=1) == 1
    assert remove(draft) == 1
