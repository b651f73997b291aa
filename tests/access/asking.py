"""Asking for every address as one of the cast, and noticing what is written meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from uuid import uuid4

from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client

from tests.access.addresses import Address
from tests.access.expected import BORROWED, HERE, THERE
from tests.access.world import World

WRITES = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)')
OF_THE_SESSION = {
    "django_session",
    "usersessions_usersession",
    "forum_ratecount",
    "tabled_cache",
}
"""What is written about the asking itself."""


@dataclass
class Writes:
    """The tables that were written to."""

    tables: set[str] = field(default_factory=set)
    values: list[tuple[str, str]] = field(default_factory=list)
    """Each table with all that was written to it in one statement, run together."""

    def __call__(self, execute, sql, params, many, context):
        found = WRITES.match(sql)
        if found and found[1] not in OF_THE_SESSION:
            self.tables.add(found[1])
            self.values.append((found[1], str(params).replace("-", "")))
        return execute(sql, params, many, context)

    def hold(self, word: object) -> set[str]:
        """The tables into which the word, or the identity, was written."""
        sought = str(word).replace("-", "")
        return {table for table, written in self.values if sought in written}


def url_of(world: World, address: Address, place: str, state: str) -> str:
    """The address in the own forum, with a record of the other one, or in the other forum."""
    own = {key: world.records(address.name, state)[kind] for key, kind in address.records.items()}
    ids = {key: row.pk for key, row in own.items()}
    if place != HERE:
        ids = {key: world.twins.ids[str(pk)] for key, pk in ids.items()}
    return address.filled((world.twins.forum if place == THERE else world.forum).slug, ids)


def of_nothing(world: World, address: Address) -> str:
    """The same address with identities that no record has."""
    return address.filled(world.forum.slug, {key: uuid4() for key in address.records})


@contextmanager
def undone() -> Iterator[Writes]:
    """What happens inside is noticed, and taken back."""
    writes, point = Writes(), transaction.savepoint()
    try:
        with connection.execute_wrapper(writes):
            yield writes
    finally:
        transaction.savepoint_rollback(point)


def ask(client: Client, method: str, url: str, sent: dict | None = None) -> HttpResponseBase:
    """One request; the browser is left as it was."""
    cookies = dict(client.cookies)
    response = getattr(client, method.lower())(url, sent or {})
    if response.streaming:
        b"".join(response.streaming_content)
    client.cookies = SimpleCookie()
    dict.update(client.cookies, cookies)
    return response


def places(address: Address) -> tuple[str, ...]:
    """Where an address can be asked for."""
    if not address.is_in_a_forum:
        return (HERE,)
    return (HERE, BORROWED, THERE) if address.records else (HERE, THERE)
