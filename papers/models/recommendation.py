"""What the forum is asked, and putting it before a meeting."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from forum.choices import Group
from forum.constraints import both_or_neither, not_negative, nothing_withheld, one_of
from forum.models import AddOnly, AgendaItem, ForumRecord, Meeting
from forum.money import PenceField
from forum.rules.financial_year import financial_year, is_financial_year
from papers.choices import WHOLE_FORUM, Origin, Precision
from papers.models.electorate import local_rules
from papers.models.paper import Matter, Paper
from papers.rules.decision_types import DecisionType, decision_type, general_business
from papers.rules.electorate import asked_groups
from papers.rules.local import ADJUSTABLE, LocalRules


class Recommendation(ForumRecord):
    """The smallest thing that is put: "2(ii) Insurance". Fixed once it is tabled."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="recommendations")
    paper = models.ForeignKey(
        Paper, models.PROTECT, null=True, blank=True, related_name="recommendations"
    )
    origin = models.CharField(max_length=20, choices=Origin.choices, default=Origin.PAPER)
    position = models.PositiveSmallIntegerField(default=1)
    label = models.CharField(max_length=20, help_text='As printed: "1" or "2(ii)".')
    stem = models.TextField(blank=True)
    """The words that several recommendations share, printed above them."""
    text = models.TextField()
    decision_type = models.CharField(max_length=40, blank=True)
    """A code of `papers.rules.decision_types`."""
    groups = models.JSONField(default=list, blank=True)
    """The groups that the paper asks, where it narrows the law; empty: as the law says."""
    votes_separately = models.BooleanField(null=True, blank=True)
    """Whether each group votes by itself; empty: as the decision type says."""
    seeks_resources = models.BooleanField(default=False)
    amount = PenceField(null=True, blank=True)
    precision = models.CharField(max_length=20, choices=Precision.choices, default=Precision.EXACT)
    financial_year = models.CharField(max_length=7, blank=True)
    do_nothing = models.TextField(blank=True)
    """The alternative of doing nothing: what a refusal means, and the reasons against it."""

    class Meta:
        ordering = ["position", "recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "label"],
                name="papers_recommendation_label_once",
                violation_error_message="Another recommendation of this paper has this label.",
            ),
            one_of("origin", Origin),
            nothing_withheld("text"),
            nothing_withheld("stem"),
            one_of("precision", Precision),
            not_negative("amount"),
            models.CheckConstraint(
                condition=Q(origin=Origin.PAPER, paper__isnull=False)
                | (~Q(origin=Origin.PAPER) & Q(paper__isnull=True)),
                name="papers_recommendation_paper_goes_with_origin",
            ),
        ]

    def __str__(self) -> str:
        return f"Recommendation {self.label}"

    @property
    def kind(self) -> DecisionType:
        """The type of decision in the law of its year, as it stands on the day of its meeting."""
        return self.kind_on(self._meeting_day) if self._is_adjustable else self.kind_in_law

    @property
    def kind_in_law(self) -> DecisionType:
        """The type of decision in the law of its year; general business by default."""
        return self._kind(None)

    def kind_on(self, day: date) -> DecisionType:
        """The type of decision under the forum's constitution as it is in force on the day."""
        if not self._is_adjustable:
            return self.kind_in_law
        return self._kind(local_rules(self.forum.constitution_on(day)))

    def kind_under(self, local: LocalRules) -> DecisionType:
        """The type of decision under settings of a constitution that are at hand already."""
        return self._kind(local)

    def _kind(self, local: LocalRules | None) -> DecisionType:
        given = self.financial_year
        year = given if is_financial_year(given) else financial_year(self.recorded_at.date())
        return decision_type(self.decision_type, year, local) or general_business(year)

    @property
    def _is_adjustable(self) -> bool:
        """Whether the constitution has a say in who votes; only then is it looked up."""
        return self.decision_type in ADJUSTABLE

    @property
    def _meeting_day(self) -> date:
        """The day of the last meeting it is before; without one, the day it was written."""
        placed = self.placements.order_by("-meeting__held_on").values_list("meeting__held_on")
        return next((day for (day,) in placed[:1]), self.recorded_at.date())

    @property
    def asked_groups(self) -> tuple[str, ...]:
        """The groups that are asked: those the law names, less those the paper leaves out."""
        return asked_groups(self.kind, self.groups)

    @property
    def is_tabled(self) -> bool:
        return self.placements.filter(tabled_at__isnull=False).exists()


class Placement(ForumRecord):
    """A recommendation before one meeting, under an agenda item."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="placements")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="placements")
    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="placements")
    tabled_at = models.DateTimeField(null=True)
    tabled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    tabled_on = models.DateField(null=True)

    class Meta:
        ordering = ["agenda_item__position", "recommendation__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "meeting"], name="papers_placement_once_per_meeting"
            ),
            both_or_neither("tabled_at", "tabled_by"),
            both_or_neither("tabled_at", "tabled_on"),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation} before {self.meeting}"

    @property
    def kind(self) -> DecisionType:
        """The type of decision, as the constitution of the meeting's day has it."""
        return self.recommendation.kind_on(self.meeting.held_on)

    @property
    def asked_groups(self) -> tuple[str, ...]:
        """The groups that are asked on the meeting's day."""
        return asked_groups(self.kind, self.recommendation.groups)


class Question(ForumRecord):
    """A tabled placement put to one voting group; written at tabling, answered by one outcome."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="questions")
    group = models.CharField(
        max_length=30, choices=[(WHOLE_FORUM, "All who may vote"), *Group.choices]
    )
    position = models.PositiveSmallIntegerField(default=1)
    amount_asked = PenceField(null=True)
    """What is asked of this group; None where nothing is sought, or no amount stated."""
    has_schools = models.BooleanField(default=True)
    """False: the authority has no such schools, so nobody is asked and nothing is counted."""

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "group"], name="papers_question_once_per_group"
            ),
            models.CheckConstraint(
                condition=Q(group__in=[WHOLE_FORUM, *Group.values]),
                name="papers_question_group_is_known",
            ),
            not_negative("amount_asked"),
        ]

    def __str__(self) -> str:
        return f"{self.placement.recommendation}, {self.get_group_display()}"

    @property
    def option_groups(self) -> tuple[str, ...]:
        """Whose funding options stand for it: the group's own; all, where all answer together."""
        groups = tuple(Group.values) if self.group == WHOLE_FORUM else (self.group,)
        return ("", *groups)


class NilDeclaration(ForumRecord):
    """The finance officer's word that no source is touched; where the constitution allows."""

    recommendation = models.OneToOneField(
        Recommendation, models.PROTECT, related_name="nil_declaration"
    )
    reason = models.TextField()
    declared_post = models.CharField(max_length=160)
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="papers_nildeclaration_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"Nil funding declaration: {self.recommendation}"


class Acknowledgement(AddOnly, ForumRecord):
    """A warning of the tabling gate that somebody read, and why the business goes on."""

    placement = models.ForeignKey(
        Placement, models.PROTECT, null=True, related_name="acknowledgements"
    )
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="acknowledgements")
    code = models.CharField(max_length=60)
    where = models.CharField(max_length=120, blank=True)
    warning = models.TextField()
    reason = models.CharField(max_length=300)
    acknowledged_at = models.DateTimeField()
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["acknowledged_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="papers_acknowledgement_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"
