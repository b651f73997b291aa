"""An officer takes the Word file of a de-delegation paper to cleared and tabled."""

import re
from datetime import date
from pathlib import Path

import pytest

from tests.journeys.stage import Visitor

STAGE = """
from datetime import date
from forum.choices import Group, Phase, Role, SeatKind
from forum.models import Constitution, Person
from tests.factories import *

forum = a_forum("wordshire", name="Wordshire Schools Funding Forum", short_name="SFF")
FOR = " of wordshire"
Constitution.objects.filter(forum=forum).delete()
Constitution.objects.create(
    forum=forum, in_force_from=date(2012, 10, 1), finance_clearance=True, legal_clearance=True
)
a_role(forum, Role.CLERK, "Clara Clerk" + FOR, "Clerk to the forum")
a_role(forum, Role.OFFICER, "Olga Officer" + FOR, "Education Finance Manager")
a_role(forum, Role.OFFICER, "Fred Finance" + FOR, "Deputy section 151 officer")
a_role(forum, Role.OFFICER, "Lena Legal" + FOR, "Principal lawyer")
head = a_member(forum, Group.MAINTAINED_PRIMARY, SeatKind.HEADTEACHER, "Pat Primary" + FOR)
a_chair(forum, head)
a_member(forum, Group.MAINTAINED_SPECIAL, SeatKind.HEADTEACHER, "Sid Special" + FOR)
a_member(forum, Group.ACADEMY_MAINSTREAM, SeatKind.TRUST, "Tess Trustee" + FOR)
an_item(a_meeting(forum, date(2023, 9, 21)), "5", "De-delegation", position=5)
Person.objects.update(is_demo=True)
"""
WORD_FILE = Path(__file__).parents[1] / "papers" / "word" / "havering-libreoffice.docx"
TITLE = "De-delegation of funding for central services 2024-25"
NAME = "Gemma"
"""The worker whom an appendix of the paper names; the public does not read it."""
LABELS = ("1", "2(i)", "2(ii)", "2(iii)", "2(iv)", "2(v)", "3(i)", "3(ii)")


@pytest.fixture(scope="module")
def wordshire(site):
    site.python(STAGE)
    return site


@pytest.fixture
def visitor(browser, wordshire):
    context = browser.new_context(
        base_url=wordshire.url, locale="en-GB", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(30_000)
    return Visitor(context.new_page(), set(), forum="wordshire")


def test_from_a_word_file_to_cleared_and_tabled(visitor):
    word_file_is_read_and_its_proposals_are_accepted(visitor)
    paper = place_on_the_agenda(visitor)
    finance_and_legal_clear_it_in_turn(visitor, paper)
    a_name_is_withheld_and_clearance_is_asked_again(visitor, paper)
    clerk_tables_it(visitor, paper)
    public_reads_it_without_the_name(visitor, paper)


def word_file_is_read_and_its_proposals_are_accepted(visitor):
    visitor.be("Olga Officer")
    visitor.go("/wordshire/papers/")
    visitor.follow("Start from a Word file")
    visitor.page.locator("[name=file]").set_input_files(WORD_FILE)
    visitor.fill(purpose="decision", known_or_new="new", matter_title="De-delegation")
    visitor.press("Start the paper")
    visitor.reads(TITLE, "the rates of last year are labelled 2024-25", NAME)

    visitor.press("Accept all that are ticked")
    visitor.reads("proposals accepted")
    visitor.follow("Read the paper")
    visitor.reads(*(f"Recommendation {label}" for label in LABELS))
    visitor.reads("£1,951,280", "£98.38 for every pupil", "Martin Sedley")


def place_on_the_agenda(visitor):
    paper = visitor.page.url.partition("#")[0]
    visitor.follow("Put on an agenda")
    visitor.fill(agenda_item="De-delegation")
    visitor.press("Put it there")
    visitor.reads("is on the agenda as item 5")
    return paper


def finance_and_legal_clear_it_in_turn(visitor, paper):
    visitor.go(paper + "clearance/")
    visitor.follow("Ask for clearance")
    visitor.fill(person_finance="Fred Finance", person_legal="Lena Legal")
    visitor.press("Ask them")
    visitor.reads("2 people are asked")

    visitor.be("Lena Legal")
    visitor.go("/wordshire/clearances/")
    assert not visitor.page.get_by_role("link", name=TITLE).count(), "finance comes first"
    clear(visitor, "Fred Finance", "Amounts agree with the budget of 2024-25")
    clear(visitor, "Lena Legal", "")


def clear(visitor, name, note):
    visitor.be(name)
    visitor.go("/wordshire/clearances/")
    visitor.follow("Clear it")
    visitor.fill(note=note)
    visitor.press("Clear it")
    visitor.reads("is cleared")


def a_name_is_withheld_and_clearance_is_asked_again(visitor, paper):
    visitor.be("Olga Officer")
    visitor.go(paper + "edit/")
    for box in visitor.page.locator("textarea:visible").all():
        if NAME in (words := box.input_value()):
            box.fill(words.replace(NAME, f"[[{NAME}]]"))
    visitor.press("Save")
    visitor.go(paper + "clearance/")
    visitor.reads("Void", "Changed since")
    visitor.press("Ask again")
    clear(visitor, "Fred Finance", "Amounts agree with the budget of 2024-25")
    clear(visitor, "Lena Legal", "")


def clerk_tables_it(visitor, paper):
    visitor.be("Clara Clerk")
    visitor.go(paper + "table/")
    visitor.reads(
        "last year's rate is labelled 2024-25, which is this year",
        "the text says £1.2m",
        "2,394",
    )
    visitor.fill_day("tabled_on", date(2023, 9, 12))
    for reason in visitor.page.locator("main form textarea").all():
        reason.fill("The author has seen it and keeps it as printed")
    visitor.press("Table it")
    visitor.reads("is tabled")
    visitor.reads("Deputy section 151 officer")


def public_reads_it_without_the_name(visitor, paper):
    meeting = visitor.page.locator("main a, .govuk-back-link").first.get_attribute("href")
    visitor.go(meeting + "publish/")
    visitor.fill_day("published_on", date(2023, 9, 12))
    visitor.press("Publish the agenda")
    visitor.page.context.clear_cookies()
    visitor.go(paper)
    visitor.reads("£1,951,280", "2(v)", "[removed")
    assert NAME not in visitor.page.content()
    for name in ("paper.pdf", "paper.docx"):
        answer = visitor.page.request.get(paper + name)
        assert answer.status == 200
        assert len(answer.body()) > 20_000
    assert re.search("Senior School Support Family Pract", visitor.page.content())
