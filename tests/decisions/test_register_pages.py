import csv
import io

import pytest
from django.urls import reverse

from decisions.pdfs.decision_csv import HEADINGS
from decisions.views import register
from forum.choices import DocumentKind
from forum.models import AuditEntry, PublishedDocument
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


def url(forum, name="decision_list", *arguments):
    return reverse(f"decisions:{name}", args=[forum.slug, *arguments])


def found(client, forum, **asked):
    return [row.outcome for row in client.get(url(forum), asked).context["rows"]]


def table(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


# The register


def test_register_shows_every_published_decision_latest_first(client, story):
    assert found(client, story.forum) == [story.settled, story.agreed]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"source": "one_off"}, 1),
        ({"source": "high_needs"}, 0),
        ({"source": "unsettled"}, 0),
        ({"year": "2018-19"}, 2),
        ({"result": "carried"}, 1),
        ({"group": "forum"}, 2),
        ({"group": "maintained_primary"}, 0),
        ({"words": "october ONE-OFF"}, 1),
        ({"words": "practitioners"}, 2),
        ({"words": "zebra"}, 0),
        ({"result": "carried", "words": "october", "source": "one_off"}, 1),
    ],
)
def test_register_finds_by_fixed_lists_and_words(client, story, asked, count):
    assert len(found(client, story.forum, **asked)) == count


def test_decision_agreed_in_principle_is_found_as_unsettled(client, forum):
    story = middlesbrough(forum, published=2)

    assert found(client, forum, source="unsettled") == [story.agreed]


def test_choice_outside_the_list_is_an_error_beside_the_field_and_hides_nothing(client, story):
    page = client.get(url(story.forum), {"source": "dsg", "words": "october"})

    assert "Choose one of the options in the list" in page.content.decode()
    assert 'value="october"' in page.content.decode()
    assert len(page.context["rows"]) == 2


def test_decisions_of_unpublished_minutes_are_for_those_inside(client, held, clerk, officer):
    outcome = decisions(held, 1, clerk=clerk, officer=officer)

    outside = found(client, held.forum)
    client.force_login(officer)

    assert outside == []
    assert found(client, held.forum) == outcome


def test_stranger_sees_only_what_is_public(client, held, clerk, officer, stranger):
    decisions(held, 1, clerk=clerk, officer=officer)
    client.force_login(stranger)

    assert found(client, held.forum) == []


def test_later_decision_that_is_not_public_does_not_show_as_settling(client, forum):
    middlesbrough(forum, published=2)

    text = client.get(url(forum)).content.decode()

    assert "27 February 2019" not in text
    assert "Source not settled" in text


@pytest.mark.parametrize("count", [1, 3])
def test_register_takes_the_same_queries_for_any_number_of_decisions(
    client, held, clerk, officer, count, django_assert_max_num_queries
):
    decisions(held, count, clerk=clerk, officer=officer)
    client.force_login(clerk)

    with django_assert_max_num_queries(12):
        client.get(url(held.forum))


def test_long_register_goes_on_on_further_pages(client, held, clerk, officer, monkeypatch):
    monkeypatch.setattr(register, "ON_A_PAGE", 2)
    decisions(held, 3, clerk=clerk, officer=officer)
    client.force_login(clerk)

    pages = [client.get(url(held.forum), {"page": number}) for number in (1, 2)]

    assert [len(page.context["rows"]) for page in pages] == [2, 1]
    assert "<strong>3 decisions</strong>, 1 to 2 on this page" in pages[0].content.decode()


# CSV


def test_csv_has_every_decision_on_no_page_limit(client, held, clerk, officer, monkeypatch):
    monkeypatch.setattr(register, "ON_A_PAGE", 2)
    decisions(held, 3, clerk=clerk, officer=officer)
    client.force_login(clerk)

    response = client.get(url(held.forum, "decision_csv"))

    rows = table(response)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert tuple(rows[0]) == HEADINGS
    assert [row["amount_agreed"] for row in rows] == ["89604.00"] * 3


