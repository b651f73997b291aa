"""What is wrong with a record file, each with its place in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MOST_SHOWN = 50


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: `record["papers.paper"][2].title`, and what to do about it."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}" if self.place else self.sentence


class NotImported(Exception):
    """Nothing of the file was taken in, for all these reasons."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.text)

    @property
    def text(self) -> str:
        """Every problem on a line, the first ones where there are very many."""
        shown = [str(problem) for problem in self.problems[:MOST_SHOWN]]
        more = len(self.problems) - len(shown)
        return "\n".join([*shown, *([f"… and {more} more"] if more else [])])


def refuse(problems: Iterable[Problem]) -> None:
    """Go no further if anything is wrong."""
    if found := tuple(problems):
        raise NotImported(found)
