"""The Middlesbrough review from its record file: page and document hold the whole of it."""

from datetime import date

import pytest
from django.urls import reverse

from decisions.pdfs.review import review_pdf
from forum.choices import Role
from papers.models import Matter
from tests.documents import said
from tests.factories import a_role
from tests.told import enter

pytestmark = pytest.mark.django_db
ON = date(2026, 5, 1)
AUDITOR_TABLE = (
    ("4 July 2018", "carried as amended", "Minute"),
    ("September 2018", "The posts start, for one year", "Minute"),
    ("16 January 2019", "De-delegation was proposed", "Minute"),
    ("16 January 2019", "are funded from the DSG", "Later assertion"),
    ("27 February 2019", "carried, £89,604", "Report"),
    ("27 March 2019", "An independent review confirms the source", "Report"),
    ("31 October 2019", "Authority to spend ends", "Worked out"),
)
NAMES = (
    "centrally retained budgets",
    "direct school grant",
    "de-delegation in 2019-20, behaviour support services",
    "central services block",
    "Additional one-off high needs funding",
)
FINDINGS = (
    "Tabled without a funding source",
    "Approved without a source",
    "Source settled late",
    "Source changed",
    "Source named in several ways",
    "Option is not a funding source",
    "Authority ended while actions continue",
    "Spent without authority",
    "One-off money for a recurring cost",
    "A later paper contradicts the record",
    "Votes not recorded",
    "Action overdue",
    "Action without an owner",
)


@pytest.fixture
def matter(db):
    enter("middlesbrough")
    return Matter.objects.get()


def missing(text):
    """What of the auditor's table the text does not hold."""
    wanted = [words for row in AUDITOR_TABLE for words in row]
    wanted += [*NAMES, *FINDINGS, "is none of the four", "238", "31 October 2019"]
    return [words for words in wanted if words not in text]


def test_page_holds_every_row_of_the_auditors_table(client, matter):
    client.force_login(a_role(matter.forum, Role.AUDITOR))

    page = client.get(reverse("decisions:matter_review", args=[matter.forum.slug, matter.pk]))

    review = page.context["review"]
    assert missing(" ".join(page.content.decode().split())) == []
    assert "<strong>238</strong> days to a settled source" in page.content.decode()
    assert (review.figures.labels, review.figures.meetings) == (5, 3)
    assert (review.figures.statements_contradicted, review.figures.overdue_actions) == (1, 1)
    assert review.authority_until == date(2019, 10, 31)


def test_document_holds_every_row_of_the_auditors_table(matter):
    words = said(review_pdf(matter, on=ON))

    assert missing(words) == []
    assert "Days to a settled source 238 days" in words
