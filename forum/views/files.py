"""Files that were uploaded, handed out so that no browser runs them."""

from __future__ import annotations

import hashlib
import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from forum.choices import Role
from forum.models import StoredFile
from forum.views.doors import file_for, only

logger = logging.getLogger("tabled.files")
SANDBOX = "default-src 'none'; sandbox"


@only(Role.CLERK, Role.OFFICER, Role.AUDITOR)
@require_GET
def file_download(request, slug, pk):
    """Any file of the forum, for those who work in it."""
    return handed_out(request, file_for(slug, pk))


def handed_out(
    request: HttpRequest, file: StoredFile, *, cache: str = "private, no-cache"
) -> HttpResponse:
    """The stored bytes under our own type, to be saved and not opened; altered ones never."""
    etag = f'"{file.sha256}"'
    content = bytes(file.content)
    if hashlib.sha256(content).hexdigest() != file.sha256:
        logger.error("Stored file %s does not match its hash", file.pk)
        return render(request, "500.html", status=500)
    headers = {
        "Content-Disposition": content_disposition_header(True, file.name) or "attachment",
        "Content-Security-Policy": SANDBOX,
        "X-Content-Type-Options": "nosniff",
        # Who may see a file can change from one moment to the next, unless all may always.
        "Cache-Control": cache,
        "ETag": etag,
    }
    response = HttpResponse(content, content_type=file.content_type, headers=headers)
    return get_conditional_response(request, etag=etag, response=response) or response
