"""What Word says of each paragraph beside its words, written before them as a mark.

The converter of the words knows no numbers, no captions and no quotations: so each paragraph gets
a mark, in characters that a file cannot hold otherwise, that says what it is and how it is
numbered. What is left out of the text is counted, for the report.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from papers.word.numbering import Numbering
from papers.word.package import Package, R, W
from papers.word.plainer import (
    CLOSE,
    FORGED,
    OPEN,
    drop_dangling,
    make_plain,
    put_instead,
    run,
    text_of,
)
from papers.word.styles import Styles, is_on, value

_PAGES = re.compile(r"^(?:page)?\s*[\divx]*\s*(?:of|/)?\s*\d*$", re.IGNORECASE)
"""A footer that only numbers the pages."""
_QUOTED = ("quote", "intense quote", "block text", "quotations", "block quotation", "html quote")
_OURS = {
    "tabled numbered": "number",
    "tabled point": "point",
    "tabled bullet": "point",
    "tabled quotation": "quoted",
    "tabled quotation source": "source",
    "tabled table caption": "table caption",
    "tabled figure caption": "figure caption",
    "tabled gap": "gap",
    "tabled left out": "exempt",
    "tabled text": "text",
}
"""The styles that papers are written in (`papers.word.writing`), so that they are read as such."""
COVER = "tabled cover"
_STEPPED = re.compile(r"^list (?:bullet|number|continue) (\d)$")
"""Styles that say in their name how deep a list lies."""
_OURS_NAME = re.compile(r"^(?P<name>tabled [a-z ]+?)(?: (?P<level>\d))?$")


@dataclass
class Marked:
    """What was left out, accepted or moved while the paragraphs were marked."""

    counts: Counter[str] = field(default_factory=Counter)
    """By the codes of `papers.word.noticing`."""
    headers: tuple[str, ...] = ()
    """The words of headers and footers, each once."""


def marked(package: Package) -> Marked:
    """Mark every paragraph of the document in place."""
    document = package.tree(package.document)
    styles = Styles(package.part("styles"))
    numbering = Numbering(package.part("numbering"), styles)
    found = Marked(headers=_headers(package))
    if document is None:
        return found
    make_plain(document, found.counts)
    known = {each.get("Id", "") for each in package.relationships(package.document)}
    drop_dangling(document, known)
    _notes(package, document, found.counts)
    _count_changes(package, document, found.counts)
    package.leave_out("footnotes", "endnotes", "comments")
    for paragraph in list(document.iter(f"{W}p")):
        _mark(paragraph, styles, numbering, found.counts)
    return found


def _notes(package: Package, document: etree._Element, counts: Counter[str]) -> None:
    """Footnotes stand at the end, under a heading, and their marks become words."""
    body = document.find(f"{W}body")
    if body is None:
        return
    number = 0
    moved: list[etree._Element] = []
    for kind in ("footnote", "endnote"):
        notes = package.part(f"{kind}s")
        by_id = {} if notes is None else {n.get(f"{W}id"): n for n in notes.iter(f"{W}{kind}")}
        for mark in list(document.iter(f"{W}{kind}Reference")):
            number += 1
            put_instead(mark, text_of(f" (note {number})"))
            note = by_id.get(mark.get(f"{W}id"))
            if note is not None:
                moved += _note_paragraphs(package, note, kind, number)
    if moved:
        counts["footnote"] += number
        _put_at_end(body, [_marked_paragraph("heading", 1, "Notes"), *moved])


def _note_paragraphs(
    package: Package, note: etree._Element, kind: str, number: int
) -> list[etree._Element]:
    of = (package.related(f"{kind}s") or [f"word/{kind}s.xml"])[0]
    by_id = {each.get("Id"): each for each in package.relationships(of)}
    for link in note.iter(f"{W}hyperlink"):
        to = by_id.get(link.get(f"{R}id"))
        if to is not None:
            name = f"{kind}{link.get(f'{R}id')}"
            package.relate(package.document, number=name, to=to)
            link.set(f"{R}id", name)
    paragraphs = list(note.iter(f"{W}p"))
    for text in note.iter(f"{W}t"):
        text.text = FORGED.sub("", text.text or "")
    for first, paragraph in zip((True, *(False for _ in paragraphs)), paragraphs, strict=False):
        _strip_numbering(paragraph)
        label = f"{number}." if first else ""
        paragraph.insert(
            _after_properties(paragraph), _mark_run("point" if first else "text", 0, "", label)
        )
    return paragraphs


def _put_at_end(body: etree._Element, paragraphs: list[etree._Element]) -> None:
    last = body.find(f"{W}sectPr")
    for paragraph in paragraphs:
        if last is None:
            body.append(paragraph)
        else:
            last.addprevious(paragraph)


def _count_changes(package: Package, document: etree._Element, counts: Counter[str]) -> None:
    comments = package.part("comments")
    counts["insertion"] += _with_words(document, f"{W}ins", f"{W}t")
    counts["deletion"] += _with_words(document, f"{W}del", f"{W}delText")
    counts["moved"] += _with_words(document, f"{W}moveTo", f"{W}t")
    counts["highlight"] += sum(
        1
        for each in document.iter(f"{W}highlight")
        if each.get(f"{W}val") not in (None, "none")
        and each.getparent().getparent().tag == f"{W}r"
    )
    counts["struck"] += sum(
        1 for each in document.iter(f"{W}strike") if is_on(each.get(f"{W}val"), "1")
    )
    if comments is not None:
        counts["comment"] += sum(1 for _ in comments.iter(f"{W}comment"))


def _with_words(document: etree._Element, kind: str, words: str) -> int:
    return sum(1 for each in document.iter(kind) if next(each.iter(words), None) is not None)


def _headers(package: Package) -> tuple[str, ...]:
    found = []
    for name in (*package.related("header"), *package.related("footer")):
        tree = package.tree(name)
        if tree is not None:
            found.append(" ".join("".join(t.text or "" for t in tree.iter(f"{W}t")).split()))
    return tuple(dict.fromkeys(words for words in found if not _PAGES.match(words)))


def _mark(
    paragraph: etree._Element, styles: Styles, numbering: Numbering, counts: Counter[str]
) -> None:
    properties = paragraph.find(f"{W}pPr")
    if next(paragraph.iterchildren(f"{W}r"), None) is not None and _is_marked(paragraph):
        return
    if properties is not None and _is_going(properties):
        _strip_numbering(paragraph)
        return
    style = value(properties, "pStyle")
    name = styles.name(style) if style else ""
    if name.startswith(("toc ", COVER)) or name == "contents heading":
        counts["contents"] += not name.startswith(COVER)
        for child in [each for each in paragraph if each.tag != f"{W}pPr"]:
            paragraph.remove(child)
        _strip_numbering(paragraph)
        return
    kind, level = _kind(name, style, styles, properties)
    label, deep = _label(properties, style, styles, numbering)
    if label is not None and kind == "text":
        kind, level = ("point" if label == "" else "numbered"), deep
    label = _own_number(paragraph) or label
    flags = "b" * _is_bold(paragraph, styles.is_bold(style)) + _cell_flag(name)
    _strip_numbering(paragraph)
    mark = _mark_run(kind, level, flags, label or "")
    paragraph.insert(_after_properties(paragraph), mark)


def _kind(
    name: str, style: str, styles: Styles, properties: etree._Element | None
) -> tuple[str, int]:
    """What a paragraph is by its style, and how deep it stands."""
    ours = _OURS_NAME.match(name)
    if ours and ours["name"] in _OURS:
        return f"our {_OURS[ours['name']]}", int(ours["level"] or 1)
    outline = value(properties, "outlineLvl")
    level = int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0
    level = level or (styles.heading_level(style) if style else 0)
    if style and styles.is_a(style, "title"):
        return "title", 0
    if level:
        return "heading", level
    if style and styles.is_a(style, "caption"):
        return "caption", 0
    if style and styles.is_a(style, *_QUOTED):
        return "quotation", 0
    return "text", 1


def _label(
    properties: etree._Element | None, style: str, styles: Styles, numbering: Numbering
) -> tuple[str | None, int]:
    """The number that Word prints, counted on, and its level; None: it stands in no list."""
    own = properties.find(f"{W}numPr") if properties is not None else None
    styled = styles.numbering(style) if style else ("", "")
    number = value(own, "numId") or styled[0]
    if not number or not numbering.knows(number):
        return None, 0
    level = numbering.level_of(number, value(own, "ilvl") or styled[1], style)
    stepped = _STEPPED.match(styles.name(style)) if style else None
    label = numbering.label(number, level)
    is_listed = label or numbering.is_bullet(number, level)
    level += int(stepped[1]) - 1 if stepped else 0
    return label if is_listed else None, level


def _own_number(paragraph: etree._Element) -> str:
    """The number that we wrote ourselves, in a style that says so, with the tab behind it."""
    for each in paragraph.findall(f"{W}r"):
        if value(each.find(f"{W}rPr"), "rStyle") == "TabledNumber":
            said = "".join(t.text or "" for t in each.iter(f"{W}t"))
            after = each.getnext()
            if after is not None and after.find(f"{W}tab") is not None:
                paragraph.remove(after)
            paragraph.remove(each)
            return said.strip()
    return ""


def _is_going(properties: etree._Element) -> bool:
    """Whether the end of the paragraph was deleted: its words join the next one."""
    run = properties.find(f"{W}rPr")
    gone = (f"{W}del", f"{W}moveFrom")
    return run is not None and any(run.find(name) is not None for name in gone)


def _is_bold(paragraph: etree._Element, by_style: bool) -> bool:
    """Whether all words of the paragraph are bold."""
    runs = [
        each
        for each in paragraph.iter(f"{W}r")
        if any((t.text or "").strip() for t in each.iter(f"{W}t"))
    ]
    return bool(runs) and all(_bold_run(each, by_style) for each in runs)


def _bold_run(run: etree._Element, by_style: bool) -> bool:
    bold = run.find(f"{W}rPr/{W}b")
    strong = value(run.find(f"{W}rPr"), "rStyle").casefold() == "strong"
    return strong or (by_style if bold is None else is_on(bold.get(f"{W}val"), "1"))


def _cell_flag(name: str) -> str:
    return "r" if name == "tabled row heading" else ""


def _strip_numbering(paragraph: etree._Element) -> None:
    """The number is words now, and the style has been read."""
    properties = paragraph.find(f"{W}pPr")
    if properties is not None:
        for name in ("numPr", "pStyle"):
            for each in properties.findall(f"{W}{name}"):
                properties.remove(each)


def _is_marked(paragraph: etree._Element) -> bool:
    return any((t.text or "").startswith(OPEN) for t in paragraph.iter(f"{W}t"))


def _after_properties(paragraph: etree._Element) -> int:
    return 1 if len(paragraph) and paragraph[0].tag == f"{W}pPr" else 0


def _marked_paragraph(kind: str, level: int, words: str) -> etree._Element:
    paragraph = etree.Element(f"{W}p")
    paragraph.append(_mark_run(kind, level, "", ""))
    paragraph.append(run(words))
    return paragraph


def _mark_run(kind: str, level: int, flags: str, label: str) -> etree._Element:
    printed = FORGED.sub("", label).replace("|", "/")
    return run(f"{OPEN}{kind}|{level}|{flags}|{printed}{CLOSE}")
