"""Turn what the rules refuse into a page that lists the reasons, with nothing typed lost."""

from __future__ import annotations

import logging
import re

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.shortcuts import render

from decisions.records.refusals import sentence_of
from forum.files.shelf import ShelfAway
from forum.pdf import NotRendered
from forum.rules.ruling import Reason, Refused, Ruling, Stale

logger = logging.getLogger("tabled.guards")
NOT_RESENT = {"csrfmiddlewaretoken", "version"}
_OURS = re.compile(r"^(.+) \(\w+\)$")
"""What a guard or a constraint of ours says, with its name behind it."""


class RefusedMiddleware:
    """Answer 409 with every reason; for a text saved by somebody else, with both texts."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Stale):
            return render(request, exception.page, stale_page(request, exception), status=409)
        if isinstance(exception, Refused):
            return render(request, "refused.html", {"ruling": exception.ruling}, status=409)
        if isinstance(exception, ValidationError):
            return render(request, "refused.html", {"ruling": breach(exception)}, status=409)
        if isinstance(exception, IntegrityError) and (ruling := refused_below(exception)):
            return render(request, "refused.html", {"ruling": ruling}, status=409)
        if isinstance(exception, NotRendered | ShelfAway):
            ruling = Ruling.no("no-document", str(exception))
            return render(request, "refused.html", {"ruling": ruling}, status=503)
        return None


def stale_page(request, stale: Stale) -> dict:
    """Both texts, and everything else that was typed, ready to be sent again."""
    resent = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NOT_RESENT and not name.startswith((stale.field, *stale.not_resent))
    ]
    return {"stale": stale, "resent": resent, "action": request.get_full_path()}


def breach(error: ValidationError) -> Ruling:
    """The truths of the database that would not hold, as reasons."""
    return Ruling.of(Reason("not-possible", message) for message in error.messages)


def refused_below(error: IntegrityError) -> Ruling | None:
    """What no rule saw coming and the database would not have: another was quicker, or a rule is
    missing, which whoever reads the log should hear of."""
    found = _OURS.match(sentence_of(error))
    if found is None:
        return None
    logger.error("Refused by the database and by no rule before it", exc_info=error)
    return Ruling.no("not-possible", found[1])
