"""Signing: the chair signs minutes that the forum has agreed, and that are in another hand.

Whoever writes the minutes of a meeting does not also vouch for them.
"""

from __future__ import annotations

from collections.abc import Iterator

from decisions.choices import MinutesStage
from decisions.rules.law import CONTROL
from decisions.rules.minutes import CLERK
from decisions.rules.stages import NEXT_MINUTES
from forum.rules.ruling import Reason, Ruling


def may_sign(stage: MinutesStage, *, by_chair: bool, wrote_them: bool = False) -> Ruling:
    """The chair signs minutes that the forum has agreed and somebody else wrote, once."""
    return Ruling.of([*_signing(stage, by_chair), *_own_hand(wrote_them)])


def _signing(stage: MinutesStage, by_chair: bool) -> Iterator[Reason]:
    if stage == MinutesStage.SIGNED:
        yield Reason("signed-already", "These minutes are signed already.")
    elif MinutesStage.SIGNED not in NEXT_MINUTES[stage]:
        yield Reason("not-agreed", "The forum agrees the minutes before they are signed.", CLERK)
    if not by_chair:
        yield Reason("not-the-chair", "The chair signs the minutes.", "the chair")


def _own_hand(wrote_them: bool) -> Iterator[Reason]:
    if wrote_them:
        yield Reason(
            "wrote-them",
            "You wrote these minutes, or published their draft: another chair or vice-chair signs "
            "them.",
            "the vice-chair",
            CONTROL,
        )
