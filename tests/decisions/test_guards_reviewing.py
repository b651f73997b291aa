"""What an auditor wrote and signed stays, past the models too."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from decisions.choices import ScopeKind
from decisions.models import FindingNote, ReviewSignOff
from tests.factories import a_forum, a_matter, a_person
from tests.raw import change, copy, remove, try_both

pytestmark = pytest.mark.django_db
ON = date(2026, 5, 1)


@pytest.fixture
def note(db):
    forum = a_forum()
    return FindingNote.objects.create(
        forum=forum, scope=ScopeKind.FORUM, text="Ask again.", noted_at=timezone.now(),
        noted_by=a_person("Ada Auditor"), noted_on=ON,
    )  # fmt: skip


@pytest.fixture
def signed(note):
    return ReviewSignOff.objects.create(
        forum=note.forum, scope=ScopeKind.FORUM, as_of_on=ON, head_seq=1, head_hash="0" * 64,
        fingerprint="0" * 64, signed_at=timezone.now(), signed_by=note.noted_by, signed_on=ON,
    )  # fmt: skip


def test_note_is_only_added(note):
    try_both(lambda: change(note, text="Never mind."))
    try_both(lambda: remove(note))
    assert copy(note) == 1


def test_signature_is_only_added(signed):
    try_both(lambda: change(signed, words="Not so."))
    try_both(lambda: remove(signed))
    assert copy(signed) == 1


def test_note_names_what_was_reviewed_and_nothing_besides(note):
    for values in (
        {"scope": ScopeKind.SOURCE},
        {"scope": ScopeKind.YEAR, "source": "one_off"},
        {"matter_id": a_matter(note.forum).pk.hex},
        {"scope": "planet"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            copy(note, **values)
