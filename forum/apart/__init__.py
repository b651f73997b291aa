"""Dangerous work is done apart: in a process without secrets, without network and of little time.

What strangers sent in, and what is merely enormous, can then harm neither the server nor its data.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from multiprocessing.connection import Pipe
from pathlib import Path
from threading import Lock

PROJECT = Path(__file__).parent.parent.parent
# What a process inherits: where libraries and temporary files are; no password, no key.
INHERITED = ("PATH", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")
ENVIRONMENT = {name: os.environ[name] for name in INHERITED if name in os.environ} | {
    "LANG": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
}
ABSENT, BUSY, LARGE, BROKEN = b"absent", b"busy", b"large", b"broken"
"""Why there is no answer: it does not start; others are served; it is too much; it failed."""


class Engine:
    """A process that runs a module: started at first use, and again whenever it is gone."""

    def __init__(self, module: str, environment: Mapping[str, str] | None = None) -> None:
        self.module = module
        self.environment = {**ENVIRONMENT, **(environment or {})}
        self._begin()
        os.register_at_fork(after_in_child=self._start_afresh)
        atexit.register(self.stop)

    def _begin(self) -> None:
        self.turn = Lock()
        self.process: subprocess.Popen[bytes] | None = None

    def _start_afresh(self) -> None:
        """A forked process (a web worker) must not share the conversation of its parent."""
        self._of_parent = self.__dict__.copy()
        self._begin()

    def ask(self, tasks: list[tuple], seconds: int) -> list[bytes]:
        """One question at a time; whoever waits longer than a task may take is told so."""
        # A fork has half as much again of the clock. Later than that, the engine itself hangs.
        patience = seconds * 1.5 + 5
        if not self.turn.acquire(timeout=patience):
            return [BUSY]
        try:
            if not self._started():
                return [ABSENT]
            self.questions.send((seconds, tasks))
            return [self._answer(patience) for _ in tasks]
        except (OSError, EOFError):
            self.stop()
            return [BROKEN]
        finally:
            self.turn.release()

    def stop(self) -> None:
        """End the process, and the fork it may have, and let go of it."""
        if self.process is not None:
            if self.process.poll() is None:
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.questions.close()
            self.answers.close()
            self.process = None

    def _started(self) -> bool:
        if self.process is not None and self.process.poll() is None:
            return True
        self.stop()
        heard, self.questions = Pipe(duplex=False)
        self.answers, said = Pipe(duplex=False)
        with heard, said:
            ends = heard.fileno(), said.fileno()
            self.process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", self.module, *map(str, ends)],
                cwd=PROJECT,
                env=self.environment,
                pass_fds=ends,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        try:
            return self._answer(60) == b"ready"
        except (OSError, EOFError):
            self.stop()
            return False

    def _answer(self, seconds: float) -> bytes:
        """What the engine says in time. Bytes, never an object: whoever broke it sends none."""
        if not self.answers.poll(seconds):
            raise TimeoutError
        return self.answers.recv_bytes()
