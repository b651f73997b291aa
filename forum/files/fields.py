"""The fields of a Word file: a page number or a link is fine, what draws on programs is not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from forum.files.refusing import insist

# Fields that fetch, start or put together something when the file is opened or printed.
ACTING = re.compile(
    r"\s*(?:DDE|DDEAUTO|LINK|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|DATABASE|EMBED|RD)\b"
    r"|.*\bDDEAUTO\b|\s*QUOTE\s+\d",
    re.IGNORECASE | re.DOTALL,
)
TRACES = {"comment": "comments", "del": "deletions", "vanish": "hidden words"}
HELD = (
    "The file holds a field that draws on another file or program ({field}). In Word, press "
    "Ctrl+Shift+F9 on it to keep its words only, save the file, and choose that."
)


class Fields:
    """Puts the instructions of fields together, however they are cut into pieces."""

    def __init__(self, space: str) -> None:
        self.space = space
        self.open: list[list[str]] = [[]]
        self.listening = False
        self.traces: Counter[str] = Counter()
        """What a reader of the page does not see, and a reader of the file does."""

    def started(self, name: str, attributes: Mapping[str, str]) -> None:
        """What begins: a field, a piece of its instruction, or a field in one piece."""
        space, _, local = name.rpartition(" ")
        self.listening = space == self.space and local in ("instrText", "delInstrText")
        if space != self.space:
            return
        if local in TRACES:
            self.traces[TRACES[local]] += 1
        if local == "fldSimple":
            _harmless(attributes.get(f"{self.space} instr", ""))
        elif local == "fldChar":
            self._turn(attributes.get(f"{self.space} fldCharType", ""))
        elif local in ("document", "hdr", "ftr", "footnotes", "endnotes", "comments"):
            self.end()

    def said(self, words: str) -> None:
        """Words between marks; those of an instruction are kept."""
        if self.listening:
            self.open[-1].append(words)

    def end(self) -> None:
        """The part is read: what was never closed is looked at too."""
        while self.open:
            _harmless("".join(self.open.pop()))
        self.open = [[]]

    def _turn(self, kind: str) -> None:
        if kind == "begin":
            self.open.append([])
        elif kind == "end" and len(self.open) > 1:
            _harmless("".join(self.open.pop()))


def _harmless(instruction: str) -> None:
    insist(not ACTING.match(instruction), HELD.format(field=instruction.strip()[:60]))
