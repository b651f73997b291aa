"""Before a step that cannot be undone: ask whoever is there to prove once more that it is they."""

from __future__ import annotations

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from config.signing_in.kept import keep
from config.signing_in.session import proved_lately


def ask_again(request: HttpRequest) -> HttpResponseBase | None:
    """Where to prove it, unless that was done within the last half hour; a form sent is kept."""
    if proved_lately(request):
        return None
    back = request.get_full_path()
    if request.method == "POST":
        keep(request, request.user.pk)
        back = reverse("kept_form")
    return redirect(reverse("confirm_who", query={"next": back}))


def own_change(view):
    """Open a page that changes how somebody signs in: to them, when they proved it lately."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return ask_again(request) or view(request, *args, **kwargs)

    return guarded
