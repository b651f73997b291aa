"""An officer attaches appendices, some of them hostile; what a browser is handed runs nothing."""

import pytest

from tests.accessibility import faults
from tests.files.bad_office import bad_office
from tests.files.zips import a_workbook
from tests.journeys.stage import Visitor

PAPER = """
from tests.factories import *
from forum.choices import Role
from forum.models import Person

forum = a_forum("loamshire-files")
officer = a_role(forum, Role.OFFICER, "Olga Officer")
paper = a_paper(a_matter(forum), an_item(a_meeting(forum)), author=officer)
a_text(paper, "See Appendix A and Appendix C.")
Person.objects.update(is_demo=True)
print(paper.pk)
"""
SCRIPT = b"School,Note\nAmbridge,<script>document.title = 'taken'</script>\n"
ALERT = b"<html><script>alert(1)</script></html>"


@pytest.fixture(scope="module")
def paper(site):
    return f"/loamshire-files/papers/{site.python(PAPER).split()[-1]}/"


@pytest.fixture
def page(browser, site):
    context = browser.new_context(
        base_url=site.url, viewport={"width": 1280, "height": 900}, locale="en-GB"
    )
    somebody = Visitor(context.new_page(), set())
    somebody.be("Olga Officer")
    return somebody.page


def attach(page, paper, name, content, **typed):
    page.goto(f"{paper}appendices/add/")
    for field, words in ({"title": "Rates", "summary": "What is paid."} | typed).items():
        page.fill(f"#id_{field}", words)
    kind = "application/octet-stream"
    page.set_input_files("#id_upload", {"name": name, "mimeType": kind, "buffer": content})
    page.get_by_role("button", name="Attach it").click()


def test_hostile_files_are_refused_beside_their_field_and_what_was_typed_stays(page, paper):
    hostile = [*bad_office()][20:26]
    for case in hostile:
        attach(page, paper, case.name, case.content, title=f"Rates {case.what}")

        assert case.says in page.inner_text("#id_upload_error")
        assert page.input_value("#id_title") == f"Rates {case.what}"
        page.get_by_role("link", name=case.says).click()
        assert page.evaluate("document.activeElement.id") == "id_upload"
    attach(page, paper, "a.pdf", ALERT)
    assert "The file is not a PDF" in page.inner_text("#id_upload_error")
    assert faults(page) == []


def test_attached_sheets_are_tables_and_the_gate_names_what_is_missing(page, paper):
    attach(page, paper, "rates.xlsx", a_workbook(), letter="A")
    assert faults(page) == []

    page.goto(paper)
    table = page.get_by_role("table", name="Rates")
    assert table.get_by_role("columnheader", name="School").is_visible()
    assert table.get_by_role("rowheader", name="Ambridge Primary").is_visible()
    assert faults(page) == []
    page.goto(f"{paper}table/")
    assert "The text speaks of Appendix C, which is not attached." in page.inner_text("main")


def test_a_file_with_a_script_in_it_is_saved_and_never_run(page, paper):
    asked = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    attach(page, paper, "notes.csv", SCRIPT, letter="D", title="Notes")
    page.goto(paper)

    with page.expect_download() as saved:
        page.get_by_role("link", name="notes.csv").click()

    assert saved.value.suggested_filename == "notes.csv"
    assert page.title() != "taken"
    assert "<script>document.title" in page.inner_text("main")
    assert asked == []
