"""Actions: set, progressed, closed."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from decisions.choices import DecisionEvent
from decisions.models import Action, ActionNote
from decisions.workflow.following_up import close_action, note_progress, set_action
from decisions.workflow.minuting import agree_minutes, begin_minutes, publish_draft
from forum.models import AuditEntry
from forum.rules.ruling import Refused
from forum.workflow.meetings import mark_published, open_meeting
from tests.decisions.conftest import LATER
from tests.factories import MEETING_DAY, an_item

pytestmark = pytest.mark.django_db


def an_action(meeting, owner, **more):
    values = {"text": "Report the impact of the posts.", "due_on": LATER, "set_on": MEETING_DAY}
    return Action(forum=meeting.forum, meeting=meeting, owner=owner, **(values | more))


@pytest.fixture
def action(meeting, officer, clerk):
    return set_action(an_action(meeting, officer), by=clerk, on=MEETING_DAY)


def codes(refused):
    return refused.value.ruling.codes


def written(event):
    return AuditEntry.objects.get(event=event).sentence


def test_action_gets_the_next_reference_and_the_post_of_its_owner(action, meeting, officer, clerk):
    second = set_action(an_action(meeting, officer), by=clerk, on=MEETING_DAY)

    assert (action.reference, second.reference) == ("Jan26-A1", "Jan26-A2")
    assert action.owner_post == "Early Help Manager"


def test_setting_an_action_writes_it_on_the_trail_without_names(action):
    assert written(DecisionEvent.ACTION_SET) == (
        "Action Jan26-A1: Report the impact of the posts. Owner: Early Help Manager. "
        "Due: 12 March 2026."
    )


def test_officer_does_not_set_an_action(meeting, officer):
    with pytest.raises(PermissionDenied):
        set_action(an_action(meeting, officer), by=officer, on=MEETING_DAY)

    assert not Action.objects.exists()


def test_action_is_not_set_at_a_meeting_whose_minutes_are_agreed(
    sitting, question, meeting, later_meeting, officer, clerk
):
    sitting.carry(question)
    sitting.end(meeting)
    minutes = begin_minutes(meeting, by=clerk, on=MEETING_DAY)
    publish_draft(minutes, by=clerk, on=MEETING_DAY)
    an_item(later_meeting)
    mark_published(later_meeting, by=clerk, on=MEETING_DAY, sha256="")
    open_meeting(later_meeting, by=clerk, on=LATER)
    agree_minutes(minutes, at_meeting=later_meeting, by=clerk, on=LATER)

    with pytest.raises(Refused) as refused:
        set_action(an_action(meeting, officer), by=clerk, on=LATER)

    assert codes(refused) == {"minutes-agreed"}


@pytest.mark.parametrize("who", ["officer", "clerk"])
def test_owner_and_clerk_note_progress(action, who, request):
    by = request.getfixturevalue(who)

    note = note_progress(action, text="Half is in.", by=by, on=date(2026, 2, 2))

    assert (note.noted_by, note.noted_on) == (by, date(2026, 2, 2))
    assert written(DecisionEvent.ACTION_PROGRESS) == "Action Jan26-A1: Half is in."


def test_others_do_not_note_progress(action, finance):
    with pytest.raises(PermissionDenied):
        note_progress(action, text="Done?", by=finance, on=LATER)

    assert not ActionNote.objects.exists()


def test_owner_closes_the_action_with_evidence(action, officer):
    close_action(action, evidence="Report to the meeting of 12 March.", by=officer, on=LATER)

    assert (action.is_open, action.closed_on, action.closed_by) == (False, LATER, officer)
    assert written(DecisionEvent.ACTION_CLOSED) == (
        "Action Jan26-A1 closed: Report to the meeting of 12 March."
    )


def test_action_is_not_closed_without_evidence_or_before_it_was_set(action, officer):
    with pytest.raises(Refused) as refused:
        close_action(action, evidence=" ", by=officer, on=date(2026, 1, 1))

    action.refresh_from_db()
    assert codes(refused) == {"evidence-missing", "closed-before-set"}
    assert action.is_open


def test_action_that_settles_a_source_stays_open_until_a_decision_does(
    sitting, question, later_meeting, clerk
):
    outcome = sitting.agree_in_principle(question, later_meeting)

    with pytest.raises(Refused) as refused:
        close_action(
            outcome.settling_actions.get(), evidence="Spoke to finance", by=clerk, on=LATER
        )

    assert codes(refused) == {"source-still-unsettled"}


def test_others_do_not_close_an_action(action, finance):
    with pytest.raises(PermissionDenied):
        close_action(action, evidence="Done", by=finance, on=LATER)
