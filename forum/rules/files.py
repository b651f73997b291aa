"""How much may be kept: of one forum, of one person in a day, and while there is room at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forum.rules.ruling import Reason, Ruling

MEGABYTE = 1024 * 1024
MOST_OF_FORUM = 4096 * MEGABYTE
MOST_IN_A_DAY = 500 * MEGABYTE
LEAST_FREE = 500 * MEGABYTE
SOURCE = "The limits of this system"


@dataclass(frozen=True)
class ShelfFacts:
    """What is kept already, in bytes, and what is to be added."""

    size: int
    of_forum: int = 0
    by_person_today: int = 0
    free: int = LEAST_FREE
    """On the disk of this server, after the file is kept."""


def may_store(facts: ShelfFacts) -> Ruling:
    """Whether there is room for one more file."""
    return Ruling.of(_reasons(facts))


def _reasons(facts: ShelfFacts) -> Iterator[Reason]:
    if facts.of_forum + facts.size > MOST_OF_FORUM:
        yield Reason(
            "files-of-forum",
            f"The files of this forum take up {MOST_OF_FORUM // MEGABYTE:,} MB, which is all that "
            "is kept for one forum. Ask the administrator for more room.",
            who="the administrator",
            source=SOURCE,
        )
    if facts.by_person_today + facts.size > MOST_IN_A_DAY:
        yield Reason(
            "files-today",
            f"You have added {MOST_IN_A_DAY // MEGABYTE} MB of files today, which is as much as "
            "one person may. Add the rest tomorrow.",
            who="whoever adds the file",
            source=SOURCE,
        )
    if facts.free < LEAST_FREE:
        yield Reason(
            "disk-full",
            "The disk of this server is nearly full, so no file is kept. Tell the administrator.",
            who="the administrator",
            source=SOURCE,
        )
