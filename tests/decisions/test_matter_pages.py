from datetime import date

import pytest
from django.urls import reverse

from tests.factories import MEETING_DAY, a_line, a_matter, a_member
from tests.middlesbrough import a_held_meeting, middlesbrough
from tests.record import a_decision, decisions

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(forum):
    return middlesbrough(forum)


@pytest.fixture
def held(forum, clerk):
    a_member(forum)
    return a_held_meeting(forum, clerk, MEETING_DAY)


def list_url(forum):
    return reverse("decisions:matter_list", args=[forum.slug])


def listed(client, forum, **asked):
    return list(client.get(list_url(forum), asked).context["matters"])


# Matters


def test_matters_say_how_much_was_decided_and_when_last(client, story):
    (matter,) = listed(client, story.forum)

    assert (matter.decisions, matter.last_on) == (2, date(2019, 2, 27))
    assert not matter.is_unsettled


def test_matter_whose_source_is_open_is_marked(client, forum):
    middlesbrough(forum, published=2)

    (matter,) = listed(client, forum)

    assert (matter.decisions, matter.is_unsettled) == (1, True)


def test_matter_of_which_nothing_is_published_is_for_those_inside(client, forum, officer):
    matter = a_matter(forum)

    outside = listed(client, forum)
    codes = [client.get(matter.get_absolute_url()).status_code]
    client.force_login(officer)
    codes.append(client.get(matter.get_absolute_url()).status_code)

    assert (outside, listed(client, forum)) == ([], [matter])
    assert codes == [404, 200]


@pytest.mark.parametrize(("words", "count"), [("help", 1), ("zebra", 0), ("%", 0)])
def test_matters_are_found_by_their_words(client, story, words, count):
    assert len(listed(client, story.forum, words=words)) == count


def test_matters_stand_by_title_fifty_on_a_page(client, forum, officer):
    for number in range(52, 0, -1):
        a_matter(forum, f"Matter {number:02}")
    client.force_login(officer)

    pages = [listed(client, forum, page=number) for number in (1, 2, 99)]

    assert [len(each) for each in pages] == [50, 2, 2]
    assert [str(each) for each in pages[1]] == ["Matter 51", "Matter 52"]
    answer = client.get(list_url(forum), {"words": "matter", "page": 1}).content.decode()
    assert "?words=matter&amp;page=2" in answer


@pytest.mark.parametrize("count", [1, 3])
def test_matters_take_the_same_queries_for_any_number(
    client, held, clerk, officer, count, django_assert_max_num_queries
):
    decisions(held, count, clerk=clerk, officer=officer)
    client.force_login(clerk)

    with django_assert_max_num_queries(8):
        assert len(listed(client, held.forum)) == count


# One matter


def test_matter_shows_what_was_asked_offered_decided_and_settled(client, story):
    page = client.get(story.matter.get_absolute_url())

    events = [(event.on, event.kind.value) for event in page.context["review"].timeline]
    assert events == [
        (date(2018, 7, 4), "Asked"),
        (date(2018, 7, 4), "Decided"),
        (date(2018, 7, 4), "Action set"),
        (date(2019, 1, 16), "Asked"),
        (date(2019, 1, 16), "Said"),
        (date(2019, 1, 16), "Action set"),
        (date(2019, 2, 27), "Asked"),
        (date(2019, 2, 27), "Decided"),
        (date(2019, 2, 27), "Action closed"),
        (date(2019, 10, 31), "Authority ends"),
    ]
    assert "238 days passed between agreement and a settled source" in page.content.decode()


def test_matter_draws_its_funding_and_says_the_same_in_a_table(client, story):
    text = client.get(story.matter.get_absolute_url()).content.decode()

    assert 'role="img"' in text
    assert "<title" in text
    assert "<desc" in text
    assert "4 Jul 2018 to 27 Feb 2019, 238 days" in text
    assert text.count("One-off, Additional high needs grant") >= 3


def test_matter_shows_the_public_only_what_is_published(client, forum):
    story = middlesbrough(forum, published=2)
    address = story.matter.get_absolute_url()

    outside = client.get(address).content.decode()
    client.force_login(story.officer)
    inside = client.get(address).content.decode()

    assert "one-off high needs money" in inside
    assert "one-off high needs money" not in outside
    assert "Not settled" in outside


def test_matter_of_another_forum_is_not_found(client, story, stranger):
    other = stranger.role_grants.get().forum

    address = reverse("decisions:matter_detail", args=[other.slug, story.matter.pk])

    assert client.get(address).status_code == 404


def test_matter_without_a_history_says_what_to_expect(client, forum, officer):
    client.force_login(officer)

    text = client.get(a_matter(forum).get_absolute_url()).content.decode()

    assert "Nothing has happened in this matter yet" in text


@pytest.mark.parametrize("count", [1, 3])
def test_matter_takes_the_same_queries_for_any_number_of_decisions(
    client, held, clerk, officer, count, django_assert_max_num_queries
):
    matter = a_matter(held.forum)
    for number in range(count):
        line = a_line(held.forum, f"Line {number}")
        a_decision(held, matter, line, clerk=clerk, officer=officer)
    client.force_login(clerk)

    with django_assert_max_num_queries(24):
        page = client.get(matter.get_absolute_url())

    assert len(page.context["review"].decisions) == count
