"""Workers killed while they make a pack: another finishes it, and it is published once.

python -m tests.stress.workers workers [--control] [--short]: in the control nobody takes over what
a dead worker left, so that the packs are never made; short is one pack.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import timedelta

from tests.stress.staging import set_stage

MOMENTS = (1, 3, 5, 6)
"""After how many pieces of a pack its worker is killed."""
PAPERS, PATIENCE = 5, 120


def main(control: bool, moments: tuple[int, ...]) -> None:
    """Kill a worker in every pack, let others go on, and count what is published."""
    set_stage()
    # Django is set up by now.
    from tests.stress.packs import a_pack_to_make, is_made_once, leases_run_out  # noqa: PLC0415

    builds = [a_pack_to_make(number, PAPERS) for number in range(len(moments))]
    killed = [kill_after(build, pieces) for build, pieces in zip(builds, moments, strict=True)]
    leases_run_out()
    lost_after = timedelta(days=1) if control else timedelta(0)
    others = [worker("--once", "--lost-after", str(lost_after.total_seconds())) for _ in range(2)]
    for other in others:
        other.wait(PATIENCE)
    broken = sum(not is_made_once(build) for build in builds)
    found = {
        "races": len(builds),
        "broken": broken,
        "double": 0,
        "killed": sum(killed),
        "seen": f"{sum(killed)} workers were killed in the middle",
    }
    print(json.dumps(found))


def kill_after(build: object, pieces: int) -> bool:
    """Kill a worker once it printed so many pieces; says whether it was in the middle."""
    process = worker("--every", "0.2")
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        build.refresh_from_db()
        if build.pieces_done >= pieces or build.is_made:
            break
        time.sleep(0.02)
    process.kill()
    process.wait()
    build.refresh_from_db()
    return not build.is_made


def worker(*arguments: str) -> subprocess.Popen[bytes]:
    """A worker in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "manage.py", "worker", *arguments],
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    main("--control" in sys.argv, MOMENTS[1:2] if "--short" in sys.argv else MOMENTS)
