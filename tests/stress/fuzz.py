"""Absurd requests to every address of a forum with a whole story: none ends in an error of ours.

python -m tests.stress.fuzz fuzz [--control]: in the control one page believes what it is sent.
"""

from __future__ import annotations

import json
import os
import random
import sys

from tests.stress.staging import set_stage

REQUESTS, OF_CONTROL, SEED = int(os.environ.get("FUZZ", "20000")), 200, 20261122
"""One after the other: each is undone, so that two at once would wait for each other."""
BELIEVES = "forum:member_list"
"""The page that believes what it is sent; the control asks for no other."""


def main(*, control: bool) -> None:
    """Send them, and tell each that was answered with an error."""
    set_stage()
    # Django is set up by now.
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.test.utils import setup_test_environment  # noqa: PLC0415

    call_command("load_demo", verbosity=0)
    setup_test_environment()
    settings.LIMITS = False
    if control:
        believe_what_is_sent()
    many = OF_CONTROL if control else REQUESTS
    broken = broken_by(many, only=BELIEVES if control else "")
    for request in broken[:10]:
        print(request[:300], file=sys.stderr)
    found = {"races": many, "broken": len(broken), "seen": f"seed {SEED}"}
    print(json.dumps(found))


def broken_by(many: int, *, only: str = "") -> list[str]:
    """Which of so many requests, to all addresses or one, were answered with an error of ours."""
    from django.test import Client  # noqa: PLC0415

    from forum.models import Forum  # noqa: PLC0415
    from tests.hardening.fuzzing import (  # noqa: PLC0415
        absurd,
        everybody_at_once,
        names_asked_for,
        targets,
    )
    from tests.signed_in import sign_in  # noqa: PLC0415

    forum = Forum.objects.order_by("recorded_at").first()
    client = Client(raise_request_exception=False)
    sign_in(client, everybody_at_once(forum))
    dice, asked = random.Random(SEED), names_asked_for()
    found = [each for each in targets(client, forum) if only in {"", each.name}]
    requests = (absurd(found[number % len(found)], dice, asked) for number in range(many))
    answers = ((request.send(client).status_code, request) for request in requests)
    return [f"{status} {request}" for status, request in answers if status >= 500]


def believe_what_is_sent() -> None:
    """For the control: the list of members takes whatever it is sent to be a number."""
    from django.urls import get_resolver  # noqa: PLC0415

    matched = get_resolver().resolve("/x/members/")
    pattern = next(
        each
        for include in get_resolver().url_patterns
        for each in getattr(include, "url_patterns", [])
        if each.name == matched.url_name
    )
    asked = pattern.callback

    def believing(request, *args, **kwargs):
        for sent in request.GET.values():
            int(sent)
        return asked(request, *args, **kwargs)

    pattern.callback = believing


if __name__ == "__main__":
    main(control="--control" in sys.argv)
