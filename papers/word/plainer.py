"""A document put into forms that the converter of its words reads; nothing it says is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from lxml import etree

from papers.word.package import R, W
from papers.word.styles import is_on

OPEN, CLOSE = "\ue000", "\ue001"
"""Around the mark of a paragraph: characters that a file cannot hold otherwise."""
FORGED = re.compile(f"[{OPEN}{CLOSE}]")

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_V = "{urn:schemas-microsoft-com:vml}"
_CHECKBOX = "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"
_DRAWN = (
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
)
_WRAPPERS = ("fldSimple", "dir", "bdo")
"""Elements that only stand around words, and that the converter would leave out with them."""


def make_plain(document: etree._Element, counts: Counter[str]) -> None:
    """Put what the converter passes over into forms that it reads."""
    for text in document.iter(f"{W}t"):
        text.text = FORGED.sub("", text.text or "")
    for choice in list(document.iter(f"{_MC}AlternateContent")):
        _one_alternative(choice)
    for math in list(document.iter(f"{_MATH}oMath")):
        put_instead(math, run("".join(each.text or "" for each in math.iter(f"{_MATH}t"))))
        counts["equation"] += 1
    for wrapper in list(document.iter(*(f"{W}{name}" for name in _WRAPPERS))):
        put_instead(wrapper, *(e for e in wrapper if not str(e.tag).endswith("Pr")))
    switched_off = [
        each for each in document.iter(f"{W}tblHeader") if not is_on(each.get(f"{W}val"), "1")
    ]
    for each in [*document.iter(_CHECKBOX), *switched_off]:
        take_out(each)
    counts["text-box"] += sum(1 for _ in document.iter(f"{W}txbxContent"))
    counts["drawing"] += sum(1 for kind in _DRAWN for _ in document.iter(kind))


def drop_dangling(document: etree._Element, known: Collection[str]) -> None:
    """Links and pictures that name nothing in the file, or something outside it."""
    for element in document.iter():
        for name in [each for each in element.attrib if str(each).startswith(R)]:
            is_outside = str(name) == f"{R}link"
            if is_outside or element.get(name) not in known:
                del element.attrib[name]


def _one_alternative(element: etree._Element) -> None:
    """Newer and older drawings of the same thing: the words of the newer, else the older."""
    choice, fallback = element.find(f"{_MC}Choice"), element.find(f"{_MC}Fallback")
    boxes = [] if choice is None else list(choice.iter(f"{W}txbxContent"))
    if boxes:
        drawn = etree.Element(f"{W}pict")
        for box in boxes:
            etree.SubElement(drawn, f"{_V}textbox").append(box)
        put_instead(element, drawn)
        return
    kept = choice if choice is not None and len(choice) else fallback
    children = [] if kept is None else list(kept)
    put_instead(element, *children)


def run(words: str) -> etree._Element:
    """A stretch of words."""
    run = etree.Element(f"{W}r")
    run.append(text_of(words))
    return run


def text_of(words: str) -> etree._Element:
    """Words with their spaces kept."""
    text = etree.Element(f"{W}t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return text


def put_instead(element: etree._Element, *others: etree._Element) -> None:
    """Put others in the place of an element; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    parent.remove(element)
    for place, other in enumerate(others):
        parent.insert(at + place, other)


def take_out(element: etree._Element) -> None:
    """Remove an element with all that is in it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
