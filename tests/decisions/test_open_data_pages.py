import csv
import io
import json
from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse
from openpyxl import load_workbook

from decisions.models.looking.open_data import DATASETS
from decisions.models.looking.open_rows import Taken, person_id
from decisions.pdfs.open_data import FORMATS
from forum.choices import DataLicence, ForumEvent
from forum.models import AuditEntry, Forum
from tests.factories import MEETING_DAY, a_chair, a_meeting, a_member
from tests.middlesbrough import JULY, a_held_meeting, middlesbrough
from tests.record import decisions

pytestmark = pytest.mark.django_db
TABLES = [(dataset, form) for dataset in DATASETS for form in FORMATS]


@pytest.fixture
def story(forum):
    return middlesbrough(forum)


def address(forum, dataset, form="json"):
    return reverse("decisions:open_data_table", args=[forum.slug, dataset, form])


def taken(client, forum, dataset):
    return json.loads(client.get(address(forum, dataset)).content)


def test_page_leads_to_every_table_and_states_the_licence(client, forum):
    page = client.get(reverse("decisions:open_data", args=[forum.slug])).content.decode()

    assert [pair for pair in TABLES if address(forum, *pair) not in page] == []
    assert "Open Government Licence v3.0" in page
    assert f"Contains information of {forum.name}, {forum.authority}" in page
    assert "Change the licence" not in page


def test_addresses_of_the_tables_stay_as_they_are(forum):
    assert address(forum, "decisions", "csv") == "/borsetshire/open-data/decisions.csv"
    assert list(DATASETS) == ["meetings", "decisions", "awards", "actions", "members"]
    assert list(FORMATS) == ["csv", "json", "xlsx"]


@pytest.mark.parametrize(("dataset", "form"), TABLES)
def test_every_table_of_a_forum_without_a_record_has_its_headings(client, forum, dataset, form):
    answer = client.get(address(forum, dataset, form))

    assert answer.status_code == 200
    assert answer["Content-Type"] == FORMATS[form]
    assert f"{forum.slug}-{dataset}.{form}" in answer["Content-Disposition"]


@pytest.mark.parametrize("dataset", DATASETS)
def test_table_has_the_same_rows_in_every_format(client, story, dataset):
    records = taken(client, story.forum, dataset)[dataset]
    text = client.get(address(story.forum, dataset, "csv")).content.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    content = client.get(address(story.forum, dataset, "xlsx")).content
    book = load_workbook(io.BytesIO(content))

    assert records
    assert [record["id"] for record in records] == [line["id"] for line in lines]
    rows = list(book[DATASETS[dataset].title].iter_rows(values_only=True))
    assert rows[0] == DATASETS[dataset].headings
    assert [row[0] for row in rows[1:]] == [record["id"] for record in records]
    assert "Open Government Licence v3.0" in [cell.value for cell in book["About"]["B"]]


def test_decision_says_what_was_asked_resolved_and_agreed(client, story):
    july, february = taken(client, story.forum, "decisions")["decisions"]

    assert july["id"] == str(story.agreed.pk)
    assert july["url"] == f"{settings.SITE_URL}{story.agreed.get_absolute_url()}"
    assert (july["reference"], july["date"]) == ("2018-07-04/5/1", JULY.isoformat())
    assert july["text_tabled"] == "Agree to fund four Early Help posts."
    assert july["text"].endswith("full time and not term time only.")
    assert (july["result"], july["amount_agreed"]) == ("Carried as amended", 89604)
    assert february["authority_until"] == "2019-10-31"


def test_award_names_its_source_line_and_decision(client, story):
    (award,) = taken(client, story.forum, "awards")["awards"][-1:]

    assert award["decision_id"] == str(story.settled.pk)
    assert (award["source"], award["amount"]) == ("One-off", 89604)
    assert (award["financial_year"], award["end_date"]) == ("2019-20", "2019-10-31")


def test_action_names_its_owner_by_post_and_never_by_name(client, story):
    said = client.get(address(story.forum, "actions")).content.decode()

    assert "Early Help Manager" in said
    assert "Omar" not in said


def test_members_are_persons_posts_and_memberships_of_popolo(client, forum):
    person = a_member(forum)
    a_chair(forum, person)

    said = taken(client, forum, "members")

    (member,) = said["members"]
    assert member["role"] == "Chair"
    assert said["persons"] == [{"id": member["person_id"], "name": person.name}]
    assert said["posts"] == [{"id": member["post_id"], "label": member["post"]}]
    assert member["person_id"] == str(person_id(forum, person.pk)) != str(person.pk)


def test_nothing_that_is_not_published_is_open_to_anybody(client, forum, clerk, officer):
    a_member(forum)
    held = a_held_meeting(forum, clerk, MEETING_DAY)
    (outcome,) = decisions(held, 1, clerk=clerk, officer=officer)
    planned = a_meeting(forum, date(2026, 7, 1))
    client.force_login(clerk)

    tables = [client.get(address(forum, dataset)).content.decode() for dataset in DATASETS]

    assert [table for table in tables if str(outcome.pk) in table] == []
    assert [table for table in tables if str(planned.pk) in table] == []


def test_table_that_is_not_there_is_not_found(client, forum):
    assert client.get(address(forum, "votes")).status_code == 404
    assert client.get(address(forum, "meetings", "pdf")).status_code == 404
    assert client.get("/nowhere/open-data/meetings.csv").status_code == 404
    assert client.post(address(forum, "meetings")).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("dataset", ["decisions", "awards"])
def test_table_asks_as_often_for_three_decisions_as_for_one(
    as_clerk, officer, clerk, dataset, count, django_assert_max_num_queries
):
    forum = clerk.role_grants.get().forum
    a_member(forum)
    held = a_held_meeting(forum, clerk, MEETING_DAY)
    decisions(held, count, clerk=clerk, officer=officer)

    with django_assert_max_num_queries(12):
        DATASETS[dataset].rows(forum, Taken("", MEETING_DAY))


# The licence


def test_clerk_states_another_licence_with_its_entry_on_the_trail(as_clerk, forum):
    url = reverse("decisions:licence_state", args=[forum.slug])

    answer = as_clerk.post(url, {"licence": DataLicence.NONE}, follow=True)

    assert Forum.objects.get().data_licence == DataLicence.NONE
    assert "ask the clerk before you use it" in answer.content.decode()
    entry = AuditEntry.objects.get(event=ForumEvent.DATA_LICENCE_STATED)
    assert entry.sentence == f"Open data of {forum.name}: No licence stated"


def test_licence_that_is_none_of_the_list_is_refused_beside_the_field(as_clerk, forum):
    url = reverse("decisions:licence_state", args=[forum.slug])

    answer = as_clerk.post(url, {"licence": "mine"})

    assert "Choose one of the options in the list" in answer.content.decode()
    assert Forum.objects.get().data_licence == DataLicence.OGL


def test_only_the_clerk_and_the_administrator_state_the_licence(client, forum, officer, stranger):
    url = reverse("decisions:licence_state", args=[forum.slug])

    assert client.post(url, {"licence": "none"}).status_code == 302
    client.force_login(officer)
    assert client.post(url, {"licence": "none"}).status_code == 403
    client.force_login(stranger)
    assert client.post(url, {"licence": "none"}).status_code == 404
    assert not AuditEntry.objects.filter(event=ForumEvent.DATA_LICENCE_STATED).exists()
