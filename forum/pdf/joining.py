"""Many PDFs of ours made one: tags, bookmarks and links kept, pages numbered through."""

import io
import json
import re
from collections.abc import Callable

import pikepdf
import pydyf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

NUMBERING = "Page {page} of {pages}"
SIZE, RIGHT, UP = (
    8.5,
    56.7,
    21,
)  # points: of the letters, from the right edge, from the bottom edge


def counts(pdfs: list[bytes]) -> bytes:
    """How many pages each has, as JSON."""
    lengths = []
    for pdf in pdfs:
        with Pdf.open(io.BytesIO(pdf)) as source:
            lengths.append(len(source.pages))
    return json.dumps(lengths).encode()


def join(press: Callable[[str], bytes], parts: list[tuple[str, bytes]], title: str) -> bytes:
    """The parts, each under its label in the bookmarks, as one file of both standards."""
    whole = Whole(Pdf.open(io.BytesIO(parts[0][1])))
    sources = [Pdf.open(io.BytesIO(pdf)) for _, pdf in parts]
    for (label, _), source in zip(parts, sources, strict=True):
        whole.add(label, source)
    whole.mend_links()
    whole.number(Pdf.open(io.BytesIO(press(_alphabet(NUMBERING + title)))))
    return whole.written(title)


class Whole:
    """The document that grows part by part; what says how to read the file is the first part's."""

    def __init__(self, first: Pdf) -> None:
        self.pdf = Pdf.new()
        self.starts: list[int] = []
        self.marks: list[OutlineItem] = []
        self.parents = Array()  # which element each page's content and each link belongs to
        self.next_parent = 0
        root = self.pdf.Root
        root.MarkInfo = Dictionary(Marked=True)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.Lang = String(str(first.Root.Lang))
        root.OutputIntents = self.pdf.copy_foreign(first.make_indirect(first.Root.OutputIntents))
        root.Metadata = self.pdf.copy_foreign(first.Root.Metadata)
        self.document = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, K=Array())
        )
        root.StructTreeRoot = self.pdf.make_indirect(
            Dictionary(Type=Name.StructTreeRoot, K=Array([self.document]))
        )
        self.document.P = root.StructTreeRoot

    def add(self, label: str, source: Pdf) -> None:
        """Pages, tags and bookmarks of one more part."""
        start = len(self.pdf.pages)
        self.starts.append(start)
        self.pdf.add_pages_from(source)
        self._add_tags(label, source, start)
        with source.open_outline() as outline:
            children = [self._moved(item, source, start) for item in outline.root]
        mark = OutlineItem(label, start)
        mark.children.extend(children)
        self.marks.append(mark)

    def _add_tags(self, label: str, source: Pdf, start: int) -> None:
        tree = self.pdf.copy_foreign(source.Root.StructTreeRoot)
        part = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Part, P=self.document, T=String(label))
        )
        part.K = tree.K[0].K
        for child in part.K:
            child.P = part
        self.document.K.append(part)
        offset = self.next_parent
        numbers = tree.ParentTree.Nums
        for at in range(0, len(numbers), 2):
            self.parents.append(int(numbers[at]) + offset)
            self.parents.append(numbers[at + 1])
        self.next_parent += len(numbers) // 2
        for page in self.pdf.pages[start:]:
            page.obj.StructParents = int(page.obj.StructParents) + offset
            for note in page.obj.get("/Annots", []):
                note.StructParent = int(note.StructParent) + offset

    def _moved(self, item: OutlineItem, source: Pdf, start: int) -> OutlineItem:
        page, _, left, top, _ = item.destination
        moved = OutlineItem(
            item.title, start + pikepdf.Page(page).index, "XYZ", left=float(left), top=float(top)
        )
        moved.children.extend(self._moved(child, source, start) for child in item.children)
        return moved

    def mend_links(self) -> None:
        """Let "piece:2" lead to the start of part 2."""
        for page in self.pdf.pages:
            for note in page.obj.get("/Annots", []):
                target = str(note.get("/A", {}).get("/URI", ""))
                if target.startswith("piece:"):
                    first = self.pdf.pages[self.starts[int(target.removeprefix("piece:"))]]
                    del note["/A"]
                    note.Dest = Array([first.obj, Name.Fit])

    def number(self, alphabet: Pdf) -> None:
        """Print its number at the foot of every page, where nobody hears it."""
        font, codes, widths = _font(alphabet)
        font = self.pdf.copy_foreign(font)
        before = self.pdf.make_stream(b"q\n")
        pages = len(self.pdf.pages)
        for number, page in enumerate(self.pdf.pages, 1):
            words = NUMBERING.format(page=number, pages=pages)
            left = float(page.mediabox[2]) - RIGHT - sum(widths[c] for c in words) * SIZE / 1000
            drawn = "".join(codes[character] for character in words)
            stamp = self.pdf.make_stream(
                f"\nQ\n/Artifact <</Type /Pagination>> BDC q 0.31 0.35 0.37 rg BT "
                f"/Numbers {SIZE} Tf {left:.2f} {UP} Td <{drawn}> Tj ET Q EMC\n".encode()
            )
            page.obj.Resources.Font["/Numbers"] = font
            page.obj.Contents = Array([before, page.obj.Contents, stamp])

    def written(self, title: str) -> bytes:
        """The bytes of the file: the same for the same parts."""
        root = self.pdf.Root
        root.StructTreeRoot.ParentTree = self.pdf.make_indirect(Dictionary(Nums=self.parents))
        root.StructTreeRoot.ParentTreeNextKey = self.next_parent
        with self.pdf.open_outline() as outline:
            outline.root.extend(self.marks)
        with self.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as words:
            words["dc:title"] = title
        return rewritten(self.pdf)


