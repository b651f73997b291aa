"""The count of a ballot and what it comes to, group by group.

The Schools Forums (England) Regulations 2012 set no threshold and give no casting vote. By default
more for than against carries, and a tie does not; abstentions are recorded but not in the sum.
Another majority and a casting vote are clauses of the forum's constitution.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from decisions.choices import Method, VoteCast
from forum.choices import MajorityRule


@dataclass(frozen=True)
class Tally:
    """The votes of one group on one question."""

    votes_for: int
    votes_against: int
    abstentions: int
    casting_vote: VoteCast | None = None
    """What the chair cast; it counts on a tie and nowhere else."""
    majority: MajorityRule = MajorityRule.SIMPLE
    """What the constitution asked for when the ballot opened."""
    eligible: int | None = None
    """Those on the register who may vote; where unknown, all who took part."""

    @property
    def is_tie(self) -> bool:
        """As many for as against, where somebody took a side and more for than against carries."""
        is_simple = self.majority == MajorityRule.SIMPLE
        return is_simple and self.votes_for == self.votes_against > 0

    @property
    def is_cast(self) -> bool:
        """Whether the casting vote settled it."""
        return self.is_tie and self.casting_vote in (VoteCast.FOR, VoteCast.AGAINST)

    @property
    def carried(self) -> bool:
        """Whether the votes for reach the majority, or the casting vote breaks a tie in favour."""
        if self.majority == MajorityRule.OF_PRESENT:
            return 2 * self.votes_for > self.present
        if self.majority == MajorityRule.TWO_THIRDS:
            return 3 * self.votes_for >= 2 * (self.votes_for + self.votes_against) > 0
        if self.is_cast:
            return self.casting_vote == VoteCast.FOR
        return self.votes_for > self.votes_against

    @property
    def voted(self) -> int:
        """How many took part; who abstained did too."""
        return self.votes_for + self.votes_against + self.abstentions

    @property
    def present(self) -> int:
        """How many were present and may vote: the base of "more than half of those present"."""
        return self.voted if self.eligible is None else self.eligible

    @property
    def sentence(self) -> str:
        """As the minutes say it: "Carried: 7 for, 2 against, 1 abstained"."""
        return f"{self._result}: {self.counted}{self._needed}"

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

    @property
    def _needed(self) -> str:
        """The majority that was needed, said where it is not more for than against."""
        if self.majority == MajorityRule.OF_PRESENT:
            return f"; more than half of the {self.present} present who may vote needed"
        return "; two thirds needed" if self.majority == MajorityRule.TWO_THIRDS else ""


def tally(
    votes_for: int,
    votes_against: int,
    abstentions: int,
    *,
    casting_vote: VoteCast | None = None,
    majority: MajorityRule = MajorityRule.SIMPLE,
    eligible: int | None = None,
) -> Tally:
    """The result of the votes; a casting vote only where `may_give_casting_vote` allows it."""
    return Tally(votes_for, votes_against, abstentions, casting_vote, majority, eligible)


def is_carried(method: Method, *, votes: Tally | None, stated: bool | None) -> bool:
    """Whether a closed ballot carried, by its counts or by what was declared without any."""
    if method in (Method.UNANIMOUS, Method.SECRET):
        return True
    return bool(stated) if votes is None else votes.carried


def sentence_without_counts(*, carried: bool) -> str:
    """As the minutes say what the chair declared without a count."""
    return f"{'Carried' if carried else 'Not carried'}: counts not taken"


def sentence_unanimous() -> str:
    """As the minutes say that all agreed and nobody was against; nobody was counted."""
    return "Carried unanimously: nobody against"


def chosen_option(counts: Mapping[str, int], votes_for: int) -> str | None:
    """The funding option that more than half of those in favour prefer, if there is one."""
    preferred = [letter for letter, votes in counts.items() if votes * 2 > votes_for]
    return preferred[0] if len(preferred) == 1 else None
