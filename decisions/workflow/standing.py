"""What of an award still counts, written on its budget line, so that drafting shows it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from decisions.models import Outcome
from decisions.models.outcomes.standing import Undone, undone_in, undone_of
from forum.models import Forum
from papers.models import Commitment


def write_down_standing(outcome: Outcome, *, on: date) -> None:
    """What undid an outcome takes its awards from their lines, in the same transaction.

    The entry of what undid it names it, so this writes none.
    """
    _write(undone_of(outcome), on)


@transaction.atomic
def complete_the_lines(forum: Forum, *, on: date) -> int:
    """Enter what no step has written down, such as imported records; how many were missing."""
    return _write(undone_in(forum, inside=True), on)


def _write(undone: Iterable[Undone], on: date) -> int:
    standing = {each.award: each.standing for each in undone}
    book = Commitment.objects.filter(award__in=standing)
    changed = [each for each in book if each.standing != standing[each.award]]
    for each in changed:
        each.undone_on, each.still_stands = each.undone_on or on, standing[each.award]
        each.save(update_fields=["undone_on", "still_stands"])
    return len(changed)
