from datetime import date, time

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from decisions.choices import Method, Procedure, Result, VoteCast
from decisions.models import Action, ExecutiveDecision
from decisions.pdfs.minutes import minutes_context, minutes_pdf
from decisions.workflow.deciding import OutcomeDraft, record_outcome
from decisions.workflow.following_up import set_action
from decisions.workflow.minuting import begin_minutes, save_item
from decisions.workflow.voting import (
    Counts,
    close_ballot,
    open_ballot,
    open_procedural_ballot,
)
from forum.choices import Group, ItemKind, Presence
from forum.models import Seat
from tests.decisions.conftest import ASKED, award_of, put
from tests.documents import LONG_TITLE, LONG_WORD, TRAIL, broken_promises, flowing
from tests.factories import (
    MEETING_DAY,
    a_chair,
    a_line,
    a_meeting,
    a_member,
    a_paper,
    a_recommendation,
    an_item,
    an_option,
    is_present,
)
from tests.middlesbrough import middlesbrough
from tests.pdf_checks import outline, page_count

pytestmark = pytest.mark.django_db
TITLE = "Minutes of the meeting of 15 January 2026"


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


# Who was there


def test_attendance_puts_the_group_beside_each_seat(question, minutes, members):
    a_chair(minutes.forum, members[0])
    is_present(minutes.meeting, members[1], Presence.APOLOGIES)
    is_present(minutes.meeting, members[2], Presence.ABSENT)

    tables = minutes_context(minutes)["attendance"]

    assert [table["head"] for table in tables] == [
        "Present (1)",
        "Apologies (1)",
        "Absent, without apologies (1)",
    ]
    assert tables[0]["rows"][0]["name"] == "Pat Primary (chair)"
    assert tables[1]["rows"][0]["group"] == "Maintained secondary schools"


def test_vacant_seats_and_members_nothing_is_known_of_are_named(minutes, members, forum):
    Seat.objects.create(forum=forum, name="Post-16 representative", group=Group.POST_16)

    tables = minutes_context(minutes)["attendance"]

    assert [table["head"] for table in tables] == [
        "Attendance not recorded (3)",
        "Vacant seats (1)",
    ]
    assert tables[1]["rows"][0]["name"] == "vacant"


def test_quorum_is_stated_in_a_sentence(question, minutes, members):
    said = "The meeting was quorate: 3 members were present and 2 needed (40% of filled seats)."
    assert minutes_context(minutes)["quorum"] == said

    for member in members[1:]:
        is_present(minutes.meeting, member, Presence.ABSENT)

    said = "The meeting was not quorate: 1 member was present and 2 needed (40% of filled seats)."
    assert minutes_context(minutes)["quorum"] == said


def test_what_the_record_lacks_is_not_stated(minutes):
    context = minutes_context(minutes)

    assert context["quorum"] == "Not stated: attendance is not recorded."
    assert context["chair"] == "not stated"
    assert html(minutes).count("<td>not stated</td>") == 3


# What was resolved


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


# What was said, and what follows


def test_text_of_an_item_is_printed_and_an_empty_item_says_so(minutes, meeting, clerk):
    an_item(meeting, "6", "Any other business")
    begin_minutes(meeting, by=clerk, on=MEETING_DAY)
    item = minutes.items.first() or None
    save_item(item, text="Members *asked*.\n\n- one", version=1, by=clerk, on=MEETING_DAY)

    said = html(minutes)

    assert "Members <em>asked</em>." in said
    assert said.count("Nothing is recorded under this item.") == minutes.items.count() - 1


def test_actions_have_owner_and_due(question, minutes, clerk, meeting):
    action = Action(
        forum=meeting.forum, meeting=meeting, agenda_item=question.placement.agenda_item,
        text="Report the outturn.", set_on=MEETING_DAY,
    )  # fmt: skip
    set_action(action, by=clerk, on=MEETING_DAY)

    said = html(minutes)

    assert "Owner: nobody named. Due: not stated." in said
    assert "<td>Report the outturn.</td><td>nobody named</td><td>not stated</td>" in said


