"""A part made ready to be joined: read once, when it is printed, so that joining takes no time.

What depends on the whole document is left open: the numbers of objects, which page it is, where
its bookmarks hang. A part is bytes, and is read back as bytes and numbers, never as objects.
"""

from __future__ import annotations

import io
import json
import re
import struct
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream, String

MAGIC = b"%Tabled part, ready to be joined: 1\n"
SIZES = struct.Struct(">IIII")
BETWEEN, OPEN = b"\0", b"\1"  # which no object holds: it writes such bytes as hexadecimal
QUICKLY = 1
# Strings are passed over; a reference moves with its part, what is open is filled in.
REFERENCE = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9a-fA-F]*>|/Open-([a-z]+(?:-\d+)?)|(\d+) 0 R")


@dataclass(frozen=True)
class Ready:
    """A part as it waits to be joined."""

    head: dict
    literals: list[bytes]
    tokens: array
    """Between the literals: the number of an object, or less than nothing for what is open."""
    streams: bytes
    common: bytes
    """What a file says once, as a small file of its own."""

    def filled(self, shift: int, opens: dict[str, bytes]) -> Iterator[bytes]:
        """Its texts, with its objects moved and what was open filled in."""
        values = [opens[name] for name in self.head["opens"]]
        whole = [b""] * (2 * len(self.tokens) + 1)
        whole[::2] = self.literals
        whole[1::2] = [
            b"%d 0 R" % (token + shift) if token >= 0 else values[-token - 1]
            for token in self.tokens
        ]
        return iter(b"".join(whole).split(BETWEEN))


def ready(pdf: bytes) -> bytes:
    """The PDF as a part that waits to be joined."""
    with Pdf.open(io.BytesIO(pdf)) as part:
        head, texts, streams = _read(part)
        common = _common(part)
    literals, tokens = _opened(BETWEEN.join(texts), head)
    packed = [
        json.dumps(head).encode(),
        zlib.compress(OPEN.join(literals), QUICKLY),
        tokens.tobytes(),
        common,
    ]
    sizes = SIZES.pack(*map(len, packed))
    return b"".join([MAGIC, sizes, *packed, *streams])


def pages_of(part: bytes) -> int:
    """How many pages a part has that is ready."""
    at = len(MAGIC) + SIZES.size
    size, *_ = SIZES.unpack_from(part, len(MAGIC))
    return len(json.loads(part[at : at + size])["widths"])


def opened(pdf: bytes) -> Ready:
    """A part that is ready, or is made ready now."""
    if not pdf.startswith(MAGIC):
        pdf = ready(pdf)
    at = len(MAGIC)
    sizes = SIZES.unpack_from(pdf, at)
    at += SIZES.size
    cut = []
    for size in sizes:
        cut.append(pdf[at : at + size])
        at += size
    tokens = array("i")
    tokens.frombytes(cut[2])
    literals = zlib.decompress(cut[1]).split(OPEN)
    return Ready(json.loads(cut[0]), literals, tokens, pdf[at:], cut[3])


def _read(part: Pdf) -> tuple[dict, list[bytes], list[bytes]]:
    """What it is, its texts in the order in which joining takes them, and its streams."""
    root, tree = part.Root, part.Root.StructTreeRoot
    document, nums, outline = tree.K[0], tree.ParentTree.Nums, _outline(root)
    links: list[str] = []
    for number, page in enumerate(part.pages):
        _untie(page, number, links)
    for child in document.K:
        child.P = _open("element")
    marks = [*_marks(outline)]
    for mark in marks:
        mark.Parent = _open("mark")
    if marks:
        marks[-1].Next = _open("after")
    leave = {
        thing.objgen[0]
        for thing in (root, root.Pages, root.get("/Metadata"), tree, document, tree.ParentTree)
        if thing is not None
    } | ({outline.objgen[0]} if outline is not None else set())
    loose, flowing = _objects(part, leave)
    owners = [nums[key].unparse() for key in range(1, len(nums), 2)]
    names, places = _places(root)
    head = {
        "last": max(thing.objgen[0] for thing in part.objects),
        "widths": [float(page.mediabox[2]) for page in part.pages],
        "loose": [number for number, _ in loose],
        "streams": [(number, len(data)) for number, _, data in flowing],
        "owners": len(owners),
        "marks": len(marks),
        "places": names,
        "links": links,
    }
    texts = [
        *(text for _, text in loose),
        *(entries for _, entries, _ in flowing),
        *(page.obj.unparse() for page in part.pages),
        *owners,
        document.K.unparse(),
        *((marks[0].unparse(), marks[-1].unparse()) if marks else ()),
        *places,
    ]
    return head, texts, [data for *_, data in flowing]


