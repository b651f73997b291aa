"""An auditor notes and signs off; nobody else does, and nothing else is written."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from decisions.models import Action, FindingNote, ReviewSignOff
from decisions.models.auditing.scope import Scope, scope_of_matter
from decisions.models.auditing.scope_review import scope_review
from decisions.workflow.reviewing import Read, note_finding, sign_off_review
from forum.audit import trail_head
from forum.models import AuditEntry
from forum.rules.ruling import Refused
from tests.factories import a_line, a_matter

pytestmark = pytest.mark.django_db
ON, TODAY = date(2026, 3, 1), date(2026, 5, 1)


@pytest.fixture
def matter(forum, clerk):
    """A matter with one finding: an action that nobody has to do, due long ago."""
    matter = a_matter(forum)
    an_action(matter, clerk, "Jan26-A1")
    return matter


def an_action(matter, clerk, reference):
    return Action.objects.create(
        forum=matter.forum, matter=matter, origin="by_hand", owner=clerk,
        reference=reference, text="Report.", due_on=date(2026, 1, 31), set_on=date(2026, 1, 1),
    )  # fmt: skip


def read(scope, on=ON):
    head = trail_head(scope.forum)
    return Read(on, scope_review(scope, on=on).fingerprint, head.seq, head.hash)


def last_entry(forum):
    return AuditEntry.objects.filter(forum=forum).latest("seq")


def test_note_on_a_finding_is_kept_with_the_finding_as_it_read(matter, auditor):
    review = scope_review(scope_of_matter(matter), on=ON)
    (finding,) = review.findings

    note = note_finding(review, finding=finding.key, text=" Ask again. ", by=auditor, on=TODAY)

    assert (note.finding, note.finding_key) == ("action-overdue", finding.key)
    assert (note.text, note.sentence) == ("Ask again.", finding.sentence)
    assert (note.matter, note.scope) == (matter, "matter")
    entry = last_entry(matter.forum)
    assert entry.sentence == (
        "Auditor's note on “Action overdue” in the review of Early Help Practitioners: Ask again."
    )
    assert (entry.event, entry.matter, entry.about) == ("finding-noted", matter.pk, note.pk)


def test_note_on_a_finding_is_shown_in_every_review_that_finds_it(matter, auditor):
    review = scope_review(scope_of_matter(matter), on=ON)
    note_finding(review, finding=review.findings[0].key, text="Ask.", by=auditor, on=TODAY)

    whole = scope_review(Scope(matter.forum), on=TODAY)

    (row,) = whole.shown(whole.rows())
    assert [note.text for note in row.notes] == ["Ask."]


def test_note_on_a_finding_that_is_gone_is_refused(matter, auditor):
    review = scope_review(scope_of_matter(matter), on=ON)
    entries = AuditEntry.objects.count()

    with pytest.raises(Refused, match="no longer there"):
        note_finding(review, finding="0" * 16, text="Ask.", by=auditor, on=TODAY)

    assert not FindingNote.objects.exists()
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("who", ["clerk", "officer", "chair", "stranger"])
def test_only_an_auditor_notes_and_signs(request, matter, who):
    scope, person = scope_of_matter(matter), request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        note_finding(scope_review(scope, on=ON), finding="", text="Ask.", by=person, on=TODAY)
    with pytest.raises(PermissionDenied):
        sign_off_review(scope, read(scope), words="", by=person, on=TODAY)

    assert not FindingNote.objects.exists()
    assert not ReviewSignOff.objects.exists()


def test_review_is_signed_off_up_to_an_entry_of_the_trail(matter, auditor):
    scope = scope_of_matter(matter)
    seen = read(scope)

    signed = sign_off_review(scope, seen, words="Accepted.", by=auditor, on=TODAY)

    assert (signed.as_of_on, signed.signed_on, signed.words) == (ON, TODAY, "Accepted.")
    assert (signed.head_seq, signed.head_hash) == (seen.head_seq, seen.head_hash)
    assert signed.seen == [scope_review(scope, on=ON).findings[0].key]
    assert last_entry(matter.forum).sentence == (
        "Review of Early Help Practitioners signed off as it stood on 1 March 2026, with "
        f"1 finding, up to entry {seen.head_seq}"
    )


def test_review_shows_what_came_since_it_was_signed_off(matter, auditor, clerk):
    scope = scope_of_matter(matter)
    sign_off_review(scope, read(scope), words="", by=auditor, on=TODAY)
    an_action(matter, clerk, "Jan26-A2")

    again = scope_review(scope, on=TODAY)

    assert len(again.since.new) == 1
    assert not again.since.gone
    rows = again.shown(again.rows())
    assert [row.is_new for row in rows] == [False, True]
    assert again.number_since == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"fingerprint": "0" * 64}, "findings-changed"),
        ({"head_hash": "1" * 64}, "head-unknown"),
        ({"as_of": date(2026, 5, 2)}, "review-of-the-future"),
    ],
)
def test_review_that_was_not_read_as_it_stands_is_not_signed(matter, auditor, change, code):
    scope = scope_of_matter(matter)
    seen = Read(**{**vars(read(scope)), **change})

    with pytest.raises(Refused) as refused:
        sign_off_review(scope, seen, words="", by=auditor, on=TODAY)

    assert code in refused.value.ruling.codes
    assert not ReviewSignOff.objects.exists()


@pytest.mark.parametrize("kind", ["forum", "source", "year", "line"])
def test_other_scopes_are_noted_and_signed_too(forum, auditor, kind):
    more = {
        "source": {"source": "one_off"},
        "year": {"financial_year": "2025-26"},
        "line": {"budget_line": a_line(forum) if kind == "line" else None},
    }.get(kind, {})
    scope = Scope(forum, kind, **more)

    note_finding(scope_review(scope, on=ON), finding="", text="Seen.", by=auditor, on=TODAY)
    sign_off_review(scope, read(scope), words="", by=auditor, on=TODAY)

    review = scope_review(scope, on=TODAY)
    assert [note.text for note in review.notes] == ["Seen."]
    assert review.last_sign_off.scope == kind
    assert review.since.is_nothing
