"""Clients of several servers at once against one limit: it lets through what it says, to the one.

python -m tests.stress.limits limits [--control]: in the control each reads the count and writes it
back one higher, as a cache would.
"""

from __future__ import annotations

import json
import sys
import time

from tests.stress.staging import set_stage, together

CLIENTS, KEYS, EACH, ALLOWED = 4, 10, 60, 100
"""Each client asks so often for each of the people; so often they may."""


def main(*, control: bool) -> None:
    """Ask from every client at once, and tell whether as many went through as may."""
    set_stage()
    # Django is set up by now.
    from forum.models.limits import RateCount, count_use  # noqa: PLC0415

    def read_and_write(key: str, *, now: int, window: int) -> tuple[int, int]:
        row, _ = RateCount.objects.get_or_create(key=key, defaults={"used": 0, "until": now})
        RateCount.objects.filter(key=key).update(used=row.used + 1)
        return row.used + 1, now + window

    count = read_and_write if control else count_use

    def client(barrier: object) -> list[int]:
        through = [0] * KEYS
        for place in range(KEYS):
            barrier.wait()
            for _ in range(EACH):
                now = int(time.time() * 1000)
                used, _ = count(f"person {place}", now=now, window=3_600_000)
                through[place] += used <= ALLOWED
        return through

    began = time.monotonic()
    results = together([client] * CLIENTS)
    through = [sum(each) for each in zip(*results, strict=True)]
    asked = CLIENTS * KEYS * EACH
    found = {
        "races": KEYS,
        "broken": sum(each != ALLOWED for each in through),
        "clients": CLIENTS,
        "asked": asked,
        "allowed": ALLOWED,
        "through": f"{min(through)} to {max(through)}",
        "shown": f"{min(through)} to {max(through)} let through where {ALLOWED} may",
        "seen": f"{asked / (time.monotonic() - began):,.0f} counted a second",
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(control="--control" in sys.argv)
