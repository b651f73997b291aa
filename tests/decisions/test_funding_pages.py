from decimal import Decimal

import pytest
from django.urls import reverse

from decisions.choices import ConditionState
from decisions.models import Condition
from papers.choices import Source
from papers.models import Allocation
from tests.factories import MEETING_DAY, a_forum, a_line, a_member
from tests.middlesbrough import AMOUNT, FEBRUARY, a_held_meeting, middlesbrough
from tests.record import YEAR, decisions

pytestmark = pytest.mark.django_db
RETAINED = Source.CENTRALLY_RETAINED


@pytest.fixture
def story(forum):
    return middlesbrough(forum)


@pytest.fixture
def held(forum, clerk):
    a_member(forum)
    return a_held_meeting(forum, clerk, MEETING_DAY)


@pytest.fixture
def decided(client, held, clerk, officer):
    """So many decisions, and the clerk has signed in."""

    def decide(count):
        client.force_login(clerk)
        return decisions(held, count, clerk=clerk, officer=officer)

    return decide


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


def test_plot_says_in_words_what_it_draws(client, story):
    page = client.get(url(story.forum)).content.decode()

    words = (
        "Centrally retained: £0; De-delegated: £0; High needs: £0; "
        "One-off: £89,604, 100%, of which £89,604 Additional high needs grant"
    )
    assert f'<desc id="year-words">{words}</desc>' in page


def test_line_shows_what_is_left_as_decided_by_the_forum(client, story):
    (row,) = money(client, story.forum).used_lines

    assert (row.line, row.allocated, row.committed, row.left, row.share) == (
        story.lines["balance"],
        Decimal(336000),
        AMOUNT,
        Decimal(246396),
        27,
    )


def test_block_holds_the_sum_of_its_lines(client, story):
    (row,) = money(client, story.forum).blocks

    assert (row.block, row.allocated, row.left) == ("high_needs", 336000, Decimal(246396))


def test_line_over_committed_is_marked(client, story):
    Allocation.objects.update(amount=Decimal(50000))

    text = client.get(url(story.forum)).content.decode()

    assert "Over-committed" in text
    assert "-£39,604" in text


def test_decision_on_a_line_without_an_allocation_is_in_no_balance(client, story):
    Allocation.objects.all().delete()

    page = client.get(url(story.forum))

    whole = page.context["money"].whole
    assert (whole.committed, whole.left, whole.loose) == (AMOUNT, None, AMOUNT)
    assert "1 line whose allocation the record does not state" in page.content.decode()


def test_money_agreed_in_principle_stands_apart_from_the_sums(client, forum):
    middlesbrough(forum, published=1)

    shown = money(client, forum, year="2018-19")

    assert (shown.together, shown.in_principle) == (0, AMOUNT)
    assert "In principle, no source settled" in client.get(
        url(forum) + "?year=2018-19"
    ).content.decode()  # fmt: skip


def test_undone_award_is_in_no_sum_and_the_page_still_takes_few_queries(
    client, story, django_assert_max_num_queries
):
    Condition(
        forum=story.forum, outcome=story.settled, text="Evaluated.", state=ConditionState.FAILED,
        marked_on=FEBRUARY, evidence="None came",
    ).keep()  # fmt: skip
    client.force_login(story.clerk)

    # One less than may be, for the list of what is not settled.
    with django_assert_max_num_queries(12):
        shown = money(client, story.forum, year="2019-20")

    assert (shown.together, len(shown.book.undone)) == (0, 1)


def test_money_of_unpublished_decisions_is_for_those_inside(client, held, clerk, officer):
    decisions(held, 1, clerk=clerk, officer=officer)

    outside = money(client, held.forum, year=YEAR).together
    client.force_login(officer)

    assert (outside, money(client, held.forum, year=YEAR).together) == (0, AMOUNT)


@pytest.mark.parametrize("year", ["1999-00", "rubbish", ""])
def test_year_without_money_shows_the_latest_that_has_some(client, story, year):
    assert money(client, story.forum, year=year).year == "2019-20"


def test_every_year_has_an_address_of_its_own_and_an_empty_one_says_so(client, story):
    page = client.get(url(story.forum, "funding_year", "1999-00"))

    assert page.status_code == 200
    assert "No money was put in or decided for 1999-00" in page.content.decode()


@pytest.mark.parametrize("year", ["1999", "2026-28", "rubbish"])
def test_what_is_no_financial_year_is_not_found(client, forum, year):
    assert client.get(url(forum, "funding_year", year)).status_code == 404


