"""What came in for a paper, as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from forum.rules.ruling import Reason
from papers.choices import ProposalKind
from papers.models.intake import Intake, Proposal
from papers.rules.intake import NEEDS_A_RECOMMENDATION

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "About the paper",
        (
            ProposalKind.TITLE,
            ProposalKind.PURPOSE,
            ProposalKind.PAPER_KIND,
            ProposalKind.AUTHOR,
            ProposalKind.WRITTEN_ON,
            ProposalKind.ELIGIBILITY,
            ProposalKind.PARTICULARS,
        ),
    ),
    ("What the forum is asked", (ProposalKind.RECOMMENDATION,)),
    ("De-delegation, line by line", (ProposalKind.RATES,)),
    ("Money in the text", (ProposalKind.AMOUNT, ProposalKind.SOURCE)),
    (
        "Around the paper",
        (ProposalKind.BACKGROUND, ProposalKind.CONTACT),
    ),
)


def reasons(intake: Intake) -> tuple[Reason, ...]:
    """What needs a human, as it was noticed."""
    return tuple(Reason(**each) for each in intake.report)


def grouped(intake: Intake) -> list[dict[str, object]]:
    """The proposals under their headings, with the recommendations that money may go to."""
    found = list(intake.proposals.select_related("accepted_by", "declined_by"))
    labels = _labels(intake, found)
    return [
        {
            "title": title,
            "proposals": [_shown(each, labels) for each in found if each.kind in kinds],
        }
        for title, kinds in GROUPS
        if any(each.kind in kinds for each in found)
    ]


def chosen(intake: Intake, keys: Iterable[str]) -> list[Proposal]:
    """Those that were ticked, in their order."""
    wanted = set(keys)
    return [each for each in intake.proposals.open() if str(each.pk) in wanted]


def targets(chosen: Iterable[Proposal], sent: Mapping[str, str]) -> dict[UUID, str]:
    """The recommendation that was chosen for an amount or a source."""
    names = {each.pk: sent.get(f"for-{each.pk}") for each in chosen}
    return {key: label for key, label in names.items() if label is not None}


def _shown(proposal: Proposal, labels: list[str]) -> dict[str, object]:
    wants = proposal.kind in NEEDS_A_RECOMMENDATION and proposal.is_open
    return {"it": proposal, "labels": labels if wants else []}


def _labels(intake: Intake, found: Iterable[Proposal]) -> list[str]:
    there = list(intake.paper.recommendations.values_list("label", flat=True))
    coming = [e.label for e in found if e.kind == ProposalKind.RECOMMENDATION and e.is_open]
    return list(dict.fromkeys([*there, *coming]))
