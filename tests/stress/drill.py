"""The restore drill: a backup made while people write, put back into an empty place, compared.

python -m tests.stress.drill drill [--control] [--short]. Whatever was written before the backup
began is there again, byte for byte, and what is there is a whole beginning of the trail; a newer
checkpoint stops it until somebody says why. In the control one record of the backup is changed and
the sums of its files are put right again, as somebody would who can write to the disk: such a
restore must be found out.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import psycopg2

from tests.stress.staging import FORK, new_database, set_stage

ROOT = Path(__file__).resolve().parents[2]
WRITERS, SHORT = 8, 2
FORMS = {"own": [], "portable": ["--portable"]}
"""As its engine does best, and as rows for either engine."""
TRAIL = "SELECT seq, hash, body FROM forum_auditentry ORDER BY seq"
CHANGED = b"Early Help Practitioners", b"Early Help Practitioner!"


def main(control: bool, writers: int, forms: list[str]) -> None:
    set_stage()
    stage()
    with tempfile.TemporaryDirectory(prefix="tabled-drill-") as place, _busy(writers):
        rounds = [drill(Path(place) / form, form, control) for form in forms]
        told = control or recovery(Path(place) / forms[0])
    found = {
        "races": len(rounds),
        "broken": sum(not each["whole"] for each in rounds) + (not told),
        "double": 0,
        "writers": writers,
        "entries": rounds[0]["entries"],
        "seconds": max(each["seconds"] for each in rounds),
        "seen": f"{rounds[-1]['later']} entries were written after the last backup began",
    }
    print(json.dumps(found))


def stage() -> None:
    """A forum with a matter, and a file that somebody attached."""
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 (is set up)

    from forum.choices import Role  # noqa: PLC0415
    from forum.workflow.files import store_file  # noqa: PLC0415
    from tests.factories import a_forum, a_matter, a_role  # noqa: PLC0415

    forum = a_forum()
    a_matter(forum)
    upload = SimpleUploadedFile("pupils.csv", b"School,Pupils\r\nAmber Hill,210\r\n")
    store_file(forum, upload, by=a_role(forum, Role.CLERK))


def drill(folder: Path, form: str, control: bool) -> dict:
    """One backup under load, one restore into a place of its own, both compared entry by entry."""
    here = _here()
    before = trail(here)
    _manage({}, "backup", str(folder), *FORMS[form])
    (made,) = folder.glob("tabled-*")
    if control:
        alter(made)
    there = _elsewhere(folder, form)
    began = time.monotonic()
    done = _manage(there, "restore", str(made), check=not control)
    seconds = round(time.monotonic() - began, 1)
    after, now = trail(there) if done else [], trail(here)
    whole = done and after[: len(before)] == before and after == now[: len(after)]
    return {
        "whole": whole,
        "entries": len(after),
        "later": len(now) - len(after),
        "seconds": seconds,
    }


def recovery(folder: Path) -> bool:
    """Whoever knows of later entries is told that they are missing, and the trail says so too."""
    (made,) = folder.glob("tabled-*")
    known = folder / "checkpoint.txt"
    known.write_text(checkpoint())
    there = _elsewhere(folder, "older")
    if _manage(there, "restore", str(made), "--against", str(known), check=False):
        return False
    why = "The disk failed on Sunday."
    _manage(there, "restore", str(made), "--against", str(known), "--recover", why)
    last = json.loads(trail(there)[-1][2])
    return last["event"] == "recovered" and last["sentence"].endswith(why)


def checkpoint() -> str:
    """The state of the trail now, as an auditor keeps it."""
    from forum.audit import checkpoint as said  # noqa: PLC0415
    from forum.models import Forum  # noqa: PLC0415

    return said(Forum.objects.get())


def alter(made: Path) -> None:
    """Change one record, and write the sum of the changed file into the list of contents."""
    (changed,) = [
        path
        for name in ("database.sqlite3", "database.dump", "rows/papers_matter.jsonl.gz")
        if (path := made / name).exists()
    ]
    if changed.suffix == ".sqlite3":
        with closing(sqlite3.connect(changed)) as copy, copy:
            copy.execute("UPDATE papers_matter SET title = ?", [CHANGED[1].decode()])
    elif changed.suffix == ".gz":
        changed.write_bytes(gzip.compress(gzip.decompress(changed.read_bytes()).replace(*CHANGED)))
    else:
        content = bytearray(changed.read_bytes())
        content[len(content) // 2] ^= 1
        changed.write_bytes(content)
    listed = json.loads((made / "manifest.json").read_text())
    name = changed.relative_to(made).as_posix()
    listed["files"][name] = hashlib.sha256(changed.read_bytes()).hexdigest()
    (made / "manifest.json").write_text(json.dumps(listed))


def trail(where: dict[str, str]) -> list[tuple]:
    """Every entry of the trail, read past the application."""
    if url := where.get("DATABASE_URL"):
        with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
            cursor.execute(TRAIL)
            return cursor.fetchall()
    with closing(sqlite3.connect(where["TABLED_SQLITE"])) as connection:
        return connection.execute(TRAIL).fetchall()


def write(number: int, stop) -> None:
    """Add to the record until told to stop."""
    from django.db import transaction  # noqa: PLC0415

    from forum import audit  # noqa: PLC0415
    from forum.models import Forum  # noqa: PLC0415
    from tests.factories import MEETING_DAY  # noqa: PLC0415

    forum = Forum.objects.get()
    while not stop.is_set():
        with transaction.atomic():
            audit.record("written", f"Writer {number}", forum=forum, by=None, on=MEETING_DAY)
        time.sleep(0.01)


class _busy:  # noqa: N801 (it is used as a word: with _busy(8))
    """So many processes write meanwhile."""

    def __init__(self, writers: int) -> None:
        self.stop = FORK.Event()
        self.all = [FORK.Process(target=write, args=(each, self.stop)) for each in range(writers)]

    def __enter__(self) -> None:
        from django.db import connections  # noqa: PLC0415

        connections.close_all()
        for each in self.all:
            each.start()

    def __exit__(self, *how: object) -> None:
        self.stop.set()
        for each in self.all:
            each.join()


def _here() -> dict[str, str]:
    names = ("DATABASE_URL", "TABLED_SQLITE")
    return {name: os.environ[name] for name in names if os.environ.get(name)}


def _elsewhere(folder: Path, form: str) -> dict[str, str]:
    """An empty place on the same engine."""
    if url := os.environ.get("DATABASE_URL"):
        return {"DATABASE_URL": new_database(url, f"{os.environ['STRESS_DATABASE']}_{form}")}
    return {"TABLED_SQLITE": str(folder / f"{form}.sqlite3")}


def _manage(where: dict[str, str], *command: str, check: bool = True) -> bool:
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=os.environ | where,
        capture_output=True,
        text=True,
        check=False,
    )
    if check and done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")
    return not done.returncode


if __name__ == "__main__":
    is_short = "--short" in sys.argv
    main(
        "--control" in sys.argv,
        SHORT if is_short else WRITERS,
        list(FORMS)[: 1 if is_short else 2],
    )
