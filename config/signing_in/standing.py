"""Hold every request to how its person signed in: not too long ago, and well enough for their job.

Somebody with a job in the system (clerk, officer, auditor, administrator) who has given no second
step is nobody until they do: public pages stay open, the pages that set one up, and no others.
Somebody who presides is a member like any other until they do.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils import timezone

from config.signing_in.kept import WAS, kept_for_later
from config.signing_in.session import has_job, has_second_step, presides, proofs, signed_in_at
from forum.rules.retention import SIGNED_IN

IDLE = timedelta(minutes=30)
"""So long may somebody with a job leave the site alone; a page that follows a meeting counts as
being there."""
SEEN, SEEN_EVERY = "signing_in.seen", timedelta(minutes=1)
TO_SET_UP = {
    "second_step",
    "sign_in",
    "sign_out",
    "confirm_who",
    "sign_in_again",
    "kept_form",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
}
"""The pages that somebody without a second step needs in order to have one."""


class StandingMiddleware:
    """End sessions that are too old, and take from a person what their sign-in does not carry."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            _hold_to_account(request)
        before = _proofs_given(request)
        response = self.get_response(request)
        if before and _proofs_given(request) > before:
            _change_key(request)
        return kept_for_later(request, response)


def _proofs_given(request: HttpRequest) -> int:
    return len(proofs(request)) if request.user.is_authenticated else 0


def _change_key(request: HttpRequest) -> None:
    """Whoever proved more goes on under a new key; the old one is worth nothing."""
    known = UserSession.objects.filter(session_key=request.session.session_key)
    request.session.cycle_key()
    known.update(session_key=request.session.session_key)


def _hold_to_account(request: HttpRequest) -> None:
    now = timezone.now()
    if _is_over(request, now):
        end_session(request, remember=True)
        return
    _note_being_here(request, now)
    if not has_second_step(request):
        _step_down(request)


def _is_over(request: HttpRequest, now: datetime) -> bool:
    """A session that does not record how it began is over too."""
    began = signed_in_at(request)
    if began is None or now - began > SIGNED_IN:
        return True
    return now - _last_seen(request, began) > IDLE and _may_not_idle(request)


def _last_seen(request: HttpRequest, began: datetime) -> datetime:
    seen = request.session.get(SEEN)
    return max(began, datetime.fromtimestamp(seen, tz=began.tzinfo)) if seen else began


def _may_not_idle(request: Any) -> bool:
    return has_job(request.user) or presides(request.user, timezone.localdate())


def _note_being_here(request: HttpRequest, now: datetime) -> None:
    """Once a minute, so that most requests write nothing."""
    began = signed_in_at(request) or now
    if now - _last_seen(request, began) > SEEN_EVERY:
        request.session[SEEN] = now.timestamp()
        UserSession.objects.filter(session_key=request.session.session_key).update(
            last_seen_at=now
        )


def end_session(request: HttpRequest, *, remember: bool = False) -> None:
    """End the session on the server; what its person still sends can be kept for them."""
    person = request.user.pk
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    logout(request)
    if remember:
        request.session[WAS] = str(person)


def _step_down(request: Any) -> None:
    """Take away what a sign-in without a second step does not carry."""
    if has_job(request.user):
        request.half_signed_in = request.user.pk
        if _asked(request) not in TO_SET_UP:
            request.user = AnonymousUser()
    elif presides(request.user, timezone.localdate()):
        request.user.presides_unproved = True


def _asked(request: HttpRequest) -> str | None:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return None
