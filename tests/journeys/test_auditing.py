"""An auditor asks of three matters: from what money, decided when, until when?"""

import json
from pathlib import Path

import pytest

from tests.journeys.stage import Visitor

RECORDS = Path(__file__).parents[1] / "records"
FILES = ("renewed", "tapering")
FORUM = "middlesbrough"
AUDITOR = """
from forum.choices import Role
from forum.models import Forum, Person
from tests.factories import a_role
person = a_role(Forum.objects.get(slug="middlesbrough"), Role.AUDITOR, "Ada Auditor of record")
Person.objects.filter(pk=person.pk).update(is_demo=True)
"""
ANSWERS = {
    "Early Help Practitioners": (
        "One-off", "27 February 2019", "31 October 2019", "238 days",
    ),
    "Behaviour hub": ("High needs", "18 June 2025", "31 March 2026"),
    "Outreach team": ("High needs", "12 June 2024", "31 March 2027"),
}  # fmt: skip
"""What the page of each matter must say: the source, the day of the decision, the last day."""


@pytest.fixture
def record(site, tmp_path):
    """Three matters of one forum, entered from record files."""
    site.manage("import_record", str(RECORDS / f"{FORUM}.json"))
    for name in FILES:
        file = json.loads(own_words(name, (RECORDS / f"{name}.json").read_text("utf-8")))
        file["told"]["forum"] = {"slug": FORUM}
        file["told"].pop("entered_by", None)
        copy = tmp_path / f"{name}.json"
        copy.write_text(json.dumps(file), "utf-8")
        site.manage("import_record", str(copy), "--by", f"clerk@{FORUM}.example")
    site.python(AUDITOR)


def own_words(name, text):
    """The identities of each file made its own: the files were written for forums of their own."""
    for word in ("m", "line", "first"):
        text = text.replace(f': "{word}"', f': "{name}-{word}"')
    return text


class Counted(Visitor):
    """Somebody whose clicks are counted."""

    clicks = 0

    def follow(self, words):
        self.clicks += 1
        super().follow(words)

    def choose(self, words):
        """A link of the menu."""
        self.clicks += 1
        self._click(self.page.locator("header, nav").get_by_role("link", name=words).first)


def test_three_matters_are_answered_in_under_ten_clicks(page, record):
    auditor = Counted(page, set(), forum="record")
    auditor.be("Ada Auditor")
    auditor.go(f"/{FORUM}/")

    for matter, answers in ANSWERS.items():
        auditor.choose("Matters")
        auditor.follow(matter)
        auditor.reads(*answers)

    assert auditor.clicks < 10
