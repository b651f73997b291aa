"""Looking into a Word file or a workbook: only what the two programs write, and nothing that acts.

Links that a person follows may lead anywhere. Whatever the program itself would fetch, start or
work out when the file is opened may not be there.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import openpyxl

from forum.files.archives import Archive
from forum.files.fields import Fields
from forum.files.refusing import Unkept, insist
from forum.files.xml_parts import Reader

_MAIN = "application/vnd.openxmlformats-officedocument."
WORD = f"{_MAIN}wordprocessingml.document.main+xml"
EXCEL = f"{_MAIN}spreadsheetml.sheet.main+xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES_PART = "[Content_Types].xml"
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
XML = (".xml", ".rels", ".vml")
ENDINGS = {
    *XML,
    *(".png", ".jpg", ".jpeg", ".jfif", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg"),
    *(".wdp", ".odttf", ".ttf", ".fntdata", ""),
}
SETTINGS_OF_PRINTERS = "/printersettings/"
RELATIONS = {  # the last word of a relation's type, and what it brings in
    "afchunk": "another document inside it",
    "oleobject": "an embedded object",
    "package": "another file inside it",
    "control": "an ActiveX control",
    "activexcontrolbinary": "an ActiveX control",
    "vbaproject": "macros",
    "xlmacrosheet": "macros",
    "xlintlmacrosheet": "macros",
    "wordvbadata": "macros",
    "externallink": "values drawn from another workbook",
    "connections": "a connection to data elsewhere",
    "attachedtoolbars": "macros",
}

NOT_ONE = (
    "The file is not {kind}, whatever its name says. Open it in {program} and save it as "
    "“{saved}”."
)
OLD = (
    "The file is protected with a password, or it is of the old kind of {program}. Open it, take "
    "the protection off, save it as “{saved}”, and choose that file."
)
HELD = (
    "The file holds {what}, which could act when somebody opens it. Take that out, save it, and "
    "choose that file."
)
ELSEWHERE = (
    "The file is tied to something elsewhere ({kind}: {target}). Break that link or set the "
    "ordinary template, save it, and choose that file."
)
UNKNOWN = (
    "The file holds a part that does not belong there ({name}). Open it, save it anew, and "
    "choose that file."
)
NAMES = {
    "docx": {"kind": "a Word document", "program": "Word", "saved": "Word document (.docx)"},
    "xlsx": {"kind": "an Excel workbook", "program": "Excel", "saved": "Excel workbook (.xlsx)"},
}


def look_at_word(content: bytes) -> tuple[dict[str, Any], bytes]:
    """A Word document: every part well-formed, no field that draws on other programs."""
    package = Package("docx", content)
    fields = Fields(_W)
    outermost = package.read({f"{_W} document"}, fields.started, fields.said)
    fields.end()
    insist(outermost, NOT_ONE.format(**NAMES["docx"]))
    return {"parts": len(package.archive.entries), "traces": dict(fields.traces)}, b""


def look_at_excel(content: bytes) -> tuple[dict[str, Any], bytes]:
    """A workbook: its sheets, those that are hidden, and formulas that were never worked out."""
    package = Package("xlsx", content)
    cells = Cells()
    outermost = package.read({f"{_S} workbook"}, cells.started, cells.said)
    cells.end()
    insist(outermost, NOT_ONE.format(**NAMES["xlsx"]))
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
        names = {each.title: each.sheet_state for each in book.worksheets}
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever it stumbles over
        raise Unkept(NOT_ONE.format(**NAMES["xlsx"])) from error
    hidden = [name for name, state in names.items() if state != "visible"]
    return {"sheets": len(names), "hidden": hidden, "formulas": cells.unworked}, b""


class Package:
    """An archive with a table of the types of its parts, and relations between them."""

    def __init__(self, kind: str, content: bytes) -> None:
        self.kind, self.words = kind, NAMES[kind]
        insist(not content.startswith(OLD_OR_LOCKED), OLD.format(**self.words))
        insist(content.startswith(b"PK\x03\x04"), NOT_ONE.format(**self.words))
        self.archive = Archive(content)
        self.reader = Reader()
        self.types: set[str] = set()
        self.main = ""
        insist(TYPES_PART in self.archive, NOT_ONE.format(**self.words))
        for name in self.archive:
            self._belongs(name)
        self.reader.read(TYPES_PART, self.archive.pieces(TYPES_PART), self._typed)
        wanted = WORD if kind == "docx" else EXCEL
        insist(wanted in self.types, NOT_ONE.format(**self.words))

    def read(self, outermost: set[str], started: Any, said: Any = None) -> bool:
        """Read every part to its end; whether one of them is the main part."""
        found = False
        for name in self.archive:
            if name.endswith("/") or name == TYPES_PART:
                continue
            if name.lower().endswith(".rels"):
                self.reader.read(name, self.archive.pieces(name), self._related)
            elif name.lower().endswith(".xml"):
                root = self.reader.read(name, self.archive.pieces(name), started, said)
                found = found or root in outermost
            else:
                self._pass_over(name)
        return found

    def _pass_over(self, name: str) -> None:
        """Pictures and the like are counted, not read."""
        for _ in self.archive.pieces(name):
            pass

    def _belongs(self, name: str) -> None:
        low = name.lower()
        insist("vba" not in low and "macrosheet" not in low, HELD.format(what="macros"))
        insist("activex" not in low, HELD.format(what="an ActiveX control"))
        insist("/embeddings/" not in low, HELD.format(what=f"an embedded object ({name})"))
        known = PurePosixPath(low).suffix in ENDINGS or SETTINGS_OF_PRINTERS in low
        insist(known, UNKNOWN.format(name=name))

    def _typed(self, _name: str, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("ContentType", "").lower()
        insist("macroenabled" not in kind and "vba" not in kind, HELD.format(what="macros"))
        insist(".template.main" not in kind, NOT_ONE.format(**self.words))
        self.types.add(kind)

    def _related(self, name: str, attributes: Mapping[str, str]) -> None:
        if not name.endswith(" Relationship"):
            return
        kind = attributes.get("Type", "").rpartition("/")[2].lower()
        insist(kind not in RELATIONS, HELD.format(what=RELATIONS.get(kind)))
        if attributes.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
            target = attributes.get("Target", "")[:80]
            raise Unkept(ELSEWHERE.format(kind=kind, target=target))


class Cells:
    """Watches a workbook go by: links to other programs, and formulas without a result."""

    def __init__(self) -> None:
        self.unworked = 0
        self._formula = self._value = False

    def started(self, name: str, _attributes: Mapping[str, str]) -> None:
        """What begins: a cell "c", its formula "f", its value "v"."""
        space, _, local = name.rpartition(" ")
        if local in ("ddeLink", "oleLink", "ddeItem"):
            raise Unkept(HELD.format(what="a link to another program"))
        self._value = space == _S and local == "v"
        if space == _S and local in ("row", "c", "pageMargins", "worksheet"):
            self.unworked += self._formula
            self._formula = False
        elif space == _S and local == "f":
            self._formula = True

    def said(self, words: str) -> None:
        """What a value holds: the formula before it was worked out."""
        if self._value and words.strip():
            self._formula = False

    def end(self) -> None:
        """The last cell is behind us."""
        self.unworked += self._formula
        self._formula = False
