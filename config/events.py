"""Events of signing in that are no request of their own kind, written into the log by identity."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.signals import login_code_rejected
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from config.denials import note_denial
from config.logs import network_of

logger = logging.getLogger("tabled.sign-in")


def note(event: str, outcome: str, request: Any, person: Any = None) -> None:
    """One line; never which address or password somebody tried."""
    said = {
        "event": event,
        "outcome": outcome,
        "actor": str(person.pk) if person is not None else "",
        "network": network_of(str(request.META.get("REMOTE_ADDR", ""))) if request else "",
    }
    logger.info(event, extra=said)


@receiver(user_logged_in, dispatch_uid="tabled-signed-in")
def signed_in(request=None, user=None, **more):
    note("sign-in", "ok", request, user)


@receiver(user_logged_out, dispatch_uid="tabled-signed-out")
def signed_out(request=None, user=None, **more):
    note("sign-out", "ok", request, user)


@receiver(user_login_failed, dispatch_uid="tabled-sign-in-failed")
def not_signed_in(request=None, **more):
    note("sign-in", "denied", request)
    note_denial()


@receiver(login_code_rejected, dispatch_uid="tabled-code-refused")
@receiver(authentication_failed, dispatch_uid="tabled-second-step-refused")
def wrong_code(request=None, user=None, **more):
    note("sign-in", "denied", request, user)
    note_denial()
