from datetime import date

import pytest
from django.template.loader import render_to_string

from decisions.models.auditing.review import review_of
from decisions.pdfs.review import review_context, review_pdf
from tests.documents import TRAIL, broken_promises, flowing
from tests.factories import MEETING_DAY, a_matter
from tests.middlesbrough import middlesbrough
from tests.pdf_checks import outline, page_count, text

pytestmark = pytest.mark.django_db
ON = date(2019, 3, 27)
TITLE = "Funding source review: Early Help Practitioners"


@pytest.fixture
def story(db):
    return middlesbrough()


def html(matter, on=ON):
    return " ".join(
        render_to_string("pdf/review.html", review_context(review_of(matter, on=on))).split()
    )


def test_head_of_the_review_counts_the_days_to_a_settled_source(story):
    facts = {
        each["label"]: each["value"]
        for each in review_context(review_of(story.matter, on=ON))["facts"]
    }

    assert facts["Days to a settled source"] == "238 days"
    assert facts["Authority to spend until"] == "31 October 2019"
    assert facts["Meetings until then"] == "3"
    assert facts["Overdue actions"] == "1"
    assert facts["Statements contradicted"] == "1"
    assert facts["As of"] == "27 March 2019"


def test_every_option_stands_as_it_was_entered(story):
    said = html(story.matter)

    for label in (
        "Centrally retained, Combined budgets",
        "High needs, Inclusion support",
        "One-off, Additional high needs grant",
    ):
        assert label in said
    assert "<td>Assistant Director</td>" in said
    assert "Unavailable: Nothing is left." in said


def test_findings_name_rule_evidence_and_what_resolves_them(story):
    said = html(story.matter)

    assert "<h3>A later paper contradicts the record</h3>" in said
    assert "Rule: statement-contradicted." in said
    assert "What would resolve it: A correction to the paper says what the forum decided." in said
    assert "Resolved: Settled by the decision of 27 February 2019." in said


def test_timeline_says_where_the_source_stood(story):
    said = html(story.matter)

    assert "Not settled: since 4 July 2018" in said
    assert "Settled: One-off, until 31 October 2019" in said


def test_open_action_is_marked_overdue(story):
    said = html(story.matter)

    assert "Present Early Help and clusters to the Forum." in said
    assert "meeting of 27 February 2019<br><strong>Overdue</strong>" in said


def test_review_keeps_the_promises_of_a_document(story):
    made = review_pdf(story.matter, trail_line=TRAIL, on=ON)

    assert broken_promises(made, title=TITLE, trail=TRAIL) == []
    assert "Published" not in flowing(made)
    assert 4 <= page_count(made) <= 7
    headings = [words for level, words in outline(made) if level == 2]
    assert headings == [
        "Findings",
        "Where the money came from",
        "Timeline",
        "Funding options as entered",
        "Outcomes and awards",
        "Open actions",
        "Audit trail",
    ]
    assert review_pdf(story.matter, trail_line=TRAIL, on=ON) == made


def test_review_names_the_head_of_the_trail_by_itself(story):
    made = review_pdf(story.matter, on=ON)

    head = story.forum.trail_head
    head.refresh_from_db()
    assert f"Audit trail {head.seq} · {head.hash[:16]}…" in text(made, 1)


def test_public_review_leaves_out_what_is_not_published(question, sitting):
    matter = question.placement.recommendation.matter
    sitting.carry(question)

    public = flowing(review_pdf(matter, on=MEETING_DAY, inside=False))
    inside = flowing(review_pdf(matter, on=MEETING_DAY))

    assert "Days to a settled source 0 days" in inside
    assert "no money was agreed" in public
    assert "No outcome is recorded." in public


def test_matter_without_a_history_has_a_review_too(forum):
    matter = a_matter(forum, "Growth fund")

    said = html(matter)

    assert "no money was agreed" in said
    assert "The rules find nothing to report." in said
    assert "Nothing has happened yet." in said