def _alphabet(words: str) -> str:
    letters = "".join(sorted({*words, *"0123456789"}))
    return (
        '<!doctype html><html lang="en-GB"><title>Numbers</title>'
        f'<body style="string-set: none"><p style="white-space: pre">{letters}</p></body></html>'
    )


def _font(alphabet: Pdf) -> tuple[Dictionary, dict[str, str], dict[str, float]]:
    """The one font of the alphabet, the code of each character in it, and its width."""
    (font,) = alphabet.pages[0].obj.Resources.Font.values()
    _, _, pairs = font.ToUnicode.read_bytes().decode().partition("endcodespacerange")
    codes = {
        chr(int(letter, 16)): code for code, letter in re.findall(r"<(\w{4})> <(\w{4})>", pairs)
    }
    runs = font.DescendantFonts[0].W
    widths = {
        int(runs[at]) + more: float(width)
        for at in range(0, len(runs), 2)
        for more, width in enumerate(runs[at + 1])
    }
    return font, codes, {letter: widths[int(code, 16)] for letter, code in codes.items()}


class Copied(pydyf.Object):
    """An object as another file has it."""

    def __init__(self, thing: pikepdf.Object) -> None:
        super().__init__()
        self.is_stream = isinstance(thing, pikepdf.Stream)
        self.content = thing.stream_dict.unparse() if self.is_stream else thing.unparse(True)
        if self.is_stream:
            self.content += b"\nstream\n" + thing.read_raw_bytes() + b"\r\nendstream"

    @property
    def data(self) -> bytes:
        return self.content

    @property
    def compressible(self) -> bool:
        return not self.is_stream


def rewritten(pdf: Pdf) -> bytes:
    """What qpdf would write, in the line ends of mend_pydyf(), which qpdf has no choice of."""
    numbered, written = io.BytesIO(), io.BytesIO()
    pdf.save(
        numbered,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        static_id=True,
    )
    copy = pydyf.PDF()
    del copy.objects[1:]
    with Pdf.open(numbered) as source:
        for number, thing in enumerate(source.objects, 1):
            if thing.objgen != (number, 0):
                raise ValueError("qpdf numbers objects from 1 without a gap")
            copy.add_object(Copied(thing))
        copy.catalog = copy.objects[source.Root.objgen[0]]
    copy.write(written, version="1.7", identifier=True, compress=True)
    return written.getvalue()
