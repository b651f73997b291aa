"""Jobs for the tests of the queue."""

from datetime import datetime

from django_tasks import task

from forum.workflow.jobs import Later

done: list[str] = []


@task()
def note(word):
    done.append(word)


@task()
def fail(word):
    done.append(word)
    raise ValueError(word)


@task()
def wait_until(moment):
    done.append(moment)
    raise Later(datetime.fromisoformat(moment))
