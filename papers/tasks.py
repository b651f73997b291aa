"""Jobs of the asking side, done by "manage.py worker"."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django_tasks import task

from papers.workflow.making import ask_for_the_forgotten
from papers.workflow.making import make_pack as make
from papers.workflow.pieces import throw_away


@task()
def make_pack(build: str) -> None:
    """Make one pack or supplement that was asked for."""
    make(UUID(build))


def tend_packs(at: datetime) -> None:
    """What a worker looks after now and then."""
    ask_for_the_forgotten(at=at)
    throw_away()
