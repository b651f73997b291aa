"""Speed beside its floors, in one run: one line for each thing, medians of three rounds.

    python bench/run.py

Pages: on SQLite, DEBUG off, garbage collection as in production. "Served" is through the web
server with one worker; the others are in process, at the WSGI door. Documents: warm. WeasyPrint
alone is untagged, with our style sheet and fonts read beforehand. Processor time is the steadier
figure; on a busy machine trust the ratios only.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.lines import lines  # noqa: E402 (the path is set above)
from bench.measuring import Worker, peak_of, worker  # noqa: E402
from bench.serving import server  # noqa: E402

ROUNDS = 3
PAGE, SERVED, DOCUMENT = 0.5, 1.0, 1.0  # seconds of each round
PAGES = ("agenda", "minutes")
ALONE = ("alone", "alone, tagged", "table")
DOCUMENTS = ("minutes from HTML", "minutes PDF", "paper of the pack")
LONG = ("log", "pack", "pack again")
OF_OTHERS = {"ALLOWED_HOSTS", "DATABASE_URL", "DEBUG", "DEMO", "EMAIL_URL", "HTTPS"}
Task = Callable[[], dict]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="tabled-bench-") as folder, ExitStack() as stack:
        environment = production(Path(folder))
        places = stage(environment)
        figures = measured(everything(Path(folder), places, environment, stack))
    for line in lines(figures):
        print(line)
    busy, _, _ = os.getloadavg()
    print(f"Load {busy:.1f} on {os.cpu_count()} processors: above 1 each, trust the ratios only.")


def production(folder: Path) -> dict[str, str]:
    """The environment of a site in production, with everything it writes in a folder."""
    inherited = {name: value for name, value in os.environ.items() if name not in OF_OTHERS}
    return inherited | {
        "BENCH_DATABASE": str(folder / "bare.sqlite3"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "TABLED_VAR": str(folder),
        "TABLED_SQLITE": str(folder / "bench.sqlite3"),
    }


def stage(environment: dict[str, str]) -> dict[str, str]:
    """Fill the scratch database, and say where things are in it."""
    start = functools.partial(
        subprocess.run,
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    start([sys.executable, "manage.py", "collectstatic", "--no-input"])
    return json.loads(start([sys.executable, "-m", "bench.staging"]).stdout)


def everything(
    folder: Path, places: dict[str, str], environment: dict[str, str], stack: ExitStack
) -> dict[str, Task]:
    """All that is measured, by name."""
    start = functools.partial(worker, environment=environment)
    html = folder / "minutes.html"
    given = json.dumps(places)
    bare = stack.enter_context(start("bench.bare.site", environment["BENCH_DATABASE"]))
    pages = stack.enter_context(start("bench.pages", given))
    documents = stack.enter_context(start("bench.documents", given, str(html)))
    alone = stack.enter_context(start("bench.bare.pdf", str(html)))
    floor = stack.enter_context(server("bench.bare.wsgi", environment))
    site = stack.enter_context(server("config.wsgi", environment))
    etag = site.ask(places["agenda"])["etag"]
    tasks: dict[str, Task] = {
        "fixed, served": lambda: floor.ask("/fixed", SERVED),
        "agenda, served": lambda: site.ask(places["agenda"], SERVED),
        "minutes, served": lambda: site.ask(places["minutes"], SERVED),
        "agenda, 304": lambda: site.ask(places["agenda"], SERVED, 304, **{"If-None-Match": etag}),
    }
    inside = {
        bare: ("fixed", "template"),
        pages: [f"{page}, {how}" for page in PAGES for how in ("kept", "first", "clerk")],
    }
    for process, names in inside.items():
        tasks |= {name: functools.partial(process.ask, name, PAGE) for name in names}
    for process, names in ((alone, ALONE), (documents, DOCUMENTS)):
        tasks |= {name: functools.partial(process.ask, name, DOCUMENT) for name in names}
    return tasks | {name: functools.partial(peaking, documents, name) for name in LONG}


def peaking(documents: Worker, name: str) -> dict:
    """A long document, and the most memory that it takes."""
    with peak_of(documents.process.pid) as peak:
        found = documents.ask(name)
    return found | {"peak": peak[0]}


def measured(tasks: dict[str, Task]) -> dict[str, dict]:
    """The median figures of each task; every round begins elsewhere among them."""
    for name, task in tasks.items():
        if name not in {"table", *LONG}:  # they take long, and are as fast the first time
            task()
    found: dict[str, list[dict]] = {name: [] for name in tasks}
    for number in range(ROUNDS):
        for name in rotated(list(tasks), number * len(tasks) // ROUNDS):
            found[name].append(tasks[name]())
            print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return {name: middle(rounds) for name, rounds in found.items()}


def rotated(names: list[str], by: int) -> Iterator[str]:
    yield from names[by:]
    yield from names[:by]


def middle(rounds: list[dict]) -> dict:
    """The figures of the last round, with the medians of all in place of the times."""
    times = {name: statistics.median(each[name] for each in rounds) for name in ("cpu", "wall")}
    return rounds[-1] | times


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
