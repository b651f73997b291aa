from dataclasses import replace
from datetime import date

import pytest
from django.template.loader import render_to_string

from decisions.choices import Result, VoteCast
from decisions.models import Condition
from decisions.models.threads.log import YearLog, meeting_log
from decisions.pdfs import decision_log
from decisions.pdfs.decision_log import (
    meeting_log_context,
    meeting_log_pdf,
    row_context,
    year_log_context,
    year_log_pdf,
)
from decisions.workflow.deciding import OutcomeDraft, record_outcome
from forum.models import Meeting
from papers.pdfs.document import document
from tests.documents import LONG_WORD, TRAIL, broken_promises, flowing
from tests.factories import MEETING_DAY, a_forum
from tests.middlesbrough import FEBRUARY, JULY, middlesbrough
from tests.pdf_checks import faults, links, outline, page_count, text

pytestmark = pytest.mark.django_db
ON = date(2019, 4, 1)


@pytest.fixture
def story(db):
    return middlesbrough()


def rows(meeting):
    return [row_context(row) for row in meeting_log(meeting).rows]


def html(meeting):
    context = meeting_log_context(meeting_log(meeting), document(meeting.forum, "Log"))
    return " ".join(render_to_string("pdf/decision_log.html", context).split())


# One outcome


def test_row_of_an_amended_request_has_both_texts_and_its_action(story):
    (row,) = rows(story.meetings[0])

    assert (row["reference"], row["result"]) == ("2018-07-04/5/1", "Carried as amended")
    assert row["tabled"] == "Agree to fund four Early Help posts."
    assert row["resolved"] == "Agreed to fund four posts, full time and not term time only."
    assert row["votes"] == "For 2, against 0, abstained 0. Quorate: 2 present, 1 needed"
    assert row["money"] == "Asked: £89,604; agreed: £89,604"
    assert row["settlement"] == (
        "Agreed in principle; source settled on 27 February 2019, 238 days later"
    )
    notes = [name for name, _ in row["notes"]]
    assert notes == ["Effect on the cost", "Action Jul18-A1", "Link"]


def test_row_of_a_settled_source_has_its_award_and_what_it_settles(story):
    (row,) = rows(story.meetings[2])

    assert row["awards"] == [
        {
            "source": "One-off",
            "rest": "Additional high needs grant (High needs block): £89,604 for 2019-20, "
            "until 31 October 2019",
        }
    ]
    assert ("Assumed", "Amount and year assumed: the record states neither.") in row["notes"]
    assert ("Link", "Settles the source of 2018-07-04/5/1 of 4 July 2018") in row["notes"]


def test_row_carried_as_tabled_says_so_once(question, sitting, meeting):
    sitting.carry(question)

    assert "<p>Tabled and resolved: Agree to fund four posts.</p>" in html(meeting)


def test_condition_stands_with_its_state(question, sitting, meeting):
    outcome = sitting.carry(question)
    Condition.objects.create(forum=meeting.forum, outcome=outcome, text="Subject to evaluation")

    assert ("Condition", "Subject to evaluation (open)") in rows(meeting)[0]["notes"]


def test_request_refused_asks_and_agrees_nothing(question, sitting, meeting, clerk):
    sitting.vote(question, VoteCast.AGAINST)
    record_outcome(question, OutcomeDraft(Result.NOT_CARRIED), by=clerk, on=MEETING_DAY)

    (row,) = rows(meeting)

    assert (row["money"], row["awards"], row["is_as_tabled"]) == ("Asked: £89,604", [], False)


# One meeting


def test_log_of_a_meeting_keeps_the_promises_of_a_document(story):
    made = meeting_log_pdf(story.meetings[0], trail_line=TRAIL, on=ON)

    assert broken_promises(
        made, title="Decision log of the meeting of 4 July 2018", trail=TRAIL
    ) == []  # fmt: skip
    assert page_count(made) <= 2
    assert (3, "5. Early help") in outline(made)
    assert meeting_log_pdf(story.meetings[0], trail_line=TRAIL, on=ON) == made


def test_log_that_is_not_published_says_so(story):
    made = meeting_log_pdf(story.meetings[2], on=ON)

    assert "Preview: not published" in text(made, 1)
    assert "Published" not in flowing(made)


def test_meeting_without_outcomes_has_a_log_too(meeting):
    assert "No outcome is recorded." in html(meeting)


def test_long_log_of_a_meeting_is_joined_from_pieces(question, sitting, meeting, monkeypatch):
    sitting.carry(question)
    question.placement.recommendation.matter.title = LONG_WORD
    monkeypatch.setattr(decision_log, "ROWS", 2)
    log = meeting_log(meeting)
    monkeypatch.setattr(decision_log, "meeting_log", lambda _: replace(log, rows=log.rows * 5))

    made = meeting_log_pdf(meeting, trail_line=TRAIL, on=ON)

    title = "Decision log of the meeting of 15 January 2026"
    assert broken_promises(made, title=title, trail=TRAIL) == []
    assert [words for level, words in outline(made) if level == 1] == [
        title,
        "Meeting of 15 January 2026",
        "Meeting of 15 January 2026, continued",
        "Meeting of 15 January 2026, continued",
    ]


# One year


def test_log_of_a_year_starts_each_meeting_on_its_own_page(story):
    made = year_log_pdf(story.forum, "2018-19", trail_line=TRAIL, on=ON)

    assert broken_promises(made, title="Decision log of 2018-19", trail=TRAIL) == []
    assert [words for level, words in outline(made) if level == 1] == [
        "Decision log of 2018-19",
        "Meeting of 4 July 2018",
        "Meeting of 16 January 2019",
        "Meeting of 27 February 2019",
    ]
    assert "Meeting of 27 February 2019" in text(made, 4)
    assert links(made) == []
    assert year_log_pdf(story.forum, "2018-19", trail_line=TRAIL, on=ON) == made


def test_front_of_a_year_says_what_was_agreed_and_where_it_stands(story):
    log = YearLog(story.forum, "2018-19", tuple(map(meeting_log, story.meetings)))

    context = year_log_context(log, document(story.forum, "Log"), [2, 3, 4])

    assert [(each["piece"], each["page"]) for each in context["meetings"]] == [
        (1, 2),
        (2, 3),
        (3, 4),
    ]
    assert context["sources"] == {"One-off": 89604}
    assert context["unsettled"] == 0


def test_unsettled_money_of_a_year_is_named_apart(question, sitting, later_meeting, meeting):
    sitting.agree_in_principle(question, later_meeting)
    log = YearLog(meeting.forum, "2025-26", (meeting_log(meeting),))

    context = year_log_context(log, document(meeting.forum, "Log"), [2])

    assert (context["unsettled"], context["totals"].together) == (89604, 0)
    assert "£89,604 agreed in principle, its funding source not settled" in html(meeting)


def test_year_without_published_minutes_says_so(db):
    made = year_log_pdf(a_forum(), "2018-19", trail_line=TRAIL, on=ON)

    assert faults(made) == []
    assert "No meeting of this year has published minutes." in flowing(made)


def test_year_holds_only_its_own_meetings(story):
    assert Meeting.objects.get(held_on=FEBRUARY).forum == story.forum

    made = year_log_pdf(story.forum, "2019-20", trail_line=TRAIL, on=ON)

    assert f"{JULY:%-d %B %Y}" not in flowing(made)
