"""What letters are about, and how often somebody wants them."""

from django.db import models


class NoticeKind(models.TextChoices):
    """What a letter is about."""

    AGENDA = "agenda", "Agenda published"
    PAPER = "paper", "Paper or item added after the agenda"
    PACK = "pack", "Pack ready to download"
    MEETING = "meeting", "Meeting changed, moved or cancelled"
    ASKED = "asked", "Decision asked of you outside a meeting"
    COMING = "coming", "Whether you are coming"
    BALLOT = "ballot", "Ballot open"
    DRAFT_MINUTES = "draft-minutes", "Draft minutes published"
    AGREED_MINUTES = "agreed-minutes", "Minutes agreed"
    CLEARANCE = "clearance", "Clearance of a paper"
    ACTION = "action", "Action due or overdue"
    TERM = "term", "Term of office ending"
    AUTHORITY = "authority", "Authority to spend ending"
    ABSENCE = "absence", "Somebody needed does not come"
    TRAIL = "trail", "Audit trail"
    ACCOUNT = "account", "Your account"
    DIGEST = "digest", "Several notices in one letter"
    FOLLOWED = "followed", "News for those who follow the forum"
    OTHER = "other", "Other letter"


class Rhythm(models.TextChoices):
    """How often somebody wants to be written to about one kind of thing."""

    AT_ONCE = "at-once", "At once"
    DAILY = "daily", "Once a day"
    WEEKLY = "weekly", "Once a week"
    NEVER = "never", "Never"
