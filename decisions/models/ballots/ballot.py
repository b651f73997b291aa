"""Ballots: the register frozen at opening, and the votes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from decisions.choices import ELECTIONS, BallotStatus, Method, Procedure
from decisions.models.ballots.voting import CASTING, RegisterEntry, Vote
from forum.choices import MajorityRule
from forum.constraints import both_or_neither, one_of
from forum.models import AgendaItem, Appointment, ForumRecord, Meeting, Person
from forum.rules.meetings import is_quorate_outside
from papers.models import Question


class BallotQuerySet(models.QuerySet["Ballot"]):
    def standing(self) -> BallotQuerySet:
        """Ballots that have not been voided."""
        return self.exclude(status=BallotStatus.VOID)

    def waiting_for(self, person: Person) -> BallotQuerySet:
        """Open ballots in which the person may vote on a device and has not yet."""
        return self.filter(
            status=BallotStatus.OPEN,
            method=Method.ELECTRONIC,
            register__in=RegisterEntry.objects.of(person).filter(
                is_eligible=True, vote__isnull=True
            ),
        )

    def about(self, meeting: Meeting) -> BallotQuerySet:
        """Ballots taken at the meeting, with what each is on, in the order of its agenda."""
        return (
            self.filter(agenda_item__meeting=meeting)
            .select_related("agenda_item", "question__placement__recommendation")
            .order_by(
                "agenda_item__position",
                "question__placement__recommendation__position",
                "question__position",
            )
        )

    def with_turnout(self) -> BallotQuerySet:
        """How many may vote and how many have voted; never how."""
        voters = RegisterEntry.objects.filter(ballot=OuterRef("pk"), is_eligible=True)
        votes = Vote.objects.filter(ballot=OuterRef("pk"))
        return self.annotate(may_vote=_number(voters), have_voted=_number(votes))


class Ballot(ForumRecord):
    """One taking of votes, on a question or on procedure; void and run again, never reopened."""

    question = models.ForeignKey(Question, models.PROTECT, null=True, related_name="ballots")
    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="ballots")
    procedure = models.CharField(max_length=20, choices=Procedure.choices, blank=True)
    method = models.CharField(max_length=20, choices=Method.choices)
    status = models.CharField(
        max_length=20, choices=BallotStatus.choices, default=BallotStatus.PREPARING
    )
    quorum_needed = models.PositiveSmallIntegerField()
    quorum_present = models.PositiveSmallIntegerField()
    majority = models.CharField(
        max_length=20, choices=MajorityRule.choices, default=MajorityRule.SIMPLE
    )
    has_casting_vote = models.BooleanField(default=False)
    """These two as the constitution of the day has them."""
    contacted = models.PositiveSmallIntegerField(null=True)
    """Outside a meeting: how many members were asked."""
    replied = models.PositiveSmallIntegerField(null=True)
    """Outside a meeting: how many took part by the time it closed; they make the quorum."""
    number_asked = models.CharField(max_length=120, blank=True)
    """What number those in favour are asked for: "Minimum funding guarantee, per cent"."""
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    void_reason = models.CharField(max_length=300, blank=True)
    votes_for = models.PositiveSmallIntegerField(null=True)
    votes_against = models.PositiveSmallIntegerField(null=True)
    abstentions = models.PositiveSmallIntegerField(null=True)
    stated_carried = models.BooleanField(null=True)
    """Where counts were not taken: whether the chair declared it carried."""
    elected = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    """Whom the members elected."""
    casting_vote = models.CharField(max_length=10, choices=CASTING, blank=True)
    casting_at = models.DateTimeField(null=True)
    casting_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    may_vote: int
    have_voted: int
    """Both come with `with_turnout`."""
    numbered: list[Vote]
    """The votes that gave a number; they come with `ballot_words.NUMBERS`."""

    objects = BallotQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at"]
        constraints = [
            one_of("status", BallotStatus),
            one_of("method", Method),
            one_of("procedure", Procedure, or_empty=True),
            both_or_neither("closed_at", "closed_by"),
            both_or_neither("voided_at", "voided_by"),
            both_or_neither("casting_at", "casting_by"),
            one_of("majority", MajorityRule),
            models.CheckConstraint(
                condition=Q(casting_vote="", casting_at__isnull=True)
                | Q(
                    casting_vote__in=[value for value, _ in CASTING],
                    casting_at__isnull=False,
                    has_casting_vote=True,
                    votes_for=models.F("votes_against"),
                ),
                name="decisions_ballot_casting_vote_breaks_a_tie",
            ),
            models.CheckConstraint(
                condition=Q(elected__isnull=True) | Q(procedure__in=ELECTIONS),
                name="decisions_ballot_elects_in_an_election",
            ),
            models.CheckConstraint(
                condition=Q(question__isnull=False, procedure="")
                | (Q(question__isnull=True) & ~Q(procedure="")),
                name="decisions_ballot_on_a_question_or_on_procedure",
            ),
            models.UniqueConstraint(
                fields=["question"],
                condition=~Q(status=BallotStatus.VOID),
                name="decisions_ballot_one_that_stands",
                violation_error_message="A ballot on this stands already: void it to vote again.",
            ),
            models.CheckConstraint(
                condition=~Q(status=BallotStatus.VOID)
                | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
                name="decisions_ballot_void_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status=BallotStatus.CLOSED)
                | Q(
                    closed_at__isnull=False,
                    votes_for__isnull=False,
                    votes_against__isnull=False,
                    abstentions__isnull=False,
                )
                | Q(
                    closed_at__isnull=False,
                    method__in=[Method.NOT_COUNTED, Method.UNANIMOUS],
                    stated_carried__isnull=False,
                )
                | Q(closed_at__isnull=False, procedure__in=ELECTIONS, elected__isnull=False),
                name="decisions_ballot_closed_with_its_counts",
            ),
        ]

    def __str__(self) -> str:
        return str(self.question) if self.question_id else self.get_procedure_display()

    @property
    def meeting(self) -> Meeting:
        return self.agenda_item.meeting

    @property
    def is_open(self) -> bool:
        return self.status == BallotStatus.OPEN

    @property
    def takes_votes(self) -> bool:
        """Whether members vote in it on their devices now."""
        return self.is_open and self.method == Method.ELECTRONIC

    @property
    def is_closed(self) -> bool:
        return self.status == BallotStatus.CLOSED

    @property
    def turnout(self) -> str:
        """How many have voted, and never how; asked of a ballot fetched with its turnout."""
        if self.method != Method.ELECTRONIC:
            return f"{self.get_method_display()}; {self.may_vote} may vote"
        return f"{self.have_voted} of {self.may_vote} have voted"

    @property
    def counts(self) -> str:
        """The counts as minutes say them, once it is closed."""
        if self.is_election and self.votes_for is None:
            return f"Elected: {self.elected.person}" if self.elected else "Nobody elected"
        if self.method == Method.UNANIMOUS:
            return "Agreed by all, nobody against"
        if self.method == Method.NOT_COUNTED or self.votes_for is None:
            declared = "carried" if self.stated_carried else "not carried"
            return f"Counts not taken; declared {declared}"
        against = f"against {self.votes_against}, abstained {self.abstentions}"
        return f"For {self.votes_for}, {against}"

    @property
    def was_run_again(self) -> bool:
        """Whether another ballot on the same stands, once this one is void."""
        same = Ballot.objects.filter(
            agenda_item=self.agenda_item_id, question=self.question_id, procedure=self.procedure
        )
        return same.standing().filter(recorded_at__gt=self.recorded_at).exists()

    @property
    def is_election(self) -> bool:
        return self.procedure in ELECTIONS

    @property
    def is_outside(self) -> bool:
        """Whether it is taken outside a meeting, where those who reply make the quorum."""
        return self.contacted is not None

    @property
    def is_quorate(self) -> bool:
        if self.is_outside:
            return is_quorate_outside(replies=self.replied or 0, needed=self.quorum_needed)
        return self.quorum_present >= self.quorum_needed > 0


def _number(children: QuerySet) -> Coalesce:
    """How many children a ballot has, counted beside it."""
    counted = children.order_by().values("ballot").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
