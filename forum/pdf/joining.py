"""Many PDFs of ours made one: tags, bookmarks and links kept, pages numbered through.

Other tools lose the tags. One part after the other: memory does not grow with their number.
"""

import io
import json
import re
from collections.abc import Callable
from html import escape

from pikepdf import Object, Pdf, String

from forum.pdf.parts import Mark, Part, all_marks, marks
from forum.pdf.ready import Ready, opened
from forum.pdf.writing import File, unparsed

# Points: of the letters, from the edge at the side, from the edge below.
SIZE, ASIDE, UP = 8.5, 56.7, 21


def counts(pdfs: list[bytes]) -> bytes:
    """How many pages each has, as JSON."""
    lengths = []
    for pdf in pdfs:
        with Pdf.open(io.BytesIO(pdf)) as part:
            lengths.append(len(part.pages))
    return json.dumps(lengths).encode()


def join(
    letters: Callable[[str], bytes], parts: list[Part], title: str, numbering: str, foot: str
) -> bytes:
    """The parts, each under its label in the bookmarks, as one file of both standards.

    The foot is printed at the left of the number on every page.
    """
    pages = sum(each.pages for each in parts)
    whole = Whole(parts, pages, numbering, foot)
    with Pdf.open(io.BytesIO(letters(f"{numbering}{foot}0123456789"))) as printed:
        whole.add_letters(printed)
    for each in parts:
        part = opened(each.pdf)
        if each is parts[0]:
            whole.add_common(part, title)
        whole.add_part(part, each)
    return whole.finished()


