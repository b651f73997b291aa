"""What was left of de-delegated money at the end of a year, and where the forum lets it go."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from forum.choices import Group
from forum.constraints import both_or_neither, not_negative, one_of
from forum.models import ForumRecord
from forum.money import PenceField, pounds
from papers.choices import MoveKind
from papers.models.budget import BudgetLine
from papers.models.recommendation import Recommendation
from papers.models.schedule import LocalService


class Outturn(ForumRecord):
    """Budget and spending of one service and group in one year, as reported to the forum."""

    service = models.ForeignKey(LocalService, models.PROTECT, related_name="outturns")
    group = models.CharField(max_length=30, choices=Group.choices)
    financial_year = models.CharField(max_length=7)
    budget = PenceField(null=True, blank=True)
    spent = PenceField(null=True, blank=True)
    balance = PenceField()
    """Budget less spending; below nothing where it was overspent."""
    is_projection = models.BooleanField(default=False)
    """A projection stays beside the final figure that replaces it."""
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-financial_year", "service__name", "group", "is_projection"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "group", "financial_year", "is_projection"],
                name="papers_outturn_once",
                violation_error_message="The outturn of this service and year is entered.",
            ),
            one_of("group", Group),
            not_negative("budget"),
            not_negative("spent"),
            models.CheckConstraint(
                condition=Q(budget__isnull=True)
                | Q(spent__isnull=True)
                | Q(balance=F("budget") - F("spent")),
                name="papers_outturn_balance_is_the_difference",
                violation_error_message="The balance is the budget less what was spent.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service}, {self.get_group_display().lower()}, {self.financial_year}"


class BalanceMove(ForumRecord):
    """Money of one de-delegated line that goes to another line or year, or back to schools.

    Asked by a recommendation; it takes effect when that is carried, which decisions write down.
    """

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="balance_moves"
    )
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=20, choices=MoveKind.choices)
    from_line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="moves_out")
    from_group = models.CharField(max_length=30, choices=Group.choices)
    from_year = models.CharField(max_length=7)
    to_line = models.ForeignKey(
        BudgetLine, models.PROTECT, null=True, blank=True, related_name="moves_in"
    )
    """None: it goes back to the schools."""
    to_group = models.CharField(max_length=30, choices=Group.choices)
    to_year = models.CharField(max_length=7)
    amount = PenceField()
    note = models.CharField(max_length=300, blank=True)
    decided_on = models.DateField(null=True)
    outcome = models.UUIDField(null=True)
    """The outcome that carried it."""
    amount_decided = PenceField(null=True)
    """What was agreed, which may be less than was asked."""

    class Meta:
        ordering = ["position", "recorded_at"]
        constraints = [
            one_of("kind", MoveKind),
            one_of("from_group", Group),
            one_of("to_group", Group),
            both_or_neither("decided_on", "outcome"),
            both_or_neither("decided_on", "amount_decided"),
            not_negative("amount_decided"),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="papers_balancemove_moves_something",
                violation_error_message="Enter an amount above £0.",
            ),
            models.CheckConstraint(
                condition=Q(kind=MoveKind.RETURN, to_line__isnull=True)
                | (~Q(kind=MoveKind.RETURN) & Q(to_line__isnull=False)),
                name="papers_balancemove_goes_to_a_line_or_back",
                violation_error_message="Say which line it goes to, or that it is returned.",
            ),
        ]

    def __str__(self) -> str:
        begins = f"{self.from_line.name} {self.from_year}"
        ends = f"{self.to_line.name} {self.to_year}" if self.to_line else "the schools"
        return f"{pounds(self.amount)} from {begins} to {ends}"

    @property
    def is_decided(self) -> bool:
        return self.decided_on is not None
