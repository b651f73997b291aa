"""Minutes: begun, saved, published, agreed, signed."""

import hashlib

import pytest
from django.core.exceptions import PermissionDenied

from decisions.choices import DecisionEvent, MinutesStage, Result
from decisions.models import Minutes
from decisions.workflow.deciding import OutcomeDraft, record_outcome
from decisions.workflow.minuting import (
    agree_minutes,
    begin_minutes,
    publish_draft,
    save_item,
    sign_minutes,
)
from forum.choices import DocumentKind
from forum.models import AuditEntry, PublishedDocument
from forum.rules.ruling import Refused, Stale
from forum.workflow.meetings import mark_published, open_meeting
from tests.decisions.conftest import LATER
from tests.factories import MEETING_DAY, an_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def minutes(sitting, question, meeting, clerk):
    """Begun after a meeting that decided what was put to it."""
    sitting.carry(question)
    sitting.end(meeting)
    return begin_minutes(meeting, by=clerk, on=MEETING_DAY)


@pytest.fixture
def published(minutes, clerk):
    publish_draft(minutes, by=clerk, on=MEETING_DAY)
    return minutes


@pytest.fixture
def sitting_again(later_meeting, clerk):
    """The later meeting, open."""
    an_item(later_meeting)
    mark_published(later_meeting, by=clerk, on=MEETING_DAY, sha256="")
    return open_meeting(later_meeting, by=clerk, on=LATER)


@pytest.fixture
def agreed(published, sitting_again, clerk):
    agree_minutes(published, at_meeting=sitting_again, by=clerk, on=LATER)
    return published


def codes(refused):
    return refused.value.ruling.codes


def written(event):
    return AuditEntry.objects.get(event=event).sentence


def test_minutes_begin_with_a_place_for_each_item(minutes, meeting, clerk):
    assert [each.agenda_item.number for each in minutes.items.all()] == ["5"]
    assert written(DecisionEvent.MINUTES_BEGUN) == "Minutes of 15 January 2026: begun"


def test_beginning_again_adds_only_what_came_later(minutes, meeting, clerk):
    an_item(meeting, "5A", "Late business")

    begin_minutes(meeting, by=clerk, on=MEETING_DAY)

    assert [each.agenda_item.number for each in minutes.items.all()] == ["5", "5A"]
    assert AuditEntry.objects.filter(event=DecisionEvent.MINUTES_BEGUN).count() == 1


def test_officer_does_not_begin_the_minutes(question, meeting, officer):
    with pytest.raises(PermissionDenied):
        begin_minutes(meeting, by=officer, on=MEETING_DAY)

    assert not Minutes.objects.exists()


def test_item_is_saved_as_typed_and_gets_a_new_version(minutes, clerk):
    item = save_item(
        minutes.items.get(), text="Pat asked:  why?\n", version=1, by=clerk, on=MEETING_DAY
    )

    assert (item.text, item.version) == ("Pat asked:  why?\n", 2)
    assert written(DecisionEvent.MINUTES_SAVED) == "Minutes of 15 January 2026: item 5 saved"


def test_item_saved_by_somebody_in_between_is_stale_and_both_texts_are_kept(minutes, clerk):
    item = minutes.items.get()
    save_item(item, text="Theirs", version=1, by=clerk, on=MEETING_DAY)

    with pytest.raises(Stale) as stale:
        save_item(item, text="Mine", version=1, by=clerk, on=MEETING_DAY)

    item.refresh_from_db()
    assert (stale.value.typed, stale.value.saved, item.text) == ("Mine", "Theirs", "Theirs")


def test_officer_does_not_save_an_item(minutes, officer):
    with pytest.raises(PermissionDenied):
        save_item(minutes.items.get(), text="x", version=1, by=officer, on=MEETING_DAY)


def test_draft_is_published_with_its_bytes_and_the_text_that_the_public_reads(minutes, clerk):
    save_item(minutes.items.get(), text="Agreed.", version=1, by=clerk, on=MEETING_DAY)

    document = publish_draft(minutes, by=clerk, on=MEETING_DAY)

    minutes.refresh_from_db()
    assert (minutes.stage, minutes.draft_document) == (MinutesStage.DRAFT, document)
    assert hashlib.sha256(bytes(document.content)).hexdigest() == document.sha256
    assert minutes.items.get().public_text == "Agreed."
    assert written(DecisionEvent.MINUTES_PUBLISHED).endswith("draft published")


def test_changes_after_publishing_wait_for_the_next_edition(published, clerk):
    save_item(published.items.get(), text="Not read yet", version=1, by=clerk, on=MEETING_DAY)

    assert published.items.get().public_text == ""
    assert published.changed_since_published == 1
    assert publish_draft(published, by=clerk, on=MEETING_DAY).edition == 2
    assert published.items.get().public_text == "Not read yet"


