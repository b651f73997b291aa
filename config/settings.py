"""Every setting. What differs from place to place is read here, once, from the environment.

DEMO=1        a demo forum: any of its people can be chosen to sign in
DEBUG=1       for developing: error pages with tracebacks
HTTPS=1       for production: secure cookies, HSTS, redirect to https
SECRET_KEY    needed unless DEMO or DEBUG is on
ALLOWED_HOSTS host names, separated by commas
DATABASE_URL  postgres://user:password@host:port/name; without it, SQLite
TABLED_VAR    folder for what the application writes (default: var)
TABLED_SQLITE path of the SQLite database (default: tabled.sqlite3 in that folder)
EMAIL_URL     smtp://, smtp+tls:// (STARTTLS) or smtps:// user:password@host:port
EMAIL_FROM    the address that letters come from
"""

import os
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.environment import address, kept_secret_key, postgresql, sqlite, switch

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

HOSTS = os.environ.get("ALLOWED_HOSTS") or "localhost,127.0.0.1,[::1]"
ALLOWED_HOSTS = HOSTS.replace(" ", "").strip(",").split(",")
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS names the hosts of this site; it cannot be '*'.")

# Applications
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
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
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
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

# Uploads: of a file that is too large, no more than the limit is taken in.

FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "forum.forms.uploads.LimitedUpload",
]

# Background work: a queue in the database, so that a job is asked for in the transaction of the
# change that needs it. Jobs are done by "manage.py worker".

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
TENDED = ["papers.tasks.tend_packs"]
"""What the worker looks after besides: each is told the time, once a minute."""

# Signing in

AUTH_USER_MODEL = "forum.Person"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# What a browser is told; the __Host- prefix ties a cookie to this host and to https.

SESSION_COOKIE_NAME = "__Host-tabled-session" if HTTPS else "tabled-session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_NAME = "__Host-tabled-csrf" if HTTPS else "tabled-csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True

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
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
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
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "files"},
    },
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

# What is said on stderr

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # No letters to administrators: tracebacks hold personal data.
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        # Who read what is exempt, by identity and never by name.
        "tabled": {"level": "INFO"},
    },
}
