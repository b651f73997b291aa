"""The styles of a Word file: what a paragraph is by its style, and the styles under that."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from papers.word.package import W

_HEADING = re.compile(r"^heading ([1-9])$", re.IGNORECASE)
_DEEPEST = 9


class Styles:
    """Each style by its id, with what it takes over from the style it is based on."""

    def __init__(self, tree: etree._Element | None) -> None:
        found = [] if tree is None else tree.iter(f"{W}style")
        self._by_id = {each.get(f"{W}styleId", ""): each for each in found}
        self._default = next(
            (
                name
                for name, each in self._by_id.items()
                if each.get(f"{W}type") == "paragraph" and is_on(each.get(f"{W}default"), "0")
            ),
            "",
        )

    def name(self, style: str) -> str:
        """The name of a style in lower case: "heading 1", "list bullet"."""
        found = self._by_id.get(style)
        return value(found, "name").casefold() if found is not None else style.casefold()

    def is_a(self, style: str, *names: str) -> bool:
        """Whether the style, or one it is based on, has one of these names."""
        return any(self.name(each.get(f"{W}styleId", "")) in names for each in self._line(style))

    def heading_level(self, style: str) -> int:
        """The level of a heading, from its name or from its outline; 0: it is none."""
        for each in self._line(style):
            named = _HEADING.match(value(each, "name"))
            if named:
                return int(named[1])
            outline = value(each.find(f"{W}pPr"), "outlineLvl")
            if outline.isdecimal():
                return int(outline) + 1 if int(outline) < _DEEPEST else 0
        return 0

    def numbering(self, style: str) -> tuple[str, str]:
        """The list that a style numbers in, and at which level; empty: in none."""
        number = level = ""
        for each in self._line(style):
            found = each.find(f"{W}pPr/{W}numPr")
            if found is not None:
                number, level = number or value(found, "numId"), level or value(found, "ilvl")
        return number, level

    def is_bold(self, style: str) -> bool:
        """Whether the style sets its words in bold."""
        return any(self._bold_here(style))

    def _bold_here(self, style: str) -> Iterator[bool]:
        for each in self._line(style):
            bold = each.find(f"{W}rPr/{W}b")
            if bold is not None:
                yield is_on(bold.get(f"{W}val"), "1")
                return

    def _line(self, style: str) -> Iterator[etree._Element]:
        """The style, the one it is based on, and so on; a circle ends."""
        seen: set[str] = set()
        at = style or self._default
        while at in self._by_id and at not in seen:
            seen.add(at)
            yield self._by_id[at]
            at = value(self._by_id[at], "basedOn")


def value(element: etree._Element | None, name: str) -> str:
    """What a property of an element says; empty where it is not set."""
    found = None if element is None else element.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def is_on(said: str | None, default: str) -> bool:
    """Whether a switch is on; one that says nothing is as the default has it."""
    return (said if said is not None else default) not in ("0", "false", "off")
