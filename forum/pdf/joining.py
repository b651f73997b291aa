"""Many PDFs of ours made one: tags, bookmarks and links kept, pages numbered through.

Other tools lose the tags. One part after the other: memory does not grow with their number.
"""

import io
import json
import re
from collections.abc import Callable, Iterator
from html import escape

from pikepdf import Array, Dictionary, Object, Page, Pdf, String

from forum.pdf.writing import File, shared, unparsed

SIZE, RIGHT, UP = (
    8.5,
    56.7,
    21,
)  # points: of the letters, from the right edge, from the bottom edge


def counts(pdfs: list[bytes]) -> bytes:
    """How many pages each has, as JSON."""
    lengths = []
    for pdf in pdfs:
        with Pdf.open(io.BytesIO(pdf)) as part:
            lengths.append(len(part.pages))
    return json.dumps(lengths).encode()


def join(
    press: Callable[[str], bytes], parts: list[tuple[str, bytes]], title: str, numbering: str
) -> bytes:
    """The parts, each under its label in the bookmarks, as one file of both standards."""
    pages = sum(json.loads(counts([pdf for _, pdf in parts])))
    whole = Whole(len(parts), pages, numbering)
    with Pdf.open(io.BytesIO(press(_alphabet(numbering)))) as letters:
        whole.add_letters(letters)
    with Pdf.open(io.BytesIO(parts[0][1])) as first:
        whole.add_common(first, title)
    for label, pdf in parts:
        with Pdf.open(io.BytesIO(pdf)) as part:
            whole.add_part(part, label)
    return whole.finished()


class Whole:
    """The growing document. What ties its parts together has its number from the start."""

    def __init__(self, parts: int, pages: int, numbering: str) -> None:
        self.file = File()
        self.catalog, self.tree, self.list = (self.file.number() for _ in range(3))
        self.document, self.parents, self.outline = (self.file.number() for _ in range(3))
        self.before = self.file.number()
        self.elements = [self.file.number() for _ in range(parts)]
        self.marks = [self.file.number() for _ in range(parts)]
        self.numbering = numbering.replace("{pages}", str(pages))
        self.kids: list[bytes] = []  # pages so far
        self.owners: list[bytes] = []  # elements that content of pages, and links, belong to
        self.places: dict[bytes, bytes] = {}  # where links inside the document lead
        self.parts = 0

    def add_letters(self, letters: Pdf) -> None:
        """The font that page numbers are printed in."""
        (font,) = letters.pages[0].obj.Resources.Font.values()
        self.codes, self.widths = _codes(font), _widths(font)
        only = Pdf.new()
        font = only.copy_foreign(font)
        self.font = self.file.copy(only, _numbers(only.Root, only.Root.Pages)) + font.objgen[0]
        self.file.add_stream(self.before, b"<< /Length 2 >>", b"q\n")

    def add_common(self, first: Pdf, title: str) -> None:
        """What a file says once: its language, its colours, its metadata."""
        only = Pdf.new()
        intents = only.copy_foreign(first.make_indirect(first.Root.OutputIntents))
        only.Root.Metadata = metadata = only.copy_foreign(first.Root.Metadata)
        with only.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as words:
            words["dc:title"] = title
        metadata = only.Root.Metadata
        shift = self.file.copy(only, _numbers(only.Root, only.Root.Pages))
        self.common = b"/Lang %b /OutputIntents %b /Metadata %b" % (
            String(str(first.Root.Lang)).unparse(),
            unparsed(intents, shift),
            unparsed(metadata, shift),
        )

    def add_part(self, part: Pdf, label: str) -> None:
        """Pages, tags, bookmarks and links of one more part."""
        at, self.parts = self.parts, self.parts + 1
        root, tree = part.Root, part.Root.StructTreeRoot
        document, owners, outline = tree.K[0], tree.ParentTree.Nums, _outline(root, label)
        for number, page in enumerate(part.pages, len(self.kids) + 1):
            self._tie_page(page, number, at, part)
        for child in document.K:
            child.P = shared(self.elements[at])
        for mark in _marks(outline):
            mark.Parent = shared(self.marks[at])
        leave = _numbers(root, root.Pages, root.Metadata, tree, document, tree.ParentTree, outline)
        shift = self.file.copy(part, leave)
        pages = [b"%d 0 R" % (page.obj.objgen[0] + shift) for page in part.pages]
        self._add_element(at, label, unparsed(document.K, shift))
        self._add_mark(at, label, pages[0], outline, shift)
        self._add_places(at, pages[0], root, shift)
        self.kids += pages
        self.owners += [unparsed(owners[key], shift) for key in range(1, len(owners), 2)]

    def _tie_page(self, page: Page, number: int, at: int, part: Pdf) -> None:
        """Give the page its place in the whole, and its number."""
        page.obj.Parent = shared(self.list)
        page.obj.StructParents = int(page.obj.StructParents) + len(self.owners)
        page.obj.Resources.Font["/Numbers"] = shared(self.font)
        stamp = part.make_stream(self._stamp(number, float(page.mediabox[2])))
        page.obj.Contents = Array([shared(self.before), page.obj.Contents, stamp])
        for note in page.obj.get("/Annots", []):
            note.StructParent = int(note.StructParent) + len(self.owners)
            address = str(note.get("/A", Dictionary()).get("/URI", ""))
            if address.startswith("piece:"):
                del note["/A"]
                note.Dest = String(address)
            elif isinstance(note.get("/Dest"), String):
                note.Dest = String(f"{at}-{note.Dest}")

    def _stamp(self, number: int, width: float) -> bytes:
        """The page number at the foot, where it is seen and not heard."""
        words = [self.codes[letter] for letter in self.numbering.replace("{page}", str(number))]
        left = width - RIGHT - sum(self.widths[code] for code in words) * SIZE / 1000
        return (
            "\nQ\n/Artifact <</Type /Pagination>> BDC q 0.31 0.35 0.37 rg BT "
            f"/Numbers {SIZE} Tf {left:.2f} {UP} Td <{''.join(words)}> Tj ET Q EMC\n"
        ).encode()

    def _add_element(self, at: int, label: str, children: bytes) -> None:
        element = b"<< /Type /StructElem /S /Part /P %d 0 R /T %b /K %b >>"
        name = String(label).unparse()
        self.file.add(self.elements[at], element % (self.document, name, children))

    def _add_mark(
        self, at: int, label: str, page: bytes, outline: Object | None, shift: int
    ) -> None:
        """The bookmark of the part, its own ones folded beneath it."""
        name = String(label).unparse()
        mark = b"/Title %b /Parent %d 0 R /Dest [%b /Fit]" % (name, self.outline, page)
        if at:
            mark += b" /Prev %d 0 R" % self.marks[at - 1]
        if at < len(self.marks) - 1:
            mark += b" /Next %d 0 R" % self.marks[at + 1]
        if outline is not None:
            ends = unparsed(outline.First, shift), unparsed(outline.Last, shift)
            mark += b" /First %b /Last %b /Count -1" % ends
        self.file.add(self.marks[at], b"<< %b >>" % mark)

    def _add_places(self, at: int, page: bytes, root: Object, shift: int) -> None:
        self.places[bytes(String(f"piece:{at}"))] = b"[%b /Fit]" % page
        names = root.get("/Names", Dictionary()).get("/Dests", Dictionary()).get("/Names", Array())
        for key in range(0, len(names), 2):
            place = bytes(String(f"{at}-{names[key]}"))
            self.places[place] = unparsed(names[key + 1], shift)

    def finished(self) -> bytes:
        """The bytes of the file: the same for the same parts."""
        add, marks = self.file.add, self.marks
        kids, owners = (
            b" ".join(self.kids),
            b" ".join(b"%d %b" % owner for owner in enumerate(self.owners)),
        )
        elements = b" ".join(b"%d 0 R" % element for element in self.elements)
        places = b" ".join(
            b"%b %b" % (_name(key), self.places[key]) for key in sorted(self.places)
        )
        add(self.list, b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(self.kids), kids))
        add(
            self.tree,
            b"<< /Type /StructTreeRoot /K [%d 0 R] /ParentTree %d 0 R /ParentTreeNextKey %d >>"
            % (self.document, self.parents, len(self.owners)),
        )
        add(
            self.document,
            b"<< /Type /StructElem /S /Document /P %d 0 R /K [%b] >>" % (self.tree, elements),
        )
        add(self.parents, b"<< /Nums [%b] >>" % owners)
        add(
            self.outline,
            b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>"
            % (marks[0], marks[-1], len(marks)),
        )
        add(
            self.catalog,
            b"<< /Type /Catalog /Pages %d 0 R /StructTreeRoot %d 0 R /Outlines %d 0 R "
            b"/Names << /Dests << /Names [%b] >> >> /MarkInfo << /Marked true >> "
            b"/ViewerPreferences << /DisplayDocTitle true >> %b >>"
            % (self.list, self.tree, self.outline, places, self.common),
        )
        return self.file.finished(self.catalog)


