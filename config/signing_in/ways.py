"""The ways in which one person can sign in, and how they change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from forum.models import Person

Type = Authenticator.Type


@dataclass(frozen=True)
class Organisation:
    """A provider that the site knows, and whether this person's account there is connected."""

    id: str
    name: str
    connected: SocialAccount | None


@dataclass(frozen=True)
class Ways:
    """What the page of an account shows."""

    passkeys: tuple[Authenticator, ...]
    has_app: bool
    has_codes: bool
    organisations: tuple[Organisation, ...]


def ways_of(person: Person) -> Ways:
    """Everything by which the person can sign in, besides a code by e-mail and a password."""
    known = Authenticator.objects.filter(user=person).order_by("pk")
    connected = {each.provider: each for each in SocialAccount.objects.filter(user=person)}
    return Ways(
        passkeys=tuple(each for each in known if each.type == Type.WEBAUTHN),
        has_app=any(each.type == Type.TOTP for each in known),
        has_codes=any(each.type == Type.RECOVERY_CODES for each in known),
        organisations=tuple(
            Organisation(known["provider_id"], known["name"], connected.get(known["provider_id"]))
            for known in settings.IDENTITY_PROVIDERS
        ),
    )


def has_own_second_step(person: Person) -> bool:
    """Whether the person has an app or a passkey here."""
    return Authenticator.objects.filter(user=person, type__in=[Type.TOTP, Type.WEBAUTHN]).exists()


@transaction.atomic
def choose_password(request: Any, password: str | None) -> None:
    """Have this password from now on, or none; every other session of the person ends."""
    person = request.user
    what = "changed" if person.has_usable_password() else "set"
    person.set_password(password)
    person.save(update_fields=["password"])
    update_session_auth_hash(request, person)
    _tell(request, f"account/email/password_{what if password else 'removed'}")


@transaction.atomic
def disconnect(request: HttpRequest, provider_id: str) -> None:
    """The provider lets the person in no more."""
    get_object_or_404(SocialAccount, user=request.user, provider=provider_id).delete()
    _tell(request, "socialaccount/email/account_disconnected")


def _tell(request: HttpRequest, what: str) -> None:
    get_adapter(request).send_notification_mail(what, request.user)
