"""Attaching on a page: the file is checked beside its field, and all else that was typed stays."""

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forum.choices import Role
from forum.files import checked
from forum.workflow.files import store_file
from papers.models import Appendix
from papers.models.facts import paper_facts
from papers.rules.tabling import may_table
from tests.asking import address
from tests.factories import MEETING_DAY, a_matter, a_paper, a_role, a_text
from tests.files.bad_pictures import a_picture
from tests.files.pdf_files import a_pdf
from tests.files.zips import a_workbook, saved
from tests.guarded import tabled

pytestmark = pytest.mark.django_db
TYPED = {"letter": "A", "title": "Rates of 2026-27", "summary": "Each school pays £5 a pupil."}


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer)
    return client


def upload(content=None, name="rates.xlsx"):
    return SimpleUploadedFile(name, content if content is not None else a_workbook())


def words(answer):
    return " ".join(answer.content.decode().split())


def add(paper):
    return address("papers:appendix_add", paper.forum, paper)


def an_appendix(paper, letter="A", **more):
    values = {"title": f"Rates {letter}", "summary": "What is paid.", "letter": letter} | more
    return Appendix.objects.create(forum=paper.forum, paper=paper, **values)


def test_officer_attaches_a_workbook_and_the_page_shows_it_as_a_table(as_officer, paper):
    answer = as_officer.post(add(paper), TYPED | {"upload": upload()}, follow=True)

    assert "“Appendix A: Rates of 2026-27” is attached." in words(answer)
    shown = words(as_officer.get(paper.get_absolute_url()))
    assert '<th scope="col" class="govuk-table__header">School</th>' in shown
    assert "Each school pays £5 a pupil." in shown
    assert "rates.xlsx (Excel workbook, " in shown


def test_a_bad_file_is_refused_beside_its_field_and_what_was_typed_stays(as_officer, paper):
    answer = as_officer.post(add(paper), TYPED | {"upload": upload(b"MZ", "rates.xlsx")})

    shown = words(answer)
    assert answer.status_code == 200
    assert "The file is not an Excel workbook" in shown
    assert 'id="id_upload_error"' in shown
    assert 'value="Rates of 2026-27"' in shown
    assert "Each school pays £5 a pupil.</textarea>" in shown
    assert not Appendix.objects.exists()


def test_a_file_that_is_too_large_is_named_as_such(as_officer, paper, monkeypatch):
    monkeypatch.setattr("forum.files.LARGEST", 1000)

    answer = as_officer.post(add(paper), TYPED | {"upload": upload(b"x" * 2000, "a.pdf")})

    assert "“a.pdf” is larger than" in words(answer)


def test_a_summary_is_required_and_a_picture_needs_words(as_officer, paper):
    sent = {"title": "Map", "upload": upload(a_picture(), "map.png")}

    shown = words(as_officer.post(add(paper), sent))

    assert "Say in a few sentences what the appendix shows" in shown
    assert "Say in words what the picture shows" in shown


def test_what_is_exempt_needs_its_reason_and_who_approved_it(as_officer, paper):
    shown = words(as_officer.post(add(paper), TYPED | {"is_exempt": "on"}))

    assert "Say why it is exempt" in shown
    assert "Enter the post of who approved that" in shown


def test_hidden_sheets_are_kept_and_whoever_adds_the_file_is_told(as_officer, paper):
    book = checked("a.xlsx", a_workbook())
    assert book.remarks == ()
    made = openpyxl.Workbook()
    made.create_sheet("Salaries").sheet_state = "hidden"
    made.active.append(["School"])
    from_excel = saved(made)

    answer = as_officer.post(add(paper), TYPED | {"upload": upload(from_excel)}, follow=True)

    assert "the hidden sheets “Salaries” go out with the file" in words(answer)


