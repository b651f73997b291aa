"""What must be true of an installation before people trust it, as one command says.

manage.py check --deploy --database default --fail-level WARNING
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

ALWAYS_ON = ("fsync", "full_page_writes", "synchronous_commit")
"""Settings of PostgreSQL without which a commit that was acknowledged can be lost."""
SHORTEST_KEY = 50
NOT_LETTERS = ("console", "filebased", "locmem", "dummy")


@register(Tags.security, deploy=True)
def production_is_on(app_configs: object = None, **more: object) -> list[CheckMessage]:
    """Nothing for trying things out is on, and everything is over https."""
    return list(_production())


def _production() -> Iterator[Error]:
    if settings.DEMO or settings.DEBUG:
        yield Error(
            "DEMO or DEBUG is on.", hint="Take both out of the environment.", id="tabled.E001"
        )
    if not settings.HTTPS:
        yield Error("HTTPS is off.", hint="Set HTTPS=1.", id="tabled.E002")
    if not settings.LIMITS:
        yield Error("Nothing limits how often.", hint="Take LIMITS out.", id="tabled.E003")
    if getattr(settings, "ASGI_APPLICATION", None):
        yield Error("An ASGI application is set.", hint="Serve config.wsgi.", id="tabled.E004")
    if find_spec("psycopg"):
        hint = "Uninstall psycopg: Django would use it, untested, instead of psycopg2."
        yield Error("psycopg 3 is installed.", hint=hint, id="tabled.E005")


@register(Tags.security, deploy=True)
def addresses_are_ours(app_configs: object = None, **more: object) -> list[CheckMessage]:
    """Hosts are named one by one, links are https, proxies believed only where there are any."""
    return list(_addresses())


def _addresses() -> Iterator[Error]:
    if any(host.startswith((".", "*")) for host in settings.ALLOWED_HOSTS):
        yield Error("ALLOWED_HOSTS holds a pattern.", hint="Name each host.", id="tabled.E006")
    if not getattr(settings, "SITE_URL", "").startswith("https://"):
        hint = "Set SITE_URL to the address that people use, like https://forum.example.gov.uk."
        yield Error("SITE_URL is not an https address.", hint=hint, id="tabled.E007")
    if settings.SECURE_PROXY_SSL_HEADER and not settings.TRUSTED_PROXIES:
        hint = "Set TRUSTED_PROXIES to how many proxies of yours a request passes."
        yield Error("A proxy's header is believed without one.", hint=hint, id="tabled.E008")


@register(Tags.security, deploy=True)
def secrets_are_kept(app_configs: object = None, **more: object) -> list[CheckMessage]:
    """The key is long and random, and the cookies are tied to this host."""
    return list(_secrets())


def _secrets() -> Iterator[Error]:
    key = settings.SECRET_KEY
    if len(key) < SHORTEST_KEY or len(set(key)) < 5:
        hint = f"Set SECRET_KEY to at least {SHORTEST_KEY} random characters."
        yield Error("SECRET_KEY is too short.", hint=hint, id="tabled.E009")
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        if not name.startswith("__Host-"):
            yield Error(f"The cookie {name} is not tied to this host.", id="tabled.E010")


@register(Tags.security, deploy=True)
def letters_go_out(app_configs: object = None, **more: object) -> list[CheckMessage]:
    """There is a mail server, and letters come from an address that can be answered."""
    found: list[CheckMessage] = []
    kind = settings.EMAIL_BACKEND.split(".")[-2]
    if kind in NOT_LETTERS or (kind == "smtp" and settings.EMAIL_HOST in {"", "localhost"}):
        hint = "Set EMAIL_URL, like smtp+tls://user:password@mail.example.gov.uk:587."
        found.append(Error("Letters do not go out.", hint=hint, id="tabled.E011"))
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        hint = "Set EMAIL_FROM to an address of yours."
        found.append(Error("Letters come from nowhere.", hint=hint, id="tabled.E012"))
    return found


@register(Tags.database, deploy=True)
def commits_are_kept(
    app_configs: object = None, databases: Iterable[str] | None = None, **more: object
) -> list[CheckMessage]:
    """What the database has acknowledged survives the power going."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        by_vendor = {"postgresql": _postgresql, "sqlite": _sqlite}
        found.extend(by_vendor[connections[alias].vendor](connections[alias]))
    return found


def _postgresql(connection) -> Iterator[Error]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(ALWAYS_ON)]
        )
        told = dict(cursor.fetchall())
    for name in ALWAYS_ON:
        if told.get(name) == "off":
            hint = f"Set {name} = on in postgresql.conf, or for the role and the database."
            yield Error(f"PostgreSQL's {name} is off.", hint=hint, id="tabled.E013")


def _sqlite(connection) -> Iterator[Error]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        synchronous = cursor.fetchone()[0]
    if synchronous < 2:
        yield Error("SQLite does not write through: synchronous is not FULL.", id="tabled.E014")
    if connection.transaction_mode != "IMMEDIATE":
        yield Error("SQLite's transactions do not begin IMMEDIATE.", id="tabled.E015")
