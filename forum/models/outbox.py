"""Letters waiting to go out, written in the transaction that gives rise to them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from forum.choices import NoticeKind, Rhythm
from forum.constraints import one_of
from forum.models.base import Record
from forum.models.forum import Forum

SENT, FAILED = "sent", "failed"
LATE = timedelta(minutes=15)
PERIOD = {Rhythm.DAILY: "day", Rhythm.WEEKLY: "week", Rhythm.NEVER: "day"}
WAITING = Q(sent__isnull=True, given_up=False, gathered_in__isnull=True)


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def waiting(self) -> OutboxQuerySet:
        """Neither sent, nor given up, nor part of another letter."""
        return self.filter(WAITING)

    def due(self, at: datetime) -> OutboxQuerySet:
        """What a worker may take now."""
        return self.waiting().filter(rhythm=Rhythm.AT_ONCE, next_try__lte=at)

    def to_gather(self) -> OutboxQuerySet:
        """What waits for the letter of the day or the week."""
        return self.waiting().exclude(rhythm=Rhythm.AT_ONCE)

    def not_delivered(self) -> OutboxQuerySet:
        """What was given up, but for what its reader is no longer to be told."""
        return self.filter(given_up=True)

    def of_forum(self, forum: Forum, state: str) -> OutboxQuerySet:
        """The letters of a forum in one state, the latest first."""
        states = {SENT: Q(sent__isnull=False), FAILED: Q(given_up=True)}
        found = self.filter(states.get(state, WAITING), forum=forum)
        return found.select_related("person").order_by("-waits_since", "-pk")

    def counts(self, forum: Forum) -> dict[str, int]:
        """How many letters of a forum are in each state."""
        return self.filter(forum=forum).aggregate(
            waiting=Count("pk", filter=WAITING),
            sent=Count("pk", filter=Q(sent__isnull=False)),
            failed=Count("pk", filter=Q(given_up=True)),
        )

    def is_late(self, forum: Forum, at: datetime) -> bool:
        """Whether a letter should have been tried long ago: then nobody sends letters at all."""
        return self.due(at - LATE).filter(forum=forum).exists()


class OutboxMessage(Record):
    """One message to one address; the worker sends it, and tries again when that fails.

    No ForumRecord: what waits here must not be sent a second time from where a record is taken.
    """

    forum = models.ForeignKey(
        "forum.Forum", models.PROTECT, null=True, related_name="outboxmessage_set"
    )
    """None for a letter about an account, and for one to the public."""
    key = models.CharField(max_length=160, unique=True)
    """The same event never writes to the same address twice."""
    kind = models.CharField(max_length=20, choices=NoticeKind.choices, default=NoticeKind.OTHER)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="letters"
    )
    """None for somebody of the public who follows a forum."""
    subscription = models.UUIDField(null=True)
    """What is followed; such a letter belongs to no forum, so that no record holds its address."""
    address = models.EmailField(blank=True)
    """Empty once it was erased."""
    subject = models.CharField(max_length=150)
    text = models.TextField()
    path = models.CharField(max_length=300, blank=True)
    """Where on this site to read on."""
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, default=Rhythm.AT_ONCE)
    """Alone and at once, or in the letter of the day or the week."""
    gathered_in = models.UUIDField(null=True)
    """The letter that holds it together with others."""
    attempts = models.PositiveSmallIntegerField(default=0)
    waits_since = models.DateTimeField(default=timezone.now)
    """Since it was written, or asked for again."""
    next_try = models.DateTimeField()
    taken = models.DateTimeField(null=True)
    """When a worker took it, until that worker says how it went."""
    doubts = models.PositiveSmallIntegerField(default=0)
    """How often it was handed over and nothing was heard: it may have arrived."""
    sent = models.DateTimeField(null=True)
    given_up = models.BooleanField(default=False)
    last_error = models.CharField(max_length=300, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ["next_try"]
        indexes = [
            models.Index(
                fields=["next_try"],
                condition=Q(sent__isnull=True, given_up=False),
                name="forum_outbox_waiting",
            )
        ]
        constraints = [
            one_of("kind", NoticeKind),
            one_of("rhythm", Rhythm),
            models.CheckConstraint(
                condition=Q(gathered_in__isnull=True) | Q(sent__isnull=True),
                name="forum_outboxmessage_sent_alone_or_gathered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.address})"

    @property
    def reader(self) -> str:
        """To whom it goes, as the clerk knows them."""
        return self.person.name if self.person else self.address

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.sent:
            return "Sent"
        if self.given_up:
            return "Not delivered"
        if self.rhythm != Rhythm.AT_ONCE:
            return f"Waits for the letter of the {PERIOD[Rhythm(self.rhythm)]}"
        return "Tried, waiting" if self.attempts else "Waiting"

    @property
    def is_waiting(self) -> bool:
        return self.sent is None and not self.given_up and self.gathered_in is None
