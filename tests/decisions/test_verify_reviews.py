"""What an auditor wrote is held against the trail like everything else."""

from datetime import date

import pytest

from decisions.audit import record_check
from decisions.models.auditing.scope import scope_of_matter
from decisions.models.auditing.scope_review import scope_review
from decisions.workflow.reviewing import Read, note_finding, sign_off_review
from forum.audit import trail_head
from tests.factories import a_matter
from tests.raw import change, remove, unguarded

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 1)


@pytest.fixture
def reviewed(forum, auditor):
    """A note on a review, and its sign-off."""
    scope = scope_of_matter(a_matter(forum))
    review = scope_review(scope, on=TODAY)
    note = note_finding(review, finding="", text="Seen.", by=auditor, on=TODAY)
    head = trail_head(forum)
    read = Read(TODAY, review.fingerprint, head.seq, head.hash)
    return note, sign_off_review(scope, read, words="Accepted.", by=auditor, on=TODAY)


ALTERED = {
    "note rewritten": (lambda note, signed: change(note, text="All is well."), "note "),
    "note removed": (lambda note, signed: remove(note), "note: its record is gone"),
    "sign-off of another day": (
        lambda note, signed: change(signed, as_of_on="2030-01-01"),
        "sign-off ",
    ),
    "sign-off of more findings": (
        lambda note, signed: change(signed, seen='["0123456789abcdef"]'),
        "what was seen",
    ),
    "sign-off removed": (lambda note, signed: remove(signed), "sign-off: its record is gone"),
}


def test_review_as_the_steps_left_it_passes(forum, reviewed):
    assert record_check(forum).passed


@pytest.mark.parametrize("name", ALTERED)
def test_altered_review_is_found(name, forum, reviewed):
    alter, sentence = ALTERED[name]

    with unguarded():
        alter(*reviewed)
        check = record_check(forum)

    assert not check.passed
    assert any(sentence in problem.sentence for problem in check.problems)
