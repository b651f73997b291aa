"""Very many attempts to vote: by whom twice and thrice, and after the ballot is closed."""

from __future__ import annotations

import random
import time
from collections import Counter

from decisions.models import Ballot, Vote
from forum.models import Person
from tests.stress import acts

CLIENTS, SEATS, A_BALLOT = 12, 40, 42
BALLOTS, CONTROLS = 200, 60
"""Of a ballot each client makes so many attempts; with 12 clients and 200 ballots 100,800."""
PATIENCE, MOMENT = 5, 0.02
"""Seconds: how long the clerk waits for votes, and between two looks at the turnout."""

Attempt = tuple[object, int, float, bool]
"""In which ballot, for which seat, when it began, and whether it was accepted."""


def stage(ballots: int) -> list:
    return acts.stage_ballots(ballots, SEATS)


def client(ballots: list, vote, seed: int):
    """Somebody who votes for any seat, again and again, until well after the close."""

    def run(barrier) -> list[Attempt]:
        rng = random.Random(seed)
        people = {int(each.name.split()[1]): each for each in voters()}
        made = []
        for pk in ballots:
            barrier.wait()
            for _ in range(A_BALLOT):
                seat, began = rng.randrange(SEATS), time.monotonic()
                ballot = Ballot.objects.select_related("question", "agenda_item").get(pk=pk)
                made.append((pk, seat, began, vote(ballot, people[seat])))
        return made

    return run


def clerk(ballots: list, close):
    """Closes each ballot at some turnout, in the midst of voting, and says when it was done."""

    def run(barrier) -> list[tuple[object, float]]:
        rng, done = random.Random(0), []
        for pk in ballots:
            turnout, end = rng.randrange(SEATS), time.monotonic() + PATIENCE
            barrier.wait()
            while Vote.objects.filter(ballot=pk).count() < turnout and time.monotonic() < end:
                time.sleep(MOMENT)
            close(pk)
            done.append((pk, time.monotonic()))
        return done

    return run


def found(attempts: list[Attempt], closed: dict) -> dict:
    """What went wrong with the attempts, held against the votes and the counts on record."""
    accepted = Counter((pk, seat) for pk, seat, _, is_accepted in attempts if is_accepted)
    on_record = votes_on_record()
    return {
        "attempts": len(attempts),
        "accepted": sum(accepted.values()),
        "double": acts.double_votes() + sum(times > 1 for times in accepted.values()),
        "late": acts.tallies_that_differ()
        + sum(is_accepted and began > closed[pk] for pk, _, began, is_accepted in attempts),
        "lost": len(set(accepted) - on_record),
    }


def votes_on_record() -> set:
    votes = Vote.objects.values_list("ballot", "cast_by__name")
    return {(ballot, int(name.split()[1])) for ballot, name in votes}


def voters() -> list[Person]:
    return list(Person.objects.filter(name__startswith="Voter "))
