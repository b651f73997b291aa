"""HTML in, PDF bytes out: one file that is both PDF/UA-1 and PDF/A-2a, always the same bytes.

WeasyPrint lives in a process of its own (forum.pdf.engine) that has no secrets, no network and
little time, so that neither a hostile nor a merely enormous document can harm the server.
"""

import atexit
import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from itertools import accumulate
from multiprocessing.connection import Pipe
from pathlib import Path
from threading import Lock

from django.template.loader import render_to_string

from forum.pdf.characters import unprintable
from forum.pdf.parts import Part

__all__ = [
    "NotRendered",
    "Part",
    "fingerprint",
    "join",
    "lengths",
    "render",
    "render_all",
    "render_html",
    "unprintable",
]

logger = logging.getLogger(__name__)
PACKAGE = Path(__file__).parent
ENGINE, PRINTED_WITH = ("weasyprint", "pydyf"), {".css", ".py", ".svg", ".woff2", ".xml"}
SECONDS = 20  # of work that one document may take
# What the engine inherits: where libraries and temporary files are; no password, no key.
INHERITED = ("PATH", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")
ENVIRONMENT = {name: os.environ[name] for name in INHERITED if name in os.environ} | {
    "FONTCONFIG_FILE": str(PACKAGE / "fonts" / "fonts.conf"),
    "LANG": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
}
SENTENCES = {
    b"absent": "PDFs cannot be made on this server: its PDF engine does not start. "
    "Ask the administrator to install Pango and HarfBuzz.",
    b"busy": "Other documents are being made. Try again in a minute.",
    b"large": "This document is too long or too complicated for one PDF. Shorten it.",
    b"broken": "This document could not be made into a PDF. Look for unusual tables in its text.",
}

FINAL = (b"large", b"broken")


class NotRendered(Exception):
    """The document did not become a PDF; the message says so to the person who asked."""

    is_final = False
    """Whether it would be no different another time."""


def render(template: str, context: dict) -> bytes:
    """The template, filled in, as a PDF."""
    return render_html(render_to_string(template, context))


def render_html(html: str) -> bytes:
    """The HTML document as a PDF."""
    return render_all([html])[0]


def render_all(htmls: Sequence[str]) -> list[bytes]:
    """Several documents, or pieces of one, in the time of half of them."""
    return _asked(*(("print", html) for html in htmls))


def fingerprint(html: str) -> str:
    """The SHA-256 of a document and of all that it is printed with: as long as it stays, so do
    the bytes."""
    return sha256(_press() + html.encode()).hexdigest()


@cache
def _press() -> bytes:
    """A hash of the fonts, the styles, the code of this room and the engine behind it."""
    files = sorted(path for path in PACKAGE.rglob("*") if path.suffix in PRINTED_WITH)
    found = sha256("\n".join(f"{name} {version(name)}" for name in ENGINE).encode())
    for path in files:
        found.update(path.read_bytes())
    return found.digest()


def join(
    parts: Sequence[tuple],
    title: str,
    *,
    front: Callable[[list[int]], str] | None = None,
    numbering: str = "Page {page} of {pages}",
    foot: str = "",
    likely: int = 1,
) -> bytes:
    """PDFs of ours, each with its label (or a Part), as one: tags and links kept, pages numbered.

    The front is a first part in HTML, written when it is known on which page each other part
    starts; in it a link to "piece:1" leads to the first of them. The foot is printed beside the
    number of every page. `likely` is how many pages the front will have.
    """
    counted = _counted([Part(*part) for part in parts])
    if front:
        first = 0
        starts = [0, *accumulate(part.pages for part in counted)][:-1]
        pages = likely
        while first != pages + 1:  # until the front is as long as it was thought to be
            first = pages + 1
            printed = render_html(front([first + start for start in starts]))
            (pages,) = lengths([printed])
        counted.insert(0, Part(title, printed, pages=pages))
    return _asked(("join", counted, title, numbering, foot))[0]


def _counted(parts: list[Part]) -> list[Part]:
    """The parts, each with its number of pages."""
    unknown = [part for part in parts if not part.pages]
    found = iter(lengths([part.pdf for part in unknown]) if unknown else ())
    return [part if part.pages else part._replace(pages=next(found)) for part in parts]


def lengths(pdfs: list[bytes]) -> list[int]:
    """How many pages each has."""
    return json.loads(_asked(("count", pdfs))[0])


def _asked(*tasks: tuple) -> list[bytes]:
    """The engine's answer to each task, or the first refusal."""
    found = _engine.ask([*tasks], SECONDS)
    for answer in found:
        why, _, said = answer[:2000].partition(b"\n")
        if why in SENTENCES:
            logger.warning("No PDF: %s %r", why.decode(), said)
            refusal = NotRendered(SENTENCES[why])
            refusal.is_final = why in FINAL
            raise refusal
    return found


class Engine:
    """The engine's process: started at first use, and again whenever it is gone."""

    def __init__(self) -> None:
        self.turn = Lock()
        self.process: subprocess.Popen[bytes] | None = None

    def ask(self, tasks: list[tuple], seconds: int) -> list[bytes]:
        """One question at a time; whoever waits longer than a document may take is told so."""
        # A fork has half as much again of the clock. Later than that, the engine itself hangs.
        patience = seconds * 1.5 + 5
        if not self.turn.acquire(timeout=patience):
            return [b"busy"]
        try:
            if not self._started():
                return [b"absent"]
            self.questions.send((seconds, tasks))
            return [self._answer(patience) for _ in tasks]
        except (OSError, EOFError):
            self.stop()
            return [b"broken"]
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
                [sys.executable, "-m", "forum.pdf.engine", *map(str, ends)],
                cwd=PACKAGE.parent.parent,
                env=ENVIRONMENT,
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


_engine = Engine()
_inherited: list[Engine] = []


def _start_afresh() -> None:
    """A forked process (a web worker) must not share the conversation of its parent."""
    global _engine
    _inherited.append(_engine)
    _engine = Engine()


os.register_at_fork(after_in_child=_start_afresh)
atexit.register(lambda: _engine.stop())
