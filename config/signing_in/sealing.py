"""Seal what a copy of the database must not tell: the seeds of one-time codes."""

from __future__ import annotations

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def _keys() -> MultiFernet:
    """From the secret key of the site; older ones still open what they sealed."""
    known = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(_key(secret)) for secret in known])


def _key(secret: str) -> bytes:
    digest = hashlib.sha256(b"tabled second step\n" + secret.encode()).digest()
    return base64.urlsafe_b64encode(digest)


def sealed(text: str) -> str:
    """The text, readable only with the site's secret key."""
    return _keys().encrypt(text.encode()).decode()


def unsealed(token: str) -> str:
    """What was sealed; with another key a seed that fits no code, so that nobody gets in."""
    try:
        return _keys().decrypt(token.encode()).decode()
    except InvalidToken:
        return base64.b32encode(secrets.token_bytes(20)).decode()
