"""What a Word file or a copied page may hold: an explicit list, said here and nowhere else.

Paragraphs, headings, lists, tables, pictures of our own, links to https and mailto, emphasis. All
else goes, and its words stay.
"""

from __future__ import annotations

import nh3

from papers.word.inline import SCHEMES, Dropped

_TAGS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "table",
    "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "a", "img", "br", "strong", "b", "em",
    "i", "mark", "sup", "sub", "span",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}
_SEEN = {"https", "http", "mailto", "asset", "javascript", "vbscript", "file", "ftp", "data"}
"""Schemes that the filter looks at; it keeps three of them, and the author is told of the rest."""


def cleaned(markup: str, dropped: Dropped) -> str:
    """The HTML with only what the list allows; links and pictures of our own schemes."""

    def kept(element: str, attribute: str, value: str) -> str | None:
        if attribute == "src":
            return value if value.startswith("asset:") else None
        if attribute != "href" or value.startswith(SCHEMES):
            return value
        if not value.startswith("#"):
            dropped.links.append(value)
        return None

    return nh3.clean(
        markup,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=kept,
        url_schemes=_SEEN,
        link_rel=None,
    )
