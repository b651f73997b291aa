"""Pages for everybody, kept in memory while nothing new is written on the trail of their forum.

Every step leaves an entry, so whatever such a page shows changes no sooner than the head of the
trail. The head is asked each time: what is no longer public is gone with the entry that says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps

from django.contrib.messages import get_messages
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from forum.models import START

A_DAY = 24 * 60 * 60  # seconds: some pages speak of today
LARGEST = 512 * 1024  # bytes: so that a few enormous pages do not fill the memory
HEAD = """
    SELECT head.hash FROM forum_trailhead head
    JOIN forum_forum forum ON forum.id = head.forum_id WHERE forum.slug = %s
"""
View = Callable[..., HttpResponse]


def kept_for_the_public(view: View) -> View:
    """Answer those who are not signed in with the page as it was made for the first of them."""

    @wraps(view)
    def answer(request: HttpRequest, slug: str, *args: object, **kwargs: object) -> HttpResponse:
        place = _place(request, slug)
        if place is None:
            return view(request, slug, *args, **kwargs)
        kept = caches["near"].get(place)
        if kept is None:
            response = view(request, slug, *args, **kwargs)
            if not _is_for_everybody(request, response):
                return response
            etag = f'"{hashlib.sha256(response.content).hexdigest()}"'
            kept = response.content, response["Content-Type"], etag
            caches["near"].set(place, kept, A_DAY)
        return _answer(request, *kept)

    return answer


def _place(request: HttpRequest, slug: str) -> str | None:
    """Where the page is kept; nowhere for a person, for a search, or before the trail begins."""
    if request.method != "GET" or request.META.get("QUERY_STRING"):
        return None
    if request.user.is_authenticated or len(get_messages(request)):
        return None
    head = _head(slug)
    if head in {None, START}:
        return None
    return hashlib.sha256(f"{head} {timezone.localdate()} {request.path}".encode()).hexdigest()


def _head(slug: str) -> str | None:
    """The head of the forum's trail."""
    # In plain SQL: put together by the ORM, this alone would take as long as all the rest.
    with connection.cursor() as cursor:
        cursor.execute(HEAD, [slug])
        found = cursor.fetchone()
    return found[0] if found else None


def _is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the page is there, holds no form with a token, and says nothing in its headers."""
    return (
        response.status_code == 200
        and set(response.headers) == {"Content-Type"}
        and not response.cookies
        and "CSRF_COOKIE" not in request.META
        and len(response.content) <= LARGEST
    )


def _answer(request: HttpRequest, content: bytes, kind: str, etag: str) -> HttpResponse:
    """The page, or 304 for a browser that has it. Caches may keep it, and ask here each time."""
    headers = {"ETag": etag, "Cache-Control": "public, no-cache"}
    response = HttpResponse(content, content_type=kind, headers=headers)
    # With a cookie somebody may be signed in, and reads another page at the same address.
    patch_vary_headers(response, ["Cookie"])
    return get_conditional_response(request, etag=etag, response=response) or response
