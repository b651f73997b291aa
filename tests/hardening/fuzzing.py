"""Absurd requests: every address and every field, filled in with what nobody should send."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import quote_from_bytes, urlencode

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.test import Client

from forum.models import Forum
from tests.access.addresses import every_address

NOBODY = "00000000-0000-4000-8000-000000000000"
HOSTILE = [
    b"", b" ", b"\x00", b"a\x00b", b"\xed\xa0\x80", b"\xff\xfe", b"\xf0\x9f",
    "\u202eabc".encode(), "\u0663\u00b2\u2460".encode(), "e\u0301\u0000".encode(),
    b"\r\nSet-Cookie: a=b", b"%00", b"%s%n", b"{{ 7|add:7 }}", b"{% include 'x' %}",
    b"<script>alert(1)</script>", b"' OR 1=1 --", b"\\", b'"', b"../../etc/passwd", b"-1", b"0",
    b"1e999", b"NaN", b"inf", b"9" * 40, b"-" + b"9" * 20, b"2147483648", b"9223372036854775808",
    b"0x10", b"1_000", b"1.5", "½".encode(), b"31/02/2026", b"0000-00-00", b"99999-12-31",
    b"2026-13-45", b"T", b"24:61", b"2026-2025", b"[]", b"{}", b"null", b"true", b'{"a":' * 400,
    b"[" * 2000, b"," * 500, b"a" * 5000, "é".encode() * 3000, b"not-an-id", NOBODY.encode(),
    b"a@b", b"a@b.c\nBcc: d@e.f", b"https://evil.example/", b"//evil.example/",
    b"javascript:alert(1)", b"file:///etc/passwd", b"*", b"(", b"AND OR NOT", b'"unclosed',
    b"^{}", b"[[", b"]]", b"[[a]] [[b", b"|a|b|\n|-|\n", b"# " * 300,
]  # fmt: skip
"""What is sent where something sensible is expected, as bytes that are sent as they are."""
IN_ADDRESSES = (
    "q", "page", "next", "sort", "order", "from", "to", "state", "year", "kind", "group", "on_day",
    "seat", "matter", "agenda_item", "version", "a", "b", "format", "part", "person", "token",
)  # fmt: skip
_NAME = re.compile(r"""<(?:input|select|textarea|button)\b[^>]*?\bname="([^"]+)"[^>]*>""")
_VALUE = re.compile(r"""\bvalue="([^"]*)\"""")
_ASKED = re.compile(r"""\.(?:GET|POST)(?:\.get(?:list)?\(|\[)["']([a-z_]+)["']""")


@dataclass
class Target:
    """One address, and the fields that its page has, each with what stands in it."""

    name: str
    url: str
    fields: dict[str, str] = field(default_factory=dict)


def names_asked_for() -> list[str]:
    """Every word that a view looks for in a query, and those that are often tried."""
    found = set(IN_ADDRESSES)
    for app in ("forum", "papers", "decisions", "config"):
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            found |= set(_ASKED.findall(path.read_text()))
    return sorted(found)


def targets(client: Client, forum: Forum) -> list[Target]:
    """Every address with records of the forum in it, and what its page asks for."""
    found = [Target(name, url) for name, url in urls(forum)]
    for target in found:
        if not target.name.endswith(("_pdf", "notice", "document")):
            answer = client.get(target.url)
            target.fields = _fields(answer)
            read_to_the_end(answer)
    return found


def urls(forum: Forum) -> Iterator[tuple[str, str]]:
    """The name and the place of every address; for a record that is not there, nobody's id."""
    for address in every_address():
        found = {key: _first(model) for key, model in address.records.items()}
        yield address.name, address.filled(forum.slug, found)


def _first(model: type[Model]) -> object:
    row = model._base_manager.order_by("pk").first()
    return row.pk if row else NOBODY


def _fields(answer) -> dict[str, str]:
    """The fields of all forms of a page."""
    if answer.status_code != 200 or "html" not in answer.headers.get("Content-Type", ""):
        return {}
    found = {}
    for match in _NAME.finditer(answer.content.decode()):
        value = _VALUE.search(match[0])
        found[html.unescape(match[1])] = html.unescape(value[1]) if value else "1"
    found.pop("csrfmiddlewaretoken", None)
    return found


def read_to_the_end(answer) -> None:
    """Take in all of an answer that comes in pieces, so that its file is closed."""
    if answer.streaming:
        for _ in answer.streaming_content:
            pass


@dataclass(frozen=True)
class Absurd:
    """One request, small enough to be tried again."""

    method: str
    name: str
    url: str
    body: str

    def send(self, client: Client):
        """Ask, and undo whatever it did, signing out too."""
        cookies = SimpleCookie(client.cookies.output(header="", sep=";"))
        with transaction.atomic():
            if self.method == "GET":
                answer = client.get(f"{self.url}?{self.body}")
            else:
                kind = "application/x-www-form-urlencoded"
                answer = client.post(self.url, self.body, content_type=kind)
            read_to_the_end(answer)
            transaction.set_rollback(True)
        client.cookies = cookies
        return answer


def absurd(target: Target, dice: random.Random, asked: list[str]) -> Absurd:
    """A request to this address in which some of what is sent makes no sense."""
    method = (
        dice.choice(["GET", "POST", "POST"]) if target.fields else dice.choice(["GET", "POST"])
    )
    sent = list(target.fields.items()) if method == "POST" else []
    names = [name for name, _ in sent] or asked
    odd = dice.sample(names, min(len(names), dice.choice([1, 1, 2, 4])))
    kept = [(name, value) for name, value in sent if name not in odd or dice.random() < 0.1]
    parts = [urlencode(kept)] if kept else []
    parts += [f"{urlencode([(name, '')])}{quote_from_bytes(dice.choice(HOSTILE))}" for name in odd]
    if dice.random() < 0.3:
        parts.append(f"{dice.choice(asked)}={quote_from_bytes(dice.choice(HOSTILE))}")
    return Absurd(method, target.name, target.url, "&".join(parts))


def everybody_at_once(forum: Forum):
    """Somebody whom no page turns away, so that every page reads what is sent."""
    person = apps.get_model("forum", "Person").objects.create(
        name="Fay Fuzz", email="fay@example.org", is_site_administrator=True
    )
    for role in ("clerk", "officer", "auditor", "administrator"):
        person.role_grants.create(forum=forum, role=role)
    return person
