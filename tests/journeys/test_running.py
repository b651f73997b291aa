"""The clerk runs a meeting of eight items with fourteen members to its end, on one screen."""

import re

import pytest
from playwright.sync_api import expect

from tests.accessibility import faults
from tests.journeys.stage import Visitor

MEETING = """
from datetime import date
from decimal import Decimal
from django.utils import timezone
from forum.choices import Answer, Group, ItemKind, Role, SeatKind, SubstituteKind
from forum.models import Person, Reply, Seat, Substitution
from forum.workflow.meetings import mark_published
from papers.choices import Source
from papers.models.facts import paper_facts
from papers.rules.tabling import may_table
from papers.workflow.tabling import table_paper
from tests.factories import *

FOR = " of SLUG"
today = timezone.localdate()
before = date(today.year - 1, 1, 2)
forum = a_forum("SLUG")
a_constitution(forum, chair_casting_vote=True)
clerk = a_role(forum, Role.CLERK, "Clara Clerk" + FOR, "Clerk to the forum")
a_role(forum, Role.OFFICER, "Omar Officer" + FOR, "Early Help Manager")
HEAD, GOVERNOR, TRUST = SeatKind.HEADTEACHER, SeatKind.GOVERNOR, SeatKind.TRUST
members = {
    name: a_member(forum, group, kind, name + FOR)
    for name, group, kind in (
        ("Cleo Chair", Group.MAINTAINED_PRIMARY, HEAD),
        ("Pat Primary", Group.MAINTAINED_PRIMARY, HEAD),
        ("Peg Primary", Group.MAINTAINED_PRIMARY, GOVERNOR),
        ("Poppy Primary", Group.MAINTAINED_PRIMARY, GOVERNOR),
        ("Sam Secondary", Group.MAINTAINED_SECONDARY, HEAD),
        ("Sol Special", Group.MAINTAINED_SPECIAL, HEAD),
        ("Nell Nursery", Group.MAINTAINED_NURSERY, HEAD),
        ("Una Unit", Group.MAINTAINED_PRU, HEAD),
        ("Aled Academy", Group.ACADEMY_MAINSTREAM, TRUST),
        ("Anya Academy", Group.ACADEMY_MAINSTREAM, TRUST),
        ("Alma Academy", Group.ACADEMY_MAINSTREAM, TRUST),
        ("Asha Academy", Group.ACADEMY_MAINSTREAM, TRUST),
        ("Edie Early", Group.EARLY_YEARS, SeatKind.OTHER),
        ("Dora Diocese", Group.NON_SCHOOLS, SeatKind.OTHER),
    )
}
for phase in Phase.values[:5]:
    a_school(forum, phase)
a_chair(forum, members["Cleo Chair"])
meeting = a_meeting(forum, today)
poppy = members["Poppy Primary"].appointments.get()
stands_in = a_person("Stella Standing" + FOR)
Substitution.objects.create(
    forum=forum, seat=poppy.seat, person=stands_in, kind=SubstituteKind.PERMANENT,
    from_on=date(2020, 1, 1),
)
ABSENT = ("Una Unit", "Nell Nursery", "Anya Academy", "Alma Academy", "Asha Academy")
for name, person in members.items():
    answer = Answer.APOLOGIES if name in (*ABSENT, "Sol Special") else Answer.COMING
    answer = Answer.SUBSTITUTE if name == "Poppy Primary" else answer
    Reply.objects.create(
        forum=forum, meeting=meeting, appointment=person.appointments.get(), answer=answer,
        given_at=timezone.now(), given_by=person,
    )

an_item(meeting, "1", "Apologies", kind=ItemKind.APOLOGIES)
an_item(meeting, "2", "Declarations of interest", kind=ItemKind.INTERESTS)
an_item(meeting, "3", "Election of the vice-chair", kind=ItemKind.ELECTION)
an_item(meeting, "4", "Minutes of the last meeting", kind=ItemKind.MINUTES)
growth, insurance, central = (
    an_item(meeting, number, title)
    for number, title in (("5", "Growth fund"), ("6", "Insurance"), ("7", "Admissions"))
)
other = an_item(meeting, "8", "Review of the procedure", kind=ItemKind.REPORT)


def put(item, text, kind, **option):
    paper = a_paper(a_matter(forum, item.title), item, title=item.title)
    asked = a_recommendation(
        paper, text=text, decision_type=kind, seeks_resources=True, amount=Decimal(5000),
        financial_year="2026-27",
    )
    period = {"from_on": date(2026, 4, 1), "until_on": date(2027, 3, 31)}
    line = a_line(forum, item.title, **option.pop("line", {}))
    found = an_option(asked, line, **period, **option)
    if option:
        a_rate(found, printed_total=Decimal(5000), units=Decimal(1000))
    warnings = may_table(paper_facts(paper, on=before)).warnings
    read = {each.key: "Read" for each in warnings}
    table_paper(paper, acknowledged=read, by=clerk, on=before)


put(growth, "Agree the growth fund.", "GROWTH_FUND", line={"block": "schools"})
put(
    insurance, "De-delegate funding for insurance.", "DEDEL_PRIMARY", line={"block": "schools"},
    source=Source.DE_DELEGATED, service="Insurance", group="maintained_primary",
)
put(central, "Agree the admissions line.", "CSSB_ONGOING")
put(other, "Agree the review.", "GENERAL")
mark_published(meeting, by=clerk, on=before, sha256="")
Person.objects.update(is_demo=True)
print(meeting.pk)
"""


