"""Word files and workbooks made and unmade: parts changed, added, and archives that lie."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import docx
import openpyxl

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def a_word_file(text: str = "The forum is asked to agree.") -> bytes:
    document = docx.Document()
    document.add_heading("Report", 1)
    document.add_paragraph(text)
    return saved(document)


def a_workbook(*rows: list, sheet: str = "Rates") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows or (["School", "Amount"], ["Ambridge Primary", 1234.5]):
        book.active.append(row)
    return saved(book)


def saved(thing) -> bytes:
    out = io.BytesIO()
    thing.save(out)
    return out.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(held: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as opened:
        for name, part in held.items():
            opened.writestr(name, part)
    return out.getvalue()


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The file with some bytes of one of its parts replaced."""
    held = parts(content)
    assert old in held[part], part
    held[part] = held[part].replace(old, new, 1)
    return packed(held)


def with_parts(content: bytes, more: Mapping[str, bytes], types: bytes = b"") -> bytes:
    """The file with more parts in it, and perhaps with their types."""
    held = parts(content)
    head = held["[Content_Types].xml"]
    held["[Content_Types].xml"] = head.replace(b"</Types>", types + b"</Types>")
    return packed(held | dict(more))


def in_body(xml: str, *, content: bytes | None = None) -> bytes:
    """A Word file with a paragraph of our own XML."""
    made = f'<w:p xmlns:w="{WORD}" xmlns:r="{RELATED}">{xml}</w:p>'.encode()
    return changed(
        content or a_word_file(), "word/document.xml", b"<w:sectPr", made + b"<w:sectPr"
    )


def a_field(*pieces: str) -> str:
    """A field whose instruction is cut into pieces."""
    runs = "".join(f"<w:r><w:instrText>{each}</w:instrText></w:r>" for each in pieces)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"{mark.format('begin')}{runs}{mark.format('end')}"


def related(kind: str, target: str, *, mode: str = "External", content: bytes = b"") -> bytes:
    """A file with one more relation of its main part."""
    held = parts(content or a_word_file())
    book = "xl/_rels/workbook.xml.rels"
    part = book if book in held else "word/_rels/document.xml.rels"
    line = (
        f'<Relationship Id="rIdX" Type="{RELATED}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    )
    held[part] = held[part].replace(b"</Relationships>", line.encode() + b"</Relationships>")
    return packed(held)


def overlapping(content: bytes, times: int = 50) -> bytes:
    """A table of contents that names one entry many times (as in D. Fifield's bomb)."""
    zeros = zlib.compress(b"0" * 60_000, 9)[2:-4]
    crc = zlib.crc32(b"0" * 60_000)
    told = (8, 0, 33, crc, len(zeros), 60_000, 5, 0)  # how and when packed, sizes, name
    head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, *told)
    start = content.rfind(b"PK\5\6")
    entries, size, begin = struct.unpack_from("<H2I", content, start + 10)
    listed = content[begin:start]
    entry = head + b"x.xml" + zeros
    more = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, *told, 0, 0, 0, 0, begin)
        + b"%05d" % number
        for number in range(times)
    )
    tail = struct.pack(
        "<4s4H2IH",
        *(b"PK\5\6", 0, 0, entries + times, entries + times),
        *(size + len(more), begin + len(entry), 0),
    )
    return content[:begin] + entry + listed + more + tail


def lying_about_size(content: bytes, name: str = "word/document.xml", size: int = 10) -> bytes:
    """The table of contents says that a part is smaller than it is."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        info = opened.getinfo(name)
    at = content.find(b"PK\1\2")
    while content[at + 46 : at + 46 + len(name)] != name.encode():
        at = content.find(b"PK\1\2", at + 4)
    return content[: at + 24] + struct.pack("<I", size) + content[at + 28 :] if info else b""
