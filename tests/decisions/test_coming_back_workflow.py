"""What decisions and actions write into the book, and how it ends there."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from decisions.choices import (
    ActionOrigin,
    ConditionState,
    DecisionEvent,
    LinkKind,
    Result,
    VoteCast,
)
from decisions.models import Action, Condition
from decisions.models.outcomes.authority import authority_of
from decisions.workflow.coming_back import complete_the_book, write_down_authority
from decisions.workflow.deciding import OutcomeDraft, link_decisions, record_outcome
from decisions.workflow.following_up import close_action, set_action
from forum.choices import ForumEvent, ItemKind, ReturningKind
from forum.models import AuditEntry, ReturningBusiness
from forum.rules.ruling import Refused
from forum.workflow.meetings import bring_back, release, remove_item
from papers.models.returning import coming_back, returning
from tests.decisions.conftest import ASKED, LATER
from tests.factories import MEETING_DAY, a_meeting, a_recommendation, an_item, an_option

pytestmark = pytest.mark.django_db
ENDS = date(2026, 3, 31)


@pytest.fixture
def carried(sitting, question):
    return sitting.carry(question)


def book(kind=ReturningKind.EXPIRING_AUTHORITY):
    return ReturningBusiness.objects.waiting().filter(kind=kind)


def an_action(forum, owner, **more):
    values = {"origin": ActionOrigin.BY_HAND, "text": "Report the impact.", "set_on": MEETING_DAY}
    return Action(forum=forum, owner=owner, **({"due_on": LATER} | values | more))


def test_award_writes_down_when_its_authority_ends(carried, question):
    written = book().get()

    assert (written.about, written.due_on, written.arose_at) == (carried.pk, ENDS, carried.meeting)
    assert written.sentence == (
        "Early Help Practitioners: Recommendation 1 of 15 January 2026, "
        "£89,604, authority to spend ends on 31 March 2026"
    )


def test_what_decides_no_money_writes_down_no_end(sitting, question, later_meeting, clerk):
    outcome = sitting.agree_in_principle(question, later_meeting)

    write_down_authority(outcome, clerk, on=MEETING_DAY)

    assert not book().exists()


@pytest.mark.parametrize(("kind", "ends"), [(LinkKind.RE_DECIDES, True), (LinkKind.AMENDS, False)])
def test_deciding_again_against_it_ends_the_waiting(
    kind, ends, question, asked_again, sitting, clerk
):
    carried = sitting.carry(question)
    sitting.vote(asked_again, *[VoteCast.AGAINST] * 3)
    later = record_outcome(asked_again, OutcomeDraft(Result.NOT_CARRIED), by=clerk, on=LATER)

    link_decisions(later, carried, kind, by=clerk, on=LATER)

    assert book().exists() is not ends
    assert ("decided again" in authority_of(carried, on=LATER).because) is ends


@pytest.fixture
def next_year(recommendation, forum):
    """The same posts from the same line for another year, asked in the same paper."""
    again = a_recommendation(
        recommendation.paper, "2", seeks_resources=True, amount=ASKED, financial_year="2026-27"
    )
    line = recommendation.options.get(letter="A").budget_line
    return an_option(again, line, from_on=date(2026, 4, 1), until_on=date(2027, 3, 31))


def test_decision_for_a_later_year_ends_the_waiting_of_the_one_before(
    next_year, question, sitting
):
    sitting.carry(question)

    renewed = sitting.carry(next_year.recommendation.placements.get().questions.get())

    assert book().get().about == renewed.pk


def test_failed_condition_ends_the_waiting(carried, clerk, forum):
    Condition.objects.create(
        forum=forum, outcome=carried, text="Schools buy back", state=ConditionState.FAILED,
        marked_on=LATER,
    )  # fmt: skip

    write_down_authority(carried, clerk, on=LATER)

    assert not book().exists()


def test_ends_of_one_matter_come_back_as_one_and_go_on_the_agenda_with_one_press(
    carried, forum, clerk
):
    last = a_meeting(forum, date(2026, 2, 11))
    same = book().get()
    ReturningBusiness.objects.create(
        forum=forum, kind=same.kind, sentence="Another", subject=same.subject, about=clerk.pk,
        business=same.business, arose_at=same.arose_at, due_on=same.due_on,
    )  # fmt: skip
    (waiting,) = returning(last)

    item = bring_back(waiting.business, last, by=clerk, on=LATER)

    assert waiting.sentence == (
        "Early Help Practitioners: authority to spend ends on 31 March 2026 (2 decisions)"
    )
    assert (item.title, item.kind) == (waiting.business.subject, ItemKind.REPORT)
    assert returning(last) == ()
    assert book().filter(item=item).count() == 2
    remove_item(item, by=clerk, on=LATER)
    assert len(returning(last)) == 1


def test_end_comes_back_at_no_meeting_long_before_it(carried, forum):
    book().update(due_on=date(2027, 3, 31))
    soon = a_meeting(forum, date(2026, 5, 14))

    assert returning(soon) == ()


def test_release_keeps_its_reason_on_the_trail_and_is_the_clerks(carried, clerk, officer):
    business = book().get()
    with pytest.raises(PermissionDenied):
        release(business, because="It ends", by=officer, on=LATER)
    with pytest.raises(Refused):
        release(business, because=" ", by=clerk, on=LATER)
    assert book().exists()

    release(business, because="The posts end with the year.", by=clerk, on=LATER)

    assert not book().exists()
    assert AuditEntry.objects.get(event=ForumEvent.RETURNING_RELEASED).sentence == (
        "Early Help Practitioners: authority to spend ends on 31 March 2026: need not come back. "
        "The posts end with the year."
    )


def test_action_comes_back_from_its_day_and_no_more_once_it_is_closed(
    forum, officer, clerk, later_meeting
):
    action = set_action(an_action(forum, officer), by=clerk, on=MEETING_DAY)
    (waiting,) = returning(later_meeting)
    assert (waiting.tag, waiting.sentence) == ("Action due", "Jan26-B1: Report the impact.")

    close_action(action, evidence="Item 4.", by=officer, on=LATER)

    assert returning(later_meeting) == ()


def test_action_is_taken_up_by_matters_arising_without_a_press(
    forum, officer, clerk, later_meeting
):
    set_action(an_action(forum, officer), by=clerk, on=MEETING_DAY)
    (waiting,) = returning(later_meeting)

    item = bring_back(waiting.business, later_meeting, by=clerk, on=MEETING_DAY)

    assert (item.title, item.kind) == ("Matters arising", ItemKind.MATTERS_ARISING)
    assert returning(later_meeting) == ()
    (taken,) = coming_back(later_meeting)
    assert taken.is_taken


def test_promised_report_becomes_an_item_with_its_presenter(forum, officer, clerk, later_meeting):
    report = an_action(forum, officer, brings_report=True, due_on=None, due_meeting=later_meeting)
    set_action(report, by=clerk, on=MEETING_DAY)
    an_item(later_meeting, "3", "Matters arising", kind=ItemKind.MATTERS_ARISING)
    (waiting,) = returning(later_meeting)

    item = bring_back(waiting.business, later_meeting, by=clerk, on=MEETING_DAY)

    assert waiting.tag == "Report promised"
    assert (item.title, item.presenter) == ("Report the impact.", "Early Help Manager")


def test_officer_sets_an_action_between_meetings_and_a_member_does_not(
    forum, officer, primary_head
):
    set_action(an_action(forum, officer), by=officer, on=MEETING_DAY)
    with pytest.raises(PermissionDenied):
        set_action(an_action(forum, officer), by=primary_head, on=MEETING_DAY)

    assert Action.objects.get().reference == "Jan26-B1"
    assert AuditEntry.objects.filter(event=DecisionEvent.ACTION_SET).count() == 1


def test_book_is_completed_for_records_that_no_step_wrote_down(carried, forum, officer, clerk):
    set_action(an_action(forum, officer), by=clerk, on=MEETING_DAY)
    ReturningBusiness.objects.all().delete()

    Condition.objects.create(
        forum=forum, outcome=carried, text="Schools buy back", state=ConditionState.OPEN
    )
    assert complete_the_book(forum, on=LATER) == 2
    assert complete_the_book(forum, on=LATER) == 0
    kinds = ReturningBusiness.objects.waiting().values_list("kind", flat=True)
    assert set(kinds) == {ReturningKind.EXPIRING_AUTHORITY, ReturningKind.ACTION}