def staged(site, slug):
    """The address of the screen, in a forum of its own."""
    return f"/{slug}/meetings/{site.python(MEETING.replace('SLUG', slug)).split()[-1]}/run/"


def somebody(browser, site, slug, *, width=1280, scripts=True):
    context = browser.new_context(
        base_url=site.url,
        viewport={"width": width, "height": 900},
        locale="en-GB",
        java_script_enabled=scripts,
    )
    context.set_default_timeout(10_000)
    return Visitor(context.new_page(), set(), looks=scripts, forum=slug)


@pytest.fixture
def clerk(browser, site):
    return somebody(browser, site, "borchester")


def test_whole_meeting_on_one_screen(clerk, site, browser):
    run = staged(site, "borchester")
    clerk.be("Clara Clerk")
    clerk.go(run)
    the_roll_is_called(clerk)
    vice_chair_is_elected_in_secret(clerk)
    minutes_are_agreed_by_all(clerk)
    interest_is_declared_in_mid_item(clerk)
    substitute_votes_on_a_phone(clerk, somebody(browser, site, "borchester", width=390))
    tie_is_broken_by_the_chair(clerk)
    quorum_is_lost_and_the_item_deferred(clerk)
    meeting_is_closed(clerk)


def the_roll_is_called(clerk):
    clerk.press("Open the meeting")
    clerk.follow("Record who is here")
    clerk.reads("14 members replied beforehand")
    clerk.press("Save the attendance")
    clerk.reads("8 present, 6 needed", "Quorate", "Cleo Chair")
    take(clerk, "1")
    minute(clerk, "Apologies were received from six members.")
    take(clerk, "2")


def vice_chair_is_elected_in_secret(clerk):
    take(clerk, "3")
    clerk.follow("Elect the vice-chair")
    for name in ("Pat Primary", "Sam Secondary"):
        clerk.page.get_by_role("checkbox", name=re.compile(name)).check()
    clerk.fill(method="secret")
    clerk.press("Open the ballot")
    clerk.page.get_by_role("radio", name=re.compile("Sam Secondary")).check()
    clerk.press("Close the ballot")
    clerk.reads("Elected: Sam Secondary")


def minutes_are_agreed_by_all(clerk):
    take(clerk, "4")
    clerk.fill(method="unanimous")
    clerk.press("Open the ballot")
    clerk.press("Close the ballot")
    clerk.reads("Agreed by all, nobody against")


def interest_is_declared_in_mid_item(clerk):
    take(clerk, "5")
    clerk.reads("8 may vote")
    unfold(clerk, "Declare an interest")
    choose(clerk, "#interest-holder", "Aled Academy")
    clerk.fill(nature="Governor of a growing school", kind="pecuniary", action="left")
    clerk.page.locator("#interest-said_before").fill("Spoke for the paper.")
    clerk.press("Declare the interest")
    clerk.reads(
        "7 present, 6 needed", "1 left the room", "Governor of a growing school", "7 may vote"
    )
    clerk.page.locator("#minute-text").fill("A member declared an interest.")
    hands(clerk, 7, 0, 0)
    expect(clerk.page.locator("#minute-text")).to_have_value("A member declared an interest.")
    record(clerk, "carried")
    clerk.reads("Carried", "1 of 1 recorded")
    assert faults(clerk.page) == []
    unfold(clerk, "Set an action")
    clerk.page.locator("#action-text").fill("Tell the schools.")
    choose(clerk, "#action-owner", "Omar Officer")
    for part, value in enumerate(("1", "9", "2027")):
        clerk.page.locator(f"#action-due_on_{part}").fill(value)
    expect(clerk.page.locator(".tabled-saved", has_text="Saved")).to_be_visible()
    clerk.page.reload()
    expect(clerk.page.locator("#action-text")).to_have_value("Tell the schools.")
    clerk.press("Set the action")
    clerk.reads("Tell the schools.", "Omar Officer")
    expect(clerk.page.locator("#action-text")).to_have_value("")


