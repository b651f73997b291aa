"""Running words of HTML as Markdown: emphasis and links kept, everything else plain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from lxml import html

BREAK = "\n"
SCHEMES = ("https://", "mailto:")
MOST_DEEP = 60
"""Elements that lie deeper inside each other are read as plain words."""
_BOLD, _ITALIC = ("strong", "b", "mark"), ("em", "i")
_BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "thead", "tbody",
    "tr", "th", "td", "blockquote", "caption", "img",
}  # fmt: skip
_RAISED = str.maketrans("123", "¹²³")
_SPECIAL = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|(?<=\S)\*|\*(?=\S)|`|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|\[(?=[^\]\[]*\]\()"
    r"|&(?=#?\w+;)"
)
_SPACE = re.compile(r"[ \t\r\f\v\xa0\u2002-\u200a\u202f]+")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>()]+)>")
_LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]]*)\]\((?P<to>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)")


@dataclass(frozen=True)
class Stretch:
    """Words that look alike."""

    words: str
    is_bold: bool = False
    is_italic: bool = False
    link: str = ""


@dataclass
class Dropped:
    """The addresses that were left out while words were read."""

    links: list[str]


def words_of(element: html.HtmlElement, dropped: Dropped, *, bold: bool = True) -> str:
    """The words of an element in Markdown; lines are parted only where the author broke them."""
    stretches = _stretches(element, Stretch(""), dropped)
    if not bold:
        stretches = (Stretch(s.words, False, s.is_italic, s.link) for s in stretches)
    return tidied(_written(stretches))


def tidied(words: str) -> str:
    """One space between words, none at the ends of lines, no empty lines."""
    lines = (_SPACE.sub(" ", line).strip() for line in words.split(BREAK))
    return BREAK.join(line for line in lines if line)


def one_line(words: str) -> str:
    """The same words without their line ends."""
    return " ".join(words.split())


def escaped(words: str) -> str:
    """Plain words in which nothing would be taken for Markdown."""
    return _SPECIAL.sub(lambda found: "\\" + found[0], words)


def without_emphasis(words: str) -> str:
    """Words that were bold as a whole, without the asterisks."""
    for mark in ("***", "**", "*"):
        inner = words[len(mark) : -len(mark)]
        if len(words) > 2 * len(mark) and words == f"{mark}{inner}{mark}" and "*" not in inner:
            return inner.strip()
    return words


def without_loose_marks(words: str) -> str:
    """Typed Markdown without asterisks that open or close nothing."""
    bare = words.strip("*")
    if "*" in bare:
        return words
    before, after = words[: len(words) - len(words.lstrip("*"))], words[len(words.rstrip("*")) :]
    return words if before == after else bare


def kept_links(words: str, dropped: Dropped) -> str:
    """Typed Markdown with the links that may be kept; of the others the words stay."""
    words = _AUTOLINK.sub(lambda found: f"[{found[1]}]({found[1]})", words)

    def kept(found: re.Match[str]) -> str:
        if found["to"].startswith(SCHEMES):
            return found[0]
        if found["to"].strip("#"):
            dropped.links.append(found["to"])
        return re.sub(r"\\([()\[\]])", r"\1", found["words"])

    return _LINK.sub(kept, words)


def _stretches(
    element: html.HtmlElement, look: Stretch, dropped: Dropped, deep: int = 0
) -> Iterator[Stretch]:
    if deep > MOST_DEEP:
        yield from _plain(element.text_content(), look, element.tag)
        return
    yield from _plain(element.text, look, element.tag)
    for child in element:
        if isinstance(child.tag, str):
            yield from _of_child(child, look, dropped, deep + 1)
        yield from _plain(child.tail, look, element.tag)


def _of_child(
    child: html.HtmlElement, look: Stretch, dropped: Dropped, deep: int
) -> Iterator[Stretch]:
    tag = child.tag
    if tag == "br":
        yield Stretch(BREAK)
    elif tag == "a":
        to = _link(child.get("href", ""), dropped)
        yield from _stretches(child, Stretch("", look.is_bold, look.is_italic, to), dropped, deep)
    elif tag in _BLOCKS:
        yield Stretch(BREAK)
        yield from _stretches(child, look, dropped, deep)
        yield Stretch(BREAK)
    else:
        inner = Stretch(
            "", look.is_bold or tag in _BOLD, look.is_italic or tag in _ITALIC, look.link
        )
        yield from _stretches(child, inner, dropped, deep)


def _plain(words: str | None, look: Stretch, tag: object) -> Iterator[Stretch]:
    if not words:
        return
    if tag == "sup" and words.strip().isdecimal():
        words = words.translate(_RAISED)
    flat = escaped(words.replace("\n", " "))
    yield Stretch(flat, look.is_bold, look.is_italic, look.link)


def _link(to: str, dropped: Dropped) -> str:
    to = to.strip()
    if to.startswith(SCHEMES) and not re.search(r"[\s<>()\"]", to):
        return to
    if to and not to.startswith("#"):
        dropped.links.append(to)
    return ""


def _written(stretches: Iterable[Stretch]) -> str:
    made = ""
    for link, linked in groupby(stretches, key=lambda each: each.link):
        inside = ""
        for (bold, italic), alike in groupby(linked, key=lambda s: (s.is_bold, s.is_italic)):
            inside += _emphasised("".join(each.words for each in alike), bold, italic)
        made += f"[{inside.strip()}]({link})" if link and inside.strip() else inside
    return made


def _emphasised(words: str, bold: bool, italic: bool) -> str:
    """Each line in its marks, which stand next to letters and not to spaces."""
    mark = "*" * (2 * bold + italic)
    if not mark:
        return words
    return BREAK.join(_marked(line, mark) for line in words.split(BREAK))


def _marked(line: str, mark: str) -> str:
    inner = line.strip()
    if not inner:
        return line
    before, after = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
    return f"{before}{mark}{inner}{mark}{after}"
