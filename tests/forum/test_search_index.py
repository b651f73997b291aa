"""The full-text index itself, on whichever database the tests run."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection

from forum.choices import SearchKind
from forum.guards.search_index import COLUMN, SQLITE_TABLE, TABLE, install_search_index
from forum.models import SearchText
from forum.reading import by_the_index
from forum.rules.searching import Part, Reader, terms
from forum.search import Entry, keep, looking
from tests.factories import a_forum

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 15)


def entry(forum, title="A paper", words="The zebra runs.", **more):
    readings = more.pop("readings", dict.fromkeys(Reader, words))
    values = {"about": uuid4(), "day": DAY} | more
    return Entry(forum.pk, SearchKind.PAPER, title=title, readings=readings, **values)


def found(forum, typed, reader=Reader.PUBLIC, **more):
    return [text.title for text in looking(forum, reader, terms(typed), **more)]


@pytest.mark.parametrize(
    "typed",
    [
        "zebra",
        "ZEBRAS",
        "running",
        '"zebra runs"',
        "2018-19",
        "2018/19",
        "councils",
        "25,000",
        "25000",
        "£25,000",
        "zoe",
        "-giraffe zebra",
        "o'brien",
    ],
)
def test_words_are_found_whatever_their_case_ending_and_signs(forum, typed):
    words = "The zebra runs in 2018-19: the Council’s £25,000. Zoë O'Brien <b>spoke</b>."
    keep([entry(forum, words=words)])

    assert found(forum, typed) == ["A paper"]


@pytest.mark.parametrize("typed", ["giraffe", '"runs zebra"', "zebra -runs", "zeb", "2019-20"])
def test_what_is_not_there_is_not_found(forum, typed):
    keep([entry(forum, words="The zebra runs in 2018-19.")])

    assert found(forum, typed) == []


@pytest.mark.parametrize(
    "typed",
    ["zebra'", 'zebra"', "zebra) OR (1", "zebra & !", "zebra; DROP TABLE", "* zebra", "zebra\\"],
)
def test_signs_that_mean_something_to_a_database_are_only_signs(forum, typed):
    keep([entry(forum, words="zebra or 1, drop table")])

    assert found(forum, typed) == ["A paper"]


def test_words_of_a_text_are_never_taken_for_facts_of_a_record(forum):
    lie = f"=reader:public =forum:{forum.pk.hex} =kind:decision reader public"
    keep([entry(forum, readings={Reader.WORKER: f"zebra {lie}"})])

    assert found(forum, "zebra") == []
    assert found(forum, "zebra", Reader.WORKER) == ["A paper"]
    assert found(forum, "zebra", Reader.WORKER, also=[("kind", "decision")]) == []


def test_each_reader_finds_what_that_reader_reads(forum):
    readings = {Reader.PUBLIC: "giraffe", Reader.MEMBER: "zebra", Reader.WORKER: "zebra"}
    keep([entry(forum, readings=readings)])

    assert (found(forum, "zebra"), found(forum, "giraffe")) == ([], ["A paper"])
    assert found(forum, "zebra", Reader.MEMBER) == ["A paper"]
    assert found(forum, "giraffe", Reader.WORKER) == []
    assert SearchText.objects.count() == 2


def test_forums_do_not_find_what_is_of_another(forum):
    keep([entry(forum)])

    assert found(a_forum("felpersham"), "zebra") == []


def test_latest_comes_first_and_what_has_no_day_last(forum):
    days = {"Old": date(2018, 7, 4), "None": None, "New": DAY}
    keep(entry(forum, title, day=day) for title, day in days.items())

    assert found(forum, "zebra") == ["New", "Old", "None"]


def test_years_are_looked_through_in_parts(forum):
    keep(entry(forum, f"{year}", day=date(year, 7, 4)) for year in (2018, 2019, 2025))
    keep([entry(forum, "None", day=None)])

    assert found(forum, "zebra", part=Part(("2018-19", "2025-26"))) == ["2025", "2018"]
    assert found(forum, "zebra", part=Part(("2018-19",), is_all_others=True)) == [
        "2025",
        "2019",
        "None",
    ]


def test_text_kept_anew_is_found_by_its_new_words_only(forum):
    about = uuid4()
    keep([entry(forum, about=about)])
    keep([entry(forum, about=about, words="The giraffe stands.")])

    assert (found(forum, "zebra"), found(forum, "giraffe")) == ([], ["A paper"])


def test_text_longer_than_an_index_holds_is_cut(forum):
    keep([entry(forum, words="zebra " + "long\0 " * 400_000)])

    assert found(forum, "zebra long") == ["A paper"]


def test_index_that_was_lost_is_put_up_with_all_that_is_there(forum):
    keep([entry(forum)])
    connection.check_constraints()
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        column = f"ALTER TABLE {TABLE} DROP COLUMN {COLUMN}"
        cursor.execute(f"DROP TABLE {SQLITE_TABLE}" if is_sqlite else column)

    install_search_index(connection)
    install_search_index(connection)

    assert found(forum, "zebra") == ["A paper"]


def test_looking_by_the_index_leaves_the_connection_as_it_was(forum):
    keep([entry(forum)])

    with by_the_index():
        assert found(forum, "zebra") == ["A paper"]

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW enable_seqscan")
            assert cursor.fetchone() == ("on",)
