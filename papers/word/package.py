"""A Word file taken apart: a zip of XML parts, read without entities, and put together again."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)
"""The strict form of the format has other names for the same things."""
MOST_PARTS = 2000
MOST_BYTES = 200 * 1024 * 1024
MOST_XML = 60 * 1024 * 1024
_WHEN = (1980, 1, 1, 0, 0, 0)

NOT_A_WORD_FILE = (
    "This file cannot be read as a Word document: save it in Word as .docx, and choose it again"
)


class Unreadable(ValueError):
    """The file cannot be read; its words say what to do."""


@dataclass
class Package:
    """The parts of a Word file by their names; the XML of those that are asked for."""

    parts: dict[str, bytes]
    trees: dict[str, etree._Element] = field(default_factory=dict)
    document: str = "word/document.xml"

    def tree(self, name: str) -> etree._Element | None:
        """The XML of a part, to be read and changed; None where there is no such part."""
        if name not in self.trees and name in self.parts:
            self.trees[name] = _parsed(self.parts[name])
        return self.trees.get(name)

    def related(self, kind: str) -> list[str]:
        """The parts of one kind that the document names: its numbering, its styles, a header."""
        return [
            self._target(each)
            for each in self.relationships(self.document)
            if each.get("Type", "").rpartition("/")[2] == kind
            and each.get("TargetMode") != "External"
        ]

    def part(self, kind: str) -> etree._Element | None:
        """The XML of the one part of its kind."""
        names = self.related(kind) or [f"word/{kind}.xml"]
        return self.tree(names[0])

    def relationships(self, name: str) -> list[etree._Element]:
        """What a part is related to."""
        tree = self.tree(relationships_of(name))
        return [] if tree is None else list(tree.iter(f"{_RELATIONSHIPS}Relationship"))

    def relate(self, name: str, *, number: str, to: etree._Element) -> None:
        """Let a part have the relationship of another one, under a new number."""
        tree = self.tree(relationships_of(name))
        if tree is not None:
            copy = etree.SubElement(tree, to.tag, dict(to.attrib))
            copy.set("Id", number)

    def leave_out(self, *kinds: str) -> None:
        """Take parts out whose words were moved or counted already."""
        for kind in kinds:
            for name in self.related(kind) or [f"word/{kind}.xml"]:
                self.parts.pop(name, None)
                self.trees.pop(name, None)

    def packed(self) -> bytes:
        """The file again, with what was changed."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
            for name, content in self.parts.items():
                tree = self.trees.get(name)
                kept = content if tree is None else etree.tostring(tree, encoding="utf-8")
                archive.writestr(zipfile.ZipInfo(name, _WHEN), kept)
        return made.getvalue()

    def _target(self, relationship: etree._Element) -> str:
        target = relationship.get("Target", "")
        folder = posixpath.dirname(self.document)
        whole = target if target.startswith("/") else posixpath.join(folder, target)
        return posixpath.normpath(whole).lstrip("/")


def opened(content: bytes) -> Package:
    """The Word file taken apart; Unreadable where it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            package = Package(_parts(archive))
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError) as error:
        raise Unreadable(NOT_A_WORD_FILE) from error
    package.document = _main_part(package)
    if package.tree(package.document) is None:
        raise Unreadable(NOT_A_WORD_FILE)
    return package


def relationships_of(name: str) -> str:
    """Where the relationships of a part are written."""
    folder, _, file = name.rpartition("/")
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    listed = archive.infolist()
    if len(listed) > MOST_PARTS or sum(each.file_size for each in listed) > MOST_BYTES:
        raise Unreadable("This Word file is too large once it is unpacked: divide it")
    kept = (each for each in listed if not each.is_dir() and _is_wanted(each.filename))
    return {each.filename: archive.read(each) for each in kept}


def _is_wanted(name: str) -> bool:
    """The words, how they are styled and numbered, and the pictures; nothing that could run."""
    is_words = name.endswith((".xml", ".rels"))
    return is_words or "/media/" in name


def _main_part(package: Package) -> str:
    tree = package.tree("_rels/.rels")
    found = [] if tree is None else list(tree.iter(f"{_RELATIONSHIPS}Relationship"))
    targets = (
        each.get("Target", "").lstrip("/")
        for each in found
        if each.get("Type", "").endswith("/officeDocument")
    )
    return next((name for name in targets if name in package.parts), "word/document.xml")


def _parsed(content: bytes) -> etree._Element:
    """The XML of a part; one with a document type could hide entities, and is refused."""
    if len(content) > MOST_XML:
        raise Unreadable("This Word file is too large once it is unpacked: divide it")
    for strict, usual in _STRICT:
        content = content.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True
    )
    try:
        tree = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(NOT_A_WORD_FILE) from error
    if tree.getroottree().docinfo.doctype:
        raise Unreadable(NOT_A_WORD_FILE)
    return tree
