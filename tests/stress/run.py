"""The long proofs, one line each: name, figure, control.

    python tests/stress/run.py              every proof, on SQLite and on PostgreSQL
    python tests/stress/run.py gate         the proofs whose name begins with "gate"

A control is the same proof with the locks off: it must fail, or the proof shows nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.postgres import postgres  # noqa: E402 (the path is set above)

PROOFS = (
    "gate",
    "ballots",
    "attempts",
    "polling",
    "workers",
    "rendering",
    "tampering",
    "limits",
    "fuzz",
    "letters",
    "drill",
    "servers",
    "kills",
)
ON_POSTGRES = ("attempts", "polling", "fuzz", "servers")
"""What is about many clients at once runs on the engine that serves many."""
ON_NONE = ("rendering",)
"""What needs no database."""
MODULES = {
    name: f"tests.stress.{name}" for name in PROOFS if name not in ("gate", "ballots", "attempts")
}
WITHOUT = {
    "kills": "the same without their transaction",
    "drill": "one record of the backup altered, its sums put right",
    "servers": "files and keys of their own",
    "letters": "no lease",
    "limits": "read and written back",
    "fuzz": "one page believes it",
    "polling": "40 times as often and in full",
    "workers": "nobody takes over",
    "rendering": "the default fetcher",
    "tampering": "the chain alone",
}
WORDS = {
    "kills": "{races} kills with -9 in {flows} flows, before each statement, around each commit "
    "and file: {half} half states, {lost} of {kept} that went through lost",
    "drill": "{races} backups made while {writers} processes write, restored into an empty place: "
    "{broken} not byte for byte; {entries} entries, {seconds} s at most",
    "servers": "{members} members vote through two servers, one killed with -9 in between: "
    "{counted} counted, {lost} lost; a file read through {shared}; {left} files left on a server",
    "letters": "{races} letters, a server that fails in 10 ways, {killed} workers killed with -9: "
    "{lost} lost, {double} twice, {left} seen not to be delivered",
    "limits": "{clients} clients asking {asked:,} times, where {races} people may {allowed} times "
    "each: {through} let through",
    "fuzz": "{races:,} absurd requests to every address: {broken} answered with an error of ours",
    "workers": "{races} packs whose worker is killed with -9: {broken} not published exactly once",
    "rendering": "{documents} hostile documents: {hits} requests heard, {told} secrets told, "
    "{embedded} files inside",
    "tampering": "{classes} ways to alter the record x {places} places: {broken} of {races:,} not "
    "found; {refused} of {attacks} attacks on the trail refused",
    "gate": "{races:,} races of tabling against removal of the last source: {broken} sourceless",
    "ballots": "{races:,} ballots closed while {voters} vote: {double} double, {broken} differ",
    "attempts": "{attempts:,} vote attempts by {clients} clients: {double} double, {late} late "
    "counted, {lost} lost",
    "polling": "{members} members polling at 2 s while voting: p95 {p95} ms of a poll and "
    "{vote_p95} ms of a vote, must be under {limit} ms; {unchanged} % are 304",
}


def main(wanted: str = "") -> int:
    """Run every proof on both engines; 0 when all hold and every control fails."""
    failures = 0
    with postgres() as url, tempfile.TemporaryDirectory(prefix="tabled-stress-") as folder:
        for proof in PROOFS:
            if not proof.startswith(wanted):
                continue
            for engine, where in engines(proof, url):
                failures += not prove(proof, engine, where, Path(folder))
    print("All hold, and every control fails." if not failures else f"{failures} did not hold.")
    return 1 if failures else 0


def engines(proof: str, url: str) -> list[tuple[str, dict[str, str]]]:
    """Where a proof runs."""
    if proof in ON_NONE:
        return [("no database", {})]
    both = [("PostgreSQL", {"DATABASE_URL": url}), ("SQLite file", {})]
    return both[:1] if proof in ON_POSTGRES else both


def prove(proof: str, engine: str, where: dict[str, str], folder: Path) -> bool:
    """Run one proof and its control, and print the line."""
    began = time.monotonic()
    found = race(proof, where, folder)
    control = race(proof, where, folder, control=True)
    held = found["broken"] == 0 and found.get("double", 0) == 0 and control["broken"] > 0
    held = held and found.get("refused") == found.get("attacks")
    print(
        f"{'ok  ' if held else 'FAIL'} {proof}, {engine}: {WORDS[proof].format(**found)}; "
        f"{found['seen']}; control, {WITHOUT.get(proof, 'locks off')}: "
        f"{control.get('shown') or _of_races(control)} "
        f"({time.monotonic() - began:.0f} s)",
        flush=True,
    )
    return held


def _of_races(control: dict) -> str:
    """How many went wrong; in one race more than one vote can."""
    among = "of" if control["broken"] <= control["races"] else "in"
    return f"{control['broken']:,} {among} {control['races']:,}"


def race(proof: str, where: dict[str, str], folder: Path, *, control: bool = False) -> dict:
    """Run the races in a process and a database of their own."""
    environment = os.environ | where | {"DEMO": "1", "TABLED_VAR": str(folder)}
    database = f"{proof}{'_control' if control else ''}"
    if where:
        environment["STRESS_DATABASE"] = f"stress_{database}"
    else:
        environment.pop("DATABASE_URL", None)
        environment["TABLED_SQLITE"] = str(folder / f"{database}.sqlite3")
    command = [
        sys.executable,
        "-m",
        MODULES.get(proof, "tests.stress.races"),
        proof,
        *(["--control"] if control else []),
    ]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise SystemExit(f"{proof} broke off")
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
