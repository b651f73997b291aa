"""A PDF file written bit by bit, with parts of other files in it."""

import io
import re
import zlib
from collections.abc import Iterator
from hashlib import sha256

from pikepdf import Name, Object, Pdf, Stream

QUICKLY = 3  # how hard to compress: harder takes twice as long, for a hundredth less
# Strings are passed over; a reference moves with its part.
REFERENCE = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9a-fA-F]*>|(\d+) 0 R")


class File:
    """Numbers are given first, objects in any order, the table of places at the end."""

    def __init__(self) -> None:
        self.written = io.BytesIO()
        self.written.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self.places: list[tuple[int, int, int]] = [(0, 0, 65535)]
        self.loose: list[tuple[int, bytes]] = []

    def number(self, many: int = 1) -> int:
        """The first of so many new numbers."""
        self.places.extend([(0, 0, 0)] * many)
        return len(self.places) - many

    def add(self, number: int, content: bytes) -> None:
        """An object that is no stream; it waits for the next pack()."""
        self.loose.append((number, content))

    def add_stream(self, number: int, entries: bytes, data: bytes) -> None:
        """A stream, with the line ends of mend_pydyf()."""
        self.places[number] = (1, self.written.tell(), 0)
        self.written.write(
            b"%d 0 obj\n%b\nstream\n%b\r\nendstream\nendobj\n" % (number, entries, data)
        )

    def room_for(self, many: int) -> int:
        """Room for so many numbers; says by how much those of a part move."""
        return self.number(many) - 1

    def put(self, texts: Iterator[bytes], head: dict, streams: bytes, shift: int) -> None:
        """The objects and the streams of a part (forum.pdf.ready), moved."""
        for number in head["loose"]:
            self.add(number + shift, next(texts))
        at = 0
        for number, length in head["streams"]:
            self.add_stream(number + shift, next(texts), streams[at : at + length])
            at += length
        self.pack()

    def copy(self, part: Pdf, leave: set[int]) -> int:
        """The objects of another file but those left out; says by how much their numbers moved."""
        things = [*part.objects]
        shift = self.room_for(max(thing.objgen[0] for thing in things))
        for thing in things:
            number = thing.objgen[0]
            if number in leave:
                continue
            if not isinstance(thing, Stream):
                self.add(number + shift, moved(thing.unparse(resolved=True), shift))
            elif thing.get("/Type") not in (Name.ObjStm, Name.XRef):
                entries = moved(thing.stream_dict.unparse(), shift)
                self.add_stream(number + shift, entries, thing.read_raw_bytes())
        self.pack()
        return shift

    def pack(self) -> None:
        """Write the waiting objects, compressed together."""
        packed, index, at = self.number(), [], 0
        for place, (number, content) in enumerate(self.loose):
            self.places[number] = (2, packed, place)
            index.append(b"%d %d" % (number, at))
            at += len(content) + 1
        head = b" ".join(index) + b"\n"
        body = zlib.compress(head + b"\n".join(content for _, content in self.loose), QUICKLY)
        entries = b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>"
        self.add_stream(packed, entries % (len(index), len(head), len(body)), body)
        self.loose.clear()

    def finished(self, catalog: int) -> bytes:
        """The whole file."""
        self.pack()
        number, start = self.number(), self.written.tell()
        self.places[number] = (1, start, 0)
        rows = (
            b"%c%b%b" % (kind, at.to_bytes(4), more.to_bytes(3)) for kind, at, more in self.places
        )
        body, name = (
            zlib.compress(b"".join(rows)),
            sha256(self.written.getbuffer()).hexdigest()[:32],
        )
        entries = (
            f"<< /Type /XRef /Size {len(self.places)} /W [1 4 3] /Root {catalog} 0 R "
            f"/ID [<{name}> <{name}>] /Filter /FlateDecode /Length {len(body)} >>"
        )
        self.add_stream(number, entries.encode(), body)
        self.written.write(b"startxref\n%d\n%%%%EOF\n" % start)
        return self.written.getvalue()


def moved(content: bytes, shift: int) -> bytes:
    """The content with its references moved."""

    def reference(found: re.Match[bytes]) -> bytes:
        return b"%d 0 R" % (int(found[1]) + shift) if found[1] else found[0]

    return REFERENCE.sub(reference, content)


def unparsed(thing: Object, shift: int) -> bytes:
    """A thing of a part as it is written in the whole file."""
    return moved(thing.unparse(), shift)
