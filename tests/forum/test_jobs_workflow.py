"""The queue: jobs asked for with the change that needs them, done once, tried again later."""

from datetime import timedelta
from io import StringIO

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from forum.management.commands.worker import Command
from forum.workflow.jobs import (
    KEPT,
    LOST_AFTER,
    MOST_ATTEMPTS,
    ask_for,
    do_next_job,
    is_asked_for,
    mend_queue,
)
from forum.workflow.letters import write_letter
from tests import jobs
from tests.factories import a_person

pytestmark = pytest.mark.django_db
NOTE, FAIL, WAIT = (f"tests.jobs.{name}" for name in ("note", "fail", "wait_until"))


@pytest.fixture(autouse=True)
def nothing_done():
    jobs.done.clear()


def the_job():
    return DBTaskResult.objects.get()


def test_job_is_done_once():
    ask_for(NOTE, "a")

    assert (do_next_job("one"), do_next_job("two")) == (True, False)
    assert jobs.done == ["a"]


def test_job_goes_with_the_change_that_asked_for_it():
    with transaction.atomic():
        ask_for(NOTE, "a")
        transaction.set_rollback(True)

    assert not do_next_job("one")


def test_job_for_later_is_not_done_before():
    ask_for(NOTE, "a", after=timezone.now() + timedelta(minutes=1))

    assert not do_next_job("one")
    assert is_asked_for(NOTE, "a")
    assert not is_asked_for(NOTE, "b")


def test_job_that_fails_is_tried_again_later_each_time():
    ask_for(FAIL, "a")
    waits = []

    for _ in range(MOST_ATTEMPTS - 1):
        do_next_job("one")
        waits.append(the_job().run_after - timezone.now())
        DBTaskResult.objects.update(run_after=timezone.now())

    assert [round(wait.total_seconds()) for wait in waits] == [30, 60, 120, 240]


def test_job_that_fails_five_times_is_given_up():
    ask_for(FAIL, "a")

    for _ in range(MOST_ATTEMPTS):
        do_next_job("one")
        DBTaskResult.objects.update(run_after=timezone.now())

    assert not do_next_job("one")
    assert the_job().status == "FAILED"
    assert jobs.done == ["a"] * MOST_ATTEMPTS


def test_job_whose_turn_it_is_not_waits_without_counting_as_tried():
    moment = timezone.now() + timedelta(minutes=2)
    ask_for(WAIT, moment.isoformat())

    do_next_job("one")

    assert (the_job().status, the_job().run_after) == ("READY", moment)
    assert the_job().worker_ids == []


def test_job_of_a_dead_worker_goes_to_another():
    ask_for(NOTE, "a")
    job = the_job()
    job.claim("dead")
    now = timezone.now()

    assert mend_queue(at=now + LOST_AFTER - timedelta(seconds=5)) == 0
    assert not do_next_job("two")
    DBTaskResult.objects.update(started_at=now - LOST_AFTER - timedelta(seconds=1))
    assert mend_queue(at=now) == 1
    assert do_next_job("two")
    assert jobs.done == ["a"]


def test_jobs_done_long_ago_are_forgotten():
    ask_for(NOTE, "a")
    do_next_job("one")

    mend_queue(at=timezone.now() + KEPT - timedelta(minutes=1))
    assert DBTaskResult.objects.count() == 1
    mend_queue(at=timezone.now() + KEPT + timedelta(minutes=1))
    assert DBTaskResult.objects.count() == 0


def test_worker_does_jobs_and_letters_together(forum, mailoutbox):
    person = a_person("Pat Primary")
    write_letter(forum, person, key="a", subject="Agenda", text="It is out.")
    ask_for(NOTE, "a")
    ask_for(NOTE, "b")
    worker = Command(stdout=StringIO())
    worker.stopping, worker.tended, worker.name = False, None, "one"

    worker.round(LOST_AFTER)

    assert jobs.done == ["a", "b"]
    assert [letter.to for letter in mailoutbox] == [[person.email]]
    assert worker.stdout.getvalue() == "1 letters sent\n1 job done\n1 job done\n"
