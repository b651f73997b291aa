import pytest

from forum.choices import DocumentKind
from forum.models import AuditEntry, PublishedDocument
from papers.choices import BuildState
from papers.models import PackBuild
from papers.models.packs import latest
from papers.workflow.packing import publish_supplement
from papers.workflow.publishing import publish_agenda
from tests.factories import BEFORE
from tests.packs import a_tabled_paper, published_pack, work
from tests.pdf_checks import faults, outline, page_count, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(meeting, clerk):
    """A meeting with two tabled papers."""
    return [
        a_tabled_paper(meeting, "5", "Growth fund", by=clerk),
        a_tabled_paper(meeting, "6", "High needs update", by=clerk),
    ]


def test_publishing_the_agenda_asks_for_the_pack_in_the_same_transaction(two, meeting, clerk):
    publish_agenda(meeting, by=clerk, on=BEFORE)

    build = PackBuild.objects.get()
    assert (build.state, build.edition, build.version) == (BuildState.WAITING, 1, "public")
    assert work() == 1


def test_worker_publishes_the_pack_with_its_entry(two, meeting, clerk):
    build = published_pack(meeting, clerk)

    document = PublishedDocument.objects.get(kind=DocumentKind.PACK)
    entry = AuditEntry.objects.order_by("seq").last()
    assert build.document == document
    assert build.state == BuildState.MADE
    assert entry.body["sentence"] if hasattr(entry, "body") else True
    assert faults(bytes(document.content)) == []
    assert page_count(bytes(document.content)) == build.pages
