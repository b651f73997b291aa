"""The trail is checked every day, and its checkpoint leaves the host: by mail to the auditors.

What an auditor keeps in a mailbox of their own shows later that nothing was written anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from decisions.audit import checks_of
from forum.audit import checkpoint, trail_head
from forum.audit.checks import guards_check
from forum.choices import NoticeKind, Role
from forum.models import Forum, Person
from forum.rules.chain import Check
from forum.workflow.letters import write_letter


def send_checkpoints(*, on: date) -> tuple[int, int]:
    """Check every trail and write to its auditors; how many are intact, and how many are not.

    The same head is written to nobody twice; what is wrong is written every day until it is not.
    """
    guards = guards_check()
    intact = [_witness(forum, guards, on=on) for forum in Forum.objects.order_by("pk")]
    return sum(intact), len(intact) - sum(intact)


@transaction.atomic
def _witness(forum: Forum, guards: Check, *, on: date) -> bool:
    failed = [check for check in (guards, *checks_of(forum)) if not check.passed]
    if failed:
        _alarm(forum, failed, on=on)
        return False
    head = trail_head(forum)
    if head.seq:
        for person in Person.objects.holding(forum, Role.AUDITOR):
            write_letter(
                forum,
                person,
                key=f"checkpoint:{forum.pk}:{head.seq}",
                subject=f"{forum.name}: checkpoint {head.seq} of the audit trail",
                text=_checkpoint_words(forum, on),
                kind=NoticeKind.TRAIL,
            )
    return True


def _alarm(forum: Forum, failed: Iterable[Check], *, on: date) -> None:
    """Whoever reads the trail is told what is wrong; it is never mended by itself."""
    wrong = "\n".join(
        f"{check.number} {check.name}: {check.problems[0]} ({check.failed} in all)"
        for check in failed
    )
    for person in Person.objects.holding(forum, Role.AUDITOR, Role.CLERK):
        write_letter(
            forum,
            person,
            key=f"trail-broken:{forum.pk}:{on.isoformat()}",
            subject=f"The audit trail does not verify: {forum.name}",
            kind=NoticeKind.TRAIL,
            text=(
                f"The daily check of {on:%-d %B %Y} found that the record of {forum.name} is not "
                f"as it was written:\n\n{wrong}\n\nChange nothing. Keep this letter and the "
                "checkpoints that you have, and ask whoever runs the system to keep a copy of "
                "the database as it is."
            ),
        )


def _checkpoint_words(forum: Forum, on: date) -> str:
    return (
        f"The audit trail of {forum.name} was checked on {on:%-d %B %Y} and is intact. Keep this "
        "letter: with it, anybody can show later that nothing up to this entry was altered "
        "(manage.py verify_trail --against FILE, or verify_trail.py from the audit page).\n\n"
        f"{checkpoint(forum)}\n"
    )
