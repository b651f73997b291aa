"""The ZIP archive that a Word file or a workbook is: measured before anything in it is read.

Python's own reader believes the table of contents. This one compares it with what stands there:
every name twice, every byte once, nothing before, between or behind.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from forum.files.refusing import Unkept, insist

MOST_ENTRIES = 2000
MOST_BYTES = 200 * 1024 * 1024
MOST_RATIO = 100
FREE_OF_RATIO = 100 * 1024  # bytes: small parts that hold nothing but spaces do no harm
MOST_CONTENTS = 1024 * 1024  # bytes of the table of contents
PIECE = 64 * 1024
LOCAL = struct.Struct("<4s5H3I2H")  # the header before each entry
ENCRYPTED = 0x1 | 0x40
AFTER = 0x8  # sizes stand behind the entry, in 12 to 24 bytes
ARCHIVES = (".zip", ".docx", ".xlsx", ".pptx", ".docm", ".xlsm", ".7z", ".rar", ".gz", ".jar")
MAGIC = (b"PK\x03\x04", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"PK\x05\x06")

DAMAGED = "The file is damaged and cannot be read. Open it, save it anew, and choose that file."
TAMPERED = (
    "The file was put together in a way that no office program does, and it may be harmful. "
    "Open it, save it anew, and choose that file."
)
BOMB = "The file unpacks to more than can be checked. Save a smaller one, or divide it."
NESTED = (
    "The file holds another file ({name}). Take the embedded file or chart out, put a picture of "
    "it in its place, and add the other file as an appendix of its own."
)
LOCKED = "The file is protected with a password. Save it without one, and choose that file."


class Archive:
    """The entries of an archive that passed; they are read a piece at a time, and counted."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        insist(content[:4] == b"PK\x03\x04", TAMPERED)
        self._measure_contents()
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as opened:
                entries = opened.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
            raise Unkept(DAMAGED) from error
        self._measure(entries)
        self._follow(entries)
        self.entries = {each.filename: each for each in entries}
        self.unpacked = 0

    def _measure_contents(self) -> None:
        """The end of the archive is the end of the file, and names a table of decent size."""
        at = self.content.rfind(b"PK\x05\x06")
        insist(at >= 0 and len(self.content) >= at + 22, DAMAGED)
        _, _, _, _, entries, size, start, note = struct.unpack_from("<4s4H2IH", self.content, at)
        insist(at + 22 + note == len(self.content), TAMPERED)
        insist(start + size == at, TAMPERED)
        insist(entries <= MOST_ENTRIES and size <= MOST_CONTENTS, BOMB)
        self.contents_at = start

    def _measure(self, entries: list[zipfile.ZipInfo]) -> None:
        """Names, numbers and sizes, as the table of contents tells them."""
        insist(len(entries) <= MOST_ENTRIES, BOMB)
        names = [each.filename for each in entries]
        insist(len({name.lower() for name in names}) == len(names), TAMPERED)
        for each in entries:
            insist(_is_decent(each), TAMPERED)
            insist(not each.flag_bits & ENCRYPTED, LOCKED)
            insist(not each.filename.lower().endswith(ARCHIVES), NESTED.format(name=each.filename))
            too_dense = each.file_size > MOST_RATIO * max(each.compress_size, 1)
            insist(not too_dense or each.file_size <= FREE_OF_RATIO, BOMB)
        insist(sum(each.file_size for each in entries) <= MOST_BYTES, BOMB)

    def _follow(self, entries: list[zipfile.ZipInfo]) -> None:
        """Each entry begins where the one before ended: none overlaps, nothing hides between."""
        at = slack = 0
        for each in sorted(entries, key=lambda entry: entry.header_offset):
            insist(at <= each.header_offset <= at + slack, TAMPERED)
            insist(each.header_offset + LOCAL.size <= len(self.content), DAMAGED)
            header = LOCAL.unpack_from(self.content, each.header_offset)
            begin = each.header_offset + LOCAL.size
            name = self.content[begin : begin + header[9]]
            insist(header[0] == b"PK\x03\x04", DAMAGED)
            insist(name == _written(each), TAMPERED)
            begin += header[9] + header[10]
            at, slack = begin + each.compress_size, 24 if each.flag_bits & AFTER else 0
        insist(at <= self.contents_at <= at + slack, TAMPERED)

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def pieces(self, name: str) -> Iterator[bytes]:
        """What the entry holds, a piece at a time; what really comes out is what is counted."""
        entry = self.entries[name]
        size = crc = 0
        for piece in self._unpacked(entry):
            if not size:
                insist(not piece.startswith(MAGIC), NESTED.format(name=name))
            size, crc = size + len(piece), zlib.crc32(piece, crc)
            self.unpacked += len(piece)
            insist(size <= entry.file_size and self.unpacked <= MOST_BYTES, BOMB)
            yield piece
        insist(size == entry.file_size and crc == entry.CRC, DAMAGED)

    def _unpacked(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        header = LOCAL.unpack_from(self.content, entry.header_offset)
        begin = entry.header_offset + LOCAL.size + header[9] + header[10]
        packed = memoryview(self.content)[begin : begin + entry.compress_size]
        if entry.compress_type == zipfile.ZIP_STORED:
            for at in range(0, len(packed), PIECE):
                yield bytes(packed[at : at + PIECE])
            return
        reader = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for at in range(0, len(packed), PIECE):
                rest: bytes | memoryview = packed[at : at + PIECE]
                while rest:
                    if piece := reader.decompress(rest, PIECE):
                        yield piece
                    rest = reader.unconsumed_tail
            if piece := reader.flush():
                yield piece
        except zlib.error as error:
            raise Unkept(DAMAGED) from error

    def read(self, name: str, most: int) -> bytes:
        """A small entry whole."""
        held = bytearray()
        for piece in self.pieces(name):
            held += piece
            insist(len(held) <= most, BOMB)
        return bytes(held)


def _is_decent(entry: zipfile.ZipInfo) -> bool:
    """An ordinary file at an ordinary place, packed in one of the two ordinary ways."""
    name, mode = entry.orig_filename, entry.external_attr >> 16
    parts = name.split("/")
    return (
        not name.startswith("/")
        and ".." not in parts
        and not set(name) & set("\\:\0")
        and name.isprintable()
        and (not mode or stat.S_ISREG(mode) or stat.S_ISDIR(mode) or not stat.S_IFMT(mode))
        and entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    )


def _written(entry: zipfile.ZipInfo) -> bytes:
    """The name as it stands in the archive."""
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437")
