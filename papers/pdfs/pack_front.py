"""The first pages of a pack or a supplement: contents with page numbers, and what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.template.loader import render_to_string

from forum.models import Meeting
from papers.pdfs.document import DRAFT, document
from papers.rules.editions import FRONT, Changes, Leaf

FULL_FACT = "Full version, for members and those inside: it holds what is exempt from publication."
KEPT = "A page keeps its number in every edition: what comes later stands behind, in a supplement."
SHORTER = "Where something exempt is left out, as many page numbers are left out."


@dataclass(frozen=True)
class Front:
    """What the first pages have to say."""

    meeting: Meeting
    title: str
    name: str
    leaves: tuple[Leaf, ...]
    """What follows them, in order."""
    supplement: int = 0
    is_draft: bool = False
    is_full: bool = False
    is_exempt: bool = False
    """Whether there is a version besides this one."""
    since: str = ""
    """The edition that the changes are counted from; empty for the first."""
    changes: Changes | None = None

    @property
    def keeps_room(self) -> bool:
        """Whether later editions begin with these pages too."""
        return not self.supplement and not self.is_draft


def front_html(front: Front) -> str:
    """The first pages as a part of the document."""
    head = document(front.meeting.forum, front.title)
    warning = {"status": DRAFT, "status_note": "Draft pack: not published"}
    return render_to_string(
        "pdf/pack_front.html",
        {
            "document": head | {"is_piece": True} | (warning if front.is_draft else {}),
            "meeting": front.meeting,
            "name": front.name,
            "facts": list(_facts(front)),
            "entries": list(_entries(own(front))),
            "supplements": list(_supplements(front)),
            "notes": [leaf for leaf in own(front) if leaf.note],
            "keeps_room": front.keeps_room,
            "since": front.since,
            "changes": front.changes,
        },
    )


def own(front: Front) -> list[Leaf]:
    """The parts that its contents list: a pack leaves those of a supplement to its contents."""
    return [leaf for leaf in front.leaves if leaf.supplement == front.supplement]


def _facts(front: Front) -> Iterator[str]:
    if front.is_full:
        yield FULL_FACT
    elif front.is_exempt:
        yield f"Public version. {SHORTER}"
    if front.keeps_room:
        yield KEPT


def _entries(leaves: Sequence[Leaf]) -> Iterator[dict[str, object]]:
    """The contents: an item, its papers, their appendices."""
    for item, group in groupby(leaves, key=lambda leaf: leaf.under[:1]):
        parts = list(group)
        if item:
            yield _entry(parts[0], item[0], 0)
        for leaf in parts:
            # A paper that is called like its item is not listed twice.
            if leaf.under != item or not item or not item[0].endswith(f". {leaf.label}"):
                yield _entry(leaf, leaf.label, len(leaf.under))


def _entry(leaf: Leaf, label: str, level: int) -> dict[str, object]:
    return {"piece": leaf.name, "page": leaf.number, "label": label, "inner": level}


def _supplements(front: Front) -> Iterator[dict[str, object]]:
    """Each supplement that the pack holds, and the papers in it."""
    later = [leaf for leaf in front.leaves if leaf.supplement > front.supplement]
    for number, group in groupby(later, key=lambda leaf: leaf.supplement):
        parts = list(group)
        yield {
            "label": f"Supplement S{number}",
            "name": f"s{number}-{FRONT}",
            "number": parts[0].number,
            "papers": [_late(leaf) for leaf in parts if len(leaf.under) == 1],
        }


def _late(leaf: Leaf) -> str:
    number = leaf.under[0].partition(".")[0]
    return f"item {number}, {leaf.label}, page {leaf.number}"
