"""The only file that knows WeasyPrint: one HTML document in, one PDF of both standards out."""

import functools
import hashlib
import re
from base64 import b64decode
from pathlib import Path
from string import ascii_letters, digits, punctuation
from xml.etree.ElementTree import Element

import pydyf
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from forum.pdf.characters import printable
from forum.pdf.joining import alphabet
from forum.pdf.ready import pages_of, ready

PACKAGE = Path(__file__).parent
TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
SHELF = {
    f"asset:{path.name}": (path.read_bytes(), TYPES[path.suffix])
    for folder in ("fonts", "styles")
    for path in (PACKAGE / folder).iterdir()
    if path.suffix in TYPES
}
# Into the document, to the web, to mail; "piece:" is mended when pieces are joined.
LINKS = ("#", "https://", "http://", "mailto:", "piece:")
PICTURE = re.compile(r"data:(?P<kind>image/(?:png|jpeg));base64,")
"""A picture that was checked and written anew when it was stored, and came with the page."""
BLOCKS = ("blockquote", "div", "dl", "ol", "p", "pre", "table", "ul")
# ISO 19005-2, 6.6.2.3: a PDF/A file explains the mark that makes it PDF/UA.
PDF_UA_MARK = (PACKAGE / "styles" / "pdf_ua_mark.xml").read_bytes().strip()


USUAL = f"{ascii_letters}{digits}{punctuation} ·…–—’“”£"
"""What is printed at the foot of joined pages, most often: its font is there from the start."""


class Shelf(URLFetcher):
    """Serves our own fonts and styles, and pictures inside the page; refuses all else."""

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        if picture := PICTURE.match(url):
            body = b64decode(url[picture.end() :], validate=True)
            return URLFetcherResponse(url, body, {"Content-Type": picture["kind"]})
        if url not in SHELF:
            raise ValueError("refused")
        body, kind = SHELF[url]
        return URLFetcherResponse(url, body, {"Content-Type": kind})


class Press:
    """Holds the fonts and the house style, read once, and makes PDFs with them."""

    def __init__(self) -> None:
        mend_pydyf()
        self.fonts = FontConfiguration()
        self.style = CSS(url="asset:document.css", font_config=self.fonts, url_fetcher=Shelf())
        self.print((PACKAGE / "styles" / "warm_up.html").read_text())
        self.usual = self.print(alphabet(USUAL))

    def letters(self, letters: str) -> bytes:
        """The font of these letters, in a document that holds them."""
        return self.usual if {*letters} <= {*USUAL} else self.print(alphabet(letters))

    def piece(self, html: str) -> bytes:
        """The document as a part of a longer one; how many pages it has stands before it."""
        part = ready(self.print(html))
        return b"%d\n%b" % (pages_of(part), part)

    def print(self, html: str) -> bytes:
        """The document as a file that is both PDF/UA-1 and PDF/A-2a."""
        source = HTML(string=html, url_fetcher=Shelf())
        mend(source.etree_element)
        return source.write_pdf(
            pdf_variant="pdf/a-2a",
            stylesheets=[self.style],
            font_config=self.fonts,
            finisher=functools.partial(finish, hashlib.sha256(html.encode()).hexdigest()[:12]),
        )


def mend(root: Element) -> None:
    """Leave only characters that can be drawn and links that lead somewhere decent."""
    for element in root.iter():
        element.text = printable(element.text or "")
        element.tail = printable(element.tail or "")
        for name, value in element.attrib.items():
            element.set(name, printable(value))
    for link in root.iter("a"):
        if not link.get("href", "#").startswith(LINKS):
            del link.attrib["href"]
    for item in list(root.iter("li")):
        if item.get("class") == "labelled":
            give_label(item)
        if (number := item.get("value", "")).isdecimal():
            # WeasyPrint sets a counter before it counts the item.
            item.set("style", f"counter-set: list-item {int(number) - 1}")
        give_body(item)


