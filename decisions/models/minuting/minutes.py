"""Minutes: written from the facts of the meeting, agreed at a later one, then fixed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from decisions.choices import MinutesStage
from forum.constraints import both_or_neither, nothing_withheld
from forum.models import (
    AgendaItem,
    Forum,
    ForumRecord,
    Meeting,
    PublishedDocument,
)
from forum.models.meeting import MeetingQuerySet


def public_minutes(meeting: str = "meeting") -> Q:
    """What was decided at the meeting at the end of this path is published.

    By minutes of ours, as draft or agreed; a historic meeting is public once it is published.
    """
    draft = Q(**{f"{meeting}__minutes__draft_published_at__isnull": False})
    agreed = Q(**{f"{meeting}__minutes__agreed_at__isnull": False})
    entered = {f"{meeting}__is_historic": True, f"{meeting}__agenda_published_at__isnull": False}
    return draft | agreed | Q(**entered)


def unpublished_meetings(forum: Forum) -> MeetingQuerySet:
    """Meetings of the forum of whose decisions nobody may read yet who is not inside."""
    published = Q(draft_published_at__isnull=False) | Q(agreed_at__isnull=False)
    # Said of both tables, so that the database reads the minutes of this forum, and not of all.
    minutes = Minutes.objects.filter(published, forum=forum, meeting=OuterRef("pk"))
    entered = Q(is_historic=True, agenda_published_at__isnull=False)
    return Meeting.objects.filter(~entered, ~Exists(minutes), forum=forum)


class Minutes(ForumRecord):
    """The minutes of one meeting."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    draft_published_at = models.DateTimeField(null=True)
    draft_published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    draft_document = models.ForeignKey(
        PublishedDocument, models.PROTECT, null=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    """Who recorded that the forum agreed them."""
    agreed_at_meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, related_name="minutes_agreed"
    )
    agreed_document = models.ForeignKey(
        PublishedDocument, models.PROTECT, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    signed_on = models.DateField(null=True)
    said = models.JSONField(null=True)
    """What the record said when they were last published, in words: what the public reads."""

    class Meta:
        verbose_name_plural = "minutes"
        constraints = [
            both_or_neither("draft_published_at", "draft_published_by"),
            both_or_neither("agreed_at", "agreed_by"),
            both_or_neither("signed_at", "signed_by"),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True)
                | Q(agreed_at_meeting__isnull=False, agreed_document__isnull=False),
                name="decisions_minutes_agreed_at_a_meeting_with_a_document",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True) | Q(agreed_at__isnull=False),
                name="decisions_minutes_agreed_before_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"Minutes of {self.meeting.held_on:%-d %B %Y}"

    @property
    def stage(self) -> MinutesStage:
        if self.signed_at:
            return MinutesStage.SIGNED
        if self.agreed_at:
            return MinutesStage.AGREED
        return MinutesStage.DRAFT if self.draft_published_at else MinutesStage.WRITING

    @property
    def is_public(self) -> bool:
        return self.draft_published_at is not None or self.agreed_at is not None

    @property
    def lacks_items(self) -> bool:
        """Whether items came onto the agenda after the minutes were begun."""
        return self.meeting.items.filter(minute_item__isnull=True).exists()

    @property
    def changed_since_published(self) -> int:
        """How many items read otherwise now than in the draft that was published."""
        changed = self.items.exclude(text=models.F("published_text"))
        return changed.count() if self.draft_published_at and not self.agreed_at else 0


class MinuteItem(ForumRecord):
    """What the minutes say about one agenda item; the decisions beside it come from the record."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="items")
    agenda_item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="minute_item")
    text = models.TextField(blank=True)
    published_text = models.TextField(blank=True)
    """As it read when the draft was last published: what the public sees until they are agreed."""
    version = models.PositiveIntegerField(default=1)
    is_exempt = models.BooleanField(default=False)
    """Exempt from publication: left out of the public minutes, kept in the full ones."""
    exempt_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["agenda_item__position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_exempt=False) | ~Q(exempt_reason=""),
                name="decisions_minuteitem_exempt_with_reason",
                violation_error_message="Say why it is exempt from publication.",
            ),
            nothing_withheld("exempt_reason"),
        ]

    def __str__(self) -> str:
        return f"Minute of item {self.agenda_item.number}"

    @property
    def public_text(self) -> str:
        """What everybody may read: the published draft, and from agreement the agreed text."""
        if self.is_exempt:
            return ""
        return self.text if self.minutes.agreed_at else self.published_text
