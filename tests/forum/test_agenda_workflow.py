"""The items of an agenda: their numbers as printed, their order, and late items."""

import pytest
from django.core.exceptions import PermissionDenied

from forum.choices import ForumEvent
from forum.models import AgendaItem, AuditEntry
from forum.rules.ruling import Refused
from forum.workflow.meetings import (
    add_item,
    change_item,
    change_presenter,
    mark_published,
    move_item,
    remove_item,
    renumber_items,
    reorder_items,
)
from tests.factories import BEFORE, a_matter, a_paper

pytestmark = pytest.mark.django_db


def sentences(event):
    return list(AuditEntry.objects.filter(event=event).values_list("sentence", flat=True))


def added(meeting, clerk, title, number="", after=None):
    item = AgendaItem(forum=meeting.forum, meeting=meeting, title=title, number=number)
    return add_item(item, after=after, by=clerk, on=BEFORE)


def printed(meeting):
    return [str(item) for item in meeting.items.all()]


@pytest.fixture
def agenda(meeting, clerk):
    for title in ("Apologies", "Growth fund", "Any other business"):
        added(meeting, clerk, title)
    return meeting


@pytest.fixture
def published(agenda, clerk):
    return mark_published(agenda, by=clerk, on=BEFORE, sha256="")


def test_items_are_numbered_in_order(agenda):
    assert printed(agenda) == ["1. Apologies", "2. Growth fund", "3. Any other business"]


def test_numbers_stay_with_their_places_when_an_item_moves(agenda, clerk):
    move_item(agenda.items.get(number="2"), "up", by=clerk, on=BEFORE)

    assert printed(agenda) == ["1. Growth fund", "2. Apologies", "3. Any other business"]
    assert sentences(ForumEvent.ITEMS_REORDERED) == [
        "Ordinary meeting of 15 January 2026: agenda reordered"
    ]


def test_first_item_cannot_move_up(agenda, clerk):
    move_item(agenda.items.get(number="1"), "up", by=clerk, on=BEFORE)

    assert agenda.items.first().title == "Apologies"
    assert sentences(ForumEvent.ITEMS_REORDERED) == []


def test_printed_numbers_survive_a_move(agenda, clerk):
    added(agenda, clerk, "Early Help Practitioners", "6(6)")
    last = added(agenda, clerk, "Exempt business")

    move_item(agenda.items.get(title="Growth fund"), "up", by=clerk, on=BEFORE)

    assert last.number == "7"
    assert printed(agenda) == [
        "1. Growth fund",
        "2. Apologies",
        "3. Any other business",
        "6(6). Early Help Practitioners",
        "7. Exempt business",
    ]


def test_whole_order_is_saved_at_once_and_an_item_added_meanwhile_stays_last(agenda, clerk):
    first, second, third = agenda.items.all()
    added(agenda, clerk, "Added meanwhile")

    reorder_items(agenda, [third.pk, first.pk, second.pk], by=clerk, on=BEFORE)

    assert printed(agenda) == [
        "1. Any other business",
        "2. Apologies",
        "3. Growth fund",
        "4. Added meanwhile",
    ]
    assert [item.position for item in agenda.items.all()] == [1, 2, 3, 4]


def test_same_order_leaves_no_entry(agenda, clerk):
    reorder_items(agenda, [item.pk for item in agenda.items.all()], by=clerk, on=BEFORE)

    assert sentences(ForumEvent.ITEMS_REORDERED) == []


def test_item_is_removed_and_the_others_keep_their_numbers(agenda, clerk):
    remove_item(agenda.items.get(number="2"), by=clerk, on=BEFORE)

    assert printed(agenda) == ["1. Apologies", "3. Any other business"]
    assert sentences(ForumEvent.ITEM_CHANGED) == [
        "Ordinary meeting of 15 January 2026: item removed, 2. Growth fund"
    ]


