"""Decisions outside a meeting: how the record of the day, and of the next meeting, tells them."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from decisions.choices import Method, Result, VoteCast
from decisions.models.threads.log import meeting_log
from decisions.pdfs.decision_csv import decision_csv
from decisions.pdfs.decision_log import row_context
from decisions.pdfs.minutes import minutes_context
from decisions.workflow.casting import cast_vote
from decisions.workflow.deciding import OutcomeDraft, record_outcome
from decisions.workflow.minuting import begin_minutes
from decisions.workflow.voting import close_ballot, open_ballot
from forum.choices import MeetingKind, ReturningKind
from forum.models import ReturningBusiness
from papers.models import Question
from papers.models.facts import paper_facts
from papers.rules.tabling import may_table
from papers.workflow.tabling import table_paper
from tests.factories import BEFORE, MEETING_DAY, a_constitution, a_meeting, an_item

pytestmark = pytest.mark.django_db
NEXT = date(2026, 3, 12)


@pytest.fixture
def outside(recommendation, members, meeting, clerk, forum):
    """Two of three members reply, both against."""
    a_constitution(forum, urgency_procedure=True)
    meeting.kind, meeting.called_because = MeetingKind.OUTSIDE, "The grant lapses on Friday."
    meeting.opened_at, meeting.opened_by = timezone.now(), clerk
    meeting.agenda_published_at, meeting.agenda_published_by = timezone.now(), clerk
    meeting.agenda_published_on = BEFORE
    meeting.save()
    paper = recommendation.paper
    read = {each.key: "Read" for each in may_table(paper_facts(paper, on=BEFORE)).warnings}
    table_paper(paper, acknowledged=read, by=clerk, on=BEFORE)
    question = Question.objects.get()
    ballot = open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)
    for member in members[:2]:
        cast_vote(ballot, choice=VoteCast.AGAINST, by=member)
    close_ballot(ballot, by=clerk, on=MEETING_DAY)
    return record_outcome(question, OutcomeDraft(Result.NOT_CARRIED), by=clerk, on=MEETING_DAY)


def test_log_and_csv_say_that_it_was_decided_outside_a_meeting(outside):
    (row,) = meeting_log(outside.meeting).rows

    said = row_context(row)

    assert said["votes"] == (
        "For 0, against 2, abstained 0. "
        "Outside a meeting. Quorate: 2 replied of 3 members asked, 2 needed"
    )
    assert ("Decided outside a meeting", "The grant lapses on Friday.") in said["notes"]
    assert ",yes,3,2," in decision_csv([row])


def test_outcome_and_register_pages_say_so(as_clerk, outside):
    assertContains(as_clerk.get(outside.get_absolute_url()), "every member was asked")
    decided = reverse("decisions:decision_list", args=[outside.forum.slug])
    assertContains(as_clerk.get(decided), "Decided outside a meeting")


def test_minutes_of_the_asking_state_the_quorum_by_replies(outside, clerk):
    context = minutes_context(begin_minutes(outside.meeting, by=clerk, on=MEETING_DAY))

    assert context["quorum"].startswith("Decided outside a meeting: those who replied make")
    assert context["presiding"] == "Nobody: decided outside a meeting"


def test_next_meeting_minutes_what_was_decided_outside(outside, clerk, forum):
    later = a_meeting(forum, NEXT)
    an_item(later)
    ReturningBusiness.objects.create(
        forum=forum,
        kind=ReturningKind.OUTSIDE_DECISION,
        sentence="Asked of all members",
        about=outside.meeting.pk,
        business=outside.meeting.pk,
        arose_at=outside.meeting,
        due_meeting=later,
    )
    minutes = begin_minutes(later, by=clerk, on=NEXT)

    said = " ".join(render_to_string("pdf/minutes.html", minutes_context(minutes)).split())

    assert "Decided outside a meeting, 15 January 2026" in said
    assert "because: The grant lapses on Friday. Reported to this meeting and minuted" in said
    assert "2 replied of 3 members asked, 2 needed" in said
