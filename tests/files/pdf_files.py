"""PDFs put together by hand, good and bad."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.files.cases import Case
from tests.files.zips import a_word_file, packed

LIBREOFFICE = Path(__file__).parent / "libreoffice"


def a_pdf(change: Callable[[Pdf], None] | None = None, *, pages: int = 1, **how: object) -> bytes:
    """Blank pages, changed."""
    with Pdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        if change:
            change(pdf)
        out = io.BytesIO()
        pdf.save(out, **how)
    return out.getvalue()


def bad_pdfs() -> Iterator[Case]:
    """Each with words of its refusal."""
    yield from _mislabelled()
    yield from _acting()
    yield from _holding()
    yield from _broken()


def _mislabelled() -> Iterator[Case]:
    good = a_pdf()
    page = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
    yield Case("a page called a PDF", "a.pdf", page, "not a PDF")
    yield Case("a Word file called a PDF", "a.pdf", a_word_file(), "not a PDF")
    yield Case("a program called a PDF", "a.pdf", b"MZ" + b"\0" * 400, "not a PDF")
    yield Case("something before the header", "a.pdf", b"\n" * 20 + good, "not a PDF")
    yield Case("PostScript", "a.pdf", b"%!PS-Adobe-3.0\n", "not a PDF")
    both = good.replace(b"\n", b"\n%<html><script>alert(1)</script></html>\n", 1)
    yield Case("a PDF that is a page too", "a.pdf", both, "something else as well")
    yield Case("a page behind a PDF", "a.pdf", good + page, "something else as well")
    archive = packed({"a.txt": b"x"}, zipfile.ZIP_STORED)
    yield Case("an archive behind a PDF", "a.pdf", good + archive, "something else as well")
    inside = good.replace(b"\n", b"\n%" + archive.replace(b"\n", b" ") + b"\n", 1)
    tail = b"\nstartxref\n0\n%%EOF"
    yield Case("an archive inside a PDF", "a.pdf", inside + archive + tail, "something else as")
    drawing = good.replace(b"\n", b"\n%<svg onload=alert(1)>\n", 1)
    yield Case("a drawing inside a PDF", "a.pdf", drawing, "something else as well")


def _acting() -> Iterator[Case]:
    quiet = "starts by itself"
    for what, change, says in (
        ("a script when it opens", lambda pdf: _root(pdf, "/OpenAction", _script()), "a script"),
        (
            "a form sent when it opens",
            lambda pdf: _root(pdf, "/OpenAction", Dictionary(S=Name.URI, URI="https://x.example")),
            quiet,
        ),
        ("a script among the names", _named_script, "a script"),
        ("a script on a page", lambda pdf: _page(pdf, "/AA", Dictionary(O=_script())), quiet),
        ("a script in an annotation", lambda pdf: _noted(pdf, A=_script()), "a script"),
        ("a script in a field", lambda pdf: _noted(pdf, AA=Dictionary(K=_script())), quiet),
        (
            "a script as a stream",
            lambda pdf: _noted(pdf, A=Dictionary(S=Name.X, JS=pdf.make_stream(b"app.alert(1)"))),
            "a script",
        ),
        (
            "a script far from the pages",
            lambda pdf: _root(pdf, "/X", pdf.make_indirect(_script())),
            "a script",
        ),
        (
            "a program started",
            lambda pdf: _noted(pdf, A=_action("/Launch", F="cmd.exe")),
            "starts",
        ),
        ("a form sent", lambda pdf: _noted(pdf, A=_action("/SubmitForm", F="https://x")), "form"),
        ("a form filled", lambda pdf: _noted(pdf, A=_action("/ImportData", F="x.fdf")), "form"),
        ("a file inside shown", lambda pdf: _noted(pdf, A=_action("/GoToE")), "a file inside"),
        ("film started", lambda pdf: _noted(pdf, A=_action("/Rendition")), "sound or film"),
        (
            "an action after an action",
            lambda pdf: _noted(pdf, A=Dictionary(S=Name.URI, URI="https://x", Next=_script())),
            "a script",
        ),
        (
            "an action of the document",
            lambda pdf: _root(pdf, "/AA", Dictionary(WC=_action("/URI"))),
            quiet,
        ),
    ):
        yield Case(what, "a.pdf", _written(change), says)
    packed_in = a_pdf(_named_script, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    yield Case("a script in an object stream", "a.pdf", packed_in, "a script")
    plain = a_pdf(_named_script, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    veiled = plain.replace(b"/JavaScript", b"/JavaScr#69pt")
    yield Case("a script in a veiled name", "a.pdf", _with_places(veiled), "a script")


def _holding() -> Iterator[Case]:
    for what, change, says in (
        ("a file attached", _attached, "a file inside"),
        (
            "a file as a note",
            lambda pdf: _noted(pdf, Subtype=Name.FileAttachment),
            "a file inside",
        ),
        ("rich media", lambda pdf: _noted(pdf, Subtype=Name.RichMedia), "sound or film"),
        ("a film", lambda pdf: _noted(pdf, Subtype=Name.Movie), "sound or film"),
        ("a screen", lambda pdf: _noted(pdf, Subtype=Name.Screen), "sound or film"),
        ("a model", lambda pdf: _noted(pdf, Subtype=Name("/3D")), "three-dimensional"),
        (
            "an XFA form",
            lambda pdf: _root(
                pdf, "/AcroForm", Dictionary(XFA=pdf.make_stream(b"<xdp/>"), Fields=[])
            ),
            "an XFA form",
        ),
    ):
        yield Case(what, "a.pdf", _written(change), says)


def _broken() -> Iterator[Case]:
    good = a_pdf(pages=3)
    yield Case("half a PDF", "a.pdf", good[: len(good) // 2], "damaged")
    yield Case("a PDF without its end", "a.pdf", good[:-30], "damaged")
    yield Case("a header and no more", "a.pdf", b"%PDF-1.7\n", "damaged")
    yield Case("a header and an end", "a.pdf", b"%PDF-1.7\n%%EOF\n", "damaged")
    lost = good.replace(b"startxref", b"startxrfe")
    yield Case("no way to its parts", "a.pdf", lost, "damaged")
    yield Case("no pages", "a.pdf", a_pdf(pages=0), "damaged")
    owner = pikepdf.Encryption(owner="x", user="")
    yield Case("a PDF against copying", "a.pdf", a_pdf(encryption=owner), "protected")
    both = pikepdf.Encryption(owner="x", user="y")
    yield Case("a PDF with a password", "a.pdf", a_pdf(encryption=both), "protected")
    locked = (LIBREOFFICE / "locked.pdf").read_bytes()
    yield Case("a PDF that LibreOffice locked", "a.pdf", locked, "protected")
    yield Case("1,001 pages", "a.pdf", a_pdf(pages=1001), "Divide it")
    yield Case("pages in a circle", "a.pdf", _written(_circle), "damaged")


def _written(change: Callable[[Pdf], object]) -> bytes:
    return a_pdf(lambda pdf: change(pdf) and None)


def _root(pdf: Pdf, key: str, value: object) -> None:
    pdf.Root[key] = value


def _page(pdf: Pdf, key: str, value: object) -> None:
    pdf.pages[0].obj[key] = value


def _script() -> Dictionary:
    return _action("/JavaScript", JS=String("app.alert(1)"))


def _action(kind: str, **more: object) -> Dictionary:
    return Dictionary({"/S": Name(kind), **{f"/{key}": value for key, value in more.items()}})


def _noted(pdf: Pdf, **more: object) -> None:
    """An annotation on the first page."""
    note = {"/Type": Name.Annot, "/Subtype": Name.Link, "/Rect": Array([0, 0, 9, 9])}
    note |= {f"/{key}": value for key, value in more.items()}
    _page(pdf, "/Annots", Array([pdf.make_indirect(Dictionary(note))]))


def _named_script(pdf: Pdf) -> None:
    tree = Dictionary(Names=Array([String("x"), _script()]))
    _root(pdf, "/Names", Dictionary({"/JavaScript": pdf.make_indirect(tree)}))


def _attached(pdf: Pdf) -> None:
    pdf.attachments["a.txt"] = b"hidden"


def _circle(pdf: Pdf) -> None:
    pdf.Root.Pages.Kids[0] = pdf.Root.Pages


def _with_places(content: bytes) -> bytes:
    """The file with its table of places made again, its names as they are written."""
    head, objects, places = content[:9], [], [0]
    body = content[: content.rfind(b"xref\n", 0, content.rfind(b"startxref"))]
    for number, part in enumerate(body.split(b"\nendobj\n")[:-1], start=1):
        places.append(body.find(b"%d 0 obj" % number))
        objects.append(part)
    table = b"".join(b"%010d 00000 n \n" % each for each in places[1:])
    trailer = content[content.rfind(b"trailer") : content.rfind(b"startxref")]
    size = len(places)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % size + table
    assert head.startswith(b"%PDF")
    return body + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(body)
