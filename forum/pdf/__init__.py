"""HTML in, PDF bytes out: one file that is both PDF/UA-1 and PDF/A-2a, always the same bytes.

WeasyPrint lives in a process of its own (forum.pdf.engine) that has no secrets, no network and
little time, so that neither a hostile nor a merely enormous document can harm the server.
"""

import json
import logging
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from itertools import accumulate
from pathlib import Path

from django.template.loader import render_to_string

from forum import apart
from forum.apart import ABSENT, BROKEN, BUSY, LARGE, Engine
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
    "render_pieces",
    "unprintable",
]

logger = logging.getLogger(__name__)
PACKAGE = Path(__file__).parent
ENGINE, PRINTED_WITH = ("weasyprint", "pydyf"), {".css", ".py", ".svg", ".woff2", ".xml"}
SECONDS = 20  # of work that one document may take
ENVIRONMENT = apart.ENVIRONMENT | {"FONTCONFIG_FILE": str(PACKAGE / "fonts" / "fonts.conf")}
SENTENCES = {
    ABSENT: "PDFs cannot be made on this server: its PDF engine does not start. "
    "Ask the administrator to install Pango and HarfBuzz.",
    BUSY: "Other documents are being made. Try again in a minute.",
    LARGE: "This document is too long or too complicated for one PDF. Shorten it.",
    BROKEN: "This document could not be made into a PDF. Look for unusual tables in its text.",
}
FINAL = (LARGE, BROKEN)


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


def render_pieces(htmls: Sequence[str]) -> list[tuple[int, bytes]]:
    """Parts of a longer document, ready to be joined, each with its number of pages."""
    made = _asked(*(("piece", html) for html in htmls))
    cut = (answer.partition(b"\n") for answer in made)
    return [(int(pages), piece) for pages, _, piece in cut]


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


_engine = Engine("forum.pdf.engine", ENVIRONMENT)