def _untie(page: Page, number: int, links: list[str]) -> None:
    """Leave open where the page stands, and what is printed at its foot."""
    page.obj.Parent = _open("list")
    page.obj.StructParents = _open(f"own-{int(page.obj.StructParents)}")
    page.obj.Resources.Font["/Numbers"] = _open("font")
    page.obj.Contents = Array([_open("before"), page.obj.Contents, _open(f"stamp-{number}")])
    for note in page.obj.get("/Annots", []):
        note.StructParent = _open(f"own-{int(note.StructParent)}")
        address = str(note.get("/A", Dictionary()).get("/URI", ""))
        if address.startswith("piece:"):
            del note["/A"]
            note.Dest = String(address)
        elif isinstance(note.get("/Dest"), String):
            links.append(str(note.Dest))
            note.Dest = _open(f"link-{len(links) - 1}")


def _objects(
    part: Pdf, leave: set[int]
) -> tuple[list[tuple[int, bytes]], list[tuple[int, bytes, bytes]]]:
    """Its objects but those left out, and its streams with their entries."""
    loose, flowing = [], []
    for thing in part.objects:
        number = thing.objgen[0]
        if number in leave:
            continue
        if not isinstance(thing, Stream):
            loose.append((number, thing.unparse(resolved=True)))
        elif thing.get("/Type") not in (Name.ObjStm, Name.XRef):
            flowing.append((number, thing.stream_dict.unparse(), thing.read_raw_bytes()))
    return loose, flowing


def _places(root: Object) -> tuple[list[str], list[bytes]]:
    """Where links inside it lead, by their names."""
    names = root.get("/Names", Dictionary()).get("/Dests", Dictionary()).get("/Names", Array())
    keys = range(0, len(names), 2)
    return [str(names[key]) for key in keys], [names[key + 1].unparse() for key in keys]


def _opened(text: bytes, head: dict) -> tuple[list[bytes], array]:
    """The text cut wherever a number is to be moved or something is open."""
    opens: dict[str, int] = {}
    literals, tokens, at = [], array("i"), 0
    for found in REFERENCE.finditer(text):
        name, number = found.groups()
        if name is None and number is None:
            continue
        literals.append(text[at : found.start()])
        at = found.end()
        open_one = opens.setdefault(name.decode(), -len(opens) - 1) if name else 0
        tokens.append(int(number) if number else open_one)
    literals.append(text[at:])
    head["opens"] = list(opens)
    return literals, tokens


def _common(part: Pdf) -> bytes:
    """Its language, its colours and its metadata, as a small file."""
    only, written = Pdf.new(), io.BytesIO()
    only.add_blank_page()
    only.Root.Lang = String(str(part.Root.Lang))
    only.Root.OutputIntents = only.copy_foreign(part.make_indirect(part.Root.OutputIntents))
    only.Root.Metadata = only.copy_foreign(part.Root.Metadata)
    only.save(written, compress_streams=False, deterministic_id=True)
    return written.getvalue()


def _outline(root: Object) -> Object | None:
    """What bears the bookmarks of a part; not a single one, its title, which its label repeats."""
    outline = root.get("/Outlines")
    if outline is None or outline.First != outline.Last:
        return outline
    return outline.First if "/First" in outline.First else None


def _marks(outline: Object | None) -> Iterator[Object]:
    mark = None if outline is None else outline.First
    while mark is not None:
        yield mark
        mark = mark.get("/Next")


def _open(what: str) -> Name:
    return Name(f"/Open-{what}")
