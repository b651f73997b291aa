"""Two versions of a paper, read for a comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from papers.choices import Purpose
from papers.models.paper import Paper, PaperVersion
from papers.rules.text.comparing import Change, Comparison, Piece, compare, pieces


@dataclass(frozen=True)
class Span:
    """An earlier and a later version, and the numbers that there are to choose from."""

    before: PaperVersion
    after: PaperVersion
    numbers: tuple[int, ...]

    @classmethod
    def of(cls, paper: Paper, first: str, second: str) -> Span | None:
        """The versions with these numbers, the earlier first; left out: the last two."""
        numbers = tuple(paper.versions.values_list("number", flat=True))
        if not numbers:
            return None
        last = int(second) if second.isdecimal() else numbers[-1]
        earlier = [number for number in numbers if number < last] or [last]
        chosen = sorted((int(first) if first.isdecimal() else earlier[-1], last))
        found = paper.versions.filter(number__in=chosen).select_related("saved_by")
        versions = {each.number: each for each in found}
        if not set(chosen) <= set(versions):
            return None
        return cls(versions[chosen[0]], versions[chosen[1]], numbers)


def described(span: Span) -> dict[str, object]:
    """What changed: the lines about the paper, and its text with what stayed left folded."""
    before, after = span.before, span.after
    found = compare(
        before.content_blocks,
        after.content_blocks,
        by_id=bool(before.blocks and after.blocks),
    )
    lines = list(_lines(before, after))
    same = not lines and not found.counts
    return {"lines": lines, "counts": found.counts, "runs": folded(found), "same": same}


def folded(found: Comparison) -> list[tuple[bool, Sequence[Change]]]:
    """The text in runs: what changed, and what stayed."""
    return [
        (is_change, tuple(run))
        for is_change, run in groupby(found.changes, key=lambda each: each.is_change)
    ]


def _lines(before: PaperVersion, after: PaperVersion) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    if before.title != after.title:
        yield "Title", pieces(before.title, after.title)
    if before.purpose and after.purpose and before.purpose != after.purpose:
        yield "Purpose", pieces(Purpose(before.purpose).label, Purpose(after.purpose).label)
    if after.purpose and before.purpose:
        one, other = before.eligibility_as_printed, after.eligibility_as_printed
        if one != other:
            yield "Who may vote, as printed", pieces(one, other)