def test_item_with_a_paper_is_not_removed(agenda, clerk):
    item = agenda.items.get(number="2")
    a_paper(a_matter(agenda.forum), item)

    with pytest.raises(Refused) as refused:
        remove_item(item, by=clerk, on=BEFORE)

    assert refused.value.ruling.codes == {"item-in-use"}
    assert agenda.items.count() == 3
    assert sentences(ForumEvent.ITEM_CHANGED) == []


def test_items_are_numbered_anew_only_where_it_is_asked_for(agenda, clerk):
    added(agenda, clerk, "Early Help Practitioners", "6(6)")

    renumber_items(agenda, by=clerk, on=BEFORE)

    assert [item.number for item in agenda.items.all()] == ["1", "2", "3", "4"]
    entry = AuditEntry.objects.get(event=ForumEvent.ITEMS_REORDERED)
    assert "6(6)" in entry.body


def test_item_is_added_behind_another_one(agenda, clerk):
    item = added(agenda, clerk, "Minutes", after=agenda.items.get(number="1"))

    assert item.number == "2"
    assert printed(agenda) == [
        "1. Apologies",
        "2. Minutes",
        "3. Growth fund",
        "4. Any other business",
    ]


def test_late_items_stand_behind_the_item_they_follow(published, clerk):
    second = published.items.get(number="2")

    added(published, clerk, "Late", after=second)
    added(published, clerk, "Later", after=second)
    added(published, clerk, "Latest")

    assert printed(published) == [
        "1. Apologies",
        "2. Growth fund",
        "2A. Late",
        "2B. Later",
        "3. Any other business",
        "3A. Latest",
    ]


def test_published_agenda_keeps_its_order_and_its_words(published, clerk):
    item = published.items.get(number="2")

    with pytest.raises(Refused):
        move_item(item, "up", by=clerk, on=BEFORE)
    with pytest.raises(Refused):
        change_item(item, by=clerk, on=BEFORE)
    with pytest.raises(Refused):
        renumber_items(published, by=clerk, on=BEFORE)
    assert [item.number for item in published.items.all()] == ["1", "2", "3"]


def test_presenter_may_change_once_the_agenda_is_published(published, clerk):
    item = published.items.get(number="2")
    item.title = "Another title"

    change_presenter(item, "Sam Lee, Schools Finance Manager", by=clerk, on=BEFORE)

    item.refresh_from_db()
    assert (item.title, item.presenter) == ("Growth fund", "Sam Lee, Schools Finance Manager")
    assert sentences(ForumEvent.ITEM_CHANGED) == [
        "Ordinary meeting of 15 January 2026: item 2, presenter changed"
    ]


@pytest.mark.parametrize(
    "step",
    [
        lambda meeting, by: reorder_items(meeting, [], by=by, on=BEFORE),
        lambda meeting, by: renumber_items(meeting, by=by, on=BEFORE),
        lambda meeting, by: change_presenter(meeting.items.first(), "Sam", by=by, on=BEFORE),
        lambda meeting, by: move_item(meeting.items.first(), "down", by=by, on=BEFORE),
        lambda meeting, by: remove_item(meeting.items.first(), by=by, on=BEFORE),
    ],
    ids=["reorder", "renumber", "presenter", "move", "remove"],
)
def test_officer_does_not_build_the_agenda(agenda, officer, step):
    with pytest.raises(PermissionDenied):
        step(agenda, officer)


def test_forty_items_are_reordered_in_few_queries(meeting, clerk, django_assert_max_num_queries):
    AgendaItem.objects.bulk_create(
        AgendaItem(
            forum=meeting.forum, meeting=meeting, position=n, number=str(n), title=f"Item {n}"
        )
        for n in range(1, 41)
    )
    backwards = [item.pk for item in reversed(meeting.items.all())]

    with django_assert_max_num_queries(25):
        reorder_items(meeting, backwards, by=clerk, on=BEFORE)

    assert str(meeting.items.first()) == "1. Item 40"
