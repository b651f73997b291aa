"""The log: one JSON object a line, which says what happened and names nobody.

What stands in a line is written down here; nothing else gets into it. No names, no letters, no
text that somebody typed, no tokens, no whole addresses: not in messages, not in tracebacks.
"""

from __future__ import annotations

import ipaddress
import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

current_reference: ContextVar[str] = ContextVar("current_reference", default="")
"""The reference of the request that is being answered; empty outside of one."""
OURS = "tabled"
"""Loggers of this name write messages of ours, which hold ids and figures."""
FIELDS = (
    "event", "outcome", "route", "method", "status", "forum", "object", "actor", "network",
    "limit", "count", "ms",
)  # fmt: skip
"""What a line may hold besides when, how grave, who wrote it and the reference."""
WITHHELD = "[withheld]"
_PERSONAL = re.compile(
    r"[^\s@<>\"']+@[^\s@<>\"']+"  # addresses of letters
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b"  # addresses of machines
    r"|\b(?![0-9a-f]{8}-[0-9a-f]{4}-)[A-Za-z0-9_-]{40,}\b"  # tokens, not ids
)
EVENTS = {
    "decisions:record_export": "export",
    "decisions:open_data_table": "export",
    "decisions:decision_csv": "export",
    "decisions:action_csv": "export",
    "decisions:compliance_csv": "export",
    "decisions:funding_csv": "export",
    "decisions:audit_taken": "export",
    "decisions:audit_checkpoint": "export",
    "papers:schedule_csv": "export",
    "papers:pack_full_pdf": "exempt-read",
    "decisions:minutes_full": "exempt-read",
    "decisions:ballot_vote": "vote",
    "decisions:ballot_open": "ballot-open",
    "decisions:ballot_close": "ballot-close",
    "decisions:minutes_agree": "minutes-agree",
    "sign_in": "sign-in",
    "sign_in_by_password": "sign-in",
    "account_confirm_login_code": "sign-in",
    "mfa_authenticate": "sign-in",
    "mfa_login_webauthn": "sign-in",
    "openid_connect_callback": "sign-in",
    "sign_out": "sign-out",
    "forum:role_grant": "role-change",
    "forum:role_end": "role-change",
    "forum:role_confirm": "role-change",
    "forum:person_disable": "account-change",
    "forum:person_enable": "account-change",
}
"""Addresses whose use is an event of its own (LOG-02); of others it is `read` or `change`."""
OUTCOMES = {400: "malformed", 401: "denied", 403: "denied", 404: "not-found", 409: "refused",
            429: "limited"}  # fmt: skip


class JsonLines(logging.Formatter):
    """One line of JSON for each record, in UTC, with line breaks escaped."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
        }
        if reference := getattr(record, "reference", "") or current_reference.get():
            line["reference"] = reference
        line |= {name: getattr(record, name) for name in FIELDS if getattr(record, name, "") != ""}
        if record.exc_info and record.exc_info[1]:
            line |= error_of(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True, default=str)


def message_of(record: logging.LogRecord) -> str:
    """Our own sentences whole; of other programs the sentence without what was put into it."""
    if record.name.startswith("django.security."):
        return record.name  # whose sentences quote what was sent
    is_ours = record.name.partition(".")[0] == OURS or not record.args
    said = record.getMessage() if is_ours else str(record.msg)
    return _PERSONAL.sub(WITHHELD, said)[:500]


def error_of(error: BaseException) -> dict[str, Any]:
    """What kind of error, and where; its words may quote what somebody typed."""
    frames = traceback.extract_tb(error.__traceback__)[-12:]
    where = [f"{_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__qualname__, "where": where}


def _place(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(settings.BASE_DIR):
        return str(path.relative_to(settings.BASE_DIR))
    return "/".join(path.parts[-3:])


def line_of(request: HttpRequest, response: HttpResponseBase, took: int) -> dict[str, Any]:
    """What the line about a request says; the address itself may hold a token, so its name."""
    match = request.resolver_match
    actor = actor_of(request)
    known = response.status_code != 404 or actor
    return {
        "event": event_of(request, match.view_name if match else ""),
        "outcome": outcome_of(response.status_code),
        "route": match.view_name if match else "",
        "method": request.method if request.method in {"GET", "HEAD", "POST"} else "other",
        "status": response.status_code,
        "forum": match.kwargs.get("slug", "") if match and known else "",
        "object": _object(match.kwargs) if match else "",
        "actor": actor,
        "network": network_of(str(request.META.get("REMOTE_ADDR", ""))),
        "ms": took,
    }


def event_of(request: HttpRequest, route: str) -> str:
    """The code of what was asked for."""
    is_change = request.method not in {"GET", "HEAD", "OPTIONS"}
    return EVENTS.get(route) or ("change" if is_change else "read")


def outcome_of(status: int) -> str:
    """How it went."""
    if status >= 500:
        return "failed"
    return OUTCOMES.get(status, "ok" if status < 400 else "malformed")


def actor_of(request: HttpRequest) -> str:
    """The id of whoever was found to be signed in, as it stands in the trail; asks for nothing."""
    person = getattr(request, "_cached_user", None)
    return str(person.pk) if person is not None and person.is_authenticated else ""


def network_of(address: str) -> str:
    """Enough of an address to see where many come from, too little to find one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    length = 24 if found.version == 4 else 48
    return str(ipaddress.ip_network(f"{found}/{length}", strict=False))


def _object(kwargs: dict[str, Any]) -> str:
    """The record that the address names, if it names one."""
    ids = [value for value in kwargs.values() if isinstance(value, UUID)]
    return str(ids[-1]) if ids else ""
