"""The table of who may ask for what, and the addresses that there are, are the same list."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from config import urls
from config.access import TABLE, every_address_is_listed, read_table
from tests.access.addresses import every_address
from tests.access.expected import HIDDEN


def bare(request, **given):
    return HttpResponse("Anybody reads this.")


urlpatterns = [path("bare/", bare, name="bare"), *urls.urlpatterns]
handler403, handler404, handler500 = urls.handler403, urls.handler404, urls.handler500


def test_every_address_is_in_the_table_and_the_table_names_no_other():
    assert every_address_is_listed(None) == []


def test_table_says_of_every_address_who_reads_it_or_sends_to_it():
    assert {name for name, entry in TABLE.items() if not entry} == set()


@override_settings(ROOT_URLCONF=__name__)
def test_view_that_nobody_listed_fails_the_check_at_start_up():
    (error,) = every_address_is_listed(None)

    assert error.id == "tabled.A001"
    assert "bare" in error.msg


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_view_that_nobody_listed_is_not_there(client):
    assert client.get("/bare/").status_code == 404


@override_settings(ROOT_URLCONF=__name__)
def test_line_of_the_table_without_an_address_fails_the_check(monkeypatch):
    monkeypatch.setitem(TABLE, "bare", {"GET": frozenset({"everybody"})})
    monkeypatch.setitem(TABLE, "gone", {"GET": frozenset({"everybody"})})

    assert [error.id for error in every_address_is_listed(None)] == ["tabled.A002"]


@override_settings(ROOT_URLCONF=__name__)
def test_part_in_a_forum_is_no_audience_of_an_address_outside_them(monkeypatch):
    monkeypatch.setitem(TABLE, "bare", {"GET": frozenset({"clerk"})})

    assert [error.id for error in every_address_is_listed(None)] == ["tabled.A003"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("home everybody", "one name and two audiences"),
        ("home everybody - -", "one name and two audiences"),
        ("home everybody -\nhome everybody -", "one name and two audiences"),
        ("home clerk+treasurer -", "nobody that this site knows"),
    ],
)
def test_table_that_cannot_be_read_stops_the_start(line, sentence):
    with pytest.raises(ImproperlyConfigured, match=sentence):
        read_table(line)


def test_words_of_the_table_stand_for_parts_in_the_forum():
    table = read_table("# words\n\na inside clerk+chair\nb - everybody")

    assert table["a"]["GET"] == {"clerk", "officer", "auditor", "member"}
    assert table["a"]["POST"] == {"clerk", "chair"}
    assert table["b"] == {"POST": frozenset({"everybody"})}


def test_every_identity_in_an_address_is_of_a_record_that_the_walks_know():
    unknown = {each.name: each.unknown for each in every_address() if each.unknown}

    assert unknown == {}


def test_every_record_that_anybody_may_ask_for_has_a_line_on_who_sees_it_unpublished():
    open_to_all = {
        each.name
        for each in every_address()
        for audience in TABLE[each.name].values()
        if each.is_in_a_forum and each.records and audience & {"everybody", "signed-in"}
    }

    assert open_to_all - HIDDEN.keys() == set()
    assert HIDDEN.keys() - TABLE.keys() == set()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["put", "delete", "options"])
def test_method_that_no_line_names_is_taken_nowhere(client, forum, clerk, method):
    client.force_login(clerk)

    for each in every_address():
        answer = client.generic(method.upper(), each.filled(forum.slug, {}))
        assert answer.status_code in {302, 403, 404, 405}, each.name
