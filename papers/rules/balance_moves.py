"""Where unspent de-delegated money may go: to another line, to another year, or back.

Havering's insurance was £83,000 under in 2022-23 and was set against maternity leave, which was
over; its paper says that underspends are "carried forward, or re-distributed, subject to Funding
Forum approval". So each is a decision of its own, by the schools whose money it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from forum.money import pounds
from forum.rules.financial_year import is_financial_year
from forum.rules.ruling import Reason, Ruling
from papers.choices import MoveKind
from papers.rules.funding import AUTHOR
from papers.rules.groups import schools
from papers.rules.regulations import GUIDANCE, PRACTICE

DECISION_TYPE = "DEDEL_CARRY_FORWARD"


@dataclass(frozen=True)
class PotFacts:
    """The money of one line, one group and one year."""

    line: str
    group: str
    year: str


@dataclass(frozen=True)
class MoveFacts:
    """One move as it is asked for."""

    kind: str
    amount: Decimal | None
    origin: PotFacts
    to: PotFacts
    """Its line is empty where the money goes back to the schools."""


@dataclass(frozen=True)
class BalanceFacts:
    """What the record knows of the pot that money is taken from."""

    balance: Decimal | None = None
    """Budget less spending of its year; None where no outturn is entered."""
    is_projection: bool = False
    moved: Decimal = Decimal(0)
    """What decisions moved in, less what they moved out."""

    @property
    def left(self) -> Decimal | None:
        return None if self.balance is None else self.balance + self.moved


def may_ask_move(
    move: MoveFacts, balance: BalanceFacts, *, decision_type: str, asked: Collection[str]
) -> Ruling:
    """A move is asked of the schools whose money it is; what is doubtful is a warning.

    `asked` are the groups that the recommendation is put to.
    """
    obstacles = [*_put_rightly(move, decision_type, asked), *_obstacles(move)]
    return Ruling.of(obstacles, _doubts(move, balance))


def decided_amounts(asked: Sequence[Decimal], agreed: Decimal | None) -> tuple[Decimal, ...]:
    """What of each move is decided: all, or in their order as far as the amount agreed goes."""
    if agreed is None:
        return tuple(asked)
    left, found = agreed, []
    for amount in asked:
        taken = min(amount, left)
        found.append(taken)
        left -= taken
    return tuple(found)


def _put_rightly(move: MoveFacts, decision_type: str, asked: Collection[str]) -> Iterator[Reason]:
    where = f"{move.origin.line} {move.origin.year}"
    if decision_type != DECISION_TYPE:
        text = (
            "Set the type of decision to “Use or return of unspent de-delegated money”: that is "
            "what a move of a balance is."
        )
        yield Reason("move-wrong-type", text, AUTHOR, GUIDANCE, where)
    elif move.origin.group not in asked:
        text = (
            f"The money is of {schools(move.origin.group)}, and the recommendation is not put to "
            "them."
        )
        yield Reason("move-of-others", text, AUTHOR, GUIDANCE, where)


def _obstacles(move: MoveFacts) -> Iterator[Reason]:
    origin, to, where = move.origin, move.to, f"{move.origin.line} {move.origin.year}"
    if move.amount is None or move.amount <= 0:
        text = "A move needs an amount above £0."
        yield Reason("move-no-amount", text, AUTHOR, PRACTICE, where)
    if not is_financial_year(origin.year) or not is_financial_year(to.year):
        text = "A move is from one financial year and into one, such as 2025-26."
        yield Reason("move-no-year", text, AUTHOR, PRACTICE, where)
    elif to.year < origin.year:
        text = f"Money of {origin.year} cannot go into an earlier year."
        yield Reason("move-into-the-past", text, AUTHOR, PRACTICE, where)
    if origin == to:
        text = f"{origin.line} of {origin.year} cannot be moved to itself."
        yield Reason("move-to-itself", text, AUTHOR, PRACTICE, where)
    if move.kind == MoveKind.CARRY_FORWARD and _stays(origin, to):
        text = "What is carried forward goes into a later year of the same line and schools."
        yield Reason("carry-forward-elsewhere", text, AUTHOR, GUIDANCE, where)
    if move.kind == MoveKind.NETTING and to.line == origin.line and origin != to:
        text = "Set against an overspend means of another line; to keep it, carry it forward."
        yield Reason("netting-own-line", text, AUTHOR, GUIDANCE, where)


def _stays(origin: PotFacts, to: PotFacts) -> bool:
    """Whether it is not carried into a later year of the same pot."""
    same = (origin.line, origin.group) == (to.line, to.group)
    return not same or to.year <= origin.year


def _doubts(move: MoveFacts, balance: BalanceFacts) -> Iterator[Reason]:
    where = f"{move.origin.line} {move.origin.year}"
    if balance.left is None:
        text = f"No outturn of {where} is entered, so what is left of it is not known."
        yield Reason("move-balance-unknown", text, AUTHOR, PRACTICE, where)
    elif move.amount is not None and move.amount > balance.left:
        text = (
            f"{pounds(move.amount)} is moved from {where}, which has {pounds(balance.left)} left."
        )
        yield Reason("move-over-balance", text, AUTHOR, PRACTICE, where)
    if balance.is_projection:
        text = f"The outturn of {where} is a projection: the final figure may differ."
        yield Reason("move-on-projection", text, AUTHOR, PRACTICE, where)
    if move.to.line and move.origin.group != move.to.group:
        text = (
            f"Money of {schools(move.origin.group)} goes to {schools(move.to.group)}: it is for "
            "the first to agree to that."
        )
        yield Reason("move-between-groups", text, AUTHOR, PRACTICE, where)


def left_in(moves: Iterable[tuple[PotFacts, PotFacts, Decimal]], pot: PotFacts) -> Decimal:
    """What decided moves put into a pot, less what they took out of it."""
    total = Decimal(0)
    for origin, to, amount in moves:
        total += amount if to == pot else 0
        total -= amount if origin == pot else 0
    return total
