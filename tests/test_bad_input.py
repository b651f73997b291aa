"""Wrong, missing and absurd input on the asking side: what is answered, and that nothing is lost.

A row: the page, the record it is about, what is typed instead of something right, the status, the
sentence beside the field, and the typed words that must stand on the page again.
"""

from __future__ import annotations

import html
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from forum.choices import Role
from forum.models import AuditEntry, Seat
from papers.models import Paper
from papers.workflow.tabling import table_paper
from tests.asking import DE_DELEGATION, OPTION, PAPER, RECOMMENDATION, address, day, one_of_each
from tests.factories import (
    BEFORE,
    a_line,
    a_matter,
    a_meeting,
    a_member,
    a_paper,
    a_recommendation,
    a_role,
    an_item,
    an_option,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def spring_of_2026(time_machine):
    """A day after all that these tests tell of."""
    time_machine.move_to(datetime(2026, 4, 15, 12, tzinfo=UTC))


MEETING = {"kind": "ordinary", "place": "County Hall"}
ITEM = {"title": "Early help", "kind": "report"}
SEAT = {"name": "Primary 9", "group": "maintained_primary", "kind": "headteacher"}
APPOINTMENT = {"known_or_new": "new", "name": "Nia New", "email": "nia@example.org"}
CONSTITUTION = {
    **day("in_force_from", "1 9 2025"), "quorum_percent": "40", "quorum_base": "filled_seats",
    "notice_working_days": "6", "minutes_draft_days": "7", "majority_rule": "simple",
    "substitute_rule": "either", "transfer_voters": "all",
}  # fmt: skip
LINE = {"name": "Admissions", "block": "cssb", "kind": "line"}
ALLOCATION = {"financial_year": "2025-26", "amount": "120,000"}
TEXT = {"title": "Early help", "purpose": "decision", "text": "New.", "version": "1"}

CR = ("papers:option_add", "recommendation", "centrally_retained")
DD = ("papers:option_add", "recommendation", "de_delegated")
ASK = ("papers:recommendation_add", "paper")
START = ("papers:paper_start", "forum")
EDIT = ("papers:paper_edit", "paper")
CALL = ("forum:meeting_call", "forum")
ADD_ITEM = ("forum:item_add", "meeting")
SEATS = ("forum:seat_add", "forum")
APPOINT = ("forum:member_appoint", "forum")
END = ("forum:appointment_end", "appointment")
RULES = ("forum:constitution", "forum")
OPEN = ("papers:line_open", "forum")
ALLOCATE = ("papers:allocation_set", "line")
GATE = ("papers:paper_table", "paper")
PUBLISH = ("papers:agenda_publish", "meeting")

MONEY = "Enter an amount in pounds and pence, like 89,604 or 30,352.50"
YEAR = "Enter the financial year as two years, like 2026-27"
RATE = "Enter a number with up to 6 decimal places, like 36.96"
CONTROL = "Type the text again: it holds a character we cannot keep"
LISTED = "Choose one of the options in the list"
LONG = "x" * 301
BACKWARDS = day("from_on", "1 9 2025") | day("until_on", "31 8 2024")
KNOWN = "Early Help Practitioners"
SOON = MEETING | day("held_on", "5 5 2026")

BAD = [
    # Amounts
    (CR, OPTION | {"amount": "abc"}, MONEY, "abc"),
    (CR, OPTION | {"amount": "-5"}, "Enter an amount of £0 or more", "-5"),
    (CR, OPTION | {"amount": "1e9"}, MONEY, "1e9"),
    (CR, OPTION | {"amount": "£"}, "Enter an amount in pounds", "£"),
    (CR, OPTION | {"amount": "9" * 14}, "Enter an amount under £100 billion", "9" * 14),
    (CR, OPTION | {"amount": "5.001"}, MONEY, "5.001"),
    (CR, OPTION | {"amount": "NaN"}, MONEY, "NaN"),
    (ASK, RECOMMENDATION | {"amount": "c. 1m"}, MONEY, "c. 1m"),
    (ALLOCATE, ALLOCATION | {"amount": ""}, "Enter the allocation", ""),
    # Rates and units
    (DD, DE_DELEGATION | {"rates-0-unit_rate": "5,00p"}, RATE, "5,00p"),
    (DD, DE_DELEGATION | {"rates-0-units": "-17284"}, RATE, "-17284"),
    (DD, DE_DELEGATION | {"rates-0-factor": ""}, "Rate line 1: Enter the factor", "86,420"),
    (DD, DE_DELEGATION | {"rates-0-printed_total": ""}, "Enter the total as printed", "AWPU"),
    (DD, DE_DELEGATION | {"rates-TOTAL_FORMS": "x"}, "The rate lines could not", "Behaviour"),
    (DD, DE_DELEGATION | {"group": "everybody"}, LISTED, "Behaviour support"),
    # Letters
    (CR, OPTION | {"letter": "1"}, "Enter a letter, like A or B", 'value="1"'),
    (CR, OPTION | {"letter": "ABC"}, "Letter must be 2 characters or fewer", "ABC"),
    # Days
    (CALL, MEETING | day("held_on", "31 2 2026"), "31 February 2026 is not a real date", "31"),
    (CALL, MEETING | day("held_on", "15 13 2026"), "Enter the month as a number", "13"),
    (CALL, MEETING | day("held_on", "15 1 26"), "Enter the year as a number from 1900", "26"),
    (CALL, MEETING | day("held_on", "15  2026"), "must include a month", "2026"),
    (CALL, MEETING, "Enter the date of the meeting", "County Hall"),
    (CALL, MEETING | day("held_on", "15 1 2026"), "There is already a meeting on 15", "15"),
    (CALL, SOON | {"starts_at_time": "25:99"}, "Enter the time it starts", "25:99"),
    (CR, OPTION | day("until_on", "1 4 2024"), "The last day must not be before", "2024"),
    (GATE, day("tabled_on", "30 2 2026"), "30 February 2026 is not a real date", "30"),
    (GATE, day("tabled_on", "1 1 2199"), "Enter today's date or an earlier one", "2199"),
    (PUBLISH, {}, "Enter the day of publishing", ""),
    (PUBLISH, day("published_on", "1 1 2199"), "Enter today's date or an earlier one", "2199"),
    (END, day("until_on", "1 1 2015"), "The term began on 1 September 2015", "2015"),
    # Financial years
    (CR, OPTION | {"financial_year": "2026"}, YEAR, 'value="2026"'),
    (CR, OPTION | {"financial_year": "2026-28"}, YEAR, "2026-28"),
    (ASK, RECOMMENDATION | {"financial_year": "next year"}, YEAR, "next year"),
    (ALLOCATE, ALLOCATION | {"financial_year": "26-27"}, YEAR, "26-27"),
    # Words: empty, too long, taken, with a character that cannot be kept
    (ASK, RECOMMENDATION | {"text": "  "}, "Enter what the forum is asked to do", "89,604"),
    (ASK, RECOMMENDATION | {"label": ""}, "Enter the number of the recommendation", "89,604"),
    (ASK, RECOMMENDATION | {"label": "1"}, "Another recommendation of this paper", "four posts"),
    (ASK, RECOMMENDATION | {"label": "2" * 21}, "Number must be 20 characters or fewer", "2" * 21),
    (ASK, RECOMMENDATION | {"seeks_resources": ""}, "Say whether it asks for money", "four posts"),
    (ASK, RECOMMENDATION | {"decision_type": "WAR"}, LISTED, "four posts"),
    (ASK, RECOMMENDATION | {"groups": ["pensioners"]}, LISTED, "four posts"),
    (ASK, RECOMMENDATION | {"text": "Agree\0 to it"}, CONTROL, "89,604"),
    (START, PAPER | {"title": ""}, "Enter the title of the paper", "Four posts are asked for."),
    (START, PAPER | {"title": LONG}, "Title must be 300 characters or fewer", LONG),
    (START, PAPER | {"purpose": "persuasion"}, LISTED, "Four posts are asked for."),
    (START, PAPER | {"known_or_new": "known"}, "Select the matter", "Four posts are asked for."),
    (START, PAPER | {"matter_title": ""}, "Enter the title of the new matter", "Four posts"),
    (START, PAPER | {"matter_title": KNOWN}, "There is already a matter with this", "Four posts"),
    (START, PAPER | {"known_or_new": "known", "matter": "not-an-id"}, LISTED, "Four posts"),
    (START, PAPER | {"text": "Nul\0l"}, CONTROL, "Schools and early help"),
    (EDIT, TEXT | {"title": LONG}, "Title must be 300 characters or fewer", LONG),
    (EDIT, TEXT | {"version": "one"}, "Version: Enter a whole number", "New."),
    (ADD_ITEM, ITEM | {"title": ""}, "Enter the title of the item", ""),
    (ADD_ITEM, ITEM | {"number": "5"}, "Item 5 is on this agenda already", "Early help"),
    (ADD_ITEM, ITEM | {"number": "6 and 1/2"}, "Number must be 8 characters", "6 and 1/2"),
    (ADD_ITEM, ITEM | {"kind": "surprise"}, LISTED, "Early help"),
    (("papers:paper_place", "paper"), {}, "Select the agenda item", ""),
    (("papers:matter_open", "forum"), {"title": KNOWN}, "There is already a matter", KNOWN),
    (OPEN, LINE | {"name": "Combined budgets"}, "There is already a budget line", "Combined"),
    (OPEN, LINE | {"block": "moon"}, LISTED, "Admissions"),
    (("papers:option_mark", "option"), {"note": "Why"}, "Say what has become of it", "Why"),
    (("papers:option_mark", "option"), {"status": "chosen", "note": "Why"}, LISTED, "Why"),
    (SEATS, SEAT | {"group": ""}, "Select the group that it represents", "Primary 9"),
    (SEATS, SEAT | {"name": "Taken"}, "There is already a seat with this name", "Taken"),
    (APPOINT, APPOINTMENT | {"email": "nia"}, "Enter an email address in the right", "Nia New"),
    (APPOINT, APPOINTMENT | {"name": ""}, "Enter the name of the person", "nia@example.org"),
    (APPOINT, {"known_or_new": "known"}, "Select the person", ""),
    (APPOINT, BACKWARDS, "The last day must not be before the first day", "2024"),
    (("forum:office_take", "forum"), BACKWARDS, "The last day must not be before", "2024"),
    (RULES, CONSTITUTION | {"quorum_percent": "101"}, "Quorum must be 100 or less", "101"),
    (RULES, CONSTITUTION | {"quorum_percent": "half"}, "Enter a whole number", "half"),
    (RULES, CONSTITUTION | {"notice_working_days": "-1"}, "must be 0 or more", "-1"),
    (RULES, CONSTITUTION | {"max_members_per_institution": "0"}, "must be 1 or more", "0"),
    (RULES, CONSTITUTION | {"majority_rule": "x"}, "Choose one of the options in the list", "40"),
]  # fmt: skip


def _name(row):
    where, _, sentence, _ = row
    return f"{where[0].partition(':')[2]}: {sentence[:40]}"


@pytest.fixture
def records(paper, finance, forum):
    records = one_of_each(paper, finance)
    Seat.objects.create(forum=forum, name="Taken", group="maintained_primary")
    return records


@pytest.mark.parametrize("row", BAD, ids=map(_name, BAD))
def test_bad_input_is_answered_beside_the_field(client, forum, clerk, records, row):
    where, typed, sentence, kept = row
    client.force_login(clerk)
    before = AuditEntry.objects.count()

    answer = client.post(address(where[0], forum, records[where[1]], *where[2:]), typed)

    shown = html.unescape(answer.content.decode())
    assert answer.status_code == 200
    assert sentence in shown
    assert "There is a problem" in shown
    assert "<title>Error: " in shown
    assert kept in shown.partition("<main")[2]
    assert AuditEntry.objects.count() == before


@pytest.fixture
def tabled(paper, clerk, forum):
    """The paper once it is tabled: nothing of it changes any more."""
    a_member(forum)
    asked = a_recommendation(paper)
    an_option(asked, a_line(forum))
    table_paper(paper, by=clerk, on=BEFORE)
    return asked


FROZEN = [
    ("papers:paper_edit", "paper", TEXT),
    ("papers:paper_place", "paper", {}),
    ("papers:paper_clear", "paper", {}),
    ("papers:paper_table", "paper", day("tabled_on", "2 1 2026")),
    ("papers:recommendation_add", "paper", RECOMMENDATION),
    ("papers:recommendation_edit", "asked", RECOMMENDATION),
    ("papers:recommendation_remove", "asked", {}),
    ("papers:nil_declare", "asked", {"reason": "None"}),
    ("papers:option_edit", "option", OPTION),
    ("papers:option_remove", "option", {}),
]


@pytest.mark.parametrize("row", FROZEN, ids=[row[0] for row in FROZEN])
def test_change_in_the_wrong_phase_is_refused_with_its_reason(client, forum, paper, tabled, row):
    name, record, typed = row
    person = a_role(forum, Role.CLERK)
    person.role_grants.create(forum=forum, role=Role.OFFICER)
    client.force_login(person)
    about = {"paper": paper, "asked": tabled, "option": tabled.options.get()}[record]

    answer = client.post(address(name, forum, about), typed)

    assert answer.status_code == 409
    assert "tabled" in answer.content.decode()


@pytest.mark.parametrize("pk", ["not-an-id", "0" * 36, "../../etc/passwd"])
def test_id_that_is_none_does_not_exist(client, forum, clerk, pk):
    client.force_login(clerk)

    assert client.get(f"/{forum.slug}/papers/{pk}/").status_code == 404
    assert client.get(f"/{forum.slug}/meetings/{pk}/").status_code == 404


def test_forum_that_is_none_does_not_exist(client, clerk):
    client.force_login(clerk)

    assert client.get(reverse("papers:paper_list", args=["nowhere"])).status_code == 404


def test_record_of_another_forum_is_not_in_any_list(client, forum, clerk, stranger):
    theirs = stranger.role_grants.get().forum
    item = an_item(a_meeting(theirs, date(2026, 2, 2)))
    paper = a_paper(a_matter(forum))
    client.force_login(clerk)

    answer = client.post(address("papers:paper_place", forum, paper), {"agenda_item": item.pk})

    assert LISTED in answer.content.decode()
    assert Paper.objects.get(pk=paper.pk).agenda_item is None


def test_item_of_a_meeting_that_is_over_cannot_be_chosen(client, forum, clerk, meeting):
    item = an_item(meeting)
    meeting.opened_at, meeting.opened_by = timezone.now(), clerk
    meeting.closed_at, meeting.closed_by = timezone.now(), clerk
    meeting.save()
    paper = a_paper(a_matter(forum))
    client.force_login(clerk)

    answer = client.post(address("papers:paper_place", forum, paper), {"agenda_item": item.pk})

    assert LISTED in answer.content.decode()


@pytest.mark.parametrize("odd", ["%00", "%F0%9F", "x" * 2000, "-1", "../x"])
def test_address_with_odd_words_in_it_is_read_as_none(client, forum, clerk, odd):
    client.force_login(clerk)

    for page in (
        f"{address('forum:member_list', forum)}?on_day={odd}",
        f"{address('forum:member_appoint', forum)}?seat={odd}",
        f"{address('papers:paper_list', forum)}?page={odd}",
        f"{address('papers:paper_start', forum)}?agenda_item={odd}&matter={odd}",
        f"{address('papers:line_open', forum)}?next={odd}",
    ):
        assert client.get(page).status_code == 200
