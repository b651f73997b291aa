import pytest
from django.core.exceptions import PermissionDenied

from forum.audit.checks import trail_checks
from forum.choices import DocumentKind
from forum.models import AuditEntry, OutboxMessage, PublishedDocument
from forum.rules.ruling import Refused
from papers.choices import BuildState, PaperEvent
from papers.models import PackBuild, Piece
from papers.models.packs import latest
from papers.workflow.packing import ask_for_pack, publish_supplement
from papers.workflow.publishing import publish_agenda
from tests.factories import BEFORE
from tests.packs import a_drafted_paper, a_tabled_paper, published_pack, put, work
from tests.pdf_checks import faults, page_count, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(meeting, clerk):
    """A meeting with two tabled papers."""
    return [
        a_tabled_paper(meeting, "5", "Growth fund", by=clerk),
        a_tabled_paper(meeting, "6", "High needs update", by=clerk),
    ]


def bytes_of(build):
    return bytes(build.document.content)


def test_publishing_the_agenda_asks_for_the_pack_in_the_same_transaction(two, meeting, clerk):
    publish_agenda(meeting, by=clerk, on=BEFORE)

    build = PackBuild.objects.get()
    assert (build.state, build.edition, build.version) == (BuildState.WAITING, 1, "public")
    assert work() == 1


def test_worker_publishes_the_pack_with_its_entry(two, meeting, clerk, forum):
    build = published_pack(meeting, clerk)

    document = PublishedDocument.objects.get(kind=DocumentKind.PACK)
    entry = AuditEntry.objects.order_by("seq").last()
    assert (build.document, build.state) == (document, BuildState.MADE)
    assert entry.event == PaperEvent.PACK_PUBLISHED
    assert entry.sentence == (
        "Pack, edition 1, for the meeting of 15 January 2026, public version: published, "
        f"{build.pages} pages"
    )
    assert f"Audit trail {document.trail_seq} ·" in text(bytes_of(build), 2)
    assert [check.problems for check in trail_checks(forum) if check.problems] == []


def test_pack_is_one_accessible_document_with_one_numbering(two, meeting, clerk):
    build = published_pack(meeting, clerk)

    assert faults(bytes_of(build)) == []
    assert page_count(bytes_of(build)) == build.pages
    for page in range(1, build.pages + 1):
        assert f"Page {page} of {build.pages}" in text(bytes_of(build), page)


def test_job_done_twice_makes_one_document(two, meeting, clerk):
    build = published_pack(meeting, clerk)
    ask_again = PackBuild.objects.get()

    ask_again.refresh_from_db()
    work()

    assert PublishedDocument.objects.filter(kind=DocumentKind.PACK).count() == 1
    assert build.attempts == 1


def test_supplement_holds_only_what_is_new_and_the_pack_holds_all(two, meeting, clerk):
    first = published_pack(meeting, clerk)
    a_tabled_paper(meeting, "7A", "Late paper", by=clerk)

    publish_supplement(meeting, by=clerk, on=BEFORE)
    work()

    newest = latest(meeting)
    supplement = PackBuild.objects.get(supplement=1)
    alone, whole = text(bytes_of(supplement)), text(bytes_of(newest))
    assert faults(bytes_of(supplement)) == faults(bytes_of(newest)) == []
    assert (newest.edition, supplement.edition) == (2, 2)
    assert "Late paper" in alone
    assert "Growth fund" not in alone
    assert "Late paper" in whole
    assert "Growth fund" in whole
    assert f"Page {first.pages + 1} of {newest.pages}" in text(bytes_of(supplement), 1)


def test_page_keeps_its_number_in_a_later_edition(two, meeting, clerk):
    first = published_pack(meeting, clerk)
    a_tabled_paper(meeting, "7A", "Late paper", by=clerk)

    publish_supplement(meeting, by=clerk, on=BEFORE)
    work()

    newest = latest(meeting)
    for page in range(2, first.pages + 1):
        before, now = (text(bytes_of(build), page) for build in (first, newest))
        above_the_foot = [said.rpartition("Audit trail")[0].split() for said in (before, now)]
        assert above_the_foot[0] == above_the_foot[1]
        assert f"Page {page} of {newest.pages}" in now


def test_members_are_told_of_a_supplement_once(two, meeting, clerk, primary_head):
    published_pack(meeting, clerk)
    a_tabled_paper(meeting, "7A", "Late paper", by=clerk)

    publish_supplement(meeting, by=clerk, on=BEFORE)
    work()

    letters = OutboxMessage.objects.filter(subject__startswith="Supplement S1 published")
    assert [letter.address for letter in letters] == [primary_head.email]


def test_supplement_without_anything_new_is_refused(two, meeting, clerk):
    published_pack(meeting, clerk)

    with pytest.raises(Refused) as refused:
        publish_supplement(meeting, by=clerk, on=BEFORE)

    assert refused.value.ruling.codes == {"nothing-new"}
    assert PackBuild.objects.count() == 1


def test_only_the_clerk_asks_for_packs(two, meeting, officer):
    with pytest.raises(PermissionDenied):
        ask_for_pack(meeting, by=officer, on=BEFORE)
    with pytest.raises(PermissionDenied):
        publish_supplement(meeting, by=officer, on=BEFORE)

    assert PackBuild.objects.count() == 0


def test_draft_pack_is_kept_and_not_published(two, meeting, clerk):
    a_drafted_paper(meeting, "8", "Not tabled yet", by=clerk)

    ask_for_pack(meeting, by=clerk, on=BEFORE)
    work()

    build = PackBuild.objects.get()
    assert (build.state, build.is_draft, build.document) == (BuildState.MADE, True, None)
    assert "Draft pack: not published" in text(bytes(build.content), 1)
    assert "Not tabled yet" in text(bytes(build.content))
    assert PublishedDocument.objects.count() == 0


def test_changed_paper_costs_that_paper_and_the_first_pages(two, meeting, clerk):
    ask_for_pack(meeting, by=clerk, on=BEFORE)
    work()
    kept = set(Piece.objects.values_list("sha256", flat=True))
    paper = a_drafted_paper(meeting, "8", "New paper", by=clerk)

    ask_for_pack(meeting, by=clerk, on=BEFORE)
    work()
    added = Piece.objects.exclude(sha256__in=kept)

    # The paper, the agenda that names it, and the first pages.
    assert added.count() == 3
    put(paper, clerk)
