"""What the environment says: switches, addresses, where the database is."""

import os
import secrets
import tempfile
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def switch(name):
    """Say whether an environment variable is switched on."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def address(name):
    """Split the URL in an environment variable, or say plainly what is wrong with it."""
    try:
        parts = urlsplit(os.environ[name])
        _ = parts.port  # where urllib notices a bad one
    except ValueError:  # whose words may hold part of the password
        raise ImproperlyConfigured(
            f"{name} is not a URL that can be read: check its port, and write special characters "
            "in the password as %40 and the like."
        ) from None
    return parts


def kept_secret_key(folder):
    """Make a key once and keep it in a file that only its owner can read."""
    path = folder / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written whole under another name (mkstemp gives mode 0600), then linked: of two
        # processes starting at once one wins, and neither reads half a key.
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix="secret-key-")
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            Path(draft).unlink()
    return path.read_text().strip()


def sqlite(folder):
    """Describe the SQLite database: one writer at a time, nothing lost when the power goes."""
    path = Path(os.environ.get("TABLED_SQLITE") or folder / "tabled.sqlite3")
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # To open it again for every page would take longer than most pages take.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # recursive_triggers: else REPLACE would get past the triggers that forbid deleting.
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
            "PRAGMA recursive_triggers=ON;",
        },
    }


def postgresql():
    """Describe the PostgreSQL database that DATABASE_URL names."""
    url = address("DATABASE_URL")
    if url.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"DATABASE_URL has the scheme “{url.scheme}”, which is not understood. "
            "Write postgres://user:password@host:port/name, or leave it out to use SQLite."
        )
    name = unquote(url.path.removeprefix("/"))
    if not name:
        raise ImproperlyConfigured("DATABASE_URL names no database: end it with /name.")
    options = dict(parse_qsl(url.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": options.pop("host", "") or unquote(url.hostname or ""),
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
