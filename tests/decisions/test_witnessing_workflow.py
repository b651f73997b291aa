"""Each day the trail is checked and its checkpoint goes to the auditors; what is wrong is told."""

from datetime import timedelta

import pytest

from decisions.workflow.witnessing import send_checkpoints
from forum import audit
from forum.models import AuditEntry, OutboxMessage, TrailHead
from forum.rules.checkpoints import read_checkpoints
from tests.factories import MEETING_DAY
from tests.raw import change, unguarded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cast(clerk, auditor, officer):
    """Whoever reads the trail, and somebody who does not."""


def write(forum):
    audit.record("event", "Something", forum=forum, by=None, on=MEETING_DAY)


def letters(subject):
    return OutboxMessage.objects.filter(subject__contains=subject)


def test_checkpoint_goes_to_each_auditor_and_reads_back(forum, auditor):
    write(forum)

    assert send_checkpoints(on=MEETING_DAY)[1] == 0

    letter = letters("checkpoint").get(forum=forum)
    head = TrailHead.objects.get(forum=forum)
    assert letter.address == auditor.email
    assert letter.subject.endswith(f"checkpoint {head.seq} of the audit trail")
    (kept,) = read_checkpoints(letter.text)
    assert (kept.forum, kept.seq, kept.hash) == (str(forum.pk), head.seq, head.hash)


def test_same_head_is_written_once_and_a_later_one_again(forum):
    write(forum)
    for day in range(3):
        send_checkpoints(on=MEETING_DAY + timedelta(days=day))
    assert letters("checkpoint").filter(forum=forum).count() == 1

    write(forum)
    send_checkpoints(on=MEETING_DAY)

    assert letters("checkpoint").filter(forum=forum).count() == 2


def test_altered_trail_is_told_to_auditor_and_clerk_once_a_day(forum, auditor, clerk):
    write(forum)
    entry = AuditEntry.objects.filter(forum=forum).latest("seq")

    with unguarded():
        change(entry, sentence="Something else")
        counts = {send_checkpoints(on=MEETING_DAY) for _ in range(2)}
        told = list(letters("does not verify").filter(forum=forum))
        checkpoints = letters("checkpoint").filter(forum=forum).count()

    assert {bad for _, bad in counts} == {1}
    assert {letter.address for letter in told} == {auditor.email, clerk.email}
    assert len(told) == 2
    assert "7 What is shown is what was hashed" in told[0].text
    assert "Change nothing." in told[0].text
    assert checkpoints == 0
