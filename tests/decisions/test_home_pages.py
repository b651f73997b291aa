import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import MEETING_DAY, a_forum, a_meeting, a_member
from tests.middlesbrough import a_held_meeting, middlesbrough, publish_draft
from tests.record import decisions

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(forum):
    return middlesbrough(forum)


@pytest.fixture
def held(forum, clerk):
    a_member(forum)
    return a_held_meeting(forum, clerk, MEETING_DAY)


def url(forum):
    return reverse("decisions:forum_home", args=[forum.slug])


def test_forum_shows_its_latest_decisions_and_papers_to_everybody(client, story):
    page = client.get(url(story.forum))

    assert page.status_code == 200
    front = page.context["front"]
    assert [row.outcome for row in front.decisions] == [story.settled, story.agreed]
    assert [paper.title for paper in front.papers] == [
        "Early Help: where the money comes from",
        "Budget 2019-20: Early Help",
        "Schools and early help",
    ]


def test_decision_without_published_minutes_is_for_those_inside(client, held, clerk, officer):
    (outcome,) = decisions(held, 1, clerk=clerk, officer=officer)

    outside = client.get(url(held.forum)).context["front"].decisions
    client.force_login(officer)
    inside = client.get(url(held.forum)).context["front"].decisions

    assert outside == ()
    assert [row.outcome for row in inside] == [outcome]


def test_meeting_is_shown_to_everybody_once_its_agenda_is_out(client, forum, clerk):
    meeting = a_meeting(forum)
    before = client.get(url(forum)).context["front"].next_meeting
    meeting.agenda_published_at, meeting.agenda_published_by = timezone.now(), clerk
    meeting.agenda_published_on = MEETING_DAY
    meeting.save()

    assert before is None
    assert client.get(url(forum)).context["front"].next_meeting == meeting


@pytest.mark.parametrize(("published", "named"), [(2, 1), (3, 0)])
def test_source_counts_as_settled_once_the_minutes_are_published(client, forum, published, named):
    story = middlesbrough(forum, published=published)

    unsettled = client.get(url(forum)).context["front"].unsettled

    assert unsettled == (story.agreed,) * named


def test_forum_that_does_not_exist_is_not_found(client, forum):
    assert client.get("/nowhere/").status_code == 404


def test_empty_forum_says_what_will_appear(client, db):
    page = client.get(url(a_forum("felpersham")))

    assert "No decisions yet" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_the_same_queries_for_any_number_of_decisions(
    client, held, clerk, officer, count, django_assert_max_num_queries
):
    decisions(held, count, clerk=clerk, officer=officer)
    publish_draft(held, clerk)
    client.force_login(clerk)

    with django_assert_max_num_queries(12):
        client.get(url(held.forum))
