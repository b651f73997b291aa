"""Calling a meeting and building its agenda."""

from datetime import date, time

import pytest
from django.utils import timezone

from forum.choices import ItemKind
from forum.models import AgendaItem, Meeting
from tests.asking import address, day
from tests.factories import an_item

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_clerk(client, clerk):
    client.force_login(clerk)


@pytest.fixture
def published(meeting, clerk):
    """The meeting once its agenda is out."""
    meeting.agenda_published_at, meeting.agenda_published_by = timezone.now(), clerk
    meeting.agenda_published_on = date(2026, 1, 5)
    meeting.save()
    return meeting


def numbers(meeting):
    return [f"{item.number} {item.title}" for item in meeting.items.order_by("position")]


def test_clerk_calls_a_meeting_of_long_ago(client, forum):
    sent = {"kind": "ordinary", "place": "County Hall", "starts_at_time": "2pm"}

    answer = client.post(address("forum:meeting_call", forum), sent | day("held_on", "4 7 2018"))

    meeting = Meeting.objects.get()
    assert answer.url == meeting.get_absolute_url()
    assert (meeting.held_on, meeting.starts_at_time) == (date(2018, 7, 4), time(14, 0))


def test_clerk_adds_items_and_they_are_numbered(client, forum, meeting):
    url = address("forum:item_add", forum, meeting)

    client.post(url, {"title": "Apologies", "kind": "apologies"})
    client.post(url, {"title": "Early help", "kind": "report", "presenter": "Sam Lee"})

    assert numbers(meeting) == ["1 Apologies", "2 Early help"]
    assert meeting.items.last().presenter == "Sam Lee"


def test_item_keeps_the_number_that_is_printed(client, forum, meeting):
    sent = {"title": "Early Help Practitioners", "kind": "report", "number": "6(6)"}

    client.post(address("forum:item_add", forum, meeting), sent)

    assert numbers(meeting) == ["6(6) Early Help Practitioners"]


def test_clerk_changes_an_item_and_its_number_stays(client, forum, meeting):
    item = an_item(meeting, "5")

    client.post(
        address("forum:item_change", forum, item), {"title": "Early help", "kind": "procedure"}
    )

    item.refresh_from_db()
    assert (item.number, item.kind) == ("5", ItemKind.PROCEDURE)


def test_clerk_moves_an_item_and_numbers_stay_with_their_places(client, forum, meeting):
    an_item(meeting, "1", "Apologies")
    second = an_item(meeting, "2", "Early help")

    answer = client.post(address("forum:item_move", forum, second), {"direction": "up"})

    assert numbers(meeting) == ["1 Early help", "2 Apologies"]
    assert answer.url == f"{meeting.get_absolute_url()}#item-{second.pk}"


def test_item_moves_up_or_down_only(client, forum, meeting):
    item = an_item(meeting)

    assert (
        client.post(address("forum:item_move", forum, item), {"direction": "x"}).status_code == 400
    )
    assert client.post(address("forum:item_move", forum, item)).status_code == 400


def test_numbers_stay_once_the_agenda_is_published(client, forum, published):
    item = an_item(published, "7", "Report")
    an_item(published, "8", "Last report")
    sent = {"title": "Urgent", "kind": "report", "after": item.pk}

    moved = client.post(address("forum:item_move", forum, item), {"direction": "up"})
    late = client.get(address("forum:item_add", forum, published))
    client.post(address("forum:item_add", forum, published), sent)

    assert moved.status_code == 409
    assert "its numbers stay" in moved.content.decode()
    assert "late item, such as 7A" in late.content.decode()
    assert numbers(published) == ["7 Report", "7A Urgent", "8 Last report"]


def test_only_the_presenter_changes_once_the_agenda_is_published(client, forum, published):
    item = an_item(published, "7", "Report")
    url = address("forum:item_change", forum, item)

    page = client.get(url).content.decode()
    client.post(url, {"presenter": "Sam Lee", "title": "Another", "number": "9"})

    item.refresh_from_db()
    assert "its number and title stay" in page
    assert (item.presenter, item.title, item.number) == ("Sam Lee", "Report", "7")


