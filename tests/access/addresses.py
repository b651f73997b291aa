"""Every address of the site, and how each is filled in with records of a forum."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from decisions import models as deciding
from forum import models as sitting
from papers import models as asking

RECORDS: dict[str, type[Model]] = {
    "members/seats": sitting.Seat,
    "members/appointments": sitting.Appointment,
    "members/offices": sitting.OfficeHolding,
    "members/substitutes": sitting.Substitution,
    "members/schools": sitting.School,
    "files": sitting.StoredFile,
    "logo": sitting.StoredFile,
    "meetings": sitting.Meeting,
    "returning": sitting.ReturningBusiness,
    "people": sitting.InAttendance,
    "people/persons": sitting.Person,
    "people/invitations": sitting.Invitation,
    "people/roles": sitting.RoleGrant,
    "people/proposals": sitting.RoleProposal,
    "letters": sitting.OutboxMessage,
    "site/forums/<slug:of>/invite": sitting.Person,
    "site/people": sitting.Person,
    "items": sitting.AgendaItem,
    "packs": asking.PackBuild,
    "papers": asking.Paper,
    "papers/<uuid:pk>/figures": sitting.StoredFile,
    "intakes": asking.Intake,
    "proposals": asking.Proposal,
    "versions": asking.PaperVersion,
    "comments": asking.PaperComment,
    "appendices": asking.Appendix,
    "paper-templates": asking.PaperTemplate,
    "schedule-lines": asking.ScheduleLine,
    "services": asking.LocalService,
    "recommendations": asking.Recommendation,
    "moves": asking.BalanceMove,
    "clearance-requests": asking.ClearanceRequest,
    "options": asking.FundingOption,
    "placements": asking.Placement,
    "matters": asking.Matter,
    "funding/lines": asking.BudgetLine,
    "interests": sitting.Interest,
    "typed": deciding.MinuteItem,
    "questions": asking.Question,
    "ballots": deciding.Ballot,
    "outcomes": deciding.Outcome,
    "external": deciding.ExternalStep,
    "conditions": deciding.Condition,
    "minutes/items": deciding.MinuteItem,
    "actions": deciding.Action,
    "documents": sitting.PublishedDocument,
    "executive": deciding.ExecutiveDecision,
}
"""Which record an address is about, by the words before its identity."""
PLAIN = {
    "year": "2025-26",
    "source": "centrally_retained",
    "block": "high_needs",
    "kind": "forum",
    "key": "all",
    "table": "awards",
    "dataset": "decisions",
    "form": "csv",
    "name": "decisions",
    "colour": "1b4d3e",
    "provider_id": "entra",
    "token": "no-such-token",
}
"""What an address says besides, where it is no record."""
OF_ITS_OWN = {"decisions:typed_save": {"form": "minute"}}


@dataclass(frozen=True)
class Address:
    """An address of the site by its name, not filled in yet."""

    name: str
    path: str
    keys: Mapping[str, Any] = field(hash=False)

    @property
    def is_in_a_forum(self) -> bool:
        return "slug" in self.keys

    @property
    def records(self) -> dict[str, type[Model]]:
        """The kind of record that each identity in the address is of, as far as it is known."""
        named = {key: RECORDS.get(self._words(key)) for key in self._identities}
        return {key: kind for key, kind in named.items() if kind}

    @property
    def unknown(self) -> list[str]:
        """Words before an identity of which nobody said what record they are about."""
        return [words for key in self._identities if (words := self._words(key)) not in RECORDS]

    @property
    def _identities(self) -> list[str]:
        return [key for key, each in self.keys.items() if type(each).__name__ == "UUIDConverter"]

    def _words(self, key: str) -> str:
        before = self.path.partition("<slug:slug>/")[2] or self.path
        return before.partition(f"/<uuid:{key}>")[0]

    def filled(self, slug: str, identities: Mapping[str, object]) -> str:
        """The address of these records, in the forum of this name."""
        given: dict[str, object] = {}
        for key, converter in self.keys.items():
            if key in {"slug", "of"}:
                given[key] = slug
            elif key in identities:
                given[key] = identities[key]
            elif type(converter).__name__ == "IntConverter":
                given[key] = 1
            elif key in self._identities:
                given[key] = uuid4()
            else:
                given[key] = (PLAIN | OF_ITS_OWN.get(self.name, {})).get(key, "unknown")
        return reverse(self.name, kwargs=given)


def every_address() -> list[Address]:
    """Every address that has a name; of those with one name, each."""
    return sorted(_walk(get_resolver(), "", "", {}), key=lambda each: (each.name, each.path))


def _walk(
    resolver: URLResolver, namespace: str, before: str, keys: dict[str, Any]
) -> Iterator[Address]:
    for each in resolver.url_patterns:
        path = before + str(each.pattern)
        found = keys | each.pattern.converters
        if isinstance(each, URLResolver):
            inside = f"{each.namespace}:" if each.namespace else namespace
            yield from _walk(each, inside, path, found)
        elif isinstance(each, URLPattern):
            yield Address(namespace + (each.name or each.lookup_str), path, found)


def of_forums() -> list[Address]:
    """The addresses that lie in a forum, one of each name."""
    named = itertools.groupby(every_address(), key=lambda each: each.name)
    return [found for _, group in named if (found := next(group)).is_in_a_forum]
