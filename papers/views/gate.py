"""What stands in the way of business, sorted by recommendation, and where each thing is mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.urls import reverse

from forum.rules.ruling import Reason, Ruling
from papers.choices import OptionStatus
from papers.models import Paper, Recommendation
from papers.models.facts import recommendation_facts

AT_PAPER = {
    "not-on-an-agenda": ("papers:paper_place", "Put it on an agenda"),
    "no-recommendation": ("papers:recommendation_add", "Add a recommendation"),
    "no-finance-clearance": ("papers:paper_clear", "Give finance clearance"),
    "no-legal-clearance": ("papers:paper_clear", "Give legal clearance"),
    "no-director-clearance": ("papers:paper_clear", "Give the director's clearance"),
}
IN_TEXT = ("papers:paper_edit", "Edit the paper")
ADD_OPTION = ("papers:option_source", "Add a funding option")
CHANGE = ("papers:recommendation_edit", "Change the recommendation")
NEEDS_SOURCE = {"no-funding-source"}
DONE = {"already-tabled"}


Place = tuple[str, str]
"""An address, and the words of the link to it."""


@dataclass(frozen=True)
class Obstacle:
    """One thing in the way, and the page on which it is mended."""

    reason: Reason
    url: str = ""
    words: str = ""


@dataclass(frozen=True)
class Part:
    """The obstacles of one recommendation, or of the paper as a whole."""

    name: str
    text: str
    obstacles: tuple[Obstacle, ...]


def parts(
    ruling: Ruling, recommendations: Iterable[Recommendation], *, paper: Paper | None, slug: str
) -> tuple[Part, ...]:
    """The ruling sorted: first what concerns the paper, then each recommendation in its order."""
    left = list(ruling.reasons)
    found = []
    for recommendation in recommendations:
        mine = [reason for reason in left if _is_about(reason, recommendation)]
        left = [reason for reason in left if reason not in mine]
        options = dict(_options(recommendation, slug))
        obstacles = tuple(_in(reason, recommendation, options, slug) for reason in mine)
        if obstacles:
            found.append(Part(str(recommendation), recommendation.text, obstacles))
    if left:
        whole = tuple(_of_paper(reason, paper, slug) for reason in left)
        found.insert(0, Part("The paper" if paper else "This business", "", whole))
    return tuple(found)


def _is_about(reason: Reason, recommendation: Recommendation) -> bool:
    name = str(recommendation)
    return reason.where == name or reason.where.startswith(f"{name}, ")


def _options(recommendation: Recommendation, slug: str) -> Iterator[tuple[str, Place]]:
    """Where each option is changed, by the name that the gate gives it."""
    named = recommendation_facts(recommendation).named_options()
    standing = [
        option for option in recommendation.options.all() if option.status == OptionStatus.OFFERED
    ]
    for (where, _), option in zip(named, standing, strict=True):
        url = reverse("papers:option_edit", args=[slug, option.pk])
        yield where, (url, f"Change option {option.letter}")


def _in(
    reason: Reason, recommendation: Recommendation, options: dict[str, Place], slug: str
) -> Obstacle:
    if reason.where in options:
        return Obstacle(reason, *options[reason.where])
    name, words = ADD_OPTION if reason.code in NEEDS_SOURCE else CHANGE
    if reason.where == str(recommendation):
        reason = replace(reason, where="")
    return Obstacle(reason, reverse(name, args=[slug, recommendation.pk]), words)


def _of_paper(reason: Reason, paper: Paper | None, slug: str) -> Obstacle:
    if paper is None or reason.code in DONE:
        return Obstacle(reason)
    name, words = AT_PAPER.get(reason.code, IN_TEXT)
    return Obstacle(reason, reverse(name, args=[slug, paper.pk]), words)
