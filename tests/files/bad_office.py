"""Word files and workbooks that are refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from tests.files.cases import Case
from tests.files.zips import (
    WORD,
    a_field,
    a_word_file,
    a_workbook,
    changed,
    in_body,
    lying_about_size,
    overlapping,
    packed,
    parts,
    related,
    with_parts,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000
WORD_TYPE = b"wordprocessingml.document.main+xml"
EXCEL_TYPE = b"spreadsheetml.sheet.main+xml"
LAUGHS = b"".join(
    b'<!ENTITY l%d "%b">' % (number, b"&l%d;" % (number - 1) * 10) for number in range(1, 10)
)


def bad_office() -> Iterator[Case]:
    """Each with words of its refusal."""
    yield from _mislabelled()
    yield from _acting()
    yield from _fields()
    yield from _related()
    yield from _declared()
    yield from _archives()
    yield from _bombs()


def _mislabelled() -> Iterator[Case]:
    word, book = a_word_file(), a_workbook()
    yield Case("a workbook called a Word file", "a.docx", book, "not a Word document")
    yield Case("a Word file called a workbook", "a.xlsx", word, "not an Excel workbook")
    yield Case("a plain archive", "a.docx", packed({"a.txt": b"x"}), "not a Word")
    yield Case("an archive of XML", "a.docx", packed({"a.xml": b"<a/>"}), "not a Word document")
    yield Case("a picture called a Word file", "a.docx", b"\x89PNG\r\n\x1a\n", "not a Word")
    yield Case("text called a workbook", "a.xlsx", b"School,Amount\nA,1", "not an Excel workbook")
    yield Case("an old Word file", "a.docx", OLE, "protected with a password")
    locked = OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500
    yield Case("an encrypted workbook", "a.xlsx", locked, "protected with a password")
    macros = WORD_TYPE, b"document.macroEnabled.main+xml"
    yield Case("a .docm renamed", "a.docx", _typed(word, *macros), "macros")
    template = WORD_TYPE, b"wordprocessingml.template.main+xml"
    yield Case("a .dotx renamed", "a.docx", _typed(word, *template), "not a Word document")
    macros = EXCEL_TYPE, b"sheet.macroEnabled.main+xml"
    yield Case("an .xlsm renamed", "a.xlsx", _typed(book, *macros), "macros")
    binary = EXCEL_TYPE, b"sheet.binary.macroEnabled.main"
    yield Case("an .xlsb renamed", "a.xlsx", _typed(book, *binary), "macros")
    yield Case("no table of types", "a.docx", _without(word, "[Content_Types].xml"), "not a Word")
    yield Case("no text in it", "a.docx", _without(word, "word/document.xml"), "not a Word")
    yield Case("no book in it", "a.xlsx", _without(book, "xl/workbook.xml"), "not an Excel")
    other = changed(word, "word/document.xml", WORD.encode(), b"http://purl.oclc.org/ooxml/strict")
    yield Case("another dialect", "a.docx", other, "not a Word document")


def _acting() -> Iterator[Case]:
    word, book = a_word_file(), a_workbook()
    macros, active = {"word/vbaProject.bin": OLE}, {"word/activeX/activeX1.xml": b"<a/>"}
    yield Case("macros in a .docx", "a.docx", with_parts(word, macros), "macros")
    yield Case("an ActiveX control", "a.docx", with_parts(word, active), "an ActiveX control")
    ole = {"word/embeddings/oleObject1.bin": OLE}
    yield Case("an OLE object", "a.docx", with_parts(word, ole), "an embedded object")
    inner = {"word/embeddings/Microsoft_Excel_Sheet.xlsx": book}
    yield Case("a workbook behind a chart", "a.docx", with_parts(word, inner), "embedded")
    program = {"word/media/run.exe": b"MZ"}
    yield Case("a program inside", "a.docx", with_parts(word, program), "does not belong")
    script = {"customUI/x.js": b"alert(1)"}
    yield Case("a script inside", "a.xlsx", with_parts(book, script), "does not belong")
    old = {"xl/macrosheets/sheet1.xml": b"<a/>"}
    yield Case("an Excel 4 macro sheet", "a.xlsx", with_parts(book, old), "macros")
    hidden = {"word/media/image1.png": packed({"a.xml": b"<a/>"})}
    yield Case("an archive called a picture", "a.docx", with_parts(word, hidden), "another file")
    named = {"word/media/inner.zip": b"PK"}
    yield Case("an archive inside", "a.docx", with_parts(word, named), "another file")
    link = {
        "xl/externalLinks/externalLink1.xml": b'<externalLink xmlns="http://schemas.openxmlformats'
        b'.org/spreadsheetml/2006/main"><ddeLink ddeService="cmd" ddeTopic="/c calc"/>'
        b"</externalLink>"
    }
    yield Case("a DDE link", "a.xlsx", with_parts(book, link), "a link to another program")


def _fields() -> Iterator[Case]:
    fields = {
        "a DDE field": ['DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"'],
        "a DDE field in pieces": ["DD", "EAU", "TO cmd"],
        "a DDE field in small letters": [" ddeauto cmd"],
        "an included picture": ['INCLUDEPICTURE "https://tracker.example/a.png"'],
        "included text": ['INCLUDETEXT "C:\\\\secret.txt"'],
        "a link to a workbook": ["LINK Excel.Sheet.12 book.xlsx"],
        "letters put together": ["QUOTE 68 68 69"],
        "a database": ['DATABASE \\\\d "C:\\\\x.mdb"'],
    }
    for what, pieces in fields.items():
        yield Case(what, "a.docx", in_body(a_field(*pieces)), "a field that draws on")
    nested = a_field("IF 1 = 1 ").replace(
        "</w:instrText></w:r>", f"</w:instrText></w:r>{a_field('DDE cmd x')}", 1
    )
    yield Case("a DDE field inside another", "a.docx", in_body(nested), "a field that draws on")
    simple = '<w:fldSimple w:instr="DDE cmd x"/>'
    yield Case("a DDE field in one piece", "a.docx", in_body(simple), "a field that draws on")
    unclosed = a_field("DDEAUTO cmd").rpartition("<w:r><w:fldChar")[0]
    yield Case("a DDE field never closed", "a.docx", in_body(unclosed), "a field that draws on")
    header = {"word/header9.xml": f'<w:hdr xmlns:w="{WORD}">{a_field("DDE x")}</w:hdr>'.encode()}
    in_header = with_parts(a_word_file(), header)
    yield Case("a DDE field in a header", "a.docx", in_header, "a field that draws on")


def _related() -> Iterator[Case]:
    book = a_workbook()
    far = "https://evil.example/a.dotm"
    yield Case("a template elsewhere", "a.docx", related("attachedTemplate", far), "elsewhere")
    share = related("attachedTemplate", "file:///S:/Templates/Report.dotx")
    yield Case("a template on a share", "a.docx", share, "S:/Templates/Report.dotx")
    yield Case("a picture elsewhere", "a.docx", related("image", "http://x.example/a.png"), "else")
    yield Case("a frame elsewhere", "a.docx", related("frame", "http://x.example/"), "elsewhere")
    mail = related("mailMergeSource", "file:///C:/people.xlsx")
    yield Case("a mail merge", "a.docx", mail, "elsewhere")
    chunk = related("aFChunk", "chunk.xml", mode="Internal")
    yield Case("a document in the document", "a.docx", chunk, "another document inside it")
    ole = related("oleObject", "x.xml", mode="Internal")
    yield Case("an OLE object by relation", "a.docx", ole, "an embedded object")
    other = related(
        "externalLink", "externalLinks/externalLink1.xml", mode="Internal", content=book
    )
    yield Case("values of another workbook", "a.xlsx", other, "another workbook")
    data = related("connections", "connections.xml", mode="Internal", content=book)
    yield Case("a connection to data", "a.xlsx", data, "a connection to data elsewhere")


def _declared() -> Iterator[Case]:
    word, book = a_word_file(), a_workbook()
    head = b"?>"
    kinds = {
        "a billion laughs": b'<!DOCTYPE d [<!ENTITY l0 "ha">' + LAUGHS + b"]>",
        "a quadratic blowup": b'<!DOCTYPE d [<!ENTITY a "' + b"a" * 50_000 + b'">]>',
        "a file as an entity": b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        "an address as an entity": b'<!DOCTYPE d [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]>',
        "a document type elsewhere": b'<!DOCTYPE d SYSTEM "http://127.0.0.1/x.dtd">',
    }
    for what, declared in kinds.items():
        for name, file, part in (
            ("a.docx", word, "word/document.xml"),
            ("a.xlsx", book, "xl/workbook.xml"),
        ):
            held = parts(file)
            text = held[part] if head in held[part] else b'<?xml version="1.0"?>' + held[part]
            held[part] = text.replace(head, head + declared, 1)
            yield Case(f"{what} in {name}", name, packed(held), "a document type or entities")
    in_types = changed(word, "[Content_Types].xml", head, head + kinds["a billion laughs"])
    yield Case("entities in the table of types", "a.docx", in_types, "a document type")
    torn = changed(word, "word/document.xml", b"</w:body>", b"")
    yield Case("XML that does not close", "a.docx", torn, "word/document.xml")


def _archives() -> Iterator[Case]:
    word, book = a_word_file(), a_workbook()
    yield Case("half a Word file", "a.docx", word[: len(word) // 2], "damaged")
    yield Case("half a workbook", "a.xlsx", book[: len(book) // 2], "damaged")
    at = len(word) // 3
    broken = word[:at] + bytes(each ^ 0x55 for each in word[at : at + 200]) + word[at + 200 :]
    yield Case("bytes changed inside", "a.docx", broken, "damaged")
    yield Case("something before it", "a.docx", b"#!/bin/sh\n" + word, "not a Word document")
    yield Case("something behind it", "a.docx", word + b"<html><script>", "no office program")
    absolute = {"/etc/cron.d/x.xml": b"<a/>"}
    yield Case("an absolute name", "a.docx", with_parts(word, absolute), "no office program")
    above = {"../../x.xml": b"<a/>"}
    yield Case("a name that climbs", "a.docx", with_parts(word, above), "no office program")
    drive = {"C:\\x.xml": b"<a/>"}
    yield Case("a name on a drive", "a.docx", with_parts(word, drive), "no office program")
    yield Case("a symbolic link", "a.docx", _with_link(word), "no office program")
    yield Case("a name twice", "a.docx", _twice(word), "no office program")
    yield Case("a part with a password", "a.docx", _flagged(word), "with a password")
    packed_otherwise = packed(parts(word), zipfile.ZIP_BZIP2)
    yield Case("packed in another way", "a.docx", packed_otherwise, "no office program")
    lying = lying_about_size(word)
    yield Case("a size that lies", "a.docx", lying, "unpacks to more")
    other = word.replace(b"word/styles.xml", b"word/stylez.xml", 1)
    yield Case("two names for one part", "a.docx", other, "no office program")


def _bombs() -> Iterator[Case]:
    word, book = a_word_file(), a_workbook()
    zeros = with_parts(word, {"word/media/a.png": b"\0" * (200 << 20)})
    yield Case("200 MB of zeros", "a.docx", zeros, "unpacks to more")
    dense = with_parts(book, {"xl/a.xml": b"<a>" + b" " * (30 << 20) + b"</a>"})
    yield Case("packed a thousand to one", "a.xlsx", dense, "unpacks to more")
    many = {f"word/media/{number}.png": b"" for number in range(2100)}
    yield Case("2,100 entries", "a.docx", with_parts(word, many), "unpacks to more")
    crowd = {f"word/media/{number}.png": b"" for number in range(65_500)}
    yield Case("65,000 entries", "a.docx", with_parts(word, crowd), "unpacks to more")
    yield Case("entries that overlap", "a.docx", overlapping(word), "no office program")
    deep = with_parts(word, {"word/a.xml": b"<a>" * 5000 + b"</a>" * 5000})
    yield Case("XML 5,000 deep", "a.docx", deep, "holds more than")


def _typed(content: bytes, old: bytes, new: bytes) -> bytes:
    return changed(content, "[Content_Types].xml", old, new)


def _without(content: bytes, part: str) -> bytes:
    return packed({name: held for name, held in parts(content).items() if name != part})


def _with_link(content: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as opened:
        link = zipfile.ZipInfo("word/link.xml")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        opened.writestr(link, "/etc/passwd")
    return out.getvalue()


def _twice(content: bytes) -> bytes:
    return with_parts(content, {"word/Document.xml": b"<a/>"})


def _flagged(content: bytes) -> bytes:
    """With the mark of encryption on its first entry, in both places."""
    made = bytearray(content)
    made[6] |= 1
    made[made.find(b"PK\1\2") + 8] |= 1
    return bytes(made)