def give_label(item: Element) -> None:
    """Make the label that a point is printed with, "(ii)", its marker: it is read out as one."""
    label = item[0]
    plain = re.sub(r'["\\\n\r\f]', lambda found: f"\\{ord(found[0]):x} ", label.text or "")
    item.set("style", f'list-style-type: "{plain} "')
    item.text = (label.tail or "").lstrip()
    item.remove(label)


def give_body(item: Element) -> None:
    """Put the blocks of a list item into one inner item, which WeasyPrint tags as its body."""
    # ISO 32000-1, table 336: a list item holds its label and its body and nothing else.
    if any(child.tag in BLOCKS for child in item):
        body = Element("li", {"style": "display: block; margin: 0"})
        body.text, item.text = item.text, None
        body[:], item[:] = item[:], [body]


def finish(name: str, _document: Document, pdf: pydyf.PDF) -> None:
    """Make the PDF/A file a PDF/UA file too, and its parts fit to be joined to others."""
    metadata = _object(pdf, pdf.catalog["Metadata"])
    metadata.compress = False
    metadata.stream = [part.replace(b"</rdf:RDF>", PDF_UA_MARK) for part in metadata.stream]
    silence_margins(pdf)
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Stream) and b"begincmap" in thing.stream:
            # A glyph without text (the dotted circle under a stray accent) is not allowed.
            thing.stream = [part.replace(b" <>", b" <200b>") for part in thing.stream]
        elif isinstance(thing, pydyf.Dictionary) and thing.get("S") in ("/TH", "/TD"):
            # The names of table heads, unique in the file, become unique among all files.
            if "ID" in thing:
                thing["ID"] = pydyf.String(f"{name}-{thing['ID'].string}")
            if heads := thing.get("A", {}).get("Headers"):
                heads[:] = [pydyf.String(f"{name}-{head.string}") for head in heads]


def silence_margins(pdf: pydyf.PDF) -> None:
    """Mark what stands in the margins as decoration of the page (ISO 14289-1, 7.8).

    WeasyPrint tags it as text, and leaves it out of the tree that is read aloud.
    """
    tree = _object(pdf, pdf.catalog["StructTreeRoot"])
    heard, waiting = set(), [*tree["K"]]
    while waiting:
        element = waiting.pop()
        heard.add(element)
        kids = _object(pdf, element).get("K", [])
        waiting += [kid for kid in kids if isinstance(kid, bytes)]
    owners = _object(pdf, tree["ParentTree"])["Nums"]
    for number, page in enumerate(pdf.page_references):
        content = _object(pdf, _object(pdf, page)["Contents"]).stream
        for at, mark in enumerate(content):
            if not isinstance(mark, pydyf.Dictionary) or "MCID" not in mark:
                continue
            owner = owners[2 * number + 1][mark["MCID"]]
            if owner not in heard:
                content[at - 1 : at + 1] = "/Artifact", "<</Type /Pagination>>"
                owners[2 * number + 1][mark["MCID"]] = "null"
                _object(pdf, owner)["K"] = pydyf.Array()


def _object(pdf: pydyf.PDF, reference: bytes) -> pydyf.Object:
    return pdf.objects[int(reference.split()[0])]


def mend_pydyf() -> None:
    """Mend two faults of pydyf 0.13, once."""
    # It lists all pages again for every tagged element: time grows as pages times elements.
    find = pydyf.PDF.page_references.fget
    if find.__module__ == __name__:
        return

    def found(pdf: pydyf.PDF) -> tuple[bytes, ...]:
        return listed(pdf, pdf.pages["Count"])

    listed = functools.lru_cache(1)(lambda pdf, _count: find(pdf))
    pydyf.PDF.page_references = property(found)
    # It ends a stream with LF. After data ending in CR a validator takes the two for one line
    # end, finds a byte too few and fails the file: one stream in 256. CR LF leaves no doubt.
    write = pydyf.Stream.data.fget
    pydyf.Stream.data = property(
        lambda stream: write(stream).removesuffix(b"\nendstream") + b"\r\nendstream"
    )
