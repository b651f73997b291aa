"""Actions passed on, put off and superseded; and who answers for them when people go."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from decisions.choices import ActionOrigin, DecisionEvent
from decisions.models import Action
from decisions.models.following.holders import holdings, is_own
from decisions.workflow.actions import ActionChange, change_action, supersede_action
from decisions.workflow.following_up import note_progress, set_action
from decisions.workflow.minuting import agree_minutes, begin_minutes, publish_draft
from forum.choices import Role
from forum.models import AuditEntry, ReturningBusiness
from forum.rules.ruling import Refused
from forum.workflow.meetings import mark_published, open_meeting
from tests.decisions.conftest import LATER
from tests.factories import MEETING_DAY, a_forum, a_role, an_item

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 4)


def an_action(forum, owner, clerk, **more):
    values = {"text": "Report the impact.", "due_on": LATER, "set_on": MEETING_DAY} | more
    action = Action(forum=forum, origin=ActionOrigin.BY_HAND, owner=owner, **values)
    return set_action(action, by=clerk, on=MEETING_DAY)


@pytest.fixture
def action(forum, officer, clerk):
    return an_action(forum, officer, clerk)


def to(person, **more):
    values = {"owner_post": person.post, "due_on": LATER, "due_meeting": None} | more
    return ActionChange(owner=person, reason="The post moved.", **values)


def test_action_is_passed_on_with_its_reason_on_the_trail(action, finance, clerk):
    change_action(action, to(finance, due_on=MAY), by=clerk, on=LATER)

    action.refresh_from_db()
    assert (action.owner, action.owner_post, action.due_on) == (finance, finance.post, MAY)
    assert AuditEntry.objects.get(event=DecisionEvent.ACTION_CHANGED).sentence == (
        "Action Jan26-B1: passed from Early Help Manager to Schools Finance Manager; due 4 May "
        "2026, was 12 March 2026. The post moved."
    )


def test_changed_action_comes_back_on_its_new_day(action, finance, clerk):
    change_action(action, to(finance, due_on=MAY), by=clerk, on=LATER)

    written = ReturningBusiness.objects.waiting().get()
    assert (written.due_on, written.owner) == (MAY, finance)


def test_change_that_changes_nothing_is_refused(action, officer, clerk):
    with pytest.raises(Refused) as refused:
        change_action(action, to(officer), by=clerk, on=LATER)

    assert refused.value.ruling.codes == {"nothing-changed"}
    assert not AuditEntry.objects.filter(event=DecisionEvent.ACTION_CHANGED).exists()


def test_owner_does_not_pass_an_action_on(action, officer, finance):
    with pytest.raises(PermissionDenied):
        change_action(action, to(finance), by=officer, on=LATER)

    action.refresh_from_db()
    assert action.owner == officer


def test_superseded_action_is_closed_by_the_one_that_takes_its_place(
    forum, action, officer, clerk
):
    other = an_action(forum, officer, clerk, text="One survey.")

    supersede_action(action, other, reason="One is enough.", by=clerk, on=LATER)

    action.refresh_from_db()
    assert (action.superseded_by, action.closed_on) == (other, LATER)
    assert action.evidence == "Superseded by Jan26-B2. One is enough."
    assert ReturningBusiness.objects.waiting().get().about == other.pk
    assert AuditEntry.objects.filter(event=DecisionEvent.ACTION_SUPERSEDED).count() == 1


def test_superseding_is_refused_without_a_reason_and_to_others(forum, action, officer, clerk):
    other = an_action(forum, officer, clerk, text="One survey.")

    with pytest.raises(Refused):
        supersede_action(action, other, reason="", by=clerk, on=LATER)
    with pytest.raises(PermissionDenied):
        supersede_action(action, other, reason="One is enough.", by=officer, on=LATER)

    action.refresh_from_db()
    assert action.is_open


def answering(action):
    (found,) = holdings([Action.objects.get(pk=action.pk)], action.forum, on=MEETING_DAY)
    return found.words, found.answering


def test_who_holds_the_post_now_answers_for_the_action(forum, action, officer, finance):
    assert answering(action) == ("", (officer,))

    officer.post = "Retired"
    officer.save()
    assert answering(action) == ("Nobody is recorded as Early Help Manager now", ())

    finance.post = "early help manager"
    finance.save()
    assert answering(action) == (f"{finance.name} is Early Help Manager now", (finance,))


def test_who_took_the_post_over_notes_progress_and_others_of_that_post_elsewhere_do_not(
    action, officer, finance
):
    elsewhere = a_role(a_forum("elsewhere"), Role.OFFICER)
    officer.is_active = False
    officer.save()
    for person in (finance, elsewhere):
        person.post = "Early Help Manager"
        person.save()
    action = Action.objects.get(pk=action.pk)

    note_progress(action, text="Half is in.", by=finance, on=LATER)

    assert not is_own(action, elsewhere)
    with pytest.raises(PermissionDenied):
        note_progress(action, text="Half is in.", by=elsewhere, on=LATER)


def test_holders_take_the_same_queries_for_three_actions_as_for_one(
    forum, action, officer, clerk, django_assert_num_queries
):
    several = [action, *(an_action(forum, officer, clerk, text=f"{each}") for each in "bc")]
    officer.post = "Retired"
    officer.save()
    for each in several:
        each.owner = officer

    with django_assert_num_queries(1):
        holdings(several[:1], forum, on=MEETING_DAY)
    with django_assert_num_queries(1):
        holdings(several, forum, on=MEETING_DAY)


def test_database_lets_no_open_action_be_superseded(forum, action, officer, clerk):
    other = an_action(forum, officer, clerk, text="One survey.")

    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(superseded_by=other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(origin=ActionOrigin.MEETING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(origin=ActionOrigin.DECISION)


@pytest.fixture
def agreed(sitting, question, meeting, later_meeting, officer, clerk):
    """An action that agreed minutes record."""
    set_at = Action(
        forum=meeting.forum, meeting=meeting, text="Report.", owner=officer, due_on=LATER,
        set_on=MEETING_DAY,
    )  # fmt: skip
    set_action(set_at, by=clerk, on=MEETING_DAY)
    sitting.carry(question)
    sitting.end(meeting)
    minutes = begin_minutes(meeting, by=clerk, on=MEETING_DAY)
    publish_draft(minutes, by=clerk, on=MEETING_DAY)
    an_item(later_meeting)
    mark_published(later_meeting, by=clerk, on=MEETING_DAY, sha256="")
    open_meeting(later_meeting, by=clerk, on=LATER)
    agree_minutes(minutes, at_meeting=later_meeting, by=clerk, on=LATER)
    return set_at


def test_action_of_agreed_minutes_is_still_passed_on_and_superseded(
    forum, agreed, officer, finance, clerk
):
    other = an_action(forum, officer, clerk)

    change_action(agreed, to(finance, due_on=MAY), by=clerk, on=LATER)
    supersede_action(agreed, other, reason="One is enough.", by=clerk, on=MAY)

    agreed.refresh_from_db()
    assert (agreed.owner, agreed.superseded_by) == (finance, other)
