"""Every setting. What differs from place to place is read here, once, from the environment.

DEMO=1        a demo forum: any of its people can be chosen to sign in
DEBUG=1       for developing: error pages with tracebacks
HTTPS=1       for production: secure cookies, HSTS, redirect to https
SECRET_KEY    needed unless DEMO or DEBUG is on
SECRET_KEY_FALLBACKS  keys of before, separated by spaces: what they signed and sealed still opens
ALLOWED_HOSTS host names, separated by commas
TRUSTED_PROXIES how many proxies of yours a request passes (default 0): the client's address and
              https are then taken from what they say, and from nobody else
DATABASE_URL  postgres://user:password@host:port/name; without it, SQLite
TABLED_VAR    folder for what the application writes (default: var)
TABLED_SQLITE path of the SQLite database (default: tabled.sqlite3 in that folder)
TABLED_FILES  s3://key:secret@bucket/folder?endpoint=https://…&region=…: a store for files that
              all servers share; without it, files lie in the database
TABLED_BACKUPS folder that "manage.py backup" writes to and "manage.py doctor" looks into
EMAIL_URL     smtp://, smtp+tls:// (STARTTLS) or smtps:// user:password@host:port
EMAIL_FROM    the address that letters come from
ENTRA_TENANT, ENTRA_CLIENT_ID, ENTRA_SECRET
              Microsoft Entra: people of this one tenant can connect their account and sign in
OIDC_SERVER, OIDC_CLIENT_ID, OIDC_SECRET, OIDC_NAME
              any other OpenID Connect provider, and what its button is called
OIDC_ASKS_FOR_SECOND_STEP=1  the provider asks everybody for a second factor, so we need not
JSON_LOGS=1   one JSON object a line on stderr, also while trying things out
DENIED_BURST  so many requests turned away in a quarter of an hour are an alarm of "manage.py
              doctor" (default 100)
NO_LIMITS=1   for measuring: nothing limits how often somebody may ask
ORGANISATION  the council that runs this site, as its statements name it
CONTACT_EMAIL whom people write to about this site and its accessibility (default: EMAIL_FROM)
PRIVACY_EMAIL the data protection officer (default: CONTACT_EMAIL)
SECURITY_CONTACT whom to tell of a weakness, an address or a URL (default: CONTACT_EMAIL)
SITE_URL      where people find this site, as https://forum.example.gov.uk: links in letters
"""

import os
from email.utils import parseaddr
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.environment import (
    address,
    kept_secret_key,
    object_store,
    origin,
    postgresql,
    site_url,
    sqlite,
    switch,
    whole_number,
)
from config.signing_in.settings import *  # noqa: F403 (its part of this file)
from config.signing_in.settings import IDENTITY_PROVIDERS
from config.standing_settings import NEAR, SHARED, log_settings

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("TABLED_VAR") or BASE_DIR / "var")
DEMO = switch("DEMO")
DEBUG = switch("DEBUG")
HTTPS = switch("HTTPS")
TESTING = "PYTEST_VERSION" in os.environ

# The secret key, and who may ask


SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    if not (DEMO or DEBUG or TESTING):
        raise ImproperlyConfigured(
            "Set SECRET_KEY to a long random text, or DEMO=1 to try things out."
        )
    SECRET_KEY = kept_secret_key(VAR_DIR)

SECRET_KEY_FALLBACKS = os.environ.get("SECRET_KEY_FALLBACKS", "").split()

HOSTS = os.environ.get("ALLOWED_HOSTS") or "localhost,127.0.0.1,[::1]"
ALLOWED_HOSTS = HOSTS.replace(" ", "").strip(",").split(",")
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS names the hosts of this site; it cannot be '*'.")

TRUSTED_PROXIES = whole_number("TRUSTED_PROXIES")
# A proxy of ours removes this header from what it is sent and writes its own; nobody else does.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
LIMITS = not (TESTING or switch("NO_LIMITS"))
# Thirty members, each turned away three times on the night of a meeting, are fewer; somebody who
# tries addresses, identities or codes passes it in minutes, although limits slow them down.
DENIED_BURST = whole_number("DENIED_BURST") or 100

# Applications
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "config",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "forum",
    "papers",
    "decisions",
]
# The demo is a folder that can be deleted.
if find_spec("demo"):
    INSTALLED_APPS.append("demo")

MIDDLEWARE = [
    # First, so that also what the others answer by themselves has a reference and its headers.
    "config.requests.RequestMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.signing_in.standing.StandingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.access.AccessMiddleware",
    "config.limits.LimitsMiddleware",
    "config.middleware.RefusedMiddleware",
]