def test_clerk_says_which_business_of_the_year_an_item_is(client, forum, meeting):
    sent = {"title": "De-delegation", "kind": "report", "business": "de_delegation"}

    client.post(address("forum:item_add", forum, meeting), sent)

    assert meeting.items.get().business == "de_delegation"


def test_item_is_removed_while_the_agenda_is_a_draft(client, forum, meeting):
    item = an_item(meeting)
    url = address("forum:item_remove", forum, item)

    page = client.get(address("forum:item_change", forum, item)).content.decode()
    answer = client.post(url, follow=True)

    assert f'action="{url}"' in page
    assert "Item 5. Early help is removed" in answer.content.decode()
    assert not meeting.items.exists()


def test_item_of_a_published_agenda_is_not_removed(client, forum, published):
    item = an_item(published)

    page = client.get(address("forum:item_change", forum, item)).content.decode()
    answer = client.post(address("forum:item_remove", forum, item))

    assert "Remove the item" not in page
    assert answer.status_code == 409
    assert published.items.count() == 1


def three_items(meeting):
    titles = ("Apologies", "Early help", "Growth")
    return [an_item(meeting, str(n), title) for n, title in enumerate(titles, start=1)]


def test_whole_order_is_saved_with_one_press(client, forum, meeting):
    one, two, three = three_items(meeting)
    url = address("forum:items_reorder", forum, meeting)

    answer = client.post(url, {"order": f"{three.pk},{one.pk},{two.pk}"}, follow=True)

    assert numbers(meeting) == ["1 Growth", "2 Apologies", "3 Early help"]
    assert "The order is saved" in answer.content.decode()


@pytest.mark.parametrize(
    ("after", "order"),
    [
        ("", ["1 Growth", "2 Apologies", "3 Early help"]),
        ("first", ["1 Apologies", "2 Growth", "3 Early help"]),
    ],
)
def test_one_item_is_put_after_another_without_a_script(client, forum, meeting, after, order):
    one, _two, three = three_items(meeting)
    sent = {"item": three.pk, "after": one.pk if after else ""}

    client.post(address("forum:items_reorder", forum, meeting), sent)

    assert numbers(meeting) == order


def test_items_are_numbered_anew_when_it_is_asked_for(client, forum, meeting):
    an_item(meeting, "6(6)", "Early help")

    client.post(address("forum:items_reorder", forum, meeting), {"renumber": "on"})

    assert numbers(meeting) == ["1 Early help"]


def test_order_that_is_none_is_answered_with_the_page(client, forum, meeting):
    three_items(meeting)

    answer = client.post(address("forum:items_reorder", forum, meeting), {"order": "1,2"})

    assert answer.status_code == 200
    assert "Put the items in order once more" in answer.content.decode()


def test_buttons_of_the_list_lead_back_to_it(client, forum, meeting):
    _one, two, _three = three_items(meeting)
    back = address("forum:items_reorder", forum, meeting)

    page = client.get(back).content.decode()
    sent = {"direction": "down", "next": back}
    answer = client.post(address("forum:item_move", forum, two), sent)

    assert f'formaction="{address("forum:item_move", forum, two)}"' in page
    assert answer.url == f"{back}#item-{two.pk}"


def test_published_agenda_is_not_put_in_another_order(client, forum, published):
    assert client.get(address("forum:items_reorder", forum, published)).status_code == 409


def test_empty_agenda_has_nothing_to_put_in_order(client, forum, meeting):
    page = client.get(address("forum:items_reorder", forum, meeting)).content.decode()

    assert "The agenda is empty" in page
    assert address("forum:item_add", forum, meeting) in page


@pytest.mark.parametrize("many", [1, 3])
def test_order_takes_the_same_queries_for_any_number(
    client, forum, meeting, many, django_assert_num_queries
):
    for number in range(many):
        an_item(meeting, str(number))

    with django_assert_num_queries(8):
        client.get(address("forum:items_reorder", forum, meeting))


def test_agenda_of_a_meeting_that_is_over_takes_no_item(client, forum, published, clerk):
    published.opened_at, published.opened_by = timezone.now(), clerk
    published.closed_at, published.closed_by = timezone.now(), clerk
    published.save()

    answer = client.get(address("forum:item_add", forum, published))

    assert answer.status_code == 409
    assert not AgendaItem.objects.exists()