def test_decision_by_an_office_holder_is_reported_without_a_vote(minutes, paper):
    ExecutiveDecision.objects.create(
        forum=paper.forum, matter=paper.matter, reference="23/00113", title="Pathfinder",
        decided_by_post="Cabinet Member", text="Agreed to enter into agreements.",
        key_reasons=["over £1 million", "two divisions"], reported_to=minutes.meeting,
    )  # fmt: skip

    said = html(minutes)

    assert "Decided by the Cabinet Member on a day that is not stated." in said
    assert "No meeting, register or ballot." in said
    assert "Key decision because: over £1 million; two divisions." in said


# The document


def test_draft_minutes_keep_the_promises_of_a_document(question, minutes, sitting, meeting):
    meeting.starts_at_time, meeting.place = time(16), "Council Chamber"
    meeting.save()
    sitting.carry(question)

    made = minutes_pdf(minutes, trail_line=TRAIL, on=MEETING_DAY)

    assert broken_promises(made, title=TITLE, trail=TRAIL, note="Draft: not yet agreed") == []
    assert page_count(made) == 2
    assert (2, "5. Early help") in outline(made)
    assert (3, "Recommendation 1") in outline(made)
    assert minutes_pdf(minutes, trail_line=TRAIL, on=MEETING_DAY) == made


def test_agreed_minutes_name_the_meeting_that_agreed_them(
    question, minutes, sitting, later_meeting
):
    sitting.carry(question)

    made = minutes_pdf(
        minutes, trail_line=TRAIL, on=later_meeting.held_on, agreed_at_meeting=later_meeting
    )

    assert broken_promises(made, title=TITLE, trail=TRAIL) == []
    assert "Agreed as a true record at the meeting of 12 March 2026." in flowing(made)
    assert "draft" not in flowing(made).lower()


def test_sixty_seats_and_long_words_stay_on_the_page(minutes, forum, clerk, meeting):
    for number in range(57):
        is_present(meeting, a_member(forum, name=f"{LONG_WORD[:90]} {number}"))
    item = an_item(meeting, "7", LONG_TITLE[:300])
    begin_minutes(meeting, by=clerk, on=MEETING_DAY)
    save_item(
        minutes.items.get(agenda_item=item), text=LONG_WORD, version=1, by=clerk, on=MEETING_DAY
    )

    made = minutes_pdf(minutes, on=MEETING_DAY)

    assert broken_promises(made, title=TITLE, note="Draft: not yet agreed") == []
    assert page_count(made) <= 9


def test_empty_agenda_has_minutes_too(forum, clerk):
    meeting = a_meeting(forum, date(2026, 5, 1))

    assert "The agenda of this meeting is empty." in html(
        begin_minutes(meeting, by=clerk, on=meeting.held_on)
    )


def test_middlesbrough_minutes_keep_the_text_tabled_beside_the_text_resolved(db):
    story = middlesbrough()

    said = html(story.meetings[0].minutes)

    assert "<strong>Tabled:</strong> Agree to fund four Early Help posts." in said
    assert "Agreed to fund four posts, full time and not term time only." in said
    assert "Effect of the amendment on the cost: not stated</p>" in said
    assert "Not in these figures: £89,604 agreed in principle" in said


def test_middlesbrough_settling_names_what_it_settles_and_what_was_assumed(db):
    story = middlesbrough()

    said = html(story.meetings[2].minutes)

    assert "Funding source: <strong>One-off</strong>, Additional high needs grant" in said
    assert "until 31 October 2019." in said
    assert "Assumed: Amount and year assumed: the record states neither.</p>" in said
    assert "Settles the source of 2018-07-04/5/1 of 4 July 2018." in said


def test_minutes_take_as_many_queries_for_three_requests_as_for_one(
    question, minutes, sitting, meeting, clerk, django_assert_num_queries
):
    sitting.carry(question)
    with CaptureQueriesContext(connection) as one:
        minutes_context(minutes)
    for number in "67":
        more = a_paper(question.placement.recommendation.matter, an_item(meeting, number))
        wanted = a_recommendation(more, seeks_resources=True, amount=ASKED)
        option = an_option(wanted, a_line(meeting.forum, f"Line {number}"))
        asked = put(wanted, meeting, clerk)
        sitting.vote(asked, *[VoteCast.FOR] * 3)
        draft = OutcomeDraft(Result.CARRIED, amount_agreed=ASKED, awards=(award_of(option),))
        record_outcome(asked, draft, by=clerk, on=MEETING_DAY)

    with django_assert_num_queries(len(one)):
        minutes_context(minutes)