def substitute_votes_on_a_phone(clerk, phone):
    take(clerk, "6")
    clerk.reads("4 may vote")
    clerk.fill(method="electronic")
    clerk.press("Open the ballot")
    clerk.reads("0 of 4 have voted")
    clerk.page.locator("#minute-text").press_sequentially("While they vote")
    ballot = clerk.page.get_by_role("link", name=re.compile("Register")).first.get_attribute(
        "href"
    )
    for name in ("Stella Standing", "Pat Primary", "Peg Primary", "Cleo Chair"):
        phone.be(name)
        phone.go(ballot + "vote/")
        phone.fill(choice="for")
        phone.press("Continue")
        phone.page.locator("button[name=confirm]").click()
        phone.reads("Your vote is recorded")
    clerk.reads("4 of 4 have voted")
    expect(clerk.page.locator("#minute-text")).to_have_value("While they vote")
    expect(clerk.page.locator("#minute-text")).to_be_focused()
    clerk.press("Close the ballot")
    clerk.reads("For 4, against 0")
    record(clerk, "carried")


def tie_is_broken_by_the_chair(clerk):
    take(clerk, "7")
    hands(clerk, 4, 4, 0)
    clerk.reads("A tie: the casting vote")
    clerk.fill(choice="for")
    clerk.press("Record the casting vote")
    record(clerk, "carried")
    clerk.reads("1 of 1 recorded")


def quorum_is_lost_and_the_item_deferred(clerk):
    take(clerk, "8")
    for name in ("Edie Early", "Dora Diocese", "Aled Academy"):
        clerk.page.get_by_role("button", name=re.compile(f"Left.*{name}")).click()
        clerk.page.wait_for_load_state()
    clerk.reads("5 present, 6 needed", "Not quorate", "The vote can only show a view")
    assert faults(clerk.page) == []
    unfold(clerk, "Record it without a vote")
    clerk.fill(result="view_recorded")
    clerk.press("Record the outcome")
    confirm(clerk)
    clerk.reads("View recorded")
    clerk.page.get_by_role("button", name=re.compile("Came in.*Edie Early")).click()
    clerk.reads("6 present, 6 needed", "Quorate")


def meeting_is_closed(clerk):
    clerk.press("Close the meeting")
    clerk.reads("The meeting is over")
    assert faults(clerk.page) == []
    clerk.follow("Write the minutes")
    clerk.reads("Elect", "Insurance")
    texts = [each.input_value() for each in clerk.page.locator("textarea").all()]
    assert texts[0] == "Apologies were received from six members."
    assert texts[4] == "A member declared an interest."


def test_one_item_without_javascript(site, browser):
    run = staged(site, "penny-hassett")
    clerk = somebody(browser, site, "penny-hassett", scripts=False)
    clerk.be("Clara Clerk")
    clerk.go(run)
    clerk.press("Open the meeting")
    clerk.follow("Record who is here")
    clerk.press("Set everybody to present")
    clerk.press("Save the attendance")
    clerk.reads("14 present, 6 needed")
    take(clerk, "5")
    clerk.page.locator("#minute-text").fill("The Forum heard the report.")
    clerk.press("Save the minute")
    hands(clerk, 10, 3, 1)
    record(clerk, "carried")
    clerk.reads("Carried", "£5,000", "For 10, against 3, abstained 1")
    expect(clerk.page.locator("#minute-text")).to_have_value("The Forum heard the report.")


# What the clerk does again and again.


def take(clerk, number):
    clerk.page.get_by_role("button", name=f"Take item {number}", exact=True).click()
    clerk.page.wait_for_load_state()
    clerk.look()


def minute(clerk, text):
    """Typed, and saved when the clerk leaves the box; or with the button."""
    saved = clerk.page.locator(".tabled-saved", has_text="Saved in the minutes")
    clerk.page.locator("#minute-text").fill(text[:-1])
    clerk.page.locator("#minute-text").blur()
    expect(saved).to_be_visible()
    clerk.page.locator("#minute-text").fill(text)
    clerk.page.get_by_role("button", name="Save the minute").click()
    expect(saved).to_be_visible()


def hands(clerk, votes_for, against, abstained):
    clerk.fill(method="show_of_hands")
    clerk.press("Open the ballot")
    clerk.fill(votes_for=str(votes_for), votes_against=str(against), abstentions=str(abstained))
    clerk.press("Close the ballot")


def record(clerk, result):
    clerk.fill(result=result)
    clerk.press("Record the outcome")
    confirm(clerk)


def confirm(clerk):
    """Read the warnings, where there are any, and go on."""
    boxes = clerk.page.locator("[name=confirmed]").all()
    for box in boxes:
        box.check()
    if boxes:
        clerk.press("Record the outcome")


def unfold(clerk, words):
    details = clerk.page.locator("details", has_text=words).first
    if details.get_attribute("open") is None:
        details.locator("summary").first.click()


def choose(clerk, where, words):
    found = clerk.page.locator(where)
    found.select_option(found.locator("option", has_text=words).first.get_attribute("value"))
