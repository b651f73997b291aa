"""Funding options: from which money a recommendation could be paid."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from forum.choices import Group
from forum.constraints import not_before, not_negative, one_of
from forum.models import ForumRecord
from forum.money import ExactDecimalField, PenceField
from papers.choices import AmountUnit, OptionStatus, Precision, Source
from papers.models.budget import BudgetLine
from papers.models.recommendation import Recommendation


class FundingOption(ForumRecord):
    """One line of money offered for a recommendation.

    Options with the same letter are parts of a split that must add up; different letters are
    alternatives ("A or B"). Fixed at tabling but for the status.
    """

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="options")
    letter = models.CharField(max_length=2, default="A")
    position = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=20, choices=Source.choices)
    budget_line = models.ForeignKey(
        BudgetLine, models.PROTECT, null=True, blank=True, related_name="options"
    )
    amount = PenceField(null=True, blank=True)
    amount_precision = models.CharField(
        max_length=20, choices=Precision.choices, default=Precision.EXACT
    )
    amount_as_printed = models.CharField(max_length=60, blank=True)
    """Where the paper prints it in other words: "c. £1m"."""
    amount_unit = models.CharField(max_length=20, choices=AmountUnit.choices, blank=True)
    ceiling = PenceField(null=True, blank=True)
    """The most that the grant or the line may give: "up to and including £5m"."""
    full_year_amount = PenceField(null=True, blank=True)
    """What a whole year costs, where the amount is for a part of its year."""
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    """How many months of its year the amount is for, as stated."""
    is_recurring = models.BooleanField(null=True, blank=True)
    """Whether the cost comes back every year; empty: not stated."""
    financial_year = models.CharField(max_length=7, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    service = models.CharField(max_length=120, blank=True)
    """For de-delegation: the service that is provided centrally."""
    group = models.CharField(max_length=30, choices=Group.choices, blank=True)
    """For de-delegation: whose budget shares it comes from."""
    last_year_amount = PenceField(null=True, blank=True)
    """For a historic commitment, which may not increase; for de-delegation, to compare."""
    printed_precision = models.PositiveIntegerField(default=1)
    """The printed amount is rounded to 1, 100 or 1,000 pounds."""
    after_end = models.CharField(max_length=500, blank=True)
    """What happens after the end date."""
    conditions = models.JSONField(default=list, blank=True)
    """A list of sentences."""
    claw_back = models.CharField(max_length=300, blank=True)
    """When a grant has to be paid back, in the words of its giver."""
    grant_reference = models.CharField(max_length=160, blank=True)
    """Who gives an external grant, and under which reference."""
    match_amount = PenceField(null=True, blank=True)
    match_from = models.CharField(max_length=160, blank=True)
    match_words = models.CharField(max_length=300, blank=True)
    """The ratio as printed: "For every £1 that DSG contributes ... a further £5"."""
    match_ours = ExactDecimalField(null=True, blank=True)
    match_theirs = ExactDecimalField(null=True, blank=True)
    """The ratio as numbers: for each 1 of ours, 5 of theirs."""
    proposer = models.CharField(max_length=160, blank=True)
    """The post or seat that proposed it, where it was not the paper's author."""
    note = models.CharField(max_length=300, blank=True)
    status = models.CharField(
        max_length=20, choices=OptionStatus.choices, default=OptionStatus.OFFERED
    )
    status_note = models.CharField(max_length=300, blank=True)
    status_on = models.DateField(null=True, blank=True)
    """The day on which the status was marked; None while it is as offered."""

    class Meta:
        ordering = ["letter", "position", "recorded_at"]
        constraints = [
            one_of("source", Source),
            one_of("status", OptionStatus),
            one_of("group", Group, or_empty=True),
            not_negative("amount"),
            one_of("amount_precision", Precision),
            one_of("amount_unit", AmountUnit, or_empty=True),
            not_negative("ceiling"),
            not_negative("full_year_amount"),
            not_negative("match_amount"),
            models.CheckConstraint(
                condition=Q(months__isnull=True) | Q(months__range=(1, 12)),
                name="papers_fundingoption_months_of_a_year",
                violation_error_message="Enter a number of months from 1 to 12.",
            ),
            not_before("until_on", "from_on"),
            models.CheckConstraint(
                condition=Q(printed_precision__in=[1, 100, 1000]),
                name="papers_fundingoption_precision_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation}, option {self.letter}"


class RateLine(ForumRecord):
    """One factor of a de-delegation: unit rate x units, as printed."""

    option = models.ForeignKey(FundingOption, models.PROTECT, related_name="rates")
    position = models.PositiveSmallIntegerField(default=1)
    factor = models.CharField(max_length=60, help_text="Such as AWPU, FSM Ever 6 or IDACI band E.")
    unit_rate = ExactDecimalField()
    units = ExactDecimalField(null=True, blank=True)
    """None where the paper states none; then they are implied by the total."""
    printed_total = PenceField()
    year_label = models.CharField(max_length=7, blank=True)
    """The year printed over the rate."""
    prior_rate = ExactDecimalField(null=True, blank=True)
    prior_year_label = models.CharField(max_length=7, blank=True)
    """As printed, also when it is wrong: a correction is a note, never a change."""

    class Meta:
        ordering = ["position"]
        constraints = [not_negative("printed_total")]

    def __str__(self) -> str:
        return f"{self.factor} £{self.unit_rate}"
