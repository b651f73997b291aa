"""A member votes on a phone, by keyboard alone, and without JavaScript."""

import pytest

from tests.journeys.stage import Visitor

VOTING = """
from tests.factories import *
from decisions.choices import Method
from decisions.workflow.voting import open_ballot
from forum.choices import Group, Role, SeatKind
from forum.models import Person
from forum.workflow.meetings import mark_published, open_meeting
from papers.models import Question
from papers.workflow.tabling import table_paper

forum = a_forum("felpersham")
clerk = a_role(forum, Role.CLERK, "Freda Clerk")
for name, group in (
    ("Perry Primary", Group.MAINTAINED_PRIMARY),
    ("Penny Primary", Group.MAINTAINED_PRIMARY),
    ("Aled Academy", Group.ACADEMY_MAINSTREAM),
):
    a_member(forum, group, SeatKind.HEADTEACHER, name)
meeting = a_meeting(forum)
paper = a_paper(a_matter(forum, "Insurance"), an_item(meeting), title="Insurance")
insurance = a_recommendation(
    paper, text="De-delegate funding for insurance.", decision_type="DEDEL_PRIMARY",
    seeks_resources=True, amount=Decimal(500), financial_year="2026-27",
)
option = an_option(
    insurance, a_line(forum, "Insurance", block="schools"), source="de_delegated",
    service="Insurance", group="maintained_primary",
    from_on=date(2026, 4, 1), until_on=date(2027, 3, 31),
)
a_rate(option)
table_paper(paper, by=clerk, on=BEFORE)
mark_published(meeting, by=clerk, on=BEFORE, sha256="")
open_meeting(meeting, by=clerk, on=MEETING_DAY)
everybody_present(meeting)
asked = Question.objects.get(forum=forum)
print(open_ballot(asked, Method.ELECTRONIC, by=clerk, on=MEETING_DAY).pk)
Person.objects.update(is_demo=True)
"""


@pytest.fixture(scope="module")
def ballot(site):
    """The address of an open ballot of the primary members."""
    return f"/felpersham/ballots/{site.python(VOTING).split()[-1]}/"


@pytest.fixture
def phone(browser, site):
    """A phone, with or without JavaScript."""

    def visitor(**more):
        context = browser.new_context(
            base_url=site.url, viewport={"width": 390, "height": 844}, locale="en-GB", **more
        )
        context.set_default_timeout(10_000)
        return Visitor(context.new_page(), set(), looks=more.get("java_script_enabled", True))

    return visitor


def test_member_votes_with_the_keyboard_alone(phone, ballot):
    member = phone()
    member.be("Perry Primary")
    member.go(ballot + "vote/")
    member.reads(
        "De-delegate funding for insurance.", "Maintained primary members vote on de-delegation"
    )

    tab_to(member, "input[name=choice]")
    member.page.keyboard.press("Space")
    member.page.keyboard.press("ArrowDown")
    member.page.keyboard.press("ArrowUp")
    tab_to(member, "main button")
    member.page.keyboard.press("Enter")
    member.reads("final")
    tab_to(member, "button[name=confirm]")
    member.page.keyboard.press("Enter")

    member.reads("Your vote is recorded")
    member.look()


def test_member_votes_without_javascript_and_only_once(phone, ballot):
    member = phone(java_script_enabled=False)
    member.be("Penny Primary")
    member.go(ballot + "vote/")
    member.fill(choice="against")
    member.press("Continue")
    member.page.locator("button[name=confirm]").click()
    member.reads("Your vote is recorded")

    member.go(ballot + "vote/")
    member.reads("You voted AGAINST")
    assert member.page.locator("input[name=choice]").count() == 0


def test_academy_member_reads_why_they_do_not_vote(phone, ballot):
    member = phone()
    member.be("Aled Academy")

    answer = member.page.goto(ballot + "vote/")

    assert answer.status in {200, 409}
    member.reads("Academies members do not vote on")
    member.look()


def test_nobody_sees_the_votes_before_the_ballot_closes(phone, ballot):
    reader = phone()
    reader.be("Freda Clerk")
    reader.go(ballot)

    reader.reads("2 of 2")
    words = reader.page.locator("main").inner_text()
    assert "Against" not in words
    assert "1 for" not in words


def tab_to(visitor, selector):
    """Press Tab until the wanted thing has the focus, as somebody without a mouse would."""
    for _ in range(60):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"The keyboard never reaches {selector}")
