"""Electing the chair or the vice-chair: who may stand, and who is elected.

Schools Forums (England) Regulations 2012, reg 8(5)-(6): the members elect one of themselves, and
no elected member or officer of the authority. The authority appoints no chair, so a tie or an
inquorate meeting elects nobody. On a secret ballot only the result is recorded.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from decisions.choices import Method
from decisions.rules.law import CHAIR, INQUORATE_ELECTION, NOMINATIONS, VOTERS
from forum.choices import AuthorityTie, MemberClass, Office
from forum.rules.offices import may_hold_office
from forum.rules.ruling import Reason, Ruling

CLERK = "the clerk"


@dataclass(frozen=True)
class ElectionFacts:
    """An election about to be recorded."""

    where: str
    method: Method
    is_quorate: bool
    candidates: Collection[Hashable]
    elected: Hashable | None
    counts: Mapping[Any, int] = field(default_factory=dict)
    """Votes of each candidate; empty where they are not counted or not known."""
    eligible_voters: int | None = None

    @property
    def is_unopposed(self) -> bool:
        return len(self.candidates) == 1

    @property
    def is_tied(self) -> bool:
        """Whether the counts put nobody first, where several stand."""
        return not self.is_unopposed and bool(self.counts) and winner(self.counts) is None


def may_stand(
    *,
    where: str,
    is_member: bool,
    tie: AuthorityTie = AuthorityTie.NONE,
    office: Office = Office.CHAIR,
    member_class: MemberClass = MemberClass.SCHOOLS,
    stands_already: bool = False,
) -> Ruling:
    """Who may hold the office stands for it, once."""
    may_hold = may_hold_office(
        office=office, tie=tie, is_member_on_day=is_member, member_class=member_class
    )
    reasons = [replace(reason, where=where) for reason in may_hold.reasons]
    if stands_already:
        reasons.append(Reason("stands-already", "This member stands already.", CLERK, where=where))
    return Ruling.of(reasons, [replace(warning, where=where) for warning in may_hold.warnings])


def may_elect(facts: ElectionFacts) -> Ruling:
    """A quorate forum elects one of the candidates: the one with the most votes."""
    return Ruling.of(_electing(facts))


def winner(counts: Mapping[Any, int]) -> Hashable | None:
    """The candidate with the most votes; nobody on a tie, or where nobody has any."""
    most = max(counts.values(), default=0)
    leading = [candidate for candidate, votes in counts.items() if votes == most > 0]
    return leading[0] if len(leading) == 1 else None


def sentence_elected(method: Method, *, counts: Collection[int] = (), unopposed: bool) -> str:
    """As the minutes say how somebody was elected; who it was stands beside it."""
    if unopposed:
        return "Elected unopposed"
    if method == Method.SECRET:
        return "Elected by secret ballot; counts not published"
    if method == Method.UNANIMOUS:
        return "Elected unanimously"
    if not counts:
        return "Elected; counts not taken"
    return f"Elected by {' votes to '.join(_in_order(counts))}"


def _in_order(counts: Collection[int]) -> tuple[str, ...]:
    """The most votes apart from the others: "7 votes to 3 and 2"."""
    most, *others = (str(count) for count in sorted(counts, reverse=True))
    if not others:
        return (f"{most} votes",)
    *more, last = others
    return (most, f"{', '.join(more)} and {last}" if more else last)


def _electing(facts: ElectionFacts) -> Iterator[Reason]:
    if not facts.is_quorate:
        yield Reason(
            "inquorate-election",
            "The forum is not quorate, so it cannot elect anybody. Void this ballot; the election "
            "is deferred to a quorate meeting.",
            CLERK,
            INQUORATE_ELECTION,
            facts.where,
        )
    if not facts.candidates:
        yield no_candidate(facts.where)
        return
    if facts.method == Method.ELECTRONIC:
        # Who is elected follows from the votes, which nobody may learn before the ballot closes.
        return
    yield from _counted(facts)
    yield from _named(facts)


def no_candidate(where: str) -> Reason:
    """Nobody stands, so nobody can be elected; said before the ballot and at its close."""
    return Reason(
        "no-candidate",
        "Nobody stands. Enter who was nominated, or defer the election.",
        CLERK,
        NOMINATIONS,
        where,
    )


def _named(facts: ElectionFacts) -> Iterator[Reason]:
    if facts.elected is None:
        if not facts.is_tied:
            yield Reason("elected-missing", "Choose who was elected.", CLERK, where=facts.where)
    elif facts.elected not in facts.candidates:
        yield Reason(
            "elected-not-a-candidate",
            "Who is elected must be one of the candidates.",
            CLERK,
            CHAIR,
            facts.where,
        )
    elif facts.counts and winner(facts.counts) not in (None, facts.elected):
        yield Reason(
            "elected-not-first",
            "Another candidate has more votes: check the counts, or who was elected.",
            CLERK,
            where=facts.where,
        )


def _counted(facts: ElectionFacts) -> Iterator[Reason]:
    if not facts.counts:
        if facts.method == Method.SHOW_OF_HANDS and not facts.is_unopposed:
            yield Reason(
                "counts-missing",
                "Enter the votes of each candidate; enter 0 for none.",
                CLERK,
                where=facts.where,
            )
        return
    if facts.method != Method.SHOW_OF_HANDS:
        yield Reason(
            "result-only",
            "Only the result is recorded here: leave the counts empty, or count a show of hands.",
            CLERK,
            where=facts.where,
        )
        return
    yield from _counts_in_order(facts)
    if facts.is_tied:
        yield Reason(
            "election-tied",
            "No candidate has more votes than every other. A tie elects nobody, and the authority "
            "does not appoint a chair: void this ballot and vote again, or record the result only "
            "where the constitution settles a tie in another way, such as drawing lots.",
            CLERK,
            CHAIR,
            facts.where,
        )


def _counts_in_order(facts: ElectionFacts) -> Iterator[Reason]:
    if set(facts.counts) - set(facts.candidates):
        yield Reason(
            "candidate-unknown",
            "Votes are entered for somebody who does not stand.",
            CLERK,
            where=facts.where,
        )
    elif set(facts.candidates) - set(facts.counts):
        yield Reason(
            "counts-missing",
            "Enter the votes of each candidate; enter 0 for none.",
            CLERK,
            where=facts.where,
        )
    if any(votes < 0 for votes in facts.counts.values()):
        yield Reason("count-negative", "Enter counts of 0 or more.", CLERK, where=facts.where)
    total = sum(facts.counts.values())
    if facts.eligible_voters is not None and total > facts.eligible_voters:
        yield Reason(
            "counts-exceed-register",
            f"The counts come to {total}, but the register has {facts.eligible_voters} who may "
            "vote. Count again, or void the ballot if the register is wrong.",
            CLERK,
            VOTERS,
            facts.where,
        )
