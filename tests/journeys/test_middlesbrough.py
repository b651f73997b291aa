"""Middlesbrough, lived again: 4 July 2018 to 31 October 2019, through the browser alone."""

import re
from datetime import date

import pytest

from tests import pdf_checks as pdf
from tests.journeys.stage import STAGE, Visitor

JULY, JANUARY, FEBRUARY = date(2018, 7, 4), date(2019, 1, 16), date(2019, 2, 27)
PAPER = """## Proposal

11. SMF consider the funding of four Early Help Practitioner posts at a cost of £89,604.

13. It is proposed that the funding for these posts of £89,604 is allocated by SMF \
from the centrally retained budgets or from the direct school grant.
"""
JANUARY_PAPER = """6) Early Help Practitioners

Following discussions SMF approved the funding of 4 posts from the DSG. The authority \
proposes to de-delegate this service in 2019/20.
"""
FEBRUARY_PAPER = """6) Early Help Practitioners

For 2019/20 funding may be provided from the additional one-off funding received into \
the high needs budget (£336k).
"""
TITLE = "Schools and Early Help"


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def visitor(request, site, browser):
    """Somebody at a desk, in a forum of their own."""
    scripts = request.param == "with JavaScript"
    slug = "borsetshire" if scripts else "felmersham"
    site.python(STAGE.replace("SLUG", slug))
    context = browser.new_context(
        base_url=site.url,
        java_script_enabled=scripts,
        locale="en-GB",
        viewport={"width": 1280, "height": 900},
    )
    context.set_default_timeout(10_000)
    return Visitor(context.new_page(), set(), looks=scripts, forum=slug)


def test_the_whole_story(visitor):
    july_paper_is_refused_and_mended(visitor)
    july_is_agreed_in_principle(visitor)
    january_de_delegation_is_refused(visitor)
    february_settles_the_source(visitor)
    auditor_reads_the_review(visitor)


def july_paper_is_refused_and_mended(visitor):
    visitor.be("Omar Officer")
    start_paper(visitor, TITLE, PAPER, "4 July 2018")
    recommend(visitor, "Agree to the funding of £89,604 to recruit to four posts.", "2018-19")

    visitor.be("Clara Clerk")
    open_paper(visitor, TITLE)
    visitor.go(visitor.page.url + "table/")
    visitor.reads(
        "Recommendation 1 asks for £89,604 and names no funding source.", "direct school grant"
    )

    visitor.be("Omar Officer")
    open_paper(visitor, TITLE)
    for letter, line in (("A", "Contribution to combined budgets"), ("B", "School improvement")):
        offer(visitor, "centrally_retained", line, letter, 89604, "2018-19")

    visitor.be("Clara Clerk")
    table(visitor, TITLE, date(2018, 6, 22))


def july_is_agreed_in_principle(visitor):
    hold(visitor, JULY, date(2018, 6, 22))
    vote_by_hands(visitor)
    visitor.follow(re.compile("Record the outcome"))
    visitor.fill(result="carried_as_amended", cost_effect="not stated", amount_agreed="89,604")
    visitor.fill(resolution="Agree to fund four posts, full time and not term time only.")
    visitor.press("Record the outcome")
    visitor.reads("Agreed, but which source?", "£89,604")

    visitor.fill(funding="in_principle", action_owner="Gwen Green", amount_agreed="89,604")
    visitor.fill(action_due_meeting="16 January 2019")
    visitor.press("Record the outcome")
    confirm_warnings(visitor)
    visitor.reads("Source not settled")
    set_action(visitor, JULY, "Report on Early Help Practitioners and clusters.", "Gwen Green")


def january_de_delegation_is_refused(visitor):
    title = "Early Help: de-delegation for 2019-20"
    visitor.be("Omar Officer")
    start_paper(visitor, title, JANUARY_PAPER, "16 January 2019")
    recommend(
        visitor,
        "De-delegate the service under behaviour support.",
        "2019-20",
        "DEDEL_SCHOOL_IMPROVEMENT",
    )
    offer(visitor, "de_delegated", "Behaviour support", "A", 89604, "2019-20")

    visitor.be("Clara Clerk")
    open_paper(visitor, title)
    visitor.go(visitor.page.url + "table/")
    codes = {each.get_attribute("data-code") for each in visitor.page.locator("[data-code]").all()}
    assert {"option-no-phase", "option-no-rates"} <= codes


