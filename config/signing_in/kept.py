"""What somebody sent when they first had to sign in, or to say once more who they are: not lost.

It stays on the server, in the session of the browser that sent it, for the same person only.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse

from forum.models import Person

KEPT, WAS = "signing_in.kept", "signing_in.was"
MOST_LETTERS = 500_000
NEVER_KEPT = {"csrfmiddlewaretoken", "password", "credential"}


@dataclass(frozen=True)
class Kept:
    """One form as it was sent: where to, and every field in its order."""

    path: str
    fields: list[tuple[str, str]]

    @property
    def texts(self) -> list[str]:
        """What was written rather than chosen: worth reading, or copying."""
        return [value for _, value in self.fields if len(value.split()) > 2]


def keep(request: HttpRequest, person: object) -> None:
    """Keep what was just sent, in place of anything kept before."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NEVER_KEPT
    ]
    if sum(len(value) for _, value in fields) <= MOST_LETTERS:
        kept = {"person": str(person), "path": request.get_full_path(), "fields": fields}
        request.session[KEPT] = kept
        request.kept_just_now = True  # type: ignore[attr-defined]


def kept_for(request: HttpRequest) -> Kept | None:
    """What is kept for the person who is signed in."""
    kept = request.session.get(KEPT)
    if not kept or kept["person"] != str(request.user.pk):
        return None
    return Kept(kept["path"], [(name, value) for name, value in kept["fields"]])


def forget(request: HttpRequest) -> None:
    """Nothing is kept any more: it was sent again, or somebody else has come."""
    request.session.pop(KEPT, None)


def belongs_to(request: HttpRequest, person: Person) -> None:
    """Whoever signs in finds only what is theirs."""
    kept = request.session.get(KEPT)
    if kept and kept["person"] != str(person.pk):
        forget(request)
    request.session.pop(WAS, None)


def _was_sent(request: HttpRequest) -> bool:
    """Whether a person pressed a button, on a page other than those of signing in: what a page
    saves by itself while they type does not count, or it would take the place of what they send.
    """
    is_own_account = request.path.startswith(reverse("account_home"))
    by_script = "X-Requested-With" in request.headers
    return request.method == "POST" and not is_own_account and not by_script


def kept_for_later(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Where a form met the sign-in page because the session had ended: keep it, and lead back."""
    was = request.session.get(WAS)
    sign_in = resolve_url(settings.LOGIN_URL)
    led_away = response.status_code == 302 and response["Location"].startswith(f"{sign_in}?")
    if was and _was_sent(request) and led_away and not request.user.is_authenticated:
        keep(request, was)
        if KEPT in request.session:
            back = {"next": reverse("kept_form")}
            return HttpResponseRedirect(reverse(settings.LOGIN_URL, query=back))
    _forget_what_was_sent_again(request)
    return response


def _forget_what_was_sent_again(request: HttpRequest) -> None:
    kept = request.session.get(KEPT)
    if not kept or request.method != "POST" or hasattr(request, "kept_just_now"):
        return
    if request.user.is_authenticated and kept["path"] == request.get_full_path():
        forget(request)
