"""Jobs: asked for in the transaction of the change that needs them, done by a worker.

A job is safe to do twice. One that fails is tried again, later each time; one whose worker died
goes to another. Whether it is truly left alone, the job itself knows: it keeps a lease on its row.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger("tabled.jobs")
LOST_AFTER = timedelta(seconds=60)
"""A job that somebody began so long ago is offered to others."""
MOST_ATTEMPTS = 5
KEPT = timedelta(days=14)
"""Jobs that are done are forgotten after so long."""


class Later(Exception):
    """It is not the turn of this job yet: it waits in the queue until then."""

    def __init__(self, at: datetime):
        self.at = at
        super().__init__(at)


def ask_for(job: str, *given: str, after: datetime | None = None) -> None:
    """Put a job into the queue, now or for later, in the transaction of whoever asks.

    By its name, because jobs stand above the steps that ask for them.
    """
    import_string(job).using(run_after=after).enqueue(*given)


def is_asked_for(job: str, *given: str) -> bool:
    """Whether the job waits in the queue, or is being done."""
    asked = DBTaskResult.objects.filter(
        task_path=job, args_kwargs={"args": list(given), "kwargs": {}}
    )
    return asked.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]).exists()


def do_next_job(worker: str) -> bool:
    """Do the job whose turn it is; says whether there was one."""
    with transaction.atomic():
        job = DBTaskResult.objects.ready().get_locked()
        if job is None:
            return False
        job.claim(worker)
    try:
        given = job.args_kwargs
        job.set_successful(job.task.call(*given["args"], **given["kwargs"]))
    except Later as later:
        job.worker_ids = job.worker_ids[:-1]
        _put_back(job, later.at)
    except Exception as error:
        # Whatever goes wrong, the worker goes on with other jobs.
        logger.exception("Job %s failed", job.task_path)
        job.set_failed(error)
        _try_again(job)
    return True


def mend_queue(*, at: datetime, lost_after: timedelta = LOST_AFTER) -> int:
    """Give the jobs of dead workers to others, forget what was done long ago; says how many."""
    DBTaskResult.objects.finished().filter(finished_at__lt=at - KEPT).delete()
    lost = DBTaskResult.objects.running().filter(started_at__lt=at - lost_after)
    return lost.update(status=TaskResultStatus.READY, run_after=at)


def _put_back(job: DBTaskResult, at: datetime) -> None:
    job.status, job.run_after = TaskResultStatus.READY, at
    job.save(update_fields=["status", "run_after", "worker_ids"])


def _try_again(job: DBTaskResult) -> None:
    """Up to five times, twice as much later each time; then it stays failed."""
    attempts = len(job.worker_ids)
    if attempts < MOST_ATTEMPTS:
        _put_back(job, timezone.now() + timedelta(seconds=15 * 2**attempts))
