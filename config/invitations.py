"""Taking up an invitation: a page that says what it is, then a code to the same address.

Looking at the page uses nothing up, for programs that guard mailboxes open every link.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from config.signing_in.session import has_job
from config.signing_in.views import send_code
from forum.models import Invitation
from forum.workflow.people.inviting import (
    accept_invitation,
    invitation_of,
    ruling_on_accepting,
)


@never_cache
@require_http_methods(["GET", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    invitation, now = invitation_of(token), timezone.now()
    if invitation is None or request.method == "GET":
        context = {
            "title": "You are invited" if invitation else "This link does not work",
            "invitation": invitation,
            "ruling": ruling_on_accepting(invitation, at=now),
            "has_job": invitation is not None and has_job(invitation.person),
        }
        status = 200 if invitation else 404
        return render(request, "account/invitation.html", context, status=status)
    person = accept_invitation(invitation, at=now)
    if request.user == person:
        return redirect(_next(invitation))
    return send_code(request, person, _next(invitation))


def _next(invitation: Invitation) -> str:
    """Where somebody begins who has just come in."""
    return invitation.forum.get_absolute_url() if invitation.forum else "/site/"
