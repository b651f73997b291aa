"""The forms of a page, read from its HTML and filled in as somebody in a hurry would."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from lxml import html

from config.access import TABLE
from tests.access.addresses import every_address
from tests.access.asking import ask, undone, url_of
from tests.access.expected import HERE, HIDDEN
from tests.access.world import World

PEOPLE = ["clerk", "member"]
"""Between them they are shown nearly every form that names a record."""
Sent = tuple[tuple[str, str], ...]
WORDS = {
    "day": "3",
    "month": "9",
    "year": "2026",
    "time": "16:30",
    "email": "somebody.new@example.org",
    "financial_year": "2026-27",
    "amount": "120",
    "unit_rate": "1.50",
    "units": "10",
    "printed_total": "15",
    "label": "99",
    "number": "99",
    "letter": "Q",
    "position": "99",
    "slug": "ambridge",
    "link": "https://example.org/",
    "typed": "## A heading",
}
"""What is typed into a field whose name ends so."""
NOT_SENT = {"csrfmiddlewaretoken"}


@dataclass(frozen=True)
class Form:
    """A form that changes something: where it is sent, and what with."""

    name: str
    """Of the address that it is sent to."""
    action: str
    sent: Sent
    choices: tuple[tuple[str, str], ...]
    """Every other value that could have been chosen, with its field."""

    @property
    def shape(self) -> tuple[str, ...]:
        """What tells this form from others: its address and the names of what it sends."""
        return (self.name, *sorted({name for name, _ in self.sent}))

    def body(self) -> dict[str, list[str]]:
        """What is sent, by name."""
        found: dict[str, list[str]] = {}
        for name, value in self.sent:
            found.setdefault(name, []).append(value)
        return found


def forms_shown(world: World, who: str) -> Collection[Form]:
    """Every form that the pages show to one of the cast, one of each shape."""
    client, found = world.client(who), {}
    for address in every_address():
        is_page = "." not in address.path.rpartition("/")[2]
        if not is_page or not address.is_in_a_forum or "GET" not in TABLE[address.name]:
            continue
        for state in ("hidden", "shown") if address.name in HIDDEN else ("hidden",):
            url = url_of(world, address, HERE, state)
            with undone():
                page = ask(client, "GET", url)
            if page.status_code == 200 and page["Content-Type"].startswith("text/html"):
                found |= {form.shape: form for form in forms_of(page.content, url)}
    return found.values()


def forms_of(page: bytes, url: str) -> Iterator[Form]:
    """Every form of the page that is sent by POST, once for each of its buttons."""
    tree = html.fromstring(page)
    for form in tree.forms:
        action = urljoin(url, form.action or url)
        name = _name_of(action)
        if form.method == "POST" and name:
            filled = tuple(_filled(form))
            for button in _buttons(form):
                yield Form(name, action, (*filled, *button), tuple(_choices(form)))


def _name_of(action: str) -> str:
    try:
        return resolve(urlsplit(action).path).view_name
    except Resolver404:
        return ""


def _buttons(form) -> list[Sent]:
    named = form.xpath(".//button[@name] | .//input[@type='submit'][@name]")
    return [((each.get("name"), each.get("value", "")),) for each in named] or [()]


def _filled(form) -> Iterator[tuple[str, str]]:
    given = dict(form.form_values())
    seen = set()
    for field in form.xpath(".//input | .//select | .//textarea"):
        name, kind = field.get("name"), field.get("type", field.tag)
        if not name or name in NOT_SENT or name in seen or kind in {"file", "submit", "button"}:
            continue
        if kind in {"checkbox", "radio", "select"} or field.tag == "select":
            if kind == "checkbox":
                yield from ((key, value) for key, value in form.form_values() if key == name)
            elif given.get(name) or (value := _first_choice(form, name)):
                yield name, given.get(name) or value
        else:
            yield name, (given.get(name) or "").strip() or _typed(name, field.get("inputmode"))
        seen.add(name)


def _first_choice(form, name: str) -> str:
    return next((value for key, value in _choices(form) if key == name and value), "")


def _choices(form) -> Iterator[tuple[str, str]]:
    """Each value of a list, of radio buttons and of boxes."""
    for field in form.xpath(".//select[@name]//option"):
        yield field.xpath("ancestor::select/@name")[0], field.get("value", field.text or "")
    for field in form.xpath(".//input[@type='radio' or @type='checkbox'][@name]"):
        yield field.get("name"), field.get("value", "on")


def _typed(name: str, mode: str | None) -> str:
    last = name.rpartition("-")[2]
    ends = [text for end, text in WORDS.items() if last == end or last.endswith(f"_{end}")]
    plain = {"numeric": "5", "decimal": "5", "url": "https://example.org/"}
    return ends[-1] if ends else plain.get(mode or "", "Words that somebody typed")
