"""What may still be changed about a paper, and who may clear it."""

from __future__ import annotations

from forum.rules.ruling import Ruling

TABLED = Ruling.no(
    "already-tabled",
    "This was tabled, so its text and funding options are fixed. "
    "An amendment is a new text beside the old.",
    who="The clerk records an amendment with the outcome",
    source="The forum's record: nothing that was put before the forum is rewritten",
)


def may_change(*, is_tabled: bool) -> Ruling:
    """A paper and its recommendations may be changed until they are tabled."""
    return TABLED if is_tabled else Ruling()


def may_clear(*, is_tabled: bool, is_author: bool) -> Ruling:
    """Officers clear a paper that somebody else wrote, before it is tabled."""
    if is_author:
        return may_change(is_tabled=is_tabled) + Ruling.no(
            "clears-own-paper",
            "The author of a paper cannot clear it.",
            who="Another officer",
            source="The forum's constitution, clearance",
        )
    return may_change(is_tabled=is_tabled)


def may_mark_option(*, status: str, others_standing: int, is_standing: bool) -> Ruling:
    """An option that stands may be marked while another one still stands beside it."""
    if not is_standing:
        return Ruling.no(
            "option-already-marked",
            "This option was withdrawn or decided already; its history stays as it is.",
        )
    if status in {"withdrawn", "unavailable"} and not others_standing:
        return Ruling.no(
            "last-option",
            "This is the last funding option that stands. Offer another one first, or withdraw "
            "the recommendation.",
            who="The author",
            source="Middlesbrough review 2019, recommendation 26",
        )
    return Ruling()