def _numbers(*things: Object | None) -> set[int]:
    return {thing.objgen[0] for thing in things if thing is not None}


def _outline(root: Object, label: str) -> Object | None:
    """What bears the bookmarks of a part; not a single one that would repeat its label."""
    outline = root.get("/Outlines")
    if outline is None or outline.First != outline.Last or str(outline.First.Title) != label:
        return outline
    return outline.First if "/First" in outline.First else None


def _marks(outline: Object | None) -> Iterator[Object]:
    mark = None if outline is None else outline.First
    while mark is not None:
        yield mark
        mark = mark.get("/Next")


def _name(key: bytes) -> bytes:
    return b"<%b>" % key.hex().encode()


def _alphabet(numbering: str) -> str:
    letters = "".join(sorted({*numbering, *"0123456789"}))
    return (
        '<!doctype html><html lang="en-GB"><title>Numbers</title>'
        f'<body><p style="white-space: pre">{escape(letters)}</p></body></html>'
    )


def _codes(font: Object) -> dict[str, str]:
    """The code that stands for each character, in hexadecimal."""
    _, _, pairs = font.ToUnicode.read_bytes().decode().partition("endcodespacerange")
    return {chr(int(letter, 16)): code for code, letter in re.findall(r"<(\w+)> <(\w+)>", pairs)}


def _widths(font: Object) -> dict[str, float]:
    runs = font.DescendantFonts[0].W
    return {
        f"{int(runs[at]) + more:04x}": float(width)
        for at in range(0, len(runs), 2)
        for more, width in enumerate(runs[at + 1])
    }
