"""What may be done with words that came in: taken as the text, accepted, declined."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forum.rules.ruling import Reason, Ruling
from papers.choices import ProposalKind
from papers.rules.drafting import may_change
from papers.rules.text.redacting import is_marked

AUTHOR = "The author"
NOTHING_UNASKED = "What is read from a file is a proposal; an author makes it a fact"

SHOWN_TO_ALL = (ProposalKind.TITLE, ProposalKind.RECOMMENDATION)
NEEDS_A_RECOMMENDATION = (ProposalKind.AMOUNT, ProposalKind.SOURCE)


@dataclass(frozen=True)
class ProposalFacts:
    """One proposal as the rule reads it."""

    kind: str
    name: str
    value: Mapping[str, Any]
    is_open: bool = True


def may_take(*, is_tabled: bool, is_taken: bool, has_blocks: bool) -> Ruling:
    """The text that was read may become the text of the paper once, until that is tabled."""
    return may_change(is_tabled=is_tabled) + Ruling.of(_take(is_taken, has_blocks))


def may_accept(
    proposals: Collection[ProposalFacts], *, is_tabled: bool, labels: Collection[str]
) -> Ruling:
    """Proposals are accepted once each, and money goes to a recommendation that is there."""
    coming = {
        str(each.value.get("label", ""))
        for each in proposals
        if each.kind == ProposalKind.RECOMMENDATION
    }
    reasons = (reason for each in proposals for reason in _accept(each, {*labels, *coming}))
    return may_change(is_tabled=is_tabled) + Ruling.of(reasons)


def may_decline(proposal: ProposalFacts) -> Ruling:
    """A proposal that nobody has answered may be declined."""
    return Ruling.of(_answered(proposal))


def _take(is_taken: bool, has_blocks: bool) -> Iterator[Reason]:
    if is_taken:
        yield Reason(
            "intake-taken",
            "This text is in the paper already. Change the paper itself, or bring in a new file.",
            AUTHOR,
            NOTHING_UNASKED,
        )
    if not has_blocks:
        yield Reason(
            "intake-empty",
            "Nothing was read, so there is nothing to take. Choose another file, or paste the "
            "text.",
            AUTHOR,
            NOTHING_UNASKED,
        )


def _accept(proposal: ProposalFacts, labels: Collection[str]) -> Iterator[Reason]:
    yield from _answered(proposal)
    if proposal.kind in SHOWN_TO_ALL and is_marked(_shown(proposal)):
        yield Reason(
            "proposal-withholds",
            f"{proposal.name} has words in double brackets, and it is public everywhere. Take "
            "the brackets out of the text, and bring it in again.",
            AUTHOR,
            NOTHING_UNASKED,
            proposal.name,
        )
    target = proposal.value.get("recommendation", "")
    if proposal.kind in NEEDS_A_RECOMMENDATION and target not in labels:
        yield Reason(
            "proposal-without-recommendation",
            f"Say which recommendation this is for: {proposal.name}. Accept the recommendations "
            "first.",
            AUTHOR,
            NOTHING_UNASKED,
            proposal.name,
        )


def _shown(proposal: ProposalFacts) -> str:
    return " ".join(str(proposal.value.get(name, "")) for name in ("title", "stem", "text"))


def _answered(proposal: ProposalFacts) -> Iterator[Reason]:
    if not proposal.is_open:
        yield Reason(
            "proposal-answered",
            f"Somebody accepted or declined this already: {proposal.name}.",
            AUTHOR,
            NOTHING_UNASKED,
            proposal.name,
        )
