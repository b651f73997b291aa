"""What stands in the minutes' document besides: exempt parts, corrections, notes, briefings."""

import pytest
from django.template.loader import render_to_string

from decisions.choices import CorrectionKind
from decisions.models.minuting.correcting import CorrectionDraft
from decisions.pdfs.minutes import minutes_context, minutes_pdf
from decisions.workflow.correcting import add_note, enter_correction
from decisions.workflow.minute_items import exempt_item
from decisions.workflow.minuting import agree_minutes, begin_minutes, publish_draft, save_item
from forum.choices import Presence
from forum.workflow.meetings import mark_published, open_meeting
from tests.decisions.conftest import LATER
from tests.documents import TRAIL, broken_promises
from tests.factories import MEETING_DAY, an_item, is_present

pytestmark = pytest.mark.django_db
SECRET = "Ash Lane owes it."


def html(minutes, **more):
    said = render_to_string("pdf/minutes.html", minutes_context(minutes, **more))
    return " ".join(said.split())


@pytest.fixture
def minutes(sitting, question, meeting, clerk):
    sitting.carry(question)
    minutes = begin_minutes(sitting.end(meeting), by=clerk, on=MEETING_DAY)
    save_item(minutes.items.get(), text=SECRET, version=1, by=clerk, on=MEETING_DAY)
    return minutes


@pytest.fixture
def exempt(minutes, clerk):
    exempt_item(minutes.items.get(), reason="Names a school.", by=clerk, on=MEETING_DAY)
    return minutes


@pytest.fixture
def agreed(minutes, later_meeting, clerk):
    publish_draft(minutes, by=clerk, on=MEETING_DAY)
    an_item(later_meeting)
    mark_published(later_meeting, by=clerk, on=MEETING_DAY, sha256="")
    open_meeting(later_meeting, by=clerk, on=LATER)
    agree_minutes(minutes, at_meeting=later_meeting, by=clerk, on=LATER)
    return minutes


@pytest.fixture
def corrected(agreed, later_meeting, question, clerk):
    draft = CorrectionDraft(
        kind=CorrectionKind.NAME,
        was="Early Years",
        reads="Early Help",
        reason="A slip.",
        made_at_meeting=later_meeting,
        outcome=question.outcome,
    )
    enter_correction(agreed.meeting, draft, by=clerk, on=LATER)
    return agreed


def test_exempt_text_is_in_the_full_version_only(exempt):
    public, full = html(exempt), html(exempt, full=True)

    assert SECRET not in public
    assert "Exempt from publication: Names a school.</p>" in public
    assert "RESOLVED:" in public
    assert SECRET in full
    assert "Not to be passed on." in full
    assert minutes_context(exempt, full=True)["document"]["status_note"] == (
        "Draft, full: not public"
    )


def test_note_to_an_exempt_item_is_in_the_full_version_only(exempt, clerk):
    item = exempt.items.get().agenda_item
    add_note(exempt, text="It owes £5.", item=item, by=clerk, on=MEETING_DAY)

    assert "It owes £5." not in html(exempt)
    assert "It owes £5." in html(exempt, full=True)


def test_correction_stands_beside_the_decision_and_the_head_says_so(corrected):
    said = html(corrected)

    assert "With 1 correction made since, beside what it corrects." in said
    assert (
        "<strong>Corrected at the meeting of 12 March 2026</strong> (a name, a post or a group): "
        "“Early Years” should read “Early Help”."
    ) in said
    note = minutes_context(corrected)["document"]["status_note"]
    assert note == "With corrections made since"


def test_agreed_minutes_print_what_they_said_when_they_were_agreed(corrected, primary_head):
    primary_head.name = "Somebody Else"
    primary_head.save()

    said = html(corrected, record=corrected.said)

    assert "Pat Primary" in said
    assert "Somebody Else" not in said


def test_inquorate_meeting_prints_briefing_notes(question, meeting, members, clerk):
    for member in members[1:]:
        is_present(meeting, member, Presence.ABSENT)
    minutes = begin_minutes(meeting, by=clerk, on=MEETING_DAY)

    context = minutes_context(minutes)

    assert context["document"]["title"] == "Briefing notes of the meeting of 15 January 2026"
    assert "Views given here are advice, which the authority need not follow" in html(minutes)


def test_corrected_minutes_keep_the_promises_of_a_document(corrected):
    made = minutes_pdf(corrected, trail_line=TRAIL, on=LATER, full=True)

    title, note = "Minutes of the meeting of 15 January 2026", "Full version: not public"
    assert broken_promises(made, title=title, trail=TRAIL, note=note) == []