def test_a_pdf_is_linked_with_a_warning_and_handed_out_so_that_no_browser_runs_it(
    as_officer, paper
):
    as_officer.post(add(paper), TYPED | {"upload": upload(a_pdf(), "map £5.pdf")})
    appendix = Appendix.objects.get()

    shown = words(as_officer.get(paper.get_absolute_url()))
    answer = as_officer.get(address("papers:appendix_file", paper.forum, appendix))

    assert "it may not be accessible" in shown
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''map%20%C2%A35.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.content == bytes(appendix.file.content)
    again = as_officer.get(
        address("papers:appendix_file", paper.forum, appendix),
        headers={"If-None-Match": answer["ETag"]},
    )
    assert again.status_code == 304


def test_a_stored_file_that_was_altered_is_not_handed_out(as_officer, forum, officer, caplog):
    stored = store_file(forum, checked("a.csv", b"a,b\n1,2"), by=officer)
    stored.sha256 = "0" * 64
    stored.pk = None
    stored._state.adding = True
    stored.save()

    answer = as_officer.get(address("forum:file_download", forum, stored))

    assert answer.status_code == 500
    assert "does not match its hash" in caplog.text


def test_an_appendix_is_changed_and_taken_off(as_officer, paper):
    appendix = an_appendix(paper)
    edit = address("papers:appendix_edit", paper.forum, appendix)
    remove = address("papers:appendix_remove", paper.forum, appendix)

    assert 'value="Rates A"' in words(as_officer.get(edit))
    as_officer.post(edit, TYPED | {"letter": "B"})
    appendix.refresh_from_db()
    assert str(appendix) == "Appendix B: Rates of 2026-27"

    assert "Take off “Appendix B: Rates of 2026-27”?" in words(as_officer.get(remove))
    assert Appendix.objects.exists()
    as_officer.post(remove)
    assert not Appendix.objects.exists()


def test_the_appendices_of_a_tabled_paper_cannot_be_changed_on_a_page(client):
    asked = tabled()
    client.force_login(a_role(asked.forum, Role.OFFICER))

    answer = client.post(add(asked.paper), TYPED)

    assert answer.status_code == 409


def test_pages_of_appendices_are_for_those_who_draft(
    client, paper, auditor, primary_head, stranger
):
    appendix = an_appendix(paper)
    pages = [
        add(paper),
        address("papers:appendix_edit", paper.forum, appendix),
        address("papers:appendix_remove", paper.forum, appendix),
    ]
    for person, status in ((auditor, 403), (primary_head, 403), (stranger, 404)):
        client.force_login(person)
        assert [client.get(page).status_code for page in pages] == [status] * 3
        assert [client.post(page, TYPED).status_code for page in pages] == [status] * 3
    assert list(Appendix.objects.all()) == [appendix]


def test_an_appendix_of_another_forum_is_not_there(as_officer, forum, stranger):
    other = an_appendix(a_paper(a_matter(stranger.role_grants.get().forum)))

    for name in ("appendix_edit", "appendix_remove", "appendix_file"):
        answer = as_officer.get(address(f"papers:{name}", forum, other))
        assert answer.status_code == 404


def test_the_list_of_appendices_says_what_to_do_first_and_asks_no_more_for_three(
    as_officer, paper
):
    page = address("papers:appendix_list", paper.forum, paper)
    assert "No appendix yet" in words(as_officer.get(page))
    an_appendix(paper)
    with_one = _queries(as_officer, page, paper)

    for number, letter in enumerate("BC", start=2):
        an_appendix(paper, letter, position=number)

    assert _queries(as_officer, page, paper) == with_one


def _queries(client, page, paper):
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
        client.get(paper.get_absolute_url())
    return len(asked)


def test_the_gate_warns_of_appendices_that_do_not_agree_with_the_text(paper):
    a_text(paper, "See Appendices A and C. Thank you, Gemma.")
    an_appendix(paper)

    ruling = may_table(paper_facts(paper, on=MEETING_DAY))

    assert {"appendix-not-attached", "appendix-letter-missing", "personal-data"} <= (
        ruling.warning_codes
    )
