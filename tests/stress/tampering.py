"""Somebody with the database in hand alters the record: every alteration is found.

python -m tests.stress.tampering tampering [--control]: a forum with fifty decisions is staged by
steps. The attacks on the trail are tried with the guards up. Then the guards are lifted, and each
kind of alteration is made in fifty places, one at a time, and taken back: the checks of the trail
and of the record, with one checkpoint kept outside, must find each. What the chain alone and the
head alone would have found stands beside it. In the control only the chain is looked at.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager

from tests.stress.staging import set_stage

PLACES, CONTROLS = 50, 10
SEED = 20260331
CHAIN = {2, 3, 4, 5, 6, 7, 9}


def main(control: bool) -> None:
    set_stage()
    from tests.stress import altered  # noqa: PLC0415 (models need Django set up)

    random.seed(SEED)
    record = altered.stage(PLACES)
    attacks = altered.attacks_refused()
    altered.lift_guards()
    found = tampering(altered, record, CONTROLS if control else PLACES, control)
    print(json.dumps(found | {"attacks": attacks[1], "refused": attacks[0]}))


def tampering(altered, record, places: int, control: bool) -> dict:
    """Alter, look, take back; what was found by which checks."""
    quiet = altered.failed_checks(record)
    by, missed, no_checkpoint = Counter(), [], 0
    for name, alter in altered.ALTERATIONS.items():
        for place in range(places):
            failed = failed_after(altered, record, alter, place)
            looked_at = failed & CHAIN if control else failed
            by["chain"] += bool(failed & CHAIN)
            by["head"] += bool(failed & {8})
            no_checkpoint += bool(failed - {12})
            if not looked_at:
                missed.append(name)
    races = places * len(altered.ALTERATIONS)
    return {
        "races": races,
        "classes": len(altered.ALTERATIONS),
        "places": places,
        "broken": len(missed) + len(quiet),
        "seen": (
            f"the chain alone finds {by['chain']:,}, the head alone {by['head']:,}, "
            f"all without a checkpoint {no_checkpoint:,}"
            + (f"; MISSED {dict(Counter(missed))}" if missed and not control else "")
            + (f"; FALSE ALARM {sorted(quiet)}" if quiet else "")
        ),
        "shown": f"{len(missed):,} of {races:,} not found",
    }


def failed_after(altered, record, alter: Callable, place: int) -> set[int]:
    with undone():
        alter(record, place)
        return altered.failed_checks(record)


@contextmanager
def undone():
    """What is done inside is taken back at the end."""
    from django.db import transaction  # noqa: PLC0415 (Django is set up by now)

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


if __name__ == "__main__":
    main("--control" in sys.argv)
