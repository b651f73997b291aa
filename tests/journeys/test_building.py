"""The clerk puts an agenda of forty items in order; a member says on a phone that they come."""

import pytest

from tests.accessibility import faults
from tests.journeys.stage import Visitor

AGENDA = """
from tests.factories import *
from forum.choices import Group, Role, SeatKind
from forum.models import AgendaItem, Person

forum = a_forum("loamshire")
a_role(forum, Role.CLERK, "Lena Clerk")
a_member(forum, Group.MAINTAINED_PRIMARY, SeatKind.HEADTEACHER, "Lou Primary")
meeting = a_meeting(forum, date(2098, 1, 15))
for number in range(1, 41):
    an_item(meeting, "6(6)" if number == 6 else str(number), f"Report {number}")
print(meeting.pk)
Person.objects.update(is_demo=True)
"""


@pytest.fixture(scope="module")
def meeting(site):
    """The address of a planned meeting with forty items."""
    return f"/loamshire/meetings/{site.python(AGENDA).split()[-1]}/"


@pytest.fixture
def visitor(browser, site):
    def arrive(name, width, **more):
        context = browser.new_context(
            base_url=site.url, viewport={"width": width, "height": 900}, locale="en-GB", **more
        )
        somebody = Visitor(context.new_page(), set(), looks=more.get("java_script_enabled", True))
        somebody.be(name)
        return somebody.page

    return arrive


def first_items(page, many):
    rows = page.locator(".tabled-order__item").all()[:many]
    return [" ".join(row.inner_text().split()[:3]) for row in rows]


def test_items_are_moved_by_keyboard_and_by_drag_and_saved_at_once(visitor, meeting):
    page = visitor("Lena Clerk", 1280)
    page.goto(f"{meeting}reorder/")
    rows = page.locator(".tabled-order__item")

    rows.nth(0).get_by_role("button", name="Down").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.inner_text("[data-said]") == "Report 1, now 3 of 40"
    rows.nth(6).drag_to(rows.nth(0), target_position={"x": 100, "y": 3})
    page.get_by_role("button", name="Save the order").click()

    assert first_items(page, 4) == ["1 Report 7", "2 Report 2", "3 Report 3", "4 Report 1"]
    assert first_items(page, 6)[-1].startswith("6(6) ")
    assert faults(page) == []


def test_order_is_changed_without_a_script(visitor, meeting):
    page = visitor("Lena Clerk", 390, java_script_enabled=False)
    page.goto(f"{meeting}reorder/")
    was = first_items(page, 3)

    page.locator(".tabled-order__item").nth(1).get_by_role("button", name="Up").click()

    is_now = first_items(page, 3)
    assert [each.split()[2] for each in is_now[:2]] == [each.split()[2] for each in was[1::-1]]
    assert "reorder/#item-" in page.url


def test_member_says_with_one_press_on_a_phone_that_they_come(visitor, meeting):
    page = visitor("Lou Primary", 390)
    page.goto(meeting)

    page.get_by_role("link", name="Say whether you are coming").click()
    page.get_by_role("button", name="I am coming").click()

    assert page.get_by_text("Thank you.").is_visible()
    assert faults(page) == []
