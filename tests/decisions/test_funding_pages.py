from decimal import Decimal

import pytest
from django.urls import reverse

from papers.choices import Source
from papers.models import Allocation
from tests.factories import MEETING_DAY, a_forum, a_line, a_member
from tests.middlesbrough import AMOUNT, a_held_meeting, middlesbrough
from tests.record import YEAR, decisions

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(forum):
    return middlesbrough(forum)


@pytest.fixture
def held(forum, clerk):
    a_member(forum)
    return a_held_meeting(forum, clerk, MEETING_DAY)


def url(forum, name="funding_overview", *arguments):
    return reverse(f"decisions:{name}", args=[forum.slug, *arguments])


def money(client, forum, **asked):
    return client.get(url(forum), asked).context["money"]


def test_year_shows_what_was_decided_from_each_of_the_four_sources(client, story):
    shown = money(client, story.forum)

    assert shown.year == "2019-20"
    assert {row.source: row.amount for row in shown.sources} == {
        Source.CENTRALLY_RETAINED: 0,
        Source.DE_DELEGATED: 0,
        Source.HIGH_NEEDS: 0,
        Source.ONE_OFF: AMOUNT,
    }
    assert shown.together == AMOUNT


def test_chart_says_in_words_what_it_draws(client, story):
    page = client.get(url(story.forum))

    words = "Centrally retained: £0; De-delegated: £0; High needs: £0; One-off: £89,604"
    assert f'<desc id="chart-words">{words}</desc>' in page.content.decode()
    assert [bar.width for bar in page.context["chart"].bars] == [0, 0, 0, 480]


def test_line_shows_what_is_left_as_decided_by_the_forum(client, story):
    (row,) = money(client, story.forum).used_lines

    assert (row.line, row.allocated, row.committed, row.left) == (
        story.lines["balance"],
        Decimal(336000),
        AMOUNT,
        Decimal(246396),
    )


def test_line_over_committed_is_marked(client, story):
    Allocation.objects.update(amount=Decimal(50000))

    text = client.get(url(story.forum)).content.decode()

    assert "Over-committed" in text
    assert "-£39,604" in text


def test_money_agreed_in_principle_stands_apart_from_the_sums(client, forum):
    middlesbrough(forum, published=1)

    shown = money(client, forum, year="2018-19")

    assert (shown.together, shown.in_principle) == (0, AMOUNT)
    assert "In principle, not settled" in client.get(url(forum) + "?year=2018-19").content.decode()


def test_money_of_unpublished_decisions_is_for_those_inside(client, held, clerk, officer):
    decisions(held, 1, clerk=clerk, officer=officer)

    outside = money(client, held.forum, year=YEAR).together
    client.force_login(officer)

    assert (outside, money(client, held.forum, year=YEAR).together) == (0, AMOUNT)


@pytest.mark.parametrize("year", ["1999-00", "rubbish", ""])
def test_year_without_money_shows_the_latest_that_has_some(client, story, year):
    assert money(client, story.forum, year=year).year == "2019-20"


def test_forum_without_money_says_what_will_appear(client, db):
    assert "No money yet" in client.get(url(a_forum("felpersham"))).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_overview_takes_the_same_queries_for_any_number_of_awards(
    client, held, clerk, officer, count, django_assert_max_num_queries
):
    decisions(held, count, clerk=clerk, officer=officer)
    client.force_login(clerk)

    with django_assert_max_num_queries(12):
        shown = money(client, held.forum)

    assert len(shown.used_lines) == count


# One source


def test_source_leads_to_its_decisions(client, story):
    page = client.get(url(story.forum, "funding_source", "one_off"))

    text = page.content.decode()
    assert [each.amount for each in page.context["shown"]] == [AMOUNT]
    assert reverse("decisions:outcome_detail", args=[story.forum.slug, story.settled.pk]) in text
    assert (
        reverse("decisions:line_detail", args=[story.forum.slug, story.lines["balance"].pk])
        in text
    )


def test_source_can_be_read_for_one_year(client, story):
    address = url(story.forum, "funding_source", "one_off")

    shown = [
        len(client.get(address, {"year": year}).context["shown"])
        for year in ("2019-20", "2018-19")
    ]

    assert shown == [1, 0]


@pytest.mark.parametrize("source", ["dsg", "lines", "One-off"])
def test_dsg_and_others_are_no_source(client, forum, source):
    assert client.get(f"/{forum.slug}/funding/{source}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_source_takes_the_same_queries_for_any_number_of_awards(
    client, held, clerk, officer, count, django_assert_max_num_queries
):
    decisions(held, count, clerk=clerk, officer=officer)
    client.force_login(clerk)

    with django_assert_max_num_queries(9):
        client.get(url(held.forum, "funding_source", "centrally_retained"))


# One budget line


def test_line_goes_through_the_years_down_to_its_decisions(client, story):
    page = client.get(url(story.forum, "line_detail", story.lines["balance"].pk))

    (year,) = page.context["years"]
    text = page.content.decode()
    assert (year.year, year.left) == ("2019-20", Decimal(246396))
    assert "never what was actually spent" in text
    assert story.settled.get_absolute_url() in text


def test_line_of_another_forum_is_not_found(client, story, stranger):
    other = stranger.role_grants.get().forum
    line = story.lines["balance"]

    assert client.get(url(other, "line_detail", line.pk)).status_code == 404


def test_line_without_money_says_what_will_appear(client, forum):
    page = client.get(url(forum, "line_detail", a_line(forum).pk))

    assert "Nothing was put in or taken out yet" in page.content.decode()
