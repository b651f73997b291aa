"""The clerk rules that a seat may vote, or may not, against what the rules of the register say.

The register cannot know everything: a school that left a phase yesterday, a ruling of the chair.
Schools Forums (England) Regulations 2012, reg 8(9)-(10), stay the law: each ruling is made before
the ballot opens, with its reason, and stands on the trail and in the minutes.
"""

from __future__ import annotations

from collections.abc import Iterator

from decisions.rules.law import SUBSTITUTES, VOTERS
from forum.rules.ruling import Reason, Ruling

CLERK = "the clerk"


def may_override(  # noqa: PLR0913 (what is known of the seat, and what is ruled)
    *,
    reason: str,
    seat_is_filled: bool,
    is_present: bool,
    may_vote_by_rules: bool,
    may_vote: bool,
    has_ballot: bool,
    ruled_before: bool = False,
) -> Ruling:
    """Before the ballot opens, with a reason, and only for somebody who is in the room.

    A ruling is taken back by another one, which says what the rules say.
    """
    departs = may_vote != may_vote_by_rules
    reasons = [*_in_order(reason, departs or ruled_before, has_ballot)]
    if may_vote and departs:
        reasons.extend(_nobody_there(seat_is_filled, is_present))
    return Ruling.of(reasons, (_departure(may_vote),) if departs and not reasons else ())


def _in_order(reason: str, has_effect: bool, has_ballot: bool) -> Iterator[Reason]:
    if not reason.strip():
        yield Reason("reason-missing", "Say why; the minutes give the reason.", CLERK)
    if not has_effect:
        yield Reason(
            "override-changes-nothing", "The rules say the same: there is nothing to rule on."
        )
    if has_ballot:
        yield Reason(
            "register-frozen",
            "A ballot has opened, and its register is frozen. Void the ballot with a reason, make "
            "the ruling and run the ballot again.",
            CLERK,
            VOTERS,
        )


def _nobody_there(seat_is_filled: bool, is_present: bool) -> Iterator[Reason]:
    if not seat_is_filled:
        yield Reason(
            "seat-vacant", "Nobody holds this seat, so nobody can vote for it.", source=VOTERS
        )
    elif not is_present:
        yield Reason(
            "member-not-present",
            "Neither the member nor a substitute is present, and nobody votes for somebody else. "
            "Record who came in.",
            CLERK,
            SUBSTITUTES,
        )


def _departure(may_vote: bool) -> Reason:
    says = "may vote although the rules say" if may_vote else "may not vote although the rules say"
    return Reason(
        "departs-from-the-rules",
        f"You rule that this seat {says} otherwise. The ruling and its reason are published in "
        "the minutes.",
        CLERK,
        VOTERS,
    )
