"""Settings that are long and the same everywhere: the log, and what is kept for a while.

Nothing here reads the environment; config/settings.py says which of them apply.
"""

NEAR = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "near"}
"""In this process: what can be made again, such as pages, found by the head of the trail."""
SHARED = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "tabled_cache",
    "OPTIONS": {"MAX_ENTRIES": 20_000},
}
"""Between servers, in the database (its table is made by "migrate"): attempts to sign in."""


def log_settings(*, as_json):
    """On stderr; in production one JSON object a line, which names nobody (config/logs.py)."""
    loud = {"level": "INFO" if as_json else "WARNING"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
            "json": {"()": "config.logs.JsonLines"},
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "json" if as_json else "line",
            }
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            # No letters to administrators: tracebacks hold personal data.
            "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
            # Every request has a line of ours, with its outcome and without its address.
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            # Who did and read what, by identity and never by name.
            "tabled": {"level": "INFO"},
            "tabled.requests": loud,
            "tabled.sign-in": loud,
            "tabled.verify": loud,
        },
    }