def test_draft_is_not_published_before_the_meeting_is_over(sitting, question, meeting, clerk):
    minutes = begin_minutes(meeting, by=clerk, on=MEETING_DAY)

    with pytest.raises(Refused) as refused:
        publish_draft(minutes, by=clerk, on=MEETING_DAY)

    assert codes(refused) == {"meeting-not-held"}
    assert not PublishedDocument.objects.exists()


def test_officer_does_not_publish_the_draft(minutes, officer):
    with pytest.raises(PermissionDenied):
        publish_draft(minutes, by=officer, on=MEETING_DAY)


def test_agreeing_fixes_the_minutes_and_publishes_their_log(agreed, sitting_again):
    agreed.refresh_from_db()

    assert (agreed.stage, agreed.agreed_at_meeting) == (MinutesStage.AGREED, sitting_again)
    kinds = set(PublishedDocument.objects.values_list("kind", flat=True))
    assert kinds == {DocumentKind.DRAFT_MINUTES, DocumentKind.MINUTES, DocumentKind.DECISION_LOG}
    assert written(DecisionEvent.MINUTES_AGREED) == (
        "Minutes of 15 January 2026: agreed at the meeting of 12 March 2026"
    )


def test_document_prints_the_head_before_the_entry_that_publishes_it(agreed):
    entry = AuditEntry.objects.get(event=DecisionEvent.MINUTES_AGREED)

    assert PublishedDocument.objects.get(kind=DocumentKind.MINUTES).trail_seq == entry.seq - 1


def test_minutes_with_a_question_left_open_are_not_agreed(
    question, meeting, sitting, sitting_again, clerk
):
    sitting.end(meeting)
    minutes = begin_minutes(meeting, by=clerk, on=MEETING_DAY)
    publish_draft(minutes, by=clerk, on=MEETING_DAY)

    with pytest.raises(Refused) as refused:
        agree_minutes(minutes, at_meeting=sitting_again, by=clerk, on=LATER)

    assert codes(refused) == {"outcome-missing"}
    assert not PublishedDocument.objects.filter(kind=DocumentKind.MINUTES).exists()


def test_minutes_are_not_agreed_twice_by_somebody_who_looked_before(agreed, sitting_again, clerk):
    before = Minutes.objects.get()
    before.agreed_at = before.agreed_by = before.agreed_document = None

    with pytest.raises(Refused) as refused:
        agree_minutes(before, at_meeting=sitting_again, by=clerk, on=LATER)

    assert codes(refused) == {"agreed-already"}
    assert PublishedDocument.objects.filter(kind=DocumentKind.MINUTES).count() == 1


def test_agreed_minutes_are_fixed(agreed, clerk):
    with pytest.raises(Refused) as refused:
        save_item(agreed.items.get(), text="Other", version=1, by=clerk, on=LATER)

    assert codes(refused) == {"minutes-fixed"}


def test_officer_does_not_agree_the_minutes(published, sitting_again, officer):
    with pytest.raises(PermissionDenied):
        agree_minutes(published, at_meeting=sitting_again, by=officer, on=LATER)


def test_chair_signs_agreed_minutes(agreed, chair):
    agreed.refresh_from_db()

    sign_minutes(agreed, by=chair, on=LATER)

    assert (agreed.stage, agreed.signed_by, agreed.signed_on) == (
        MinutesStage.SIGNED,
        chair,
        LATER,
    )
    assert written(DecisionEvent.MINUTES_SIGNED).endswith("signed by the chair")


def test_chair_does_not_sign_what_is_not_agreed(published, chair):
    with pytest.raises(Refused) as refused:
        sign_minutes(published, by=chair, on=MEETING_DAY)

    published.refresh_from_db()
    assert codes(refused) == {"not-agreed"}
    assert published.signed_at is None


def test_clerk_does_not_sign(agreed, clerk):
    with pytest.raises(PermissionDenied):
        sign_minutes(agreed, by=clerk, on=LATER)


def test_unsettled_source_with_its_action_lets_the_minutes_be_agreed(
    sitting, question, meeting, sitting_again, clerk
):
    sitting.agree_in_principle(question, sitting_again)
    sitting.end(meeting)
    minutes = begin_minutes(meeting, by=clerk, on=MEETING_DAY)
    publish_draft(minutes, by=clerk, on=MEETING_DAY)

    agree_minutes(minutes, at_meeting=sitting_again, by=clerk, on=LATER)

    minutes.refresh_from_db()
    assert minutes.stage == MinutesStage.AGREED


def test_deferral_needs_no_vote_to_be_minuted(question, meeting, sitting, sitting_again, clerk):
    draft = OutcomeDraft(Result.DEFERRED, deferred_to=sitting_again)
    record_outcome(question, draft, by=clerk, on=MEETING_DAY)
    sitting.end(meeting)
    minutes = begin_minutes(meeting, by=clerk, on=MEETING_DAY)
    publish_draft(minutes, by=clerk, on=MEETING_DAY)

    assert agree_minutes(minutes, at_meeting=sitting_again, by=clerk, on=LATER).edition == 1
