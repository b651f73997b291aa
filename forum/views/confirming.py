"""Before a step that cannot be undone, whoever is there proves once more that it is they."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.module_loading import import_string

View = Callable[..., HttpResponseBase]


def confirmed_lately(view: View) -> View:
    """Let a change through within half an hour of a proof of who is there; ask for one otherwise.

    How somebody proves it the site knows (`ASKS_WHO_IS_THERE` in its settings): it answers with
    nothing, or with the way to the page that asks. What was sent is kept and offered again there.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method == "POST":
            asked: HttpResponseBase | None = import_string(settings.ASKS_WHO_IS_THERE)(request)
            if asked is not None:
                return asked
        return view(request, *args, **kwargs)

    return guarded
