"""When a pack or a supplement may be asked for.

Schools forums guidance: papers are published on a public website at least six working days before
a meeting; what comes later is published as soon as it is there, and said to be late.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forum.choices import MeetingStage
from forum.rules.ruling import Reason, Ruling

CLERK = "the clerk"
NOTICE = "Schools forum operational and good practice guide: papers are published beforehand"
ONE_PACK = "One pack for everybody: what is published keeps its page numbers"


@dataclass(frozen=True)
class PackFacts:
    """How far the pack of a meeting is."""

    stage: MeetingStage
    papers: int
    """On the agenda; before it is published, also those not tabled."""
    being_made: bool
    edition: int
    """The last that was published; 0: none."""
    is_new: bool
    """Whether a paper was tabled since that edition, or is no longer as it was in it."""
    has_failed: bool = False


def may_ask_for_pack(facts: PackFacts) -> Ruling:
    """A pack is asked for as a draft until the agenda is out, then once; supplements follow it."""
    return Ruling.of(_pack(facts))


def may_publish_supplement(facts: PackFacts) -> Ruling:
    """A supplement is published when papers came, or changed, after the pack was."""
    return Ruling.of(_supplement(facts))


def _pack(facts: PackFacts) -> Iterator[Reason]:
    yield from _always(facts)
    if facts.edition and not facts.has_failed:
        yield Reason(
            "pack-published",
            "The pack is published. Publish a supplement for what is new.",
            CLERK,
            ONE_PACK,
        )
    if not facts.papers:
        yield Reason("no-papers", "No paper is on this agenda yet: put one on it.", CLERK, NOTICE)


def _supplement(facts: PackFacts) -> Iterator[Reason]:
    yield from _always(facts)
    if not facts.edition:
        yield Reason(
            "no-pack",
            "There is no published pack to supplement: it is made when the agenda is published.",
            CLERK,
            NOTICE,
        )
    elif not facts.is_new:
        yield Reason(
            "nothing-new",
            "Every tabled paper is in the pack as it stands: table the late paper first.",
            CLERK,
            NOTICE,
        )


def _always(facts: PackFacts) -> Iterator[Reason]:
    if facts.stage == MeetingStage.CANCELLED:
        yield Reason("meeting-cancelled", "The meeting is cancelled.", CLERK, NOTICE)
    if facts.being_made:
        yield Reason("being-made", "It is being made: wait until it is done.", CLERK, ONE_PACK)
