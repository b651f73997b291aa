"""An officer writes by keyboard, loses the connection, comes back; others write meanwhile."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.accessibility import faults
from tests.files.bad_pictures import a_picture
from tests.journeys.stage import Visitor

STAGE = """
from datetime import date
from forum.choices import Role
from forum.models import Person
from papers.choices import Purpose
from papers.models import Paper
from papers.rules.text.text_form import parse
from papers.workflow.drafting import start_paper
from tests.factories import *
from papers.rules.text.blocks import HEADING, PARAGRAPH, Block

forum = a_forum("SLUG")
a_role(forum, Role.CLERK, "Wanda Clerk of SLUG", "Clerk to the forum")
officer = a_role(forum, Role.OFFICER, "Will Officer of SLUG", "Early Help Manager")
item = an_item(a_meeting(forum, date(2098, 1, 15)))
def started(title, blocks):
    paper = Paper(forum=forum, matter=a_matter(forum, title=title), title=title,
                  purpose=Purpose.DECISION, author=officer, agenda_item=item)
    return start_paper(paper, blocks=blocks, by=officer, on=date(2026, 1, 2)).pk
few = parse("## 1 Background\\n\\n1.1 Four posts are paid.\\n\\n1.2 Until October.")
long = "Words of a long paper. " * 8
many = [Block(PARAGRAPH, f"{at}. {long}", number=f"{at // 20 + 1}.{at % 20}") if at % 20
        else Block(HEADING, f"Part {at // 20 + 1}", number=str(at // 20 + 1))
        for at in range(400)]
print(started("Empty", ()), started("Few", few), started("Many", many), started("More", few))
Person.objects.update(is_demo=True)
"""
QUICK = 5
"""Seconds within which the editor of 400 blocks stands, on a machine that is busy."""


@pytest.fixture(scope="module")
def papers(site):
    """The addresses of the papers, by their titles."""
    ids = site.python(STAGE.replace("SLUG", "writingshire")).split()[-4:]
    names = ("empty", "few", "many", "more")
    return {name: f"/writingshire/papers/{pk}/" for name, pk in zip(names, ids, strict=True)}


@pytest.fixture
def visitor(browser, site):
    def arrive(name, width=1280, **more):
        context = browser.new_context(
            base_url=site.url, viewport={"width": width, "height": 900}, locale="en-GB", **more
        )
        looks = more.get("java_script_enabled", True)
        somebody = Visitor(context.new_page(), set(), looks=looks, forum="writingshire")
        somebody.page.on("dialog", lambda dialog: dialog.accept())
        somebody.be(name)
        return somebody

    return arrive


def add(page, kind):
    page.get_by_role("group", name="Add at the end").get_by_role("button", name=kind).focus()
    page.keyboard.press("Enter")


def write(page, words):
    page.keyboard.insert_text(words)


def box(page, words):
    """The box that holds these words."""
    boxes = page.locator("#editor textarea").all()
    return next(each for each in boxes if words in each.input_value())


def change(page, words, other):
    found = box(page, words)
    found.fill(found.input_value().replace(words, other))


def is_kept(page):
    expect(page.locator("#kept")).to_contain_text(re.compile(r"Saved \d\d:\d\d for you"))


def paste(page, **clipboard):
    page.evaluate(
        """(given) => {
          const held = new DataTransfer();
          Object.entries(given).forEach(([kind, text]) => held.setData("text/" + kind, text));
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", {clipboardData: held, bubbles: true, cancelable: true}));
        }""",
        clipboard,
    )


def write_headings_and_words(page):
    page.get_by_role("textbox", name="Text", exact=True).first.focus()
    write(page, "Early help began in ")
    page.keyboard.press("Control+b")
    write(page, "2012")
    page.keyboard.press("End")
    write(page, ".")
    page.keyboard.press("Shift+Tab")
    write(page, "1.1")
    add(page, "Heading")
    write(page, "Background")
    page.keyboard.press("Shift+Tab")
    write(page, "1")
    page.keyboard.press("Alt+ArrowUp")
    add(page, "List")
    write(page, "Insurance")
    page.keyboard.press("Shift+Tab")
    write(page, "(i)")
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    write(page, "of buildings")
    page.keyboard.press("Alt+ArrowRight")


def write_a_table(page):
    add(page, "Table")
    paste(page, plain="Factor\tAmount\nAWPU\t£86,420\n")
    page.locator("[data-rows] textarea").last.focus()
    page.get_by_role("button", name="Add row").press("Enter")
    write(page, "")
    page.locator("[data-rows] tr").last.locator("textarea").first.focus()
    write(page, "FSM")
    page.keyboard.press("Tab")
    write(page, "£30,352")
    page.get_by_label("Caption").first.focus()
    write(page, "Rates")
    page.get_by_label("Header columns").focus()
    page.get_by_label("Header columns").select_option("1")


def write_a_picture_and_a_quotation(page):
    add(page, "Picture")
    write(page, "Spending rises")
    with page.expect_file_chooser() as chosen:
        page.get_by_label("Picture (PNG or JPEG)").press("Enter")
    picture = {"name": "chart.png", "mimeType": "image/png", "buffer": a_picture()}
    chosen.value.set_files(picture)
    expect(page.locator("[data-upload]")).to_contain_text("The picture is here.")
    add(page, "Quotation")
    write(page, "All minutes must clearly record the decision.")
    page.get_by_label("Source").focus()
    write(page, "Recommendation 27")


def test_officer_writes_every_kind_of_block_by_keyboard(visitor, papers):
    officer = visitor("Will Officer")
    page = officer.page
    officer.go(papers["empty"] + "edit/")

    write_headings_and_words(page)
    write_a_table(page)
    write_a_picture_and_a_quotation(page)
    is_kept(page)

    reading = page.locator("#reading")
    expect(reading.locator("blockquote")).to_contain_text("Source: Recommendation 27")
    assert faults(page) == []
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    page.wait_for_url(re.compile(r"papers/[0-9a-f-]+/$"))
    text = page.locator(".tabled-paper")
    assert text.locator("h3").all_inner_texts() == ["1 Background"]
    assert text.locator("p.numbered").all_inner_texts() == ["1.1 Early help began in 2012."]
    assert text.locator("strong").all_inner_texts() == ["2012"]
    assert text.locator("li.labelled").first.inner_text().startswith("(i) Insurance")
    assert text.locator("th[scope=col]").all_inner_texts() == ["Factor", "Amount"]
    assert text.locator("th[scope=row]").all_inner_texts() == ["AWPU", "FSM"]
    assert text.locator("caption").inner_text() == "Rates"
    assert text.get_by_role("img", name="Spending rises").evaluate("it => it.naturalWidth") == 60
    officer.look()


def test_connection_is_lost_and_nothing_typed_is(visitor, papers):
    officer = visitor("Will Officer")
    page = officer.page
    officer.go(papers["few"] + "edit/")
    page.context.set_offline(True)

    change(page, "Four", "Five")

    expect(page.locator("#kept")).to_contain_text("Not saved: no connection. It is tried again.")
    page.context.set_offline(False)
    is_kept(page)
    page.close()
    officer = visitor("Will Officer")
    officer.go(papers["few"] + "edit/")
    officer.reads("You have changes from", "that are not saved")
    assert box(officer.page, "Five posts are paid.")
    officer.press("Discard them")
    assert box(officer.page, "Four posts are paid.")


def test_blocks_are_moved_removed_and_brought_back(visitor, papers):
    officer = visitor("Will Officer")
    page = officer.page
    officer.go(papers["more"] + "edit/")
    said = page.locator("#announced")
    cards = page.locator(".tabled-edit__card")

    box(page, "Until").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(said).to_contain_text("Paragraph 1.2 moved to place 2 of 3")
    cards.nth(0).get_by_role("button", name="Remove the block").press("Enter")
    expect(said).to_contain_text("Heading 1 removed")
    expect(cards).to_have_count(2)
    page.get_by_role("button", name="Undo: heading 1 removed").press("Enter")
    expect(cards).to_have_count(3)
    page.get_by_role("button", name="Undo: paragraph 1.2 moved").press("Enter")

    numbers = [each.input_value() for each in page.locator('[data-field="number"]').all()]
    assert numbers == ["1", "1.1", "1.2"]
    cards.nth(1).get_by_label("Kind of block").select_option("bullets")
    assert box(page, "Four").evaluate("it => it.getAttribute('aria-label')") == "Point"
    box(page, "Until").select_text()
    paste(page, plain="Until June.\n- first\n- second\n1.3 Until May.")
    expect(cards).to_have_count(5)
    page.get_by_role("button", name="Undo: 2 blocks pasted").press("Enter")
    expect(cards).to_have_count(3)
    assert box(page, "Until October.")
    officer.press("Save")


def test_two_people_write_at_once_and_a_third_text_is_made_of_both(visitor, papers):
    officer, clerk = visitor("Will Officer"), visitor("Wanda Clerk")
    for each in (officer, clerk):
        each.go(papers["few"] + "edit/")
    change(officer.page, "Four", "Five")
    change(officer.page, "Background", "Why")
    change(clerk.page, "Four", "Six")
    change(clerk.page, "October", "May")
    is_kept(officer.page)
    clerk.page.reload()
    expect(clerk.page.locator("#others")).to_contain_text(
        "Will Officer of writingshire is writing"
    )
    clerk.press("Save")

    officer.page.get_by_role("button", name="Save", exact=True).click()

    officer.reads(
        "You both changed the same text", "Wanda Clerk of writingshire", "1 place is left"
    )
    officer.look()
    officer.page.get_by_label("Your text 1").fill("1.1 Five or six posts are paid.")
    officer.press("Save the paper")
    officer.reads("Version 3", "1 Why", "Five or six posts are paid.", "Until May.")


def test_versions_are_compared_and_restored(visitor, papers):
    officer = visitor("Will Officer")
    officer.go(papers["few"])

    officer.follow("Versions of this paper")
    officer.page.get_by_label("Compare version").select_option("1")
    officer.press("Compare")
    officer.reads("From version 1 to version 3", "Paragraph 1.1 changed", "Heading 1 changed")
    officer.page.go_back()
    officer.page.get_by_role("button", name="Restore version 1").click()

    officer.reads("Version 1 is restored, as version 4.", "1.1 Four posts are paid.")


def test_comment_stands_beside_its_block(visitor, papers):
    clerk, officer = visitor("Wanda Clerk"), visitor("Will Officer")
    clerk.go(papers["few"] + "edit/")
    card = clerk.page.locator(".tabled-edit__card").nth(1)
    box(clerk.page, "Four").focus()
    card.get_by_role("button", name="More").press("Enter")
    card.get_by_label("Comment to the author").fill("Which source?")
    card.get_by_role("button", name="Send the comment").press("Enter")
    expect(card).to_contain_text("Which source?")

    officer.go(papers["few"] + "edit/")
    card = officer.page.locator(".tabled-edit__card").nth(1)
    card.get_by_role("button", name="More, 1 comment").click()
    card.get_by_label("Answer to Wanda Clerk of writingshire").fill("One-off.")
    card.get_by_role("button", name="Answer", exact=True).click()
    expect(card).to_contain_text("One-off.")
    card.get_by_role("button", name="Resolve").click()
    expect(card).to_contain_text("Resolved")
    assert faults(officer.page) == []


def test_phone_shows_one_side_at_a_time(visitor, papers):
    officer = visitor("Will Officer", 390)
    page = officer.page
    officer.go(papers["few"] + "edit/")

    change(page, "Until October.", "Until May.")
    expect(page.locator("#reading")).to_be_hidden()
    page.get_by_role("tab", name="Read").click()

    expect(page.locator("#reading")).to_contain_text("Until May.")
    expect(page.locator("#editor")).to_be_hidden()
    assert faults(page) == []
    page.get_by_role("tab", name="Write").click()
    page.get_by_role("button", name="Save", exact=True).click()


def test_paper_is_written_without_a_script(visitor, papers):
    clerk = visitor("Wanda Clerk", java_script_enabled=False)
    page = clerk.page
    clerk.go(papers["few"] + "edit/")
    text = page.get_by_label("Text of the paper")

    text.fill(text.input_value().replace("Four posts", "Seven posts") + "\n\n- One more point")
    clerk.press("Save")

    clerk.reads("Seven posts are paid.", "One more point")


def test_paper_of_400_blocks_stays_quick(visitor, papers):
    officer = visitor("Will Officer")
    page = officer.page
    began = time.perf_counter()
    page.goto(papers["many"] + "edit/")
    expect(page.locator(".tabled-edit__card")).to_have_count(400)
    stood = time.perf_counter() - began

    found = page.locator("#editor textarea").nth(200)
    found.focus()
    began = time.perf_counter()
    page.keyboard.type("Quick. ")
    typed = (time.perf_counter() - began) / 7
    began = time.perf_counter()
    page.keyboard.press("Alt+ArrowUp")
    moved = time.perf_counter() - began
    with page.expect_response(re.compile("/preview/")) as shown:
        page.keyboard.type("x")
    is_kept(page)

    assert stood < QUICK
    assert typed < 0.15
    assert moved < 0.5
    assert shown.value.request.timing["responseStart"] < 2000
