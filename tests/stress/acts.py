"""What the racers do, and what is counted afterwards."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from decimal import Decimal

from django.db import Error, connection
from django.db.models import Count, Q

from decisions.choices import Method, VoteCast
from decisions.models import Ballot, Vote
from decisions.workflow import casting, voting
from forum import audit
from forum.choices import Role
from forum.models import Person
from forum.rules.ruling import Refused
from forum.workflow.meetings import mark_published, open_meeting
from papers.models import Paper, Placement, Question
from papers.workflow import funding, tabling
from papers.workflow.tabling import table_paper
from tests.factories import (
    BEFORE,
    MEETING_DAY,
    a_forum,
    a_line,
    a_matter,
    a_meeting,
    a_member,
    a_paper,
    a_recommendation,
    a_role,
    an_item,
    an_option,
    everybody_present,
)

PAUSE = 0.004
"""Seconds."""


def stage_papers(count: int) -> list:
    """Papers that each ask for money from one source, on the agenda of one meeting."""
    forum = a_forum()
    a_role(forum, Role.CLERK)
    a_member(forum)
    item, matter, line = an_item(a_meeting(forum)), a_matter(forum), a_line(forum)
    papers = []
    for number in range(count):
        paper = a_paper(matter, item, title=f"Paper {number}")
        recommendation = a_recommendation(paper, seeks_resources=True, amount=Decimal(100))
        an_option(recommendation, line)
        papers.append(paper.pk)
    return papers


def table(pk) -> bool:
    """The clerk tables the paper; False when that is refused."""
    return _done(lambda: tabling.table_paper(Paper.objects.get(pk=pk), by=clerk(), on=BEFORE))


def remove(pk) -> bool:
    """The clerk takes its only funding option away; False when that is refused."""
    option = Paper.objects.get(pk=pk).recommendations.get().options.first()
    return _done(lambda: funding.remove_option(option, by=clerk(), on=BEFORE))


def tabled_without_source() -> int:
    return Placement.objects.filter(
        tabled_at__isnull=False, recommendation__options__isnull=True
    ).count()


def stage_ballots(count: int, voters: int) -> list:
    """Open ballots, each on a question of its own, that every member may vote in."""
    forum = a_forum()
    clerk = a_role(forum, Role.CLERK)
    for number in range(voters):
        a_member(forum, name=f"Voter {number}")
    meeting = a_meeting(forum)
    paper = a_paper(a_matter(forum), an_item(meeting))
    line = a_line(forum)
    for number in range(count):
        an_option(a_recommendation(paper, str(number + 1), text="Agree the report."), line)
    table_paper(paper, by=clerk, on=BEFORE)
    mark_published(meeting, by=clerk, on=BEFORE, sha256="")
    open_meeting(meeting, by=clerk, on=MEETING_DAY)
    everybody_present(meeting)
    return [
        voting.open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY).pk
        for question in Question.objects.all()
    ]


def close(pk) -> bool:
    return _done(
        lambda: voting.close_ballot(Ballot.objects.get(pk=pk), by=clerk(), on=MEETING_DAY)
    )


def vote(pk, place: int) -> bool:
    return attempt(Ballot.objects.get(pk=pk), Person.objects.get(name=f"Voter {place}"))


def attempt(ballot: Ballot, voter: Person) -> bool:
    """A member votes; False when that is refused."""
    return _done(lambda: casting.cast_vote(ballot, choice=VoteCast.FOR, by=voter))


def tallies_that_differ() -> int:
    """Closed ballots whose counts are not those of the votes that stand."""
    counted = Ballot.objects.annotate(
        cast_for=Count("votes", filter=Q(votes__choice=VoteCast.FOR))
    )
    return sum(ballot.votes_for != ballot.cast_for for ballot in counted)


def double_votes() -> int:
    doubled = Vote.objects.values("entry").annotate(times=Count("id")).filter(times__gt=1)
    return doubled.count()


def votes_in_all() -> int:
    return Vote.objects.count()


def without_lock(act: Callable) -> Callable:
    """The same act with the step's lock off; on SQLite that lock is the transaction."""

    def unlocked(*args) -> bool:
        with contextlib.ExitStack() as changed:
            for module in (tabling, funding, voting, casting):
                changed.enter_context(_swapped(module, "lock_row", _only_read))
            if connection.vendor == "sqlite":
                changed.enter_context(_swapped(audit, "record", lambda *args, **more: None))
                for module, name in (
                    (tabling, "table_paper"),
                    (funding, "remove_option"),
                    (casting, "cast_vote"),
                    (voting, "close_ballot"),
                ):
                    bare = getattr(module, name).__wrapped__
                    changed.enter_context(_swapped(module, name, bare))
            return act(*args)

    return unlocked


@contextlib.contextmanager
def _swapped(module, name, value):
    kept = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, kept)


def _only_read(row, strength="") -> None:
    row.refresh_from_db()


def clerk() -> Person:
    return Person.objects.get(role_grants__role=Role.CLERK)


def _slowly(record: Callable) -> Callable:
    """Wait a little between the change and its commit, where a race is lost or won."""

    def recorded(*args, **more):
        time.sleep(PAUSE)
        return record(*args, **more)

    return recorded


def _done(act: Callable) -> bool:
    """Whether the act went through; a refusal, or a row that is gone, means that it did not."""
    try:
        with _swapped(audit, "record", _slowly(audit.record)):
            act()
    except (Refused, Error, Paper.DoesNotExist):
        return False
    except Exception as error:
        # An option that was removed meanwhile reads as not there.
        if type(error).__name__ in {"DoesNotExist", "ValidationError"}:
            return False
        raise
    return True
