"""A meeting with sixty members and a ballot open, served as in production."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from decisions.models import Ballot
from decisions.workflow.voting import close_ballot
from forum.models import Person
from forum.workflow.attendance import take_item
from papers.models import Paper
from tests.factories import MEETING_DAY, a_matter, a_paper
from tests.signed_in import record_proof
from tests.stress import acts

ROOT = Path(__file__).resolve().parents[2]


def stage(members: int) -> tuple[Ballot, list[str]]:
    """One ballot that all may vote in, on the item the meeting is on; a session for each."""
    (pk,) = acts.stage_ballots(1, members)
    ballot = Ballot.objects.get(pk=pk)
    take_item(ballot.agenda_item, ballot.meeting, by=acts.clerk(), on=MEETING_DAY)
    voters = Person.objects.filter(name__startswith="Voter ")
    return ballot, [signed_in(person) for person in voters]


def a_draft(ballot: Ballot) -> Paper:
    """A paper of the same meeting that is still being written."""
    return a_paper(a_matter(ballot.forum, title="Pupil numbers"), ballot.agenda_item)


def close(ballot: Ballot) -> int:
    """The clerk closes; how many votes it counted."""
    closed = close_ballot(Ballot.objects.get(pk=ballot.pk), by=acts.clerk(), on=MEETING_DAY)
    return sum(filter(None, (closed.votes_for, closed.votes_against, closed.abstentions)))


@contextmanager
def served(port: int, wait_for: Callable) -> Iterator[None]:
    """The site as in production, with the workers of its own settings, until we are done."""
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
    # Who votes twice is told so with 409, which the server would print each time.
    environment = os.environ | {"PORT": str(port)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait()


def signed_in(person: Person) -> str:
    """A session as after signing in."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    record_proof(session, person)
    session.create()
    return str(session.session_key)
