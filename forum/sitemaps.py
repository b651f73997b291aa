"""Maps of a site for search engines (sitemaps.org)."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from itertools import islice
from xml.sax.xmlreader import AttributesImpl

from django.utils.xmlutils import SimplerXMLGenerator

NONE = AttributesImpl({})
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000
"""A map takes so many addresses; none of a forum comes near."""


def sitemap_of(pages: Iterable[tuple[str, date | None]], *, site: str) -> bytes:
    """A map of pages, each with its last day where it is known."""
    return _written("urlset", "url", pages, site)


def index_of(maps: Iterable[str], *, site: str) -> bytes:
    """A map of maps."""
    return _written("sitemapindex", "sitemap", ((each, None) for each in maps), site)


def _written(whole: str, part: str, pages: Iterable[tuple[str, date | None]], site: str) -> bytes:
    file = io.BytesIO()
    xml = SimplerXMLGenerator(file, "utf-8")
    xml.startDocument()
    xml.startElement(whole, AttributesImpl({"xmlns": NAMESPACE}))
    for path, day in islice(pages, MOST):
        xml.startElement(part, NONE)
        xml.addQuickElement("loc", site + path)
        if day:
            xml.addQuickElement("lastmod", day.isoformat())
        xml.endElement(part)
    xml.endElement(whole)
    xml.endDocument()
    return file.getvalue()
