"""The same pages through the web server, with a browser's connection that stays open."""

from __future__ import annotations

import http.client
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench.measuring import ROOT, work

HOST = "127.0.0.1"
PATIENCE = 30  # seconds until a server answers


class Server:
    """A web server that is measured from outside: its processor time, and how long it takes."""

    def __init__(self, pid: int, port: int) -> None:
        self.pid, self.port = pid, port

    def ask(self, path: str, seconds: float = 0, status: int = 200, **headers: str) -> dict:
        """The figures of one round of requests for a page."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        walls, found = [], {}
        before, end = work(self.pid), time.perf_counter() + seconds
        while not walls or time.perf_counter() < end:
            then = time.perf_counter()
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            found = {"bytes": len(answer.read()), "etag": answer.headers.get("ETag")}
            walls.append(time.perf_counter() - then)
            assert answer.status == status, f"{path}: {answer.status}"
        connection.close()
        cpu = (work(self.pid) - before) / len(walls)
        return {"cpu": cpu, "wall": statistics.median(walls)} | found


@contextmanager
def server(application: str, environment: dict[str, str]) -> Iterator[Server]:
    """Start an application as in production but for one worker, and end it."""
    port = a_free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"]
    process = subprocess.Popen(
        [*command, "--max-requests", "0", application],  # no new worker in the middle of a round
        cwd=ROOT,
        env=environment | {"PORT": str(port), "WEB_CONCURRENCY": "1"},
    )
    try:
        wait_for(port, process)
        yield Server(process.pid, port)
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int, process: subprocess.Popen) -> None:
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The web server did not start")


def a_free_port() -> int:
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        return listening.getsockname()[1]
