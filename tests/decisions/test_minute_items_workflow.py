"""Single items of minutes: drafted from the record, left out, and let in again."""

import pytest
from django.core.exceptions import PermissionDenied

from decisions.choices import DecisionEvent
from decisions.workflow.minute_items import draft_items, exempt_item, make_item_public
from decisions.workflow.minuting import begin_minutes, publish_draft, save_item
from forum.choices import Answer, DocumentKind, ItemKind, Presence
from forum.models import AuditEntry, PublishedDocument, Reply
from forum.rules.ruling import Refused
from tests.factories import MEETING_DAY, an_item, is_present

pytestmark = pytest.mark.django_db


@pytest.fixture
def minutes(sitting, question, meeting, clerk):
    """Begun after a meeting with the usual items around its business."""
    sitting.carry(question)
    item = question.placement.agenda_item
    item.presenter = "Omar Officer"
    item.save()
    an_item(meeting, "1", "Apologies", kind=ItemKind.APOLOGIES)
    an_item(meeting, "2", "Interests", kind=ItemKind.INTERESTS)
    an_item(meeting, "6", "Any other business", kind=ItemKind.OTHER_BUSINESS)
    return begin_minutes(sitting.end(meeting), by=clerk, on=MEETING_DAY)


def text_of(minutes, number):
    return minutes.items.get(agenda_item__number=number).text


def written(event):
    return AuditEntry.objects.filter(event=event).latest("seq").sentence


def test_items_that_say_nothing_are_drafted_from_the_record(minutes, members, clerk, meeting):
    is_present(meeting, members[1], Presence.APOLOGIES)
    seated = members[1].appointments.get()
    Reply.objects.create(
        forum=meeting.forum, meeting=meeting, appointment=seated, answer=Answer.choices[0][0],
        note="At an inspection", given_at=minutes.recorded_at, given_by=clerk,
    )  # fmt: skip
    kept = minutes.items.get(agenda_item__number="2")
    save_item(kept, text="As typed.", version=1, by=clerk, on=MEETING_DAY)

    drafted = draft_items(minutes, by=clerk, on=MEETING_DAY)

    assert drafted == ["5", "1"]
    assert text_of(minutes, "1") == (
        f"Apologies were received from Sam Secondary ({seated.seat.name}: At an inspection).\n\n"
        "The meeting was quorate."
    )
    assert text_of(minutes, "5") == "Omar Officer presented “Schools and early help”."
    assert (text_of(minutes, "2"), text_of(minutes, "6")) == ("As typed.", "")
    assert written(DecisionEvent.MINUTES_DRAFTED) == (
        "Minutes of 15 January 2026: items 5, 1 drafted from the record"
    )


def test_nothing_left_to_draft_leaves_no_entry(minutes, clerk):
    draft_items(minutes, by=clerk, on=MEETING_DAY)

    assert draft_items(minutes, by=clerk, on=MEETING_DAY) == []
    assert AuditEntry.objects.filter(event=DecisionEvent.MINUTES_DRAFTED).count() == 1


def test_items_are_not_drafted_while_the_meeting_goes_on(question, meeting, clerk):
    minutes = begin_minutes(meeting, by=clerk, on=MEETING_DAY)

    with pytest.raises(Refused) as refused:
        draft_items(minutes, by=clerk, on=MEETING_DAY)

    assert refused.value.ruling.codes == {"meeting-not-held"}
    assert minutes.items.get().text == ""


def test_officer_drafts_nothing(minutes, officer):
    with pytest.raises(PermissionDenied):
        draft_items(minutes, by=officer, on=MEETING_DAY)

    assert not minutes.items.exclude(text="").exists()


# What is exempt


def test_exempt_item_is_left_out_for_the_public_and_printed_in_full(minutes, clerk):
    item = minutes.items.get(agenda_item__number="6")
    save_item(item, text="A school owes it.", version=1, by=clerk, on=MEETING_DAY)

    exempt_item(item, reason=" Names a school. ", by=clerk, on=MEETING_DAY)
    publish_draft(minutes, by=clerk, on=MEETING_DAY)

    item.refresh_from_db()
    assert (item.exempt_reason, item.public_text) == ("Names a school.", "")
    drafts = PublishedDocument.objects.filter(kind=DocumentKind.DRAFT_MINUTES)
    assert set(drafts.values_list("period", flat=True)) == {"", "full"}
    minutes.refresh_from_db()
    assert minutes.draft_document == drafts.get(period="")
    assert written(DecisionEvent.MINUTE_EXEMPTED) == (
        "Minutes of 15 January 2026: item 6 made exempt from publication"
    )


def test_item_made_public_again_waits_for_the_next_edition(minutes, clerk):
    item = minutes.items.get(agenda_item__number="6")
    save_item(item, text="A school owes it.", version=1, by=clerk, on=MEETING_DAY)
    exempt_item(item, reason="Names a school.", by=clerk, on=MEETING_DAY)
    publish_draft(minutes, by=clerk, on=MEETING_DAY)
    item.refresh_from_db()

    make_item_public(item, by=clerk, on=MEETING_DAY)

    item.refresh_from_db()
    assert (item.is_exempt, item.public_text) == (False, "")
    assert written(DecisionEvent.MINUTE_EXEMPTED).endswith(
        "item 6 no longer exempt from publication"
    )


def test_item_is_not_exempt_without_a_reason(minutes, clerk):
    item = minutes.items.first()

    with pytest.raises(Refused) as refused:
        exempt_item(item, reason="", by=clerk, on=MEETING_DAY)

    item.refresh_from_db()
    assert (refused.value.ruling.codes, item.is_exempt) == ({"exempt-without-reason"}, False)


def test_officer_exempts_nothing(minutes, officer):
    item = minutes.items.first()
    with pytest.raises(PermissionDenied):
        exempt_item(item, reason="x", by=officer, on=MEETING_DAY)
    with pytest.raises(PermissionDenied):
        make_item_public(item, by=officer, on=MEETING_DAY)
