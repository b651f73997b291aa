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


def whole_number(name):
    """A count in an environment variable; none when it is not set."""
    said = os.environ.get(name, "").strip() or "0"
    if not said.isdecimal():
        raise ImproperlyConfigured(f"{name} is a whole number, like 1; “{said}” is none.")
    return int(said)


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


def site_url():
    """Where people find this site; links in letters begin with it, whatever a request says."""
    if not os.environ.get("SITE_URL"):
        return f"http://localhost:{os.environ.get('PORT') or 8000}"
    parts = address("SITE_URL")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise ImproperlyConfigured("Write SITE_URL as https://forum.example.gov.uk, with no path.")
    return f"{parts.scheme}://{parts.netloc}"


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
    # To compile a query takes PostgreSQL up to three seconds, and none of ours runs so long.
    options = {"options": "-c jit=off"} | dict(parse_qsl(url.query))
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


def object_store():
    """Describe the store that TABLED_FILES names: what speaks S3, from any maker."""
    url = address("TABLED_FILES")
    if url.scheme != "s3" or not url.hostname:
        raise ImproperlyConfigured(
            "Write TABLED_FILES as s3://key:secret@bucket/folder?endpoint=https://…&region=…, "
            "or leave it out to keep files in the database."
        )
    asked = dict(parse_qsl(url.query))
    options = {
        "bucket_name": url.hostname,
        "location": url.path.strip("/"),
        "endpoint_url": asked.get("endpoint"),
        "region_name": asked.get("region"),
        # Without them, the machine's own identity speaks for it.
        "access_key": unquote(url.username or "") or None,
        "secret_key": unquote(url.password or "") or None,
    }
    given = {name: value for name, value in options.items() if value}
    return {"BACKEND": "config.storage.ObjectStore", "OPTIONS": given}


def identity_providers():
    """Describe the organisations' own sign-ins that the environment names, for allauth."""
    found = []
    tenant = os.environ.get("ENTRA_TENANT", "").strip()
    if tenant in {"common", "organizations", "consumers"}:
        raise ImproperlyConfigured(
            "ENTRA_TENANT names one tenant, by its id: people of any other could come in as well."
        )
    if tenant:
        server = f"https://login.microsoftonline.com/{tenant}/v2.0"
        found.append(_provider("entra", "Microsoft", server, "ENTRA"))
    if os.environ.get("OIDC_SERVER"):
        name = os.environ.get("OIDC_NAME") or "your organisation's account"
        found.append(_provider("oidc", name, os.environ["OIDC_SERVER"].strip(), "OIDC"))
    return found


def _provider(provider_id, name, server, prefix):
    missing = [f"{prefix}_{what}" for what in ("CLIENT_ID", "SECRET")]
    missing = [variable for variable in missing if not os.environ.get(variable)]
    if missing:
        raise ImproperlyConfigured(f"Set {' and '.join(missing)} for signing in with {name}.")
    return {
        "provider_id": provider_id,
        "name": name,
        "client_id": os.environ[f"{prefix}_CLIENT_ID"],
        "secret": os.environ[f"{prefix}_SECRET"],
        # Who somebody is stands in the token itself; nothing more is asked.
        "settings": {"server_url": server, "fetch_userinfo": False, "oauth_pkce_enabled": True},
    }


def origin(provider):
    """Scheme and host of an identity provider, as a policy for browsers names them."""
    url = urlsplit(provider["settings"]["server_url"])
    return f"{url.scheme}://{url.netloc}"
