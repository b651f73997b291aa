"""The floors for pages: the smallest honest Django project, with the middleware of production.

fixed      20 kB of fixed HTML without a query
template   an agenda of 40 items with 80 papers, a plain template, three queries
"""

from __future__ import annotations

import sys

import django
from django.conf import settings

ITEMS, PAPERS = 40, 2
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{{ meeting.title }}</title></head>
<body><h1>{{ meeting.title }}</h1><ol>{% for item in items %}<li><h2>{{ item.title }}</h2>
<p>{{ item.presenter }}, {{ item.minutes }} minutes, {{ item.purpose }}</p>
<p>{{ item.recommendation|linebreaksbr }}</p>
{% for paper in item.papers.all %}<a href="/paper/{{ paper.pk }}">{{ paper.name }}</a> {% endfor %}
</li>{% endfor %}</ol></body></html>"""
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
LOADERS = [
    (
        "django.template.loaders.cached.Loader",
        [("django.template.loaders.locmem.Loader", {"agenda.html": PAGE})],
    )
]


def set_up(database: str) -> None:
    settings.configure(
        SECRET_KEY="of-the-floor-and-not-secret-" * 2,
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="bench.bare.urls",
        MIDDLEWARE=MIDDLEWARE,
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.sessions",
            "django.contrib.messages",
            "bench.bare",
        ],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": database,
                "CONN_MAX_AGE": None,
            }
        },
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"loaders": LOADERS},
            }
        ],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )
    django.setup()


def fill() -> None:
    from django.core.management import call_command  # noqa: PLC0415 (Django is set up by now)

    from bench.bare.models import Item, Meeting, Paper  # noqa: PLC0415
    from bench.words import paragraph, title  # noqa: PLC0415

    call_command("migrate", run_syncdb=True, verbosity=0)
    meeting = Meeting.objects.create(title="Meeting of the schools forum")
    for number in range(1, ITEMS + 1):
        item = Item.objects.create(
            meeting=meeting,
            number=number,
            title=title(f"item {number}"),
            presenter="Head of Schools Finance",
            minutes=10,
            purpose="For decision",
            recommendation=paragraph(f"recommendation {number}", 1),
        )
        for paper in range(PAPERS):
            Paper.objects.create(item=item, name=title(f"paper {number}/{paper}"))


def main(database: str) -> None:
    set_up(database)
    fill()
    from bench.measuring import answer  # noqa: PLC0415
    from bench.visiting import Visitor  # noqa: PLC0415

    visitor = Visitor()
    answer({name: visitor.reads(f"/{name}") for name in ("fixed", "template")})


if __name__ == "__main__":
    main(*sys.argv[1:])
