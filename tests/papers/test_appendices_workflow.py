"""Attaching what stands behind a paper."""

import io

import docx
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from forum.choices import FileKind, Role
from forum.files import checked
from forum.models import AuditEntry, StoredFile
from forum.rules.ruling import Refused
from forum.workflow.files import store_file
from papers.models import Appendix, Paper
from papers.models.attached import file_shown, shown_appendices
from papers.workflow.appendices import Uploads, add_appendix, change_appendix, remove_appendix
from tests.factories import MEETING_DAY, a_role
from tests.files.bad_pictures import a_picture
from tests.files.pdf_files import a_pdf
from tests.files.zips import a_workbook, saved
from tests.guarded import tabled

pytestmark = pytest.mark.django_db
RATES = [["Factor", "Rate", "Total"], ["AWPU", "£5.00", "£1,050"], ["FSM6", "£1.20", "£84"]]


def an_appendix(paper, officer, upload=None, public=None, **more) -> Appendix:
    values = {"letter": "A", "title": "Rates", "summary": "What each school pays."} | more
    new = Appendix(forum=paper.forum, paper=paper, **values)
    return add_appendix(new, Uploads(upload, public), by=officer, on=MEETING_DAY)


def test_a_workbook_is_attached_and_shown_as_a_table_with_headers(paper, officer):
    workbook = checked("rates.xlsx", a_workbook(*RATES, sheet="2026-27"))

    appendix = an_appendix(paper, officer, workbook)

    (table,) = shown_appendices(paper, is_public=True)[0].blocks
    assert table.caption == "2026-27"
    assert (table.header_rows, table.header_columns) == (1, 1)
    assert table.rows == tuple(map(tuple, RATES))
    assert appendix.file.sha256
    assert AuditEntry.objects.last().sentence == f"{paper.title}: Appendix A added"


