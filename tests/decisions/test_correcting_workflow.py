"""Corrections and notes: added beside agreed minutes, whose bytes stay as they are."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from decisions.choices import CorrectionKind, DecisionEvent
from decisions.models import Correction, PostMinuteNote
from decisions.models.minuting.correcting import CorrectionDraft
from decisions.workflow.correcting import add_note, correct_minutes, enter_correction
from decisions.workflow.minuting import agree_minutes, begin_minutes, publish_draft
from forum.choices import DocumentKind
from forum.models import AuditEntry, PublishedDocument
from forum.rules.ruling import Refused
from forum.workflow.meetings import mark_published, open_meeting
from tests.decisions.conftest import LATER
from tests.factories import MEETING_DAY, a_meeting, an_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def minutes(sitting, question, meeting, clerk):
    """Begun after a meeting that decided what was put to it."""
    sitting.carry(question)
    sitting.end(meeting)
    return begin_minutes(meeting, by=clerk, on=MEETING_DAY)


@pytest.fixture
def later(later_meeting, clerk):
    an_item(later_meeting)
    mark_published(later_meeting, by=clerk, on=MEETING_DAY, sha256="")
    return open_meeting(later_meeting, by=clerk, on=LATER)


@pytest.fixture
def agreed(minutes, later, clerk):
    publish_draft(minutes, by=clerk, on=MEETING_DAY)
    agree_minutes(minutes, at_meeting=later, by=clerk, on=LATER)
    return minutes


def draft(later, **more):
    values = {
        "kind": CorrectionKind.WORDS,
        "was": "Early Years Practitioner",
        "reads": "Early Help Practitioner",
        "reason": "A slip of the pen.",
    }
    return CorrectionDraft(**(values | more), made_at_meeting=later)


def enter(minutes, later, clerk, *, confirmed=False, **more):
    return enter_correction(
        minutes.meeting, draft(later, **more), by=clerk, on=LATER, confirmed=confirmed
    )


def test_correction_is_published_beside_the_agreed_bytes(agreed, later, clerk):
    before = PublishedDocument.objects.get(kind=DocumentKind.MINUTES)

    correction = correct_minutes(agreed.meeting, draft(later), by=clerk, on=LATER)

    agreed.refresh_from_db()
    after = PublishedDocument.objects.get(kind=DocumentKind.MINUTES)
    assert (after.sha256, bytes(after.content)) == (before.sha256, bytes(before.content))
    assert agreed.agreed_document == before
    assert (correction.made_at_meeting, correction.asked_twice) == (later, False)
    published = PublishedDocument.objects.get(kind=DocumentKind.CORRECTED_MINUTES)
    assert published.title == "Minutes of 15 January 2026, with corrections and notes"


def test_correction_leaves_its_entry(agreed, later, clerk, meeting):
    enter(agreed, later, clerk, agenda_item=meeting.items.get())

    entry = AuditEntry.objects.get(event=DecisionEvent.MINUTES_CORRECTED)
    assert entry.sentence == (
        "Minutes of 15 January 2026: corrected at the meeting of 12 March 2026, item 5"
    )
    assert "Early Help Practitioner" in entry.body


def test_correction_of_a_decision_is_to_its_item_and_names_its_matter(
    agreed, later, clerk, question
):
    made = enter(agreed, later, clerk, outcome=question.outcome)

    assert made.agenda_item == question.placement.agenda_item
    entry = AuditEntry.objects.get(event=DecisionEvent.MINUTES_CORRECTED)
    assert entry.matter == question.placement.recommendation.matter_id


def test_amount_tenfold_is_recorded_once_it_is_confirmed(agreed, later, clerk):
    amounts = {"amount_was": Decimal(2240), "amount_reads": Decimal(22401)}

    with pytest.raises(Refused) as refused:
        enter(agreed, later, clerk, **amounts)

    assert refused.value.ruling.codes == {"amount-tenfold"}
    assert not Correction.objects.exists()

    made = enter(agreed, later, clerk, confirmed=True, **amounts)
    assert (made.asked_twice, made.amounts) == (True, "£2,240 should read £22,401")


def test_draft_is_not_corrected(minutes, later, clerk):
    with pytest.raises(Refused) as refused:
        enter(minutes, later, clerk)

    assert refused.value.ruling.codes == {"minutes-not-agreed"}
    assert not Correction.objects.exists()


def test_officer_does_not_correct(agreed, later, officer):
    with pytest.raises(PermissionDenied):
        enter(agreed, later, officer)


def test_historic_meeting_is_corrected_without_minutes_of_ours(forum, later, clerk):
    old = a_meeting(forum, MEETING_DAY.replace(year=2019), is_historic=True)

    made = correct_minutes(old, draft(later), by=clerk, on=LATER)

    assert (made.meeting, made.agenda_item) == (old, None)
    assert not PublishedDocument.objects.filter(about=old.pk).exists()


def test_note_before_agreement_waits_for_the_next_edition(minutes, clerk, meeting):
    add_note(minutes, text="The outturn was £5.", item=meeting.items.get(), by=clerk, on=LATER)

    assert not PublishedDocument.objects.exists()
    entry = AuditEntry.objects.get(event=DecisionEvent.POST_MINUTE_NOTE)
    assert entry.sentence == "Minutes of 15 January 2026: post-minute note added, item 5"


def test_note_after_agreement_is_published_with_the_minutes(agreed, clerk):
    note = add_note(agreed, text="The outturn was £5.", item=None, by=clerk, on=LATER)

    assert (note.noted_on, note.agenda_item) == (LATER, None)
    assert PublishedDocument.objects.filter(kind=DocumentKind.CORRECTED_MINUTES).count() == 1


def test_officer_adds_no_note(minutes, officer):
    with pytest.raises(PermissionDenied):
        add_note(minutes, text="x", item=None, by=officer, on=LATER)

    assert not PostMinuteNote.objects.exists()


def test_note_to_a_meeting_that_goes_on_is_refused(question, meeting, clerk):
    minutes = begin_minutes(meeting, by=clerk, on=MEETING_DAY)

    with pytest.raises(Refused) as refused:
        add_note(minutes, text="x", item=None, by=clerk, on=MEETING_DAY)

    assert refused.value.ruling.codes == {"meeting-not-held"}
    assert not PostMinuteNote.objects.exists()
