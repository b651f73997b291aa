import pytest
from django.utils import timezone

from papers.models import PaperComment
from tests.guarded import drafted
from tests.raw import change, remove, try_both

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def draft():
    return drafted()


@pytest.fixture
def comment(draft):
    return PaperComment.objects.create(
        forum=draft.forum,
        paper=draft.paper,
        version=1,
        block="b1",
        text="Which source?",
        made_at=NOW,
        made_by=draft.clerk,
    )


@pytest.mark.parametrize("column", ["text", "block", "about", "post"])
def test_comment_stays_as_it_was_made(comment, column):
    try_both(lambda: change(comment, **{column: "Other"}), "stays_as_made")


def test_comment_is_kept(comment):
    try_both(lambda: remove(comment), "is_kept")


def test_comment_is_resolved_once(comment, draft):
    resolved = {"resolved_at": NOW, "resolved_by_id": draft.clerk.pk}

    assert change(comment, **resolved) == 1

    reopened = {"resolved_at": None, "resolved_by_id": None}
    try_both(lambda: change(comment, **reopened), "resolved_once")
