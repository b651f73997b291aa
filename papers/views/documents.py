"""A document as the answer to a request."""

from __future__ import annotations

import hashlib
import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from forum.models import PublishedDocument

logger = logging.getLogger("tabled.documents")


def pdf(content: bytes, name: str, *, is_private: bool = False) -> HttpResponse:
    """PDF bytes, shown by the browser, with a file name to keep them under."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    if is_private:
        headers["Cache-Control"] = "private, no-store"
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def stored(
    request: HttpRequest, document: PublishedDocument, *, is_private: bool = False
) -> HttpResponse:
    """The stored bytes, hashed again: what was altered since is never served."""
    content = bytes(document.content)
    if hashlib.sha256(content).hexdigest() != document.sha256:
        logger.error("Published document %s does not match its hash", document.pk)
        return render(request, "decisions/document_altered.html", status=500)
    return pdf(content, slugify(document.title), is_private=is_private)
