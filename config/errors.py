"""Error pages: what to do now, and a reference under which the log has it; never what went wrong
inside."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

AWAY = (OperationalError, InterfaceError)
"""The database does not answer, or somebody has held what is needed for too long."""
SOON = 30
"""Seconds after which to try again."""


def malformed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request cannot be read."""
    return render(request, "400.html", status=400)


def denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: not for this person."""
    return render(request, "403.html", status=403)


def out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form without a token of this sign-in."""
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing here, or nothing for this person."""
    return render(request, "404.html", status=404)


def limited(request: HttpRequest, seconds: int) -> HttpResponse:
    """429: too often; when it is free again."""
    answer = render(request, "429.html", {"seconds": seconds}, status=429)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def failed(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database is away; made without asking it who is signed in."""
    is_away = isinstance(sys.exc_info()[1], AWAY)
    context = {"request": request, "was_sent": request.method not in {"GET", "HEAD"}}
    template, status = ("503.html", 503) if is_away else ("500.html", 500)
    answer = HttpResponse(render_to_string(template, context), status=status)
    if is_away:
        answer.headers["Retry-After"] = str(SOON)
    return answer
