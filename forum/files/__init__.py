"""What somebody uploads is looked at before it is kept: is it what it says, and nothing more?

Six kinds are kept. The name, the first bytes and what the file holds must agree; a file with
anything in it that acts by itself is refused, in one sentence that says what to do. The looking
is done in a process of its own (forum.files.worker), for the libraries that read such files have
had holes too.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from forum.apart import ABSENT, BROKEN, BUSY, LARGE, Engine
from forum.files.names import INSTEAD, KINDS, TYPES, clean, ending, listed

logger = logging.getLogger(__name__)
__all__ = ["LARGEST", "TYPES", "Checked", "Sheet", "Unfit", "checked", "measured", "sheets"]

LARGEST = 25 * 1024 * 1024  # bytes
SECONDS = 20  # of work that looking at one file may take
SENTENCES = {
    ABSENT: "Files cannot be checked on this server, so none is taken in. Tell the administrator.",
    BUSY: "Other files are being checked. Try again in a minute.",
    LARGE: "The file unpacks to more than can be checked. Save a smaller one, or divide it.",
    BROKEN: "The file is damaged and cannot be read. Open it, save it anew, and choose that file.",
}


class Unfit(Exception):
    """The file is not kept; the message says why, and what to do."""


@dataclass(frozen=True)
class Checked:
    """A file that can be kept: what it is, what it is called, and its bytes as they are kept."""

    kind: str
    content_type: str
    name: str
    content: bytes = field(repr=False)
    measures: Mapping[str, Any] = field(default_factory=dict)
    """What was counted: pages of a PDF, sheets of a workbook, width and height of a picture."""

    @property
    def size(self) -> int:
        """In bytes, as it is kept."""
        return len(self.content)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What whoever adds the file should know of it, though it is kept."""
        found = []
        if hidden := self.measures.get("hidden"):
            names = ", ".join(f"“{name}”" for name in hidden)
            found.append(
                f"the hidden sheets {names} go out with the file. Delete them if not meant"
            )
        if traces := self.measures.get("traces"):
            found.append(
                f"{', '.join(traces)} go out with the file, though the page does not show them. "
                "In Word, use File, Info, Inspect Document, if that is not meant"
            )
        if formulas := self.measures.get("formulas"):
            found.append(
                f"{formulas} formulas have no result yet. Open the file in Excel, save it, and "
                "put it in place of this one"
            )
        return tuple(found)


@dataclass(frozen=True)
class Sheet:
    """One sheet as it is shown: its name, its rows, and how many of its rows are left out."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    left_out: int = 0


def checked(name: str, content: bytes, wanted: Iterable[str] = tuple(TYPES)) -> Checked:
    """The file as it can be kept; Unfit with a sentence where it cannot."""
    shown, kind = measured(name, len(content), wanted)
    said, kept = _asked("inspect", kind, content)
    content_type = said.pop("content_type", TYPES[kind])
    return Checked(kind, content_type, shown, kept or content, said)


def measured(name: str, size: int, wanted: Iterable[str] = tuple(TYPES)) -> tuple[str, str]:
    """How the file is called, and its kind, as far as can be told before it is read."""
    shown, kinds = clean(name), tuple(map(str, wanted))
    kind = KINDS.get(ending(shown), "")
    if kind not in kinds:
        instead = INSTEAD.get(ending(shown), f"Choose {listed(kinds)}.")
        raise Unfit(f"“{shown}” cannot be added as it is. {instead}")
    if not size:
        raise Unfit(f"“{shown}” is empty. Check that it was saved, and choose it again.")
    if size > LARGEST:
        raise Unfit(
            f"“{shown}” is larger than {LARGEST >> 20} MB. Save it with smaller pictures, or "
            "divide it."
        )
    return shown, kind


def sheets(kind: str, content: bytes) -> tuple[Sheet, ...]:
    """The sheets of a checked workbook or CSV file, as they are read by people: no formula is
    worked out, and what is hidden stays hidden."""
    said, _ = _asked("sheets", kind, content)
    return tuple(
        Sheet(each["name"], tuple(tuple(row) for row in each["rows"]), each["left_out"])
        for each in said["sheets"]
    )


def _asked(*task: object) -> tuple[dict[str, Any], bytes]:
    """What the process apart found in the file, and its bytes where they were written anew."""
    (answer,) = _engine.ask([task], SECONDS)
    word, _, rest = answer.partition(b"\n")
    if word == b"fine":
        said, _, kept = rest.partition(b"\n")
        return json.loads(said), kept
    if word == b"unfit":
        raise Unfit(rest.decode())
    logger.warning("A file was not looked into: %s %r", word.decode(), rest[:200])
    raise Unfit(SENTENCES[word])


_engine = Engine("forum.files.worker")