def test_csv_holds_what_the_register_found(client, story):
    rows = table(client.get(url(story.forum, "decision_csv"), {"source": "one_off"}))

    assert [row["reference"] for row in rows] == ["2019-02-27/7/1"]
    assert rows[0]["source"] == "One-off"
    assert rows[0]["until"] == "2019-10-31"
    assert rows[0]["links"] == "Settles the source of 2018-07-04/5/1"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_text_that_a_spreadsheet_would_run_gets_an_apostrophe(
    client, held, clerk, officer, start
):
    matter = a_matter(held.forum, f"{start}1+1")
    a_decision(held, matter, a_line(held.forum), clerk=clerk, officer=officer)
    client.force_login(clerk)

    text = client.get(url(held.forum, "decision_csv")).content.decode()

    assert f"'{start}1+1" in text


# The log of a meeting


def test_log_of_a_meeting_says_what_each_group_resolved(client, story):
    page = client.get(url(story.forum, "meeting_log", story.meetings[0].pk))

    text = page.content.decode()
    assert page.status_code == 200
    for words in ("2018-07-04/5/1", "full time and not term time only", "For 2, against 0"):
        assert words in text
    assert "Agreed in principle; source settled on 27 February 2019, 238 days later" in text


def test_log_of_unpublished_minutes_does_not_exist_for_the_public(client, held, officer):
    address = url(held.forum, "meeting_log", held.pk)
    outside = client.get(address).status_code
    client.force_login(officer)

    assert (outside, client.get(address).status_code) == (404, 200)


def test_member_reads_the_log_that_the_year_links_to(client, held):
    client.force_login(a_member(held.forum))

    assert client.get(url(held.forum, "meeting_log", held.pk)).status_code == 200


def test_log_of_another_forum_is_not_found(client, story, stranger):
    other = stranger.role_grants.get().forum

    assert client.get(url(other, "meeting_log", story.meetings[0].pk)).status_code == 404


# The log of a year


@pytest.mark.parametrize("count", [1, 3])
def test_log_of_a_year_takes_the_same_queries_for_any_number_of_decisions(
    client, held, clerk, officer, count, django_assert_max_num_queries
):
    decisions(held, count, clerk=clerk, officer=officer)
    client.force_login(officer)

    with django_assert_max_num_queries(19):
        page = client.get(url(held.forum, "year_log", "2025-26"))

    assert len(page.context["log"].rows) == count


@pytest.mark.parametrize("year", ["2018", "2018-20", "abcd-ef", "2018-19-20"])
def test_year_that_is_none_is_not_found(client, forum, year):
    assert client.get(f"/{forum.slug}/decisions/{year}/").status_code == 404


def test_clerk_publishes_the_log_of_a_year_in_numbered_editions(client, story):
    client.force_login(story.clerk)
    address = url(story.forum, "year_log_publish", "2018-19")

    for _ in range(2):
        assert client.post(address).status_code == 302

    editions = PublishedDocument.objects.filter(kind=DocumentKind.YEAR_LOG, period="2018-19")
    assert sorted(editions.values_list("edition", flat=True)) == [1, 2]
    assert bytes(editions[0].content).startswith(b"%PDF")
    entry = AuditEntry.objects.filter(event="log-published").last()
    assert entry.sentence == "Decision log of 2018-19 published, edition 2"
    page = client.get(url(story.forum, "year_log", "2018-19"))
    assert "Decision log of 2018-19, edition 2 (PDF)" in page.content.decode()


def test_log_of_a_year_without_published_minutes_is_refused_with_its_reason(client, held, clerk):
    client.force_login(clerk)

    page = client.post(url(held.forum, "year_log_publish", "2025-26"))

    assert page.status_code == 409
    assert "No minutes of a meeting in 2025-26 are published yet" in page.content.decode()
    assert not PublishedDocument.objects.exists()


def test_only_the_clerk_publishes_and_only_by_post(client, story, officer, stranger):
    address = url(story.forum, "year_log_publish", "2018-19")
    codes = [client.post(address).status_code]
    for person in (officer, stranger):
        client.force_login(person)
        codes.append(client.post(address).status_code)
    client.force_login(story.clerk)
    codes.append(client.get(address).status_code)

    assert codes == [302, 403, 404, 405]
    assert not PublishedDocument.objects.exists()


def test_published_log_leaves_out_what_the_public_may_not_read(client, forum):
    story = middlesbrough(forum, published=2)

    log = client.get(url(forum, "year_log", "2018-19")).context["log"]

    assert [row.outcome for row in log.rows] == [story.agreed]
