"""Who wants to be told of what: choices of people, and the public who follow a forum."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from forum.choices import NoticeKind, Rhythm
from forum.constraints import one_of
from forum.models.base import Record
from forum.models.forum import Forum
from forum.models.meeting import Meeting


class NoticeChoice(Record):
    """How often one person wants letters of one kind; without a row, as is usual for the kind.

    No ForumRecord, as nothing here: it is about an account, not about a forum's business.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notice_choices"
    )
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], name="forum_noticechoice_one_for_each_kind"
            ),
            one_of("kind", NoticeKind),
            one_of("rhythm", Rhythm),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_rhythm_display()}"


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def confirmed(self) -> SubscriptionQuerySet:
        """Those whose address said yes by the link that was sent to it."""
        return self.filter(confirmed__isnull=False)


class Subscription(Record):
    """Somebody of the public who follows a forum, or a word in what it publishes."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="subscriptions")
    email = models.EmailField()
    word = models.CharField(max_length=60, blank=True)
    """Empty: everything that is published."""
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, default=Rhythm.AT_ONCE)
    confirmed = models.DateTimeField(null=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "email", "word"], name="forum_subscription_once_for_each_word"
            ),
            one_of("rhythm", Rhythm),
            models.CheckConstraint(
                condition=~Q(rhythm=Rhythm.NEVER), name="forum_subscription_is_told_sometimes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.forum}: {self.what}"

    @property
    def what(self) -> str:
        """What is followed, in words."""
        return f"“{self.word}”" if self.word else "everything that is published"


def followers_of(forum: Forum) -> int:
    """How many addresses follow the forum; which they are, nobody is shown."""
    confirmed = Subscription.objects.confirmed().filter(forum=forum)
    return confirmed.values("email").distinct().count()


class News(Record):
    """Something that was published: whoever follows the forum is told of it by the worker."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="news")
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    about = models.UUIDField(null=True)
    """The one paper that it is about."""
    subject = models.CharField(max_length=150)
    text = models.TextField()
    path = models.CharField(max_length=300)
    told = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "news"
        ordering = ["recorded_at"]
        indexes = [
            models.Index(
                fields=["recorded_at"], condition=Q(told__isnull=True), name="forum_news_to_tell"
            )
        ]
        constraints = [one_of("kind", NoticeKind)]

    def __str__(self) -> str:
        return self.subject
