from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from forum.choices import Group
from forum.workflow.meetings import close_meeting, mark_published
from tests.factories import BEFORE, MEETING_DAY, a_forum, a_meeting, a_member, an_item
from tests.middlesbrough import a_held_meeting, middlesbrough, publish_draft
from tests.record import decisions, in_principle

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(forum):
    return middlesbrough(forum)


@pytest.fixture
def held(forum, clerk):
    a_member(forum)
    return a_held_meeting(forum, clerk, MEETING_DAY)


def sitting_over(meeting, clerk):
    if meeting.closed_at is None:
        close_meeting(meeting, open_ballots=0, by=clerk, on=MEETING_DAY)


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


@pytest.fixture
def before_the_meeting(time_machine):
    time_machine.move_to(datetime(2026, 1, 5, 12, tzinfo=UTC))


@pytest.mark.usefixtures("before_the_meeting")
def test_meeting_is_shown_to_everybody_once_its_agenda_is_out(client, forum, clerk):
    meeting = a_meeting(forum)
    before = client.get(url(forum)).context["front"].next
    meeting.agenda_published_at, meeting.agenda_published_by = timezone.now(), clerk
    meeting.agenda_published_on = MEETING_DAY
    meeting.save()

    assert before is None
    assert client.get(url(forum)).context["front"].next.meeting == meeting


@pytest.mark.usefixtures("before_the_meeting")
def test_next_meeting_says_how_to_attend_and_where_to_keep_it(client, forum, clerk):
    meeting = a_meeting(forum, place="County Hall", online_link="https://meet.example.org/forum")
    forum.how_to_attend = "Come to the west door."
    forum.save()
    an_item(meeting)
    mark_published(meeting, by=clerk, on=BEFORE, sha256="")

    page = client.get(url(forum)).content.decode()

    for said in ("15 January 2026", "County Hall", "Come to the west door.", "meet.example.org"):
        assert said in page
    assert reverse("forum:meeting_ics", args=[forum.slug, meeting.pk]) in page
    assert '"@type": "Event"' in page


@pytest.mark.usefixtures("before_the_meeting")
def test_own_words_of_a_meeting_go_before_those_of_the_forum(client, forum, clerk):
    meeting = a_meeting(forum, how_to_attend="Online only this time.")
    forum.how_to_attend = "Come to the west door."
    forum.save()
    an_item(meeting)
    mark_published(meeting, by=clerk, on=BEFORE, sha256="")

    page = client.get(url(forum)).content.decode()

    assert "Online only this time." in page
    assert "west door" not in page


def test_meeting_that_is_over_or_entered_afterwards_is_not_the_next(client, held, clerk):
    a_meeting(held.forum, date(2019, 1, 16), is_historic=True)
    sitting_over(held, clerk)

    front = client.get(url(held.forum)).context["front"]

    assert front.next is None
    assert held in [each.meeting for each in front.past]


def test_members_are_shown_by_group_with_their_vacancies(client, forum):
    for _ in range(2):
        a_member(forum, Group.MAINTAINED_PRIMARY)
    a_member(forum, Group.EARLY_YEARS, until_on=date(2020, 1, 1))

    page = " ".join(client.get(url(forum)).content.decode().split())

    assert "Maintained primary schools: 2<" in page
    assert "Early years providers: 0 of 1 seat" in page


def test_front_page_looks_for_words_in_what_is_published(client, story):
    page = client.get(url(story.forum)).content.decode()

    assert f'action="{reverse("decisions:search", args=[story.forum.slug])}"' in page
    assert 'name="words"' in page


@pytest.mark.parametrize(("published", "named"), [(2, 1), (3, 0)])
def test_source_counts_as_settled_once_the_minutes_are_published(client, forum, published, named):
    story = middlesbrough(forum, published=published)

    unsettled = client.get(url(forum)).context["front"].unsettled

    assert unsettled == (story.agreed,) * named


def test_front_page_names_the_oldest_open_sources_and_leads_to_all(client, held, clerk, officer):
    back = a_meeting(held.forum, date(2026, 3, 26))
    waiting = in_principle(held, 6, clerk=clerk, officer=officer, back=back)
    client.force_login(clerk)

    page = client.get(url(held.forum)).content.decode()

    shown = [each for each in waiting if f"Post {waiting.index(each) + 1}</a>, agreed" in page]
    register = reverse("decisions:decision_list", args=[held.forum.slug])
    assert len(shown) == 5
    assert f'href="{register}?source=unsettled"' in page


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

    with django_assert_max_num_queries(13):
        client.get(url(held.forum))


def test_page_for_everybody_takes_few_queries(client, story, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get(url(story.forum))