def test_forum_without_money_says_what_will_appear(client, db):
    forum = a_forum("felpersham")

    for name in ("funding_overview", "funding_years"):
        assert "No money yet" in client.get(url(forum, name)).content.decode()
    block = client.get(url(forum, "funding_block", "cssb")).content.decode()
    assert "No money in this block yet" in block


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    "address", ["", "years/", "years/2025-26/", "blocks/cssb/", "centrally_retained/"]
)
def test_pages_take_few_queries_for_any_number_of_awards(
    client, decided, count, address, django_assert_max_num_queries
):
    decided(count)

    with django_assert_max_num_queries(12):
        page = client.get(f"/borsetshire/funding/{address}")

    assert page.status_code == 200


# All years


def test_years_stand_beside_each_other_with_the_empty_ones_between(client, story, clerk, officer):
    Allocation(
        forum=story.forum, budget_line=story.lines["retained"], financial_year="2016-17",
        amount=Decimal(1000),
    ).keep()  # fmt: skip

    rows = client.get(url(story.forum, "funding_years")).context["rows"]

    assert [(row.year, row.is_used) for row in rows] == [
        ("2019-20", True),
        ("2018-19", False),
        ("2017-18", False),
        ("2016-17", True),
    ]
    assert rows[0].by_source == [0, 0, 0, AMOUNT]


# One block


def test_block_goes_through_the_years_down_to_its_lines(client, story):
    page = client.get(url(story.forum, "funding_block", "high_needs"))

    (year,) = page.context["rows"]
    assert (year.year, year.left) == ("2019-20", Decimal(246396))
    assert {row.line.block for row in page.context["lines"]} == {"high_needs"}
    assert url(story.forum, "line_detail", story.lines["balance"].pk) in page.content.decode()


def test_what_is_no_block_is_not_found(client, forum):
    assert client.get(url(forum, "funding_block", "dsg")).status_code == 404


# One source


def test_source_leads_to_decision_and_minute(client, story):
    page = client.get(url(story.forum, "funding_source", "one_off"))

    text = page.content.decode()
    minutes = reverse("decisions:minutes_detail", args=[story.forum.slug, story.meetings[2].pk])
    assert [row.award.amount for row in page.context["awards"]] == [AMOUNT]
    for address in (
        reverse("decisions:outcome_detail", args=[story.forum.slug, story.settled.pk]),
        reverse("decisions:line_detail", args=[story.forum.slug, story.lines["balance"].pk]),
        f"{minutes}#item-7",
    ):
        assert f'href="{address}"' in text


def test_source_can_be_read_for_one_year(client, story):
    address = url(story.forum, "funding_source", "one_off")

    shown = [
        len(client.get(address, {"year": year}).context["awards"])
        for year in ("2019-20", "2018-19", "rubbish")
    ]

    assert shown == [1, 0, 1]


@pytest.mark.parametrize("source", ["dsg", "lines", "One-off"])
def test_dsg_and_others_are_no_source(client, forum, source):
    assert client.get(f"/{forum.slug}/funding/{source}/").status_code == 404


# One budget line


def test_line_goes_through_the_years_down_to_its_decisions(client, story):
    page = client.get(url(story.forum, "line_detail", story.lines["balance"].pk))

    (year,) = page.context["rows"]
    text = page.content.decode()
    assert (year.year, year.left) == ("2019-20", Decimal(246396))
    assert "never what was actually spent" in text
    assert "2019-20: £336,000 put in, £89,604 decided, £246,396 left" in text
    assert story.settled.get_absolute_url() in text


@pytest.mark.parametrize("count", [1, 3])
def test_line_takes_few_queries_for_any_number_of_awards(
    client, forum, decided, count, django_assert_max_num_queries
):
    made = decided(count)
    address = url(forum, "line_detail", made[0].awards.get().budget_line_id)

    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_line_of_another_forum_is_not_found(client, story, stranger):
    other = stranger.role_grants.get().forum
    line = story.lines["balance"]

    assert client.get(url(other, "line_detail", line.pk)).status_code == 404


def test_line_without_money_says_what_will_appear(client, forum):
    page = client.get(url(forum, "line_detail", a_line(forum).pk))

    assert "Nothing was put in or taken out yet" in page.content.decode()


def test_people_inside_are_led_to_the_review(client, story):
    line = story.lines["balance"].pk
    addresses = [
        (url(story.forum), ["year", "2019-20"]),
        (url(story.forum, "funding_source", "one_off"), ["source", "one_off"]),
        (url(story.forum, "line_detail", line), ["line", line]),
    ]
    for address, scope in addresses:
        review = reverse("decisions:review", args=[story.forum.slug, *scope])
        client.logout()
        assert review not in client.get(address).content.decode()
        client.force_login(story.auditor)
        assert review in client.get(address).content.decode()


@pytest.mark.parametrize("name", ["funding_overview", "funding_years"])
def test_funding_is_only_read(client, story, name):
    assert client.post(url(story.forum, name)).status_code == 405
