"""Somebody who is not signed in: finds a decision and its source, and everything beside it."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.journeys.stage import Visitor

RECORD = Path(__file__).parents[1] / "records" / "renewed.json"
FORUM = "Renewed (synthetic)"
HOME = "/renewed/"
STATEMENTS = ("/accessibility/", "/privacy/", "/cookies/")
PAGES = (
    HOME,
    f"{HOME}follow/",
    f"{HOME}compliance/",
    f"{HOME}compliance/2025-26/",
    f"{HOME}meetings/",
    f"{HOME}members/",
    f"{HOME}open-data/",
    *STATEMENTS,
)
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def record(site):
    """The decisions of a forum, entered from evidence."""
    if FORUM not in site.python("from forum.models import Forum; print(*Forum.objects.all())"):
        site.manage("import_record", str(RECORD))


class Counted(Visitor):
    """Somebody whose clicks are counted."""

    clicks = 0

    def _click(self, found):
        self.clicks += 1
        super()._click(found)


def looked_after(page, host):
    """What the browser refused or asked of others, as it happens."""
    heard = []
    page.on(
        "console",
        lambda said: heard.append(said.text) if "Content Security Policy" in said.text else None,
    )
    page.on(
        "request",
        lambda asked: None if urlsplit(asked.url).netloc == host else heard.append(asked.url),
    )
    return heard


@pytest.mark.usefixtures("record")
def test_decision_and_its_source_are_found_in_four_clicks(page, site):
    heard = looked_after(page, urlsplit(site.url).netloc)
    visitor = Counted(page, set())
    visitor.go("/")

    visitor.follow(FORUM)
    visitor.fill(words="behaviour hub")
    visitor.press("Search")
    visitor.follow("Behaviour hub")

    visitor.reads("Carried", "High needs", "Inclusion support")
    assert visitor.clicks <= 4
    assert heard == []
    assert page.context.cookies() == []


@pytest.mark.usefixtures("record")
def test_every_public_page_is_in_order_on_a_telephone(page, site):
    heard = looked_after(page, urlsplit(site.url).netloc)
    page.set_viewport_size(PHONE)
    visitor = Visitor(page, set())

    for place in PAGES:
        visitor.go(place)

        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= PHONE["width"], place
    assert heard == []


@pytest.mark.usefixtures("record")
def test_decision_is_found_without_javascript(browser, site):
    page = browser.new_context(base_url=site.url, java_script_enabled=False).new_page()
    visitor = Visitor(page, set(), looks=False)
    visitor.go(HOME)

    visitor.fill(words="behaviour hub")
    visitor.press("Search")
    visitor.follow("Behaviour hub")

    visitor.reads("High needs", "Inclusion support")
