"""Which decisions everybody may read: asked meeting by meeting, and of a whole forum at once."""

import pytest
from django.db import connection

from decisions.models import Minutes, Outcome
from decisions.models.looking.register import unsettled
from forum.guards import lift
from tests.factories import MEETING_DAY, a_forum, a_member
from tests.middlesbrough import a_held_meeting, middlesbrough, publish_draft
from tests.record import decisions

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(forum, clerk):
    a_member(forum)
    return a_held_meeting(forum, clerk, MEETING_DAY)


def both_ways(forum):
    """The public decisions, asked of each meeting; they are the same asked of the forum."""
    one_by_one = set(Outcome.objects.filter(forum=forum).public())
    assert set(Outcome.objects.public_of(forum)) == one_by_one
    withheld = set(Outcome.objects.withheld_in(forum))
    assert withheld == {each.pk for each in Outcome.objects.filter(forum=forum)} - {
        each.pk for each in one_by_one
    }
    return one_by_one


def nothing(meeting, clerk):
    """No minutes at all."""


def begun(meeting, clerk):
    Minutes.objects.create(forum=meeting.forum, meeting=meeting)


@pytest.mark.parametrize("minutes", [nothing, begun])
def test_decision_of_a_meeting_without_published_minutes_is_withheld(
    held, clerk, officer, minutes
):
    decisions(held, 2, clerk=clerk, officer=officer)

    minutes(held, clerk)

    assert both_ways(held.forum) == set()


def test_decision_is_public_from_the_draft_minutes_on(held, clerk, officer):
    made = decisions(held, 2, clerk=clerk, officer=officer)

    publish_draft(held, clerk)

    assert both_ways(held.forum) == set(made)


@pytest.mark.parametrize("is_published", [False, True])
def test_decision_of_a_historic_meeting_is_public_once_the_meeting_is(
    held, clerk, officer, is_published
):
    made = decisions(held, 1, clerk=clerk, officer=officer)
    lift(connection)
    held.is_historic, held.opened_at, held.opened_by = True, None, None
    if not is_published:
        held.agenda_published_at = held.agenda_published_by = held.agenda_published_on = None
    held.save()

    assert both_ways(held.forum) == (set(made) if is_published else set())


def test_minutes_of_another_forum_publish_nothing_here(held, clerk, officer):
    decisions(held, 1, clerk=clerk, officer=officer)
    other = middlesbrough(a_forum("elsewhere"))

    assert both_ways(held.forum) == set()
    assert both_ways(other.forum) == {other.agreed, other.settled}


@pytest.mark.parametrize(("published", "waits"), [(2, True), (3, False)])
def test_source_is_settled_for_the_public_from_the_minutes_of_the_settling_meeting(
    forum, published, waits
):
    story = middlesbrough(forum, published=published)

    assert story.agreed not in unsettled(forum, inside=True)
    assert (story.agreed in unsettled(forum, inside=False)) == waits
