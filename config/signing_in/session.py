"""What a session says of how its person signed in, when, and whether that is enough."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from forum.models import OfficeHolding, Person, RoleGrant

LATELY = timedelta(minutes=30)
"""For so long a proof of who is there counts for steps that ask for a recent one."""
SECOND_STEP = {"mfa", "vouched"}
"""An app, a passkey or a recovery code; or an identity provider that says it asked for one."""


def proofs(request: HttpRequest) -> list[dict]:
    """Each proof that the person gave in this session, the earliest first."""
    return get_authentication_records(request, request.user)


def has_second_step(request: HttpRequest) -> bool:
    """Whether more than a mailbox or a password stands behind this session."""
    enough = SECOND_STEP | ({"demo"} if settings.DEMO else set())
    return any(proof.get("method") in enough for proof in proofs(request))


def signed_in_at(request: HttpRequest) -> datetime | None:
    """When the session began; nothing where it does not record how."""
    given = proofs(request)
    return _moment(given[0]) if given else None


def proved_lately(request: HttpRequest) -> bool:
    """Whether the person proved within the last half hour that it is they."""
    given = proofs(request)
    return bool(given) and timezone.now() - max(map(_moment, given)) < LATELY


def _moment(proof: dict) -> datetime:
    return datetime.fromtimestamp(proof["at"], tz=timezone.get_current_timezone())


def has_job(person: Person) -> bool:
    """Whether the person is clerk, officer, auditor or administrator anywhere."""
    return person.is_site_administrator or RoleGrant.objects.filter(person=person).exists()


def presides(person: Person, day: date) -> bool:
    """Whether the person is chair or vice-chair of any forum."""
    return OfficeHolding.objects.current(day).filter(appointment__person=person).exists()
