"""What waits too long: letters, jobs, and checkpoints that should have left the host."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Min
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from decisions.upkeep.looked import WATCH, WELL, WRONG, Looked
from forum.choices import Role
from forum.models import AuditEntry, Forum, OutboxMessage, Person, TrailHead

SOON = timedelta(minutes=15)
"""A letter or a job that waits longer tells that no worker runs, or that mail is down."""
LATELY = timedelta(days=7)
A_DAY = timedelta(hours=26)
"""What is done once a day, with two hours of grace."""


def letter_lines(at: datetime) -> Iterator[Looked]:
    """Letters that are due and not sent, and those that were given up."""
    letters = OutboxMessage.objects.all()
    late = letters.due(at - SOON)
    many, oldest = late.count(), late.aggregate(oldest=Min("next_try"))["oldest"]
    stuck = letters.waiting().filter(waits_since__lt=at - SOON).exclude(last_error="").count()
    lost = letters.not_delivered().filter(waits_since__gt=at - LATELY).exclude(address="").count()
    if many:
        yield WRONG, f"{many} are due for {_long(at - oldest)}: is a worker running?"
    if stuck:
        yield WRONG, f"{stuck} cannot be delivered so far: is the mail server well?"
    if lost:
        yield WATCH, f"{lost} given up in the last week: the clerks see them under Letters"
    if not (many or stuck or lost):
        yield WELL, "none waits"


def job_lines(at: datetime) -> Iterator[Looked]:
    """Jobs that nobody takes, that nobody finishes, and those that failed for good."""
    jobs = DBTaskResult.objects.all()
    just_due = {"run_after__gt": at - SOON, "run_after__lte": at}
    ready = jobs.ready().exclude(**just_due)
    waiting = ready.filter(enqueued_at__lt=at - SOON).count()
    running = jobs.filter(status=TaskResultStatus.RUNNING, started_at__lt=at - SOON).count()
    failed = jobs.filter(status=TaskResultStatus.FAILED, finished_at__gt=at - LATELY).count()
    if waiting:
        yield WRONG, f"{waiting} wait longer than {_long(SOON)}: is a worker running?"
    if running:
        yield WRONG, f"{running} have been running longer than {_long(SOON)}"
    if failed:
        yield WATCH, f"{failed} failed in the last week: the log says why"
    if not (waiting or running or failed):
        yield WELL, "none waits"


def checkpoint_lines(at: datetime) -> Iterator[Looked]:
    """Each forum's trail is witnessed outside, every day that something was written on it."""
    wrong = [line for forum in Forum.objects.all() for line in _checkpoint(forum, at)]
    yield from wrong
    if not wrong:
        yield WELL, "the auditors of every forum have the newest"


def _checkpoint(forum: Forum, at: datetime) -> Iterator[Looked]:
    head = TrailHead.objects.filter(forum=forum).first()
    if head is None or not head.seq:
        return
    if not Person.objects.holding(forum, Role.AUDITOR).exists():
        yield WATCH, f"{forum.slug}: no auditor, so that no checkpoint leaves this host"
        return
    sent = OutboxMessage.objects.filter(key__startswith=f"checkpoint:{forum.pk}:")
    last = sent.order_by("-recorded_at").first()
    since = last.recorded_at if last else forum.recorded_at
    written = AuditEntry.objects.filter(forum=forum, recorded_at__gt=since)
    waits = written.aggregate(first=Min("recorded_at"), many=Count("pk"))
    if waits["many"] and at - waits["first"] > A_DAY:
        yield WRONG, f"{forum.slug}: none since {since:%-d %B %Y}: does “manage.py daily” run?"


def _long(time: timedelta) -> str:
    """ "20 minutes", "3 hours", "4 days"."""
    minutes = int(time.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} minutes"
    return f"{minutes // 60} hours" if minutes < 48 * 60 else f"{minutes // 1440} days"
