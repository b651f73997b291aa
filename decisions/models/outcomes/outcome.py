"""What was resolved, from which money, and how decisions bear on each other."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.functional import cached_property

from decisions.choices import CARRIED, ConditionState, LinkKind, Result, Settlement
from decisions.models.ballots.ballot import Ballot
from decisions.models.minuting.minutes import public_minutes, unpublished_meetings
from decisions.models.outcomes.executive import ExecutiveDecision
from decisions.rules.standing import UNDOING
from forum.constraints import not_before, not_negative, one_of
from forum.models import Evidenced, Forum, ForumRecord, Meeting
from forum.money import PenceField
from papers.choices import Source
from papers.models import BudgetLine, FundingOption, Question


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def carried(self) -> OutcomeQuerySet:
        return self.filter(result__in=CARRIED)

    def counted(self) -> OutcomeQuerySet:
        """Outcomes of questions that somebody was asked: all but "no such schools"."""
        return self.exclude(result=Result.NO_SUCH_SCHOOLS)

    def public(self) -> OutcomeQuerySet:
        """Outcomes of meetings whose minutes are published, as a draft or as agreed."""
        return self.filter(public_minutes("question__placement__meeting"))

    def public_of(self, forum: Forum) -> OutcomeQuerySet:
        """The outcomes of one forum that are public: all of them but the few that are not.

        So asked, no list of ten thousand needs the meeting of each of them.
        """
        return self.filter(forum=forum).exclude(pk__in=self.withheld_in(forum))

    def withheld_in(self, forum: Forum) -> models.QuerySet[Outcome, UUID]:
        """The keys of those outcomes of a forum that are not public yet."""
        meetings = unpublished_meetings(forum)
        found = Outcome.objects.filter(question__placement__meeting__in=meetings)
        return found.order_by().values_list("pk", flat=True)

    def unsettled(self, *, public_of: Forum | None = None) -> OutcomeQuerySet:
        """Agreed in principle, and no later decision has settled the source or taken it back.

        A decision that was reversed settles nothing any more. For the public of a forum a decision
        counts from the day that its minutes are published.
        """
        known = DecisionLink.objects.filter(forum=OuterRef("forum"))
        if public_of:
            known = known.exclude(later__in=self.withheld_in(public_of))
        reversing = known.filter(kind=LinkKind.REVERSES, earlier=OuterRef("later"))
        settling = Q(kind=LinkKind.SETTLES_SOURCE) & ~Exists(reversing)
        ending = known.filter(Q(kind__in=UNDOING) | settling, earlier=OuterRef("pk"))
        return self.filter(~Exists(ending), settlement=Settlement.UNSETTLED)


class Outcome(Evidenced, ForumRecord):
    """What one voting group resolved on one placement."""

    question = models.OneToOneField(Question, models.PROTECT, related_name="outcome")
    ballot = models.OneToOneField(Ballot, models.PROTECT, null=True, related_name="outcome")
    result = models.CharField(max_length=20, choices=Result.choices)
    stated_for = models.PositiveSmallIntegerField(null=True)
    stated_against = models.PositiveSmallIntegerField(null=True)
    stated_abstain = models.PositiveSmallIntegerField(null=True)
    """The counts as a historic record states them; None where it does not."""
    resolution = models.TextField()
    """The text as resolved; beside the text tabled, which never changes."""
    comments = models.TextField(blank=True)
    amount_agreed = PenceField(null=True)
    cost_effect = models.CharField(max_length=200, blank=True)
    """What an amendment does to the cost, or that the record does not state it."""
    settlement = models.CharField(
        max_length=20, choices=Settlement.choices, default=Settlement.NOT_APPLICABLE
    )
    deferred_to = models.ForeignKey(
        Meeting, models.PROTECT, null=True, related_name="deferred_outcomes"
    )
    decided_on = models.DateField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    """Who recorded it; the forum decided."""

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["decided_on", "question__placement__agenda_item__position"]
        indexes = [models.Index(fields=["forum", "decided_on"], name="decisions_outcome_by_day")]
        constraints = [
            *Evidenced.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ballot__isnull=True)
                | Q(
                    stated_for__isnull=True,
                    stated_against__isnull=True,
                    stated_abstain__isnull=True,
                ),
                name="decisions_outcome_counts_are_of_its_ballot_or_stated",
            ),
            one_of("result", Result),
            one_of("settlement", Settlement),
            not_negative("amount_agreed"),
            models.CheckConstraint(
                condition=~Q(result=Result.DEFERRED) | Q(deferred_to__isnull=False),
                name="decisions_outcome_deferred_to_a_meeting",
            ),
            models.CheckConstraint(
                condition=Q(settlement=Settlement.NOT_APPLICABLE)
                | Q(result__in=CARRIED, amount_agreed__isnull=False)
                | Q(result__in=CARRIED, settlement=Settlement.UNSETTLED),
                name="decisions_outcome_only_what_is_carried_has_a_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.get_result_display()}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:outcome_detail", args=[self.forum.slug, self.pk])

    @property
    def meeting(self) -> Meeting:
        return self.question.placement.meeting

    @property
    def is_carried(self) -> bool:
        return self.result in CARRIED

    @property
    def until_on(self) -> date | None:
        """The last day that its awards give authority for."""
        days = [award.until_on for award in self.awards.all() if award.until_on]
        return max(days) if days else None


class Award(ForumRecord):
    """Money that an outcome decided: from which source and line, how much, for when."""

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="awards")
    option = models.ForeignKey(FundingOption, models.PROTECT, null=True, related_name="awards")
    """The tabled option that it takes up; none for money that the forum itself named."""
    source = models.CharField(max_length=20, choices=Source.choices)
    budget_line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="awards")
    amount = PenceField()
    financial_year = models.CharField(max_length=7)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    assumption = models.CharField(max_length=200, blank=True)
    """What had to be assumed because the record does not state it."""

    class Meta:
        ordering = ["recorded_at"]
        constraints = [
            one_of("source", Source),
            not_negative("amount"),
            not_before("until_on", "from_on"),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()}, {self.budget_line}"


class DecisionLinkQuerySet(models.QuerySet["DecisionLink"]):
    def to_public(self, end: str) -> DecisionLinkQuerySet:
        """Links whose "earlier" or "later" end everybody may read, or reads with the other one."""
        meeting = "question__placement__meeting"
        same = Q(**{f"earlier__{meeting}": models.F(f"later__{meeting}")})
        return self.filter(public_minutes(f"{end}__{meeting}") | same)

    def with_reversals(self, *, inside: bool = True) -> DecisionLinkQuerySet:
        """Each with the day on which its later decision was reversed, as a reader may know it."""
        links = DecisionLink.objects.all() if inside else DecisionLink.objects.to_public("later")
        reversing = links.filter(
            kind=LinkKind.REVERSES, forum=OuterRef("forum"), earlier=OuterRef("later")
        )
        days = reversing.order_by("later__decided_on").values("later__decided_on")
        return self.annotate(reversed_on=Subquery(days[:1]))


class DecisionLink(ForumRecord):
    """A later decision that bears on an earlier one."""

    later = models.ForeignKey(Outcome, models.PROTECT, related_name="links_from")
    earlier = models.ForeignKey(Outcome, models.PROTECT, related_name="links_to")
    kind = models.CharField(max_length=20, choices=LinkKind.choices)

    objects = DecisionLinkQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at"]
        constraints = [
            one_of("kind", LinkKind),
            models.UniqueConstraint(
                fields=["later", "earlier", "kind"], name="decisions_decisionlink_once"
            ),
            models.CheckConstraint(
                condition=~Q(later=models.F("earlier")), name="decisions_decisionlink_between_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.later} {self.get_kind_display().lower()} {self.earlier}"

    @cached_property
    def reversed_on(self) -> date | None:
        """The day on which the later decision was itself reversed; `with_reversals` reads it too.

        What it settled is open again from then on.
        """
        reversing = [link for link in self.later.links_to.all() if link.kind == LinkKind.REVERSES]
        return min((link.later.decided_on for link in reversing), default=None)

    @property
    def ends_waiting(self) -> bool:
        """Whether the earlier decision, for its sake, waits for its source no more."""
        if self.kind == LinkKind.SETTLES_SOURCE:
            return self.reversed_on is None
        return self.kind in UNDOING


class Condition(ForumRecord):
    """Something that a decision hangs on."""

    outcome = models.ForeignKey(Outcome, models.PROTECT, null=True, related_name="conditions")
    executive_decision = models.ForeignKey(
        ExecutiveDecision, models.PROTECT, null=True, related_name="conditions"
    )
    text = models.CharField(max_length=300)
    state = models.CharField(
        max_length=10, choices=ConditionState.choices, default=ConditionState.OPEN
    )
    marked_on = models.DateField(null=True)
    evidence = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["recorded_at"]
        constraints = [
            one_of("state", ConditionState),
            models.CheckConstraint(
                condition=Q(outcome__isnull=False, executive_decision__isnull=True)
                | Q(outcome__isnull=True, executive_decision__isnull=False),
                name="decisions_condition_of_one_decision",
            ),
        ]

    def __str__(self) -> str:
        return self.text