def test_a_word_file_is_shown_with_its_headings_tables_and_pictures(paper, officer):
    document = docx.Document()
    document.add_heading("Job profile", 1)
    document.add_paragraph("Works with families.")
    table = document.add_table(rows=2, cols=2)
    for at, words in enumerate(["Grade", "Hours", "8", "37"]):
        table.cell(at // 2, at % 2).text = words
    document.add_picture(io.BytesIO(a_picture()))

    an_appendix(paper, officer, checked("profile.docx", saved(document)))

    kinds = [each.kind for each in shown_appendices(paper, is_public=True)[0].blocks]
    assert kinds == ["heading", "paragraph", "table", "figure"]


def test_a_csv_file_is_shown_too_and_a_pdf_is_handed_out_with_a_warning(paper, officer):
    an_appendix(paper, officer, checked("a.csv", b"School,Amount\nAmbridge,5"), title="Schools")
    an_appendix(paper, officer, checked("map.pdf", a_pdf()), letter="B", title="Map")

    schools, chart = shown_appendices(paper, is_public=True)

    assert schools.blocks[0].rows == (("School", "Amount"), ("Ambridge", "5"))
    assert chart.blocks == ()
    assert "may not be accessible" in chart.warning


def test_a_picture_needs_words_for_what_it_shows(paper, officer):
    picture = checked("map.png", a_picture())

    with pytest.raises(Refused) as refused:
        an_appendix(paper, officer, picture)

    assert refused.value.ruling.codes == {"appendix-without-alt"}
    assert not StoredFile.objects.exists()
    an_appendix(paper, officer, picture, alt="Schools by district")
    assert shown_appendices(paper, is_public=True)[0].blocks[0].alt == "Schools by district"


def test_an_exempt_appendix_needs_a_reason_an_approver_and_a_summary_for_the_public(
    paper, officer
):
    with pytest.raises(Refused) as refused:
        an_appendix(paper, officer, summary="[[Names a child]]", is_exempt=True)

    assert refused.value.ruling.codes == {
        "exempt-without-approval",
        "exempt-without-public-summary",
    }


def test_the_public_is_given_the_public_version_of_an_exempt_appendix_or_nothing(paper, officer):
    full = checked("full.csv", b"Child,Amount\nCANARY,5")
    less = checked("less.csv", b"Child,Amount\nA child,5")
    exempt = {
        "is_exempt": True,
        "exempt_reason": "Names a child",
        "exempt_approved_by_post": "Monitoring Officer",
    }
    appendix = an_appendix(paper, officer, full, **exempt)
    assert file_shown(appendix, is_public=True) is None
    assert shown_appendices(paper, is_public=True)[0].blocks == ()

    change_appendix(appendix, Uploads(public_file=less), by=officer, on=MEETING_DAY)

    (seen,) = shown_appendices(Paper.objects.get(pk=paper.pk), is_public=True)
    assert seen.file.name == "less.csv"
    assert "CANARY" not in str(seen.blocks)
    assert "CANARY" in str(shown_appendices(paper, is_public=False)[0].blocks)


def test_what_is_no_longer_exempt_keeps_no_second_version(paper, officer):
    less = checked("less.csv", b"a,b\n1,2")
    exempt = {"is_exempt": True, "exempt_reason": "x", "exempt_approved_by_post": "y"}
    appendix = an_appendix(paper, officer, less, less, **exempt)

    appendix.is_exempt = False
    change_appendix(appendix, Uploads(), by=officer, on=MEETING_DAY)

    assert appendix.public_file is None
    assert appendix.exempt_reason == ""


def test_a_file_that_holds_withheld_words_is_not_handed_to_the_public(paper, officer):
    appendix = an_appendix(paper, officer, checked("a.csv", b"Name,Sum\n[[CANARY]],5"))

    assert file_shown(appendix, is_public=True) is None
    assert file_shown(appendix, is_public=False) == appendix.file
    assert "CANARY" not in str(shown_appendices(paper, is_public=True))


def test_the_title_of_an_appendix_can_withhold_nothing(paper, officer):
    with pytest.raises(Refused) as refused:
        an_appendix(paper, officer, title="About [[CANARY]]")

    assert refused.value.ruling.codes == {"appendix-title-withheld"}
    paper.title = "About [[CANARY]]"
    with pytest.raises(ValidationError, match="public everywhere"):
        paper.keep()


def test_a_letter_in_another_place_and_a_removal_leave_entries(paper, officer):
    appendix = an_appendix(paper, officer)
    appendix.letter = "C"
    change_appendix(appendix, Uploads(), by=officer, on=MEETING_DAY)
    remove_appendix(appendix, by=officer, on=MEETING_DAY)

    sentences = AuditEntry.objects.order_by("seq").values_list("sentence", flat=True)
    assert [each.rpartition(": ")[2] for each in sentences] == [
        "Appendix A added",
        "Appendix C changed",
        "Appendix C removed",
    ]
    assert not paper.appendices.exists()


def test_the_appendices_of_a_tabled_paper_are_fixed(db):
    asked = tabled()
    officer = a_role(asked.forum, Role.OFFICER)

    with pytest.raises(Refused) as refused:
        an_appendix(asked.paper, officer)

    assert refused.value.ruling.codes == {"appendices-fixed"}


def test_only_those_who_draft_attach(paper, auditor, primary_head):
    for somebody in (auditor, primary_head):
        with pytest.raises(PermissionDenied):
            an_appendix(paper, somebody)


def test_a_file_is_stored_once_it_is_checked_and_leaves_an_entry_without_its_name(forum, officer):
    upload = SimpleUploadedFile("Gemma Smith.csv", b"a,b\n1,2")

    stored = store_file(forum, upload, wanted=[FileKind.CSV], by=officer, on=MEETING_DAY)

    entry = AuditEntry.objects.last()
    assert stored.content_type == "text/csv; charset=utf-8"
    assert entry.sentence == "CSV file of 7 bytes stored"
    assert stored.sha256 in entry.body
    assert "Gemma" not in entry.body


def test_a_bad_file_is_refused_and_nothing_is_stored(forum, officer):
    upload = SimpleUploadedFile("a.pdf", b"<html>")

    with pytest.raises(Refused) as refused:
        store_file(forum, upload, by=officer)

    assert refused.value.ruling.codes == {"file-unfit"}
    assert not StoredFile.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_member_stores_no_file(forum, primary_head):
    with pytest.raises(PermissionDenied):
        store_file(forum, checked("a.csv", b"a,b"), by=primary_head)
