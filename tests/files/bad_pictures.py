"""Pictures, tables and names that are refused."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

from PIL import Image

from tests.files.cases import Case
from tests.files.pdf_files import a_pdf
from tests.files.zips import a_word_file, a_workbook

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
LARGEST = 25 * 1024 * 1024


def a_picture(kind: str = "PNG", size: tuple[int, int] = (60, 40), **how: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#00454d").save(out, kind, **how)
    return out.getvalue()


def bad_pictures() -> Iterator[Case]:
    """Each with words of its refusal."""
    png, jpeg = a_picture(), a_picture("JPEG")
    yield Case("a drawing called a PNG", "a.png", SVG, "not a PNG picture")
    yield Case("a page called a JPEG", "a.jpg", b"<html>", "not a JPEG picture")
    yield Case("a JPEG called a PNG", "a.png", jpeg, "not a PNG picture")
    yield Case("a PNG called a JPEG", "a.jpeg", png, "not a JPEG picture")
    yield Case("a GIF called a PNG", "a.png", a_picture("GIF"), "not a PNG picture")
    yield Case("a PDF called a PNG", "a.png", a_pdf(), "not a PNG picture")
    yield Case("half a PNG", "a.png", png[: len(png) // 2], "damaged")
    yield Case("half a JPEG", "a.jpg", jpeg[: len(jpeg) // 2], "damaged")
    yield Case("the first bytes of a PNG", "a.png", b"\x89PNG\r\n\x1a\n", "damaged")
    yield Case("a PNG with a broken part", "a.png", png.replace(b"IDAT", b"IDAX"), "damaged")
    yield Case("a PNG of 900 million dots", "a.png", a_claim(30_000, 30_000), "million dots")
    yield Case("a PNG of 26 million dots", "a.png", a_claim(26_000, 1000), "million dots")
    yield Case("a PNG that moves", "a.png", _moving(), "moves")
    many = a_claim(100, 100, notes=b"".join(_note(number) for number in range(80)))
    yield Case("a PNG with unpacking notes", "a.png", many, "damaged")


def bad_tables() -> Iterator[Case]:
    """CSV files, each with words of its refusal."""
    yield Case("a workbook called a CSV", "a.csv", a_workbook(), "not a CSV file")
    yield Case("a Word file called a CSV", "a.csv", a_word_file(), "not a CSV file")
    yield Case("a picture called a CSV", "a.csv", a_picture(), "not a CSV file")
    yield Case("a PDF called a CSV", "a.csv", a_pdf(), "not a CSV file")
    yield Case("a page called a CSV", "a.csv", b"<!doctype html><p>x,y", "not a CSV file")
    yield Case("rich text called a CSV", "a.csv", b"{\\rtf1 a,b}", "not a CSV file")
    yield Case("a script called a CSV", "a.csv", b"#!/bin/sh\nrm,x", "not a CSV file")
    yield Case("a NUL in it", "a.csv", b"a,b\n1,\x002", "not a CSV file")
    yield Case("UTF-16", "a.csv", "School,Amount".encode("utf-16"), "characters of this file")
    yield Case("an unknown alphabet", "a.csv", b"a,b\n\x81\x8d,2", "characters of this file")
    yield Case("an open quotation", "a.csv", b'a,b\n"1,2\n3,4', "cannot be read")
    yield Case("an endless cell", "a.csv", b"a," + b"x" * 40_000, "cannot be read")
    yield Case("300 columns", "a.csv", b"," * 300, "more than")
    yield Case("60,000 rows", "a.csv", b"a,b\n" * 60_000, "more than")
    yield Case("no rows", "a.csv", b"\n\n", "no rows")
    yield Case("a formula", "a.csv", b"School,Sum\nA,=SUM(B1:B9)", "Row 2 holds a formula")
    yield Case("a call", "a.csv", b"a,b\n1,\"=cmd|'/c calc'!A0\"", "Row 2 holds a formula")
    yield Case("a call after a sign", "a.csv", b"a\n+cmd|'/c calc'!A0", "a formula")
    yield Case("an address fetched", "a.csv", b'a\n"@HYPERLINK(""http://x"")"', "a formula")


def bad_names() -> Iterator[Case]:
    """Names, sizes and kinds, each with words of its refusal."""
    png = a_picture()
    yield Case("a program", "a.exe", b"MZ", "Choose a PDF")
    yield Case("a program behind a PDF", "a.pdf.exe", b"MZ", "Choose a PDF")
    yield Case("no ending", "report", png, "Choose a PDF")
    yield Case("an ending turned round", "a\u202egnp.exe", png, "Choose a PDF")
    yield Case("a NUL in the name", "a.exe\0.png".replace(".png", ""), b"MZ", "Choose a PDF")
    yield Case("an old Word file by name", "a.doc", b"x", "save it as “Word document (.docx)”")
    yield Case("a file with macros by name", "a.docm", b"x", "leaves out macros")
    yield Case("an old workbook by name", "a.xls", b"x", "save it as “Excel workbook (.xlsx)”")
    yield Case("slides", "a.pptx", b"x", "Save it as a PDF")
    yield Case("a drawing by name", "a.svg", SVG, "as a PNG picture")
    yield Case("an archive by name", "a.zip", b"PK", "one by one")
    yield Case("nothing in it", "a.pdf", b"", "is empty")
    yield Case("more than 25 MB", "a.pdf", b"%PDF-1.7\n" + b" " * LARGEST, "larger than 25 MB")


def a_claim(width: int, height: int, *, notes: bytes = b"") -> bytes:
    """A PNG that says how large it is, and holds next to nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    dots = zlib.compress(b"\0" * min(width * height * 3, 1000), 9)
    body = _part(b"IHDR", head) + notes + _part(b"IDAT", dots) + _part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _note(number: int) -> bytes:
    """A note of two million letters, packed into two thousand."""
    return _part(b"zTXt", b"note%d\0\0" % number + zlib.compress(b"x" * 2_000_000, 9))


def _part(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def _moving() -> bytes:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()
