"""What must come back, on the page where the clerk builds the agenda."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from forum.choices import ItemKind, ReturningKind
from forum.models import AgendaItem, ReturningBusiness
from papers.models.returning import coming_back
from papers.pdfs.agenda import agenda_context
from tests.factories import a_matter, a_meeting, an_item

pytestmark = pytest.mark.django_db
NEXT = date(2026, 3, 12)


@pytest.fixture
def coming(meeting, forum):
    later = a_meeting(forum, NEXT)
    an_item(later, "1", "Apologies")
    return later


def waiting(meeting, number, kind=ReturningKind.ACTION, **more):
    matter = a_matter(meeting.forum, f"Matter {number}")
    values = {"due_on": NEXT, "subject": f"Business {number}"} | more
    return ReturningBusiness.objects.create(
        forum=meeting.forum, kind=kind, sentence=f"Sentence {number}", about=matter.pk,
        business=values.pop("business", matter.pk), arose_at=meeting, **values,
    )  # fmt: skip


def bring(meeting):
    return reverse("forum:business_bring", args=[meeting.forum.slug, meeting.pk])


def release(business):
    return reverse("forum:business_release", args=[business.forum.slug, business.pk])


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


def test_clerk_puts_a_promised_report_on_the_agenda_with_one_press(as_clerk, meeting, coming):
    business = waiting(meeting, 1, ReturningKind.PROMISED_REPORT, owner_post="Finance Manager")
    assertContains(as_clerk.get(coming.get_absolute_url()), "Report promised")

    page = as_clerk.post(bring(coming), {"business": business.pk}, follow=True)

    item = coming.items.get(title="Business 1")
    assert (item.kind, item.presenter) == (ItemKind.REPORT, "Finance Manager")
    assertNotContains(page, "Must come back")


def test_actions_stand_under_matters_arising_by_themselves(as_clerk, meeting, coming):
    waiting(meeting, 1, due_on=date(2026, 3, 1))
    an_item(coming, "2", "Matters arising", kind=ItemKind.MATTERS_ARISING)

    page = as_clerk.get(coming.get_absolute_url())

    assertContains(page, "Taken up here")
    assertContains(page, "Action overdue")
    assertNotContains(page, "Must come back")


def test_matters_arising_come_behind_the_minutes(as_clerk, meeting, coming):
    business = waiting(meeting, 1)
    an_item(coming, "2", "Minutes", kind=ItemKind.MINUTES)
    an_item(coming, "3", "Early help")

    as_clerk.post(bring(coming), {"business": business.pk})

    assert [str(item) for item in coming.items.all()] == [
        "1. Apologies",
        "2. Minutes",
        "3. Matters arising",
        "4. Early help",
    ]


def test_authority_of_a_matter_that_is_on_the_agenda_need_not_be_put_there(
    as_clerk, meeting, coming, paper
):
    waiting(meeting, 1, ReturningKind.EXPIRING_AUTHORITY, business=paper.matter_id)
    assert len(coming_back(coming)) == 1

    paper.agenda_item = coming.items.get()
    paper.save()

    assert coming_back(coming) == ()


def test_clerk_takes_business_off_the_list_with_a_reason(as_clerk, meeting, coming):
    business = waiting(meeting, 1)
    back = coming.get_absolute_url()
    refused = as_clerk.post(f"{release(business)}?next={back}", {"because": ""})
    assertContains(refused, "Say why it need not come back")

    page = as_clerk.post(
        release(business), {"because": "Sent by e-mail", "next": back}, follow=True
    )

    business.refresh_from_db()
    assert business.settled_because == "Sent by e-mail"
    assertNotContains(page, "Sentence 1")
    assert as_clerk.get(release(business)).status_code == 404


def test_what_the_forum_must_decide_cannot_be_taken_off(as_clerk, meeting):
    deferral = waiting(meeting, 1, ReturningKind.DEFERRAL)

    assert as_clerk.get(release(deferral)).status_code == 404


def test_only_the_clerk_brings_and_takes_off(client, meeting, coming, officer, stranger):
    business = waiting(meeting, 1)
    client.force_login(officer)
    assert client.post(bring(coming), {"business": business.pk}).status_code == 403
    assert client.post(release(business)).status_code == 403
    client.force_login(stranger)
    assert client.post(bring(coming), {"business": business.pk}).status_code == 404
    assert client.post(release(business)).status_code == 404
    assert not AgendaItem.objects.filter(meeting=coming).exclude(title="Apologies").exists()


@pytest.mark.parametrize("value", ["", "nothing", "00000000-0000-0000-0000-000000000000"])
def test_business_that_is_none_is_not_found(as_clerk, coming, value):
    assert as_clerk.post(bring(coming), {"business": value}).status_code == 404
    assert as_clerk.get(bring(coming)).status_code == 405


def test_member_does_not_see_the_list(client, meeting, coming, primary_head):
    waiting(meeting, 1)
    client.force_login(primary_head)

    assertNotContains(client.get(coming.get_absolute_url()), "Must come back")


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_for_any_number(
    meeting, coming, count, django_assert_num_queries
):
    for number in range(count):
        waiting(meeting, number, ReturningKind.EXPIRING_AUTHORITY)

    with django_assert_num_queries(4):
        assert len(coming_back(coming)) == count


def test_agenda_names_what_ends_and_leaves_actions_to_the_log(meeting, coming):
    waiting(meeting, 1)
    waiting(meeting, 2, ReturningKind.EXPIRING_AUTHORITY)

    found = agenda_context(coming)["returning"]

    assert [each.sentence for each in found] == ["Sentence 2"]


def test_publishing_shows_who_is_missing_and_what_is_left_out(as_clerk, meeting, coming, officer):
    waiting(meeting, 1, owner=officer, owner_post="Early Help Manager")
    url = reverse("papers:agenda_publish", args=[coming.forum.slug, coming.pk])

    page = as_clerk.get(url)

    assertContains(page, "Needed, and not expected")
    assertContains(page, "its owner, Early Help Manager, is not on the list of those attending")
    assertContains(page, "Must come back, and is not on this agenda")