class Whole:
    """The growing document. What ties its parts together has its number from the start."""

    def __init__(self, parts: list[Part], pages: int, numbering: str, foot: str) -> None:
        self.file = File()
        self.catalog, self.tree, self.list = (self.file.number() for _ in range(3))
        self.document, self.parents, self.outline = (self.file.number() for _ in range(3))
        self.before = self.file.number()
        self.elements = [self.file.number() for _ in parts]
        self.roots = marks(parts)
        for mark in all_marks(self.roots):
            mark.number = self.file.number()
        self.marks = [mark for mark in all_marks(self.roots) if mark.is_part]
        self.numbering, self.foot = numbering.replace("{pages}", str(pages)), foot
        self.firsts: list[bytes] = []  # the first page of each part so far
        self.own: list[tuple[bytes, bytes, int] | None] = []  # its own bookmarks, and how many
        self.kids: list[bytes] = []  # pages so far
        self.next = 1  # what is printed on the next page
        self.labels: list[bytes] = []  # where numbers are left out, for who jumps to a page
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

    def add_common(self, first: Ready, title: str) -> None:
        """What a file says once: its language, its colours, its metadata."""
        with Pdf.open(io.BytesIO(first.common)) as only:
            intents, language = only.Root.OutputIntents, str(only.Root.Lang)
            with only.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as words:
                words["dc:title"] = title
            metadata = only.Root.Metadata
            shift = self.file.copy(only, _numbers(only.Root, only.Root.Pages, *_pages(only)))
            self.common = b"/Lang %b /OutputIntents %b /Metadata %b" % (
                String(language).unparse(),
                unparsed(intents, shift),
                unparsed(metadata, shift),
            )

    def add_part(self, part: Ready, named: Part) -> None:
        """Pages, tags, bookmarks and links of one more part."""
        at, self.parts = self.parts, self.parts + 1
        head, mark = part.head, self.marks[at]
        self._number_from(named.number)
        shift = self.file.room_for(head["last"])
        texts = part.filled(shift, self._opens(at, head, mark))
        self.file.put(texts, head, part.streams, shift)
        pages = [next(texts) for _ in head["widths"]]
        self.owners += [next(texts) for _ in range(head["owners"])]
        self._add_element(at, named.label, next(texts))
        self.own.append((next(texts), next(texts), head["marks"]) if head["marks"] else None)
        self.firsts.append(pages[0])
        self.kids += pages
        for name in filter(None, (str(at), named.name)):
            self.places[bytes(String(f"piece:{name}"))] = b"[%b /Fit]" % pages[0]
        for name in head["places"]:
            self.places[bytes(String(f"{at}-{name}"))] = next(texts)

    def _opens(self, at: int, head: dict, mark: Mark) -> dict[str, bytes]:
        """What this part left open: its place in the whole, and the numbers of its pages."""
        owned = len(self.owners)
        found = {
            "element": b"%d 0 R" % self.elements[at],
            "mark": b"%d 0 R" % mark.number,
            "after": b"%d 0 R" % mark.kids[0].number if mark.kids else b"null",
            "list": b"%d 0 R" % self.list,
            "font": b"%d 0 R" % self.font,
            "before": b"%d 0 R" % self.before,
        }
        for name in head["opens"]:
            kind, _, number = name.partition("-")
            if kind == "own":
                found[name] = b"%d" % (int(number) + owned)
            elif kind == "link":
                link = f"{at}-{head['links'][int(number)]}"
                found[name] = String(link).unparse()
        for number, width in enumerate(head["widths"]):
            stamp = self.file.number()
            data = self._stamp(self.next + number, width)
            self.file.add_stream(stamp, b"<< /Length %d >>" % len(data), data)
            found[f"stamp-{number}"] = b"%d 0 R" % stamp
        self.next += len(head["widths"])
        return found

    def _number_from(self, number: int) -> None:
        """Go on with this number, or with the next."""
        if not self.kids or (number and number != self.next):
            self.next = number or self.next
            self.labels.append(b"%d << /S /D /St %d >>" % (len(self.kids), self.next))

    def _stamp(self, number: int, width: float) -> bytes:
        """The page number at the foot, where it is seen and not heard."""
        words = [self.codes[letter] for letter in self.numbering.replace("{page}", str(number))]
        left = width - ASIDE - sum(self.widths[code] for code in words) * SIZE / 1000
        foot = "".join(self.codes[letter] for letter in self.foot)
        said = f"{ASIDE} {UP} Td <{foot}> Tj {left - ASIDE:.2f} 0" if foot else f"{left:.2f} {UP}"
        return (
            "\nQ\n/Artifact <</Type /Pagination>> BDC q 0.31 0.35 0.37 rg BT "
            f"/Numbers {SIZE} Tf {said} Td <{''.join(words)}> Tj ET Q EMC\n"
        ).encode()

    def _add_element(self, at: int, label: str, children: bytes) -> None:
        element = b"<< /Type /StructElem /S /Part /P %d 0 R /T %b /K %b >>"
        name = String(label).unparse()
        self.file.add(self.elements[at], element % (self.document, name, children))

    def _add_marks(self, level: list[Mark], parent: int, before: bytes = b"") -> None:
        """The bookmarks of one level, folded; `before` is the one that comes before them."""
        for at, mark in enumerate(level):
            name, page = String(mark.label).unparse(), self.firsts[mark.part]
            words = b"/Title %b /Parent %d 0 R /Dest [%b /Fit]" % (name, parent, page)
            if at or before:
                words += b" /Prev %b" % (b"%d 0 R" % level[at - 1].number if at else before)
            if at < len(level) - 1:
                words += b" /Next %d 0 R" % level[at + 1].number
            own = self.own[mark.part] if mark.is_part else None
            ends = [*own[:2]] if own else []
            ends += [b"%d 0 R" % kid.number for kid in mark.kids]
            if ends:
                many = len(mark.kids) + (own[2] if own else 0)
                words += b" /First %b /Last %b /Count -%d" % (ends[0], ends[-1], many)
            self.file.add(mark.number, b"<< %b >>" % words)
            self._add_marks(mark.kids, mark.number, own[1] if own else b"")

    def finished(self) -> bytes:
        """The bytes of the file: the same for the same parts."""
        add, roots = self.file.add, self.roots
        self._add_marks(roots, self.outline)
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
            % (roots[0].number, roots[-1].number, len(roots)),
        )
        add(
            self.catalog,
            b"<< /Type /Catalog /Pages %d 0 R /StructTreeRoot %d 0 R /Outlines %d 0 R "
            b"/Names << /Dests << /Names [%b] >> >> /MarkInfo << /Marked true >> "
            b"/ViewerPreferences << /DisplayDocTitle true >> /PageLabels << /Nums [%b] >> %b >>"
            % (self.list, self.tree, self.outline, places, b" ".join(self.labels), self.common),
        )
        return self.file.finished(self.catalog)


def _pages(pdf: Pdf) -> list[Object]:
    return [page.obj for page in pdf.pages]


def _numbers(*things: Object | None) -> set[int]:
    return {thing.objgen[0] for thing in things if thing is not None}


def _name(key: bytes) -> bytes:
    return b"<%b>" % key.hex().encode()


def alphabet(letters: str) -> str:
    """A document that holds each of these letters once, for their font."""
    each = escape("".join(sorted({*letters})))
    return (
        '<!doctype html><html lang="en-GB"><title>Numbers</title>'
        f'<body><p style="white-space: pre">{each}</p></body></html>'
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
