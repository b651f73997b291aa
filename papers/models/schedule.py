"""The schedule of a de-delegation paper: services, rates, and the units of every school."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from forum.choices import Group
from forum.constraints import not_negative, one_of
from forum.models import ForumRecord, School
from forum.money import ExactDecimalField, PenceField
from papers.choices import BuyBack
from papers.models.budget import BudgetLine
from papers.models.paper import Paper
from papers.models.recommendation import Recommendation


class LocalService(ForumRecord):
    """A service of the field's catalogue under the name that this authority gives it."""

    code = models.CharField(max_length=40)
    """A code of `papers.rules.schedules.services`."""
    name = models.CharField(max_length=120)
    s251_line = models.CharField(
        max_length=12, blank=True, help_text="Empty: the line that the catalogue names."
    )
    budget_line = models.OneToOneField(
        BudgetLine, models.PROTECT, null=True, blank=True, related_name="service"
    )
    """The pot that the money goes into, once it is asked for."""
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "name"],
                name="papers_localservice_name_once",
                violation_error_message="There is already a service with this name.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Schedule(ForumRecord):
    """What a paper asks maintained schools to hand back for one year; fixed once it is tabled."""

    paper = models.OneToOneField(Paper, models.PROTECT, related_name="schedule")
    financial_year = models.CharField(max_length=7)
    is_final = models.BooleanField(default=False)
    """False until the units of the October census replace the estimate."""
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-financial_year"]

    def __str__(self) -> str:
        return f"De-delegation schedule {self.financial_year}"


class ScheduleLine(ForumRecord):
    """One service for the schools of one group."""

    schedule = models.ForeignKey(Schedule, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField(default=1)
    service = models.ForeignKey(LocalService, models.PROTECT, related_name="lines")
    name = models.CharField(max_length=120)
    """The service as this paper calls it."""
    group = models.CharField(max_length=30, choices=Group.choices)
    """Whose budget shares it comes from."""
    label = models.CharField(max_length=20)
    """Of the recommendation that puts it: "2(ii)". The lines of one service share it."""
    stem = models.TextField(blank=True)
    """The words that it shares with other recommendations, printed above them."""
    text = models.TextField(blank=True)
    """The words of the recommendation; empty: worded from the service."""
    recommendation = models.ForeignKey(
        Recommendation, models.SET_NULL, null=True, blank=True, related_name="schedule_lines"
    )
    """Generated from this line, and brought up to date from it until it is tabled."""
    printed_precision = models.PositiveIntegerField(default=1)
    """The printed total is rounded to 1, 100 or 1,000 pounds."""
    printed_total = PenceField(null=True, blank=True)
    """As stated; None: what the factors come to."""
    last_year_total = PenceField(null=True, blank=True)
    if_refused = models.TextField(blank=True)
    """What happens to the service when the group says no."""
    buy_back = models.CharField(max_length=20, choices=BuyBack.choices, blank=True)
    """Whether academies are offered it; a trade, and never voted on."""
    buy_back_price = models.CharField(max_length=300, blank=True)
    consultation = models.TextField(blank=True)
    """What the schools said when they were consulted."""

    class Meta:
        ordering = ["position", "recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "service", "group"],
                name="papers_scheduleline_once_per_group",
                violation_error_message="The schedule has a line for this service and group.",
            ),
            one_of("group", Group),
            one_of("buy_back", BuyBack, or_empty=True),
            not_negative("printed_total"),
            not_negative("last_year_total"),
            models.CheckConstraint(
                condition=Q(printed_precision__in=[1, 100, 1000]),
                name="papers_scheduleline_precision_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.name}, {self.get_group_display().lower()}"

    @property
    def is_bought(self) -> bool:
        """Whether academies may buy the service."""
        return self.buy_back == BuyBack.OFFERED


class LineRate(ForumRecord):
    """One factor of a line: unit rate x units, this year's beside last year's."""

    line = models.ForeignKey(ScheduleLine, models.PROTECT, related_name="rates")
    position = models.PositiveSmallIntegerField(default=1)
    factor = models.CharField(max_length=60)
    """As printed."""
    counts = models.CharField(max_length=60)
    """The factor of the schools' units that it counts, as the rule on services calls it."""
    unit_rate = ExactDecimalField()
    units = ExactDecimalField(null=True, blank=True)
    """As the paper states them; None: those of the schools, or else not stated."""
    printed_total = PenceField(null=True, blank=True)
    """As stated; None: what rate and units come to."""
    prior_rate = ExactDecimalField(null=True, blank=True)
    prior_units = ExactDecimalField(null=True, blank=True)
    year_label = models.CharField(max_length=7, blank=True)
    """The year printed over the rate; also when it is wrong."""
    prior_year_label = models.CharField(max_length=7, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [not_negative("printed_total")]

    def __str__(self) -> str:
        return f"{self.factor} £{self.unit_rate}"


class SchoolFactor(ForumRecord):
    """The units of one school for one factor of the formula in a financial year."""

    school = models.ForeignKey(School, models.PROTECT, related_name="factors")
    financial_year = models.CharField(max_length=7)
    factor = models.CharField(max_length=60)
    units = ExactDecimalField()
    """Pupils, places or parts of them: the formula counts fractions."""
    is_estimate = models.BooleanField(default=False)
    """An estimate stays beside the figure of the October census that replaces it."""

    class Meta:
        ordering = ["school", "factor"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "financial_year", "factor", "is_estimate"],
                name="papers_schoolfactor_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.financial_year}, {self.factor}: {self.units}"
