"""Whether something may still be said to the author of a paper."""

from __future__ import annotations

from collections.abc import Iterator

from forum.rules.ruling import Reason, Ruling


def may_comment(*, is_tabled: bool, is_resolved: bool = False) -> Ruling:
    """Colleagues comment until the paper is tabled, and answer until a comment is resolved."""
    return Ruling.of(_obstacles(is_tabled=is_tabled, is_resolved=is_resolved))


def _obstacles(*, is_tabled: bool, is_resolved: bool) -> Iterator[Reason]:
    if is_tabled:
        yield Reason(
            "comment-after-tabling",
            "This paper was tabled: what is to be said about it now is said at the meeting.",
            who="The clerk, in the minutes",
            source="The forum's record: nothing that was put before the forum is rewritten",
        )
    if is_resolved:
        yield Reason(
            "comment-already-resolved",
            "This comment is resolved: make a new one.",
            who="Anybody who works on the paper",
            source="House rule: what was settled stays as it was settled",
        )


def may_keep(*, is_the_last: bool) -> Ruling:
    """What is typed is kept by itself, unless another window of the person kept later words."""
    if is_the_last:
        return Ruling()
    return Ruling.no(
        "kept-in-another-window",
        "You have this paper open in another window too, and its words were kept after these. "
        "Save the paper here, or close the other window and open it anew.",
        who="The person who writes",
        source="House rule: nothing that was typed is overwritten",
    )
