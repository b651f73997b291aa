"""Two races, many times: tabling against removal of the last source, closing against voting."""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from datetime import date

from tests.stress.staging import lift_locks, set_stage, together

GATE_RACES, GATE_CONTROLS = 1000, 200
BALLOTS, BALLOT_CONTROLS, VOTERS = 400, 100, 8
BEFORE, DAY = date(2026, 1, 2), date(2026, 1, 15)
SEED = 20260115


def main() -> None:
    proof, control = sys.argv[1], "--control" in sys.argv
    set_stage()
    if control:
        lift_locks()
    from tests.stress import acts  # noqa: PLC0415 (models need Django set up)

    random.seed(SEED)
    proofs = {"gate": gate, "ballots": ballots, "attempts": attempts}
    print(json.dumps(proofs[proof](acts, control)))


def gate(acts, control: bool) -> dict:
    """A clerk tables while an officer takes the last source away: one of the two is refused."""
    races = GATE_CONTROLS if control else GATE_RACES
    stage = acts.stage_papers(races)
    table, remove = (
        acts.without_lock(step) if control else step for step in (acts.table, acts.remove)
    )
    tabled, removed = together([racer(stage, table), racer(stage, remove)])
    seen = Counter(zip(tabled, removed, strict=True))
    return {
        "races": races,
        "broken": acts.tabled_without_source(),
        "seen": f"{seen[True, False]} tabled first, {seen[False, True]} removed first",
    }


def ballots(acts, control: bool) -> dict:
    """Eight members vote, each twice, while the clerk closes."""
    races = BALLOT_CONTROLS if control else BALLOTS
    stage = acts.stage_ballots(races, VOTERS)
    close, vote = (
        acts.without_lock(step) if control else step for step in (acts.close, acts.vote)
    )

    def voter(place: int):
        def vote_twice(ballot) -> bool:
            time.sleep(random.uniform(0, 0.15))
            counted = vote(ballot, place)
            return vote(ballot, place) and counted

        return racer(stage, vote_twice, seed=place)

    def close_late(ballot) -> bool:
        time.sleep(random.uniform(0, 0.15))
        return close(ballot)

    together([racer(stage, close_late), *(voter(place) for place in range(VOTERS))])
    votes = acts.votes_in_all()
    return {
        "races": races,
        "voters": VOTERS,
        "broken": acts.tallies_that_differ(),
        "double": acts.double_votes(),
        "seen": f"{votes:,} of {races * VOTERS:,} votes in time",
    }


def attempts(acts, control: bool) -> dict:
    """Twelve clients vote for any of forty seats, again and again, while the clerk closes."""
    from tests.stress import attempts as voting  # noqa: PLC0415 (models need Django set up)

    races = voting.CONTROLS if control else voting.BALLOTS
    stage = voting.stage(races)
    close, vote = unlocked(acts, acts.close, control), unlocked(acts, acts.attempt, control)
    clients = [voting.client(stage, vote, SEED + number) for number in range(voting.CLIENTS)]
    closed, *made = together([voting.clerk(stage, close), *clients])
    figures = voting.found([each for client in made for each in client], dict(closed))
    return figures | {
        "races": races,
        "clients": voting.CLIENTS,
        "broken": figures["late"] + figures["lost"],
        "seen": f"{figures['accepted']:,} accepted in {races} ballots",
    }


def unlocked(acts, step, control: bool):
    return acts.without_lock(step) if control else step


def racer(stage: list, act, seed: int = 0):
    """A worker that does one act for each race, all beginning at once."""

    def run(barrier) -> list[bool]:
        random.seed(SEED + seed)
        done = []
        for each in stage:
            barrier.wait()
            done.append(act(each))
        return done

    return run


if __name__ == "__main__":
    main()
