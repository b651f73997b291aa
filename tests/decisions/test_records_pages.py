import json
from datetime import date

import pytest
from django.urls import reverse

from decisions.models import Outcome
from decisions.workflow.telling import tell_record
from forum.models import AuditEntry, Meeting
from tests.told import TODAY, record_of

ROWS = (
    "meeting,item,title,recommendation,result,amount,source,line,block,year,until,evidence\n"
    "4/7/2018,5,Early help,Agree four posts,Carried,89604,,,,2018-19,,Minute: item 5\n"
    "27/2/2019,7,Early help,Fund the posts,Carried,89604,One-off,Grant,High needs block,2019-20,"
    "31/10/2019,Report: paragraph 25\n"
)
PAGES = ("records", "sheet_enter", "record_enter", "record_export", "sheet_example")


def address(name, forum):
    return reverse(f"decisions:{name}", args=[forum.slug])


def own_record(forum):
    record = record_of("part-funded")
    record["told"]["forum"] = {"slug": forum.slug}
    return record


def historic(forum, clerk, *days):
    meetings = [{"day": day, "items": []} for day in days]
    told = {"forum": {"slug": forum.slug}, "meetings": meetings}
    tell_record(forum, {"format": "tabled-record/v1", "told": told}, by=clerk, on=TODAY)


def test_the_record_page_lists_what_was_entered_from_evidence(client, forum, clerk):
    historic(forum, clerk, "2019-03-27", "2022-12")
    client.force_login(clerk)

    page = client.get(address("records", forum)).content.decode()

    assert "27 March 2019" in page
    assert "December 2022 (day not stated)" in page


def test_the_record_page_asks_as_often_for_three_meetings_as_for_one(
    client, forum, clerk, django_assert_num_queries
):
    client.force_login(clerk)
    historic(forum, clerk, "2019-03-27")
    client.get(address("records", forum))
    with django_assert_num_queries(6) as asked:
        client.get(address("records", forum))
    historic(forum, clerk, "2019-04-27", "2019-05-27")

    with django_assert_num_queries(len(asked)):
        client.get(address("records", forum))


def test_a_sheet_is_shown_row_by_row_before_anything_is_entered(client, forum, clerk):
    client.force_login(clerk)

    page = client.post(address("sheet_enter", forum), {"text": ROWS}).content.decode()

    assert "2 decisions to add" in page
    assert "Adds the decision" in page
    assert not Meeting.objects.exists()


def test_a_sheet_is_entered_once_it_is_confirmed(client, forum, clerk):
    client.force_login(clerk)
    sent = {"text": ROWS, "enter": "yes"}

    answer = client.post(address("sheet_enter", forum), sent, follow=True)

    assert "2 meetings, 2 recommendations, 2 decisions, 1 award entered" in (
        answer.content.decode()
    )
    first, second = Outcome.objects.order_by("decided_on")
    assert (first.settlement, second.settlement) == ("unsettled", "settled")
    assert second.until_on == date(2019, 10, 31)
    assert (first.evidence_grade, first.evidence_shown) == ("minute", "item 5")


def test_a_sheet_that_was_entered_adds_nothing_again(client, forum, clerk):
    client.force_login(clerk)
    client.post(address("sheet_enter", forum), {"text": ROWS, "enter": "yes"})

    page = client.post(address("sheet_enter", forum), {"text": ROWS}).content.decode()

    assert "Everything in it is entered already." in page
    assert "Entered already, and left as it is" in page


def test_one_wrong_cell_keeps_the_whole_sheet_out_and_stands_beside_it(client, forum, clerk):
    client.force_login(clerk)
    wrong = ROWS.replace("One-off", "DSG")

    page = client.post(
        address("sheet_enter", forum), {"text": wrong, "enter": "yes"}
    ).content.decode()

    assert "1 of 2 rows has something wrong" in page
    assert "The DSG is the parent of all four sources" in page
    assert "27/2/2019,7,Early help" in page
    assert not Meeting.objects.exists()


