import pytest
from django.template.loader import render_to_string

from decisions.choices import Method, Procedure, Result, VoteCast
from decisions.pdfs.minutes import minutes_context
from decisions.workflow.deciding import OutcomeDraft, record_outcome
from decisions.workflow.minuting import begin_minutes
from decisions.workflow.voting import (
    Counts,
    close_ballot,
    open_ballot,
    open_procedural_ballot,
)
from forum.choices import ItemKind
from tests.decisions.conftest import ASKED, put
from tests.factories import (
    MEETING_DAY,
    a_line,
    a_recommendation,
    an_item,
    an_option,
)

pytestmark = pytest.mark.django_db


def html(minutes, **more):
    said = render_to_string("pdf/minutes.html", minutes_context(minutes, **more))
    return " ".join(said.split())


def answers(minutes, item=0):
    return [
        answer
        for put in minutes_context(minutes)["items"][item]["put"]
        for answer in put["answers"]
    ]


@pytest.fixture
def minutes(meeting, clerk):
    """Minutes just begun; the meeting may go on."""
    return begin_minutes(meeting, by=clerk, on=MEETING_DAY)


def test_carried_request_names_votes_money_and_source(question, minutes, sitting):
    sitting.carry(question)

    (answer,) = answers(minutes)

    assert answer["head"] == "RESOLVED"
    assert answer["vote"] == (
        "For 3, against 0, abstained 0. Of those in favour: option A 3. "
        "3 of 3 seats on the register could vote. Quorate: 3 present, 2 needed"
    )
    assert answer["money"] == "Asked: £89,604; agreed: £89,604"
    assert answer["awards"] == [
        {
            "source": "Centrally retained",
            "rest": "Combined budgets (Central school services block): £89,604 for 2025-26, "
            "from 1 April 2025 until 31 March 2026",
        }
    ]


def test_agreed_in_principle_gives_no_authority_and_names_its_action(
    question, minutes, sitting, later_meeting
):
    sitting.agree_in_principle(question, later_meeting)

    said = html(minutes)

    assert "<strong>AGREED IN PRINCIPLE: funding source not settled:</strong>" in said
    assert "Carried. This gives no authority to spend." in said
    assert "<strong>Action Jan26-A1:</strong> Bring the funding source to the forum." in said
    assert "Owner: Clara Clerk, Clerk to the forum. Due: meeting of 12 March 2026." in said


def test_refused_request_has_its_counts_and_no_money(question, minutes, sitting, clerk):
    sitting.vote(question, VoteCast.AGAINST, VoteCast.AGAINST, VoteCast.ABSTAIN)
    record_outcome(question, OutcomeDraft(Result.NOT_CARRIED), by=clerk, on=MEETING_DAY)

    (answer,) = answers(minutes)

    assert answer["head"] == "NOT CARRIED"
    assert answer["vote"].startswith("For 0, against 2, abstained 1.")
    assert answer["money"] == "Asked: £89,604"


def test_counts_not_taken_are_said_so(question, minutes, clerk, later_meeting):
    ballot = open_ballot(question, Method.NOT_COUNTED, by=clerk, on=MEETING_DAY)
    close_ballot(ballot, Counts(stated_carried=True), by=clerk, on=MEETING_DAY)
    draft = OutcomeDraft(
        Result.CARRIED, amount_agreed=ASKED, unsettled=True, action_text="Find it.",
        action_owner=clerk, action_due_meeting=later_meeting,
    )  # fmt: skip
    record_outcome(question, draft, by=clerk, on=MEETING_DAY)

    assert "Counts not taken" in answers(minutes)[0]["vote"]


def test_deferred_request_names_the_meeting_it_returns_to(question, minutes, clerk, later_meeting):
    draft = OutcomeDraft(Result.DEFERRED, deferred_to=later_meeting)
    record_outcome(question, draft, by=clerk, on=MEETING_DAY)

    (answer,) = answers(minutes)

    assert answer["head"] == "DEFERRED to the meeting of 12 March 2026"
    assert answer["vote"] == ""


def test_noted_report_has_comments_and_no_vote(paper, meeting, members, minutes, clerk, forum):
    noted = a_recommendation(paper, text="NOTE and COMMENT.", decision_type="MONITORING")
    an_option(noted, a_line(forum))
    question = put(noted, meeting, clerk)
    draft = OutcomeDraft(Result.NOTED, comments="Impact is unmeasured.\nClusters are wanted.")
    record_outcome(question, draft, by=clerk, on=MEETING_DAY)

    said = html(minutes)

    assert "<strong>NOTED:</strong> NOTE and COMMENT." in said
    assert "<li>Impact is unmeasured.</li><li>Clusters are wanted.</li>" in said
    assert "abstained" not in said
    assert "Money agreed" not in said


def test_question_without_an_outcome_is_open(question, minutes):
    assert answers(minutes) == [{"group": "All who may vote", "is_open": True}]
    assert "no outcome is recorded yet" in html(minutes)


def test_vote_on_procedure_is_minuted(question, minutes, clerk, meeting):
    item = an_item(meeting, "3", "Minutes of the last meeting", kind=ItemKind.MINUTES, position=0)
    ballot = open_procedural_ballot(
        item, Procedure.AGREE_MINUTES, Method.SHOW_OF_HANDS, by=clerk, on=MEETING_DAY
    )
    close_ballot(ballot, Counts(2, 1, 0), by=clerk, on=MEETING_DAY)

    assert "<strong>CARRIED:</strong> Agree the minutes." in html(minutes)
