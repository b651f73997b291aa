from datetime import date, time

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from decisions.choices import Result, VoteCast
from decisions.models import Action, ExecutiveDecision
from decisions.pdfs.minutes import minutes_context, minutes_pdf
from decisions.workflow.deciding import OutcomeDraft, record_outcome
from decisions.workflow.following_up import set_action
from decisions.workflow.minuting import begin_minutes, save_item
from forum.choices import Group, Presence
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
