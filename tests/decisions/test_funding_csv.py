import csv
import io

import pytest
from django.urls import reverse

from tests.middlesbrough import middlesbrough

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(forum):
    return middlesbrough(forum)


def ask(client, forum, table, **asked):
    return client.get(reverse("decisions:funding_csv", args=[forum.slug, table]), asked)


def rows(client, forum, table, **asked):
    text = ask(client, forum, table, **asked).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_award_leads_from_the_money_to_the_decision(client, story):
    (row,) = rows(client, story.forum, "awards")

    assert row["reference"] == "2019-02-27/7/1"
    assert (row["source"], row["budget_line"]) == ("One-off", "Additional high needs grant")
    assert (row["decided_on"], row["until"]) == ("2019-02-27", "2019-10-31")
    assert (row["amount"], row["counted"], row["undone_by"]) == ("89604.00", "89604.00", "")
    assert row["outcome"] == str(story.settled.pk)


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"source": "one_off"}, 1),
        ({"source": "high_needs"}, 0),
        ({"block": "high_needs"}, 1),
        ({"block": "cssb"}, 0),
        ({"year": "2019-20"}, 1),
        ({"year": "2018-19"}, 0),
        ({"year": "not-stated"}, 0),
    ],
)
def test_awards_are_those_asked_for(client, story, asked, count):
    assert len(rows(client, story.forum, "awards", **asked)) == count


@pytest.mark.parametrize("table", ["years", "blocks", "lines"])
def test_balances_stand_in_numbers(client, story, table):
    (row,) = rows(client, story.forum, table, year="2019-20")

    assert (row["allocated"], row["decided"], row["left"]) == (
        "336000.00",
        "89604.00",
        "246396.00",
    )


def test_every_source_stands_in_every_year(client, story):
    found = rows(client, story.forum, "sources")

    assert [(row["source"], row["decided"], row["awards"]) for row in found] == [
        ("Centrally retained", "0", "0"),
        ("De-delegated", "0", "0"),
        ("High needs", "0", "0"),
        ("One-off", "89604.00", "1"),
    ]


def test_years_of_one_line_are_its_own(client, story):
    (row,) = rows(client, story.forum, "years", line=story.lines["balance"].pk)
    empty = rows(client, story.forum, "years", line=story.lines["retained"].pk)

    assert (row["left"], empty) == ("246396.00", [])


def test_line_of_another_forum_is_not_found(client, story, stranger):
    other = stranger.role_grants.get().forum

    assert ask(client, other, "years", line=story.lines["balance"].pk).status_code == 404


@pytest.mark.parametrize(
    ("table", "asked"),
    [
        ("spending", {}),
        ("awards", {"source": "dsg"}),
        ("awards", {"year": "1999"}),
        ("awards", {"block": "rubbish"}),
        ("years", {"line": "rubbish"}),
    ],
)
def test_what_it_does_not_know_is_not_found(client, story, table, asked):
    assert ask(client, story.forum, table, **asked).status_code == 404
