"""How often one may do what costs much or could be misused: counted once for all servers.

Whoever is signed in is counted as that person, so that nobody else can use up what is theirs;
anybody else is counted by network, generously, because a whole council may share one. Every
window is short: whoever is stopped goes on within minutes, and nobody is ever locked out.
"""

from __future__ import annotations

import hmac
import ipaddress
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from config.errors import limited
from forum.models.limits import count_use, forget_past_counts

READING, SENDING = ("GET", "HEAD"), ("POST",)


@dataclass(frozen=True)
class Limit:
    """So many times in a window: for one person, and for a network of people not signed in."""

    name: str
    person: int
    network: int
    seconds: int
    methods: tuple[str, ...]
    routes: frozenset[str]
    about: tuple[str, ...] = ()
    """Fields that name an account: what is tried on one is counted for each network by itself, so
    that nobody far away can keep its owner out."""
    each: int = 0


def routes(names: str) -> frozenset[str]:
    """The addresses of these names, as a request knows them."""
    return frozenset(names.split())


LIMITS = (
    Limit(
        "search",
        person=60,
        network=240,
        seconds=60,
        methods=READING,
        routes=routes("decisions:search decisions:open_data"),
    ),
    Limit(
        "export",
        person=30,
        network=120,
        seconds=300,
        methods=READING,
        routes=routes(
            "decisions:record_export decisions:open_data_table decisions:decision_csv "
            "decisions:action_csv decisions:compliance_csv decisions:funding_csv "
            "decisions:audit_taken papers:schedule_csv papers:schedule_effect papers:paper_docx"
        ),
    ),
    Limit(
        "document",
        person=60,
        network=240,
        seconds=300,
        methods=READING,
        routes=routes(
            "papers:agenda_pdf papers:paper_pdf papers:schedule_pdf papers:pack_pdf "
            "papers:pack_full_pdf papers:build_pdf decisions:forecast_pdf decisions:minutes_pdf "
            "decisions:minutes_full decisions:meeting_log_pdf decisions:matter_review_pdf "
            "decisions:review_pdf decisions:action_pdf decisions:executive_notice "
            "decisions:document"
        ),
    ),
    Limit(
        "upload",
        person=60,
        network=20,
        seconds=600,
        methods=SENDING,
        routes=routes(
            "papers:intake_paper papers:intake_start papers:figure_add papers:appendix_add "
            "papers:appendix_edit papers:units_enter forum:members_bulk forum:schools_bulk "
            "forum:look decisions:sheet_enter decisions:record_enter"
        ),
    ),
    Limit(
        "pack",
        person=20,
        network=5,
        seconds=600,
        methods=SENDING,
        routes=routes("papers:pack_build"),
    ),
    Limit(
        "vote",
        person=60,
        network=20,
        seconds=60,
        methods=SENDING,
        routes=routes("decisions:ballot_vote"),
    ),
    Limit(
        "sign-in",
        person=30,
        network=120,
        seconds=60,
        methods=SENDING,
        routes=routes(
            "sign_in sign_in_by_password account_confirm_login_code mfa_authenticate "
            "mfa_login_webauthn openid_connect_login account_reauthenticate mfa_reauthenticate "
            "mfa_reauthenticate_webauthn invitation_accept"
        ),
        about=("email", "login"),
        each=10,
    ),
    Limit(
        "subscription",
        person=20,
        network=20,
        seconds=600,
        methods=SENDING,
        routes=routes("forum:subscribe"),
        about=("email",),
        each=3,
    ),
)
BY_ROUTE = {
    (route, method): limit
    for limit in LIMITS
    for route in limit.routes
    for method in limit.methods
}


class LimitsMiddleware:
    """Answer 429 to whoever has done it too often. It counts before the view is asked, and what
    it cannot count it does not let pass."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: Any, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        limit = BY_ROUTE.get((request.resolver_match.view_name, request.method))
        if limit is None or not settings.LIMITS:
            return None
        wait = wait_for(request, limit)
        return limited(request, wait) if wait else None


def wait_for(request: HttpRequest, limit: Limit) -> int:
    """Count it; nothing while it is within the limit, else the seconds until the window ends."""
    now = int(time.time() * 1000)
    waits = [0]
    for who, allowed in counted(request, limit):
        used, until = count_use(keyed(limit.name, who), now=now, window=limit.seconds * 1000)
        if used > allowed:
            waits.append(max(1, -(-(until - now) // 1000)))
    return max(waits)


def counted(request: HttpRequest, limit: Limit) -> Iterator[tuple[str, int]]:
    """Who is counted, and how often they may; and from there once more for each account."""
    who, allowed = whose(request, limit)
    yield who, allowed
    for name in limit.about:
        if tried := request.POST.get(name, "").strip().casefold():
            yield f"{who} {tried}", limit.each


def whose(request: HttpRequest, limit: Limit) -> tuple[str, int]:
    """Who is counted, and how often they may."""
    if request.user.is_authenticated:
        return str(request.user.pk), limit.person
    return counted_network(str(request.META.get("REMOTE_ADDR", ""))), limit.network


def counted_network(address: str) -> str:
    """One address of the older kind, or the /64 of the newer, which one household has whole."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network(f"{found}/64", strict=False))


def keyed(name: str, who: str) -> str:
    """What stands in the table instead of who it was."""
    said = f"limit {name} {who}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), said, "sha256").hex()


def tend_limits(at: datetime) -> None:
    """What a worker looks after: counts of windows that are over."""
    forget_past_counts(int(at.timestamp() * 1000))
