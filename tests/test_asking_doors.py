"""Who comes in: every page of the forum and asking sides, by the kind of person who asks."""

import pytest

from forum.choices import Role
from tests.asking import address, one_of_each
from tests.factories import a_role

pytestmark = pytest.mark.django_db

CLERK = {Role.CLERK}
KEEPERS = {Role.CLERK, Role.ADMINISTRATOR}
DRAFTERS = {Role.CLERK, Role.OFFICER}
INSIDE = {Role.CLERK, Role.OFFICER, Role.AUDITOR}
OFFICER = {Role.OFFICER}

PAGES = [
    ("forum:seat_add", "forum", KEEPERS),
    ("forum:member_appoint", "forum", KEEPERS),
    ("forum:appointment_end", "appointment", KEEPERS),
    ("forum:office_take", "forum", KEEPERS),
    ("forum:school_add", "forum", KEEPERS),
    ("forum:school_convert", "school", KEEPERS),
    ("forum:meeting_call", "forum", CLERK),
    ("forum:item_add", "meeting", CLERK),
    ("forum:item_change", "item", CLERK),
    ("forum:items_reorder", "meeting", CLERK),
    ("forum:meeting_change", "meeting", CLERK),
    ("forum:meeting_cancel", "meeting", CLERK),
    ("forum:people_in_attendance", "meeting", CLERK),
    ("papers:agenda_publish", "meeting", CLERK),
    ("papers:paper_list", "forum", INSIDE),
    ("papers:paper_start", "forum", DRAFTERS),
    ("papers:paper_edit", "paper", DRAFTERS),
    ("papers:paper_place", "paper", DRAFTERS),
    ("papers:paper_clear", "paper", OFFICER),
    ("papers:paper_table", "paper", INSIDE),
    ("papers:recommendation_add", "paper", DRAFTERS),
    ("papers:recommendation_edit", "recommendation", DRAFTERS),
    ("papers:recommendation_remove", "recommendation", DRAFTERS),
    ("papers:nil_declare", "recommendation", OFFICER),
    ("papers:option_source", "recommendation", DRAFTERS),
    ("papers:option_edit", "option", DRAFTERS),
    ("papers:option_remove", "option", DRAFTERS),
    ("papers:clearance_ask", "paper", DRAFTERS),
    ("papers:clearance_detail", "paper", INSIDE),
    ("papers:clearance_mine", "forum", INSIDE),
    ("papers:option_mark", "option", DRAFTERS),
    ("papers:motion_move", "meeting", CLERK),
    ("papers:placement_table", "placement", INSIDE),
    ("papers:place_again", "recommendation", CLERK),
    ("papers:matter_open", "forum", DRAFTERS),
    ("papers:line_open", "forum", DRAFTERS),
    ("papers:allocation_set", "line", DRAFTERS),
]
POSTS = [
    ("forum:item_move", "item", CLERK),
    ("forum:item_remove", "item", CLERK),
    ("forum:business_bring", "meeting", CLERK),
    ("papers:nil_remove", "nil", OFFICER),
    ("papers:clearance_again", "paper", DRAFTERS),
    ("papers:clearance_remind", "request", DRAFTERS),
    ("papers:clearance_withdraw", "request", DRAFTERS),
]
READS = {
    "papers:paper_list",
    "papers:option_source",
    "papers:clearance_detail",
    "papers:clearance_mine",
    # Read by more than may send something.
    "papers:paper_table",
    "papers:placement_table",
}
NAMES = [name for name, _, _ in PAGES]
POST_NAMES = [name for name, _, _ in POSTS]


@pytest.fixture
def records(paper, finance):
    return one_of_each(paper, finance)


def where(forum, records, name, record):
    return address(name, forum, records[record])


@pytest.mark.parametrize("row", PAGES, ids=NAMES)
def test_page_opens_for_its_people_only(client, forum, records, row):
    name, record, who = row
    url = where(forum, records, name, record)

    for role in (Role.CLERK, Role.OFFICER, Role.AUDITOR, Role.ADMINISTRATOR):
        client.force_login(a_role(forum, role))
        expected = 200 if role in who else 403
        assert client.get(url).status_code == expected, role


@pytest.mark.parametrize("row", PAGES + POSTS, ids=NAMES + POST_NAMES)
def test_page_does_not_exist_for_another_forum(client, forum, records, stranger, row):
    name, record, who = row
    theirs = stranger.role_grants.get().forum
    client.force_login(a_role(theirs, next(iter(who))))
    ask = client.get if name in READS else client.post

    assert ask(where(forum, records, name, record)).status_code == 404
    if record != "forum":
        # Their own address with our record in it.
        assert ask(where(theirs, records, name, record)).status_code == 404


@pytest.mark.parametrize("row", PAGES + POSTS, ids=NAMES + POST_NAMES)
def test_page_asks_who_is_there(client, forum, records, row):
    name, record, _ = row

    answer = client.post(where(forum, records, name, record))

    assert answer.status_code == 302
    assert answer.url.startswith("/account/sign-in/")


@pytest.mark.parametrize("row", PAGES + POSTS, ids=NAMES + POST_NAMES)
def test_change_is_refused_to_a_member(client, forum, records, primary_head, row):
    name, record, _ = row
    client.force_login(primary_head)

    assert client.post(where(forum, records, name, record)).status_code == 403


@pytest.mark.parametrize("row", POSTS, ids=POST_NAMES)
def test_change_is_refused_by_get(client, forum, records, row):
    name, record, who = row
    client.force_login(a_role(forum, next(iter(who))))

    assert client.get(where(forum, records, name, record)).status_code == 405


def test_constitution_is_public_and_set_by_the_clerk_only(client, forum, officer):
    url = address("forum:constitution", forum)

    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 302
    client.force_login(officer)
    assert client.post(url).status_code == 403
