"""Inside the process apart: warm, without secrets, one limited fork for each piece of work."""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NoReturn

from forum.apart import BROKEN, LARGE

AT_ONCE = 2
TOO_LARGE = 2  # exit status
TOO_MUCH = {signal.SIGALRM, signal.SIGXCPU, signal.SIGXFSZ, signal.SIGKILL}
# What no document needs, refused below the libraries too: holes in them so far were ways round
# their own refusals, and all of them come past these events of Python.
FORBIDDEN = (
    "socket.",
    "subprocess.",
    "urllib.",
    "ftplib.",
    "os.exec",
    "os.fork",
    "os.posix",
    "os.sys",
)
READABLE = tuple(
    f"{path}/" for path in (sys.prefix, sys.base_prefix, Path(__file__).parent.parent)
)


@dataclass(frozen=True)
class Limits:
    """The bytes that a fork may hold, and may write."""

    memory: int
    length: int


class Failed(Exception):
    """A fork made nothing: why, in a word that the other side knows, and what it said last."""


class Job:
    """A fork that does one piece of work, within limits, and leaves it in a nameless file."""

    def __init__(
        self, seconds: int, limits: Limits, work: Callable[..., bytes], *arguments: Any
    ) -> None:
        self.file = tempfile.TemporaryFile()  # noqa: SIM115
        self.process = os.fork()
        if not self.process:
            self._run(seconds, limits, work, *arguments)

    def _run(
        self, seconds: int, limits: Limits, work: Callable[..., bytes], *arguments: Any
    ) -> NoReturn:
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds * 1.5)
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
            resource.setrlimit(resource.RLIMIT_FSIZE, (limits.length, limits.length))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            sys.addaudithook(refuse)
            self.file.write(work(*arguments))
            self.file.flush()
            os._exit(0)
        except MemoryError:
            os._exit(TOO_LARGE)
        except Exception as error:
            self.file.write(f"{type(error).__name__}: {error}".encode())
            self.file.flush()
        finally:
            os._exit(1)

    def result(self) -> bytes:
        """What the fork made, when it is done."""
        _, status = os.waitpid(self.process, 0)
        with self.file:
            self.file.seek(0)
            said = self.file.read()
        if status:
            large = status >> 8 == TOO_LARGE or status & 0x7F in TOO_MUCH
            raise Failed(LARGE if large else BROKEN, said or f"status {status}".encode())
        return said


def refuse(event: str, arguments: tuple) -> None:
    """Stop a fork from talking to anybody and from opening files but Python's and ours."""
    if event.startswith(FORBIDDEN):
        raise PermissionError(event)
    if event == "open" and isinstance(arguments[0], str | bytes):
        path = os.path.abspath(os.fsdecode(arguments[0]))
        if not path.startswith(READABLE):
            raise PermissionError(path)


def serve(work: Mapping[str, Callable[..., bytes]], limits: Limits) -> None:
    """Answer until nobody asks any more; the ends of the conversation are named by the caller."""
    questions = Connection(int(sys.argv[1]), writable=False)
    answers = Connection(int(sys.argv[2]), readable=False)
    gc.collect()
    gc.freeze()
    gc.disable()  # a fork ends before garbage matters
    answers.send_bytes(b"ready")
    while True:
        try:
            seconds, tasks = questions.recv()
            for result in answers_to(tasks, seconds, work, limits):
                answers.send_bytes(result)
        except EOFError:
            return


def answers_to(
    tasks: list[tuple], seconds: int, work: Mapping[str, Callable[..., bytes]], limits: Limits
) -> Iterator[bytes]:
    """One answer for each task, in order, at most two in the making."""
    jobs: deque[Job] = deque()
    for name, *arguments in tasks:
        if len(jobs) == AT_ONCE:
            yield answer(jobs.popleft())
        jobs.append(Job(seconds, limits, work[name], *arguments))
    yield from map(answer, jobs)


def answer(job: Job) -> bytes:
    """What the job made, or why it made nothing."""
    try:
        return job.result()
    except Failed as failure:
        return b"\n".join(failure.args)
