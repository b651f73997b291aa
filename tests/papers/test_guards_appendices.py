"""What the database itself holds about appendices and stored files."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from forum.models import StoredFile
from papers.models import Appendix
from tests.guarded import drafted, table
from tests.raw import change, copy, remove, try_both

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return drafted()


@pytest.fixture
def appendix(draft):
    return Appendix.objects.create(
        forum=draft.forum, paper=draft.paper, letter="A", title="Rates", summary="What is paid."
    )


@pytest.fixture
def stored(draft):
    return StoredFile.objects.create(
        forum=draft.forum,
        name="a.csv",
        kind="csv",
        content_type="text/csv",
        size=3,
        sha256="0" * 64,
        content=b"a,b",
        stored_at=timezone.now(),
        stored_by=draft.clerk,
    )


def tabled(draft):
    table(draft.placement, draft.clerk)
    table(draft.paper, draft.clerk)


@pytest.mark.parametrize(
    "write",
    [
        lambda appendix: copy(appendix, position=2),
        lambda appendix: change(appendix, summary="Another"),
        lambda appendix: change(appendix, tables="[1]"),
        lambda appendix: change(appendix, is_exempt=True, exempt_reason="x"),
        remove,
    ],
    ids=["one is added", "its summary", "its tables", "what the public sees", "it is taken off"],
)
def test_the_appendices_of_a_tabled_paper_stay_as_they_are(draft, appendix, write):
    appendix.exempt_approved_by_post = "Director"
    appendix.save()
    tabled(draft)

    try_both(lambda: write(appendix), "tabled_is_fixed")


def test_the_appendices_of_a_draft_may_change(appendix):
    change(appendix, summary="Another")
    remove(appendix)

    assert not Appendix.objects.exists()


@pytest.mark.parametrize(
    "write",
    [
        lambda stored: change(stored, content=b"x"),
        lambda stored: change(stored, name="b.csv"),
        remove,
    ],
    ids=["its bytes", "its name", "it goes"],
)
def test_a_stored_file_is_never_rewritten(stored, write):
    try_both(lambda: write(stored))


@pytest.mark.parametrize(
    "wrong",
    [
        {"is_exempt": True, "exempt_reason": "", "exempt_approved_by_post": "Director"},
        {"is_exempt": True, "exempt_reason": "x", "exempt_approved_by_post": ""},
        {"title": "About [[somebody]]"},
    ],
    ids=["no reason", "no approver", "a title that withholds"],
)
def test_an_appendix_that_could_not_be_published_is_not_kept(appendix, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        change(appendix, **wrong)


def test_only_an_exempt_appendix_has_a_public_version(appendix, stored):
    with pytest.raises(IntegrityError), transaction.atomic():
        change(appendix, public_file_id=stored.pk)
