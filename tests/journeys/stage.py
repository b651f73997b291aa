"""Stage a forum for a journey, and the few things every person does in a browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from playwright.sync_api import Error, Locator, Page, expect

from tests.accessibility import faults

STAGE = """
from datetime import date
from decimal import Decimal
from forum.choices import Group, ItemKind, Role, SeatKind
from papers.choices import Block, LineKind
from papers.models import Allocation
from tests.factories import *

forum = a_forum("SLUG", name="SLUG".title() + " Schools Management Forum", short_name="SMF")
FOR = " of SLUG"
a_role(forum, Role.CLERK, "Clara Clerk" + FOR, "Clerk to the forum")
a_role(forum, Role.OFFICER, "Omar Officer" + FOR, "Early Help Manager")
a_role(forum, Role.OFFICER, "Gwen Green" + FOR, "Stronger Families Manager")
a_role(forum, Role.AUDITOR, "Ada Auditor" + FOR, "Internal Audit Manager")
head = a_member(forum, Group.MAINTAINED_PRIMARY, SeatKind.HEADTEACHER, "Pat Primary" + FOR)
a_chair(forum, head)
a_member(forum, Group.MAINTAINED_SECONDARY, SeatKind.HEADTEACHER, "Sam Secondary" + FOR)
a_member(forum, Group.ACADEMY_MAINSTREAM, SeatKind.TRUST, "Tess Trustee" + FOR)
for day in (date(2018, 7, 4), date(2019, 1, 16), date(2019, 2, 27), date(2019, 3, 27)):
    an_item(a_meeting(forum, day), "5", "Early Help", position=5)
a_line(forum, "Contribution to combined budgets", block=Block.CSSB)
growth = a_line(forum, "School improvement", block=Block.CSSB)
pool = a_line(forum, "Additional high needs money", block=Block.HIGH_NEEDS, kind=LineKind.BALANCE)
pot = {"financial_year": "2019-20", "amount": Decimal(336000)}
Allocation.objects.create(forum=forum, budget_line=pool, **pot)
a_line(forum, "Behaviour support", block=Block.SCHOOLS)
from forum.models import Person
Person.objects.update(is_demo=True)
"""


# A click may lead away a moment after it: the page itself knows first. Its mark goes with it.
WATCH = """() => navigation.addEventListener("navigate", (going) => {
  if (!going.hashChange && going.downloadRequest === null) window.leaving = true;
})"""
LEAVING = "() => new Promise((tell) => setTimeout(() => tell(window.leaving === true), 100))"


@dataclass
class Visitor:
    """Somebody at a browser; every page they come to is looked at for faults."""

    page: Page
    seen: set[str]
    looks: bool = True
    """The checks themselves run in the page: without JavaScript nobody looks."""
    forum: str = ""

    def be(self, name: str) -> None:
        """Sign in as one of the people of the demo."""
        self.page.context.clear_cookies()
        self.go("/account/sign-in/demo/")
        self.page.get_by_role(
            "button", name=re.compile(f"{name}{self._of_forum()}$")
        ).first.click()
        expect(self.page.locator("main")).to_be_visible()

    def go(self, path: str) -> None:
        answer = self.page.goto(path)
        assert answer.status == 200, f"{path}: {answer.status}"
        self.look()

    def look(self) -> None:
        """Check the page that stands there, once for each kind of page and state."""
        place = re.sub(r"[0-9a-f-]{36}", "…", self.page.url) + self.page.title()
        if self.looks and place not in self.seen:
            self.seen.add(place)
            found = faults(self.page)
            assert found == [], f"{self.page.url}: {found}"

    def press(self, button: str) -> None:
        self._click(self.page.get_by_role("button", name=button, exact=True).first)

    def follow(self, words: str | re.Pattern) -> None:
        """Go where a link leads, also one that looks like a button."""
        self._click(self.page.locator("main a").filter(has_text=words).first)

    def fill(self, **fields: str) -> None:
        """Fill in by field name: text and lists by their value, radios and ticks by choosing."""
        for name, value in fields.items():
            found = self.page.locator(f'[name="{name}"]')
            kind = found.first.evaluate("it => it.type || it.tagName.toLowerCase()")
            if kind in {"radio", "checkbox"}:
                named = self.page.locator(f'[name="{name}"][value="{value}"]')
                (named if named.count() else self.page.get_by_label(value).first).check()
            elif kind.startswith("select"):
                self._select(found, value)
            else:
                found.fill(value)

    def fill_day(self, name: str, day: date) -> None:
        self.fill(
            **{
                f"{name}_day": str(day.day),
                f"{name}_month": str(day.month),
                f"{name}_year": str(day.year),
            }
        )

    def reads(self, *sentences: str) -> None:
        for sentence in sentences:
            expect(self.page.locator("main")).to_contain_text(sentence)

    def _click(self, found: Locator) -> None:
        """Click, and look at the page it leads to: not at the one that is about to go."""
        if self.looks:
            self.page.evaluate(WATCH)
        found.click()
        if self.looks:
            try:
                leads_away = self.page.evaluate(LEAVING)
            except Error:  # The page went while it was asked.
                leads_away = True
            if leads_away:
                self.page.wait_for_function("!window.leaving")
        self.page.wait_for_load_state()
        self.look()

    def _of_forum(self) -> str:
        return f" of {self.forum}" if self.forum else ""

    def _select(self, found, words: str) -> None:
        value = found.locator("option", has_text=words).first.get_attribute("value")
        found.select_option(value)
