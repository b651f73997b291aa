"""A PostgreSQL database written by pg_dump, and read again line by line before it counts.

Both are asked for the same text: what COPY writes of each row. A dump holds exactly what the
database held when the sums of the lines of every table agree.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection, connections
from django.db.backends.postgresql.client import DatabaseClient

from decisions.upkeep.lines import Sum, digest
from decisions.upkeep.manifest import BadBackup

DUMP = "database.dump"
_BEGINS = re.compile(rb'COPY (?:"?public"?\.)?"?([\w]+)"? \(.*\) FROM stdin;\n')
_UTC = {"PGTZ": "UTC", "PGOPTIONS": "-c datestyle=ISO,YMD"}
_TABLES = """
    SELECT quote_ident(relname), relname
    FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    WHERE n.nspname = 'public' AND relkind = 'r' AND relpersistence = 'p' ORDER BY relname
"""
_WRITTEN = """
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""


def cannot_dump() -> str:
    """Why a PostgreSQL database is written as rows; empty where pg_dump can write it."""
    if connection.vendor != "postgresql":
        return ""
    if shutil.which("pg_dump") is None or shutil.which("pg_restore") is None:
        return "pg_dump and pg_restore are not on this machine"
    said = subprocess.run(["pg_dump", "--version"], capture_output=True, text=True, check=True)  # noqa: S607
    ours = int(re.findall(r"\d+", said.stdout)[0])
    theirs = connection.cursor().connection.server_version // 10000
    return f"pg_dump is of release {ours}, the server of {theirs}" if ours < theirs else ""


def dump(folder: Path, *, snapshot: str) -> None:
    """Write the database as it stands in the snapshot."""
    _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={folder / DUMP}")


def export_snapshot() -> str:
    """The name under which others see what this transaction sees."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        return cursor.fetchone()[0]


def restore_dump(folder: Path) -> None:
    """Put a dump into an empty database, in one transaction."""
    options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    _run("pg_restore", *options, str(folder / DUMP), as_option=True)


def table_digests() -> dict[str, dict[str, Any]]:
    """What every table of the database comes to."""
    with connection.cursor() as cursor:
        cursor.execute("SET TIME ZONE 'UTC'; SET datestyle = 'ISO, YMD'")
        cursor.execute(_TABLES)
        tables = cursor.fetchall()
        found = {name: _copied(cursor, quoted) for quoted, name in tables}
        cursor.execute("RESET datestyle; RESET TIME ZONE")
    return found


def dump_digests(folder: Path) -> dict[str, dict[str, Any]]:
    """What every table of the dump comes to, read from the file."""
    command = ["pg_restore", "--data-only", "--file=-", str(folder / DUMP)]
    found: dict[str, dict[str, Any]] = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | _UTC) as reading:  # noqa: S603
        lines = iter(reading.stdout or ())
        for line in lines:
            if begins := _BEGINS.fullmatch(line):
                found[begins[1].decode()] = digest(_until_the_end(lines))
    if reading.returncode:
        raise BadBackup("pg_restore cannot read the dump that was just written.")
    return found


def _until_the_end(lines: Iterator[bytes]) -> Iterator[bytes]:
    for line in lines:
        if line == b"\\.\n":
            return
        yield line.removesuffix(b"\n")


class _Lines(Sum):
    """What COPY writes, added up line by line as it comes."""

    def __init__(self) -> None:
        super().__init__()
        self.begun: list[bytes] = []

    def write(self, piece: bytes) -> None:
        """A line with a file in it comes in thousands of pieces: they are joined once."""
        *ends, rest = piece.split(b"\n")
        for end in ends:
            self.add(b"".join([*self.begun, end]))
            self.begun = []
        if rest:
            self.begun.append(rest)


def _copied(cursor: Any, quoted: str) -> dict[str, Any]:
    cursor.execute(_WRITTEN, [f"public.{quoted}"])
    (columns,) = cursor.fetchone()
    lines = _Lines()
    cursor.copy_expert(f"COPY public.{quoted} ({columns}) TO STDOUT", lines)
    return lines.said


def _run(program: str, *options: str, as_option: bool = False) -> None:
    """Run a program of PostgreSQL on our database; its password goes by the environment."""
    ours = connections["default"].settings_dict
    arguments, environment = DatabaseClient.settings_to_cmd_args_env(ours, [])
    _, *where, name = arguments
    place = [*where, f"--dbname={name}"] if as_option else [*where, name]
    command = [program, "--no-password", *options, *place]
    done = subprocess.run(  # noqa: S603
        command,
        env=os.environ | _UTC | (environment or {}),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BadBackup(f"{program} failed: {done.stderr.strip()[-500:]}")
