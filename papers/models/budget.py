"""Budget lines: what was put in for a year, and what decisions have taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

from forum.constraints import both_or_neither, not_negative, one_of
from forum.models import ForumRecord
from forum.money import PenceField
from papers.choices import Block, LineKind, Source


@dataclass(frozen=True)
class LineYear:
    """A budget line in one financial year, as decided by the forum."""

    year: str
    allocated: Decimal | None
    committed: Decimal
    left: Decimal | None


BALANCE = ("allocations", "commitments", "moves_in", "moves_out")
"""What is fetched with a list of lines, so that no balance takes a query of its own."""


class BudgetLine(ForumRecord):
    """The particular pot that a funding source is drawn from."""

    name = models.CharField(max_length=200)
    block = models.CharField(max_length=20, choices=Block.choices)
    kind = models.CharField(max_length=20, choices=LineKind.choices, default=LineKind.LINE)
    code = models.CharField(
        max_length=12, blank=True, help_text="Section 251 line, such as 1.2.8."
    )
    commitment_began_on = models.DateField(null=True, blank=True)
    """For a historic commitment: it must have begun before 1 April 2013."""
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["block", "code", "name"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "name"], name="papers_budgetline_name_once"),
            one_of("block", Block),
            one_of("kind", LineKind),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_block_display()})"

    def allocated(self, year: str) -> Decimal | None:
        """The allocation of the year; None where the record states none."""
        # Counted here and not by the database, so that a list can fetch all its lines at once.
        amounts = [each.amount for each in self.allocations.all() if each.financial_year == year]
        return amounts[0] if amounts else None

    def committed(self, year: str) -> Decimal:
        """Awards decided by the forum for the year; never actual spend."""
        standing = [
            each.standing for each in self.commitments.all() if each.financial_year == year
        ]
        return sum(standing, Decimal(0))

    def moved(self, year: str, *, before: date | None = None) -> Decimal:
        """What decisions moved in from other lines and years, less what they moved out."""
        moved_in = [each for each in self.moves_in.all() if each.to_year == year]
        moved_out = [each for each in self.moves_out.all() if each.from_year == year]
        return _decided(moved_in, before) - _decided(moved_out, before)

    def left(self, year: str) -> Decimal | None:
        """Allocation and what was moved, less awards; None where no allocation is recorded."""
        allocated = self.allocated(year)
        return None if allocated is None else allocated + self.moved(year) - self.committed(year)

    def left_after(self, year: str) -> Iterator[tuple[str, Decimal]]:
        """What is left in each later year that has an allocation."""
        for each in self.allocations.all():
            left = self.left(each.financial_year)
            if each.financial_year > year and left is not None:
                yield each.financial_year, left

    def in_years(self, years: Iterable[str]) -> tuple[LineYear, ...]:
        """Allocation, awards and what is left in each of the years."""
        return tuple(
            LineYear(year, self.allocated(year), self.committed(year), self.left(year))
            for year in years
        )


class Allocation(ForumRecord):
    """What was put into a budget line for a financial year."""

    budget_line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="allocations")
    financial_year = models.CharField(max_length=7)
    amount = PenceField()

    class Meta:
        ordering = ["financial_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["budget_line", "financial_year"], name="papers_allocation_one_a_year"
            ),
            not_negative("amount"),
        ]

    def __str__(self) -> str:
        return f"{self.budget_line}, {self.financial_year}"


class Commitment(ForumRecord):
    """An award entered on its line, so that drafting shows what is left; decisions write it."""

    budget_line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="commitments")
    financial_year = models.CharField(max_length=7)
    source = models.CharField(max_length=20, choices=Source.choices)
    amount = PenceField()
    award = models.UUIDField(unique=True)
    """The award that it repeats."""
    outcome = models.UUIDField()
    matter = models.ForeignKey("papers.Matter", models.PROTECT, related_name="commitments")
    decided_on = models.DateField()
    until_on = models.DateField(null=True)
    title = models.CharField(max_length=300)
    undone_on = models.DateField(null=True)
    """When a later decision, or a body outside the forum, undid all or some of it."""
    still_stands = PenceField(null=True)
    """What is left of it since then; None: all of it stands."""

    class Meta:
        ordering = ["decided_on"]
        constraints = [
            not_negative("amount"),
            not_negative("still_stands"),
            both_or_neither("undone_on", "still_stands"),
            one_of("source", Source),
            models.CheckConstraint(condition=~Q(title=""), name="papers_commitment_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def standing(self) -> Decimal:
        """What of the award counts on its line: all of it, unless some was undone."""
        return self.amount if self.still_stands is None else self.still_stands


def _decided(moves: Iterable[Any], before: date | None) -> Decimal:
    """What of these moves was decided, or decided before a day."""
    decided = [each for each in moves if each.decided_on is not None]
    earlier = [each for each in decided if before is None or each.decided_on < before]
    return sum((each.amount_decided for each in earlier), Decimal(0))
