"""Groups as sentences name them."""

from __future__ import annotations

from forum.choices import Group


def in_words(group: str) -> str:
    """Whom a group is, in the middle of a sentence: "maintained primary schools"."""
    label = str(Group(group).label)
    return label[0].lower() + label[1:]
