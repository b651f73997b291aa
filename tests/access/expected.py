"""What each of the cast must come to at each address: worked out from the two tables alone."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpResponseBase
from django.urls import reverse

from config.access import ASKED_AS, EVERYBODY, SIGNED_IN, SITE, TABLE, Audience, read_table
from tests.access.addresses import Address

IN, SIGN_IN, FORBIDDEN, ABSENT, NOT_TAKEN = "let in", "sign in", "403", "404", "405"
PARTS = {
    "anonymous": set(),
    "disabled": set(),
    "half a clerk": set(),
    "half a chair": set(),
    "nobody": set(),
    "ended term": set(),
    "site administrator": set(),
    "member": {"member"},
    "member of another phase": {"member"},
    "chair": {"member", "chair"},
    "clerk": {"clerk"},
    "officer": {"officer"},
    "auditor": {"auditor"},
    "administrator": {"administrator"},
}
"""Who in the cast is what in the first forum; in the second nobody is anything."""
NOT_SIGNED_IN = {"anonymous", "disabled", "half a clerk", "half a chair"}
"""Whoever is nobody to the site, although somebody may be there."""
ODD = {"healthz": {"503"}, "site_invite": {FORBIDDEN}}
"""The guards are lifted here, and it says so; and only the first people of a forum are invited."""
SAYS_WHICH = {"forum:business_bring", "forum:subscribe_confirm"}
"""Which record it is about stands in what is sent, or in a token."""
HERE, BORROWED, THERE = "own forum", "own forum, record of the other", "the other forum"
_WORDS = (Path(__file__).parent / "hidden.txt").read_text()
HIDDEN = read_table(_WORDS.replace("works", "clerk+officer+auditor"))


def expected(address: Address, method: str, who: str, place: str, state: str) -> set[str]:
    """Everything that would be right; one thing, or for those inside 403 as well as 404."""
    entry = TABLE[address.name]
    asked = ASKED_AS.get(method, method)
    audience = entry.get(asked) or frozenset().union(*entry.values())
    parts = PARTS[who] if place != THERE else set()
    turned_away = _turned_away(audience, who, parts, address)
    if turned_away:
        return {turned_away}
    if asked not in entry:
        return {NOT_TAKEN}
    if place == BORROWED:
        return {ABSENT}
    return _behind_the_door(address, asked, parts, state)


def _turned_away(audience: Audience, who: str, parts: set[str], address: Address) -> str | None:
    """What the table alone says, before any record is looked at."""
    if EVERYBODY in audience:
        return None
    if who in NOT_SIGNED_IN:
        return SIGN_IN
    if SITE in audience:
        return None if who == "site administrator" else ABSENT
    if SIGNED_IN in audience or parts & audience:
        return None
    return FORBIDDEN if parts and address.is_in_a_forum else ABSENT


def _behind_the_door(address: Address, method: str, parts: set[str], state: str) -> set[str]:
    """What the record has to say, where the table lets everybody come and ask."""
    if not address.is_in_a_forum:
        return {IN, ABSENT, SIGN_IN, *ODD.get(address.name, ())}
    if address.name not in HIDDEN:
        return {IN} | ({ABSENT} if address.name in SAYS_WHICH else set())
    if state == "shown":
        return {IN, FORBIDDEN, ABSENT}
    sees = HIDDEN[address.name].get(method, frozenset())
    if EVERYBODY in sees or parts & sees:
        return {IN}
    return {FORBIDDEN, ABSENT} if parts else {ABSENT}


def came_to(response: HttpResponseBase) -> str:
    """What became of a request, in one word."""
    code = response.status_code
    if code == 302 and response["Location"].startswith(reverse("sign_in")):
        return SIGN_IN
    known = {403: FORBIDDEN, 404: ABSENT, 405: NOT_TAKEN}
    if code in known:
        return known[code]
    # A document that took too long to draw was still let in to.
    is_slow = code == 503 and response.headers.get("Content-Type", "").startswith("text/html")
    return IN if code < 500 or is_slow else str(code)
