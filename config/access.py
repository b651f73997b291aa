"""Who is let in where, before any view is asked. What nobody listed in access.txt does not exist.

The table says who may come to an address at all; whether what they ask for is theirs, its door
says, and whether they may act, its step.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from django.contrib.auth.views import redirect_to_login
from django.core import checks
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.urls import URLResolver, get_resolver

from forum.choices import Role
from forum.views.doors import forum_asked, roles_of, view_of_nothing

EVERYBODY, SIGNED_IN, INSIDE, SITE, NOBODY = "everybody", "signed-in", "inside", "site", "-"
PARTS = (*Role.values, "chair", "member")
"""What somebody can be in one forum."""
OF_INSIDE = ("clerk", "officer", "auditor", "member")
METHODS = ("GET", "POST")
ASKED_AS = {"HEAD": "GET"}
"""A HEAD is a GET of which only the headers are wanted."""

Audience = frozenset[str]
"""One of the words for everybody, signed-in and the like; or parts in the forum of the address."""


def read_table(text: str) -> dict[str, dict[str, Audience]]:
    """The table as it is written: for each name who may send which method."""
    table: dict[str, dict[str, Audience]] = {}
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, *audiences = line.split()
        if name in table or len(audiences) != len(METHODS):
            raise ImproperlyConfigured(f"access.txt: one name and two audiences in “{line}”.")
        read = {method: _audience(word) for method, word in zip(METHODS, audiences, strict=True)}
        table[name] = {method: audience for method, audience in read.items() if audience}
    return table


def _audience(word: str) -> Audience:
    """The parts that a word of the table stands for; none for nobody."""
    if word == NOBODY:
        return frozenset()
    if word in {EVERYBODY, SIGNED_IN, SITE}:
        return frozenset([word])
    parts = frozenset(OF_INSIDE if word == INSIDE else word.split("+"))
    if not parts <= set(PARTS):
        raise ImproperlyConfigured(f"access.txt: “{word}” is nobody that this site knows.")
    return parts


TABLE = read_table((Path(__file__).parent / "access.txt").read_text())


class AccessMiddleware:
    """Let in whom the table names: signing in for the anonymous, 404 for strangers, else 403."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs) -> HttpResponseBase | None:
        entry = TABLE.get(request.resolver_match.view_name)
        if entry is None:
            view_of_nothing()
        # From here on it is a GET; the server sends the answer to a HEAD without its body.
        request.method = method = ASKED_AS.get(request.method, request.method)
        # Who is asked before which method: a stranger does not learn what is taken here.
        audience = entry.get(method) or frozenset().union(*entry.values())
        if EVERYBODY not in audience and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not audience & {EVERYBODY, SIGNED_IN}:
            _insist(request, audience, kwargs.get("slug"))
        return None if method in entry else HttpResponseNotAllowed(entry)


def _insist(request: HttpRequest, audience: Audience, slug: str | None) -> None:
    """Stop here whoever has no such part: as if nothing were there, for one without any."""
    if SITE in audience or slug is None:
        if not getattr(request.user, "is_site_administrator", False):
            _nothing_for_strangers(request)
        return
    here = roles_of(request.user, forum_asked(request, slug))
    if not any(here.values()):
        _nothing_for_strangers(request)
    if not any(here[f"is_{part}"] for part in audience):
        raise PermissionDenied


def _nothing_for_strangers(request: HttpRequest) -> NoReturn:
    """As if nothing were there; but that a stranger asked is counted (config/denials.py)."""
    request.asked_as_stranger = True  # type: ignore[attr-defined]
    view_of_nothing()


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, bool]]:
    """The name of every address, as a request knows it, and whether it lies in a forum."""
    for each in (resolver or get_resolver()).url_patterns:
        path = f"{before}{each.pattern}"
        if isinstance(each, URLResolver):
            inside = f"{each.namespace}:" if each.namespace else ""
            yield from ((inside + name, is_in) for name, is_in in routes(each, path))
        else:
            yield each.name or each.lookup_str, "<slug:slug>/" in path


@checks.register(checks.Tags.security)
def every_address_is_listed(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """An address that the table does not name would answer 404 to everybody: say so at once."""
    found = dict(routes())
    unlisted = [
        checks.Error(f"The address “{name}” is not in config/access.txt.", id="tabled.A001")
        for name in sorted(found.keys() - TABLE.keys())
    ]
    stale = [
        checks.Error(f"config/access.txt names “{name}”, which is no address.", id="tabled.A002")
        for name in sorted(TABLE.keys() - found.keys())
    ]
    nowhere = [
        checks.Error(f"“{name}” lies in no forum: name no part in one.", id="tabled.A003")
        for name, is_in in found.items()
        for audience in TABLE.get(name, {}).values()
        if not is_in and audience & set(PARTS)
    ]
    return [*unlisted, *stale, *nowhere]