def february_settles_the_source(visitor):
    title = "Early Help: one-off high needs money"
    visitor.be("Omar Officer")
    start_paper(visitor, title, FEBRUARY_PAPER, "27 February 2019")
    recommend(visitor, "Agree to fund the posts to October 2019.", "2019-20")
    visitor.follow("Add a funding option to Recommendation 1")
    visitor.page.locator('a[href$="/one_off/"]').first.click()
    visitor.fill(budget_line="Additional high needs money", letter="A", amount="89604")
    visitor.fill(financial_year="2019-20", proposer="Head of Inclusion")
    visitor.fill_day("until_on", date(2019, 10, 31))
    visitor.press("Save the option")

    visitor.be("Clara Clerk")
    table(visitor, title, date(2019, 2, 15))
    hold(visitor, FEBRUARY, date(2019, 2, 15))
    vote_by_hands(visitor)
    visitor.follow(re.compile("Record the outcome"))
    visitor.fill(result="carried")
    visitor.page.locator("[name$=assumption]").first.fill(
        "Amount and year assumed: the record states neither"
    )
    visitor.page.locator("[name=settles]").nth(1).check()
    visitor.press("Record the outcome")
    confirm_warnings(visitor)
    visitor.reads("£89,604")


def auditor_reads_the_review(visitor):
    visitor.be("Ada Auditor")
    visitor.go(f"/{visitor.forum}/matters/")
    visitor.follow("Early Help Practitioners")
    visitor.go(visitor.page.url + "review/")
    visitor.reads(
        "238",
        "Contribution to combined budgets",
        "School improvement",
        "Behaviour support",
        "Additional high needs money",
        "31 October 2019",
        "Amount and year assumed: the record states neither",
        "Report on Early Help Practitioners and clusters.",
    )
    answer = visitor.page.request.get(visitor.page.url.rstrip("/") + ".pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert pdf.faults(answer.body()) == []
    words = " ".join(pdf.text(answer.body()).split())
    for sentence in ("238 days", "Additional high needs money", "31 October 2019"):
        assert sentence in words


def meeting(visitor, day):
    """The address of the meeting of a day."""
    visitor.go(f"/{visitor.forum}/meetings/")
    link = visitor.page.get_by_role("link", name=f"{day:%-d %B %Y}").first
    return link.get_attribute("href")


def hold(visitor, day, published):
    """Publish the agenda, open the meeting, and record that everybody is there."""
    address = meeting(visitor, day)
    visitor.go(address + "publish/")
    visitor.fill_day("published_on", published)
    visitor.press("Publish the agenda")
    visitor.go(address + "run/")
    visitor.press("Open the meeting")
    visitor.go(address + "attendance/")
    visitor.press("Set everybody to present")
    visitor.press("Save the attendance")
    visitor.go(address + "run/")


def vote_by_hands(visitor):
    visitor.follow(re.compile("Open a ballot"))
    visitor.fill(method="show_of_hands")
    visitor.press("Open the ballot")
    visitor.follow(re.compile("Close the ballot"))
    visitor.fill(votes_for="3", votes_against="0", abstentions="0")
    visitor.press("Close the ballot")


def confirm_warnings(visitor):
    boxes = visitor.page.locator("[name=confirmed]").all()
    for box in boxes:
        box.check()
    if boxes:
        visitor.press("Record the outcome")


def set_action(visitor, day, text, owner):
    visitor.go(meeting(visitor, day) + "actions/add/")
    visitor.fill(text=text, owner=owner, due_meeting="16 January 2019", agenda_item="Early Help")
    visitor.press("Set the action")


def start_paper(visitor, title, text, meeting):
    visitor.go(f"/{visitor.forum}/papers/add/")
    visitor.fill(title=title, purpose="decision", text=text, agenda_item=meeting)
    known = visitor.page.locator("[name=matter] option", has_text="Early Help").count()
    if known:
        visitor.fill(known_or_new="known", matter="Early Help Practitioners")
    else:
        visitor.fill(known_or_new="new", matter_title="Early Help Practitioners")
    visitor.press("Start the paper")


def recommend(visitor, text, year, decision_type="GENERAL"):
    visitor.follow("Add a recommendation")
    visitor.fill(
        label="1", text=text, financial_year=year, seeks_resources="yes", amount="£89,604"
    )
    visitor.page.locator("[name=decision_type]").select_option(decision_type)
    visitor.press("Add the recommendation")
    visitor.follow("Do this later")


def open_paper(visitor, title):
    visitor.go(f"/{visitor.forum}/papers/")
    visitor.follow(title)


def offer(visitor, source, line, letter, amount, year, **more):
    paper = visitor.page.url
    visitor.follow("Add a funding option to Recommendation 1")
    visitor.page.locator(f'a[href$="/{source}/"]').first.click()
    visitor.look()
    visitor.fill(budget_line=line, letter=letter, amount=str(amount), financial_year=year, **more)
    visitor.press("Save the option")
    visitor.go(paper)


def table(visitor, title, on):
    open_paper(visitor, title)
    visitor.go(visitor.page.url + "table/")
    visitor.fill_day("tabled_on", on)
    for reason in visitor.page.locator("main form textarea").all():
        reason.fill("The chair has seen it")
    visitor.press("Table it")
    visitor.reads("is tabled")
