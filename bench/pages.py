"""Our pages, as a worker of the web server makes them."""

from __future__ import annotations

import json
import sys

import django
from django.conf import settings

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.cache import caches  # noqa: E402

from bench.measuring import answer  # noqa: E402
from bench.visiting import Visitor  # noqa: E402
from forum.models import Person  # noqa: E402
from tests.signed_in import record_proof  # noqa: E402


def main(places: dict[str, str]) -> None:
    public = Visitor()
    clerk = Visitor(HTTP_COOKIE=signed_in(places["clerk"]))
    things = {}
    for name in ("agenda", "minutes"):
        things[f"{name}, kept"] = public.reads(places[name])
        things[f"{name}, first"] = public.reads(places[name], before=caches["near"].clear)
        things[f"{name}, clerk"] = clerk.reads(places[name])
    answer(things)


def signed_in(pk: str) -> str:
    """The cookie of a person who has signed in."""
    person = Person.objects.get(pk=pk)
    session = SessionStore()
    session[SESSION_KEY] = pk
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    record_proof(session, person)
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
