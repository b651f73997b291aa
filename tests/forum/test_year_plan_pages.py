"""The year plan: what a financial year must have before the forum, and one press to plan it."""

from datetime import UTC, date, datetime

import pytest

from forum.choices import Business, ItemKind, MeetingKind
from forum.models import AuditEntry
from tests.asking import address
from tests.factories import a_meeting, an_item

pytestmark = pytest.mark.django_db

AUTUMN = date(2025, 10, 9)


@pytest.fixture(autouse=True)
def june_of_2025(time_machine):
    time_machine.move_to(datetime(2025, 6, 2, 12, tzinfo=UTC))


@pytest.fixture
def autumn(forum):
    return a_meeting(forum, AUTUMN)


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


def words(answer):
    return " ".join(answer.content.decode().split())


def test_plan_begins_with_the_financial_year_of_today(as_clerk, forum):
    page = words(as_clerk.get(address("forum:year_plan", forum)))

    assert "Year plan 2025-26" in page
    assert "0 meetings are called for 2025-26; the law asks for at least 4." in page
    assert "No meeting is called for this year" in page
    for business in Business:
        assert business.label in page


def test_another_year_has_an_address_of_its_own(as_clerk, forum, autumn):
    url = f"{address('forum:year_plan', forum)}2026-27/"

    page = words(as_clerk.get(url))

    assert "Year plan 2026-27" in page
    assert "9 October 2025" not in page
    assert as_clerk.get(f"{address('forum:year_plan', forum)}2026-29/").status_code == 404


def test_business_is_put_on_an_agenda_with_one_press(as_clerk, forum, autumn):
    url = address("forum:year_plan", forum)
    sent = {"business": "de_delegation", "meeting": autumn.pk}

    answer = words(as_clerk.post(url, sent, follow=True))

    item = autumn.items.get()
    assert (item.title, item.business) == (
        "De-delegation and education functions",
        sent["business"],
    )
    assert "Item 1. De-delegation and education functions is on the agenda" in answer
    assert "On the agenda of 9 October 2025." in answer
    assert AuditEntry.objects.count() == 1


def test_election_of_the_chair_is_planned_as_an_election(as_clerk, forum, autumn):
    url = address("forum:year_plan", forum)

    as_clerk.post(url, {"business": "offices", "meeting": autumn.pk})

    assert autumn.items.get().kind == ItemKind.ELECTION


def test_cancelled_meeting_plans_nothing_and_an_asking_is_no_meeting(as_clerk, forum, clerk):
    gone = a_meeting(
        forum, AUTUMN, cancelled_at=datetime(2025, 6, 1, tzinfo=UTC), cancelled_by=clerk,
        cancelled_because="Snow",
    )  # fmt: skip
    an_item(gone, business=Business.FORMULA)
    a_meeting(forum, date(2025, 11, 6), kind=MeetingKind.OUTSIDE)

    page = words(as_clerk.get(address("forum:year_plan", forum)))

    assert "0 meetings are called" in page
    assert "<s><a" in page
    assert "6 November 2025" not in page


def test_member_reads_the_plan_and_changes_nothing(client, forum, autumn, primary_head):
    client.force_login(primary_head)
    url = address("forum:year_plan", forum)

    page = words(client.get(url))
    answer = client.post(url, {"business": "formula", "meeting": autumn.pk})

    assert "Funding formula" in page
    assert "Put it there" not in page
    assert answer.status_code == 403
    assert not autumn.items.exists()


def test_plan_is_for_those_inside(client, forum, stranger):
    url = address("forum:year_plan", forum)

    assert client.get(url).status_code == 302
    client.force_login(stranger)
    assert client.get(url).status_code == 404


def test_business_or_meeting_that_is_none_is_a_bad_request(as_clerk, forum, autumn, stranger):
    url = address("forum:year_plan", forum)
    theirs = a_meeting(stranger.role_grants.get().forum, AUTUMN)

    assert as_clerk.post(url, {"business": "x", "meeting": autumn.pk}).status_code == 400
    assert as_clerk.post(url, {"business": "formula", "meeting": theirs.pk}).status_code == 400


@pytest.mark.parametrize("many", [1, 3])
def test_plan_takes_the_same_queries_for_any_number(
    as_clerk, forum, many, django_assert_num_queries
):
    for number in range(many):
        meeting = a_meeting(forum, date(2025, 10, 1 + number))
        an_item(meeting, "1", business=list(Business)[number])

    with django_assert_num_queries(7):
        as_clerk.get(address("forum:year_plan", forum))