ROOT_URLCONF = "config.urls"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "govuk"

# Database


DATABASES = {"default": postgresql() if os.environ.get("DATABASE_URL") else sqlite(VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What is kept for a while: between servers in the database, or near at hand in each process.

CACHES = {"default": NEAR | {"LOCATION": "tests"} if TESTING else SHARED, "near": NEAR}

# Uploads: of a file that is too large, no more than the limit is taken in.

FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "forum.forms.uploads.LimitedUpload",
]

# Background work: a queue in the database, so that a job is asked for in the transaction of the
# change that needs it. Jobs are done by "manage.py worker".

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
TENDED = [
    "papers.tasks.tend_packs",
    "config.limits.tend_limits",
    "forum.workflow.letters.news.tell_followers",
]
"""What the worker looks after besides: each is told the time, once a minute."""

# Signing in: by a code that comes by e-mail, a passkey, a password, or through a provider. allauth
# does it, behind our pages; config/signing_in says who is let in as what.

AUTH_USER_MODEL = "forum.Person"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
ASKS_WHO_IS_THERE = "config.signing_in.confirming.ask_again"
"""Asked before a step that cannot be undone (forum/views/confirming.py)."""

# What a browser is told; the __Host- prefix ties a cookie to this host and to https.

SESSION_COOKIE_NAME = "__Host-tabled-session" if HTTPS else "tabled-session"
SESSION_COOKIE_SECURE = HTTPS
# Longer than any session lasts (config/signing_in/standing.py), so that what somebody sends just
# after its end is known to be theirs and kept for them.
SESSION_COOKIE_AGE = 24 * 60 * 60
CSRF_COOKIE_NAME = "__Host-tabled-csrf" if HTTPS else "tabled-csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.errors.out_of_date"

SECURE_SSL_REDIRECT = HTTPS
# A machine that asks whether we are well asks over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        # A form that leads to a provider's own sign-in ends in a redirect, which counts as sent.
        "form-action": [SELF, *sorted({origin(each) for each in IDENTITY_PROVIDERS})],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "upgrade-insecure-requests": HTTPS,
    }
}

# Static files: found where they lie while trying things out; collected, named by their content
# and compressed in production ("manage.py collectstatic").

PLAIN_STATIC = DEMO or DEBUG or TESTING
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = None if PLAIN_STATIC else VAR_DIR / "static"
WHITENOISE_USE_FINDERS = PLAIN_STATIC
DEFAULT_STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"
HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"

# Files lie in the database, or in an object store: never on the server itself.

FILES_APART = bool(os.environ.get("TABLED_FILES"))
NO_FILES = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
BACKUPS = Path(os.environ.get("TABLED_BACKUPS") or VAR_DIR / "backups")
STORAGES = {
    "default": object_store() if FILES_APART else NO_FILES,
    "staticfiles": {"BACKEND": DEFAULT_STATIC if PLAIN_STATIC else HASHED},
}


def static_headers(headers, path, url):
    """Give files the same promises as pages: WhiteNoise answers before the CSP middleware."""
    headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


WHITENOISE_ADD_HEADERS_FUNCTION = static_headers
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Language and time

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

# Letters

DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("EMAIL_FROM", "tabled@localhost")
EMAIL_TIMEOUT = 20
SITE_URL = site_url()
EMAIL_BACKEND = "forum.workflow.letters.smtp.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
if os.environ.get("EMAIL_URL"):
    _mail = address("EMAIL_URL")
    if _mail.scheme not in {"smtp", "smtp+tls", "smtps"} or not _mail.hostname:
        raise ImproperlyConfigured(
            "Write EMAIL_URL as smtp://, smtp+tls:// or smtps://, then user:password@host:port."
        )
    EMAIL_HOST = _mail.hostname
    EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_PORT = _mail.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[_mail.scheme]
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
elif DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

# Who runs this site: named in its statements and in security.txt.

ORGANISATION = os.environ.get("ORGANISATION", "")
CONTACT_EMAIL = os.environ.get("CONTACT_EMAIL") or parseaddr(DEFAULT_FROM_EMAIL)[1]
PRIVACY_EMAIL = os.environ.get("PRIVACY_EMAIL") or CONTACT_EMAIL
SECURITY_CONTACT = os.environ.get("SECURITY_CONTACT") or CONTACT_EMAIL

# What is said on stderr

JSON_LOGS = not (DEMO or DEBUG or TESTING) or switch("JSON_LOGS")
LOGGING = log_settings(as_json=JSON_LOGS)
