"""The count of a ballot and what it comes to, group by group.

The Schools Forums (England) Regulations 2012 set no threshold and give no casting vote. By default
more for than against carries, and a tie does not; abstentions are recorded but not in the sum. A
casting vote is a clause of the forum's constitution.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from decisions.choices import VoteCast


@dataclass(frozen=True)
class Tally:
    """The votes of one group on one question."""

    votes_for: int
    votes_against: int
    abstentions: int
    casting_vote: VoteCast | None = None
    """What the chair cast; it counts on a tie and nowhere else."""

    @property
    def is_tie(self) -> bool:
        """As many for as against, where somebody took a side."""
        return self.votes_for == self.votes_against > 0

    @property
    def is_cast(self) -> bool:
        """Whether the casting vote settled it."""
        return self.is_tie and self.casting_vote in (VoteCast.FOR, VoteCast.AGAINST)

    @property
    def carried(self) -> bool:
        """More for than against, or a tie that the casting vote breaks in favour."""
        if self.is_cast:
            return self.casting_vote == VoteCast.FOR
        return self.votes_for > self.votes_against

    @property
    def voted(self) -> int:
        """How many took part; who abstained did too."""
        return self.votes_for + self.votes_against + self.abstentions

    @property
    def sentence(self) -> str:
        """As the minutes say it: "Carried: 7 for, 2 against, 1 abstained"."""
        return f"{self._result}: {self.counted}"

    @property
    def counted(self) -> str:
        """The counts alone, where a vote gives a view and carries nothing."""
        if self.voted == 0:
            return "nobody voted"
        return f"{self.votes_for} for, {self.votes_against} against, {self.abstentions} abstained"

    @property
    def _result(self) -> str:
        result = "Carried" if self.carried else "Not carried"
        if self.is_cast:
            return f"{result} on the casting vote of the chair"
        return f"{result} on a tie" if self.is_tie else result


def tally(
    votes_for: int,
    votes_against: int,
    abstentions: int,
    *,
    casting_vote: VoteCast | None = None,
) -> Tally:
    """The result of the votes; a casting vote only where `may_give_casting_vote` allows it."""
    return Tally(votes_for, votes_against, abstentions, casting_vote)


def sentence_without_counts(*, carried: bool) -> str:
    """As the minutes say what the chair declared without a count."""
    return f"{'Carried' if carried else 'Not carried'}: counts not taken"


def chosen_option(counts: Mapping[str, int], votes_for: int) -> str | None:
    """The funding option that more than half of those in favour prefer, if there is one."""
    preferred = [letter for letter, votes in counts.items() if votes * 2 > votes_for]
    return preferred[0] if len(preferred) == 1 else None
