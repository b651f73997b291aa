"""What every request and every answer has: a reference, who asks from where, the headers of
safety, and one line in the log that names nobody."""

from __future__ import annotations

import ipaddress
import logging
import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from config.denials import note_denial, was_turned_away
from config.logs import current_reference, line_of

logger = logging.getLogger("tabled.requests")
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""None that is taken for another when it is read out on the telephone."""
SAID_BY_PROXIES = ("HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED")
HEADERS = {
    "Permissions-Policy": ", ".join(
        [
            *(
                f"{feature}=()"
                for feature in (
                    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
                    "encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid",
                    "identity-credentials-get", "idle-detection", "local-fonts", "magnetometer",
                    "microphone", "midi", "otp-credentials", "payment", "picture-in-picture",
                    "screen-wake-lock", "serial", "storage-access", "usb",
                    "xr-spatial-tracking",
                )
            ),
            # Passkeys, on this site and in no frame.
            "publickey-credentials-create=(self)",
            "publickey-credentials-get=(self)",
        ]
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}  # fmt: skip
NOT_KEPT = "private, no-store"


class RequestMiddleware:
    """Comes first, so that also what another middleware answers has its headers and its line."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        began = time.monotonic()
        request.reference = new_reference()
        address = client_address(request.META, settings.TRUSTED_PROXIES)
        believe_nobody_else(request.META, address)
        token = current_reference.set(request.reference)
        try:
            response = self.get_response(request)
            add_headers(request, response)
            if not is_static(request):
                took = round((time.monotonic() - began) * 1000)
                logger.info("request", extra=line_of(request, response, took))
            if was_turned_away(request, response):
                note_denial()
        finally:
            current_reference.reset(token)
        return response


def new_reference() -> str:
    """What an error page shows and the log repeats: short enough to be read out."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(12))
    return "-".join((drawn[:4], drawn[4:8], drawn[8:]))


def client_address(meta: Mapping[str, Any], proxies: int) -> str:
    """Who asks, as the outermost proxy of ours saw it; what a browser says of itself is not read.

    Each proxy adds at the end whom it was asked by: with n proxies of ours the n-th from the end
    is true, and whatever stands before it anybody can have written.
    """
    nearest = str(meta.get("REMOTE_ADDR", ""))
    said = str(meta.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    if proxies < 1 or len(said) < proxies:
        return nearest
    return _address(said[-proxies]) or nearest


def believe_nobody_else(meta: dict[str, Any], address: str) -> None:
    """From here on there is one address, the true one; nothing inside can read a forged header."""
    meta["REMOTE_ADDR"] = address
    for name in SAID_BY_PROXIES:
        meta.pop(name, None)


def _address(said: str) -> str:
    """The address without its port, or nothing when it is none."""
    said = said.strip()
    if said.startswith("["):
        said = said[1:].partition("]")[0]
    elif said.count(":") == 1:
        said = said.partition(":")[0]
    try:
        return str(ipaddress.ip_address(said))
    except ValueError:
        return ""


def is_static(request: HttpRequest) -> bool:
    """Whether a file of the site itself is asked for: the same for everybody, and no news."""
    return request.path.startswith(settings.STATIC_URL)


def add_headers(request: HttpRequest, response: HttpResponseBase) -> None:
    """The headers of safety; and nothing that was made for one person is kept anywhere."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["X-Request-ID"] = request.reference  # type: ignore[attr-defined]
    if not is_static(request) and is_personal(request, response):
        response.headers["Cache-Control"] = NOT_KEPT


def is_personal(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the answer may be for one person: all is, but what its view has declared public.

    A view that says nothing has made a page for whoever asks. Beside a session only `public`
    counts: bytes that are the same for everybody, such as published minutes.
    """
    said = response.headers.get("Cache-Control", "")
    if "public" in said and response.status_code in {200, 206, 304}:
        return False
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies
    return bool(has_session) or not said