def test_a_sheet_that_says_otherwise_than_the_record_is_told_in_its_row(client, forum, clerk):
    client.force_login(clerk)
    client.post(address("sheet_enter", forum), {"text": ROWS, "enter": "yes"})
    other = ROWS.replace("27/2/2019,7,Early help", "27/2/2019,7,Late help")

    page = client.post(address("sheet_enter", forum), {"text": other}).content.decode()

    assert "The record has “Early help” here, and the file “Late help”" in page


def test_a_record_file_is_shown_and_entered(client, forum, clerk):
    client.force_login(clerk)
    sent = {"text": json.dumps(own_record(forum))}

    page = client.post(address("record_enter", forum), sent).content.decode()
    assert "nothing is entered yet" in page
    assert not Meeting.objects.exists()

    client.post(address("record_enter", forum), sent | {"enter": "yes"})

    assert Outcome.objects.get().awards.count() == 2
    assert AuditEntry.objects.filter(event="record-told").count() == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Choose a file, or paste the record"),
        ("{", "The file is not JSON"),
        ('{"format": "other"}', "The file has to say"),
        ('{"format": "tabled-record/v1", "record": {}}', "manage.py import_record"),
    ],
)
def test_what_is_no_historic_record_is_said_beside_the_field(client, forum, clerk, text, words):
    client.force_login(clerk)

    page = client.post(address("record_enter", forum), {"text": text}).content.decode()

    assert words in page


def test_problems_of_a_record_file_stand_with_their_places(client, forum, clerk):
    client.force_login(clerk)
    record = own_record(forum)
    record["told"]["meetings"][0]["day"] = "12 June"
    sent = {"text": json.dumps(record), "enter": "yes"}

    page = client.post(address("record_enter", forum), sent).content.decode()

    assert "meetings[0].day" in page
    assert "is not a day: write it as 2019-03-27" in page
    assert not Meeting.objects.exists()


def test_the_whole_record_is_downloaded(client, forum, clerk, auditor):
    client.force_login(auditor)

    answer = client.get(address("record_export", forum))

    assert answer["Content-Disposition"].endswith(f'"{forum.slug}-record.json"')
    whole = json.loads(b"".join(answer.streaming_content))
    assert whole["format"] == "tabled-record/v1"


def test_the_example_can_be_entered(client, forum, clerk):
    client.force_login(clerk)
    example = client.get(address("sheet_example", forum)).content.decode()

    page = client.post(address("sheet_enter", forum), {"text": example}).content.decode()

    assert "3 decisions to add" in page


@pytest.mark.parametrize("name", PAGES)
def test_the_record_is_not_for_members_or_strangers(client, forum, primary_head, stranger, name):
    client.force_login(primary_head)
    assert client.get(address(name, forum)).status_code == 403

    client.force_login(stranger)
    assert client.get(address(name, forum)).status_code == 404


@pytest.mark.parametrize("name", ["sheet_enter", "record_enter"])
def test_only_the_clerk_enters(client, forum, auditor, name):
    client.force_login(auditor)

    assert client.get(address(name, forum)).status_code == 403
    assert client.post(address(name, forum), {"text": ROWS}).status_code == 403


def test_a_meeting_entered_from_evidence_says_so_and_offers_nothing_to_run(client, forum, clerk):
    client.force_login(clerk)
    historic(forum, clerk, "2022-12")
    meeting = Meeting.objects.get()
    args = [forum.slug, meeting.pk]

    page = client.get(meeting.get_absolute_url()).content.decode()
    run = client.get(reverse("decisions:meeting_run", args=args))
    minutes = reverse("decisions:minutes_detail", args=args)
    refused = client.post(minutes)

    assert "Entered from evidence, long after." in page
    assert "Who is coming" not in page
    assert run.url == meeting.get_absolute_url()
    assert "each decision says what shows it" in client.get(minutes).content.decode()
    assert refused.status_code == 409
    assert 'data-code="entered-from-evidence"' in refused.content.decode()
